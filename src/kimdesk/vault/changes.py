"""Saving the key file, and changing it only if it really is the one that was unlocked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kimdesk.errors import Tampered
from kimdesk.vault.copies import TwinState, load, save
from kimdesk.vault.derivation import authenticator, derive_key, same
from kimdesk.vault.keyfile_format import KeyFile, ReadKeyFile, encode_body, frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kimdesk.vault.keyring import Keyring


def check_authenticator(file: ReadKeyFile, root: bytes) -> None:
    """Prove that a holder of the root key wrote ``file``.

    Raises:
        Tampered: if not.
    """
    if not same(_mac(file.body, root), file.mac):
        raise Tampered(what="keyfile", problem="authenticator")


def save_signed(folder: Path, content: KeyFile, root: bytes) -> None:
    """Write both copies, authenticated by the root key; the slots in one fixed order."""
    ordered = replace(content, slots=tuple(sorted(content.slots, key=lambda slot: slot.account)))
    body = encode_body(ordered)
    save(folder, frame(body, _mac(body, root)))


def change(folder: Path, keyring: Keyring, edit: Callable[[KeyFile], KeyFile]) -> Keyring:
    """Apply ``edit`` to the newest intact copy, count the generation up and save both copies.

    Raises:
        Tampered: if the file was not written by a holder of the keyring's root key.
    """
    current = load(folder).file
    check_authenticator(current, keyring.root)
    edited = edit(current.content)
    generation = max(current.content.generation, keyring.generation) + 1
    save_signed(folder, replace(edited, generation=generation), keyring.root)
    return replace(keyring, generation=generation, twin=TwinState.FINE)


def _mac(body: bytes, root: bytes) -> bytes:
    return authenticator(derive_key(root, "keyfile-mac"), body)
