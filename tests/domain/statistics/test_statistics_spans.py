"""The district adds up what the offices publish, and knows no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimdesk.domain.statistics import (
    Cell,
    Observation,
    Span,
    build_release,
    combine,
    shipped_profile,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROFILE = shipped_profile()
LEAVES = PROFILE.dimension("aufenthalt").leaves()


def cells(values: Mapping[str, int | None], table: str = "C1", period: str = "2026") -> list[Cell]:
    fact, dimension = {
        "B1": ("bestand_klienten", "geschlecht"),
        "B3": ("bestand_klienten", "aufenthalt"),
        "C1": ("fluss_bedarfe", "handlungsfeld"),
    }[table]
    return [
        Cell(table, fact, period, ((dimension, code),), value) for code, value in values.items()
    ]


SEX = {"INSG": 30, "w": 20, "m": 10}


def spans(per_office: dict[str, Sequence[Cell]], period: str = "2026") -> dict[str, Span]:
    found = combine(PROFILE, per_office)
    return {one.codes[0][1]: one for one in found if one.codes and one.period == period}


def limits(
    per_office: dict[str, Sequence[Cell]], period: str = "2026"
) -> dict[str, tuple[int, int]]:
    return {code: (one.low, one.high) for code, one in spans(per_office, period).items()}


def test_exact_offices_give_exact_sums() -> None:
    assert limits({"a": cells(SEX, "B1"), "b": cells(SEX, "B1")}) == {
        "INSG": (60, 60),
        "w": (40, 40),
        "m": (20, 20),
    }


def test_a_hidden_cell_opens_a_span() -> None:
    hidden = {"INSG": 25, "w": None, "m": None}
    assert limits({"a": cells(SEX, "B1"), "b": cells(hidden, "B1")}) == {
        "INSG": (55, 55),
        "w": (20, 45),
        "m": (10, 35),
    }


def test_published_neighbours_narrow_the_span() -> None:
    office = {
        "INSG": 40,
        "EU": None,
        "SCHUTZ_UKR": 20,
        "ASYL_DULDUNG": 8,
        "TITEL_FAM": None,
        "DEU_SONST": 5,
    }
    assert limits({"a": cells(office, "B3")})["EU"] == (0, 7)


def test_a_fine_cell_of_a_coarse_office_lies_within_its_group() -> None:
    coarse = {
        "INSG": 40,
        "EU": 7,
        "SCHUTZ_UKR": 20,
        "ASYL_DULDUNG": 8,
        "TITEL_FAM": None,
        "DEU_SONST": None,
    }
    fine = dict.fromkeys(LEAVES, 20) | {
        "INSG": 160,
        "SCHUTZ_UKR": 40,
        "ASYL_DULDUNG": 40,
        "TITEL_FAM": 40,
    }
    found = limits({"a": cells(coarse, "B3"), "b": cells(fine, "B3")})
    assert found["SCHUTZ"] == (20, 40)
    assert found["TITEL"] == (20, 25)
    assert found["EU"] == (27, 27)


def test_an_office_without_the_table_is_left_out() -> None:
    other = cells({"INSG": 30, "EU": 30}, "B3")
    found = spans({"a": cells(SEX, "B1"), "b": other})
    assert found["w"].offices == ("a",)


def test_headline_figures_are_added() -> None:
    one = [Cell("A1", "eckwert_faelle_bestand", "2026-Q3", (), 16)]
    assert combine(PROFILE, {"a": one, "b": one}) == (
        Span("A1", "eckwert_faelle_bestand", "2026-Q3", (), 32, 32, ("a", "b")),
    )


def test_medians_are_not_added() -> None:
    one = [Cell("D3", "fluss_luecke_wochen", "2026", (), 4)]
    assert combine(PROFILE, {"a": one}) == ()


def test_quarters_add_up_to_the_year_of_the_others() -> None:
    quarters = [
        cell
        for number in (1, 2, 3, 4)
        for cell in cells({"INSG": 25, "HF03": 7}, period=f"2026-Q{number}")
    ]
    found = limits({"a": quarters, "b": cells({"INSG": 60, "HF03": 9})})
    assert found["HF03"] == (37, 37)
    assert limits({"a": quarters}, "2026-H1")["INSG"] == (50, 50)


def test_three_quarters_are_no_year() -> None:
    quarters = [
        cell
        for number in (1, 2, 3)
        for cell in cells({"INSG": 25, "HF03": 7}, period=f"2026-Q{number}")
    ]
    found = spans({"a": quarters, "b": cells({"INSG": 60, "HF03": 9})})
    assert found["HF03"].offices == ("b",)


def test_key_dates_are_never_added() -> None:
    halves = [cell for half in ("H1", "H2") for cell in cells(SEX, "B1", f"2026-{half}")]
    assert spans({"a": halves}) == {}


@pytest.mark.parametrize("wrong", [35, -3])
def test_rows_without_solution_give_the_widest_span(wrong: int) -> None:
    found = limits({"a": cells({"INSG": 30, "w": wrong, "m": None}, "B1")})
    assert found["m"] == (0, max(30, wrong))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=8, max_size=8), min_size=1, max_size=3))
def test_the_true_sum_lies_in_every_span(offices: list[list[int]]) -> None:
    released = {}
    for number, sizes in enumerate(offices):
        people = [code for code, size in zip(LEAVES, sizes, strict=True) for _ in range(size)]
        observations = [
            Observation(
                "bestand_klienten",
                at,
                at,
                {"geschlecht": "w", "alter": "0-5", "rechtskreis": "SGB2", "aufenthalt": code},
            )
            for at, code in enumerate(people)
        ]
        found = build_release(PROFILE, "2026-Q4", 1, {}, observations, [])
        released[str(number)] = found.cells
    for span in combine(PROFILE, released):
        if span.table == "B3":
            code = span.codes[0][1]
            true = sum(
                size
                for number in span.offices
                for leaf, size in zip(LEAVES, offices[int(number)], strict=True)
                if code in PROFILE.dimension("aufenthalt").path(leaf)
            )
            assert span.low <= true <= span.high
