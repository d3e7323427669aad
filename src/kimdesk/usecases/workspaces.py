"""Making, unlocking, checking and closing a workspace: the office's file or the district's."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import Path

from kimdesk.bundles.enrolment import DistrictCard, EnrolmentCard, sign_enrolment
from kimdesk.domain.access import Account, Action, Role
from kimdesk.domain.identifiers import AccountId, new_id
from kimdesk.errors import (
    AlreadyThere,
    InvalidInput,
    KeyFileOutdated,
    NotAllowed,
    WrongPassphrase,
)
from kimdesk.storage import settings
from kimdesk.storage import store as stores
from kimdesk.storage.place import LOCK_NAME, check_place
from kimdesk.storage.store import Kind, Store
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.vault import keyfile
from kimdesk.vault.files import make_private_folder
from kimdesk.vault.keyring import Keyring, RecoverySheet
from kimdesk.vault.passphrases import check_strength


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workspace says of itself; municipality is an AGS, empty for the district."""

    name: str
    municipality: str = ""
    provider: str = ""
    legal_frame: str = "KDG"


@dataclass(frozen=True, slots=True)
class Created:
    """A new workspace, open, with the secret that is printed once."""

    desk: Desk
    recovery: RecoverySheet


def create_workspace(
    kind: Kind,
    folder: Path,
    identity: Identity,
    *,
    first_account: str,
    passphrase: str,
    around: Surroundings,
) -> Created:
    """Make an encrypted workspace in an empty or new folder.

    The first account is the lead (office) or the coordinator (district).

    Raises:
        InvalidInput: if the identity lacks what an enrolment has to say.
        AlreadyThere: if the folder holds anything.
        WeakPassphrase: if the passphrase can be guessed.
        UnsafePlace: on network shares and in synchronised folders.
    """
    _refuse_incomplete(kind, identity)
    check_strength(passphrase, [first_account, identity.name])
    check_new_place(folder)
    make_private_folder(folder)
    role = Role.LEAD if kind == "office" else Role.COORDINATOR
    account = Account(AccountId(new_id(around.entropy)), first_account, role)
    keys, recovery = keyfile.create(
        folder,
        kind=kind,
        workspace_id=new_id(around.entropy),
        account_id=account.id,
        account_name=account.name,
        passphrase=passphrase,
        entropy=around.entropy,
        cost=around.cost,
        allow_cheap=around.allow_cheap,
    )
    store = stores.create(
        kind, folder, key=keys.database_key(), epoch=keys.epoch, clock=around.clock
    )
    with store.write(by=account.id, action="workspace.created") as work:
        settings.put_account(work.session, kind, account)
        settings.put_setting(work.session, kind, "identity", _stored(identity))
        settings.put_setting(work.session, kind, "keys", {"generation": keys.generation})
        work.about("workspace", keys.workspace_id)
    return Created(Desk(store, keys, account, around), recovery)


def _refuse_incomplete(kind: Kind, identity: Identity) -> None:
    needed = ("name", "municipality", "provider") if kind == "office" else ("name",)
    for field in needed:
        if not getattr(identity, field).strip():
            raise InvalidInput(field=field, problem="missing")


def check_new_place(folder: Path) -> None:
    """Refuse a folder in which no workspace can be made, before anything else is asked.

    Raises:
        AlreadyThere: if the folder holds anything.
        UnsafePlace: on network shares and in synchronised folders.
    """
    if folder.exists() and any(item.name != LOCK_NAME for item in folder.iterdir()):
        raise AlreadyThere(what="folder")
    check_place(folder)


def open_workspace(
    kind: Kind, folder: Path, *, account: str, passphrase: str, around: Surroundings
) -> Desk:
    """Unlock a workspace as one of its accounts.

    A missing or damaged twin of the key file is written anew; ``Desk.keys.twin`` keeps what was
    found, so that the window can say so.

    Raises:
        KimdeskError: each failure its own class, see ``kimdesk.errors``.
    """
    keys = keyfile.unlock(
        folder, account_name=account, passphrase=passphrase, allow_cheap=around.allow_cheap
    )
    return _opened(kind, folder, keys, around)


