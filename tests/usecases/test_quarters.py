"""Closing a quarter: frozen, previewed, exported once, corrected only if it hides everybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import pytest

import make
from kimdesk.bundles.payload import read_payload
from kimdesk.bundles.tables import read_tables
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.states import StateKind
from kimdesk.errors import (
    AlreadyChanged,
    ExportBlocked,
    NotAllowed,
    NotFound,
    NotYet,
    RevisionRefused,
)
from kimdesk.usecases import cases, exports, findings, quarters
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.exports import Exported
from quarters_office import filled, finding

TODAY = date(2026, 2, 10)
YEAR_END = Quarter(2025, 4)
OPENED = date(2025, 11, 3)


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed folder of an office of forty clients; filling it takes a while."""
    folder = tmp_path_factory.mktemp("quarters")
    office, kreis = make.joined(folder, TODAY)
    kreis.store.close()
    filled(office, 40, OPENED)
    office.store.close()
    return folder / "buero"


@pytest.fixture
def bureau(filled_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """An office of forty clients that knows its district, after the end of the year."""
    shutil.copytree(filled_once, tmp_path / "buero")
    office = make.unlocked(tmp_path / "buero", TODAY)
    yield office
    office.store.close()


def closed_quarter(desk: Desk, folder: Path, posts: int = 150) -> Exported:
    quarters.freeze(desk, YEAR_END, posts=posts)
    return exports.export_quarter(desk, quarters.preview(desk, YEAR_END), folder)


def close_cases(desk: Desk, count: int) -> None:
    for key in cases.case_keys(desk)[:count]:
        case = cases.case_view(desk, key.case).case
        cases.close_case(desk, case, date(2025, 12, 20), "WEGZUG")


def test_a_quarter_that_is_not_over_is_not_closed(desk: Desk) -> None:
    running = Quarter.of(desk.today)
    for attempt in (quarters.freeze, quarters.dry_run):
        with pytest.raises(NotYet) as refused:
            attempt(desk, running, posts=100)
        assert refused.value.facts == {"quarter": "2026-Q4"}


def test_on_its_last_day_a_quarter_is_not_over(tmp_path: Path) -> None:
    desk = make.office(tmp_path, date(2025, 12, 31))
    with pytest.raises(NotYet):
        quarters.freeze(desk, YEAR_END, posts=100)
    desk.store.close()


def test_only_the_lead_closes_a_quarter(bureau: Desk, tmp_path: Path) -> None:
    worker = make.as_caseworker(bureau)
    quarters.freeze(bureau, YEAR_END, posts=100)
    shown = quarters.preview(bureau, YEAR_END)
    for attempt in (
        lambda: quarters.freeze(worker, YEAR_END, posts=100),
        lambda: quarters.dry_run(worker, YEAR_END, posts=100),
        lambda: quarters.discard_run(worker, YEAR_END),
        lambda: exports.export_quarter(worker, shown, tmp_path),
        lambda: exports.save_again(worker, YEAR_END, tmp_path),
    ):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert refused.value.facts == {"action": "export_quarter"}
    assert list(tmp_path.glob("*.kimb")) == []


def test_without_a_frozen_key_date_there_is_no_preview(bureau: Desk) -> None:
    with pytest.raises(NotFound) as refused:
        quarters.preview(bureau, YEAR_END)
    assert refused.value.facts == {"what": "quarter_run"}


def test_without_a_district_nothing_leaves(tmp_path: Path) -> None:
    desk = make.office(tmp_path, TODAY)
    quarters.freeze(desk, YEAR_END, posts=100)
    with pytest.raises(NotFound) as refused:
        exports.export_quarter(desk, quarters.preview(desk, YEAR_END), tmp_path)
    assert refused.value.facts == {"what": "district"}
    assert list(tmp_path.glob("*.kimb")) == []
    assert exports.journal(desk) == []
    desk.store.close()


def test_what_is_entered_after_the_key_date_was_frozen_changes_nothing(bureau: Desk) -> None:
    quarters.freeze(bureau, YEAR_END, posts=150)
    before = quarters.preview(bureau, YEAR_END)
    close_cases(bureau, 20)
    assert quarters.preview(bureau, YEAR_END) == before
    quarters.freeze(bureau, YEAR_END, posts=150)
    assert quarters.preview(bureau, YEAR_END).release != before.release


def test_the_year_end_shows_the_tables_that_fall_due(bureau: Desk) -> None:
    quarters.freeze(bureau, YEAR_END, posts=150, comment="Umzug der Stelle")
    shown = quarters.preview(bureau, YEAR_END)
    cells = {(cell.table, cell.codes): cell.value for cell in shown.release.cells}
    assert cells["A1", ()] == 40
    assert cells["A9", ()] == 150
    assert cells["B1", (("geschlecht", "INSG"),)] == 40
    assert cells["B1", (("geschlecht", "w"),)] == 20
    assert shown.comment == "Umzug der Stelle"
    assert {"D1", "D2"} <= {table for table, _ in shown.release.not_offered}


def test_a_quarter_within_the_year_shows_headline_figures_only(bureau: Desk) -> None:
    shown = quarters.dry_run(bureau, Quarter(2025, 3), posts=100)
    assert {cell.codes for cell in shown.release.cells} == {()}
    assert {cell.table[0] for cell in shown.release.cells} == {"A"}


def test_trying_out_changes_nothing(bureau: Desk) -> None:
    head = bureau.store.audit_head()
    shown = quarters.dry_run(bureau, YEAR_END, posts=150)
    assert bureau.store.audit_head() == head
    assert quarters.running(bureau, YEAR_END) is None
    assert exports.journal(bureau) == []
    quarters.freeze(bureau, YEAR_END, posts=150)
    assert quarters.preview(bureau, YEAR_END).release == shown.release


def test_a_dry_run_cannot_be_exported(bureau: Desk, tmp_path: Path) -> None:
    with pytest.raises(AlreadyChanged):
        exports.export_quarter(bureau, quarters.dry_run(bureau, YEAR_END, posts=1), tmp_path)


def test_an_unfinished_run_is_resumed_or_discarded(bureau: Desk) -> None:
    frozen = quarters.freeze(bureau, YEAR_END, posts=150)
    assert quarters.running(bureau, YEAR_END) == frozen
    assert quarters.recent_quarters(bureau)[0].running
    quarters.discard_run(bureau, YEAR_END)
    assert quarters.running(bureau, YEAR_END) is None
    assert quarters.last_posts(bureau) == 150


def test_what_was_shown_is_what_leaves_or_nothing(bureau: Desk, tmp_path: Path) -> None:
    quarters.freeze(bureau, YEAR_END, posts=150)
    shown = quarters.preview(bureau, YEAR_END)
    close_cases(bureau, 20)
    # The same quarter, revision and day: only the frozen figures tell the difference.
    quarters.freeze(bureau, YEAR_END, posts=150)
    with pytest.raises(AlreadyChanged):
        exports.export_quarter(bureau, shown, tmp_path)
    assert exports.journal(bureau) == []


def test_the_same_bundle_is_saved_again_byte_for_byte(bureau: Desk, tmp_path: Path) -> None:
    assert exports.save_again(bureau, YEAR_END, tmp_path) is None
    sent = closed_quarter(bureau, tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    close_cases(bureau, 20)
    saved = exports.save_again(bureau, YEAR_END, again)
    assert saved is not None
    # The name tells nothing about the office.
    assert saved.path.name == f"buendel-2025-Q4-v1-{sent.manifest_hash[:8]}.kimb"
    assert saved.path.read_bytes() == sent.path.read_bytes()
    assert quarters.running(bureau, YEAR_END) is None
    row = quarters.recent_quarters(bureau)[0]
    assert (row.quarter, row.revision, row.exported_on) == (YEAR_END, 1, TODAY)


@pytest.mark.parametrize("changed", [1, 4])
def test_a_correction_that_would_show_single_persons_is_refused(
    bureau: Desk, tmp_path: Path, changed: int
) -> None:
    closed_quarter(bureau, tmp_path)
    close_cases(bureau, changed)
    run = quarters.freeze(bureau, YEAR_END, posts=150)
    assert run.revision == 2
    with pytest.raises(RevisionRefused) as refused:
        quarters.preview(bureau, YEAR_END)
    assert refused.value.facts["quarter"] == "2025-Q4"
    assert len(exports.journal(bureau)) == 1


@pytest.mark.parametrize(
    ("days", "figures"),
    [
        ({"agreed_on": date(2025, 8, 4)}, ("eckwert_faelle_bestand", "eckwert_faelle_zugang")),
        ({"agreed_on": None, "waiting_since": date(2025, 8, 4)}, ("eckwert_warteliste",)),
    ],
)
def test_a_forgotten_case_is_not_seen_in_a_quarter_without_tables(
    bureau: Desk, tmp_path: Path, days: dict[str, date | None], figures: tuple[str, ...]
) -> None:
    quarter = Quarter(2025, 3)
    quarters.freeze(bureau, quarter, posts=150)
    exports.export_quarter(bureau, quarters.preview(bureau, quarter), tmp_path)
    make.case(bureau, None, opened_on=date(2025, 8, 4), **days)
    quarters.freeze(bureau, quarter, posts=150)
    with pytest.raises(RevisionRefused) as refused:
        quarters.preview(bureau, quarter)
    assert refused.value.facts["figures"] == figures


def test_a_correction_of_enough_persons_replaces_the_bundle(bureau: Desk, tmp_path: Path) -> None:
    first = closed_quarter(bureau, tmp_path)
    close_cases(bureau, 12)
    second = closed_quarter(bureau, tmp_path)
    assert (second.revision, second.seq) == (2, 2)
    stored = exports.stored_release(bureau, YEAR_END)
    assert stored is not None
    assert stored.replaces == first.manifest_hash
    assert [(one.revision, one.seq) for one in exports.journal(bureau)] == [(2, 2), (1, 1)]


def test_released_findings_leave_once_and_travel_again_with_a_revision(
    bureau: Desk, tmp_path: Path
) -> None:
    seen_in = tuple(key.case for key in cases.case_keys(bureau)[:4])
    known = finding(bureau, "Wartezeit", FindingStatus.RELEASED, seen_in)
    finding(bureau, "Noch nicht", FindingStatus.SUBMITTED)
    closed_quarter(bureau, tmp_path)
    first = exports.stored_release(bureau, YEAR_END)
    assert first is not None
    assert findings.get_finding(bureau, known.id).status is FindingStatus.EXPORTED
    assert b"Wartezeit" in first.payload
    assert b"Noch nicht" not in first.payload
    assert b"BIS5" in first.payload
    assert not [case for case in seen_in if case.encode() in first.payload]
    assert known.id.encode() not in first.payload
    close_cases(bureau, 12)
    closed_quarter(bureau, tmp_path)
    second = exports.stored_release(bureau, YEAR_END)
    assert second is not None
    before, after = (read_tables(read_payload(one.payload)) for one in (first, second))
    assert [one.titel for one in after.findings] == ["Wartezeit"]
    # Under another number, so that only the receiver of both can tell it is the same.
    assert after.findings[0].id != before.findings[0].id
    assert [astuple(one) for one in after.back_references] == [
        (after.findings[0].id, before.findings[0].id)
    ]


def test_a_finding_that_changed_since_the_preview_stops_the_export(
    bureau: Desk, tmp_path: Path
) -> None:
    known = finding(bureau, "Wartezeit", FindingStatus.RELEASED)
    quarters.freeze(bureau, YEAR_END, posts=150)
    shown = quarters.preview(bureau, YEAR_END)
    findings.change_finding(bureau, replace(known, title="Anders"))
    with pytest.raises(AlreadyChanged):
        exports.export_quarter(bureau, shown, tmp_path)
    assert quarters.with_current_findings(bureau, shown).findings == ()
    assert exports.journal(bureau) == []


def test_tables_that_were_not_proved_stop_the_export(bureau: Desk, tmp_path: Path) -> None:
    quarters.freeze(bureau, YEAR_END, posts=150)
    shown = quarters.preview(bureau, YEAR_END)
    report = shown.release.audit
    assert "B1" in report.proven
    others = tuple(table for table in report.proven if table != "B1")
    unproved = replace(report, proven=others, withdrawn=("B1",))
    with pytest.raises(ExportBlocked) as refused:
        exports.export_quarter(
            bureau, replace(shown, release=replace(shown.release, audit=unproved)), tmp_path
        )
    assert refused.value.facts == {"tables": "B1"}


def test_the_journal_keeps_the_comment_and_the_bundle_does_not(
    bureau: Desk, tmp_path: Path
) -> None:
    quarters.freeze(bureau, YEAR_END, posts=150, comment="Frau Meier war krank")
    exports.export_quarter(bureau, quarters.preview(bureau, YEAR_END), tmp_path)
    (entry,) = exports.journal(bureau)
    assert entry.summary["comment"] == "Frau Meier war krank"
    assert entry.released_by == bureau.user.id
    stored = exports.stored_release(bureau, YEAR_END)
    assert stored is not None
    assert b"Meier" not in stored.payload


def test_reasons_of_protection_stay_in_the_office(bureau: Desk, tmp_path: Path) -> None:
    for key in cases.case_keys(bureau)[:2]:
        case = cases.case_view(bureau, key.case).case
        make.state(bureau, case, "AUF_DUL_A", OPENED, kind=StateKind.RESIDENCE)
    quarters.freeze(bureau, YEAR_END, posts=150)
    shown = quarters.preview(bureau, YEAR_END)
    protected = [cell for cell in shown.release.cells if cell.reason is not None]
    assert protected
    assert {cell.value for cell in protected} == {None}
    exports.export_quarter(bureau, shown, tmp_path)
    stored = exports.stored_release(bureau, YEAR_END)
    assert stored is not None
    assert stored.summary["protected"] == len(protected)
    for cell in protected:
        assert str(cell.reason).encode() not in stored.payload
