"""Quarters, half-years and years: when a fact falls due, and from which size on.

The length is fixed before the year from last year's published size, so that its absence tells
nothing, and one fact never appears as a half-year and as its quarters both.
"""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.model import FACT_TOTAL
from kimdesk.domain.statistics.profile import FactKind, Profile
from kimdesk.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kimdesk.domain.statistics.model import PastRelease

MIN_TOTAL: Final = 20
"""R1: below this total only headline figures and findings leave the office."""

CELLS_FACTOR: Final = 2
"""R1: a table needs this many times as many units as interior cells."""

STOCK_HALF_YEAR: Final = 500
"""Stock from which the key date comes twice a year."""

_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")


def quarter_parts(quarter: str) -> tuple[int, int]:
    """Return year and number of a quarter written ``2026-Q3``.

    Raises:
        InvalidInput: for anything else.
    """
    match = _QUARTER.fullmatch(quarter)
    if match is None:
        raise InvalidInput(field="quarter", problem="format")
    return int(match[1]), int(match[2])


def due_period(profile: Profile, fact: str, quarter: str, last_year_size: int | None) -> str | None:
    """Return the period of ``fact`` that the bundle of ``quarter`` carries, or None.

    Args:
        profile: the catalogue.
        fact: name of the fact; headline figures are due every quarter.
        quarter: for example ``2026-Q3``.
        last_year_size: published total of the fact last year (flows: sum over the year's
            periods; stock: the last key date), or None in the first year. For a median it is
            the size of the fact it follows.
    """
    kind = profile.fact(fact).kind
    if kind is FactKind.HEADLINE:
        quarter_parts(quarter)
        return quarter
    size = last_year_size or 0
    if kind is FactKind.STOCK:
        return _period(quarter, 2 if size >= STOCK_HALF_YEAR else 1)
    needed = required_total(profile, profile.fact(fact).follows or fact)
    parts = next((parts for parts in (4, 2) if size >= parts * needed), 1)
    return _period(quarter, parts)


def required_total(profile: Profile, fact: str) -> int:
    """Return the total from which the simplest tables of ``fact`` satisfy R1 in coarse groups.

    Larger cubes do not count: they would lengthen the period of the simple tables.
    """
    tables = profile.tables_of(fact)
    fewest = min((len(table.dimensions) for table in tables), default=0)
    sizes = [
        prod(len(profile.dimension(name).coarse()) for name in table.dimensions)
        for table in tables
        if len(table.dimensions) == fewest
    ]
    return max([MIN_TOTAL, *(CELLS_FACTOR * size for size in sizes)])


def published_sizes(profile: Profile, past: Iterable[PastRelease], year: int) -> dict[str, int]:
    """Return per fact the total that was published for ``year``, for next year's periods.

    Flows are summed over the periods, a stock counts with its last key date. Only the first
    revision that published a period counts: a later correction must not change the lengths.
    """
    first: dict[tuple[str, str], int] = {}
    for release in sorted(past, key=lambda one: (one.quarter, one.revision)):
        for cell in release.cells:
            is_total = cell.table == FACT_TOTAL and cell.published
            if is_total and cell.period.startswith(str(year)) and cell.value is not None:
                first.setdefault((cell.fact, cell.period), cell.value)
    sizes: dict[str, int] = {}
    for (fact, _), value in first.items():
        flow = profile.fact(fact).kind is FactKind.FLOW
        sizes[fact] = value + (sizes.get(fact, 0) if flow else 0)
    for entry in profile.facts:
        if entry.follows in sizes:
            sizes[entry.id] = sizes[entry.follows]
    return sizes


def parts_of_year(period: str) -> int:
    """Return how many such periods a year has: 4, 2 or 1."""
    return {"Q": 4, "H": 2}.get(period[5:6], 1)


def _period(quarter: str, parts: int) -> str | None:
    """Return the period that ends with ``quarter`` when the year has ``parts`` of them."""
    year, number = quarter_parts(quarter)
    if number * parts % 4:
        return None
    return {4: f"{year}-Q{number}", 2: f"{year}-H{number // 2}", 1: f"{year}"}[parts]
