"""Spans of time in lanes, with the gaps that cost people money."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.hatching import paint_hatch
from kimdesk.ui.widgets.labels import announce, name_it, slug
from kimdesk.ui.widgets.timeline_data import Gap, GapMode, Lane, rows_as_text
from kimdesk.ui.widgets.timeline_layout import TODAY, Item, Plan, bar_height, plan

_USUAL = 560
"""Comfortable width in pixels at 100 %."""

if TYPE_CHECKING:
    from collections.abc import Sequence


class Timeline(QWidget):
    """A painted timeline.

    The arrow keys walk over spans and gaps, which are then spoken; ``activated`` carries the
    span on Return or click.
    """

    activated = Signal(object)

    def __init__(self, label: str) -> None:
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()
        self._today = date.min
        self._mode: GapMode = "lane"
        self._plan: Plan | None = None
        self._current = -1
        name_it(self, f"timeline-{slug(label)}", label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lanes(self, lanes: Sequence[Lane], today: date, gaps: GapMode = "lane") -> None:
        """Show lanes.

        Args:
            lanes: from top to bottom.
            today: where the line stands; open spans are drawn up to it.
            gaps: between the spans of each lane, or of ``all`` lanes together (days on which
                nothing at all was in force), or none.
        """
        self._lanes, self._today, self._mode = tuple(lanes), today, gaps
        self._current = -1
        self.setAccessibleDescription("; ".join(", ".join(row) for row in self.rows_as_text()))
        self._arrange()

    def rows_as_text(self) -> tuple[tuple[str, str, str], ...]:
        """Return ``(lane, what, period)`` for the table that says the same."""
        return rows_as_text(self._lanes, self._mode)

    def current_text(self) -> str:
        """Return what the walked-to item says, or nothing."""
        return self._items()[self._current].said if self._current >= 0 else ""

    def _items(self) -> tuple[Item, ...]:
        return self._plan.items if self._plan else ()

    def _arrange(self) -> None:
        if not self._lanes:
            self._plan = None
            return
        # Before a layout gave it a place, its width says nothing and its height would mislead.
        placed = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        width = self.width() if placed else max(self.width(), px(_USUAL))
        self._plan = plan(self._lanes, self._today, self._mode, width)
        self.setFixedHeight(round(self._plan.height))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable width; the height is fixed by the lanes."""
        return QSize(px(_USUAL), self.height())

    def minimumSizeHint(self) -> QSize:
        """Keep the labels and some time readable."""
        return QSize(px(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Return."""
        key = event.key()
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if key in steps:
            self._walk(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._change_lane(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0:
            self.activated.emit(self._items()[self._current].what)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        items = self._items()
        order = sorted(range(len(items)), key=lambda n: (items[n].what.start, n))
        if not order:
            return
        at = order.index(self._current) + step if self._current >= 0 else 0
        self._go(order[min(max(at, 0), len(order) - 1)])

    def _change_lane(self, step: int) -> None:
        items = self._items()
        if self._current < 0:
            self._walk(1)
            return
        here = items[self._current]
        lanes = list(dict.fromkeys(item.lane for item in items))
        target = lanes.index(here.lane) + step
        if not 0 <= target < len(lanes):
            return
        there = [n for n, item in enumerate(items) if item.lane == lanes[target]]
        x = here.area.center().x()
        self._go(min(there, key=lambda n: abs(items[n].area.center().x() - x)))

    def _go(self, number: int) -> None:
        self._current = number
        announce(self, self.current_text())
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first item."""
        super().focusInEvent(event)
        if self._current < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._walk(1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the item under the pointer."""
        number = self._at(event.position())
        if number >= 0:
            self._go(number)
            self.activated.emit(self._items()[number].what)
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Explain the item under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._items()[number].said if number >= 0 else "")
            return True
        return super().event(event)

    def _at(self, point: QPointF) -> int:
        found = [n for n, item in enumerate(self._items()) if item.area.contains(point)]
        return found[-1] if found else -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lines, lanes, items and the focus ring."""
        if self._plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small_strong"))
        _paint_ticks(painter, self._plan)
        _paint_lanes(painter, self._plan)
        for item in self._plan.items:
            _paint_item(painter, item)
        _paint_today(painter, self._plan)
        if self.hasFocus() and self._current >= 0:
            painter.setPen(QPen(QColor(tokens().text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            area = self._plan.items[self._current].area.adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(area, px(8), px(8))
        painter.end()


def _paint_ticks(painter: QPainter, arranged: Plan) -> None:
    colours, plot = tokens(), arranged.plot
    metrics = QFontMetrics(painter.font())
    for tick, x, named in arranged.ticks:
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        if named:
            width = metrics.horizontalAdvance(tick.label) + 2
            area = QRectF(x - width / 2, plot.bottom() + px(6), width, metrics.height())
            painter.setPen(QColor(colours.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tick.label)


def _paint_lanes(painter: QPainter, arranged: Plan) -> None:
    metrics = QFontMetrics(painter.font())
    bar = bar_height(metrics)
    painter.setPen(QColor(tokens().text))
    for label, area in arranged.lanes:
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, round(area.width()) + 1)
        line = QRectF(area.left(), area.top() + px(8), area.width(), bar)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_item(painter: QPainter, item: Item) -> None:
    colours = tokens()
    radius = min(px(6), item.area.width() / 2)
    if isinstance(item.what, Gap):
        colour, soft = colours.tone("bad")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(item.area, radius, radius)
        paint_hatch(painter, item.area, colour, radius)
    else:
        colour, soft = colours.tone(item.what.tone)
        painter.setPen(QPen(QColor(colour), 1.2))
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(item.area, radius, radius)
    if item.text:
        _paint_text(painter, item, colour, soft)


def _paint_text(painter: QPainter, item: Item, colour: str, soft: str) -> None:
    if not item.inside or isinstance(item.what, Gap):
        # A ground of its own keeps grid lines and hatching from running through the letters.
        ground = soft if item.inside else tokens().surface
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(item.text) + px(8)
        height = metrics.height()
        middle = item.text_area.center().y()
        area = QRectF(item.text_area.left() - px(4), middle - height / 2, width, height)
        painter.fillRect(area, QColor(ground))
    painter.setPen(QColor(colour))
    painter.drawText(item.text_area, Qt.AlignmentFlag.AlignVCenter, item.text)


def _paint_today(painter: QPainter, arranged: Plan) -> None:
    colours, x, plot = tokens(), arranged.today_x, arranged.plot
    pen = QPen(QColor(colours.accent), 1.6, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
    metrics = QFontMetrics(painter.font())
    width = metrics.horizontalAdvance(TODAY) + 2
    left = min(x - width / 2, plot.right() + px(8) - width)
    area = QRectF(left, 0, width, plot.top() - px(2))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, TODAY)
