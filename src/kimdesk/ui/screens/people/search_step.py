"""The first step: who is meant? Nobody is created unseen beside a known person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.ui.screens.people.viewmodel import PersonEntry, State
from kimdesk.ui.theme import Tone, px
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.search_line import SearchLine
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases.search import Candidate

_GRADES: tuple[tuple[float, str, Tone], ...] = (
    (1.0, "gleicher Name", "accent"),
    (0.9, "Name beginnt so", "info"),
    (0.7, "klingt ähnlich", "neutral"),
    (0.0, "ähnlich geschrieben", "neutral"),
)


def _grade(candidate: Candidate) -> tuple[str, Tone]:
    return next((text, tone) for least, text, tone in _GRADES if candidate.score >= least)


def candidate_table(label: str) -> DataTable:
    """Make the table of people who may be meant."""
    columns = (
        Column(
            "Person",
            lambda one: one.name,
            lambda one: f"geboren {one.birth} · {one.municipality}",
            stretch=3,
            min_chars=20,
        ),
        Column(
            "Übereinstimmung",
            lambda one: _grade(one)[0],
            tone=lambda one: _grade(one)[1],
            chip=True,
            min_chars=16,
        ),
    )
    model = RowsModel(columns, key=lambda one: one.person)
    return DataTable(label, model, two_lines=True, fit_rows=True)


class NameField(SearchLine):
    """Down and Return go to the people found; nothing is created by a hasty Return."""

    into_list = Signal()

    def __init__(self) -> None:
        super().__init__("Name, Geburtsjahr oder Aktenzeichen")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave into the list."""
        onward = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if onward and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.into_list.emit()
        else:
            super().keyPressEvent(event)


class SearchStep(QWidget):
    """One field and the people it may mean; ``go_on`` asks for the form."""

    go_on = Signal()

    def __init__(self, entry: PersonEntry) -> None:
        super().__init__()
        name_it(self, "step-search", "Person suchen")
        self._entry = entry
        self.name = NameField()
        self._table = candidate_table("Gefundene Personen")
        self._said = text_label("", "muted")
        name_it(self._said, "search-result", "Ergebnis der Suche")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        hint = "Auch andere Schreibweisen werden gefunden."
        column.addWidget(LabeledField("Wen suchen Sie?", self.name, hint=hint, name="field-who"))
        column.addWidget(self._said)
        column.addWidget(self._table)
        column.addStretch(1)
        self.name.textChanged.connect(entry.search)
        self.name.into_list.connect(self._enter)
        self._table.opened.connect(entry.choose)

    def show_state(self, state: State) -> None:
        """Show the people found."""
        self._table.set_rows(state.candidates)
        self._table.setVisible(bool(state.candidates))
        self._said.setText(self._sentence(state))

    def _sentence(self, state: State) -> str:
        if not self._entry.ready:
            return "Namen werden geladen …"
        if not state.searched:
            return "Geben Sie mindestens zwei Buchstaben ein."
        if state.candidates:
            return "Ist sie oder er dabei? Mit Return öffnen Sie die Akte."
        return f"Niemand namens „{state.searched}“ ist in der Akte."

    def _enter(self) -> None:
        if self._entry.state.candidates:
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._entry.state.may_create:
            self.go_on.emit()
