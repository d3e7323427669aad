"""Accounts of the people who work in a workspace."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kimdesk.domain.access import Account, Action, Role, require
from kimdesk.domain.identifiers import AccountId
from kimdesk.errors import AlreadyThere, InvalidInput, NotAllowed, NotFound
from kimdesk.storage import settings
from kimdesk.usecases.desk import Desk
from kimdesk.vault import keyfile
from kimdesk.vault.keyring import Keyring
from kimdesk.vault.passphrases import check_strength, suggest_passphrase

NAME_LIMIT = 60


def list_accounts(desk: Desk) -> tuple[Account, ...]:
    """Return all accounts, active ones first."""
    with desk.store.read() as session:
        return settings.accounts(session, desk.store.kind)


def account_names(desk: Desk) -> dict[AccountId, str]:
    """Return the names of all accounts, for showing who did something."""
    return {account.id: account.name for account in list_accounts(desk)}


def propose_passphrase(desk: Desk) -> str:
    """Return five random words, a good start passphrase."""
    return suggest_passphrase(desk.around.entropy)


def add_account(desk: Desk, name: str, role: Role, passphrase: str) -> tuple[Desk, Account]:
    """Give a colleague an account with a start passphrase; return the desk with new keys.

    Raises:
        AlreadyThere: if the name is taken.
        InvalidInput: if the name is empty or too long.
        WeakPassphrase: if the passphrase can be guessed.
    """
    require(desk.user, Action.MANAGE_ACCOUNTS)
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= NAME_LIMIT:
        raise InvalidInput(field="name", problem="length")
    if any(other.name.casefold() == tidy.casefold() for other in list_accounts(desk)):
        raise AlreadyThere(what="account")
    check_strength(passphrase, [tidy])
    account = Account(AccountId(desk.new_id()), tidy, role)
    keys = keyfile.add_account(
        _folder(desk),
        desk.keys,
        account_id=account.id,
        account_name=account.name,
        passphrase=passphrase,
        entropy=desk.around.entropy,
        cost=desk.around.cost,
        allow_cheap=desk.around.allow_cheap,
    )
    renewed = replace(desk, keys=keys)
    _note(renewed, "account.added", account)
    return renewed, account


def close_account(desk: Desk, account: Account) -> Desk:
    """Take a colleague's access away; what they recorded stays under their name.

    Raises:
        NotAllowed: for one's own account.
    """
    require(desk.user, Action.MANAGE_ACCOUNTS)
    if account.id == desk.user.id:
        raise NotAllowed(action="close_own_account")
    try:
        keys = keyfile.remove_account(_folder(desk), desk.keys, account.id)
    except NotFound:
        keys = desk.keys  # no way in since the key file was made anew from the recovery sheet
    renewed = replace(desk, keys=keys)
    _note(renewed, "account.closed", replace(account, active=False))
    return renewed


def change_passphrase(desk: Desk, old: str, new: str) -> Desk:
    """Change one's own passphrase.

    Raises:
        WrongPassphrase: if the old one does not fit.
        WeakPassphrase: if the new one can be guessed.
    """
    check_strength(new, [desk.user.name])
    keys = keyfile.change_passphrase(
        _folder(desk),
        desk.keys,
        account_name=desk.user.name,
        old=old,
        new=new,
        entropy=desk.around.entropy,
        cost=desk.around.cost,
        allow_cheap=desk.around.allow_cheap,
    )
    renewed = replace(desk, keys=keys)
    _note(renewed, "account.passphrase", desk.user)
    return renewed


def reset_passphrase(desk: Desk, account: Account, passphrase: str) -> Desk:
    """Give a colleague who lost the passphrase a new start passphrase."""
    require(desk.user, Action.MANAGE_ACCOUNTS)
    check_strength(passphrase, [account.name])
    renewed = replace(desk, keys=let_in(desk, account, passphrase))
    _note(renewed, "account.reset", account)
    return renewed


def let_in(desk: Desk, account: Account, passphrase: str) -> Keyring:
    """Give an account of the file a new way in and return the renewed keys.

    Where the key file was made anew from the recovery sheet only one account has a way in; the
    others get theirs here.

    Raises:
        NotFound: if the account is closed.
    """
    if not account.active:
        raise NotFound(what="account")
    change = partial(
        keyfile.reset_account,
        _folder(desk),
        desk.keys,
        account_id=account.id,
        account_name=account.name,
        passphrase=passphrase,
        entropy=desk.around.entropy,
        cost=desk.around.cost,
        allow_cheap=desk.around.allow_cheap,
    )
    try:
        return change()
    except NotFound:
        return keyfile.add_account(*change.args, **change.keywords)


def _folder(desk: Desk) -> Path:
    return desk.store.path.parent


def _note(desk: Desk, action: str, account: Account) -> None:
    # The key file is saved first: a crash between the two leaves a key file that is newer than
    # the database expects, which opens; the other way round would lock everybody out.
    with desk.store.write(by=desk.user.id, action=action) as work:
        settings.put_account(work.session, desk.store.kind, account)
        generation = {"generation": desk.keys.generation}
        settings.put_setting(work.session, desk.store.kind, "keys", generation)
        work.about("account", account.id)
