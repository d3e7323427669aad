"""The key file as bytes: what stands in it and how accidental damage is noticed.

Line 1: ``KIMDESK-KEYS-<version> <length> <SHA-256>``, over the version and all that follows.
Line 2: the authenticator, an HMAC that only the holder of the root key can make.
Line 3: one canonical JSON object. No name of a person stands anywhere in it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, cast

from kimdesk.errors import KeyFileDamaged, Tampered, TooNew, Truncated
from kimdesk.vault.canonical import Record, decode_json, encode_json
from kimdesk.vault.derivation import KEY, NONCE, TAG
from kimdesk.vault.passphrases import KdfCost
from kimdesk.vault.sealing import SEAL_OVERHEAD, SEALING_PUBLIC, SEALING_SEED
from kimdesk.vault.signing import SIGNING_PUBLIC, SIGNING_SEED

WorkspaceKind = Literal["office", "district"]

FORMAT: Final = 1
SALT: Final = 16
PAIR_SEEDS: Final = SIGNING_SEED + SEALING_SEED
WRAPPED_PAIRS: Final = NONCE + PAIR_SEEDS + TAG
SEALED_ROOT: Final = SEAL_OVERHEAD + KEY
RECOVERY_ACCOUNT: Final = "recovery"

_FIRST_LINE = re.compile(rb"KIMDESK-KEYS-([1-9][0-9]{0,3}) ([0-9]{1,7}) ([0-9a-f]{64})\n")
_LONGEST_FIRST_LINE = 96
_MAC_LINE = 2 * KEY + 1
_WHAT = "keyfile"


@dataclass(frozen=True, slots=True)
class Binding:
    """Which workspace a secret belongs to; part of everything that is encrypted for it."""

    workspace_id: str
    kind: WorkspaceKind
    epoch: int


@dataclass(frozen=True, slots=True)
class Lock:
    """How a passphrase opens a slot: the cost, proof of the right key, the private halves."""

    cost: KdfCost
    commitment: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a person's, or the recovery code's, which needs no lock."""

    account: str
    name: str
    salt: bytes
    signing: bytes
    sealing: bytes
    lock: Lock | None
    root: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file, not yet proven to be made by a holder of the root key."""

    binding: Binding
    generation: int
    signing: bytes
    sealing: bytes
    wrapped: bytes
    slots: tuple[Slot, ...]

    def slot(self, account: str) -> Slot | None:
        """Return the slot of ``account``."""
        return next((slot for slot in self.slots if slot.account == account), None)

    def slot_named(self, account_name: str) -> Slot | None:
        """Return the slot of the person who logs in as ``account_name``."""
        name = name_digest(self.binding.workspace_id, account_name)
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True)
class ReadKeyFile:
    """A key file that is not damaged, with what its authenticator is computed over."""

    content: KeyFile
    body: bytes
    mac: bytes


def name_digest(workspace_id: str, account_name: str) -> str:
    """Return what stands in the file in place of a person's name.

    The workspace's id makes the same person look different in two files.
    """
    folded = unicodedata.normalize("NFKC", account_name.strip()).casefold()
    text = "\0".join(("kimdesk/account", workspace_id, unicodedata.normalize("NFKC", folded)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def slot_context(binding: Binding, slot: Slot) -> bytes:
    """Return what a slot's secrets are bound to: nothing of it can be changed or exchanged."""
    return encode_json(
        {
            "version": FORMAT,
            "workspace": binding.workspace_id,
            "kind": binding.kind,
            **_open_part(slot),
        }
    )


def _open_part(slot: Slot) -> dict[str, object]:
    return {
        "account": slot.account,
        "name": slot.name,
        "salt": slot.salt.hex(),
        "signing": slot.signing.hex(),
        "sealing": slot.sealing.hex(),
        "kdf": _encode_cost(slot.lock.cost) if slot.lock else {"name": "hkdf"},
    }


def _encode_cost(cost: KdfCost) -> dict[str, object]:
    return {
        "name": "argon2id",
        "memory": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
    }


