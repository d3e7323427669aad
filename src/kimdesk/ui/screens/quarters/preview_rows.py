"""A preview as rows to look at: figures, tables with their reasons, and the raw lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kimdesk.domain.statistics.model import Cell, Reason, explain
from kimdesk.domain.statistics.profile import Profile
from kimdesk.domain.statistics.spans import Place
from kimdesk.usecases import published
from kimdesk.usecases.exports import statistic_rows
from kimdesk.usecases.quarters import Preview

PROTECTED = "."
_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class FigureView:
    """A headline figure."""

    label: str
    text: str
    definition: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A row of a table; ``why`` is empty where the number leaves."""

    labels: tuple[str, ...]
    level: int
    value: int | None
    why: str

    @property
    def text(self) -> str:
        """The number as it leaves."""
        return PROTECTED if self.value is None else published.figure_text("", self.value)


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its words; ``reasons`` pairs each reason that occurs with its count."""

    id: str
    title: str
    unit: str
    columns: tuple[str, ...]
    definition: str
    rows: tuple[CellView, ...]
    reasons: tuple[tuple[str, int], ...]
    one_way: bool


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of ``statistik.csv``."""

    columns: tuple[str, ...]


RAW_COLUMNS = ("tabelle", "fakt", "zeitraum", "dim1", "code1", "dim2", "code2", "dim3", "code3")


def figures(profile: Profile, preview: Preview) -> tuple[FigureView, ...]:
    """Return the headline figures in catalogue order."""
    values = _cells(preview)
    return tuple(
        FigureView(
            fact.label,
            published.figure_text(fact.id, values[place].value or 0),
            fact.definition,
        )
        for fact, place in published.headline_places(profile, values)
    )


def tables(profile: Profile, preview: Preview) -> tuple[TableView, ...]:
    """Return every table that leaves, protected cells with the reason in words."""
    cells = _cells(preview)
    return tuple(_table(table, cells) for table in published.tables(profile, cells))


def not_offered(profile: Profile, preview: Preview) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each reason why tables do not leave, with their titles."""
    found: dict[str, list[str]] = {}
    for table, why in preview.release.not_offered:
        found.setdefault(why, []).append(published.title_of(profile, table))
    return tuple((why, tuple(titles)) for why, titles in found.items())


def raw_lines(preview: Preview) -> tuple[RawLine, ...]:
    """Return exactly the lines that leave, codes and all."""
    lines = []
    for row in statistic_rows(preview.release):
        pairs = [text for pair in row.codes for text in pair]
        unused = [""] * (2 * _DIMENSIONS - len(pairs))
        value = PROTECTED if row.wert is None else str(row.wert)
        lines.append(RawLine((row.tabelle, row.fakt, row.zeitraum, *pairs, *unused, value)))
    return tuple(lines)


def _cells(preview: Preview) -> dict[Place, Cell]:
    return {published.place_of(cell): cell for cell in preview.release.cells}


def _table(table: published.LaidOutTable, cells: dict[Place, Cell]) -> TableView:
    rows = tuple(
        CellView(row.labels, row.level, cells[row.place].value, _why(cells[row.place].reason))
        for row in table.rows
    )
    reasons = Counter(row.why for row in rows if row.why)
    return TableView(
        table.id,
        f"{table.title} – {table.period}",
        table.unit,
        table.columns,
        table.definition,
        rows,
        tuple(reasons.items()),
        table.one_way,
    )


def _why(reason: Reason | None) -> str:
    return explain(reason) if reason else ""
