"""Ways into the root key: making a slot and opening it again.

A slot holds two key pairs. The root key is sealed to the public one of them, so it can be given
to an absent colleague; the private halves are closed by the passphrase. Since anybody can seal to
a public key, a proof made from the passphrase says which root key belongs here: a key file that
an outsider builds around a root key of his own is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kimdesk.errors import Tampered, WrongPassphrase, WrongRecoveryCode
from kimdesk.vault.derivation import authenticator, derive_key, same, unwrap, wrap
from kimdesk.vault.keyfile_format import (
    PAIR_SEEDS,
    RECOVERY_ACCOUNT,
    SALT,
    Binding,
    Lock,
    Slot,
    name_digest,
    slot_context,
)
from kimdesk.vault.passphrases import KdfCost, stretch
from kimdesk.vault.sealing import SealingKey, seal
from kimdesk.vault.signing import SIGNING_SEED, SigningKey

if TYPE_CHECKING:
    from kimdesk.domain.entropy import Entropy


@dataclass(frozen=True, slots=True, repr=False)
class KeyPairs:
    """A signing and a sealing key that belong together."""

    signing: SigningKey
    sealing: SealingKey

    @classmethod
    def generate(cls, entropy: Entropy) -> KeyPairs:
        """Make two new keys."""
        return cls.from_bytes(entropy.bytes(PAIR_SEEDS))

    @classmethod
    def from_bytes(cls, seeds: bytes) -> KeyPairs:
        """Read both keys from their 128 bytes."""
        return cls(
            SigningKey.from_bytes(seeds[:SIGNING_SEED]),
            SealingKey.from_bytes(seeds[SIGNING_SEED:]),
        )

    def to_bytes(self) -> bytes:
        """Return the secret 128 bytes."""
        return self.signing.to_bytes() + self.sealing.to_bytes()


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What a slot gives: the person's keys and the root key."""

    pairs: KeyPairs
    root: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What a person types, the cost of guessing it, and who the person is in the file."""

    account_id: str
    account_name: str
    passphrase: str
    cost: KdfCost


def make_slot(
    binding: Binding, root: bytes, who: Credentials, pairs: KeyPairs, entropy: Entropy
) -> Slot:
    """Return a new slot that opens with the passphrase of ``who``."""
    salt = entropy.bytes(SALT)
    stretched = stretch(who.passphrase, salt, who.cost)
    lock = Lock(who.cost, derive_key(stretched, "slot-commitment"), b"")
    slot = Slot(
        account=who.account_id,
        name=name_digest(binding.workspace_id, who.account_name),
        salt=salt,
        signing=pairs.signing.public,
        sealing=pairs.sealing.public,
        lock=lock,
        root=b"",
        proof=b"",
    )
    context = slot_context(binding, slot)
    wrapped = wrap(derive_key(stretched, "slot-wrap"), pairs.to_bytes(), context, entropy)
    locked = replace(slot, lock=replace(lock, wrapped=wrapped))
    return _with_root(binding, locked, root, derive_key(stretched, "slot-proof"))


def make_recovery_slot(binding: Binding, root: bytes, secret: bytes, entropy: Entropy) -> Slot:
    """Return the slot that opens with the recovery code's ``secret``.

    Its key pairs follow from the code, which is random enough to need no stretching.
    """
    slot = recovery_slot_shape(secret, entropy.bytes(SALT))
    return _with_root(binding, slot, root, _recovery_proof_key(secret, slot.salt))


def recovery_slot_shape(secret: bytes, salt: bytes) -> Slot:
    """Return the recovery slot without the root key, as it follows from the code."""
    pairs = _recovery_pairs(secret, salt)
    return Slot(
        account=RECOVERY_ACCOUNT,
        name="",
        salt=salt,
        signing=pairs.signing.public,
        sealing=pairs.sealing.public,
        lock=None,
        root=b"",
        proof=b"",
    )


def open_slot(binding: Binding, slot: Slot, passphrase: str, *, allow_cheap: bool) -> Opened:
    """Open a person's slot.

    Raises:
        WrongPassphrase: if the passphrase does not fit.
        Tampered: if the slot was changed, or asks for a cost outside the limits.
    """
    if slot.lock is None:
        raise WrongPassphrase
    if not slot.lock.cost.allowed(allow_cheap=allow_cheap):
        raise Tampered(what="keyfile", problem="kdf")
    stretched = stretch(passphrase, slot.salt, slot.lock.cost)
    if not same(derive_key(stretched, "slot-commitment"), slot.lock.commitment):
        raise WrongPassphrase
    seeds = unwrap(
        derive_key(stretched, "slot-wrap"), slot.lock.wrapped, slot_context(binding, slot)
    )
    pairs = KeyPairs.from_bytes(seeds)
    return Opened(pairs, _root(binding, slot, pairs, derive_key(stretched, "slot-proof")))


def open_recovery_slot(binding: Binding, slot: Slot, secret: bytes) -> Opened:
    """Open the recovery slot.

    Raises:
        WrongRecoveryCode: if the code belongs to another file, or was replaced by a newer one.
        Tampered: if the slot was changed.
    """
    pairs = _recovery_pairs(secret, slot.salt)
    if pairs.sealing.public != slot.sealing or pairs.signing.public != slot.signing:
        raise WrongRecoveryCode(problem="other")
    return Opened(pairs, _root(binding, slot, pairs, _recovery_proof_key(secret, slot.salt)))


def _recovery_pairs(secret: bytes, salt: bytes) -> KeyPairs:
    return KeyPairs.from_bytes(derive_key(secret, "recovery-pairs", PAIR_SEEDS, salt))


def _recovery_proof_key(secret: bytes, salt: bytes) -> bytes:
    return derive_key(secret, "recovery-proof", salt=salt)


def _with_root(binding: Binding, slot: Slot, root: bytes, proof_key: bytes) -> Slot:
    return replace(
        slot,
        root=seal(slot.sealing, root, _root_info(binding, slot)),
        proof=_proof(binding, slot, root, proof_key),
    )


def _root(binding: Binding, slot: Slot, pairs: KeyPairs, proof_key: bytes) -> bytes:
    root = pairs.sealing.open(slot.root, _root_info(binding, slot))
    if not same(_proof(binding, slot, root, proof_key), slot.proof):
        raise Tampered(what="keyfile", problem="root")
    return root


def _root_info(binding: Binding, slot: Slot) -> bytes:
    return b"kimdesk/root|%d|" % binding.epoch + slot_context(binding, slot)


def _proof(binding: Binding, slot: Slot, root: bytes, proof_key: bytes) -> bytes:
    return authenticator(proof_key, derive_key(root, "root-id") + _root_info(binding, slot))
