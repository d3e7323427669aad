"""The help page: chapters left, text right, a search over both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kimdesk.messages import count
from kimdesk.ui.icons import icon
from kimdesk.ui.screens.help.chapters import Chapter, chapters, search
from kimdesk.ui.screens.help.reader import Reader
from kimdesk.ui.session import Session
from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.page import Page

_NAME = Qt.ItemDataRole.UserRole
_NOTHING = "Nichts gefunden. Vielleicht hilft ein kürzeres Wort."


class HelpPage(Page):
    """Shows the manual; the same with and without an open file.

    Ctrl+F leads to the search, Return there and F3 to the next place found.
    """

    def __init__(self, session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Hilfe", "Kurz erklärt, ganz ohne Internet.", scroll=False, max_width=1280)
        if parent is not None:
            self.setParent(parent)
        self._coordinates = session is not None and session.desk.store.kind == "district"
        self._search = QLineEdit()
        self._list = QListWidget()
        self._found = text_label("", "small")
        self.reader = Reader()
        columns = Columns(break_at=420)
        columns.add(self._build_left(), 2)
        columns.add(self.reader, 5)
        self.add(columns, 1)
        self._connect()
        self._show(chapters())
        self.open_chapter("06-kreis.md" if self._coordinates else chapters()[0].name)

    def _build_left(self) -> QWidget:
        name_it(self._search, "help-search", "Hilfe durchsuchen")
        self._search.setPlaceholderText("Suchen (Strg+F)")
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
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
        self._search.textChanged.connect(self._search_now)
        self._search.returnPressed.connect(self._next)
        self._list.currentItemChanged.connect(self._picked)
        self.reader.chapter_wanted.connect(self.open_chapter)
        keys = {"Ctrl+F": self._focus_search, "F3": self._next, "Shift+F3": self._previous}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def open_chapter(self, name: str) -> None:
        """Show a chapter by its file name; an unknown one changes nothing."""
        if name not in {one.name for one in chapters()}:
            return
        if self._item(name) is None:
            self._search.clear()
        item = self._item(name)
        if item is not None:
            self._list.setCurrentItem(item)

    def show_item(self, argument: object) -> None:
        """Show a chapter by its file name."""
        self.open_chapter(str(argument))

    def current_chapter(self) -> str:
        """Return the file name of the chapter shown."""
        chosen = self._list.selectedItems()
        return str(chosen[0].data(_NAME)) if chosen else ""

    def _item(self, name: str) -> QListWidgetItem | None:
        items = (self._list.item(row) for row in range(self._list.count()))
        return next((item for item in items if item.data(_NAME) == name), None)

    def _show(self, found: tuple[Chapter, ...]) -> None:
        before = self.current_chapter()
        self._list.blockSignals(True)
        self._list.clear()
        for chapter in found:
            item = QListWidgetItem(chapter.title)
            item.setData(_NAME, chapter.name)
            item.setToolTip(chapter.title)
            item.setSizeHint(QSize(0, QFontMetrics(font("body")).height() + px(16)))
            self._list.addItem(item)
        self._list.blockSignals(False)
        keep = self._item(before)
        if keep is not None:
            self._list.setCurrentItem(keep)
        elif found:
            self._list.setCurrentRow(0)

    def _search_now(self, typed: str) -> None:
        term = " ".join(typed.split())
        found = search(term)
        hits = sum(chapter.hits(term) for chapter in found)
        words = f"{count(hits, 'Stelle', 'Stellen')} in {count(len(found), 'Kapitel', 'Kapiteln')}"
        text = "" if not term else words if found else _NOTHING
        self._found.setText(text)
        self._found.setVisible(bool(text))
        self._found.setAccessibleName(text)
        if text:
            announce(self._found, text)
        self._show(found)
        self._read()

    def _picked(self) -> None:
        self._read()

    def _read(self) -> None:
        name = self.current_chapter()
        chapter = next((one for one in chapters() if one.name == name), None)
        if chapter is not None:
            self.reader.show_chapter(chapter, " ".join(self._search.text().split()))

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
