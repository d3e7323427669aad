"""The dialogs for a new person and for changing one."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kimdesk.domain.cases import Case
from kimdesk.domain.households import REFERENCE
from kimdesk.domain.identifiers import PersonId
from kimdesk.domain.people import Person
from kimdesk.ui.screens.people.case_form import CaseForm
from kimdesk.ui.screens.people.choices import choices
from kimdesk.ui.screens.people.draft_dialog import DraftDialog, scrolling
from kimdesk.ui.screens.people.form import PersonForm
from kimdesk.ui.screens.people.search_step import SearchStep, candidate_table
from kimdesk.ui.screens.people.viewmodel import PersonEntry, State, Step
from kimdesk.ui.session import Session
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, quiet
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.fields import DateField, LabeledField
from kimdesk.ui.widgets.labels import announce
from kimdesk.ui.widgets.stepper import Stepper
from kimdesk.usecases.people import Belonging, get_person

_ACTIONS = {
    Step.SEARCH: "Keine davon – neu anlegen",
    Step.FORM: "Person speichern",
    Step.CASE: "Fall eröffnen",
}
_HEIGHT = 560


class PersonDialog(DraftDialog):
    """Search, form, and for a client the case; one pass for a new client."""

    def __init__(
        self, session: Session, argument: PersonId | None = None, parent: QWidget | None = None
    ) -> None:
        joins = argument
        title = "Haushaltsmitglied hinzufügen" if joins else "Neue Person"
        super().__init__(parent, title)
        self._session = session
        self._entry = PersonEntry(session, joins, self)
        steps = ("Suchen", "Person") if joins else ("Suchen", "Person", "Fall")
        self._stepper = Stepper(steps)
        self._stepper.step_requested.connect(self._entry.back)
        self.add(self._stepper)
        self._search = SearchStep(self._entry)
        self._search.go_on.connect(self._entry.begin)
        self._form: PersonForm | None = None
        self._case_form: CaseForm | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolling(self._search, _HEIGHT))
        self.add(self._pages, 1)
        self.fit(780, 680)
        self._build_buttons()
        self._step: Step | None = None
        self._entry.changed.connect(self._render)
        self._entry.finished.connect(self.close_saved)
        self._render()
        self._search.name.setFocus()
        # The search stands at once; the two forms are built while somebody types the name.
        QTimer.singleShot(0, self, self._person_form)
        QTimer.singleShot(0, self, self._new_case_form)

    def _person_form(self) -> PersonForm:
        """Return the form of the person, built when it is first wanted."""
        if self._form is not None:
            return self._form
        self._form = PersonForm(self._session.desk)
        form_page = QWidget()
        column = QVBoxLayout(form_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self._build_warning())
        if self._entry.joins is not None:
            column.addWidget(self._build_belonging(self._entry.joins))
        column.addWidget(self._form)
        self._pages.insertWidget(Step.FORM.value, scrolling(form_page, _HEIGHT))
        return self._form

    def _new_case_form(self) -> CaseForm:
        """Return the form of the case, built when it is first wanted."""
        if self._case_form is None:
            self._person_form()
            self._case_form = CaseForm(self._session.desk, new=True)
            self._pages.insertWidget(Step.CASE.value, scrolling(self._case_form, _HEIGHT))
        return self._case_form

    def _build_warning(self) -> Card:
        self._warning = Card(
            "Ist es jemand von diesen?",
            "So ähnlich heißt schon jemand. Return öffnet die Akte; oder speichern Sie trotzdem.",
            name="card-similar",
        )
        self._similar = candidate_table("Personen mit ähnlichem Namen")
        self._similar.opened.connect(self._entry.choose)
        self._warning.add(self._similar)
        self._warning.hide()
        return self._warning

    def _build_belonging(self, joins: PersonId) -> Columns:
        roles = choices(self._session.desk, "haushaltsrollen")
        self._role = ChoiceField([one for one in roles if one[0] != REFERENCE])
        self._since = DateField(lambda: self._session.desk.today)
        self._since.set_value(self._session.desk.today)
        name = get_person(self._session.desk, joins).display_name
        self._role_field = LabeledField(f"Rolle im Haushalt von {name}", self._role, required=True)
        pair = Columns(break_at=520)
        pair.add(self._role_field)
        pair.add(LabeledField("Gehört dazu seit", self._since))
        return pair

    def _build_buttons(self) -> None:
        self._action = primary(_ACTIONS[Step.SEARCH], name="button-next-step")
        self._later = quiet("Ohne Fall fertig", name="button-without-case")
        self._later.clicked.connect(self.close_saved)
        self._back = quiet("Zurück zur Suche", "arrow-left", name="button-back-to-search")
        self._back.clicked.connect(self._entry.back)
        self.add_left(self._later)
        self.add_left(self._back)
        self.add_buttons(self._action)

    def _render(self) -> None:
        state = self._entry.state
        self._stepper.set_current(state.step.value)
        if state.step is Step.FORM:
            self._person_form().show_problems(state.problems)
            self._warning.setVisible(bool(state.similar))
            self._similar.set_rows(state.similar)
        elif state.step is Step.CASE:
            self._new_case_form().show_problems(state.problems)
        self._pages.setCurrentIndex(state.step.value)
        self._search.show_state(state)
        self._action.set_text("Trotzdem speichern" if state.similar else _ACTIONS[state.step])
        self._action.setEnabled(state.step is not Step.SEARCH or state.may_create)
        self._back.setVisible(state.step is Step.FORM)
        self._later.setVisible(state.step is Step.CASE)
        if state.step is not self._step:
            self._step = state.step
            self._enter(state)
        if state.similar:
            announce(self, "So ähnlich heißt schon jemand.", urgent=True)

    def _enter(self, state: State) -> None:
        """Fill the page of a new step and put the focus where one goes on."""
        if state.step is Step.SEARCH:
            self._search.name.setFocus()
        elif state.step is Step.FORM and state.person is not None:
            form = self._person_form()
            form.show_person(state.person)
            (form.given if state.person.family_name else form.family).setFocus()
        elif state.step is Step.CASE and state.person is not None:
            case_form = self._new_case_form()
            case_form.show_case(self._new_case(state.person))
            case_form.programme.setFocus()

    def _new_case(self, person: Person) -> Case:
        desk = self._session.desk
        programme = desk.catalogues["programme"].valid_on(desk.today)[0].code
        return Case(person.id, programme, desk.today)

    def draft(self) -> bool:
        """Tell whether the form holds something that is not stored."""
        return self._entry.state.step is Step.FORM and self._person_form().touched()

    def submit(self) -> None:
        """Go a step on."""
        state = self._entry.state
        if state.step is Step.SEARCH:
            self._entry.begin()
        elif state.step is Step.FORM and state.person is not None:
            self._save(state.person, sure=bool(state.similar))
        elif state.person is not None:
            case = self._new_case_form().case(self._new_case(state.person))
            if case is not None:
                self._entry.open_case(case)

    def _save(self, base: Person, *, sure: bool) -> None:
        person = self._person_form().person(base)
        if person is None or not self._role_chosen():
            return
        self._entry.save(person, self._belonging(), sure=sure)

    def _role_chosen(self) -> bool:
        if self._entry.joins is None or (self._role.read() and self._role.code()):
            return True
        self._role_field.set_error("Bitte die Rolle im Haushalt wählen.")
        self._role.setFocus()
        return False

    def _belonging(self) -> Belonging | None:
        if self._entry.joins is None:
            return None
        since = self._since.value() or self._session.desk.today
        return Belonging(self._entry.joins, self._role.code(), since)
