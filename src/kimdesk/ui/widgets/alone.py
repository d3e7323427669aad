"""The frame of pages that fill the window before a file is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, slug, text_label

_WIDTH = 760


class AlonePage(QWidget):
    """Title, a scrolling column ``body`` in the middle, and a row of buttons that stays below."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_it(self, f"page-{slug(title)}", title)
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = text_label(title, "title")
        self._subtitle = text_label(subtitle, "muted")
        if not subtitle:
            self._subtitle.hide()
        self.head, self.body, self._buttons = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._build_head())
        outer.addWidget(self._build_body(), 1)
        outer.addWidget(self._build_foot())

    def _build_head(self) -> QWidget:
        self.head.setContentsMargins(px(24), px(28), px(24), px(14))
        self.head.setSpacing(px(4))
        self.head.addWidget(self._title)
        self.head.addWidget(self._subtitle)
        return _centred(self.head)

    def _build_body(self) -> QScrollArea:
        self.body.setContentsMargins(px(24), px(4), px(24), px(16))
        self.body.setSpacing(px(14))
        content = _centred(self.body)
        content.setProperty("surface", "scroll")
        area = QScrollArea()
        name_it(area, "page-scroll", "Seiteninhalt")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        self._area = area
        return area

    def _build_foot(self) -> QWidget:
        self._buttons.setContentsMargins(px(24), px(10), px(24), px(20))
        self._buttons.setSpacing(px(10))
        self._buttons.addStretch(1)
        return _centred(self._buttons)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget to the column."""
        self.body.addWidget(widget, stretch)

    def add_button(self, button: QWidget, *, left: bool = False) -> None:
        """Put a button at the left or the right end of the row below."""
        if left:
            self._buttons.insertWidget(0, button)
        else:
            self._buttons.addWidget(button)

    def scroll_up(self) -> None:
        """Show the top of the column, e.g. at a new step."""
        self._area.verticalScrollBar().setValue(0)


def _centred(column: QVBoxLayout | QHBoxLayout) -> QWidget:
    inner = QWidget()
    inner.setMaximumWidth(px(_WIDTH))
    inner.setLayout(column)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    # The column takes all the width up to its limit; only what is left goes to both sides.
    row.addWidget(inner, 1000)
    row.addStretch(1)
    return holder
