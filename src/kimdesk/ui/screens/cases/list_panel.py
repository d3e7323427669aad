"""The list with its search field, filters and empty states."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kimdesk.domain.cases import CaseRow
from kimdesk.domain.identifiers import CaseId
from kimdesk.messages import count
from kimdesk.ui.screens.cases.table_model import CaseTableModel
from kimdesk.ui.screens.cases.viewmodel import CaseList, State
from kimdesk.ui.session import Session
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.chips import FilterChips
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.search_line import SearchLine
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases.case_list import PersonRow, Shown

_FILTERS = (
    (Shown.OPEN, "Alle offenen"),
    (Shown.MINE, "Meine"),
    (Shown.CLOSED, "Abgeschlossen"),
    (Shown.ALL, "Alle"),
)


class SearchField(SearchLine):
    """Where one types a name; the arrow down goes on into the list, Return opens its first row."""

    into_list = Signal()

    def __init__(self) -> None:
        super().__init__("Name, Aktenzeichen oder Geburtsjahr suchen")
        name_it(self, "search-cases", "Fälle durchsuchen")
        self.setToolTip("Suchen (Strg+F)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave downwards; Esc empties the field."""
        if event.key() == Qt.Key.Key_Down:
            self.into_list.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ListPanel(QWidget):
    """Title, search, filters, rows; ``chosen`` carries the case to open."""

    chosen = Signal(str)

    def __init__(self, session: Session, cases: CaseList) -> None:
        super().__init__()
        name_it(self, "case-list", "Liste der Fälle")
        self._session, self._cases = session, cases
        self._model = CaseTableModel(cases, session.desk)
        self.search = SearchField()
        self.table = DataTable("Fälle", self._model, two_lines=True, open_on_click=True)
        self.filters = FilterChips("Fälle zeigen", _FILTERS)
        self._count = text_label("", "small", wrap=False)
        name_it(self._count, "case-count", "Anzahl")
        self._build()
        self._connect()
        self.show_state()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(12), px(20))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(text_label("Fälle", "title"), 1)
        self._new = primary("Neue Person", "plus", name="button-new-person")
        self._new.setToolTip("Neue Person oder neuer Fall (Strg+N)")
        head.addWidget(self._new)
        column.addLayout(head)
        column.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.filters, 1)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(self._build_stack(), 1)

    def _build_stack(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        self._waiting = EmptyState("clock", "Namen werden geladen …", "Das dauert einen Moment.")
        start = primary("Erste Person anlegen", "user-plus", name="button-first-person")
        start.clicked.connect(self._new_person)
        self._none = EmptyState(
            "folder-open",
            "Noch kein Fall",
            "Legen Sie die erste Person an; ihr Fall entsteht im selben Schritt.",
            start,
        )
        add = secondary("Person neu anlegen", "user-plus", name="button-add-person")
        add.clicked.connect(self._new_person)
        self._nobody = EmptyState("search", "Niemand gefunden", "", add)
        everywhere = secondary("Alle Fälle zeigen", name="button-show-all")
        everywhere.clicked.connect(self._show_all)
        self._hidden = EmptyState("list-filter", "Hier ist kein Fall", "", everywhere)
        for page in (self.table, self._waiting, self._none, self._nobody, self._hidden):
            self._stack.addWidget(page)
        return self._stack

    def _connect(self) -> None:
        self.search.textChanged.connect(self._cases.search)
        self.search.into_list.connect(self._enter_list)
        self.search.returnPressed.connect(self._open_first)
        self.filters.chosen.connect(self._filter)
        self.table.opened.connect(self._open)
        self._new.clicked.connect(self._new_person)
        self._cases.changed.connect(self.show_state)
        for keys, slot in (("Ctrl+F", self.focus_search), ("Ctrl+N", self._new_person)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def focus_search(self) -> None:
        """Go to the search field with its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_state(self) -> None:
        """Show the newest state."""
        state = self._cases.state
        self._model.show_result()
        self._count.setText(_counted(state) if state.ready else "")
        self._stack.setCurrentWidget(self._page_for(state))

    def _page_for(self, state: State) -> QWidget:
        if not state.ready:
            return self._waiting
        if state.found.ids:
            return self.table
        if state.found.elsewhere:
            other = count(state.found.elsewhere, "Fall", "Fälle")
            self._hidden.set_text("Hier ist kein Fall", f"{other} unter den übrigen Filtern.")
            return self._hidden
        if not state.total and not state.text.strip():
            return self._none
        self._nobody.set_text("Niemand gefunden", f"Für „{state.text.strip()}“ gibt es niemanden.")
        return self._nobody

    def mark(self, case: CaseId | None) -> None:
        """Mark the row of the case that is open."""
        if case is None or not self.table.select_key(case):
            self.table.clearSelection()

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)

    def _open_first(self) -> None:
        if self._model.rowCount():
            self._open(self._model.row_at(self._model.index(0, 0)))

    def _open(self, row: object) -> None:
        if isinstance(row, CaseRow):
            self.chosen.emit(row.id)
        elif isinstance(row, PersonRow) and row.case is not None:
            self.chosen.emit(row.case)
        elif isinstance(row, PersonRow):
            self._session.go.emit("case.new", row.id)

    def _filter(self, key: str) -> None:
        self._cases.show_only(Shown(key))

    def _show_all(self) -> None:
        self.filters.choose(Shown.ALL)
        self._filter(Shown.ALL)

    def _new_person(self) -> None:
        self._session.go.emit("person.new", None)


def _counted(state: State) -> str:
    text = count(state.found.cases, "Fall", "Fälle")
    people = len(state.found.ids) - state.found.cases
    return f"{text} und {count(people, 'Person', 'Personen')} ohne Fall" if people else text