def _opened(kind: Kind, folder: Path, keys: Keyring, around: Surroundings) -> Desk:
    if keys.kind != kind:
        raise NotAllowed(action=f"open {keys.kind} as {kind}")
    store = stores.open_store(
        kind, folder, key=keys.database_key(), epoch=keys.epoch, clock=around.clock
    )
    try:
        user = _user(store, keys)
        healed = keyfile.heal_twin(folder, keys)
    except BaseException:
        store.close()
        raise
    return Desk(store, replace(healed, twin=keys.twin), user, around)


def _user(store: Store, keys: Keyring) -> Account:
    with store.read() as session:
        expected = int(settings.setting(session, store.kind, "keys").get("generation", 0))
        user = settings.account(session, store.kind, keys.account_id)
    if keys.generation < expected:
        raise KeyFileOutdated(expected=expected, found=keys.generation)
    if user is None or not user.active:
        raise WrongPassphrase
    return user


def workspace_kind(folder: Path) -> Kind:
    """Return which kind of workspace a folder holds.

    Raises:
        FolderMissing: if it holds none.
    """
    return stores.kind_of(folder)


def close_workspace(desk: Desk) -> None:
    """Sign the audit chain's head, fold in the log and free the folder."""
    desk.store.sign_audit(desk.user.id, desk.keys.personal_signing.sign)
    desk.store.close()


@dataclass(frozen=True, slots=True)
class Health:
    """Result of a check; holds no name and nothing from any file."""

    kind: Kind
    generation: int
    twin: str
    accounts: int
    audit_entries: int
    audit_head: str
    size: int


def check_workspace(desk: Desk, folder: Path) -> Health:
    """Read every page, the key file with its twin, and the audit chain.

    Raises:
        DatabaseDamaged, Tampered, KeyFileDamaged: what was found broken.
    """
    desk.store.check_integrity()
    entries = desk.store.verify_audit()
    keys = keyfile.inspect(folder)
    with desk.store.read() as session:
        people = settings.accounts(session, desk.store.kind)
    return Health(
        desk.store.kind,
        keys.generation,
        desk.keys.twin.value,
        sum(1 for account in people if account.active),
        entries,
        desk.store.audit_head()[1],
        desk.store.path.stat().st_size,
    )


def identity(desk: Desk) -> Identity:
    """Return what the workspace says of itself."""
    with desk.store.read() as session:
        stored = settings.setting(session, desk.store.kind, "identity")
    return Identity(**{name: str(value) for name, value in stored.items()})


def _stored(value: Identity) -> dict[str, str]:
    return {
        "name": value.name,
        "municipality": value.municipality,
        "provider": value.provider,
        "legal_frame": value.legal_frame,
    }


def enrolment_file(desk: Desk) -> bytes:
    """Return the office's ``.kimenrol`` file, signed with the office's own key."""
    return sign_enrolment(_card(desk), desk.keys.workspace_signing)


def fingerprint(desk: Desk) -> str:
    """Return the twelve words of the office's own enrolment, to be read out by telephone."""
    return _card(desk).fingerprint


def _card(desk: Desk) -> EnrolmentCard:
    about = identity(desk)
    return EnrolmentCard(
        office_id=desk.keys.workspace_id,
        name=about.name,
        municipality=about.municipality,
        provider=about.provider,
        legal_frame=about.legal_frame,
        signing_public=desk.keys.workspace_signing.public,
        sealing_public=desk.keys.workspace_sealing.public,
    )


def district_card(desk: Desk) -> DistrictCard | None:
    """Return the card of the district that the office reports to, if it has one."""
    with desk.store.read() as session:
        stored = settings.setting(session, "office", "district").get("card")
    return None if stored is None else DistrictCard.from_bytes(base64.b64decode(stored))


def read_district_card(card_file: bytes) -> DistrictCard:
    """Return the card of a ``.kimkey`` file, so that its words are compared before it is noted.

    Raises:
        BadBundle: if the file is not a district's card.
    """
    return DistrictCard.from_bytes(card_file)


def set_district(desk: Desk, card_file: bytes) -> DistrictCard:
    """Note which district the bundles go to, from its ``.kimkey`` file.

    Raises:
        BadBundle: if the file is not a district's card.
        NotAllowed: unless the lead does it; it decides who can read the bundles.
    """
    card = DistrictCard.from_bytes(card_file)
    with desk.change("district.set", Action.EXPORT_QUARTER) as work:
        encoded = base64.b64encode(card_file).decode()
        settings.put_setting(work.session, "office", "district", {"card": encoded})
        work.about("district", card.district_id)
    return card
