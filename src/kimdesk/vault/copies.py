"""The key file and its twin: which of the two counts, and saving both.

A key file that is lost takes all cases with it, so it is kept twice. The primary is saved first;
whoever is interrupted in between finds two intact copies, of which the newer one counts.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kimdesk.errors import (
    FolderMissing,
    KeyFileDamaged,
    KeyFileMissing,
    KimdeskError,
    TooNew,
)
from kimdesk.vault.files import UNFINISHED, read_limited, write_atomically
from kimdesk.vault.keyfile_format import FORMAT, ReadKeyFile, decode

if TYPE_CHECKING:
    from pathlib import Path

PRIMARY: Final = "keys.kimkeys"
TWIN: Final = "keys.kimkeys.2"
# Some hundred slots; far below what could trouble the memory.
_LARGEST_FILE = 4 * 1024 * 1024


class TwinState(StrEnum):
    """How the copy that is not used stands: only FINE means that two copies agree."""

    FINE = "fine"
    MISSING = "missing"
    DAMAGED = "damaged"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class KeyFileState:
    """What can be said about the key file without a passphrase; zeros if nothing is readable."""

    primary: TwinState
    twin: TwinState
    workspace_id: str
    generation: int
    epoch: int
    slots: int
    format_version: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The copy that counts, and the state of the other one."""

    file: ReadKeyFile
    other: TwinState


def exists(folder: Path) -> bool:
    """Tell whether there is a key file or a twin, in whatever state."""
    return any((folder / name).exists() for name in (PRIMARY, TWIN))


def load(folder: Path) -> Loaded:
    """Return the intact copy with the higher generation, the primary if both are equal.

    Raises:
        FolderMissing: if the folder is not there.
        KeyFileMissing: if there is neither copy.
        Truncated: if what is there ends too early.
        KeyFileDamaged: if no copy is intact.
        TooNew: if one of the copies is intact and of a later format.
    """
    copies = _read_both(folder)
    for copy in copies:
        if isinstance(copy, TooNew):
            raise copy
    best = _best(copies)
    if best is None:
        raise _failure(copies)
    other = copies[1] if best is copies[0] else copies[0]
    return Loaded(best, _state(other, best))


def save(folder: Path, data: bytes) -> None:
    """Write both copies, each in one step, the primary first.

    The caller holds the workspace's lock, so files of an unfinished save are left from a crash;
    they are removed, because they may hold the way in of somebody who has been removed.

    Raises:
        DiskFull: if there is no room left.
        ReadOnly: if the place cannot be written.
        FolderMissing: if the folder is not there.
    """
    for left in folder.glob(f".{PRIMARY}*{UNFINISHED}"):
        with suppress(OSError):
            left.unlink()
    write_atomically(folder / PRIMARY, data)
    write_atomically(folder / TWIN, data)


def inspect(folder: Path) -> KeyFileState:
    """Return the state of both copies, for the check that a user starts when something is odd.

    Raises:
        FolderMissing: if the folder is not there.
        TooNew: if a copy is of a later format.
    """
    copies = _read_both(folder)
    for copy in copies:
        if isinstance(copy, TooNew):
            raise copy
    best = _best(copies)
    content = best.content if best else None
    return KeyFileState(
        primary=_state(copies[0], best),
        twin=_state(copies[1], best),
        workspace_id=content.binding.workspace_id if content else "",
        generation=content.generation if content else 0,
        epoch=content.binding.epoch if content else 0,
        slots=len(content.slots) if content else 0,
        format_version=FORMAT if content else 0,
    )


_Copy = ReadKeyFile | KimdeskError


def _read_both(folder: Path) -> tuple[_Copy, _Copy]:
    if not folder.is_dir():
        raise FolderMissing(path=str(folder))
    return _read(folder / PRIMARY), _read(folder / TWIN)


def _read(path: Path) -> _Copy:
    try:
        data = read_limited(path, _LARGEST_FILE)
        return decode(data)
    except FolderMissing:
        return KeyFileMissing()
    except KimdeskError as error:
        return error


def _best(copies: tuple[_Copy, _Copy]) -> ReadKeyFile | None:
    intact = [copy for copy in copies if isinstance(copy, ReadKeyFile)]
    return max(intact, key=lambda copy: copy.content.generation, default=None)


def _state(copy: _Copy, best: ReadKeyFile | None) -> TwinState:
    if isinstance(copy, KeyFileMissing):
        return TwinState.MISSING
    if isinstance(copy, KimdeskError):
        return TwinState.DAMAGED
    return TwinState.FINE if copy == best else TwinState.STALE


def _failure(copies: tuple[_Copy, _Copy]) -> KimdeskError:
    """Return the most helpful reason why no copy can be used."""
    errors = [copy for copy in copies if isinstance(copy, KimdeskError)]
    present = [error for error in errors if not isinstance(error, KeyFileMissing)]
    if not present:
        return KeyFileMissing()
    kinds = {type(error) for error in present}
    return present[0] if len(kinds) == 1 else KeyFileDamaged(problem="both")
