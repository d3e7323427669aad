"""HPKE (RFC 9180): closing a message so that only the holder of one private key can open it.

ML-KEM-768 and X25519 together: the message stays closed as long as either of them holds, also
against somebody who records it today and owns a quantum computer later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from kimdesk.errors import Tampered

if TYPE_CHECKING:
    from kimdesk.domain.entropy import Entropy

_LATTICE_SEED = 64
_LATTICE_PUBLIC = 1184
_CURVE = 32
SEALING_SEED: Final = _LATTICE_SEED + _CURVE
SEALING_PUBLIC: Final = _LATTICE_PUBLIC + _CURVE
# What sealing adds: the encapsulated key (1,088 + 32 bytes) and the authenticator (16 bytes).
SEAL_OVERHEAD: Final = 1088 + 32 + 16
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SealingKey:
    """A private hybrid key; its text form never shows it."""

    __slots__ = ("_curve", "_lattice")

    def __init__(self, lattice: MLKEM768PrivateKey, curve: X25519PrivateKey) -> None:
        self._lattice = lattice
        self._curve = curve

    @classmethod
    def generate(cls, entropy: Entropy) -> SealingKey:
        """Make a new key from ``entropy``, so that a demonstration can be made again."""
        return cls.from_bytes(entropy.bytes(SEALING_SEED))

    @classmethod
    def from_bytes(cls, seed: bytes) -> SealingKey:
        """Read a key from its 96 bytes: ML-KEM seed, then X25519 scalar.

        Raises:
            Tampered: if the length is wrong.
        """
        if len(seed) != SEALING_SEED:
            raise Tampered(what="sealing key")
        return cls(
            MLKEM768PrivateKey.from_seed_bytes(seed[:_LATTICE_SEED]),
            X25519PrivateKey.from_private_bytes(seed[_LATTICE_SEED:]),
        )

    def to_bytes(self) -> bytes:
        """Return the secret 96 bytes."""
        return self._lattice.private_bytes_raw() + self._curve.private_bytes_raw()

    @property
    def public(self) -> bytes:
        """The public half, 1,216 bytes."""
        return (
            self._lattice.public_key().public_bytes_raw()
            + self._curve.public_key().public_bytes_raw()
        )

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open what was sealed to this key under the same ``info``.

        Raises:
            Tampered: if it was sealed to another key or was changed.
        """
        pair = MLKEM768X25519PrivateKey(self._lattice, self._curve)
        try:
            return _SUITE.decrypt(sealed, pair, info)
        except (InvalidTag, ValueError) as error:
            raise Tampered(what="seal") from error

    def __repr__(self) -> str:
        return "SealingKey(…)"


def seal(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Close ``plaintext`` for the holder of ``public``; ``info`` must be known to open it.

    The result differs each time: the one-time key comes from the system's own generator,
    because the library takes none from outside.

    Raises:
        Tampered: if ``public`` is not a key.
    """
    if len(public) != SEALING_PUBLIC:
        raise Tampered(what="public key")
    try:
        pair = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_LATTICE_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[_LATTICE_PUBLIC:]),
        )
        return _SUITE.encrypt(plaintext, pair, info)
    except ValueError as error:
        raise Tampered(what="public key") from error
