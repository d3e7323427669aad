"""What a timeline shows: spans in lanes, the gaps between them, and its dates; without Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from kimdesk.ui.widgets.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kimdesk.ui.theme import Tone

GapMode = Literal["lane", "all", "none"]
GAP_LANE = "Lücken"
_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_YEARS_ONLY = 3 * 366
_SHORT = 200
_MARGIN = 20


@dataclass(frozen=True, slots=True)
class Span:
    """A time with both days included; ``end`` is ``None`` while it goes on."""

    start: date
    end: date | None
    label: str
    tone: Tone = "info"
    text: str = ""

    @property
    def period(self) -> str:
        """Start and end in German."""
        until = f"bis {format_date(self.end)}" if self.end else "bis heute offen"
        return f"{format_date(self.start)} {until}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a span; both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days are missing."""
        return (self.end - self.start).days + 1

    @property
    def label(self) -> str:
        """The words drawn at it."""
        return f"{self.days} {'Tag' if self.days == 1 else 'Tage'} Lücke"

    @property
    def period(self) -> str:
        """Start and end in German."""
        return f"{format_date(self.start)} bis {format_date(self.end)}"


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline."""

    label: str
    spans: tuple[Span, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Tick:
    """A date with its short name below the timeline."""

    day: date
    label: str


def gaps_between(spans: Sequence[Span]) -> tuple[Gap, ...]:
    """Return the days between the first start and the last end that no span covers."""
    found: list[Gap] = []
    covered: date | None = None
    for span in sorted(spans, key=lambda one: one.start):
        if covered is not None and span.start > covered + timedelta(days=1):
            found.append(Gap(covered + timedelta(days=1), span.start - timedelta(days=1)))
        if span.end is None:
            break
        covered = span.end if covered is None else max(covered, span.end)
    return tuple(found)


def bounds(lanes: Sequence[Lane], today: date) -> tuple[date, date]:
    """Return the first and last day to draw: all spans and today, with a little air."""
    starts = [span.start for lane in lanes for span in lane.spans]
    ends = [span.end or today for lane in lanes for span in lane.spans]
    first, last = min([*starts, today]), max([*ends, *starts, today])
    air = timedelta(days=max(_MARGIN, (last - first).days // 25))
    return max(first, date.min + air) - air, min(last, date.max - air) + air


def ticks(first: date, last: date) -> tuple[Tick, ...]:
    """Return the starts of years, quarters or months, whichever suits the length."""
    days = (last - first).days
    step = 12 if days > _YEARS_ONLY else 1 if days < _SHORT else 3
    result = []
    year, month = first.year, 1
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        if day >= first:
            result.append(Tick(day, _tick_label(day, step)))
        month += step
        if month > len(_MONTHS):
            year, month = year + 1, 1
        if year > date.max.year:
            break
    return tuple(result)


def _tick_label(day: date, step: int) -> str:
    if step == len(_MONTHS):
        return str(day.year)
    return f"{_MONTHS[day.month - 1]} {day.year}"


def rows_as_text(lanes: Sequence[Lane], mode: GapMode) -> tuple[tuple[str, str, str], ...]:
    """Return ``(lane, what, period)`` of every span and gap in the order of time per lane."""
    rows = []
    for lane in lanes:
        gaps = gaps_between(lane.spans) if mode == "lane" else ()
        items: list[Span | Gap] = sorted([*lane.spans, *gaps], key=lambda item: item.start)
        rows += [(lane.label, _said(item), item.period) for item in items]
    if mode == "all":
        everything = [span for lane in lanes for span in lane.spans]
        rows += [(GAP_LANE, gap.label, gap.period) for gap in gaps_between(everything)]
    return tuple(rows)


def _said(item: Span | Gap) -> str:
    if isinstance(item, Span) and item.text:
        return f"{item.label} – {item.text}" if item.label else item.text
    return item.label
