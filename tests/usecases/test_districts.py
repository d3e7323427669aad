"""The district: whatever is refused has its reason and changes nothing; sums are right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import make
from kimdesk.domain.access import Role
from kimdesk.domain.dates import Quarter
from kimdesk.errors import (
    AlreadyThere,
    BadBundle,
    BundleGap,
    ConflictingBundle,
    FingerprintMismatch,
    FolderMissing,
    ForeignBundle,
    KimdeskError,
    NotAllowed,
    OlderRevision,
    Tampered,
    Truncated,
    UnknownOffice,
)
from kimdesk.usecases import districts, workspaces
from kimdesk.usecases.desk import Desk
from usecases.bundles_on_hand import SILENT, TODAY, YEAR_END, Counts, OnHand, prepare


@pytest.fixture(scope="module")
def on_hand(tmp_path_factory: pytest.TempPathFactory) -> OnHand:
    return prepare(tmp_path_factory.mktemp("district"))


@pytest.fixture
def kreis(on_hand: OnHand, tmp_path: Path) -> Iterator[Desk]:
    """The district before it read anything."""
    shutil.copytree(on_hand.district, tmp_path / "kreis")
    desk = make.unlocked(tmp_path / "kreis", TODAY, make.COORDINATOR)
    yield desk
    desk.store.close()


def read(kreis: Desk, *files: Path) -> list[str]:
    """Import files and return what became of each: a reason, ``read`` or ``accepted``."""
    return [
        type(one.refused).__name__ if one.refused else ("read" if one.already_read else "accepted")
        for one in districts.import_bundles(kreis, files)
    ]


def state(kreis: Desk) -> tuple[tuple[int, str], str]:
    views = [districts.district_view(kreis, quarter) for quarter in districts.quarters_here(kreis)]
    return kreis.store.audit_head(), repr(views)


def test_bundles_are_taken_in_their_order_whatever_the_order_of_the_files(
    kreis: Desk, on_hand: OnHand
) -> None:
    named = on_hand.bundles
    found = districts.import_bundles(
        kreis, [named["revised"], named["south"], named["north"], named["q3"]]
    )
    assert [one.refused for one in found] == [None] * 4
    assert found[0].file == named["revised"].name
    assert [one.revision for one in found] == [2, 1, 1, 1]
    assert districts.quarters_here(kreis) == (YEAR_END, Quarter(2025, 3))


def test_reading_again_changes_nothing(kreis: Desk, on_hand: OnHand) -> None:
    files = [on_hand.bundles[name] for name in ("q3", "north", "revised")]
    assert read(kreis, *files) == ["accepted"] * 3
    before = state(kreis)
    assert read(kreis, *files, *files) == ["read"] * 6
    assert state(kreis) == before


@pytest.mark.parametrize(
    ("name", "reason", "first"),
    [
        ("foreign", ForeignBundle, ()),
        ("unknown", UnknownOffice, ()),
        ("north", BundleGap, ()),
        ("revised", BundleGap, ("q3",)),
        ("conflicting", ConflictingBundle, ("q3", "north")),
        ("older", OlderRevision, ("q3", "north", "revised")),
        ("invented", BadBundle, ("q3", "north", "revised")),
    ],
)
def test_a_well_made_bundle_that_does_not_fit_is_refused_with_its_reason(
    kreis: Desk,
    on_hand: OnHand,
    name: str,
    reason: type[KimdeskError],
    first: tuple[str, ...],
) -> None:
    assert set(read(kreis, *(on_hand.bundles[one] for one in first))) <= {"accepted"}
    before = state(kreis)
    assert read(kreis, on_hand.bundles[name]) == [reason.__name__]
    assert state(kreis) == before


def test_a_bundle_that_is_not_whole_is_refused_wherever_it_is_broken(
    kreis: Desk, on_hand: OnHand, tmp_path: Path
) -> None:
    data = on_hand.bundles["q3"].read_bytes()
    broken, before = tmp_path / "broken.kimb", state(kreis)
    reasons = set()
    for at in range(0, len(data), len(data) // 25):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :]):
            broken.write_bytes(damaged)
            reasons.update(read(kreis, broken))
    broken.write_bytes(data + b"x")
    reasons.update(read(kreis, broken))
    assert "accepted" not in reasons
    known = {one.__name__ for one in (Truncated, Tampered, BadBundle, ForeignBundle)}
    assert {"Truncated", "Tampered"} <= reasons <= known | {"TooNew"}
    assert read(kreis, tmp_path / "nowhere.kimb") == [FolderMissing.__name__]
    assert state(kreis) == before


def test_one_refused_bundle_does_not_stop_the_others(kreis: Desk, on_hand: OnHand) -> None:
    named = on_hand.bundles
    found = read(kreis, named["unknown"], named["q3"], named["foreign"], named["south"])
    assert found == ["UnknownOffice", "accepted", "ForeignBundle", "accepted"]


def test_a_revision_counts_instead_of_the_bundle_it_replaces(kreis: Desk, on_hand: OnHand) -> None:
    named = on_hand.bundles
    read(kreis, named["q3"], named["north"])
    before = districts.district_view(kreis, YEAR_END)
    read(kreis, named["revised"])
    after = districts.district_view(kreis, YEAR_END)
    stock = [
        {span.table: (span.low, span.high) for span in view.spans if not span.codes}["A1"]
        for view in (before, after)
    ]
    assert stock == [(40, 40), (28, 28)]
    (rows,) = after.cells.values()
    assert len({(row.table, row.fact, row.codes) for row in rows}) == len(rows)
    assert {one.revision for one in after.offices if not one.missing} == {2}


def test_who_did_not_deliver_is_named(kreis: Desk, on_hand: OnHand) -> None:
    read(kreis, on_hand.bundles["south"])
    view = districts.district_view(kreis, YEAR_END)
    missing = [one.office.name for one in view.offices if one.missing]
    assert missing == ["Beratung Nord", SILENT]
    assert len(view.offices) == 3


def both(kreis: Desk, on_hand: OnHand) -> districts.DistrictView:
    named = on_hand.bundles
    read(kreis, named["q3"], named["north"], named["south"])
    return districts.district_view(kreis, YEAR_END)


def test_where_both_offices_publish_the_total_is_their_sum(kreis: Desk, on_hand: OnHand) -> None:
    view = both(kreis, on_hand)
    published = {
        office: {(c.table, c.fact, c.period, c.codes): c.value for c in cells}
        for office, cells in view.cells.items()
    }
    exact = 0
    for span in view.spans:
        place = (span.table, span.fact, span.period, span.codes)
        values = [cells.get(place) for cells in published.values()]
        if None not in values:
            assert (span.low, span.high) == (sum(v or 0 for v in values),) * 2
            exact += 1
    assert exact > 15
    headline = {span.fact: span.low for span in view.spans if not span.codes}
    assert headline["eckwert_faelle_bestand"] == 73
    assert headline["eckwert_vze"] == 300


def test_where_a_cell_is_protected_the_span_holds_the_truth(kreis: Desk, on_hand: OnHand) -> None:
    view = both(kreis, on_hand)
    truth: Counts = (
        on_hand.truth[on_hand.offices["north"]] + on_hand.truth[on_hand.offices["south"]]
    )
    open_spans = 0
    for span in view.spans:
        if span.fact == "bestand_klienten" and len(span.offices) == 2:
            ((dimension, code),) = span.codes
            assert span.low <= truth[dimension, code] <= span.high, span
            open_spans += span.low < span.high
    assert open_spans > 0
    assert [c for cells in view.cells.values() for c in cells if c.value is None]


def test_the_district_learns_no_reason_of_protection(kreis: Desk, on_hand: OnHand) -> None:
    view = both(kreis, on_hand)
    assert {cell.reason for cells in view.cells.values() for cell in cells} == {None}


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """An office and a district that do not know each other."""
    bureau, new = make.office(tmp_path), make.district(tmp_path)
    yield bureau, new
    bureau.store.close()
    new.store.close()


def test_an_office_is_taken_in_with_its_twelve_words_only(alone: tuple[Desk, Desk]) -> None:
    bureau, new = alone
    data, words = workspaces.enrolment_file(bureau), workspaces.fingerprint(bureau)
    swapped = " ".join(reversed(words.split()))
    for wrong in ("", words.rsplit(" ", 1)[0], swapped, words + " apfel"):
        with pytest.raises(FingerprintMismatch):
            districts.enrol(new, data, wrong)
    assert districts.list_offices(new) == ()
    card = districts.enrol(new, data, f"  {words.upper()}\n")
    assert [office.id for office in districts.list_offices(new)] == [card.office_id]
    assert card.name == "Migrationsberatung Rietberg"
    with pytest.raises(AlreadyThere):
        districts.enrol(new, data, words)


def test_a_changed_enrolment_is_refused(alone: tuple[Desk, Desk]) -> None:
    bureau, new = alone
    data, words = workspaces.enrolment_file(bureau), workspaces.fingerprint(bureau)
    for changed in (
        data[:-1],
        data.replace(b"Rietberg", b"Rietburg"),
        b"",
        bytes([data[0] ^ 1]) + data[1:],
    ):
        with pytest.raises((BadBundle, Tampered, Truncated)):
            districts.enrol(new, changed, words)
    assert districts.list_offices(new) == ()


def test_only_the_coordinator_runs_the_district(alone: tuple[Desk, Desk]) -> None:
    bureau, new = alone
    data, words = workspaces.enrolment_file(bureau), workspaces.fingerprint(bureau)
    for role in (Role.LEAD, Role.CASEWORKER):
        other = replace(new, user=replace(new.user, role=role))
        with pytest.raises(NotAllowed):
            districts.enrol(other, data, words)
        with pytest.raises(NotAllowed):
            districts.import_bundles(other, [])


def test_the_district_has_no_table_for_persons(kreis: Desk) -> None:
    with kreis.store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT name FROM sqlite_master")
        tables = {str(row[0]) for row in rows}
    assert not {"person", "client_case", "contact"} & tables
    assert {"office", "bundle", "statistic"} <= tables
