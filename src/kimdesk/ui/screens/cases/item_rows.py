"""Lines of a card: icon, words, a pill and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kimdesk.ui.icons import icon
from kimdesk.ui.theme import Tone, px
from kimdesk.ui.widgets.buttons import IconButton
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.labels import name_it, text_label

Deed = tuple[str, str, Callable[[], object]]
"""Icon, meaning and what is done."""


class _Picture(QWidget):
    """A themed icon beside a line of text; decoration only."""

    def __init__(self, icon_name: str, token: str) -> None:
        super().__init__()
        self._icon = icon(icon_name, token)
        self.setFixedSize(px(20), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the colours in force."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class ItemRow(QWidget):
    """Title and second line with an optional pill; the deeds are icon buttons at the right."""

    def __init__(
        self,
        title: str,
        second: str = "",
        *,
        icon_name: str = "",
        tone: Tone | None = None,
        chip: tuple[str, Tone] | None = None,
        deeds: Sequence[Deed] = (),
    ) -> None:
        super().__init__()
        name_it(self, "item-row", f"{title}, {second}" if second else title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        if icon_name:
            token = "muted" if tone in {None, "neutral"} else str(tone)
            row.addWidget(_Picture(icon_name, token), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(text_label(title, "body", selectable=True))
        if second:
            words.addWidget(text_label(second, "small", tone=tone))
        # A taller neighbour must not pull the two lines apart.
        words.addStretch(1)
        row.addLayout(words, 1)
        if chip is not None:
            row.addWidget(Chip(chip[0], chip[1]), 0, Qt.AlignmentFlag.AlignVCenter)
        for icon_of, meaning, deed in deeds:
            button = self._button(icon_of, f"{meaning}: {title}", meaning, deed)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _button(
        self, icon_name: str, name: str, meaning: str, deed: Callable[[], object]
    ) -> IconButton:
        button = IconButton(icon_name, meaning)
        button.setAccessibleName(name)
        button.clicked.connect(lambda _checked=False: deed())
        return button


def refill(layout: QLayout, widgets: Sequence[QWidget]) -> None:
    """Exchange everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
