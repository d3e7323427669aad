"""Accounts and workspaces: who comes in, who stays out, and what a check finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

import make
from kimdesk.domain.access import Role
from kimdesk.errors import (
    AlreadyThere,
    BadBundle,
    FolderMissing,
    InvalidInput,
    KimdeskError,
    NotAllowed,
    NotFound,
    Tampered,
    UnsafePlace,
    WeakPassphrase,
    WrongPassphrase,
)
from kimdesk.usecases import accounts, districts, passphrases, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.workspaces import Identity
from kimdesk.vault.copies import TWIN, TwinState

OTHER = "sofa-regen-tulpe-kanne-birne"


def unlock(folder: Path, account: str = make.LEAD, passphrase: str = make.PASSPHRASE) -> Desk:
    return workspaces.open_workspace(
        workspaces.workspace_kind(folder),
        folder,
        account=account,
        passphrase=passphrase,
        around=make.surroundings(seed="unlock"),
    )


def may_enter(folder: Path, account: str, passphrase: str) -> bool:
    try:
        unlock(folder, account, passphrase).store.close()
    except WrongPassphrase:
        return False
    return True


def test_a_colleague_comes_in_with_the_own_passphrase_and_role(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    desk, worker = accounts.add_account(desk, "  Fall   Managerin ", Role.CASEWORKER, OTHER)
    assert worker.name == "Fall Managerin"
    workspaces.close_workspace(desk)
    again = unlock(desk.store.path.parent, "Fall Managerin", OTHER)
    assert again.user == worker
    assert set(accounts.account_names(again).values()) == {make.LEAD, "Fall Managerin"}
    workspaces.close_workspace(again)
    assert not may_enter(desk.store.path.parent, "Fall Managerin", make.PASSPHRASE)
    assert not may_enter(desk.store.path.parent, "Niemand", OTHER)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_an_account_needs_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(InvalidInput):
        accounts.add_account(desk, name, Role.CASEWORKER, OTHER)


def test_two_accounts_never_share_a_name(desk: Desk) -> None:
    with pytest.raises(AlreadyThere):
        accounts.add_account(desk, make.LEAD.upper(), Role.CASEWORKER, OTHER)
    desk, worker = accounts.add_account(desk, make.WORKER, Role.CASEWORKER, OTHER)
    desk = accounts.close_account(desk, worker)
    with pytest.raises(AlreadyThere):
        accounts.add_account(desk, make.WORKER, Role.CASEWORKER, OTHER)


@pytest.mark.parametrize("weak", ["", "hallo", "passwort123", "Fallmanagerin1"])
def test_a_weak_passphrase_is_refused_with_advice(desk: Desk, weak: str) -> None:
    with pytest.raises(WeakPassphrase) as refused:
        accounts.add_account(desk, make.WORKER, Role.CASEWORKER, weak)
    assert refused.value.facts["advice"]
    assert passphrases.advice(weak, [make.WORKER]) == refused.value.facts["advice"]
    assert len(accounts.list_accounts(desk)) == 1


def test_a_proposed_passphrase_is_strong(desk: Desk) -> None:
    assert not passphrases.advice(accounts.propose_passphrase(desk))
    assert not passphrases.advice(passphrases.suggest(desk.around))


def test_a_caseworker_manages_no_accounts(desk: Desk) -> None:
    worker = make.as_caseworker(desk)
    for attempt in (
        lambda: accounts.add_account(worker, "Neu", Role.LEAD, OTHER),
        lambda: accounts.close_account(worker, desk.user),
        lambda: accounts.reset_passphrase(worker, desk.user, OTHER),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nobody_closes_the_own_account(desk: Desk) -> None:
    with pytest.raises(NotAllowed) as refused:
        accounts.close_account(desk, desk.user)
    assert refused.value.facts == {"action": "close_own_account"}


def test_a_changed_passphrase_replaces_the_old_one(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    folder = desk.store.path.parent
    with pytest.raises(WrongPassphrase):
        accounts.change_passphrase(desk, OTHER, OTHER)
    with pytest.raises(WeakPassphrase):
        accounts.change_passphrase(desk, make.PASSPHRASE, make.LEAD)
    desk = accounts.change_passphrase(desk, make.PASSPHRASE, OTHER)
    workspaces.close_workspace(desk)
    assert may_enter(folder, make.LEAD, OTHER)
    assert not may_enter(folder, make.LEAD, make.PASSPHRASE)


def test_the_lead_gives_a_colleague_a_new_passphrase(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    folder = desk.store.path.parent
    desk, worker = accounts.add_account(desk, make.WORKER, Role.CASEWORKER, make.PASSPHRASE)
    desk = accounts.reset_passphrase(desk, worker, OTHER)
    closed = accounts.close_account(desk, worker)
    with pytest.raises(NotFound):
        accounts.reset_passphrase(closed, replace(worker, active=False), OTHER)
    workspaces.close_workspace(closed)
    assert not may_enter(folder, make.WORKER, OTHER)
    assert not may_enter(folder, make.WORKER, make.PASSPHRASE)


def test_a_workspace_is_never_made_where_something_lies(tmp_path: Path) -> None:
    (tmp_path / "buero").mkdir()
    (tmp_path / "buero" / "notiz.txt").write_text("wichtig", encoding="utf-8")
    with pytest.raises(AlreadyThere):
        make.office(tmp_path)
    assert [path.name for path in (tmp_path / "buero").iterdir()] == ["notiz.txt"]


def test_a_refused_place_is_left_without_a_trace(tmp_path: Path) -> None:
    with pytest.raises(UnsafePlace):
        make.office(tmp_path / "Dropbox")
    assert not (tmp_path / "Dropbox").exists()


def test_a_workspace_wants_a_passphrase_that_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        workspaces.create_workspace(
            "office",
            tmp_path / "buero",
            Identity("Beratungsstelle", "05754032", "Caritasverband"),
            first_account=make.LEAD,
            passphrase="Beratungsstelle",  # noqa: S106 - the weak one that is refused
            around=make.surroundings(),
        )
    assert not (tmp_path / "buero").exists()


@pytest.mark.parametrize("field", ["name", "municipality", "provider"])
def test_an_office_that_could_not_be_enrolled_is_not_made(tmp_path: Path, field: str) -> None:
    whole = Identity("Beratungsstelle", "05754032", "Caritasverband")
    with pytest.raises(InvalidInput) as refused:
        workspaces.create_workspace(
            "office",
            tmp_path / "buero",
            replace(whole, **{field: " "}),
            first_account=make.LEAD,
            passphrase=make.PASSPHRASE,
            around=make.surroundings(),
        )
    assert refused.value.facts == {"field": field, "problem": "missing"}
    assert not (tmp_path / "buero").exists()


def test_office_and_district_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    make.office(tmp_path).store.close()
    with pytest.raises(NotAllowed) as refused:
        workspaces.open_workspace(
            "district",
            tmp_path / "buero",
            account=make.LEAD,
            passphrase=make.PASSPHRASE,
            around=make.surroundings(),
        )
    assert refused.value.facts == {"action": "open office as district"}
    with pytest.raises(FolderMissing):
        workspaces.workspace_kind(tmp_path)


def test_what_a_workspace_says_of_itself_is_kept(pair: tuple[Desk, Desk]) -> None:
    bureau, kreis = pair
    assert workspaces.identity(bureau) == Identity(
        "Migrationsberatung Rietberg", "05754032", "Caritasverband"
    )
    assert workspaces.identity(kreis) == Identity("Kreis Gütersloh", legal_frame="DSGVO")


def test_only_the_lead_says_where_bundles_go_and_only_to_a_real_district(tmp_path: Path) -> None:
    bureau, kreis = make.office(tmp_path), make.district(tmp_path)
    card = districts.district_card(kreis)
    assert workspaces.district_card(bureau) is None
    with pytest.raises(NotAllowed):
        workspaces.set_district(make.as_caseworker(bureau), card.to_bytes())
    for junk in (b"", b"kim", card.to_bytes()[:-5]):
        with pytest.raises((BadBundle, Tampered)):
            workspaces.set_district(bureau, junk)
    assert workspaces.district_card(bureau) is None
    assert workspaces.read_district_card(card.to_bytes()) == card
    workspaces.set_district(bureau, card.to_bytes())
    assert workspaces.district_card(bureau) == card
    bureau.store.close()
    kreis.store.close()


def test_a_healthy_office_is_told_healthy_without_a_name(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    make.case(desk)
    workspaces.close_workspace(desk)
    again = unlock(tmp_path / "buero")
    health = workspaces.check_workspace(again, tmp_path / "buero")
    workspaces.close_workspace(again)
    assert (health.kind, health.accounts, health.twin) == ("office", 1, "fine")
    assert health.audit_entries == 4
    assert "Kovalenko" not in repr(health)


def test_a_missing_twin_is_written_anew_and_told(tmp_path: Path) -> None:
    make.office(tmp_path).store.close()
    (tmp_path / "buero" / TWIN).unlink()
    again = unlock(tmp_path / "buero")
    assert again.keys.twin is TwinState.MISSING
    assert workspaces.check_workspace(again, tmp_path / "buero").twin == "missing"
    again.store.close()
    assert (tmp_path / "buero" / TWIN).exists()


def test_a_changed_protocol_is_found_by_the_check(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    make.case(desk)
    desk.store.close()
    connection = sqlcipher.connect(str(desk.store.path), isolation_level=None)
    connection.execute(f"""PRAGMA key="x'{desk.keys.database_key().hex()}'" """)
    connection.execute("DROP TRIGGER audit_is_not_changed")
    connection.execute("UPDATE audit SET actor = 'somebody else' WHERE seq = 2")
    connection.close()
    again = unlock(tmp_path / "buero")
    with pytest.raises(Tampered):
        workspaces.check_workspace(again, tmp_path / "buero")
    again.store.close()


def test_a_failed_unlocking_leaves_the_folder_free(tmp_path: Path) -> None:
    desk = make.office(tmp_path, date(2026, 11, 22))
    desk.store.close()
    for passphrase in (OTHER, "", make.PASSPHRASE + " "):
        with pytest.raises(KimdeskError):
            unlock(tmp_path / "buero", passphrase=passphrase)
    unlock(tmp_path / "buero").store.close()
