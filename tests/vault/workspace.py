"""A small workspace on disk for the tests of the key file, and what an attacker does to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rfc8785

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.vault import keyfile
from kimdesk.vault.passphrases import KdfCost

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
LEAD, COLLEAGUE = "Änne Öztürk", "Bernd Weiß"
LEAD_PHRASE, COLLEAGUE_PHRASE = "lampe-ufer-ziege-taste-mond", "gabel-wald-honig-uhrwerk-zelt"
OTHER_PHRASE = "sofa-regen-tulpe-kanne-birne"
PRIMARY, TWIN = "keys.kimkeys", "keys.kimkeys.2"


@dataclass(frozen=True)
class Workspace:
    """The folder, the ring of whoever made it, and the printed sheet."""

    folder: Path
    ring: keyfile.Keyring
    sheet: keyfile.RecoverySheet


def make(folder: Path, seed: str = "tests") -> Workspace:
    """Make a workspace with one account."""
    ring, sheet = keyfile.create(
        folder,
        kind="office",
        workspace_id="office-1",
        account_id="account-1",
        account_name=LEAD,
        passphrase=LEAD_PHRASE,
        entropy=SeededEntropy(seed),
        cost=CHEAP,
        allow_cheap=True,
    )
    return Workspace(folder, ring, sheet)


def add_colleague(work: Workspace) -> keyfile.Keyring:
    """Let a second person in."""
    return keyfile.add_account(
        work.folder,
        work.ring,
        account_id="account-2",
        account_name=COLLEAGUE,
        passphrase=COLLEAGUE_PHRASE,
        entropy=SeededEntropy("colleague"),
        cost=CHEAP,
        allow_cheap=True,
    )


def unlock(folder: Path, name: str = LEAD, phrase: str = LEAD_PHRASE) -> keyfile.Keyring:
    """Log in, by default as the lead."""
    return keyfile.unlock(folder, account_name=name, passphrase=phrase, allow_cheap=True)


def both(folder: Path, data: bytes) -> None:
    """Overwrite both copies."""
    (folder / PRIMARY).write_bytes(data)
    (folder / TWIN).write_bytes(data)


def forge(folder: Path, edit: Callable[[dict[str, Any]], None], version: int = 1) -> None:
    """Change the content as an attacker would: with a right checksum, without the root key."""
    lines = (folder / PRIMARY).read_bytes().split(b"\n", 2)
    body = json.loads(lines[2])
    edit(body)
    rest = lines[1] + b"\n" + rfc8785.dumps(body)
    both(folder, framed(version, rest))


def framed(version: int, rest: bytes) -> bytes:
    """Put a right first line before ``rest``."""
    digest = hashlib.sha256(b"KIMDESK-KEYS-%d\n" % version + rest).hexdigest().encode()
    return b"KIMDESK-KEYS-%d %d %s\n" % (version, len(rest), digest) + rest
