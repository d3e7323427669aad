"""The recovery sheet on real files: lost passphrase, lost key files, wrong codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import make
from kimdesk.domain.access import Role
from kimdesk.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOutdated,
    NotAllowed,
    NotFound,
    Tampered,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
)
from kimdesk.reports.base45 import base45_encode
from kimdesk.usecases import accounts, passphrases, recovery, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.recovery import Recovered
from kimdesk.usecases.workspaces import Created, Identity

NEW = "birne-wolke-leiter-hafen-tasse"
KEYS = ("keys.kimkeys", "keys.kimkeys.2")


class Lost:
    """An office with a lead and a caseworker, closed; and what stands on its sheet."""

    def __init__(self, made: Created) -> None:
        self.code = made.recovery.code
        self.scan = base45_encode(made.recovery.qr)
        self.folder = made.desk.store.path.parent
        self.desk, self.worker = accounts.add_account(
            made.desk, make.WORKER, Role.CASEWORKER, make.PASSPHRASE
        )

    def close(self) -> None:
        workspaces.close_workspace(self.desk)

    def recover(self, name: str = make.LEAD, code: str = "", scan: str = "") -> Recovered:
        return recovery.recover_account(
            "office",
            self.folder,
            code=code or self.code,
            account_name=name,
            passphrase=NEW,
            around=make.surroundings(seed="recover"),
            sheet_text=scan,
        )

    def unlock(self, name: str, passphrase: str) -> Desk:
        return workspaces.open_workspace(
            "office",
            self.folder,
            account=name,
            passphrase=passphrase,
            around=make.surroundings(seed="unlock"),
        )

    def lose_keys(self) -> None:
        for name in KEYS:
            (self.folder / name).unlink()


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Lost]:
    made = workspaces.create_workspace(
        "office",
        tmp_path / "akte",
        Identity("Stelle Rietberg", "05754032", "Caritas"),
        first_account=make.LEAD,
        passphrase=make.PASSPHRASE,
        around=make.surroundings(),
    )
    office = Lost(made)
    office.close()
    yield office
    for desk in opened:
        desk.store.close()
    opened.clear()


opened: list[Desk] = []


def kept(desk: Desk) -> Desk:
    opened.append(desk)
    return desk


def test_the_code_gives_one_account_a_new_passphrase_and_leaves_the_others(lost: Lost) -> None:
    spelled = lost.code.lower().replace("-", " ").replace("0", "o")
    done = lost.recover(f" {make.LEAD.upper()} ", spelled)
    assert done == Recovered(make.LEAD)
    desk = lost.unlock(make.LEAD, NEW)
    assert desk.user.role is Role.LEAD
    assert desk.store.verify_audit() > 0
    workspaces.close_workspace(desk)
    with pytest.raises(WrongPassphrase):
        lost.unlock(make.LEAD, make.PASSPHRASE)
    workspaces.close_workspace(lost.unlock(make.WORKER, make.PASSPHRASE))


def test_the_use_of_the_sheet_stands_in_the_audit_chain(lost: Lost) -> None:
    lost.recover()
    desk = kept(lost.unlock(make.LEAD, NEW))
    with desk.store.read() as session:
        rows = session.connection().exec_driver_sql("select action, actor from audit").all()
    assert ("account.recovered", desk.user.id) in [tuple(row) for row in rows]


def test_nothing_happens_on_a_wrong_code_name_or_weak_passphrase(lost: Lost) -> None:
    before = [(lost.folder / name).read_bytes() for name in KEYS]
    last = "1" if lost.code[-1] != "1" else "2"
    with pytest.raises(WrongRecoveryCode):
        lost.recover(code=lost.code[:-1] + last)
    with pytest.raises(WrongRecoveryCode):
        lost.recover(code="zu kurz")
    with pytest.raises(NotFound):
        lost.recover("Niemand")
    with pytest.raises(WeakPassphrase):
        recovery.recover_account(
            "office",
            lost.folder,
            code=lost.code,
            account_name=make.LEAD,
            passphrase=make.LEAD * 3,
            around=make.surroundings(),
        )
    with pytest.raises(NotAllowed):
        recovery.recover_account(
            "district",
            lost.folder,
            code=lost.code,
            account_name=make.LEAD,
            passphrase=NEW,
            around=make.surroundings(),
        )
    assert [(lost.folder / name).read_bytes() for name in KEYS] == before
    workspaces.close_workspace(lost.unlock(make.LEAD, make.PASSPHRASE))


def test_a_closed_account_does_not_come_back_by_the_sheet(lost: Lost) -> None:
    desk = lost.unlock(make.LEAD, make.PASSPHRASE)
    workspaces.close_workspace(accounts.close_account(desk, lost.worker))
    with pytest.raises(NotFound):
        lost.recover(make.WORKER)


def test_an_old_key_file_is_refused_with_the_sheet_too(lost: Lost) -> None:
    old = (lost.folder / KEYS[0]).read_bytes()
    desk = lost.unlock(make.LEAD, make.PASSPHRASE)
    workspaces.close_workspace(accounts.close_account(desk, lost.worker))
    for name in KEYS:
        (lost.folder / name).write_bytes(old)
    with pytest.raises(KeyFileOutdated):
        lost.recover()


def test_without_both_key_files_code_and_scan_bring_the_office_back(lost: Lost) -> None:
    assert not recovery.needs_sheet(lost.folder)
    lost.lose_keys()
    assert recovery.needs_sheet(lost.folder)
    with pytest.raises(KeyFileMissing):
        lost.recover()
    wrapped = "\n".join(lost.scan[at : at + 60] for at in range(0, len(lost.scan), 60))
    done = lost.recover(scan=wrapped + "\r\n")
    assert done.account == make.LEAD
    assert done.paper.startswith(b"%PDF")
    assert not recovery.same_code(done.code, lost.code)
    desk = kept(lost.unlock(make.LEAD, NEW))
    assert workspaces.check_workspace(desk, lost.folder).accounts == 2


def test_after_it_only_the_new_code_and_the_new_passphrase_open_the_key_file(lost: Lost) -> None:
    lost.lose_keys()
    done = lost.recover(scan=lost.scan)
    with pytest.raises(WrongRecoveryCode):
        lost.recover()
    with pytest.raises(WrongPassphrase):
        lost.unlock(make.WORKER, make.PASSPHRASE)
    assert lost.recover(make.WORKER, done.code) == Recovered(make.WORKER)
    workspaces.close_workspace(lost.unlock(make.WORKER, NEW))


def test_the_lead_lets_colleagues_in_again_or_closes_them_after_a_rebuilt_key_file(
    lost: Lost,
) -> None:
    lost.lose_keys()
    lost.recover(scan=lost.scan)
    desk = accounts.reset_passphrase(lost.unlock(make.LEAD, NEW), lost.worker, make.PASSPHRASE)
    workspaces.close_workspace(desk)
    workspaces.close_workspace(lost.unlock(make.WORKER, make.PASSPHRASE))
    lost.lose_keys()
    lost.recover(scan=lost.scan)
    desk = kept(accounts.close_account(lost.unlock(make.LEAD, NEW), lost.worker))
    assert [one.name for one in accounts.list_accounts(desk) if one.active] == [make.LEAD]
    with pytest.raises(NotFound):
        accounts.reset_passphrase(desk, replace(lost.worker, active=False), NEW)


def test_damaged_key_files_are_kept_aside_before_a_new_one_is_made(lost: Lost) -> None:
    for name in KEYS:
        (lost.folder / name).write_bytes(b"x" * 400)
    with pytest.raises(KeyFileDamaged):
        lost.recover()
    lost.recover(scan=lost.scan)
    for name in KEYS:
        assert (lost.folder / f"{name}.defekt-1").read_bytes() == b"x" * 400
    workspaces.close_workspace(lost.unlock(make.LEAD, NEW))


def test_key_files_from_before_the_rebuilding_stay_locked_out(lost: Lost) -> None:
    old = (lost.folder / KEYS[0]).read_bytes()
    lost.lose_keys()
    lost.recover(scan=lost.scan)
    for name in KEYS:
        (lost.folder / name).write_bytes(old)
    with pytest.raises(KeyFileOutdated):
        lost.unlock(make.LEAD, make.PASSPHRASE)


def test_a_spoilt_scan_changes_nothing(lost: Lost) -> None:
    lost.lose_keys()
    for scan in ("hallo?", lost.scan[:-40], lost.scan[:90] + "0" + lost.scan[91:], "ÄÖÜ"):
        with pytest.raises(Tampered):
            lost.recover(scan=scan)
    assert recovery.needs_sheet(lost.folder)


def test_a_renewed_sheet_ends_the_old_one_and_the_file_still_opens(lost: Lost) -> None:
    desk, sheet = recovery.renew_recovery(lost.unlock(make.LEAD, make.PASSPHRASE))
    workspaces.close_workspace(desk)
    with pytest.raises(WrongRecoveryCode):
        lost.recover()
    assert lost.recover(code=sheet.code).account == make.LEAD
    desk = kept(lost.unlock(make.LEAD, NEW))
    with pytest.raises(NotAllowed):
        recovery.renew_recovery(make.as_caseworker(desk))


def test_a_code_is_the_same_in_every_spelling_and_only_then(lost: Lost) -> None:
    assert recovery.same_code(lost.code.lower().replace("-", ""), lost.code)
    assert not recovery.same_code(lost.code[:-1], lost.code)
    assert not recovery.same_code("", lost.code)


def test_a_proposed_passphrase_is_strong_and_a_name_is_not(lost: Lost) -> None:
    proposed = passphrases.suggest(make.surroundings(seed=lost.code))
    assert len(proposed.split("-")) == 5
    assert not passphrases.advice(proposed)
    assert "erraten" in passphrases.advice("Migrationsberatung", ("Migrationsberatung",))
