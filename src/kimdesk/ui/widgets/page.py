"""The frame of every screen: title, actions, and a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, slug, text_label


class Page(QWidget):
    """Base of the screens.

    ``body`` is the column for the content. With ``scroll=False`` the content fills the page and
    scrolls by itself, as a table does.
    """

    def __init__(
        self, title: str, subtitle: str = "", *, scroll: bool = True, max_width: int = 1280
    ) -> None:
        super().__init__()
        name_it(self, f"page-{slug(title)}", title)
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column_width = px(max_width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._title = text_label(title, "title")
        self._subtitle = text_label(subtitle, "muted")
        outer.addWidget(self._build_head())
        content = QWidget()
        content.setProperty("surface", "scroll")
        content.setMaximumWidth(self._column_width)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(px(24), px(4), px(24), px(20))
        self.body.setSpacing(px(14))
        outer.addWidget(self._build_scroll(content) if scroll else content, 1)

    def _build_head(self) -> QWidget:
        head = QWidget()
        head.setMaximumWidth(self._column_width)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(px(24), px(20), px(24), px(12))
        self._head.setSpacing(px(10))
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        if not self._subtitle.text():
            self._subtitle.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(10))
        self._head.addLayout(texts, 1)
        self._head.addLayout(self._actions)
        return head

    def _build_scroll(self, content: QWidget) -> QScrollArea:
        area = QScrollArea()
        name_it(area, "page-scroll", "Seiteninhalt")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        return area

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Exchange the words at the head."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Append a control at the right of the title."""
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget to the content."""
        self.body.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions below the title when both do not fit side by side."""
        super().resizeEvent(event)
        needed = self._actions.sizeHint().width() + px(280)
        narrow = self._actions.count() > 0 and self.width() < needed
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignTop
        self._head.setAlignment(self._actions, side)
