"""The dialogs that open, change and close a case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kimdesk.domain.cases import Case
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.errors import AlreadyChanged, InvalidInput, KimdeskError
from kimdesk.messages import sentence
from kimdesk.ui.screens.people.case_form import CaseForm
from kimdesk.ui.screens.people.choices import choices
from kimdesk.ui.screens.people.draft_dialog import DraftDialog
from kimdesk.ui.session import Session
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.fields import DateField, LabeledField
from kimdesk.ui.widgets.labels import announce, text_label
from kimdesk.usecases import cases, people, search

_PROBLEMS = {
    "future": "Der Tag liegt in der Zukunft.",
    "before_opening": "Der Tag liegt vor der Falleröffnung.",
}


class NewCaseDialog(DraftDialog):
    """Opens a case for a person that is known already."""

    def __init__(self, session: Session, argument: PersonId, parent: QWidget | None = None) -> None:
        self._person = people.get_person(session.desk, argument)
        super().__init__(parent, "Fall eröffnen", f"Für {self._person.display_name}")
        self._session = session
        desk = session.desk
        programme = desk.catalogues["programme"].valid_on(desk.today)[0].code
        self._new = Case(argument, programme, desk.today)
        self._form = CaseForm(desk, new=True)
        self._form.show_case(self._new)
        self.add_scrolling(self._form, 420)
        self.add_buttons(primary("Fall eröffnen", "folder-plus", name="button-open-case"))
        self.fit(760, 520)
        self._form.programme.setFocus()

    def draft(self) -> bool:
        """Tell whether something was typed."""
        return self._form.touched()

    def submit(self) -> None:
        """Open the case and go there."""
        case = self._form.case(self._new)
        if case is None:
            return
        desk = self._session.desk
        try:
            opened = cases.open_case(desk, case)
        except InvalidInput as problem:
            self._form.show_problems({str(problem.facts["field"]): str(problem.facts["problem"])})
            return
        except KimdeskError as problem:
            self._session.tell(problem)
            return
        if self._session.index is not None:
            numbers = search.file_numbers(desk, self._person.id)
            self._session.index.put(search.row_of(self._person, numbers))
        self._session.announce("cases")
        self.close_saved()
        self._session.go.emit("case", opened.id)


class CaseDialog(DraftDialog):
    """Changes a case: phase, agreement, waiting list, who is responsible."""

    def __init__(self, session: Session, argument: CaseId, parent: QWidget | None = None) -> None:
        view = cases.case_view(session.desk, argument)
        super().__init__(
            parent, "Fall bearbeiten", f"{view.case.file_number}, {view.client.display_name}"
        )
        self._session = session
        self._case = view.case
        self._conflict = text_label(sentence(AlreadyChanged()), "body", tone="bad")
        self._conflict.hide()
        self.add(self._conflict)
        self._form = CaseForm(session.desk, new=False)
        self._form.show_case(self._case)
        self.add_scrolling(self._form, 460)
        self._reload = secondary("Neu laden", "refresh-cw", name="button-reload")
        self._reload.clicked.connect(self._load_anew)
        self._reload.hide()
        self.add_left(self._reload)
        self.add_buttons(primary("Speichern", name="button-save"))
        self.fit(760, 580)
        self._form.programme.setFocus()

    def draft(self) -> bool:
        """Tell whether something was changed and not stored."""
        return self._form.touched()

    def submit(self) -> None:
        """Save the case."""
        case = self._form.case(self._case)
        if case is None:
            return
        try:
            cases.change_case(self._session.desk, case)
        except AlreadyChanged:
            self._show_conflict(shown=True)
        except InvalidInput as problem:
            self._form.show_problems({str(problem.facts["field"]): str(problem.facts["problem"])})
        except KimdeskError as problem:
            self._session.tell(problem)
        else:
            self._session.announce("cases")
            self._session.say(f"Fall {case.file_number} ist gespeichert.")
            self.close_saved()

    def _show_conflict(self, *, shown: bool) -> None:
        self._conflict.setVisible(shown)
        self._reload.setVisible(shown)
        if shown:
            announce(self, self._conflict.text(), urgent=True)

    def _load_anew(self) -> None:
        self._case = cases.case_view(self._session.desk, self._case.id).case
        self._form.show_case(self._case)
        self._show_conflict(shown=False)


class CaseCloseDialog(DraftDialog):
    """Closes a case with its reason; the notice offers to take it back."""

    def __init__(self, session: Session, argument: CaseId, parent: QWidget | None = None) -> None:
        view = cases.case_view(session.desk, argument)
        text = (
            f"{view.case.file_number}, {view.client.display_name}. Der Fall bleibt lesbar und "
            "kann wieder geöffnet werden."
        )
        super().__init__(parent, "Fall abschließen", text)
        self._session = session
        self._case = view.case
        self._reason = ChoiceField(choices(session.desk, "abschlussgruende"))
        self._day = DateField(lambda: session.desk.today)
        self._day.set_value(session.desk.today)
        self._fields = {
            "closing_reason": LabeledField("Grund", self._reason, required=True),
            "closed_on": LabeledField("Abgeschlossen am", self._day, required=True),
        }
        for field in self._fields.values():
            self.add(field)
        self.setMinimumWidth(px(520))
        self.add_buttons(primary("Fall abschließen", "archive", name="button-close-case"))
        self._reason.setFocus()

    def submit(self) -> None:
        """Close the case if reason and day are there."""
        if not (self._reason.read() and self._day.read()):
            return
        day = self._day.value()
        if day is None:
            self._fields["closed_on"].set_error("Bitte den Tag des Abschlusses eingeben.")
            return
        try:
            closed = cases.close_case(self._session.desk, self._case, day, self._reason.code())
        except InvalidInput as problem:
            self._show_problem(str(problem.facts["field"]), str(problem.facts["problem"]))
            return
        except KimdeskError as problem:
            self._session.tell(problem)
            return
        self._session.announce("cases")
        session = self._session
        session.say(
            f"Fall {closed.file_number} ist abgeschlossen.",
            undo=lambda: session.attempt(lambda: cases.reopen_case(session.desk, closed), "cases"),
        )
        self.close_saved()

    def _show_problem(self, field: str, problem: str) -> None:
        words = {**_PROBLEMS, "missing": "Bitte den Grund des Abschlusses wählen."}
        shown = self._fields.get(field, self._fields["closed_on"])
        shown.set_error(words.get(problem, problem))
        shown.editor.setFocus()
