"""The page „Hinweise“: a table by status and the chosen finding beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.domain.findings import FindingStatus
from kimdesk.ui.screens.findings.detail import STATUS_LOOK, FindingDetail
from kimdesk.ui.screens.findings.listing import FindingsModel, Row
from kimdesk.ui.widgets.buttons import primary
from kimdesk.ui.widgets.chips import FilterChips
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.labels import name_it
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

_SUBTITLE = "Was die Fälle über Lücken und gute Wege zeigen – ohne Personenbezug für den Kreis."
_NONE_YET = (
    "Ein Hinweis hält fest, was immer wieder hakt oder gut gelingt. Am schnellsten entsteht er "
    "gleich aus einem Kontakt: „Speichern und Hinweis“."
)
_ORDER = list(FindingStatus)


class FindingsPage(Page):
    """Lists the findings; Return opens one, the lead releases in the detail."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Hinweise", _SUBTITLE, scroll=False, max_width=1500)
        if parent is not None:
            self.setParent(parent)
        self.model = FindingsModel(session)
        self.model.setParent(self)
        new = primary("Neuer Hinweis", "plus", "button-new-finding")
        new.clicked.connect(self.model.create)
        self.add_action(new)
        self._filters = FilterChips("Status")
        self._filters.chosen.connect(self.model.filter)
        self.add(self._filters)
        self._build_table()
        self._build_stack()
        self.model.changed.connect(self._render)
        self._render()

    def _build_table(self) -> None:
        columns = (
            Column(
                "Titel und Tag", _title, second=_created, stretch=1, min_chars=18, sort_key=_by_day
            ),
            Column(
                "Handlungsfeld und Art",
                lambda row: row.field,
                second=lambda row: row.kind,
                sort_key=lambda row: (row.field, row.kind),
            ),
            Column("Häufigkeit", lambda row: row.frequency),
            Column(
                "Status",
                lambda row: row.finding.status.german,
                chip=True,
                tone=lambda row: STATUS_LOOK[row.finding.status][0],
                icon=lambda row: STATUS_LOOK[row.finding.status][1],
                sort_key=lambda row: _ORDER.index(row.finding.status),
            ),
        )
        self._rows = RowsModel(columns, key=lambda row: row.finding.id)
        self._table = DataTable("Hinweise", self._rows, two_lines=True)
        self._table.picked.connect(self.model.select)
        self._table.opened.connect(self.model.edit)

    def _build_stack(self) -> None:
        self._detail = FindingDetail(self.model)
        columns = Columns(break_at=1000)
        columns.add(self._table, 5)
        columns.add(self._detail, 3)
        write = primary("Hinweis schreiben", "lightbulb", "button-first-finding")
        write.clicked.connect(self.model.create)
        self._empty = EmptyState("lightbulb", "Noch keine Hinweise", _NONE_YET, write)
        self._nothing = EmptyState("list-filter", "In diesem Status gibt es keinen Hinweis")
        self._stack = QStackedWidget()
        name_it(self._stack, "findings-content", "Hinweise")
        for widget in (columns, self._empty, self._nothing):
            self._stack.addWidget(widget)
        self._columns = columns
        self.add(self._stack, 1)

    def _render(self) -> None:
        state = self.model.state
        self._filters.set_items(state.filters)
        self._filters.setVisible(bool(state.total))
        if self._rows.rows() != state.rows:
            self._table.set_rows(state.rows)
        if state.rows:
            self._stack.setCurrentWidget(self._columns)
        else:
            self._stack.setCurrentWidget(self._nothing if state.total else self._empty)
        if state.rows and state.selected is None:
            self._table.select_key(state.rows[0].finding.id)
            return
        self._detail.show_row(self.model.state.selected)


def _title(row: Row) -> str:
    return row.finding.title or "(ohne Titel)"


def _created(row: Row) -> str:
    return f"erstellt {german_date(row.finding.created_on)}"


def _by_day(row: Row) -> tuple[str, str]:
    return str(row.finding.created_on), _title(row)
