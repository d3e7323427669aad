"""Flipped bits, foreign and old key files: refused, healed or found, never silently wrong."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import make
from kimdesk.domain.access import Role
from kimdesk.errors import (
    DatabaseDamaged,
    KeyFileMissing,
    KeyFileOutdated,
    KimdeskError,
    Truncated,
    WrongPassphrase,
)
from kimdesk.usecases import accounts
from kimdesk.usecases.workspaces import check_workspace, close_workspace, open_workspace
from kimdesk.vault.copies import PRIMARY, TWIN


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed office with one person, and its files."""

    folder: Path
    files: dict[str, bytes]

    def restore(self) -> None:
        """Put every file back as it was."""
        for path in self.folder.iterdir():
            path.unlink()
        for name, data in self.files.items():
            (self.folder / name).write_bytes(data)

    def names(self, passphrase: str = make.PASSPHRASE) -> list[str]:
        """Unlock, check everything, and return what the office knows."""
        desk = open_workspace(
            "office",
            self.folder,
            account=make.LEAD,
            passphrase=passphrase,
            around=make.surroundings(seed="attack"),
        )
        try:
            check_workspace(desk, self.folder)
            with desk.store.read() as opened:
                rows = opened.connection().exec_driver_sql("SELECT family_name FROM person")
                return sorted(str(row[0]) for row in rows)
        finally:
            desk.store.close()


def closed_office(folder: Path, seed: str = "test") -> Closed:
    desk = make.office(folder, seed=seed)
    make.case(desk, make.person("Rotkehlchen"))
    make.case(desk, make.person("Zaunkönig"))
    close_workspace(desk)
    place = folder / "buero"
    return Closed(place, {path.name: path.read_bytes() for path in place.iterdir()})


@pytest.fixture
def closed(tmp_path: Path) -> Closed:
    return closed_office(tmp_path)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]


@pytest.mark.parametrize("name", [PRIMARY, TWIN])
def test_a_bit_flipped_in_one_key_file_is_healed_by_the_other(closed: Closed, name: str) -> None:
    data = closed.files[name]
    for at in range(0, len(data), max(1, len(data) // 25)):
        closed.restore()
        (closed.folder / name).write_bytes(flipped(data, at))
        assert closed.names() == ["Rotkehlchen", "Zaunkönig"]
        copies = [(closed.folder / one).read_bytes() for one in (PRIMARY, TWIN)]
        assert copies[0] == copies[1]


def test_the_same_bit_flipped_in_both_key_files_is_refused(closed: Closed) -> None:
    data = closed.files[PRIMARY]
    for at in range(0, len(data), max(1, len(data) // 25)):
        closed.restore()
        for name in (PRIMARY, TWIN):
            (closed.folder / name).write_bytes(flipped(data, at))
        with pytest.raises(KimdeskError):
            closed.names()
        assert (closed.folder / "case-1.db").read_bytes() == closed.files["case-1.db"]


def test_a_bit_flipped_anywhere_in_the_file_never_gives_wrong_data(closed: Closed) -> None:
    data = closed.files["case-1.db"]
    unnoticed = []
    for at in range(5, len(data), len(data) // 60):
        closed.restore()
        (closed.folder / "case-1.db").write_bytes(flipped(data, at))
        try:
            closed.names()
        except KimdeskError:
            continue
        unnoticed.append(at)
    assert unnoticed == []


def test_the_key_file_of_another_office_opens_nothing(tmp_path: Path, closed: Closed) -> None:
    (tmp_path / "other").mkdir()
    other = closed_office(tmp_path / "other", "other office")
    for name in (PRIMARY, TWIN):
        shutil.copyfile(other.folder / name, closed.folder / name)
    with pytest.raises(DatabaseDamaged):
        closed.names()
    closed.restore()
    assert closed.names() == ["Rotkehlchen", "Zaunkönig"]


def test_the_file_of_another_office_is_not_opened_with_our_keys(
    tmp_path: Path, closed: Closed
) -> None:
    (tmp_path / "other").mkdir()
    other = closed_office(tmp_path / "other", "other office")
    shutil.copyfile(other.folder / "case-1.db", closed.folder / "case-1.db")
    with pytest.raises(DatabaseDamaged):
        closed.names()


def test_an_older_key_file_is_refused(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    folder = tmp_path / "buero"
    old = (folder / PRIMARY).read_bytes()
    desk, worker = accounts.add_account(desk, make.WORKER, Role.CASEWORKER, make.PASSPHRASE)
    with_worker = (folder / PRIMARY).read_bytes()
    desk = accounts.close_account(desk, worker)
    close_workspace(desk)
    for copies, account in ((old, make.LEAD), (with_worker, make.WORKER)):
        for name in (PRIMARY, TWIN):
            (folder / name).write_bytes(copies)
        with pytest.raises(KeyFileOutdated):
            open_workspace(
                "office",
                folder,
                account=account,
                passphrase=make.PASSPHRASE,
                around=make.surroundings(),
            )


def test_a_closed_account_stays_out(tmp_path: Path) -> None:
    desk = make.office(tmp_path)
    desk, worker = accounts.add_account(desk, make.WORKER, Role.CASEWORKER, make.PASSPHRASE)
    close_workspace(accounts.close_account(desk, worker))
    with pytest.raises(WrongPassphrase):
        open_workspace(
            "office",
            tmp_path / "buero",
            account=make.WORKER,
            passphrase=make.PASSPHRASE,
            around=make.surroundings(),
        )


def test_without_any_key_file_nothing_opens(closed: Closed) -> None:
    for name in (PRIMARY, TWIN):
        (closed.folder / name).write_bytes(b"")
    with pytest.raises(Truncated):
        closed.names()
    for name in (PRIMARY, TWIN):
        (closed.folder / name).unlink()
    with pytest.raises(KeyFileMissing):
        closed.names()


def test_a_wrong_passphrase_changes_no_file(closed: Closed) -> None:
    with pytest.raises(WrongPassphrase):
        closed.names("falsche-passphrase-mit-laenge")
    left = {path.name: path.read_bytes() for path in closed.folder.iterdir()}
    assert left == closed.files
