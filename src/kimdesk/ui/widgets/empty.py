"""What a screen shows when there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kimdesk.ui.icons import icon
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, text_label


class EmptyState(QWidget):
    """Icon, a sentence, what to do next, and the button for it."""

    def __init__(
        self, icon_name: str, title: str, text: str = "", button: QPushButton | None = None
    ) -> None:
        super().__init__()
        name_it(self, "empty-state", title, text)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(32), px(24), px(32))
        column.setSpacing(px(8))
        column.addStretch(1)
        column.addWidget(_Picture(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = text_label(title, "heading")
        self._text = text_label(text, "muted")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._text.setVisible(bool(text))
        if button is not None:
            column.addSpacing(px(8))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_text(self, title: str, text: str = "") -> None:
        """Exchange the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        name_it(self, "empty-state", title, text)


class _Picture(QWidget):
    """A large muted icon; drawn each time, so it follows the theme."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon(icon_name, "muted")
        self.setFixedSize(QSize(px(40), px(40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
