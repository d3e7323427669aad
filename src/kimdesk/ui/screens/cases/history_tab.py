"""Rechtskreise: the time series as a picture and as a table, with the changes of regime."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.messages import count
from kimdesk.ui.screens.cases.facts import (
    begun_words,
    change_words,
    gap_words,
    obstacle_words,
)
from kimdesk.ui.screens.cases.history import HistoryRow, corrected_rows, lanes, rows
from kimdesk.ui.screens.cases.item_rows import ItemRow, refill
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.theme import Tone, px
from kimdesk.ui.widgets.buttons import Button, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable
from kimdesk.ui.widgets.timeline import Timeline
from kimdesk.usecases.cases import CaseView

_COLUMNS = (
    Column("Eintrag", lambda row: row.value, lambda row: row.remark, stretch=5, min_chars=18),
    Column("Reihe", lambda row: row.kind, tone=lambda row: row.tone, chip=True, min_chars=8),
    Column("Zeitraum", lambda row: row.period, lambda row: row.confirmed, min_chars=22),
)


def _key(row: HistoryRow) -> tuple[str, str]:
    return (row.state.id if row.state else "", row.period)


class HistoryTab(CaseTab):
    """Timeline, entries, corrected entries, changes of regime."""

    title = "Rechtskreise"

    def build(self) -> None:
        """Lay out the tab."""
        self.column.addWidget(self._build_picture())
        self.column.addWidget(self._build_table())
        self._corrected = Card("Berichtigte Einträge", "Was vor einer Berichtigung hier stand")
        self._corrected_rows = QVBoxLayout()
        self._corrected_rows.setSpacing(px(10))
        self._corrected.body.addLayout(self._corrected_rows)
        self.column.addWidget(self._build_changes())
        self.column.addWidget(self._corrected)
        self.column.addStretch(1)

    def _build_picture(self) -> Card:
        card = Card("Verlauf", "Schraffiert: Tage ohne Leistung oder ohne bekannten Aufenthalt")
        self._household = QCheckBox("Haushalt zeigen")
        self._household.setObjectName("check-household")
        self._household.setAccessibleName("Haushalt im Verlauf zeigen")
        self._household.toggled.connect(self._again)
        card.add_action(self._household)
        self.timeline = Timeline("Leistung und Aufenthalt im Verlauf")
        card.add(self.timeline)
        self._nothing = text_label("Noch ist weder Leistung noch Aufenthalt eingetragen.", "muted")
        card.add(self._nothing)
        return card

    def _build_table(self) -> Card:
        card = Card("Einträge")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for text, name, kind in (
            ("Leistung eintragen", "button-add-benefit", StateKind.RECHTSKREIS),
            ("Aufenthalt eintragen", "button-add-residence", StateKind.RESIDENCE),
        ):
            add = secondary(text, "plus", name=name)
            add.clicked.connect(partial(self._add, kind))
            flow.addWidget(add)
        card.add(buttons)
        self.table = DataTable(
            "Einträge zu Leistung und Aufenthalt",
            RowsModel(_COLUMNS, key=_key),
            two_lines=True,
            fit_rows=True,
            bare=True,
        )
        self.table.opened.connect(self._edit)
        self.table.picked.connect(self._picked)
        card.add(self.table)
        card.add(self._build_row_deeds())
        return card

    def _build_row_deeds(self) -> QWidget:
        deeds = QWidget()
        flow = FlowLayout(deeds)
        self._edit_button = quiet("Berichtigen oder beenden", "pencil", name="button-edit-state")
        self._edit_button.clicked.connect(lambda: self._edit(self.table.current_row()))
        self._confirm_button = quiet("Gilt noch", "check", name="button-confirm-entry")
        self._confirm_button.setToolTip("Den gewählten Eintrag heute bestätigen")
        self._confirm_button.clicked.connect(self._confirm)
        for button in self._row_buttons():
            flow.addWidget(button)
        self._picked(None)
        return deeds

    def _row_buttons(self) -> tuple[Button, Button]:
        return self._edit_button, self._confirm_button

    def _build_changes(self) -> Card:
        card = Card("Rechtskreiswechsel")
        begin = quiet("Wechsel beginnen", "arrow-right-left", name="button-begin-transition")
        begin.clicked.connect(self._begin_change)
        card.add_action(begin)
        self._changes = QVBoxLayout()
        self._changes.setSpacing(px(12))
        card.body.addLayout(self._changes)
        return card

    def show_view(self, view: CaseView) -> None:
        """Draw and list what is known."""
        desk, household = self.session.desk, self._household.isChecked()
        self._household.setVisible(len(view.people) > 1)
        drawn = [lane for lane in lanes(view, desk, household=household) if lane.spans]
        self.timeline.set_lanes(drawn, desk.today)
        self.timeline.setVisible(bool(drawn))
        self._nothing.setVisible(not drawn)
        entries = rows(view, desk, household=household)
        self.table.set_rows(entries)
        self.table.setVisible(bool(entries))
        for button in self._row_buttons():
            button.setVisible(bool(entries))
        self._show_changes(view)
        earlier = [_corrected(row) for row in corrected_rows(view, desk)]
        refill(self._corrected_rows, earlier)
        self._corrected.set_title(
            count(len(earlier), "berichtigter Eintrag", "berichtigte Einträge"),
            "Was vor einer Berichtigung hier stand",
        )
        self._corrected.setVisible(bool(earlier))

    def _show_changes(self, view: CaseView) -> None:
        nothing = text_label("Bisher kein Wechsel zwischen Rechtskreisen.", "muted")
        refill(self._changes, [self._change(one) for one in view.transitions] or [nothing])

    def _change(self, one: Transition) -> ItemRow:
        desk = self.session.desk
        result = desk.catalogues["wechselergebnis"].label(one.result) if one.result else "läuft"
        parts = (begun_words(one, desk), result, obstacle_words(one, desk))
        tone: Tone = "warn" if one.is_open else "bad" if one.gap_days else "ok"
        return ItemRow(
            change_words(one, desk),
            " · ".join(part for part in parts if part),
            icon_name="arrow-right-left",
            chip=(gap_words(one, desk.today), tone),
            deeds=(("pencil", "Öffnen", partial(self.session.go.emit, "transition.edit", one)),),
        )

    def _again(self) -> None:
        if self.case.view is not None:
            self.show_view(self.case.view)

    def _add(self, kind: StateKind, *_: object) -> None:
        if self.case.view is not None:
            self.session.go.emit("state.new", (self.case.view.client.id, kind))

    def _begin_change(self) -> None:
        if self.case.view is not None:
            view = self.case.view
            self.session.go.emit("transition.new", (view.case.id, view.client.id))

    def _picked(self, row: object) -> None:
        known = isinstance(row, HistoryRow) and row.state is not None
        for button in self._row_buttons():
            button.setEnabled(known)

    def _edit(self, row: object) -> None:
        if isinstance(row, HistoryRow) and row.state is not None:
            self.session.go.emit("state.edit", row.state)
        elif isinstance(row, HistoryRow):
            self._add(StateKind.RECHTSKREIS)

    def _confirm(self) -> None:
        row = self.table.current_row()
        if isinstance(row, HistoryRow) and row.state is not None:
            self.case.confirm(row.state)


def _corrected(row: HistoryRow) -> ItemRow:
    second = " · ".join(part for part in (row.kind, row.period, row.remark) if part)
    return ItemRow(row.value, second, icon_name="history")
