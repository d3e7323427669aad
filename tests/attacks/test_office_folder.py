"""Whoever gets hold of an office's folder learns nothing and changes nothing unnoticed."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import make
from kimdesk.domain.access import Role
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.people import BirthDate
from kimdesk.errors import KimdeskError
from kimdesk.usecases import (
    accounts,
    contacts,
    exports,
    findings,
    follow_ups,
    people,
    quarters,
    states,
)
from kimdesk.usecases import cases as case_work
from kimdesk.usecases.desk import Desk
from kimdesk.vault.copies import PRIMARY, TWIN

CANARIES = (
    "Zwetschgenwasserfall",
    "Quittenbrotkasten",
    "كناريالاختبار",
    "Канарейкапроверки",
    "05241987654321",
    "kanarienvogel@beispiel.de",
    "Rotkehlchengasse 7",
    "Nachtigallennotiz",
    "Rohrdommelgespräch",
    "Wiedehopftermin",
    "Bescheid Eisvogel",
    "BG-Heckenbraunelle",
    "Kontoname Pirol",
)
COLLEAGUE = "Kontoname Pirol"
Q3 = Quarter(2026, 3)


@dataclass(frozen=True, slots=True)
class Session:
    """An office after a day of work, still open, with what left it."""

    desk: Desk
    folder: Path
    bundle: Path
    logged: list[str]
    temporary: Path


def work_a_day(folder: Path) -> tuple[Desk, Path]:
    """Enter canaries wherever a field takes text, close the quarter and keep the office open."""
    desk, kreis = make.joined(folder)
    desk, _ = accounts.add_account(desk, COLLEAGUE, Role.CASEWORKER, make.PASSPHRASE)
    case = make.case(
        desk,
        make.person(
            "Zwetschgenwasserfall",
            "Quittenbrotkasten",
            original_script="كناريالاختبار",
            spellings=("Канарейкапроверки",),
            phone="05241987654321",
            email="kanarienvogel@beispiel.de",
            address="Rotkehlchengasse 7",
            note="Nachtigallennotiz",
        ),
        occasion="Nachtigallennotiz",
    )
    client = people.get_person(desk, case.client)
    people.change_person(desk, replace(client, note="Nachtigallennotiz, länger"))
    kept = make.contact(desk, case, date(2026, 9, 3), text="Rohrdommelgespräch")
    contacts.change_contact(desk, replace(kept, text="Rohrdommelgespräch, zweites"))
    contacts.remove_contact(desk, make.contact(desk, case, text="Rohrdommelgespräch"))
    follow_ups.add_follow_up(desk, FollowUp(case.id, make.TODAY, "Wiedehopftermin"))
    states.correct_state(
        desk,
        entered := make.state(desk, case, "RK_SGB2", date(2026, 7, 1)),
        replace(entered, authority="Jobcenter Heckenbraunelle", reference="BG-Heckenbraunelle"),
    )
    found = findings.create_finding(
        desk,
        Finding("Wartezeit", "Drei Monate.", "HF02", "KAPAZITAET", cases=(case.id,)),
    )
    for step in (FindingStatus.SUBMITTED, FindingStatus.RELEASED):
        found = findings.move_finding(desk, found, step)
    case_work.close_case(desk, case, make.TODAY, "WEGZUG")
    quarters.freeze(desk, Q3, posts=150, comment="Bescheid Eisvogel")
    sent = exports.export_quarter(desk, quarters.preview(desk, Q3), folder / "post")
    kreis.store.close()
    return desk, sent.path


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "post").mkdir()
    temporary = tmp_path_factory.mktemp("temporary")
    records: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(f"{record.getMessage()} {record.args!r} {record.exc_info!r}")

    keeper = Keeper(level=0)
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "sqlalchemy", "kimdesk")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
            patch.setenv(name, str(temporary))
        root.addHandler(keeper)
        for name in ("", "kimdesk"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        desk, bundle = work_a_day(folder)
    root.removeHandler(keeper)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    yield Session(desk, folder / "buero", bundle, records, temporary)
    desk.store.close()


def spellings(canary: str) -> list[bytes]:
    """Return the bytes that would give a canary away in any usual encoding."""
    found = {
        form.encode(encoding)
        for form in (canary, canary.casefold(), canary.upper())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    return [*found, canary.encode("unicode_escape"), ascii(canary)[1:-1].encode()]


def canaries_in(data: bytes) -> list[str]:
    return [canary for canary in CANARIES if any(form in data for form in spellings(canary))]


def test_the_search_for_canaries_finds_them() -> None:
    for canary in CANARIES:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert canary in canaries_in(b"\x00\x01" + canary.encode(encoding) + b"\xff")


def test_the_canaries_are_in_the_file_for_whoever_may_read_it(session: Session) -> None:
    desk = session.desk
    told = [repr(case_work.case_view(desk, key.case)) for key in case_work.case_keys(desk)]
    told += [repr(accounts.list_accounts(desk)), repr(exports.journal(desk))]
    assert [canary for canary in CANARIES if canary not in "".join(told)] == []


def test_no_file_of_the_open_office_tells_anything(session: Session) -> None:
    seen = {}
    for path in session.folder.iterdir():
        data = path.read_bytes()
        assert canaries_in(path.name.encode()) == []
        assert canaries_in(data) == [], path.name
        seen[path.name] = len(data)
    assert {"case-1.db", "case-1.db-wal", PRIMARY, TWIN, "in-use.lock"} <= set(seen)
    assert seen["case-1.db-wal"] > 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_the_folder_and_its_files_are_for_their_owner_only(session: Session) -> None:
    assert session.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in session.folder.iterdir()} == {0o600}


def test_the_sealed_bundle_and_its_content_tell_nothing(session: Session) -> None:
    stored = exports.stored_release(session.desk, Q3)
    assert stored is not None
    assert session.bundle.read_bytes() == stored.sealed
    assert canaries_in(stored.sealed) == canaries_in(stored.payload) == []
    assert canaries_in(session.bundle.name.encode()) == []
    # The content is there, unlike in the sealed file.
    assert b"Wartezeit" in stored.payload
    assert b"Wartezeit" not in stored.sealed


def test_no_log_line_tells_anything(session: Session) -> None:
    assert canaries_in("\n".join(session.logged).encode()) == []


def test_nothing_is_left_in_the_temporary_folder(session: Session) -> None:
    assert list(session.temporary.iterdir()) == []


def test_no_error_tells_a_name(session: Session) -> None:
    desk = session.desk
    refusals = []
    for impossible in (
        make.person("Zwetschgenwasserfall" * 20),
        make.person("Zwetschgenwasserfall", birth=BirthDate(date(2090, 1, 1))),
        make.person("Zwetschgenwasserfall", entered_germany=date(1980, 1, 1)),
    ):
        with pytest.raises(KimdeskError) as refused:
            people.create_person(desk, impossible)
        refusals.append(f"{refused.value} {refused.value.facts}")
    with pytest.raises(KimdeskError) as refused:
        accounts.add_account(desk, COLLEAGUE, Role.CASEWORKER, make.PASSPHRASE)
    refusals.append(f"{refused.value} {refused.value.facts}")
    assert canaries_in("\n".join(refusals).encode()) == []
