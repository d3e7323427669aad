"""Attacks on what an office publishes: the promise is that nobody is recognisable in it."""

from __future__ import annotations

import json
from dataclasses import replace
from statistics import mean

import pytest

from attacks.attacker import Attacker
from attacks.offices import (
    PROFILE,
    Office,
    as_rows,
    code_rows,
    in_group,
    office,
    quarters,
)
from attacks.proofs import assert_differences_safe, assert_hidden
from kimdesk.domain.statistics import (
    ROOT,
    Observation,
    Profile,
    build_release,
    parse_profile,
)

SIZES = (5, 12, 20, 30, 47, 60, 119, 120, 300)


@pytest.mark.parametrize("size", SIZES)
def test_small_cells_stay_open_from_none_to_k_through_eight_quarters(size: int) -> None:
    one = office(size, size)
    for quarter in quarters(2026, 2):
        one.live(quarter)
        assert_hidden(one.export(one.release(quarter)))
    assert_differences_safe(one.past)


def test_the_attacker_finds_small_cells_to_attack_at_all() -> None:
    found = 0
    for seed in range(10):
        one = office(seed, 40)
        one.live("2026-Q4")
        found += assert_hidden(one.release("2026-Q4"))
    assert found > 20


def test_the_attacker_succeeds_where_only_the_small_cell_is_hidden() -> None:
    one = office(1, 60)
    release = one.release("2026-Q4")
    rows = [row for row in as_rows(release.cells) if row["tabelle"] == "B1"]
    women = next(row for row in rows if row["code1"] == "w")
    true = int(women["wert"])
    women["wert"] = "."
    known = Attacker(rows, code_rows(release.cells)).hidden()
    assert [(one.least, one.greatest) for one in known.values()] == [(true, true)]


def test_an_office_of_three_thousand_withstands_too() -> None:
    one = office(3, 3000)
    for quarter in ("2026-Q4", "2027-Q4"):
        one.live(quarter, moves=0.01)
        assert_hidden(one.export(one.release(quarter)))
    assert assert_differences_safe(one.past) > 20


@pytest.mark.parametrize(
    ("size", "normal", "sensitive"), [(30, 0.86, 0.72), (60, 0.95, 0.88), (119, 0.99, 0.96)]
)
def test_most_of_the_mass_stays_visible(size: int, normal: float, sensitive: float) -> None:
    seen: dict[str, list[float]] = {"B2": [], "B3": [], "B4": []}
    for seed in range(20):
        release = office(seed, size).release("2026-Q4")
        for table, shares in seen.items():
            coarse = {
                ((name, code),)
                for name in PROFILE.table(table).dimensions
                for code in PROFILE.dimension(name).coarse()
            }
            values = [c.value or 0 for c in release.cells if c.table == table and c.codes in coarse]
            shares.append(sum(values) / size)
    assert mean(seen["B2"]) >= normal
    assert mean(seen["B3"] + seen["B4"]) >= sensitive


def test_all_or_nothing_is_hidden() -> None:
    everyone = in_group("DULDUNG", 40, 0)
    one = Office(office(1, 0).random)
    release = one.release("2026-Q4", 1, everyone)
    shown = {(c.table, c.codes[0][1]): c.value for c in release.cells if c.codes}
    assert shown["B3", "INSG"] == 40
    assert all(value is None for (_, code), value in shown.items() if code != ROOT)
    assert_hidden(release)


def test_one_large_family_is_no_crowd() -> None:
    family = [replace(one, household=7) for one in in_group("UKR", 12, 0)]
    others = [*in_group("EU", 20, 100), *in_group("SCHUTZ", 0, 200), *in_group("ASYL", 11, 300)]
    one = Office(office(1, 0).random)
    release = one.release("2026-Q4", 1, [*family, *others])
    hidden = {c.codes[0][1] for c in release.cells if c.table == "B3" and c.value is None}
    assert "SCHUTZ_UKR" in hidden
    attacker = Attacker(as_rows(release.cells), code_rows(release.cells))
    known = attacker.hidden()["bestand_klienten", "2026", "aufenthalt=SCHUTZ_UKR"]
    assert known.least == 0
    assert known.greatest >= 17


def _star() -> Profile:
    """Return a profile with linked cubes of three dimensions over small trees."""

    def tree(name: str, groups: dict[str, list[str]], *, sensitive: bool) -> dict[str, object]:
        codes: list[dict[str, str]] = []
        for group, leaves in groups.items():
            codes.append({"code": group, "label": group})
            codes += [{"code": leaf, "label": leaf, "parent": group} for leaf in leaves]
        return {"id": name, "label": name, "sensitive": sensitive, "codes": codes}

    return parse_profile(
        json.dumps(
            {
                "id": "stern",
                "version": "1",
                "label": "Stern",
                "dimensions": [
                    tree(
                        "ort", {"Nord": ["N1", "N2"], "Sued": ["S1", "S2", "S3"]}, sensitive=False
                    ),
                    tree("geschlecht", {"w": [], "m": []}, sensitive=False),
                    tree("alter", {"u18": [], "18+": ["18-39", "40+"]}, sensitive=False),
                    tree("status", {"A": ["A1", "A2"], "B": [], "C": []}, sensitive=True),
                ],
                "facts": [
                    {"id": "fluss_zugang", "kind": "flow", "label": "Zugang", "definition": "Test"}
                ],
                "tables": [
                    {
                        "id": "S1",
                        "title": "1",
                        "fact": "fluss_zugang",
                        "dimensions": ["ort", "geschlecht", "alter"],
                    },
                    {
                        "id": "S2",
                        "title": "2",
                        "fact": "fluss_zugang",
                        "dimensions": ["ort", "geschlecht", "status"],
                    },
                    {"id": "S3", "title": "3", "fact": "fluss_zugang", "dimensions": ["alter"]},
                ],
            }
        )
    )


@pytest.mark.parametrize("size", [60, 130, 250])
def test_linked_cubes_of_three_dimensions_withstand(size: int) -> None:
    star = _star()
    random = office(size, 0).random
    people = [
        Observation(
            "fluss_zugang",
            at,
            at // 2,
            {
                tree.id: random.choices(tree.leaves(), range(len(tree.leaves()), 0, -1))[0]
                for tree in star.dimensions
            },
        )
        for at in range(size)
    ]
    release = build_release(star, "2026-Q4", 1, {}, people, [])
    assert len({cell.table for cell in release.cells}) >= 2
    assert assert_hidden(release, star) > 5
    moved = [replace(one, codes=dict(one.codes) | {"status": "C"}) for one in people[:3]]
    again = build_release(star, "2026-Q4", 2, {}, [*moved, *people[3:]], [release.as_past()])
    assert_hidden(again, star)
    assert_differences_safe([release.as_past(), again.as_past()], star)
