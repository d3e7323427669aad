"""A line to search with, with a magnifying glass that grows with the type size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import px, tokens

_GLASS, _PLACE = 18, 12


class SearchLine(QLineEdit):
    """Draws its glass itself: Qt would keep an action's icon at 16 pixels at every type size."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Make room anew when the type size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass over the line."""
        super().paintEvent(event)
        side = px(_GLASS)
        painter = QPainter(self)
        area = QRectF(px(_PLACE), (self.height() - side) / 2, side, side)
        paint_icon(painter, "search", tokens().muted, area)
        painter.end()

    def _make_room(self) -> None:
        self.setTextMargins(px(_GLASS + _PLACE // 2), 0, 0, 0)
