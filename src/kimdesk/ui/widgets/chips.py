"""Pills: a fact in colour, and pills to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kimdesk.ui.theme import Tone


def chip_width(text: str, chip_font: QFont, *, with_icon: bool = False) -> int:
    """Return the width a pill needs for its text."""
    width = QFontMetrics(chip_font).horizontalAdvance(text) + 2 * px(10) + 2
    return width + (px(18) if with_icon else 0)


def chip_height(chip_font: QFont) -> int:
    """Return the height of a pill: 24 pixels at 100 %, never less than the text."""
    return max(px(24), QFontMetrics(chip_font).height() + px(4))


def paint_chip(painter: QPainter, area: QRectF, text: str, tone: Tone, icon_name: str = "") -> None:
    """Draw a pill; shared by the widget and the table's cells."""
    colour, soft = tokens().tone(tone)
    radius = area.height() / 2
    painter.setPen(QPen(QColor(tokens().border), 1) if tone == "neutral" else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(area, radius, radius)
    inner = area.adjusted(px(10), 0, -px(10), 0)
    if icon_name:
        side = px(14)
        top = area.center().y() - side / 2
        paint_icon(painter, icon_name, colour, QRectF(inner.left() - px(2), top, side, side))
        inner.setLeft(inner.left() + px(16))
    painter.setPen(QColor(colour))
    fitting = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, round(inner.width()) + 1
    )
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)


class Chip(QWidget):
    """A short fact; text, icon and colour together, never colour alone."""

    def __init__(self, text: str, tone: Tone = "neutral", icon_name: str = "") -> None:
        super().__init__()
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_it(self, f"chip-{slug(text)}", text)

    @property
    def text(self) -> str:
        """The words on the pill."""
        return self._text

    def set(self, text: str, tone: Tone = "neutral", icon_name: str = "") -> None:
        """Show another fact."""
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return what the text needs."""
        chip_font = font("small_strong")
        width = chip_width(self._text, chip_font, with_icon=bool(self._icon))
        return QSize(width, chip_height(chip_font))

    def minimumSizeHint(self) -> QSize:
        """Allow no cutting."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small_strong"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_chip(painter, area, self._text, self._tone, self._icon)
        painter.end()


class ChipButton(QAbstractButton):
    """A pill to switch on and off; the switched-on state carries a tick besides the colour."""

    def __init__(self, text: str, *, tick: bool = True) -> None:
        super().__init__()
        self._tick = tick
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_it(self, f"choice-{slug(text)}", text)

    def set_label(self, text: str) -> None:
        """Exchange the words, e.g. when a count changes."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the text needs; the tick's place is always kept, so nothing jumps."""
        width = chip_width(self.text(), _bold(), with_icon=self._tick)
        return QSize(width + 2 * px(3), max(px(32), QFontMetrics(_bold()).height() + px(10)))

    def minimumSizeHint(self) -> QSize:
        """Allow no cutting."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the neighbours with the arrow keys; Return switches like Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw pill, tick and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, checked = tokens(), self.isChecked()
        focus = self.hasFocus()
        inset = 1.0 if focus else 0.5
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        edge = colours.accent if checked or focus else colours.strong
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        hover = colours.surface2 if self.underMouse() else colours.surface
        painter.setBrush(QColor(colours.accent_soft if checked else hover))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        self._paint_text(painter, colours.accent if checked else colours.text)
        painter.end()

    def _paint_text(self, painter: QPainter, colour: str) -> None:
        painter.setFont(_bold() if self.isChecked() else font("small"))
        painter.setPen(QColor(colour))
        area = QRectF(self.rect())
        if self._tick and self.isChecked():
            side = px(14)
            top = area.center().y() - side / 2
            paint_icon(painter, "check", colour, QRectF(px(10), top, side, side))
            area.setLeft(px(10) + side)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())


def _bold() -> QFont:
    return font("small_strong")


class FilterChips(QWidget):
    """A row of pills of which exactly one is on."""

    chosen = Signal(str)

    def __init__(self, label: str, items: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        name_it(self, f"filter-{slug(label)}", label)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys: dict[str, ChipButton] = {}
        self._flow = FlowLayout(self)
        self._group.buttonClicked.connect(self._clicked)
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show ``(key, label)`` pairs; the chosen key stays if it is still there."""
        before = self.current()
        if list(self._keys) == [key for key, _ in items]:
            for key, label in items:
                self._keys[key].set_label(label)
            return
        for chip in self._keys.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._keys = {key: self._add(label) for key, label in items}
        if items:
            self.choose(before if before in self._keys else items[0][0])

    def _add(self, label: str) -> ChipButton:
        chip = ChipButton(label, tick=False)
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip

    def current(self) -> str:
        """Return the key that is on, or nothing if there are no pills."""
        return next((key for key, chip in self._keys.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Switch a key on without sending ``chosen``."""
        self._keys[key].setChecked(True)

    def _clicked(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.current())
