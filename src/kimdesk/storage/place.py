"""Where a workspace may lie: on a disk of this computer, held by one program at a time."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from kimdesk.errors import FileLocked, FolderMissing, ReadOnly, UnsafePlace

# A write-ahead log needs shared memory on one host, and a sync client copies half-written files.
_NETWORK_FILE_SYSTEMS = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
}
_SYNC_FOLDERS = {"dropbox", "onedrive", "nextcloud", "owncloud", "google drive", "icloud drive"}
LOCK_NAME = "in-use.lock"
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def check_place(folder: Path) -> None:
    """Refuse network shares and synchronised folders, where the file could be torn.

    Raises:
        UnsafePlace: with the reason ``network`` or ``sync``.
    """
    resolved = folder.resolve()
    if str(resolved).startswith(("\\\\", "//")) or _file_system(resolved) in _NETWORK_FILE_SYSTEMS:
        raise UnsafePlace(reason="network")
    if any(part.lower().split(" - ")[0] in _SYNC_FOLDERS for part in resolved.parts):
        raise UnsafePlace(reason="sync")


def _file_system(path: Path) -> str:
    if not _MOUNTS.exists():
        return ""
    best, kind = "", ""
    for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _, escaped, name, *_ = line.split(" ")
        # A blank in the name of a share stands there as \040.
        point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), escaped)
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # the later of two mounts covers the earlier
            best, kind = point, name
    return kind


class FolderLock:
    """Holds a workspace for one program; the operating system frees it when the program dies."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            FileLocked: with the host and process that holds it.
            FolderMissing: if there is no such folder.
            ReadOnly: if the folder cannot be written.
        """
        self._path = folder / LOCK_NAME
        try:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError as error:
            raise FolderMissing(path=folder.name) from error
        except OSError as error:
            raise ReadOnly(what="folder") from error
        if not _try_lock(self._handle):
            os.lseek(self._handle, 0, os.SEEK_SET)
            holder = os.read(self._handle, 200).decode(errors="replace").strip()
            os.close(self._handle)
            raise FileLocked(holder=holder or "?")
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, f"{socket.gethostname()}, Prozess {os.getpid()}".encode())

    def release(self) -> None:
        """Give the workspace free; harmless when done twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":  # pragma: no cover - the lock of the other platform

    def _try_lock(handle: int) -> bool:
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        try:
            # One byte far behind the text, so that the holder's name stays readable.
            os.lseek(handle, 4096, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(handle: int) -> bool:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
