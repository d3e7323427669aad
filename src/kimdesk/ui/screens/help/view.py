"""The help page: chapters left, text right, a search over both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kimdesk.ui.screens.help.reader import Reader
from kimdesk.ui.screens.help.viewmodel import Chapter, HelpViewModel
from kimdesk.ui.session import Session
from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.search_line import SearchLine

_NAME = Qt.ItemDataRole.UserRole


class HelpPage(Page):
    """Shows the manual; the same with and without an open file.

    Ctrl+F leads to the search, Return there and F3 to the next place found.
    """

    def __init__(self, session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Hilfe", "Kurz erklärt, ganz ohne Internet.", scroll=False, max_width=1280)
        if parent is not None:
            self.setParent(parent)
        coordinates = session is not None and session.desk.store.kind == "district"
        self.model = HelpViewModel(for_district=coordinates, parent=self)
        self._listed: tuple[Chapter, ...] = ()
        self._search = SearchLine("Suchen (Strg+F)")
        self._list = QListWidget()
        self._found = text_label("", "small")
        self.reader = Reader()
        columns = Columns(break_at=420)
        columns.add(self._build_left(), 2)
        columns.add(self.reader, 5)
        self.add(columns, 1)
        self._connect()
        self._render()

    def _build_left(self) -> QWidget:
        name_it(self._search, "help-search", "Hilfe durchsuchen")
        name_it(self._list, "help-chapters", "Kapitel")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        name_it(self._found, "help-found", "")
        self._found.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self._search)
        column.addWidget(self._found)
        column.addWidget(self._list, 1)
        return left

    def _connect(self) -> None:
        self.model.changed.connect(self._render)
        self._search.textChanged.connect(self.model.search)
        self._search.returnPressed.connect(self._next)
        self._list.currentItemChanged.connect(self._picked)
        self.reader.chapter_wanted.connect(self.model.open_chapter)
        keys = {"Ctrl+F": self._focus_search, "F3": self._next, "Shift+F3": self._previous}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_item(self, argument: object) -> None:
        """Show a chapter by its file name."""
        self.model.open_chapter(str(argument))

    def _render(self) -> None:
        state = self.model.state
        if state.found != self._listed:
            self._list_chapters(state.found)
        if not state.term and self._search.text().strip():
            # A link led out of what was found.
            self._search.clear()
        row = state.found.index(state.current) if state.current in state.found else -1
        self._list.blockSignals(True)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._tell(state.words)
        self.reader.show_chapter(state.current, state.term)

    def _list_chapters(self, found: tuple[Chapter, ...]) -> None:
        self._listed = found
        self._list.blockSignals(True)
        self._list.clear()
        for chapter in found:
            item = QListWidgetItem(chapter.title)
            item.setData(_NAME, chapter.name)
            item.setToolTip(chapter.title)
            item.setSizeHint(QSize(0, QFontMetrics(font("body")).height() + px(16)))
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _tell(self, words: str) -> None:
        if words == self._found.text():
            return
        self._found.setText(words)
        self._found.setVisible(bool(words))
        self._found.setAccessibleName(words)
        if words:
            announce(self._found, words)

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.model.open_chapter(str(item.data(_NAME)))

    def _next(self) -> None:
        self.reader.next_hit()

    def _previous(self) -> None:
        self.reader.next_hit(backward=True)

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the search, so that typing finds at once."""
        super().showEvent(event)
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
