"""Where one is in an assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.labels import name_it

if TYPE_CHECKING:
    from collections.abc import Sequence

_DONE, _CURRENT, _TODO = "erledigt", "aktuell", "noch offen"


class _Step(QAbstractButton):
    """One step: circle with number or tick, and its title."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._number = number
        self.status = _TODO
        self.compact = False
        self.setText(title)
        self.setObjectName(f"step-{number}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_status(self, status: str, total: int) -> None:
        """Show done, current or to do; only done steps can be pressed."""
        self.status = status
        self.setAccessibleName(f"Schritt {self._number} von {total}: {self.text()}, {status}")
        self.setToolTip(self.text())
        self.setEnabled(status != _TODO)
        reachable = status == _DONE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def full_width(self) -> int:
        """Return the width with its title."""
        text = QFontMetrics(font("strong")).horizontalAdvance(self.text())
        return px(28) + px(8) + text + px(10)

    def sizeHint(self) -> QSize:
        """Return circle and, unless compact, title."""
        height = max(px(36), QFontMetrics(font("strong")).height() + px(8))
        circle_only = self.compact and self.status != _CURRENT
        return QSize(px(34) if circle_only else self.full_width(), height)

    def minimumSizeHint(self) -> QSize:
        """Allow no cutting."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle, number or tick, title, focus ring."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(28)
        circle = QRectF(px(3), (self.height() - side) / 2, side, side)
        current, done = self.status == _CURRENT, self.status == _DONE
        painter.setPen(QPen(QColor(colours.accent if current or done else colours.strong), 1.5))
        fill = colours.accent if current else colours.accent_soft if done else colours.surface
        painter.setBrush(QColor(fill))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if done:
            inner = circle.adjusted(px(6), px(6), -px(6), -px(6))
            paint_icon(painter, "check", colours.accent, inner)
        else:
            painter.setFont(font("small_strong"))
            painter.setPen(QColor(colours.on_accent if current else colours.muted))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        if not self.compact or current:
            painter.setFont(font("strong" if current else "body"))
            painter.setPen(QColor(colours.text if current else colours.muted))
            area = QRectF(self.rect()).adjusted(circle.right() + px(8), 0, 0, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
        painter.end()


class _Line(QWidget):
    """The line between two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(px(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it at half height."""
        painter = QPainter(self)
        middle = self.height() // 2
        painter.fillRect(0, middle, self.width(), px(1), QColor(tokens().strong))
        painter.end()


class Stepper(QWidget):
    """The steps of an assistant; done ones lead back by click, Return or the arrow keys.

    When the width is not enough only the current step keeps its title.
    """

    step_requested = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._current = 0
        self._steps = [_Step(number, title) for number, title in enumerate(titles, 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        # Otherwise the full titles would forbid the width at which they are dropped.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for number, step in enumerate(self._steps):
            if number:
                row.addWidget(_Line(), 1)
            row.addWidget(step)
            step.clicked.connect(self._clicked)
        self.set_current(0)

    def current(self) -> int:
        """Return the number of the current step, from 0."""
        return self._current

    def set_current(self, number: int) -> None:
        """Make a step the current one; all before it are done."""
        self._current = number
        total = len(self._steps)
        for index, step in enumerate(self._steps):
            status = _CURRENT if index == number else _DONE if index < number else _TODO
            step.set_status(status, total)
        name_it(self, "stepper", self._steps[number].accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the titles when they do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the compact form's width, so that the window may shrink."""
        widest = max((step.full_width() for step in self._steps), default=0)
        others = (len(self._steps) - 1) * (px(34) + px(12) + 2 * px(8))
        return QSize(widest + others, self._steps[0].sizeHint().height())

    def _fit(self) -> None:
        gaps = (len(self._steps) - 1) * (px(12) + 2 * px(8))
        needed = sum(step.full_width() for step in self._steps) + gaps
        for step in self._steps:
            step.compact = needed > self.width()
            step.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus among the steps done."""
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        focused = [index for index, step in enumerate(self._steps) if step.hasFocus()]
        if not move or not focused:
            super().keyPressEvent(event)
            return
        target = min(max(focused[0] + move, 0), self._current)
        self._steps[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        for index, step in enumerate(self._steps):
            if step is self.sender() and index < self._current:
                self.step_requested.emit(index)
