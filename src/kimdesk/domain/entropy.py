"""Randomness, handed in: the system's for real use, a seeded stream for demonstrations."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol


class Entropy(Protocol):
    """A source of random bytes."""

    def bytes(self, count: int) -> bytes:
        """Return ``count`` random bytes."""
        ...

    def hex(self, count: int) -> str:
        """Return ``count`` random bytes as lower-case hexadecimal digits."""
        ...

    def below(self, limit: int) -> int:
        """Return a random whole number in ``0 … limit - 1``."""
        ...


class SystemEntropy:
    """The operating system's generator; the only one that real offices use."""

    def bytes(self, count: int) -> bytes:
        """Return ``count`` random bytes."""
        return secrets.token_bytes(count)

    def hex(self, count: int) -> str:
        """Return ``count`` random bytes as hexadecimal digits."""
        return secrets.token_hex(count)

    def below(self, limit: int) -> int:
        """Return a random whole number in ``0 … limit - 1``."""
        return secrets.randbelow(limit)


class SeededEntropy:
    """A reproducible stream: the same seed gives the same demonstration district.

    Never used for an office that holds real people: its keys can be made again from the seed.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._block = 0
        self._rest = b""

    def bytes(self, count: int) -> bytes:
        """Return the next ``count`` bytes of the stream."""
        while len(self._rest) < count:
            self._rest += hashlib.sha512(self._seed + b"|%d" % self._block).digest()
            self._block += 1
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def hex(self, count: int) -> str:
        """Return the next ``count`` bytes of the stream as hexadecimal digits."""
        return self.bytes(count).hex()

    def below(self, limit: int) -> int:
        """Return a whole number in ``0 … limit - 1``, evenly spread."""
        if limit < 1:
            raise ValueError(limit)
        # 64 surplus bits make the remainder's bias negligible.
        return int.from_bytes(self.bytes(16), "big") % limit
