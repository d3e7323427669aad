"""The Today page: due things first, then what expires, who was not seen, what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.domain.follow_ups import FollowUp, due_in_words
from kimdesk.messages import count
from kimdesk.ui.screens.today.viewmodel import Group, TodayViewModel
from kimdesk.ui.session import Session
from kimdesk.ui.theme import Tone, px
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
SHOWN = 8


def long_date(day: date) -> str:
    """Return ``Sonntag, 22.11.2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d.%m.%Y}"


class TodayPage(Page):
    """Shows what needs attention; Return opens the case, E is done, V postpones."""

    def __init__(self, session: Session) -> None:
        super().__init__("Heute", long_date(session.desk.today))
        self._model = TodayViewModel(session)
        self._session = session
        short = secondary("Kurzberatung", "message-square", name="button-short")
        short.setToolTip("Beratung ohne Fall und ohne Namen erfassen")
        short.clicked.connect(lambda: session.go.emit("contact.new", None))
        new = primary("Person suchen oder anlegen", "user-plus", name="button-new-person")
        new.clicked.connect(lambda: session.go.emit("person.new", None))
        self.add_action(short)
        self.add_action(new)
        self._new = new
        self._content: QWidget | None = None
        self._due_tables: list[DataTable] = []
        for key, step in (("E", self._done), ("V", self._postpone)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
        self._model.changed.connect(self._render)
        self._render()

    def _render(self) -> None:
        before = self._focused_table()
        place = (before.objectName(), before.currentIndex().row()) if before else None
        self._due_tables = []
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        columns = Columns()
        left, right = self._due_cards(), self._side_cards()
        columns.add(_column(left), 3)
        columns.add(_column(right), 2)
        self._content = columns
        self.add(columns, 1)
        if place is not None:
            self._focus_row(*place)

    def _focus_row(self, name: str = "", line: int = 0) -> None:
        """Go on at the same place, so that E, E, E works the list off; else at the first table."""
        if not self._due_tables:
            return
        named = (table for table in self._due_tables if table.objectName() == name)
        table = next(named, self._due_tables[0])
        last = table.model().rowCount() - 1
        table.selectRow(min(max(line, 0), last))
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first list, where E and V work at once."""
        super().showEvent(event)
        if not self._due_tables:
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._focused_table() is None:
            self._focus_row()

    def _due_cards(self) -> list[QWidget]:
        groups = self._model.groups()
        if not groups:
            empty = EmptyState(
                "calendar-check",
                "Für diese Woche ist nichts fällig.",
                "Wiedervorlagen entstehen in einem Fall mit „Frist“.",
            )
            card = Card("Fällig", name="card-due")
            card.add(empty)
            return [card]
        return [self._due_card(group) for group in groups]

    def _due_card(self, group: Group) -> Card:
        card = Card(group.title, group.words)
        day = self._model.view.day
        model = RowsModel(
            (
                Column("Was", lambda row: row.title, lambda row: row.client_name, stretch=1),
                Column(
                    "Wann",
                    lambda row: f"{row.due_on:%d.%m.%Y}",
                    lambda row: due_in_words(row.due_on, day),
                    tone=lambda row: _due_tone(row, day),
                    min_chars=16,
                ),
            ),
            key=lambda row: row.id,
        )
        table = DataTable(group.title, model, two_lines=True, fit_rows=True, bare=True)
        table.set_rows(group.shown)
        table.opened.connect(lambda row: self._session.go.emit("case", row.case))
        self._due_tables.append(table)
        table.setToolTip("Return öffnet den Fall, E erledigt, V verschiebt um eine Woche")
        card.add(table)
        card.add(self._row_actions(table))
        return card

    def _row_actions(self, table: DataTable) -> QWidget:
        done = quiet("Erledigt (E)", "check", name=f"{table.objectName()}-done")
        later = quiet("Eine Woche später (V)", "calendar-clock", name=f"{table.objectName()}-later")
        done.clicked.connect(lambda: self._with_row(table, self._model.done))
        later.clicked.connect(lambda: self._with_row(table, self._model.postpone))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(done)
        layout.addWidget(later)
        layout.addStretch(1)
        return row

    def _with_row(self, table: DataTable, step: Callable[[FollowUp], None]) -> None:
        row = table.current_row()
        if row is not None:
            step(row)

    def _focused_table(self) -> DataTable | None:
        widget = self.focusWidget()
        return widget if isinstance(widget, DataTable) else None

    def _done(self) -> None:
        self._on_focused(self._model.done)

    def _postpone(self) -> None:
        self._on_focused(self._model.postpone)

    def _on_focused(self, step: Callable[[FollowUp], None]) -> None:
        table = self._focused_table()
        if table is not None and isinstance(table.current_row(), FollowUp):
            step(table.current_row())

    def _side_cards(self) -> list[QWidget]:
        view = self._model.view
        cards: list[QWidget] = []
        if view.quarter_due is not None:
            cards.append(self._quarter_card())
        if view.to_release:
            cards.append(self._release_card(view.to_release))
        if view.changes:
            cards.append(
                self._list_card(
                    "Laufende Rechtskreiswechsel",
                    view.changes,
                    lambda row: _gap_words(row.gap_days),
                    lambda row: "bad" if row.gap_days else "info",
                )
            )
        if view.expiring:
            cards.append(
                self._list_card(
                    "Läuft bald ab",
                    view.expiring,
                    lambda row: f"{row.what} · {row.day:%d.%m.%Y}",
                    lambda row: "bad" if row.day < view.day else "warn",
                )
            )
        if view.quiet:
            cards.append(
                self._list_card(
                    "Lange kein Kontakt",
                    view.quiet,
                    lambda row: (
                        f"zuletzt {row.last_contact:%d.%m.%Y}"
                        if row.last_contact
                        else "noch kein Kontakt"
                    ),
                    lambda _row: None,
                )
            )
        return cards

    def _quarter_card(self) -> Card:
        quarter = self._model.view.quarter_due
        assert quarter is not None  # noqa: S101 - asked before
        card = Card(quarter.german, "Das Quartal ist vorbei und noch nicht verschickt.")
        button = primary("Quartal abschließen", "send", name="button-close-quarter")
        button.clicked.connect(lambda: self._model.close_quarter(quarter))
        card.add(button)
        return card

    def _release_card(self, number: int) -> Card:
        waiting = count(number, "Hinweis wartet", "Hinweise warten")
        card = Card("Zur Freigabe", f"{waiting} auf Ihre Entscheidung.")
        button = secondary("Hinweise ansehen", "lightbulb", name="button-findings")
        button.clicked.connect(lambda: self._session.go.emit("findings", None))
        card.add(button)
        return card

    def _list_card(
        self,
        title: str,
        rows: tuple[object, ...],
        second: Callable[[Any], str],
        tone: Callable[[Any], Tone | None],
    ) -> Card:
        more = len(rows) - SHOWN
        card = Card(title, f"und {more} weitere, siehe Fälle" if more > 0 else "")
        column = Column("Person", lambda row: row.name, second, tone=tone, stretch=1)
        model = RowsModel((column,), key=lambda row: (row.case, row.name, second(row)))
        table = DataTable(title, model, two_lines=True, fit_rows=True, bare=True)
        # The title of the card says what the one column holds.
        table.horizontalHeader().hide()
        table.set_rows(rows[:SHOWN])
        table.opened.connect(lambda row: self._session.go.emit("case", row.case))
        card.add(table)
        return card


def _column(widgets: list[QWidget]) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(14))
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return box


def _due_tone(row: FollowUp, day: date) -> Tone | None:
    if row.due_on < day:
        return "bad"
    return "warn" if row.due_on == day else None


def _gap_words(days: int) -> str:
    return f"seit {count(days, 'Tag', 'Tagen')} ohne Leistung" if days else "noch ohne Lücke"
