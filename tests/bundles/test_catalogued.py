"""Even an enrolled office brings nothing in that the catalogue does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kimdesk.bundles.catalogued import check_catalogued
from kimdesk.bundles.contents import CodeRow, StatisticRow
from kimdesk.domain.statistics.catalogue import shipped_profile
from kimdesk.errors import BadBundle

PROFILE = shipped_profile()
QUARTER = "2026-Q4"
CODES = tuple(
    CodeRow(tree.id, one.code, one.label, one.parent or "", PROFILE.version)
    for tree in PROFILE.dimensions
    for one in tree.codes
)
STOCK = StatisticRow("A1", "eckwert_faelle_bestand", QUARTER, (), 50)
GAP = StatisticRow("D3", "fluss_luecke_wochen", "2026", (), None)


def breakdown(
    codes: tuple[str, ...], table: str = "B2", dimension: str = "alter", period: str = "2026"
) -> tuple[StatisticRow, ...]:
    """Return a table in which only the total is shown."""
    fact = PROFILE.table(table).fact
    return tuple(
        StatisticRow(table, fact, period, ((dimension, code),), 50 if code == "INSG" else None)
        for code in codes
    )


COARSE = ("INSG", *PROFILE.dimension("alter").coarse())
FULL = tuple(one.code for one in PROFILE.dimension("alter").codes)
FIELDS = tuple(one.code for one in PROFILE.dimension("handlungsfeld").codes)


@pytest.mark.parametrize("shown", [COARSE, FULL])
def test_whole_tables_in_coarse_groups_or_in_full_are_known(shown: tuple[str, ...]) -> None:
    check_catalogued(PROFILE, QUARTER, [STOCK, GAP, *breakdown(shown)], CODES)


@pytest.mark.parametrize("period", ["2026-Q4", "2026-H2", "2026"])
def test_a_table_belongs_to_a_period_that_ends_with_the_quarter(period: str) -> None:
    rows = breakdown(FIELDS, "C1", "handlungsfeld", period)
    check_catalogued(PROFILE, QUARTER, rows, CODES)


@pytest.mark.parametrize(
    ("quarter", "period"),
    [("2026-Q3", "2026"), ("2026-Q4", "2026-H1"), ("2026-Q4", "2025"), ("2026-Q4", "2026-Q3")],
)
def test_any_other_period_is_refused(quarter: str, period: str) -> None:
    rows = breakdown(FIELDS, "C1", "handlungsfeld", period)
    with pytest.raises(BadBundle):
        check_catalogued(PROFILE, quarter, rows, CODES)


@pytest.mark.parametrize(
    "row",
    [
        replace(STOCK, fakt="eckwert_erfunden"),
        replace(STOCK, tabelle="A2"),
        replace(STOCK, zeitraum="2026"),
        replace(STOCK, wert=None),
        replace(GAP, codes=(("alter", "INSG"),)),
        StatisticRow("Z9", "bestand_klienten", "2026", (("alter", "INSG"),), 50),
        StatisticRow("C1", "bestand_klienten", "2026", (("handlungsfeld", "INSG"),), 50),
    ],
)
def test_a_row_outside_the_catalogue_is_refused(row: StatisticRow) -> None:
    with pytest.raises(BadBundle):
        check_catalogued(PROFILE, QUARTER, [row], CODES)


@pytest.mark.parametrize("shown", [COARSE[:-1], ("INSG", "0-5"), (*COARSE, "67+"), ("INSG", "x")])
def test_a_table_with_missing_or_foreign_rows_is_refused(shown: tuple[str, ...]) -> None:
    with pytest.raises(BadBundle):
        check_catalogued(PROFILE, QUARTER, breakdown(shown), CODES)


def test_a_table_whose_total_is_protected_is_refused() -> None:
    rows = [replace(row, wert=None) for row in breakdown(COARSE)]
    with pytest.raises(BadBundle):
        check_catalogued(PROFILE, QUARTER, rows, CODES)


@pytest.mark.parametrize(
    "code",
    [
        CodeRow("haarfarbe", "INSG", "Insgesamt", "", "1"),
        CodeRow("alter", "100+", "über 100", "67+", "1"),
        CodeRow("alter", "67+", "67 und älter", "u18", "1"),
    ],
)
def test_a_code_outside_the_catalogue_is_refused(code: CodeRow) -> None:
    with pytest.raises(BadBundle):
        check_catalogued(PROFILE, QUARTER, [STOCK], [*CODES, code])
