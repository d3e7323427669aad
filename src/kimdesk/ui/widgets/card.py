"""The white sheet on which a screen puts one subject."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, slug, text_label


class Card(QFrame):
    """A rounded sheet with title, subtitle and a column ``body`` for its content."""

    def __init__(self, title: str = "", subtitle: str = "", name: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        name_it(self, name or f"card-{slug(title)}", title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(18), px(20), px(18))
        outer.setSpacing(px(12))
        self._title = text_label(title, "heading")
        self._subtitle = text_label(subtitle, "small")
        outer.addLayout(self._build_head())
        # Only now: shown without a parent, a label would be a window for a moment.
        self._title.setVisible(bool(title))
        self._subtitle.setVisible(bool(subtitle))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        # The body takes all the room it can use; only what it cannot use stays empty below it,
        # so that titles of cards side by side keep the same height.
        outer.addLayout(self.body, 1000)
        outer.addStretch(1)

    def _build_head(self) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        self._head = QHBoxLayout()
        self._head.setSpacing(px(8))
        self._head.addLayout(texts, 1)
        return self._head

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget to the body."""
        self.body.addWidget(widget, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a small control at the right of the title."""
        self._head.addWidget(widget)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Exchange the words at the head."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._title.setVisible(bool(title))
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)
