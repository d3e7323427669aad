"""Whether the rows of a bundle are those of the catalogue that its manifest names.

The district computes with the catalogue's trees. A row from outside could be added to nothing and
would stop the whole view, so even an enrolled office cannot bring one in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kimdesk.domain.statistics.lattice import build_grid, key_of
from kimdesk.domain.statistics.periods import parts_of_year, quarter_parts
from kimdesk.domain.statistics.profile import FactKind
from kimdesk.errors import BadBundle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kimdesk.bundles.contents import CodeRow, StatisticRow
    from kimdesk.domain.statistics.model import Codes
    from kimdesk.domain.statistics.profile import Fact, Profile


def check_catalogued(
    profile: Profile,
    quarter: str,
    rows: Iterable[StatisticRow],
    codes: Iterable[CodeRow],
) -> None:
    """Check facts, tables, periods and codes against the catalogue.

    Raises:
        BadBundle: if a row or a code is not in it, a table is not whole, or a period does not end
            with the bundle's quarter.
    """
    trees = {
        (tree.id, entry.code, entry.parent or "")
        for tree in profile.dimensions
        for entry in tree.codes
    }
    if not {(row.dimension, row.code, row.oberkode) for row in codes} <= trees:
        raise BadBundle(problem="codes catalogue")
    facts = {fact.id: fact for fact in profile.facts}
    groups: dict[tuple[str, str, str], dict[Codes, int | None]] = {}
    for row in rows:
        groups.setdefault((row.fakt, row.tabelle, row.zeitraum), {})[row.codes] = row.wert
    for (name, table, period), found in groups.items():
        fact = facts.get(name)
        if fact is None or period not in _periods(fact, quarter):
            raise BadBundle(problem="statistik catalogue")
        if not _fits(profile, fact, table, found):
            raise BadBundle(problem="statistik catalogue")


def _periods(fact: Fact, quarter: str) -> set[str]:
    """Return the periods that end with the quarter."""
    year, number = quarter_parts(quarter)
    ending = {quarter, *([f"{year}-H{number // 2}"] if number % 2 == 0 else [])}
    if number == parts_of_year(quarter):
        ending.add(str(year))
    return {quarter} if fact.kind is FactKind.HEADLINE else ending


def _fits(profile: Profile, fact: Fact, name: str, found: dict[Codes, int | None]) -> bool:
    """Tell whether the rows are one whole table of the fact, in full or in coarse groups.

    Headline figures and totals are never protected.
    """
    if fact.table:
        exact = fact.kind is FactKind.MEDIAN or None not in found.values()
        return name == fact.table and set(found) == {()} and exact
    table = next((one for one in profile.tables_of(fact.id) if one.id == name), None)
    if table is None:
        return False
    grids = [build_grid(profile, table, full=full) for full in (True, False)]
    whole = any(set(found) == {grid.codes(row) for row in grid.members} for grid in grids)
    return whole and all(value is not None for at, value in found.items() if not key_of(at))
