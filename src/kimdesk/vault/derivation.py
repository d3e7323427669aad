"""Keys from keys: HKDF with one label per purpose, and the cipher that wraps private halves."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kimdesk.errors import Tampered

if TYPE_CHECKING:
    from kimdesk.domain.entropy import Entropy

KEY: Final = 32
NONCE: Final = 12
TAG: Final = 16


def derive_key(secret: bytes, label: str, length: int = KEY, salt: bytes | None = None) -> bytes:
    """Return ``length`` bytes that follow from ``secret`` for the purpose ``label``."""
    return HKDF(SHA256(), length, salt, f"kimdesk/{label}".encode()).derive(secret)


def authenticator(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA256 of ``message``."""
    return hmac.digest(key, message, hashlib.sha256)


def same(left: bytes, right: bytes) -> bool:
    """Compare without telling by the time taken where the difference is."""
    return hmac.compare_digest(left, right)


def wrap(key: bytes, plaintext: bytes, context: bytes, entropy: Entropy) -> bytes:
    """Encrypt ``plaintext`` under ``key``, bound to ``context``; the nonce goes in front.

    AES-256-GCM-SIV, because a nonce that is used twice does not reveal the key with it.
    """
    nonce = entropy.bytes(NONCE)
    return nonce + AESGCMSIV(key).encrypt(nonce, plaintext, context)


def unwrap(key: bytes, wrapped: bytes, context: bytes) -> bytes:
    """Undo :func:`wrap`.

    Raises:
        Tampered: if key, content or context differ.
    """
    try:
        return AESGCMSIV(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], context)
    except (InvalidTag, ValueError) as error:
        raise Tampered(what="wrapped key") from error
