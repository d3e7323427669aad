"""Releases small enough to count by hand, and properties of every release."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimdesk.domain.statistics import (
    ROOT,
    Observation,
    PastRelease,
    Reason,
    Release,
    build_release,
    cells_of,
    explain,
    published_sizes,
    shipped_profile,
)
from kimdesk.errors import Cancelled, InvalidInput, RevisionRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROFILE = shipped_profile()
PLAIN = {"geschlecht": "w", "alter": "27-39", "aufenthalt": "SCHUTZ", "rechtskreis": "SGB2"}


def stock(groups: Mapping[str, int], dimension: str = "aufenthalt") -> list[Observation]:
    """Return people in households of their own, so many per leaf code."""
    number = count(1)
    return [
        Observation("bestand_klienten", person, person, {**PLAIN, dimension: code})
        for code, size in groups.items()
        for person in (next(number) for _ in range(size))
    ]


def needs(groups: Mapping[str, Sequence[int]]) -> list[Observation]:
    """Return needs: per field the persons, one entry per need."""
    return [
        Observation("fluss_bedarfe", person, person, {"handlungsfeld": code})
        for code, persons in groups.items()
        for person in persons
    ]


def gaps(weeks: Sequence[int]) -> list[Observation]:
    """Return twenty finished transitions and the gaps of the first of them."""
    codes = {"wechseltyp": "UKR", "wechselergebnis": "LUECKE"}
    finished = [Observation("fluss_wechsel", at, at, codes) for at in range(20)]
    return finished + [
        Observation("fluss_luecke_wochen", at, at, {}, measure=gap) for at, gap in enumerate(weeks)
    ]


def release(
    observations: Sequence[Observation], past: Sequence[PastRelease] = (), quarter: str = "2026-Q4"
) -> Release:
    revision = 1 + sum(one.quarter == quarter for one in past)
    return build_release(PROFILE, quarter, revision, {}, observations, past)


def shown(found: Release, table: str) -> dict[str, int | None]:
    return {cell.codes[0][1]: cell.value for cell in found.cells if cell.table == table}


def reasons(found: Release, table: str) -> dict[str, Reason | None]:
    return {cell.codes[0][1]: cell.reason for cell in found.cells if cell.table == table}


def test_thirty_people_by_residence_counted_by_hand() -> None:
    groups = {"EU": 2, "SCHUTZ": 8, "UKR": 2, "ASYL": 7, "TITEL": 5, "DEU_SONST": 6}
    found = release(stock(groups))
    assert shown(found, "B3") == {
        "INSG": 30,
        "EU": None,
        "SCHUTZ_UKR": 10,
        "ASYL_DULDUNG": 7,
        "TITEL_FAM": None,
        "DEU_SONST": 6,
    }
    assert reasons(found, "B3")["EU"] is Reason.SMALL
    assert reasons(found, "B3")["TITEL_FAM"] is Reason.COMPLEMENTARY


def test_two_men_hide_the_women_too() -> None:
    found = release(stock({"w": 28, "m": 2}, "geschlecht"))
    assert shown(found, "B1") == {"INSG": 30, "w": None, "m": None}


def test_three_men_may_be_shown() -> None:
    found = release(stock({"w": 27, "m": 3}, "geschlecht"))
    assert shown(found, "B1") == {"INSG": 30, "w": 27, "m": 3}


def test_an_office_may_raise_k() -> None:
    people = stock({"w": 27, "m": 3}, "geschlecht")
    found = build_release(PROFILE, "2026-Q4", 1, {}, people, [], k_normal=4)
    assert shown(found, "B1")["m"] is None


@pytest.mark.parametrize(("normal", "sensitive"), [(2, 5), (3, 4), (6, 5)])
def test_an_office_may_never_lower_k(normal: int, sensitive: int) -> None:
    with pytest.raises(InvalidInput):
        build_release(PROFILE, "2026-Q4", 1, {}, [], [], k_normal=normal, k_sensitive=sensitive)


def test_none_of_a_group_is_hidden_like_one() -> None:
    found = release(stock({"w": 30}, "geschlecht"))
    assert shown(found, "B1") == {"INSG": 30, "w": None, "m": None}
    assert reasons(found, "B1") == {
        "INSG": None,
        "w": Reason.ALL_OR_NOTHING,
        "m": Reason.SMALL,
    }


def test_below_twenty_there_is_no_table_and_no_total() -> None:
    found = release(stock({"w": 10, "m": 9}, "geschlecht"))
    assert found.cells == ()
    assert {table for table, _ in found.not_offered} >= {"B1", "B2", "B3", "B4"}
    assert release(stock({"w": 10, "m": 10}, "geschlecht")).cells


def test_full_trees_begin_with_a_hundred_and_twenty() -> None:
    small = release(stock({"SCHUTZ": 60, "ASYL": 59}))
    large = release(stock({"SCHUTZ": 60, "ASYL": 60}))
    assert "SCHUTZ" not in shown(small, "B3")
    assert "SCHUTZ" in shown(large, "B3")


def test_five_people_of_one_household_are_no_crowd() -> None:
    people = stock({"EU": 6, "SCHUTZ": 9, "ASYL": 9, "TITEL": 9, "DEU_SONST": 9})
    family = [
        replace(one, household=1) if one.codes["aufenthalt"] == "EU" else one for one in people
    ]
    assert shown(release(people), "B3")["EU"] == 6
    assert reasons(release(family), "B3")["EU"] is Reason.HOUSEHOLDS


def test_needs_count_events_but_protect_by_persons() -> None:
    many = {"HF03": [1, 2, 3, 4] * 3, "HF01": range(20), "HF02": range(20), "HF04": range(9)}
    found = release(needs(many))
    assert shown(found, "C1")["INSG"] == 61
    assert reasons(found, "C1")["HF03"] is Reason.SMALL


def test_one_person_with_most_needs_of_a_field_is_hidden() -> None:
    others = {
        "HF01": range(20),
        "HF02": range(20),
        "HF04": range(9),
        "HF05": range(9),
        "HF09": range(9),
    }
    dominated = release(needs({**others, "HF03": [1, 2, 3, 4, *[5] * 23]}))
    even = release(needs({**others, "HF03": [1, 2, 3, 4, *[5] * 22]}))
    assert reasons(dominated, "C1")["HF03"] is Reason.DOMINANCE
    assert shown(even, "C1")["HF03"] == 26


def test_many_needs_of_four_people_make_no_table() -> None:
    found = release(needs({"HF01": [1, 2, 3, 4] * 5, "HF03": [1, 2, 3, 4] * 5}))
    assert found.cells == ()
    assert "C1" in dict(found.not_offered)


def test_two_hidden_cells_of_one_household_hide_a_third() -> None:
    """Each is small; their sum of six follows from the rest, and it is one family."""
    people = stock({"EU": 3, "DEU_SONST": 3, "SCHUTZ": 12, "ASYL": 9, "TITEL": 8})
    family = {"EU", "DEU_SONST"}
    together = [
        replace(one, household=1) if one.codes["aufenthalt"] in family else one for one in people
    ]
    assert list(shown(release(people), "B3").values()).count(None) == 2
    assert list(shown(release(together), "B3").values()).count(None) == 3


def test_a_cell_that_changed_by_one_person_is_hidden_next_year() -> None:
    first = stock({"EU": 12, "SCHUTZ": 12, "ASYL": 12, "TITEL": 12, "DEU_SONST": 12})
    past = [release(first).as_past()]
    moved = [replace(first[0], codes={**first[0].codes, "aufenthalt": "SCHUTZ"}), *first[1:]]
    found = release(moved, past, "2027-Q4")
    assert reasons(found, "B3")["EU"] is Reason.DIFFERENCE
    assert reasons(found, "B3")["SCHUTZ_UKR"] is Reason.DIFFERENCE
    assert reasons(found, "B3")["INSG"] is None
    assert shown(found, "B3")["ASYL_DULDUNG"] == 12


def test_six_newcomers_may_be_seen() -> None:
    first = stock({"EU": 12, "SCHUTZ": 12, "ASYL": 12, "TITEL": 12, "DEU_SONST": 12})
    past = [release(first).as_past()]
    new = [replace(one, person=one.person + 500, household=900 + one.person) for one in first[:6]]
    assert shown(release([*first, *new], past, "2027-Q4"), "B3")["EU"] == 18


def test_a_stock_that_changed_by_one_person_shows_no_table() -> None:
    first = stock({"EU": 12, "SCHUTZ": 12, "ASYL": 12, "TITEL": 12})
    past = [release(first).as_past()]
    found = release(first[1:], past, "2027-Q4")
    assert {table for table, _ in found.not_offered} >= {"B1", "B2", "B3", "B4"}
    assert found.cells == ()


def test_a_changed_number_of_needs_counts_as_a_changed_person() -> None:
    first = needs({"HF01": range(20), "HF02": range(20), "HF03": range(20)})
    past = [release(first).as_past()]
    with pytest.raises(RevisionRefused):
        release([*first, *needs({"HF03": [3]})], past)


def test_a_revision_may_not_change_the_persons_reached_by_one() -> None:
    people = [Observation("eckwert_personen", at, at, {}) for at in range(12)]

    def reached(found: Sequence[Observation], past: Sequence[PastRelease]) -> Release:
        figures = {"eckwert_personen": len(found)}
        return build_release(PROFILE, "2026-Q3", len(past) + 1, figures, found, past)

    past = [reached(people, []).as_past()]
    with pytest.raises(RevisionRefused) as caught:
        reached(people[1:], past)
    assert caught.value.facts["figures"] == ("eckwert_personen",)
    past.append(reached(people[5:], past).as_past())
    with pytest.raises(RevisionRefused):  # one less than in the first revision
        reached(people[1:], past)


@pytest.mark.parametrize(("first", "then"), [(3, 0), (0, 2)])
def test_nobody_at_all_is_a_number_of_persons_too(first: int, then: int) -> None:
    def reached(number: int, past: Sequence[PastRelease]) -> Release:
        found = [Observation("eckwert_personen", at, at, {}) for at in range(number)]
        figures = {"eckwert_personen": number}
        return build_release(PROFILE, "2026-Q3", len(past) + 1, figures, found, past)

    with pytest.raises(RevisionRefused):
        reached(then, [reached(first, []).as_past()])


def test_revisions_are_numbered_without_gaps() -> None:
    with pytest.raises(InvalidInput):
        build_release(PROFILE, "2026-Q3", 2, {}, [], [])


def test_headline_figures_are_exact_and_without_breakdown() -> None:
    found = build_release(PROFILE, "2026-Q3", 1, {"eckwert_faelle_bestand": 1}, [], [])
    assert [(c.table, c.fact, c.period, c.codes, c.value) for c in found.cells] == [
        ("A1", "eckwert_faelle_bestand", "2026-Q3", (), 1)
    ]


@pytest.mark.parametrize(
    "figures", [{"bestand_klienten": 3}, {"unbekannt": 3}, {"eckwert_vze": -1}]
)
def test_what_is_no_headline_figure_is_refused(figures: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        build_release(PROFILE, "2026-Q3", 1, figures, [], [])


@pytest.mark.parametrize(
    "wrong",
    [
        Observation("bestand_klienten", 1, 1, PLAIN, events=2),
        Observation("fluss_bedarfe", 1, 1, {"handlungsfeld": "HF01"}, events=0),
        Observation("fluss_luecke_wochen", 1, 1, {}),
        Observation("unbekannt", 1, 1, {}),
        Observation("bestand_klienten", 999, 1, {**PLAIN, "aufenthalt": "SCHUTZ_UKR"}),
        Observation("bestand_klienten", 999, 1, {"geschlecht": "w"}),
    ],
)
def test_what_cannot_have_been_counted_is_refused(wrong: Observation) -> None:
    with pytest.raises(InvalidInput):
        release([*stock({"EU": 30}), wrong])


def test_nobody_stands_twice_in_the_stock() -> None:
    people = stock({"EU": 30})
    with pytest.raises(InvalidInput):
        release([*people, people[0]])


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [([4, 4, 4, 4], None), ([1, 2, 6, 9, 30], 6), ([1, 2, 6, 7, 9, 30], 7)],
)
def test_a_median_needs_five_persons_and_is_rounded(weeks: list[int], expected: int | None) -> None:
    cell = next(cell for cell in release(gaps(weeks)).cells if cell.table == "D3")
    assert cell.value == expected
    assert cell.reason is (Reason.BASE if expected is None else None)


def test_a_median_of_one_household_is_hidden() -> None:
    family = [
        replace(one, household=1) if one.fact == "fluss_luecke_wochen" else one
        for one in gaps([1, 2, 3, 4, 5])
    ]
    cell = next(cell for cell in release(family).cells if cell.table == "D3")
    assert (cell.value, cell.reason) == (None, Reason.BASE)


def test_a_median_with_one_corrected_gap_is_hidden() -> None:
    past = [release(gaps([1, 2, 3, 4, 5, 6])).as_past()]
    same = next(c for c in release(gaps([1, 2, 3, 4, 5, 6]), past).cells if c.table == "D3")
    other = next(c for c in release(gaps([1, 2, 3, 9, 5, 6]), past).cells if c.table == "D3")
    assert same.value == 4
    assert (other.value, other.reason) == (None, Reason.DIFFERENCE)


def test_no_median_without_twenty_transitions() -> None:
    found = release(gaps([1, 2, 3, 4, 5, 6])[1:])
    assert "D3" in dict(found.not_offered)


def test_one_year_has_one_length() -> None:
    codes = {"HF01": range(30), "HF02": range(30), "HF03": range(30)}
    first = build_release(PROFILE, "2026-Q2", 1, {}, needs(codes), [], sizes={"fluss_bedarfe": 60})
    assert {cell.period for cell in first.cells} == {"2026-H1"}
    second = build_release(PROFILE, "2026-Q4", 1, {}, needs(codes), [first.as_past()], sizes={})
    assert not [cell for cell in second.cells if cell.table == "C1"]
    assert "C1" in dict(second.not_offered)


def test_sizes_are_summed_over_the_year_from_first_revisions() -> None:
    codes = {"HF01": range(30), "HF02": range(30), "HF03": range(30)}
    past: list[PastRelease] = []
    for quarter, observations in (
        ("2026-Q2", needs(codes)),
        ("2026-Q4", needs(codes)),
        ("2026-Q4", needs(codes) * 2),
    ):
        revision = 1 + sum(one.quarter == quarter for one in past)
        found = build_release(
            PROFILE, quarter, revision, {}, observations, past, sizes={"fluss_bedarfe": 60}
        )
        past.append(found.as_past())
    assert published_sizes(PROFILE, past, 2026) == {"fluss_bedarfe": 180}
    assert published_sizes(PROFILE, past, 2025) == {}


def test_the_ledger_gives_the_same_rows_again() -> None:
    found = release(stock({"EU": 2, "SCHUTZ": 20, "ASYL": 9, "TITEL": 8}))
    again = cells_of(found.as_past())
    assert again == tuple(replace(cell, reason=None) for cell in found.cells)


def test_the_ledger_holds_no_value_of_a_hidden_cell() -> None:
    found = release(stock({"EU": 2, "SCHUTZ": 20, "ASYL": 9, "TITEL": 8}))
    assert {entry.value for entry in found.ledger if not entry.published} <= {None}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_observations_changes_nothing(seed: int) -> None:
    people = stock({"EU": 2, "SCHUTZ": 40, "UKR": 50, "ASYL": 1, "DULDUNG": 30, "TITEL": 8})
    mixed = Random(seed).sample(people, len(people))
    assert release(mixed) == release(people)


def test_a_cancelled_release_is_never_returned() -> None:
    with pytest.raises(Cancelled):
        build_release(
            PROFILE, "2026-Q4", 1, {}, stock({"EU": 2, "SCHUTZ": 30}), [], cancelled=lambda: True
        )


def test_progress_ends_with_one() -> None:
    shares: list[float] = []
    build_release(PROFILE, "2026-Q4", 1, {}, [], [], report=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_every_reason_has_its_german_sentence() -> None:
    assert all(explain(reason).endswith(".") for reason in Reason)


def test_the_audit_says_in_german_what_it_proved() -> None:
    audit = release(stock({"EU": 2, "SCHUTZ": 20, "ASYL": 9, "TITEL": 8})).audit
    assert audit.proven == ("B1", "B2", "B3", "B4")
    assert audit.withdrawn == ()
    assert audit.claims >= audit.witnesses > 0
    assert audit.sentences[0].startswith("4 Tabellen geprüft")


COARSE = ("EU", "SCHUTZ", "ASYL", "TITEL", "DEU_SONST")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=5, max_size=5).filter(lambda n: 20 <= sum(n) < 120))
def test_a_flat_table_hides_enough_and_nothing_needlessly(sizes: list[int]) -> None:
    found = release(stock(dict(zip(COARSE, sizes, strict=True))))
    rows = [cell for cell in found.cells if cell.table == "B3" and cell.codes[0][1] != ROOT]
    groups = {
        PROFILE.dimension("aufenthalt").path(leaf)[-2]: size
        for leaf, size in zip(COARSE, sizes, strict=True)
    }
    hidden = {cell.codes[0][1]: groups[cell.codes[0][1]] for cell in rows if cell.value is None}
    small = {code for code, size in groups.items() if size < 5}
    assert all(cell.value in {None, groups[cell.codes[0][1]]} for cell in rows)
    assert small <= hidden.keys()
    assert not hidden or (len(hidden) > 1 and sum(hidden.values()) >= 5)
    for extra in hidden.keys() - small:
        left = [size for code, size in hidden.items() if code != extra]
        assert len(left) < 2 or sum(left) < 5, "hidden without need"
