"""Logging in: by passphrase, by recovery code, or by the printed sheet alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kimdesk.errors import Tampered, WrongPassphrase, WrongRecoveryCode
from kimdesk.vault.changes import check_authenticator
from kimdesk.vault.copies import TwinState, load
from kimdesk.vault.keyfile_format import RECOVERY_ACCOUNT, Binding, KeyFile
from kimdesk.vault.keyring import Keyring, unwrap_workspace_pairs
from kimdesk.vault.passphrases import stretch
from kimdesk.vault.recovery_code import read_code
from kimdesk.vault.sheet import decode_sheet
from kimdesk.vault.slots import Opened, open_recovery_slot, open_slot, recovery_slot_shape

if TYPE_CHECKING:
    from pathlib import Path

    from kimdesk.vault.copies import Loaded
    from kimdesk.vault.slots import KeyPairs


def unlock(
    folder: Path, *, account_name: str, passphrase: str, allow_cheap: bool = False
) -> Keyring:
    """Log in; takes about a second with the standard cost, and releases the interpreter lock.

    Raises:
        WrongPassphrase: if name or passphrase do not fit; which of them is not told.
        KeyFileMissing: if there is no key file.
        KeyFileDamaged: if no copy is intact.
        Truncated: if what is there ends too early.
        TooNew: if a later KIMdesk wrote it.
        Tampered: if somebody changed it on purpose.
    """
    loaded = load(folder)
    content = loaded.file.content
    slot = content.slot_named(account_name)
    if slot is None:
        _spend_the_time_of_a_guess(content, passphrase, allow_cheap=allow_cheap)
        raise WrongPassphrase
    opened = open_slot(content.binding, slot, passphrase, allow_cheap=allow_cheap)
    return _keyring(loaded, opened, slot.account)


def unlock_with_recovery(folder: Path, code: str) -> Keyring:
    """Log in with the recovery code.

    Raises:
        WrongRecoveryCode: if it has a typing error or belongs to another file.
        KeyFileMissing: if there is no key file; the sheet may still help.
        KeyFileDamaged: if no copy is intact; the sheet may still help.
        Truncated: if what is there ends too early.
        TooNew: if a later KIMdesk wrote it.
        Tampered: if somebody changed it on purpose.
    """
    secret = read_code(code)
    loaded = load(folder)
    slot = loaded.file.content.slot(RECOVERY_ACCOUNT)
    if slot is None:
        raise WrongRecoveryCode(problem="other")
    opened = open_recovery_slot(loaded.file.content.binding, slot, secret)
    return _keyring(loaded, opened, slot.account)


def unlock_with_sheet(sheet_qr: bytes, code: str) -> Keyring:
    """Log in with the printed sheet when both copies of the key file are lost.

    Raises:
        WrongRecoveryCode: if the code has a typing error or belongs to another sheet.
        Truncated: if the scan ends too early.
        TooNew: if a later KIMdesk printed the sheet.
        Tampered: if the scan is not such a sheet.
    """
    secret = read_code(code)
    sheet = decode_sheet(sheet_qr)
    shape = recovery_slot_shape(secret, sheet.salt)
    try:
        opened = open_recovery_slot(
            sheet.binding, replace(shape, root=sheet.root, proof=sheet.proof), secret
        )
    except Tampered as error:
        raise WrongRecoveryCode(problem="other") from error
    workspace = unwrap_workspace_pairs(opened.root, sheet.binding, sheet.wrapped)
    return _assemble(
        sheet.binding, sheet.generation, TwinState.MISSING, opened, RECOVERY_ACCOUNT, workspace
    )


def _spend_the_time_of_a_guess(content: KeyFile, passphrase: str, *, allow_cheap: bool) -> None:
    """Let an unknown name take as long as a wrong passphrase, so that names cannot be probed."""
    lock = next((slot.lock for slot in content.slots if slot.lock), None)
    if lock is not None and lock.cost.allowed(allow_cheap=allow_cheap):
        stretch(passphrase, content.slots[0].salt, lock.cost)


def _keyring(loaded: Loaded, opened: Opened, account_id: str) -> Keyring:
    check_authenticator(loaded.file, opened.root)
    content = loaded.file.content
    workspace = unwrap_workspace_pairs(opened.root, content.binding, content.wrapped)
    return _assemble(
        content.binding, content.generation, loaded.other, opened, account_id, workspace
    )


def _assemble(
    binding: Binding,
    generation: int,
    twin: TwinState,
    opened: Opened,
    account_id: str,
    workspace: KeyPairs,
) -> Keyring:
    return Keyring(
        workspace_id=binding.workspace_id,
        kind=binding.kind,
        account_id=account_id,
        epoch=binding.epoch,
        generation=generation,
        twin=twin,
        personal_signing=opened.pairs.signing,
        workspace_signing=workspace.signing,
        workspace_sealing=workspace.sealing,
        root=opened.root,
    )
