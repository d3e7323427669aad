"""The navigation at the left."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.labels import name_it, text_label

_WIDE, _SLIM = 212, 64


class NavButton(QAbstractButton):
    """An entry of the rail: icon and word, or the icon with a tooltip when slim."""

    def __init__(self, key: str, title: str, icon_name: str, shortcut: str = "") -> None:
        super().__init__()
        self.key = key
        self._icon = icon_name
        self.slim = False
        self.setText(title)
        name_it(self, f"nav-{key}", title)
        self.setToolTip(f"{title} ({_readable(shortcut)})" if shortcut else title)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon_name: str) -> None:
        """Exchange the icon."""
        self._icon = icon_name
        self.update()

    def sizeHint(self) -> QSize:
        """Return icon, gap and word."""
        text = QFontMetrics(font("strong")).horizontalAdvance(self.text())
        height = max(px(42), QFontMetrics(font("strong")).height() + px(14))
        return QSize(px(44) if self.slim else px(14 + 20 + 12 + 14) + text, height)

    def minimumSizeHint(self) -> QSize:
        """Allow no cutting of words; the lone icon may give way to a scroll bar."""
        hint = self.sizeHint()
        return QSize(px(34), hint.height()) if self.slim else hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, word and focus ring."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = colours.accent_soft if self.isChecked() else ""
        if not ground and self.underMouse():
            ground = colours.surface2
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, px(8), px(8))
        colour = colours.accent if self.isChecked() else colours.muted
        side = px(20)
        left = (self.width() - side) / 2 if self.slim else px(14)
        paint_icon(
            painter, self._icon, colour, QRectF(left, (self.height() - side) / 2, side, side)
        )
        if not self.slim:
            painter.setFont(font("strong" if self.isChecked() else "body"))
            painter.setPen(QColor(colour))
            text = QRectF(self.rect()).adjusted(left + side + px(12), 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class _Mark(QWidget):
    """The logo: a K on the accent colour."""

    def __init__(self) -> None:
        super().__init__()
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(px(32), px(32))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw square and letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().accent))
        painter.drawRoundedRect(self.rect(), px(8), px(8))
        painter.setFont(font("heading"))
        painter.setPen(QColor(tokens().on_accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "K")
        painter.end()


class Rail(QWidget):
    """Logo and office above, pages in the middle, standing entries below."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        name_it(self, "rail", "Navigation")
        self.setProperty("surface", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, NavButton] = {}
        self._slim = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(16), px(4), px(12))
        column.setSpacing(px(4))
        column.addLayout(self._build_head())
        column.addSpacing(px(14))
        column.addWidget(self._build_pages(), 1)
        self._bottom = QVBoxLayout()
        self._bottom.setSpacing(px(2))
        self._bottom.setContentsMargins(0, 0, px(6), 0)
        column.addLayout(self._bottom)
        self._fit()

    def _build_head(self) -> QHBoxLayout:
        self._office = text_label("", "small")
        self._office.hide()
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(text_label("KIMdesk", "heading", wrap=False))
        words.addWidget(self._office)
        head = QHBoxLayout()
        head.setContentsMargins(px(6), 0, px(12), 0)
        head.setSpacing(px(10))
        head.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        return head

    def _build_pages(self) -> QScrollArea:
        # At 200 % on a small screen the entries are higher than the window.
        inner = QWidget()
        inner.setProperty("surface", "scroll")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(2))
        self._pages = QVBoxLayout()
        self._pages.setSpacing(px(2))
        column.addLayout(self._pages)
        column.addStretch(1)
        area = QScrollArea()
        name_it(area, "rail-pages", "Seiten")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def set_office(self, name: str) -> None:
        """Show whose file is open."""
        self._office.setText(name)
        self._office.setVisible(bool(name))
        self._office.setToolTip(name)

    def add_page(self, key: str, title: str, icon_name: str) -> NavButton:
        """Append a page; the first nine get Ctrl+1 to Ctrl+9."""
        number = self._pages.count() + 1
        last_digit = 9
        shortcut = f"Ctrl+{number}" if number <= last_digit else ""
        button = NavButton(key, title, icon_name, shortcut)
        button.setCheckable(True)
        self._buttons[key] = button
        self._pages.addWidget(button)
        button.clicked.connect(self._clicked)
        self._order_tabs()
        self._update(button)
        return button

    def _order_tabs(self) -> None:
        """Lead Tab through the pages first, although the lower entries were made before them."""
        chain = self._page_buttons()
        chain += [button for button in self._buttons.values() if not button.isCheckable()]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def add_bottom(self, key: str, title: str, icon_name: str, shortcut: str = "") -> NavButton:
        """Append a standing entry, which acts instead of leading to a page."""
        button = NavButton(key, title, icon_name, shortcut)
        self._bottom.addWidget(button)
        self._buttons[key] = button
        self._update(button)
        return button

    def button(self, key: str) -> NavButton:
        """Return an entry."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Mark the page that is shown.

        There is no exclusive button group: it would let Tab and the arrow keys mark a page
        without going to it.
        """
        for button in self._page_buttons():
            button.setChecked(button.key == key)

    def _page_buttons(self) -> list[NavButton]:
        return [button for button in self._buttons.values() if button.isCheckable()]

    def remove_pages(self) -> None:
        """Take all pages away, e.g. on locking."""
        for button in self._page_buttons():
            self._pages.removeWidget(button)
            del self._buttons[button.key]
            # Deleted only later; until then it would shine through the next pages.
            button.hide()
            button.deleteLater()

    @property
    def slim(self) -> bool:
        """Whether only icons are shown."""
        return self._slim

    def set_slim(self, *, slim: bool) -> None:
        """Show icons only, or icons with words."""
        if slim == self._slim:
            return
        self._slim = slim
        for button in self._buttons.values():
            self._update(button)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _update(self, button: NavButton) -> None:
        button.slim = self._slim
        button.updateGeometry()
        button.update()
        self._fit()

    def _fit(self) -> None:
        if not hasattr(self, "_words"):
            return
        self._words.setVisible(not self._slim)
        widest = max((b.sizeHint().width() for b in self._buttons.values()), default=0)
        self.setFixedWidth(px(_SLIM) if self._slim else max(px(_WIDE), widest + 2 * px(10)))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            # A click must not take the mark from the page that is shown already.
            button.setChecked(True)
            self.chosen.emit(button.key)


def _readable(shortcut: str) -> str:
    return shortcut.replace("Ctrl", "Strg").replace("Shift", "Umschalt")
