"""The outside of a bundle: closed for one recipient, and silent about the sender.

Magic line, length of the header (u32, big-endian), canonical JSON header, HPKE output. The HPKE
``info`` is everything before the output, so a changed header does not open.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import Final

from kimdesk.errors import BadBundle, ForeignBundle, InvalidInput, TooNew, Truncated
from kimdesk.vault.canonical import decode_json, encode_json
from kimdesk.vault.sealing import SEAL_OVERHEAD, SealingKey, seal

MAGIC: Final = b"KIMDESK-BUNDLE-1\n"
LARGEST_FILE: Final = 32 * 1024 * 1024
LARGEST_PAYLOAD: Final = 64 * 1024 * 1024

_VERSION = 1
_KEM = "ML-KEM-768+X25519, HKDF-SHA256, ChaCha20-Poly1305"
_NEWER_MAGIC = re.compile(rb"KIMDESK-BUNDLE-[0-9]{1,4}\n")
_LONGEST_HEADER = 4096
_LENGTH = 4
_PADDING = 16 * 1024
_TO_DIGITS = 16
_WHAT = "bundle"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope taken apart, not opened; lengths in bytes."""

    version: int
    to: str
    plain: int
    padded: int
    before: bytes
    sealed: bytes


def recipient_hash(sealing_public: bytes) -> str:
    """Return the full hash of a recipient's key, 64 hexadecimal digits."""
    return hashlib.sha256(sealing_public).hexdigest()


def seal_payload(payload: bytes, recipient: bytes) -> bytes:
    """Return the file that only the holder of the key ``recipient`` can open.

    Raises:
        InvalidInput: if the payload is too large for a bundle.
        Tampered: if ``recipient`` is not a key.
    """
    packed = zlib.compress(payload, 9)
    padded = packed.ljust(-(-len(packed) // _PADDING) * _PADDING, b"\0")
    header = encode_json(
        {
            "v": _VERSION,
            "kem": _KEM,
            "to": recipient_hash(recipient)[:_TO_DIGITS],
            "plain": len(payload),
            "padded": len(padded),
        }
    )
    before = MAGIC + len(header).to_bytes(_LENGTH, "big") + header
    data = before + seal(recipient, padded, before)
    if len(payload) > LARGEST_PAYLOAD or len(data) > LARGEST_FILE:
        raise InvalidInput(field="payload", problem="too large")
    return data


def read_envelope(data: bytes) -> Envelope:
    """Take an envelope apart, as anybody may.

    Raises:
        BadBundle: if it is not a bundle or breaks the limits.
        Truncated: if it ends too early.
        Tampered: if its header is malformed.
        TooNew: if it is of a later format.
    """
    if len(data) > LARGEST_FILE:
        raise BadBundle(problem="too large")
    if not data.startswith(MAGIC):
        raise _not_a_bundle(data)
    start = len(MAGIC) + _LENGTH
    length = int.from_bytes(data[len(MAGIC) : start], "big")
    if len(data) < start:
        raise Truncated(what=_WHAT)
    if length > _LONGEST_HEADER:
        raise BadBundle(problem="header")
    if len(data) < start + length:
        raise Truncated(what=_WHAT)
    return _envelope(data, start, start + length)


def open_payload(data: bytes, sealing: SealingKey) -> bytes:
    """Open a file that was closed by :func:`seal_payload`.

    Raises:
        ForeignBundle: if it is for another recipient.
        BadBundle: if it is not a bundle or breaks the limits.
        Truncated: if it ends too early.
        Tampered: if it was changed.
        TooNew: if it is of a later format.
    """
    envelope = read_envelope(data)
    if envelope.to != recipient_hash(sealing.public)[:_TO_DIGITS]:
        raise ForeignBundle(to=envelope.to)
    return _inflate(sealing.open(envelope.sealed, envelope.before), envelope.plain)


def _not_a_bundle(data: bytes) -> BadBundle | Truncated | TooNew:
    if MAGIC.startswith(data):
        return Truncated(what=_WHAT)
    if _NEWER_MAGIC.match(data):
        return TooNew(what=_WHAT)
    return BadBundle(problem="not a bundle")


def _envelope(data: bytes, start: int, end: int) -> Envelope:
    header = decode_json(data[start:end], what=_WHAT)
    version = header.number("v")
    if version > _VERSION:
        raise TooNew(what=_WHAT)
    header.expect(("v", "kem", "to", "plain", "padded"))
    plain, padded = header.number("plain"), header.number("padded")
    to = header.binary("to", _TO_DIGITS // 2).hex()
    if version != _VERSION or header.text("kem") != _KEM or plain > LARGEST_PAYLOAD:
        raise BadBundle(problem="header")
    missing = padded + SEAL_OVERHEAD - (len(data) - end)
    if missing > 0:
        raise Truncated(what=_WHAT)
    if missing < 0 or padded % _PADDING:
        raise BadBundle(problem="length")
    return Envelope(version, to, plain, padded, data[:end], data[end:])


def _inflate(padded: bytes, plain: int) -> bytes:
    """Return the payload, never more of it than announced and allowed."""
    stream = zlib.decompressobj()
    try:
        payload = stream.decompress(padded, plain + 1)
    except zlib.error as error:
        raise BadBundle(problem="compression") from error
    rest = stream.unused_data
    if not stream.eof or len(payload) != plain or len(rest) >= _PADDING or rest.strip(b"\0"):
        raise BadBundle(problem="compression")
    return payload