def encode_body(content: KeyFile) -> bytes:
    """Return line 3: the canonical JSON object."""
    return encode_json(
        {
            "workspace": content.binding.workspace_id,
            "kind": content.binding.kind,
            "epoch": content.binding.epoch,
            "generation": content.generation,
            "signing": content.signing.hex(),
            "sealing": content.sealing.hex(),
            "wrapped": content.wrapped.hex(),
            "slots": [_encode_slot(slot) for slot in content.slots],
        }
    )


def _encode_slot(slot: Slot) -> dict[str, object]:
    members = {**_open_part(slot), "root": slot.root.hex(), "proof": slot.proof.hex()}
    if slot.lock:
        members["commitment"] = slot.lock.commitment.hex()
        members["wrapped"] = slot.lock.wrapped.hex()
    return members


def frame(body: bytes, mac: bytes) -> bytes:
    """Return the whole file."""
    rest = mac.hex().encode() + b"\n" + body
    return b"KIMDESK-KEYS-%d %d %s\n" % (FORMAT, len(rest), _checksum(FORMAT, rest)) + rest


def _checksum(version: int, rest: bytes) -> bytes:
    return hashlib.sha256(b"KIMDESK-KEYS-%d\n" % version + rest).hexdigest().encode()


def decode(data: bytes) -> ReadKeyFile:
    """Read a key file.

    Raises:
        Truncated: if it ends too early.
        TooNew: if it is intact and of a later format.
        KeyFileDamaged: if it is not intact.
    """
    rest = _checked_rest(data)
    mac, body = rest[:_MAC_LINE], rest[_MAC_LINE:]
    try:
        members = decode_json(body, what=_WHAT)
        return ReadKeyFile(_content(members), body, bytes.fromhex(mac.decode("ascii")))
    except (Tampered, ValueError) as error:
        raise KeyFileDamaged(problem="shape") from error


def _checked_rest(data: bytes) -> bytes:
    head = _FIRST_LINE.match(data)
    if head is None:
        if len(data) < _LONGEST_FIRST_LINE and b"\n" not in data:
            raise Truncated(what=_WHAT)
        raise KeyFileDamaged(problem="head")
    version, length, rest = int(head[1]), int(head[2]), data[head.end() :]
    if len(rest) < length:
        raise Truncated(what=_WHAT)
    if _checksum(version, rest) != head[3]:
        raise KeyFileDamaged(problem="checksum")
    if version > FORMAT:
        raise TooNew(what=_WHAT, version=version)
    return rest


_CONTENT = ("workspace", "kind", "epoch", "generation", "signing", "sealing", "wrapped", "slots")
_SLOT = ("account", "name", "salt", "signing", "sealing", "kdf", "root", "proof")
_LOCK = ("commitment", "wrapped")


def _content(members: Record) -> KeyFile:
    members.expect(_CONTENT)
    kind = members.text("kind")
    if kind not in {"office", "district"}:
        raise Tampered(what=_WHAT)
    binding = Binding(
        members.text("workspace"), cast("WorkspaceKind", kind), members.number("epoch")
    )
    return KeyFile(
        binding=binding,
        generation=members.number("generation"),
        signing=members.binary("signing", SIGNING_PUBLIC),
        sealing=members.binary("sealing", SEALING_PUBLIC),
        wrapped=members.binary("wrapped", WRAPPED_PAIRS),
        slots=tuple(_slot(record) for record in members.records("slots")),
    )


def _slot(record: Record) -> Slot:
    kdf = record.record("kdf")
    locked = kdf.text("name") == "argon2id"
    record.expect((*_SLOT, *_LOCK) if locked else _SLOT)
    return Slot(
        account=record.text("account"),
        name=record.text("name"),
        salt=record.binary("salt", SALT),
        signing=record.binary("signing", SIGNING_PUBLIC),
        sealing=record.binary("sealing", SEALING_PUBLIC),
        lock=_lock(record, kdf) if locked else None,
        root=record.binary("root", SEALED_ROOT),
        proof=record.binary("proof", KEY),
    )


def _lock(record: Record, kdf: Record) -> Lock:
    kdf.expect(("name", "memory", "passes", "lanes"))
    return Lock(
        cost=KdfCost(kdf.number("memory"), kdf.number("passes"), kdf.number("lanes")),
        commitment=record.binary("commitment", KEY),
        wrapped=record.binary("wrapped", WRAPPED_PAIRS),
    )
