"""Where everything on a timeline stands; only measuring, no painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.timeline_data import (
    GAP_LANE,
    Gap,
    GapMode,
    Lane,
    Span,
    Tick,
    bounds,
    gaps_between,
    ticks,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

TODAY = "heute"
_LABEL_SHARE = 0.3
_TEXT_LINES = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A bar or gap with its place, and the text beside or in it (empty if there is no room)."""

    lane: str
    what: Span | Gap
    area: QRectF
    text: str
    text_area: QRectF
    inside: bool

    @property
    def said(self) -> str:
        """What a screen reader and the tooltip say."""
        words = [self.lane, self.what.label]
        if isinstance(self.what, Span):
            words.append(self.what.text)
        return ", ".join([*filter(None, words), self.what.period])


@dataclass(frozen=True, slots=True)
class Plan:
    """The finished arrangement for one width."""

    items: tuple[Item, ...]
    lanes: tuple[tuple[str, QRectF], ...]
    ticks: tuple[tuple[Tick, float, bool], ...]
    plot: QRectF
    today_x: float
    height: float


def plan(lanes: Sequence[Lane], today: date, mode: GapMode, width: float) -> Plan:
    """Arrange everything for a width; the height follows from the lanes."""
    first, last = bounds(lanes, today)
    metrics = QFontMetrics(font("small_strong"))
    names = [lane.label for lane in lanes] + ([GAP_LANE] if mode == "all" else [])
    wanted = max((metrics.horizontalAdvance(name) for name in names), default=0)
    left = min(wanted, width * _LABEL_SHARE) + px(14)
    top = metrics.height() + px(8)
    scale = _Scale(first, left, max(1.0, width - left - px(8)), (last - first).days or 1)
    items: list[Item] = []
    places: list[tuple[str, QRectF]] = []
    y = float(top)
    for label, content in _contents(lanes, mode):
        placed = _place_lane(label, content, today, scale, y)
        height = _lane_height(placed, y, metrics)
        places.append((label, QRectF(0, y, left - px(10), height)))
        items += placed
        y += height
    plot = QRectF(left, top, scale.room, y - top)
    shown = _spaced_ticks(ticks(first, last), scale, metrics)
    return Plan(
        tuple(items), tuple(places), shown, plot, scale.x(today), y + metrics.height() + px(12)
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to pixels."""

    first: date
    left: float
    room: float
    days: int

    def x(self, day: date, after: int = 0) -> float:
        return self.left + ((day - self.first).days + after) * self.room / self.days


def _contents(lanes: Sequence[Lane], mode: GapMode) -> list[tuple[str, list[Span | Gap]]]:
    result: list[tuple[str, list[Span | Gap]]] = []
    for lane in lanes:
        gaps = gaps_between(lane.spans) if mode == "lane" else ()
        result.append((lane.label, sorted([*lane.spans, *gaps], key=lambda item: item.start)))
    if mode == "all":
        everything = [span for lane in lanes for span in lane.spans]
        gaps = gaps_between(everything)
        if gaps:
            result.append((GAP_LANE, [*gaps]))
    return result


def _place_lane(
    label: str, content: Sequence[Span | Gap], today: date, scale: _Scale, y: float
) -> list[Item]:
    metrics = QFontMetrics(font("small_strong"))
    bars = [_bar_area(what, today, scale, y + px(8), metrics) for what in content]
    taken: list[QRectF] = []
    placed: dict[int, Item] = {}
    # Gaps choose their place first: they are what the timeline is looked at for.
    for number in sorted(range(len(bars)), key=lambda n: (isinstance(content[n], Span), n)):
        what, area = content[number], bars[number]
        width = metrics.horizontalAdvance(what.label)
        if width + px(20) <= area.width():
            inner = area.adjusted(px(12), 0, -px(6), 0)
            placed[number] = Item(label, what, area, what.label, inner, inside=True)
            continue
        below = _free_place(area, width, metrics.height(), scale, taken)
        text = what.label if below is not None else ""
        placed[number] = Item(label, what, area, text, below or QRectF(), inside=False)
    return [placed[number] for number in range(len(bars))]


def _bar_area(
    what: Span | Gap, today: date, scale: _Scale, top: float, metrics: QFontMetrics
) -> QRectF:
    left = scale.x(what.start)
    # An open span may begin after today; it still needs an end to be drawn.
    right = scale.x(max(what.end or today, what.start), after=1)
    return QRectF(left, top, max(right - left, px(8)), bar_height(metrics))


def bar_height(metrics: QFontMetrics) -> int:
    """Return the height of a bar: 30 pixels at 100 %, never less than its text."""
    return max(px(30), metrics.height() + px(10))


def _free_place(
    bar: QRectF, width: float, height: float, scale: _Scale, taken: list[QRectF]
) -> QRectF | None:
    """Find room for a text under its bar: centred, beside its neighbour, or one line lower."""
    gap = px(10)
    centre = bar.center().x() - width / 2
    for line in range(_TEXT_LINES):
        top = bar.bottom() + px(3) + line * height
        row = [other for other in taken if abs(other.top() - top) < 1]
        sideways = [other.right() + gap for other in row]
        sideways += [other.left() - gap - width for other in row]
        for wanted in sorted([centre, *sideways], key=lambda x: abs(x - centre)):
            left = max(scale.left, min(wanted, scale.left + scale.room - width))
            area = QRectF(left, top, width + 1, height)
            near = area.left() - gap <= bar.right() and area.right() + gap >= bar.left()
            if near and not any(_touch(area, other, gap) for other in row):
                taken.append(area)
                return area
    return None


def _touch(one: QRectF, other: QRectF, gap: float) -> bool:
    return one.left() < other.right() + gap - 1 and one.right() > other.left() - gap + 1


def _lane_height(placed: Sequence[Item], y: float, metrics: QFontMetrics) -> float:
    lowest = y + px(8) + bar_height(metrics)
    for item in placed:
        if item.text and not item.inside:
            lowest = max(lowest, item.text_area.bottom())
    return lowest - y + px(6)


def _spaced_ticks(
    all_ticks: Sequence[Tick], scale: _Scale, metrics: QFontMetrics
) -> tuple[tuple[Tick, float, bool], ...]:
    """Keep every line but name only as many as fit without touching."""
    result = []
    free_from = float("-inf")
    for tick in all_ticks:
        x = scale.x(tick.day)
        half = metrics.horizontalAdvance(tick.label) / 2
        fits = x - half >= max(free_from, 0) and x + half <= scale.left + scale.room + px(8)
        if fits:
            free_from = x + half + px(14)
        result.append((tick, x, fits))
    return tuple(result)
