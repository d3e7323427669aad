"""Horizontal bars beside a table of counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.hatching import paint_hatch
from kimdesk.ui.widgets.labels import name_it, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kimdesk.ui.theme import Tone

PROTECTED = "."


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``value`` is ``None`` where the number is protected and must not be guessed."""

    label: str
    value: float | None
    text: str = ""
    tone: Tone = "accent"

    @property
    def shown(self) -> str:
        """The number as written beside the bar."""
        if self.value is None:
            return PROTECTED
        return self.text or f"{self.value:g}".replace(".", ",")


class Bars(QWidget):
    """Bars with label left and number right, all drawn from zero.

    A protected bar has a fixed hatched length, so its length tells nothing.
    """

    def __init__(self, label: str, bars: Sequence[Bar] = ()) -> None:
        super().__init__()
        self._label = label
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bars(bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other numbers."""
        self._bars = tuple(bars)
        name_it(self, f"bars-{slug(self._label)}", self._label, "; ".join(self.rows_as_text()))
        self.updateGeometry()
        self.update()

    def rows_as_text(self) -> tuple[str, ...]:
        """Return the same as sentences, for screen readers and the table beside it."""
        return tuple(
            f"{bar.label}: {'geschützt' if bar.value is None else bar.shown}" for bar in self._bars
        )

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return one row per bar."""
        return QSize(px(380), max(1, len(self._bars)) * _row_height())

    def minimumSizeHint(self) -> QSize:
        """Keep labels, numbers and a piece of bar readable."""
        widest = _widest([bar.label for bar in self._bars])
        return QSize(min(widest, px(180)) + px(140), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw all rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        label_width = min(_widest([bar.label for bar in self._bars]), self.width() * 0.45)
        number_width = _widest([bar.shown for bar in self._bars])
        left = label_width + px(12)
        room = max(px(24), self.width() - left - number_width - px(10))
        top_value = max((bar.value or 0 for bar in self._bars), default=0)
        for row, bar in enumerate(self._bars):
            area = QRectF(0, row * _row_height(), self.width(), _row_height())
            share = (bar.value or 0) / top_value if top_value else 0
            length = px(24) if bar.value is None else share * room
            _paint_bar(painter, area, bar, left, label_width, length)
        painter.end()


def _paint_bar(
    painter: QPainter, row: QRectF, bar: Bar, left: float, label_width: float, length: float
) -> None:
    colours = tokens()
    middle = Qt.AlignmentFlag.AlignVCenter
    metrics = QFontMetrics(painter.font())
    painter.setPen(QColor(colours.text))
    text = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, round(label_width) + 1)
    label_area = QRectF(row.left(), row.top(), label_width + 1, row.height())
    painter.drawText(label_area, middle | Qt.AlignmentFlag.AlignRight, text)
    thick = px(14)
    area = QRectF(left, row.center().y() - thick / 2, length, thick)
    if bar.value is None:
        paint_hatch(painter, area, colours.muted, px(3))
    elif length > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tone(bar.tone)[0]))
        painter.drawRoundedRect(area, px(3), px(3))
    painter.setPen(QColor(colours.text))
    rest = QRectF(area.right() + px(8), row.top(), row.right() - area.right(), row.height())
    painter.drawText(rest, middle | Qt.AlignmentFlag.AlignLeft, bar.shown)


def _row_height() -> int:
    return max(px(28), QFontMetrics(font("small")).height() + px(8))


def _widest(texts: Sequence[str]) -> int:
    metrics = QFontMetrics(font("small"))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0)
