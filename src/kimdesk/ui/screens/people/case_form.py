"""The fields of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kimdesk.domain.cases import Case, Phase
from kimdesk.domain.identifiers import AccountId
from kimdesk.ui.screens.people.choices import choices
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.fields import DateField, LabeledField
from kimdesk.ui.widgets.labels import name_it
from kimdesk.usecases import accounts
from kimdesk.usecases.desk import Desk

_PHASES = tuple((phase.value, f"{phase.value} {phase.german}", "") for phase in Phase)
_PROBLEMS = {
    "future": "Der Tag liegt in der Zukunft.",
    "before_opening": "Der Tag liegt vor der Falleröffnung.",
}
_AGREED = "Ab diesem Tag zählt der Fall als Case Management."
_WAITING = "Nur ausfüllen, solange noch kein Platz frei ist."


class CaseForm(QWidget):
    """Shows a case and reads it back."""

    def __init__(self, desk: Desk, *, new: bool) -> None:
        super().__init__()
        name_it(self, "case-form", "Angaben zum Fall")
        self._fields: dict[str, LabeledField] = {}
        self._shown: Case | None = None
        today = lambda: desk.today  # noqa: E731 -- asked anew each time the day is typed
        self.programme = ChoiceField(choices(desk, "programme"))
        self.route = ChoiceField(choices(desk, "zugangswege"))
        self.occasion = QLineEdit()
        self.opened, self.agreed = DateField(today), DateField(today)
        self.waiting = DateField(today)
        self.phase = ChoiceField(_PHASES)
        names = accounts.account_names(desk)
        self.responsible = ChoiceField([(key, name, "") for key, name in names.items()])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(12))
        self._place(new=new)

    def _place(self, *, new: bool) -> None:
        self._row(
            self._field("programme", "Programm", self.programme),
            self._field("opened_on", "Fall eröffnet am", self.opened),
        )
        self._row(
            self._field("access_route", "Zugang", self.route),
            self._field("occasion", "Anlass", self.occasion),
        )
        self._row(
            self._field("agreed_on", "Vereinbarung zum Case Management", self.agreed, _AGREED),
            self._field("waiting_since", "Warteliste seit", self.waiting, _WAITING),
        )
        self._details = Columns(break_at=520)
        self._details.add(self._field("phase", "Phase", self.phase))
        self._details.add(self._field("responsible", "Zuständig", self.responsible))
        self._column.addWidget(self._details)
        self._details.setVisible(not new)
        self._column.addStretch(1)

    def _field(self, key: str, label: str, editor: QWidget, hint: str = "") -> LabeledField:
        self._fields[key] = LabeledField(label, editor, hint=hint, name=f"field-{key}")
        return self._fields[key]

    def _row(self, *widgets: QWidget) -> None:
        pair = Columns(break_at=520)
        for widget in widgets:
            pair.add(widget)
        self._column.addWidget(pair)

    def show_case(self, case: Case) -> None:
        """Fill the fields."""
        self.programme.set_code(case.programme)
        self.opened.set_value(case.opened_on)
        self.route.set_code(case.access_route)
        self.occasion.setText(case.occasion)
        self.agreed.set_value(case.agreed_on)
        self.waiting.set_value(case.waiting_since)
        self.phase.set_code(case.phase)
        self.responsible.set_code(case.responsible)
        self._shown = self._read(case)

    def case(self, base: Case) -> Case | None:
        """Return the case as typed, or ``None`` while a field holds something unreadable."""
        editors = (self.programme, self.route, self.opened, self.agreed, self.waiting, self.phase)
        # Every field is read, so that each shows its problem.
        readable = [editor.read() for editor in (*editors, self.responsible)]
        if not all(readable):
            return None
        if self.opened.value() is None:
            self._fields["opened_on"].set_error("Bitte den Tag der Eröffnung eingeben.")
            return None
        return self._read(base)

    def _read(self, base: Case) -> Case:
        return replace(
            base,
            programme=self.programme.code() or base.programme,
            opened_on=self.opened.value() or base.opened_on,
            access_route=self.route.code(),
            occasion=self.occasion.text().strip(),
            agreed_on=self.agreed.value(),
            waiting_since=self.waiting.value(),
            phase=Phase(self.phase.code() or base.phase),
            responsible=AccountId(self.responsible.code()) or base.responsible,
        )

    def touched(self) -> bool:
        """Tell whether something was typed since the case was shown."""
        return self._shown is not None and self._read(self._shown) != self._shown

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each problem to its field and go to the first."""
        for key, field in self._fields.items():
            problem = problems.get(key, "")
            field.set_error(_PROBLEMS.get(problem, problem))
        first = next((key for key in self._fields if key in problems), None)
        if first is not None:
            self._fields[first].editor.setFocus()
