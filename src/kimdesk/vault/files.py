"""Writing files so that a crash leaves either the old or the new content, never a mixture."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kimdesk.errors import DiskFull, FolderMissing, ReadOnly, UnsafePlace

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED: Final = ".part"

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into the few that have a sentence for the user.

    Raises:
        DiskFull: if there is no room left.
        ReadOnly: if the place may not be read or written.
        FolderMissing: if a part of the path is not there.
        UnsafePlace: if the place fails in any other way, as a pulled stick does.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(path=str(path)) from error
        if error.errno in _FORBIDDEN:
            raise ReadOnly(path=str(path)) from error
        if error.errno in _ABSENT:
            raise FolderMissing(path=str(path)) from error
        raise UnsafePlace(path=str(path)) from error


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace the content of ``path`` by ``data`` in one step that survives a power cut.

    Raises:
        DiskFull: if there is no room left; the old content stays.
        ReadOnly: if the place cannot be written.
        FolderMissing: if the folder is not there.
    """
    with translated_errors(path):
        prefix = f".{path.name}."
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=UNFINISHED, dir=path.parent)
        temporary = Path(name)
        try:
            _fill(handle, data)
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` durable, where the system can sync a folder at all.

    Windows cannot open folders; there NTFS journals the rename by itself.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private_folder(path: Path) -> None:
    """Create ``path`` with its parents, or tighten it, so that only its owner may look inside.

    Raises:
        ReadOnly: if the place cannot be written.
        DiskFull: if there is no room left.
    """
    with translated_errors(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)


def read_limited(path: Path, limit: int) -> bytes:
    """Return the content of ``path``, at most ``limit`` + 1 bytes of it.

    One byte more than allowed is enough for the caller to see that a file is too long, and no
    planted giant can fill the memory.

    Raises:
        FolderMissing: if there is no such file.
        ReadOnly: if it may not be read.
    """
    with translated_errors(path), path.open("rb") as file:
        return file.read(limit + 1)
