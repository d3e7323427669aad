"""A column whose content is exchanged as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kimdesk.ui.theme import px


class Pile(QWidget):
    """Widgets one below the other; :meth:`show_only` frees the old ones.

    The focus goes to the widget of the same name among the new ones, so that the keyboard user
    stays where they were.
    """

    def __init__(self, name: str, gap: int = 12) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(gap))
        self._shown: list[QWidget] = []

    def show_only(self, widgets: Sequence[QWidget]) -> None:
        """Exchange the content."""
        focused = self._focused_name()
        for old in self._shown:
            self._column.removeWidget(old)
            # Freed only when the event loop turns, for the click that caused this may still be on
            # its way through one of them; hidden at once.
            old.hide()
            old.deleteLater()
        self._shown = list(widgets)
        for new in self._shown:
            self._column.addWidget(new)
            # A layout shows its widgets when the event loop turns: too late for the focus.
            new.show()
        self._order_tabs()
        if focused:
            self._focus(focused)

    def _focus(self, name: str) -> None:
        inner = (shown.findChild(QWidget, name) for shown in self._shown)
        found = next((widget for widget in inner if widget is not None), None)
        if found is not None:
            found.setFocus()

    def _order_tabs(self) -> None:
        """Put the new widgets where the pile stands; Qt would append them to the window's end."""
        before: QWidget = self
        for shown in self._shown:
            for widget in (shown, *shown.findChildren(QWidget)):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, widget)
                    before = widget

    def _focused_name(self) -> str:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        return focus.objectName() if focus is not None and inside else ""
