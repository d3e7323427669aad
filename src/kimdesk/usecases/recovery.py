"""The recovery sheet in use: a way back in when a passphrase or both key files are lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kimdesk.domain.access import Account, Action, require
from kimdesk.errors import (
    InvalidInput,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOutdated,
    NotAllowed,
    NotFound,
    Tampered,
    Truncated,
    WrongRecoveryCode,
)
from kimdesk.reports.base45 import base45_decode
from kimdesk.storage import settings
from kimdesk.storage import store as stores
from kimdesk.storage.store import Kind, Store
from kimdesk.usecases.accounts import let_in
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.usecases.papers import recovery_paper
from kimdesk.vault import keyfile
from kimdesk.vault.copies import PRIMARY, TWIN
from kimdesk.vault.keyring import Keyring, RecoverySheet
from kimdesk.vault.passphrases import check_strength
from kimdesk.vault.recovery_code import read_code

_LINE_BREAKS = str.maketrans("", "", "\r\n\t\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Recovered:
    """Whose way in was made anew.

    Where the key file had to be made anew too, the old code ended with it: ``code`` is the new
    one and ``paper`` its sheet as PDF. Otherwise both are empty and the printed sheet stays valid.
    """

    account: str
    code: str = ""
    paper: bytes = b""


def same_code(typed: str, code: str) -> bool:
    """Tell whether somebody typed a recovery code as it was printed, in any spelling."""
    try:
        return read_code(typed) == read_code(code)
    except WrongRecoveryCode:
        return False


def needs_sheet(folder: Path) -> bool:
    """Tell whether no copy of the key file can be read, so that the code alone does not help.

    Raises:
        FolderMissing: if the folder is not there.
        TooNew: if a later KIMdesk wrote the key file.
    """
    return not keyfile.inspect(folder).generation


def recover_account(
    kind: Kind,
    folder: Path,
    *,
    code: str,
    account_name: str,
    passphrase: str,
    around: Surroundings,
    sheet_text: str = "",
) -> Recovered:
    """Give an account a new passphrase by the printed recovery sheet; the file is closed again.

    ``sheet_text`` is what a scanner read from the sheet's QR code. It is needed only when neither
    copy of the key file can be read: then a new key file is made, damaged ones are kept aside.

    Raises:
        WeakPassphrase: if the new passphrase can be guessed.
        WrongRecoveryCode: if the code has a typing error or belongs to another file.
        NotFound: if no active account has that name.
        KeyFileMissing, KeyFileDamaged: if the sheet's text is needed and was not given.
        KeyFileOutdated: if the key file is older than the data.
        Tampered, Truncated: if the scanned text is incomplete or something else.
    """
    check_strength(passphrase, [account_name])
    keys, lost = _unlocked(folder, code, sheet_text)
    if keys.kind != kind:
        raise NotAllowed(action=f"open {keys.kind} as {kind}")
    store = stores.open_store(
        kind, folder, key=keys.database_key(), epoch=keys.epoch, clock=around.clock
    )
    try:
        desk = Desk(store, keys, _account_named(store, account_name), around)
        if lost:
            return _rebuilt(desk, passphrase)
        _check_not_outdated(desk)
        _note(replace(desk, keys=let_in(desk, desk.user, passphrase)), "account.recovered")
        return Recovered(desk.user.name)
    finally:
        store.close()


def renew_recovery(desk: Desk) -> tuple[Desk, RecoverySheet]:
    """Make a new recovery sheet; the old code opens the key file no more.

    Raises:
        NotAllowed: if the role may not print one.
    """
    require(desk.user, Action.PRINT_RECOVERY)
    keys, sheet = keyfile.renew_recovery(desk.store.path.parent, desk.keys, desk.around.entropy)
    renewed = replace(desk, keys=keys)
    _note(renewed, "recovery.renewed")
    return renewed, sheet


def _unlocked(folder: Path, code: str, sheet_text: str) -> tuple[Keyring, bool]:
    try:
        return keyfile.unlock_with_recovery(folder, code), False
    except (KeyFileMissing, KeyFileDamaged, Truncated):
        if not sheet_text.strip():
            raise
    return keyfile.unlock_with_sheet(_scanned(sheet_text), code), True


def _scanned(text: str) -> bytes:
    # Scanners and mail programs break lines; blanks belong to the alphabet and have to stay.
    try:
        return base45_decode(text.translate(_LINE_BREAKS).upper())
    except InvalidInput as error:
        raise Tampered(what="recovery sheet") from error


def _account_named(store: Store, name: str) -> Account:
    wanted = " ".join(name.split()).casefold()
    with store.read() as session:
        accounts = settings.accounts(session, store.kind)
    for account in accounts:
        if account.active and account.name.casefold() == wanted:
            return account
    raise NotFound(what="account")


def _expected_generation(desk: Desk) -> int:
    with desk.store.read() as session:
        return int(settings.setting(session, desk.store.kind, "keys").get("generation", 0))


def _check_not_outdated(desk: Desk) -> None:
    expected = _expected_generation(desk)
    if desk.keys.generation < expected:
        raise KeyFileOutdated(expected=expected, found=desk.keys.generation)


def _rebuilt(desk: Desk, passphrase: str) -> Recovered:
    folder = desk.store.path.parent
    _set_aside(folder)
    # The sheet may be older than the last change of accounts. Going on from the higher number
    # keeps every key file that was ever copied older than the data.
    newest = max(desk.keys.generation, _expected_generation(desk))
    keys, sheet = keyfile.rebuild(
        folder,
        replace(desk.keys, generation=newest),
        account_id=desk.user.id,
        account_name=desk.user.name,
        passphrase=passphrase,
        entropy=desk.around.entropy,
        cost=desk.around.cost,
        allow_cheap=desk.around.allow_cheap,
    )
    renewed = replace(desk, keys=keys)
    _note(renewed, "account.recovered")
    return Recovered(desk.user.name, sheet.code, recovery_paper(renewed, sheet))


def _set_aside(folder: Path) -> None:
    """Keep damaged key files under another name: an expert may still read something from them."""
    for name in (PRIMARY, TWIN):
        damaged = folder / name
        if damaged.exists():
            number = 1
            while (folder / f"{name}.defekt-{number}").exists():
                number += 1
            damaged.rename(folder / f"{name}.defekt-{number}")


def _note(desk: Desk, action: str) -> None:
    with desk.store.write(by=desk.user.id, action=action) as work:
        generation = {"generation": desk.keys.generation}
        settings.put_setting(work.session, desk.store.kind, "keys", generation)
        work.about("account", desk.user.id)
