"""Published cells laid out as people read them: titles, labels and order from the catalogue.

The window, the print and the district show the same rows in the same order, so the layout is made
in one place and the values are put in by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kimdesk.domain.dates import Quarter
from kimdesk.domain.statistics.model import Cell, Codes
from kimdesk.domain.statistics.profile import Fact, FactKind, Profile
from kimdesk.domain.statistics.spans import Place, Span

POSTS_FACT = "eckwert_vze"
"""The one figure that is stored in hundredths."""


@dataclass(frozen=True, slots=True)
class LaidOutRow:
    """A row: one label per dimension, its depth in the tree (0 = total), and where it stands."""

    labels: tuple[str, ...]
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class LaidOutTable:
    """A table with all words it needs; ``columns`` name its dimensions."""

    id: str
    title: str
    period: str
    unit: str
    columns: tuple[str, ...]
    definition: str
    rows: tuple[LaidOutRow, ...]

    @property
    def one_way(self) -> bool:
        """Whether it has a single dimension, so that bars can be drawn beside it."""
        return len(self.columns) == 1 and len(self.rows) > 1


def place_of(cell: Cell | Span) -> Place:
    """Return where a cell or span stands: table, fact, period and codes."""
    return cell.table, cell.fact, cell.period, cell.codes


def headline_places(profile: Profile, places: Iterable[Place]) -> tuple[tuple[Fact, Place], ...]:
    """Return the headline figures in catalogue order, each with its fact."""
    known = {place[1]: place for place in places}
    return tuple(
        (fact, known[fact.id])
        for fact in profile.facts
        if fact.kind is FactKind.HEADLINE and fact.id in known
    )


def tables(profile: Profile, places: Iterable[Place]) -> tuple[LaidOutTable, ...]:
    """Return the tables and medians in catalogue order, one for each period."""
    groups: dict[tuple[str, str, str], list[Codes]] = {}
    for table, fact, period, codes in dict.fromkeys(places):
        if profile.fact(fact).kind is not FactKind.HEADLINE:
            groups.setdefault((table, fact, period), []).append(codes)
    order = {table.id: number for number, table in enumerate(profile.tables)}
    keys = sorted(groups, key=lambda key: (order.get(key[0], len(order)), key))
    return tuple(_table(profile, key, groups[key]) for key in keys)


def title_of(profile: Profile, table: str) -> str:
    """Return the German title of a table or of the fact that is published as one row."""
    titles = {entry.table: entry.label for entry in profile.facts if entry.table}
    titles |= {entry.id: entry.title for entry in profile.tables}
    return titles.get(table, table)


def german_period(period: str) -> str:
    """Return ``3. Quartal 2026``, ``2. Halbjahr 2026`` or ``Jahr 2026``."""
    if "-Q" in period:
        return Quarter.parse(period).german
    year, _, half = period.partition("-H")
    return f"{half}. Halbjahr {year}" if half else f"Jahr {year}"


def figure_text(fact: str, value: int) -> str:
    """Return a figure as written in German; staff posts with their decimals."""
    if fact == POSTS_FACT:
        return f"{value // 100},{value % 100:02}"
    return f"{value:,}".replace(",", ".")


def span_text(fact: str, low: int, high: int) -> str:
    """Return ``14`` or, where offices protected cells, ``14–18``."""
    if low == high:
        return figure_text(fact, low)
    return f"{figure_text(fact, low)}–{figure_text(fact, high)}"


def _table(profile: Profile, key: tuple[str, str, str], found: list[Codes]) -> LaidOutTable:
    table, fact, period = key
    about = profile.fact(fact)
    median = about.kind is FactKind.MEDIAN
    rows = sorted(found, key=lambda codes: _catalogue_order(profile, codes))
    names = [name for name, _ in rows[0]]
    return LaidOutTable(
        table,
        title_of(profile, table),
        german_period(period),
        "Wochen" if median else "Anzahl",
        tuple(profile.dimension(name).label for name in names) or ("Kennzahl",),
        about.definition,
        tuple(_row(profile, (table, fact, period, codes)) for codes in rows),
    )


def _catalogue_order(profile: Profile, codes: Codes) -> tuple[int, ...]:
    return tuple(
        [entry.code for entry in profile.dimension(name).codes].index(code) for name, code in codes
    )


def _row(profile: Profile, place: Place) -> LaidOutRow:
    _, fact, _, codes = place
    if not codes:
        return LaidOutRow((profile.fact(fact).label,), 0, place)
    depths = [len(profile.dimension(name).path(code)) - 1 for name, code in codes]
    level = 0 if not any(depths) else max(depths[0], 1)
    return LaidOutRow(tuple(_label(profile, *pair) for pair in codes), level, place)


def _label(profile: Profile, dimension: str, code: str) -> str:
    return next(entry.label for entry in profile.dimension(dimension).codes if entry.code == code)
