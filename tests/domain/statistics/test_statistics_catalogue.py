"""The shipped profile and what a profile must be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kimdesk.config import resources_folder
from kimdesk.domain.statistics import (
    SHIPPED,
    Cell,
    FactKind,
    codes_used,
    due_period,
    parse_profile,
    shipped_profile,
)
from kimdesk.errors import InvalidInput

PROFILE = shipped_profile()


def document() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((resources_folder() / SHIPPED).read_text(encoding="utf-8"))
    return raw


def refused(raw: dict[str, Any]) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse_profile(json.dumps(raw))
    return str(caught.value.facts["problem"])


@pytest.mark.parametrize(
    ("dimension", "leaves"),
    [
        ("geschlecht", "w m"),
        ("alter", "0-5 6-13 14-17 18-26 27-39 40-54 55-66 67+"),
        ("aufenthalt", "EU SCHUTZ UKR ASYL DULDUNG TITEL FAM_UNBEFR DEU_SONST"),
        ("rechtskreis", "ASYLBLG SGB2 SGB_SONST ERWERB UNGEDECKT SONST"),
        ("handlungsfeld", " ".join(f"HF{number:02}" for number in range(1, 15))),
        ("wechseltyp", "ASYLBLG_SGB2 UKR SGB2_ERWERB ERWERB_SGB SGB8_ANDERE ANDERE"),
        ("wechselergebnis", "LUECKENLOS UEBERBRUECKT LUECKE NICHT_GELUNGEN"),
    ],
)
def test_the_leaves_are_the_codes_of_the_case_file(dimension: str, leaves: str) -> None:
    assert set(PROFILE.dimension(dimension).leaves()) == set(leaves.split())


def test_coarse_groups_are_two_to_six() -> None:
    assert {2 <= len(dimension.coarse()) <= 6 for dimension in PROFILE.dimensions} == {True}


def test_only_sex_and_age_are_normal() -> None:
    normal = {dimension.id for dimension in PROFILE.dimensions if not dimension.sensitive}
    assert normal == {"geschlecht", "alter"}


def test_fact_names_tell_their_kind() -> None:
    prefixes = {FactKind.HEADLINE: "eckwert_", FactKind.STOCK: "bestand_"}
    for fact in PROFILE.facts:
        assert fact.id.startswith(prefixes.get(fact.kind, "fluss_"))
        assert fact.definition.endswith(".")
        assert len(fact.definition) > 40


def test_codes_list_the_whole_tree_of_every_used_dimension() -> None:
    cell = Cell("B1", "bestand_klienten", "2026", (("geschlecht", "w"),), 9)
    headline = Cell("A1", "eckwert_faelle_bestand", "2026-Q4", (), 9)
    assert codes_used(PROFILE, [cell, headline]) == (
        ("geschlecht", "INSG", "Insgesamt", "", "1"),
        ("geschlecht", "m", "männlich", "INSG", "1"),
        ("geschlecht", "w", "weiblich", "INSG", "1"),
    )


def test_a_doubled_code_is_no_tree() -> None:
    raw = document()
    raw["dimensions"][0]["codes"].append({"code": "w", "label": "noch einmal"})
    assert refused(raw) == "not a tree"


def test_an_unknown_parent_is_no_tree() -> None:
    raw = document()
    raw["dimensions"][0]["codes"].append({"code": "x", "label": "x", "parent": "nirgends"})
    assert refused(raw) == "not a tree"


def test_a_group_with_one_child_is_refused() -> None:
    raw = document()
    raw["dimensions"][0]["codes"].append({"code": "x", "label": "x", "parent": "w"})
    assert refused(raw) == "group with one child"


def test_cubes_that_close_a_cycle_are_refused() -> None:
    raw = document()
    for name, pair in (("X1", (0, 1)), ("X2", (1, 2)), ("X3", (2, 0))):
        dimensions = [raw["dimensions"][at]["id"] for at in pair]
        raw["tables"].append(
            {"id": name, "title": name, "fact": "bestand_klienten", "dimensions": dimensions}
        )
    assert refused(raw) == "tables close a cycle"
    raw["tables"].pop()
    assert parse_profile(json.dumps(raw)).table("X2").dimensions == ("alter", "aufenthalt")


def test_four_dimensions_are_refused() -> None:
    raw = document()
    names = [dimension["id"] for dimension in raw["dimensions"][:4]]
    raw["tables"][0]["dimensions"] = names
    assert refused(raw) == "dimensions"


def test_too_many_leaves_are_refused() -> None:
    raw = document()
    for at in (4, 5):
        raw["dimensions"][at]["codes"] += [
            {"code": f"x{number}", "label": "x"} for number in range(40)
        ]
    raw["tables"][0]["dimensions"] = ["handlungsfeld", "wechseltyp"]
    assert refused(raw) == "too many leaves"


def test_a_breakdown_of_a_headline_figure_is_refused() -> None:
    raw = document()
    raw["tables"][0]["fact"] = "eckwert_personen"
    assert refused(raw) == "fact has no breakdown"


def test_broken_json_is_refused() -> None:
    with pytest.raises(InvalidInput):
        parse_profile("{")


@pytest.mark.parametrize("ask", [PROFILE.fact, PROFILE.table, PROFILE.dimension])
def test_unknown_names_are_refused(ask: Any) -> None:
    with pytest.raises(InvalidInput):
        ask("gibt_es_nicht")


@pytest.mark.parametrize(
    ("fact", "size", "expected"),
    [
        ("eckwert_personen", None, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("bestand_klienten", None, [None, None, None, "2026"]),
        ("bestand_klienten", 499, [None, None, None, "2026"]),
        ("bestand_klienten", 500, [None, "2026-H1", None, "2026-H2"]),
        ("fluss_bedarfe", None, [None, None, None, "2026"]),
        ("fluss_bedarfe", 39, [None, None, None, "2026"]),
        ("fluss_bedarfe", 40, [None, "2026-H1", None, "2026-H2"]),
        ("fluss_bedarfe", 79, [None, "2026-H1", None, "2026-H2"]),
        ("fluss_bedarfe", 80, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("fluss_luecke_wochen", 80, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
    ],
)
def test_periods_follow_from_last_years_size(
    fact: str, size: int | None, expected: list[str | None]
) -> None:
    due = [due_period(PROFILE, fact, f"2026-Q{number}", size) for number in (1, 2, 3, 4)]
    assert due == expected


@pytest.mark.parametrize("quarter", ["2026-Q5", "2026", "26-Q1", "2026-Q1 ", ""])
def test_a_quarter_is_written_in_one_way(quarter: str) -> None:
    with pytest.raises(InvalidInput):
        due_period(PROFILE, "eckwert_personen", quarter, None)
