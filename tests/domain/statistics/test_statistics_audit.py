"""The audit must notice what the protection overlooked."""

from __future__ import annotations

import pytest

from kimdesk.domain.statistics import Cell, shipped_profile
from kimdesk.domain.statistics import programme as solver
from kimdesk.domain.statistics.audit import Claim, audit

PROFILE = shipped_profile()
FACT = "bestand_klienten"
GROUP = (FACT, "2026")


def rows(table: str, dimension: str, values: dict[str, int | None]) -> list[Cell]:
    return [
        Cell(table, FACT, "2026", ((dimension, code),), value) for code, value in values.items()
    ]


def sex(women: int | None, men: int | None) -> list[Cell]:
    return rows("B1", "geschlecht", {"INSG": 30, "w": women, "m": men})


def claim(dimension: str, code: str, low: int, high: int) -> Claim:
    return Claim(GROUP, frozenset({(dimension, code)}), low, high)


MEN = claim("geschlecht", "m", 0, 3)

COARSE = {
    "INSG": 30,
    "EU": None,
    "SCHUTZ_UKR": 12,
    "ASYL_DULDUNG": 9,
    "TITEL_FAM": None,
    "DEU_SONST": 5,
}


def test_a_table_with_complement_is_proved_by_whole_tables() -> None:
    verdict = audit(PROFILE, sex(None, None), [MEN])
    assert (verdict.proven, verdict.withdrawn) == (("B1",), ())
    assert verdict.claims == 2
    assert 1 <= verdict.witnesses <= 2


def test_a_small_cell_without_complement_is_withdrawn() -> None:
    verdict = audit(PROFILE, sex(28, None), [MEN])
    assert (verdict.proven, verdict.withdrawn) == ((), ("B1",))
    assert verdict.report().sentences[-1].endswith("B1.")


def test_a_published_small_cell_is_withdrawn() -> None:
    assert audit(PROFILE, sex(28, 2), [MEN]).withdrawn == ("B1",)


def test_two_hidden_cells_that_cannot_reach_k_are_withdrawn() -> None:
    few = COARSE | {"SCHUTZ_UKR": 13}
    wanted = claim("aufenthalt", "EU", 0, 5)
    assert audit(PROFILE, rows("B3", "aufenthalt", few), [wanted]).withdrawn == ("B3",)
    assert audit(PROFILE, rows("B3", "aufenthalt", COARSE), [wanted]).withdrawn == ("B3",)
    enough = COARSE | {"SCHUTZ_UKR": 11}
    assert audit(PROFILE, rows("B3", "aufenthalt", enough), [wanted]).withdrawn == ()


def test_only_the_unproved_table_is_withdrawn() -> None:
    both = [*sex(28, None), *rows("B3", "aufenthalt", COARSE | {"SCHUTZ_UKR": 11})]
    verdict = audit(PROFILE, both, [MEN, claim("aufenthalt", "EU", 0, 5)])
    assert (verdict.proven, verdict.withdrawn) == (("B3",), ("B1",))


def test_rows_that_contradict_each_other_prove_nothing() -> None:
    both = [*sex(None, None), *rows("B3", "aufenthalt", COARSE | {"INSG": 31})]
    assert audit(PROFILE, both, [MEN]).withdrawn == ("B1", "B3")


def test_rows_that_do_not_add_up_prove_nothing() -> None:
    wrong = rows("B1", "geschlecht", {"INSG": 30, "w": 31, "m": None})
    assert audit(PROFILE, wrong, [MEN]).withdrawn == ("B1",)


def test_nothing_is_published_on_a_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "TIME_LIMIT", 0.0)
    assert audit(PROFILE, sex(None, None), [MEN]).withdrawn == ("B1",)


def test_nothing_is_proved_after_cancelling() -> None:
    verdict = audit(PROFILE, sex(None, None), [MEN], cancelled=lambda: True)
    assert verdict.withdrawn == ("B1",)


def test_claims_of_another_period_do_not_count() -> None:
    other = Claim((FACT, "2025"), frozenset({("geschlecht", "m")}), 0, 3)
    assert audit(PROFILE, sex(28, 2), [other]).claims == 0
