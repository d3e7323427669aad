"""Initials in a circle, to tell people apart at a glance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.labels import name_it


def initials(name: str) -> str:
    """Return up to two initials; „Kovalenko, Olena“ and „Olena Kovalenko“ both give two."""
    words = [word for word in name.replace(",", " ").split() if word[0].isalpha()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][0].upper() if words else "?"


class Avatar(QWidget):
    """A painted circle; says nothing to screen readers that the name beside it does not say."""

    def __init__(self, name: str = "", size: int = 48) -> None:
        super().__init__()
        self._size = size
        self._letters = ""
        self.setFixedSize(px(size), px(size))
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show the initials of another name."""
        self._letters = initials(name)
        name_it(self, "avatar", name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle and letters."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(self.rect())
        letters = font("strong")
        letters.setPixelSize(max(8, round(self.height() * 0.36)))
        painter.setFont(letters)
        painter.setPen(QColor(colours.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()
