"""Figures add up along the trees, protected ones included as far as that can be told."""

from __future__ import annotations

import pytest

from kimdesk.bundles.contents import CodeRow, StatisticRow
from kimdesk.bundles.sums import check_sums
from kimdesk.errors import BadBundle

CODES = tuple(
    CodeRow("geschlecht", code, code, above, "1")
    for code, above in (("INSG", ""), ("w", "INSG"), ("m", "INSG"))
)


def rows(total: int, women: int | None, men: int | None) -> list[StatisticRow]:
    figures = {"INSG": total, "w": women, "m": men}
    return [
        StatisticRow("B1", "bestand_klienten", "2026", (("geschlecht", code),), value)
        for code, value in figures.items()
    ]


@pytest.mark.parametrize("parts", [(20, 30), (None, 30), (None, 50), (None, None)])
def test_parts_that_make_up_the_total_or_less_are_right(
    parts: tuple[int | None, int | None],
) -> None:
    check_sums(rows(50, *parts), CODES)


@pytest.mark.parametrize("parts", [(20, 31), (20, 29), (None, 51)])
def test_parts_that_contradict_the_total_are_refused(parts: tuple[int | None, int]) -> None:
    with pytest.raises(BadBundle):
        check_sums(rows(50, *parts), CODES)
