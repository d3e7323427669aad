"""Words instead of numbers: for fingerprints read out on the telephone, and for passphrases."""

from __future__ import annotations

from functools import cache
from typing import Final

from kimdesk.config import resources_folder
from kimdesk.errors import Tampered

WORDS: Final = 2048
_BITS_PER_WORD = 11
_FINGERPRINT_WORDS = 12
_FINGERPRINT_BITS = _BITS_PER_WORD * _FINGERPRINT_WORDS


@cache
def german_words() -> tuple[str, ...]:
    """Return the 2,048 words, sorted; their order is part of every fingerprint.

    Raises:
        Tampered: if the list of the installation is not complete.
    """
    text = (resources_folder() / "words" / "german.txt").read_text("ascii")
    words = tuple(text.split())
    if len(words) != WORDS or len(set(words)) != WORDS or list(words) != sorted(words):
        raise Tampered(what="words")
    return words


def fingerprint_words(digest: bytes) -> str:
    """Return the first 132 bits of ``digest`` as twelve words.

    Raises:
        ValueError: if ``digest`` is shorter than that.
    """
    surplus = 8 * len(digest) - _FINGERPRINT_BITS
    if surplus < 0:
        raise ValueError(len(digest))
    number = int.from_bytes(digest, "big") >> surplus
    shifts = range(_FINGERPRINT_BITS - _BITS_PER_WORD, -1, -_BITS_PER_WORD)
    return " ".join(german_words()[number >> shift & WORDS - 1] for shift in shifts)
