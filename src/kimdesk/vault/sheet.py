"""The recovery sheet's QR code as bytes; small enough for one symbol on paper."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kimdesk.errors import Tampered, TooNew, Truncated
from kimdesk.vault.derivation import KEY
from kimdesk.vault.keyfile_format import SALT, SEALED_ROOT, WRAPPED_PAIRS, Binding

if TYPE_CHECKING:
    from kimdesk.vault.keyfile_format import WorkspaceKind

_MAGIC: Final = b"KIMDESK-RECOVERY-"
_VERSION: Final = b"1"
# District or office, epoch, generation, length of the workspace's id.
_HEAD = struct.Struct(">?IIB")
_PARTS = (SALT, SEALED_ROOT, KEY, WRAPPED_PAIRS)
_CHECKSUM = 8
_WHAT = "recovery sheet"


@dataclass(frozen=True, slots=True)
class SheetData:
    """The recovery slot without what follows from the code, and the workspace's key pairs."""

    binding: Binding
    generation: int
    salt: bytes
    root: bytes
    proof: bytes
    wrapped: bytes


def encode_sheet(sheet: SheetData) -> bytes:
    """Return the bytes of the QR code."""
    workspace = sheet.binding.workspace_id.encode()
    head = _HEAD.pack(
        sheet.binding.kind == "district", sheet.binding.epoch, sheet.generation, len(workspace)
    )
    body = head + workspace + sheet.salt + sheet.root + sheet.proof + sheet.wrapped
    return _MAGIC + _VERSION + body + _checksum(body)


def decode_sheet(data: bytes) -> SheetData:
    """Read the bytes of the QR code.

    Raises:
        TooNew: if a later KIMdesk printed the sheet.
        Truncated: if the scan ends too early.
        Tampered: if it is anything else, or was read wrongly.
    """
    if not data.startswith(_MAGIC):
        raise Tampered(what=_WHAT)
    start = len(_MAGIC) + len(_VERSION)
    version = data[len(_MAGIC) : start]
    if version > _VERSION:
        raise TooNew(what=_WHAT)
    if version < _VERSION:
        raise Tampered(what=_WHAT)
    body, checksum = data[start:-_CHECKSUM], data[-_CHECKSUM:]
    if len(body) < _HEAD.size:
        raise Truncated(what=_WHAT)
    district, epoch, generation, length = _HEAD.unpack_from(body)
    if len(body) < _HEAD.size + length + sum(_PARTS):
        raise Truncated(what=_WHAT)
    if _checksum(body) != checksum or len(body) > _HEAD.size + length + sum(_PARTS):
        raise Tampered(what=_WHAT)
    workspace, *parts = _cut(body[_HEAD.size :], (length, *_PARTS))
    kind: WorkspaceKind = "district" if district else "office"
    return SheetData(Binding(_text(workspace), kind, epoch), generation, *parts)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(_MAGIC + body).digest()[:_CHECKSUM]


def _cut(data: bytes, lengths: tuple[int, ...]) -> list[bytes]:
    parts = []
    for length in lengths:
        parts.append(data[:length])
        data = data[length:]
    return parts


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Tampered(what=_WHAT) from error
