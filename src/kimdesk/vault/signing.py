"""Ed25519 signatures: who said it, and that nobody changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kimdesk.errors import Tampered

if TYPE_CHECKING:
    from kimdesk.domain.entropy import Entropy

SIGNING_SEED: Final = 32
SIGNING_PUBLIC: Final = 32
SIGNATURE: Final = 64


class SigningKey:
    """A private Ed25519 key; its text form never shows it."""

    __slots__ = ("_key",)

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls, entropy: Entropy) -> SigningKey:
        """Make a new key from ``entropy``, so that a demonstration can be made again."""
        return cls.from_bytes(entropy.bytes(SIGNING_SEED))

    @classmethod
    def from_bytes(cls, seed: bytes) -> SigningKey:
        """Read a key from its 32 bytes.

        Raises:
            Tampered: if the length is wrong.
        """
        if len(seed) != SIGNING_SEED:
            raise Tampered(what="signing key")
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def to_bytes(self) -> bytes:
        """Return the secret 32 bytes."""
        return self._key.private_bytes_raw()

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature; the same message always gives the same."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return "SigningKey(…)"


def verify(public: bytes, signature: bytes, message: bytes) -> None:
    """Check that the holder of ``public`` signed ``message``.

    Raises:
        Tampered: if not, or if key or signature are malformed.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise Tampered(what="signature") from error
