"""The key file of a workspace: everything the use cases may do with it, under one name.

Nothing here decides by role; the use cases do. Whoever is logged in holds the root key, and with
it could read everything with a program of his own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kimdesk.errors import AlreadyThere
from kimdesk.vault import copies
from kimdesk.vault.access import unlock, unlock_with_recovery, unlock_with_sheet
from kimdesk.vault.accounts import (
    add_account,
    change_passphrase,
    check_account_id,
    remove_account,
    reset_account,
)
from kimdesk.vault.changes import change, save_signed
from kimdesk.vault.copies import KeyFileState, TwinState, inspect
from kimdesk.vault.derivation import KEY
from kimdesk.vault.files import make_private_folder
from kimdesk.vault.keyfile_format import (
    RECOVERY_ACCOUNT,
    Binding,
    KeyFile,
    Slot,
    WorkspaceKind,
)
from kimdesk.vault.keyring import Keyring, RecoverySheet, wrap_workspace_pairs
from kimdesk.vault.passphrases import KdfCost, check_cost
from kimdesk.vault.recovery_code import SECRET, write_code
from kimdesk.vault.sheet import SheetData, encode_sheet
from kimdesk.vault.slots import Credentials, KeyPairs, make_recovery_slot, make_slot

if TYPE_CHECKING:
    from pathlib import Path

    from kimdesk.domain.entropy import Entropy

__all__ = [
    "KeyFileState",
    "Keyring",
    "RecoverySheet",
    "TwinState",
    "add_account",
    "change_passphrase",
    "create",
    "heal_twin",
    "inspect",
    "rebuild",
    "remove_account",
    "renew_recovery",
    "reset_account",
    "unlock",
    "unlock_with_recovery",
    "unlock_with_sheet",
]


def create(  # noqa: PLR0913  # which workspace, for whom, with what: each is a separate decision
    folder: Path,
    *,
    kind: WorkspaceKind,
    workspace_id: str,
    account_id: str,
    account_name: str,
    passphrase: str,
    entropy: Entropy,
    cost: KdfCost = KdfCost.STANDARD,
    allow_cheap: bool = False,
) -> tuple[Keyring, RecoverySheet]:
    """Make the key file of a new workspace with its first account.

    Raises:
        AlreadyThere: if there is a key file already, even a damaged one.
        InvalidInput: if an id or the cost is outside the limits.
        DiskFull: if there is no room left.
        ReadOnly: if the place cannot be written.
    """
    check_account_id(account_id)
    check_cost(cost, allow_cheap=allow_cheap)
    make_private_folder(folder)
    workspace = KeyPairs.generate(entropy)
    blank = Keyring(
        workspace_id=workspace_id,
        kind=kind,
        account_id=account_id,
        epoch=1,
        generation=0,
        twin=TwinState.FINE,
        personal_signing=workspace.signing,
        workspace_signing=workspace.signing,
        workspace_sealing=workspace.sealing,
        root=entropy.bytes(KEY),
    )
    who = Credentials(account_id, account_name, passphrase, cost)
    return _first_save(folder, blank, who, entropy)


def rebuild(
    folder: Path,
    keyring: Keyring,
    *,
    account_id: str,
    account_name: str,
    passphrase: str,
    entropy: Entropy,
    cost: KdfCost = KdfCost.STANDARD,
    allow_cheap: bool = False,
) -> tuple[Keyring, RecoverySheet]:
    """Make the key file anew after both copies were lost and the printed sheet opened the rest.

    All other accounts have to be added again; the old recovery code ends.

    Raises:
        AlreadyThere: if there is a key file still, even a damaged one; it is to be moved away
            first, so that nothing is overwritten that might yet be saved.
    """
    check_account_id(account_id)
    check_cost(cost, allow_cheap=allow_cheap)
    who = Credentials(account_id, account_name, passphrase, cost)
    return _first_save(folder, keyring, who, entropy)


def renew_recovery(
    folder: Path, keyring: Keyring, entropy: Entropy
) -> tuple[Keyring, RecoverySheet]:
    """Make a new recovery code; the old one does not open the newest key file any more.

    Raises:
        Tampered: if the key file is not the one that was unlocked.
    """
    secret = entropy.bytes(SECRET)
    recovery = make_recovery_slot(keyring.binding, keyring.root, secret, entropy)
    written: list[KeyFile] = []

    def edit(content: KeyFile) -> KeyFile:
        kept = tuple(slot for slot in content.slots if slot.account != RECOVERY_ACCOUNT)
        written.append(replace(content, slots=(*kept, recovery)))
        return written[0]

    renewed = change(folder, keyring, edit)
    content = replace(written[0], generation=renewed.generation)
    return renewed, _sheet(content, recovery, secret)


def heal_twin(folder: Path, keyring: Keyring) -> Keyring:
    """Write both copies anew from the intact one.

    Raises:
        Tampered: if the key file is not the one that was unlocked.
    """
    return change(folder, keyring, lambda content: content)


def _first_save(
    folder: Path, blank: Keyring, who: Credentials, entropy: Entropy
) -> tuple[Keyring, RecoverySheet]:
    if copies.exists(folder):
        raise AlreadyThere(what="keyfile")
    personal, secret = KeyPairs.generate(entropy), entropy.bytes(SECRET)
    recovery = make_recovery_slot(blank.binding, blank.root, secret, entropy)
    slots = (recovery, make_slot(blank.binding, blank.root, who, personal, entropy))
    content = _content(blank, slots, entropy)
    save_signed(folder, content, blank.root)
    keyring = replace(
        blank,
        account_id=who.account_id,
        generation=content.generation,
        twin=TwinState.FINE,
        personal_signing=personal.signing,
    )
    return keyring, _sheet(content, recovery, secret)


def _content(blank: Keyring, slots: tuple[Slot, ...], entropy: Entropy) -> KeyFile:
    workspace = KeyPairs(blank.workspace_signing, blank.workspace_sealing)
    return KeyFile(
        binding=blank.binding,
        generation=blank.generation + 1,
        signing=workspace.signing.public,
        sealing=workspace.sealing.public,
        wrapped=wrap_workspace_pairs(blank.root, blank.binding, workspace, entropy),
        slots=slots,
    )


def _sheet(content: KeyFile, recovery: Slot, secret: bytes) -> RecoverySheet:
    binding: Binding = content.binding
    data = SheetData(
        binding=binding,
        generation=content.generation,
        salt=recovery.salt,
        root=recovery.root,
        proof=recovery.proof,
        wrapped=content.wrapped,
    )
    return RecoverySheet(
        write_code(secret), encode_sheet(data), binding.workspace_id, binding.epoch
    )
