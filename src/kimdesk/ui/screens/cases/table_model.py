"""The list of cases as a Qt model: rows are asked for when they are painted, never copied."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from kimdesk.domain.cases import CaseRow
from kimdesk.domain.dates import german_date
from kimdesk.domain.follow_ups import due_in_words
from kimdesk.domain.states import StateKind
from kimdesk.ui.screens.cases.tones import due_tone, value_tone
from kimdesk.ui.screens.cases.viewmodel import CaseList, Waiting
from kimdesk.ui.theme import Tone
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.usecases.case_list import ListRow, PersonRow
from kimdesk.usecases.desk import Desk

_Index = QModelIndex | QPersistentModelIndex
_Row = ListRow | Waiting


class CaseTableModel(RowsModel):
    """Shows a :class:`CaseList`; loads a page of rows when one of its lines is looked at."""

    def __init__(self, cases: CaseList, desk: Desk) -> None:
        super().__init__(_columns(desk), parent=cases)
        self._cases = cases
        self._ids: tuple[Hashable, ...] = ()
        cases.page_changed.connect(self._page_changed)

    def show_result(self) -> None:
        """Show the newest result of the list."""
        ids = self._cases.state.found.ids
        if ids == self._ids:
            self._page_changed(0, len(ids) - 1)
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature; the value is immutable
        """Return how many lines there are, loaded or not."""
        return 0 if parent.isValid() else len(self._ids)

    def row_at(self, index: _Index) -> Any:
        """Return the row of an index, or ``None``."""
        inside = index.isValid() and index.row() < len(self._cases.state.found.ids)
        return self._cases.row(index.row()) if inside else None

    def key_of(self, row: Any) -> Hashable:
        """Return the id of a case or person."""
        return str(row.id)

    def find(self, key: Hashable) -> int:
        """Return the line of a case or person, -1 if it is not in the list."""
        return self._ids.index(key) if key in self._ids else -1

    def _page_changed(self, first: int, last: int) -> None:
        last = min(last, len(self._ids) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _columns(desk: Desk) -> tuple[Column, ...]:
    """Return the columns; all share the width, because measuring would load pages of rows."""
    kind, benefits = StateKind.RECHTSKREIS, desk.catalogues["rechtskreise"]

    def benefit(row: _Row) -> str:
        if not isinstance(row, CaseRow):
            return ""
        return benefits.short(row.rechtskreis) if row.rechtskreis else "unbekannt"

    def benefit_tone(row: _Row) -> Tone | None:
        if not isinstance(row, CaseRow):
            return None
        return value_tone(desk.catalogues, kind, row.rechtskreis)

    def due(row: _Row) -> str:
        return "" if isinstance(row, PersonRow) else german_date(_due(row)) or "–"

    def due_words(row: _Row) -> str:
        day = _due(row)
        return due_in_words(day, desk.today) if day else ""

    def tone_of_due(row: _Row) -> Tone | None:
        day = _due(row)
        return due_tone(day, desk.today) if day else None

    return (
        Column("Person", _name, second=_below_name, stretch=40, min_chars=12),
        Column("Leistung", benefit, tone=benefit_tone, chip=True, stretch=1, min_chars=15),
        Column("Nächste Frist", due, due_words, tone_of_due, stretch=1, min_chars=12),
    )


def _due(row: _Row) -> date | None:
    return row.next_due if isinstance(row, CaseRow) else None


def _name(row: _Row) -> str:
    return "…" if isinstance(row, Waiting) else row.name


def _below_name(row: _Row) -> str:
    if isinstance(row, CaseRow):
        return row.file_number if row.is_open else f"{row.file_number} · abgeschlossen"
    if isinstance(row, PersonRow):
        return f"im Haushalt von {row.client_name}" if row.case else "ohne Fall"
    return "wird geladen"
