"""The recovery code on paper: 160 random bits that survive being copied by hand.

Crockford's base 32 without I, L, O and U; 32 symbols and 4 check symbols, in 6 groups of 6. The
check is the number modulo a prime whose powers of 32 are all different within a code: so each
single wrong symbol and each swap of two symbols is found for certain, anything else with all but
one in a million.
"""

from __future__ import annotations

from typing import Final

from kimdesk.errors import WrongRecoveryCode

SECRET: Final = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_BASE = 32
_SYMBOLS = 32
_CHECK_SYMBOLS = 4
_GROUP = 6
_PRIME = 1_048_573  # the largest below 32⁴
_READ_AS = str.maketrans("OIL", "011", " -\t\n\r–—\u00a0")


def write_code(secret: bytes) -> str:
    """Return the 20 bytes of ``secret`` as the grouped code."""
    number = int.from_bytes(secret, "big")
    text = _symbols(number, _SYMBOLS) + _symbols(number % _PRIME, _CHECK_SYMBOLS)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_code(code: str) -> bytes:
    """Return the secret; small letters, blanks and O, I, L for 0, 1, 1 are understood.

    Raises:
        WrongRecoveryCode: if the code has a typing error.
    """
    text = code.upper().translate(_READ_AS)
    if len(text) != _SYMBOLS + _CHECK_SYMBOLS or not set(text) <= set(_ALPHABET):
        raise WrongRecoveryCode(problem="shape")
    number = _number(text[:_SYMBOLS])
    if _number(text[_SYMBOLS:]) != number % _PRIME:
        raise WrongRecoveryCode(problem="check")
    return number.to_bytes(SECRET, "big")


def _symbols(number: int, count: int) -> str:
    shifts = range(_BITS * (count - 1), -1, -_BITS)
    return "".join(_ALPHABET[number >> shift & _BASE - 1] for shift in shifts)


def _number(text: str) -> int:
    number = 0
    for symbol in text:
        number = number * _BASE + _ALPHABET.index(symbol)
    return number
