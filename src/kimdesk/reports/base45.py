"""Bytes as text for QR codes (base45, RFC 9285).

Raw bytes in a QR code are read as text by most scanners and come out spoilt. Base45 uses only
the 45 letters of the QR code's own alphanumeric mode, which packs them so tightly that the code
grows by 3 % only (base64: by a third); any scanner then shows copyable text.
"""

from __future__ import annotations

from kimdesk.errors import InvalidInput

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_BASE = len(_LETTERS)
_WEIGHTS = (1, _BASE, _BASE * _BASE)


def base45_encode(data: bytes) -> str:
    """Return the text for ``data``: three letters for two bytes, two for a last single one."""
    letters: list[str] = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, _BASE)
            letters.append(_LETTERS[digit])
    return "".join(letters)


def base45_decode(content: str) -> bytes:
    """Return the bytes behind a text.

    Raises:
        InvalidInput: on a foreign letter, an impossible length or a value too large.
    """
    try:
        groups = [content[start : start + 3] for start in range(0, len(content), 3)]
        return b"".join(_decode_group(group) for group in groups)
    except (KeyError, OverflowError) as error:
        raise InvalidInput(field="base45", problem="not base45") from error


def _decode_group(group: str) -> bytes:
    value = sum(_VALUES[letter] * weight for letter, weight in zip(group, _WEIGHTS, strict=False))
    # A single letter carries no byte; without this check a single "0" would pass unnoticed.
    if len(group) == 1:
        raise OverflowError
    return value.to_bytes(len(group) - 1, "big")
