"""Giving people a way in and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kimdesk.errors import AlreadyThere, InvalidInput, NotAllowed, NotFound, WrongPassphrase
from kimdesk.vault.changes import change
from kimdesk.vault.copies import load
from kimdesk.vault.keyfile_format import RECOVERY_ACCOUNT, KeyFile, Slot
from kimdesk.vault.passphrases import KdfCost, check_cost
from kimdesk.vault.slots import Credentials, KeyPairs, make_slot, open_slot

if TYPE_CHECKING:
    from pathlib import Path

    from kimdesk.domain.entropy import Entropy
    from kimdesk.vault.keyring import Keyring

_LONGEST_ID = 200


def check_account_id(account_id: str) -> None:
    """Refuse an id that cannot be told from the recovery code's or does not fit the format.

    Raises:
        InvalidInput: if so.
    """
    if account_id == RECOVERY_ACCOUNT or not 0 < len(account_id) <= _LONGEST_ID:
        raise InvalidInput(field="account_id", problem="reserved")


def add_account(
    folder: Path,
    keyring: Keyring,
    *,
    account_id: str,
    account_name: str,
    passphrase: str,
    entropy: Entropy,
    cost: KdfCost = KdfCost.STANDARD,
    allow_cheap: bool = False,
) -> Keyring:
    """Let another person in.

    Raises:
        AlreadyThere: if the id or the name has a slot.
        Tampered: if the key file is not the one that was unlocked.
    """
    check_account_id(account_id)
    check_cost(cost, allow_cheap=allow_cheap)
    who = Credentials(account_id, account_name, passphrase, cost)

    def edit(content: KeyFile) -> KeyFile:
        if content.slot(account_id) or content.slot_named(account_name):
            raise AlreadyThere(what="account")
        slot = make_slot(content.binding, keyring.root, who, KeyPairs.generate(entropy), entropy)
        return replace(content, slots=(*content.slots, slot))

    return change(folder, keyring, edit)


def remove_account(folder: Path, keyring: Keyring, account_id: str) -> Keyring:
    """Take a person's way in; whoever has a copy of an older key file keeps the old way.

    Raises:
        NotAllowed: if nobody but the recovery code would be left.
        NotFound: if there is no such account.
        Tampered: if the key file is not the one that was unlocked.
    """

    def edit(content: KeyFile) -> KeyFile:
        _known(content, account_id)
        kept = tuple(slot for slot in content.slots if slot.account != account_id)
        if not any(slot.lock for slot in kept):
            raise NotAllowed(action="remove_last_account")
        return replace(content, slots=kept)

    return change(folder, keyring, edit)


def change_passphrase(
    folder: Path,
    keyring: Keyring,
    *,
    account_name: str,
    old: str,
    new: str,
    entropy: Entropy,
    cost: KdfCost = KdfCost.STANDARD,
    allow_cheap: bool = False,
) -> Keyring:
    """Replace one's own passphrase; the key pairs stay, so earlier signatures stay one's own.

    Raises:
        WrongPassphrase: if name or old passphrase do not fit.
        Tampered: if the key file is not the one that was unlocked.
    """
    check_cost(cost, allow_cheap=allow_cheap)
    content = load(folder).file.content
    slot = content.slot_named(account_name)
    if slot is None:
        raise WrongPassphrase
    pairs = open_slot(content.binding, slot, old, allow_cheap=allow_cheap).pairs
    who = Credentials(slot.account, account_name, new, cost)

    def edit(current: KeyFile) -> KeyFile:
        _known(current, slot.account)
        return _exchanged(current, make_slot(current.binding, keyring.root, who, pairs, entropy))

    return change(folder, keyring, edit)


def reset_account(
    folder: Path,
    keyring: Keyring,
    *,
    account_id: str,
    account_name: str,
    passphrase: str,
    entropy: Entropy,
    cost: KdfCost = KdfCost.STANDARD,
    allow_cheap: bool = False,
) -> Keyring:
    """Give a person who forgot the passphrase a new one, with new key pairs.

    The old pairs cannot be opened any more by anybody; signatures made with them stay valid.

    Raises:
        NotFound: if there is no such account.
        AlreadyThere: if the name belongs to another account.
        Tampered: if the key file is not the one that was unlocked.
    """
    check_account_id(account_id)
    check_cost(cost, allow_cheap=allow_cheap)
    who = Credentials(account_id, account_name, passphrase, cost)

    def edit(content: KeyFile) -> KeyFile:
        _known(content, account_id)
        namesake = content.slot_named(account_name)
        if namesake is not None and namesake.account != account_id:
            raise AlreadyThere(what="account")
        pairs = KeyPairs.generate(entropy)
        return _exchanged(content, make_slot(content.binding, keyring.root, who, pairs, entropy))

    return change(folder, keyring, edit)


def _known(content: KeyFile, account_id: str) -> None:
    if content.slot(account_id) is None:
        raise NotFound(what="account")


def _exchanged(content: KeyFile, new: Slot) -> KeyFile:
    kept = tuple(slot for slot in content.slots if slot.account != new.account)
    return replace(content, slots=(*kept, new))
