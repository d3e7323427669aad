"""A quarter of the district as rows to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kimdesk.domain.catalogues import Catalogues
from kimdesk.domain.statistics.model import Cell
from kimdesk.domain.statistics.profile import Profile
from kimdesk.domain.statistics.spans import Place, Span
from kimdesk.usecases import published
from kimdesk.usecases.districts import DistrictView
from kimdesk.usecases.finding_words import FindingWords, words_received

PROTECTED = "."
NOT_SHOWN = "–"


_SHORT_NAME = 22


def shorten(name: str) -> str:
    """Return an office's name short enough for a column or a pill; the whole one is told beside."""
    return name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Total:
    """A headline figure of the district; ``offices`` counts those that are in it."""

    label: str
    text: str
    offices: int
    definition: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: labels, the district's sum or span, and each office's own number."""

    labels: tuple[str, ...]
    level: int
    low: int | None
    high: int | None
    text: str
    offices: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the sum is known exactly."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the district; ``spans`` tells whether any row is not exact."""

    id: str
    title: str
    unit: str
    columns: tuple[str, ...]
    definition: str
    lines: tuple[Line, ...]
    one_way: bool

    @property
    def spans(self) -> int:
        """How many rows are spans."""
        return sum(1 for line in self.lines if not line.exact)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the codes it is filtered by and the words it is read in."""

    office: str
    office_name: str
    field: str
    field_label: str
    kind: str
    kind_label: str
    frequency: str
    words: FindingWords


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the page shows of a quarter."""

    offices: tuple[str, ...]
    missing: tuple[str, ...]
    totals: tuple[Total, ...]
    sheets: tuple[Sheet, ...]
    findings: tuple[Found, ...]


def reading(profile: Profile, lists: Catalogues, view: DistrictView) -> Reading:
    """Return a quarter ready to be shown; slow for many offices, belongs in a worker."""
    here = [one.office for one in view.offices if not one.missing]
    names = {office.id: office.name for office in here}
    cells = {
        office: {published.place_of(cell): cell for cell in view.cells.get(office, ())}
        for office in names
    }
    spans = {published.place_of(span): span for span in view.spans}
    return Reading(
        tuple(names.values()),
        tuple(one.office.name for one in view.offices if one.missing),
        _totals(profile, spans),
        _sheets(profile, spans, tuple(cells.values())),
        _findings(lists, view, names),
    )


def _totals(profile: Profile, spans: Mapping[Place, Span]) -> tuple[Total, ...]:
    found = []
    for fact, place in published.headline_places(profile, spans):
        span = spans[place]
        text = published.span_text(fact.id, span.low, span.high)
        found.append(Total(fact.label, text, len(span.offices), fact.definition))
    return tuple(found)


def _sheets(
    profile: Profile,
    spans: Mapping[Place, Span],
    cells: Sequence[Mapping[Place, Cell]],
) -> tuple[Sheet, ...]:
    places = dict.fromkeys([*spans, *(place for one in cells for place in one)])
    return tuple(
        Sheet(
            table.id,
            f"{table.title} – {table.period}",
            table.unit,
            table.columns,
            table.definition,
            tuple(_line(row, spans.get(row.place), cells) for row in table.rows),
            table.one_way,
        )
        for table in published.tables(profile, places)
    )


def _line(
    row: published.LaidOutRow, span: Span | None, cells: Sequence[Mapping[Place, Cell]]
) -> Line:
    low, high = (span.low, span.high) if span else (None, None)
    text = published.span_text(row.place[1], span.low, span.high) if span else NOT_SHOWN
    numbers = tuple(_number(one.get(row.place)) for one in cells)
    return Line(row.labels, row.level, low, high, text, numbers)


def _number(cell: Cell | None) -> str:
    if cell is None:
        return NOT_SHOWN
    return PROTECTED if cell.value is None else published.figure_text(cell.fact, cell.value)


def _findings(lists: Catalogues, view: DistrictView, names: Mapping[str, str]) -> tuple[Found, ...]:
    order = {value.code: number for number, value in enumerate(lists["handlungsfelder"])}
    found = [
        Found(
            one.office,
            names.get(one.office, "unbekannte Stelle"),
            one.field,
            lists["handlungsfelder"].label(one.field),
            one.kind,
            lists["hinweisarten"].label(one.kind),
            lists["haeufigkeit"].label(one.frequency),
            words_received(lists, one),
        )
        for one in view.findings
    ]
    found.sort(key=lambda one: (order.get(one.field, len(order)), one.words.title, one.office_name))
    return tuple(found)
