"""The dialog in which a finding is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from kimdesk.domain.findings import TITLE_LIMIT
from kimdesk.domain.identifiers import CaseId, FindingId
from kimdesk.ui.screens.findings.linked import LinkedCases
from kimdesk.ui.screens.findings.viewmodel import FindingModel, begun
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.labels import name_it
from kimdesk.usecases.findings import get_finding

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kimdesk.domain.contacts import Contact
    from kimdesk.domain.findings import Finding
    from kimdesk.ui.session import Session

_WHAT = (
    "Beschreiben Sie die Hürde, nicht den Menschen: ohne Namen, ohne genaue Tage, ohne seltene "
    "Merkmale. Der Hinweis geht nach der Freigabe an den Kreis."
)
_SENT = (
    "Dieser Hinweis ist mit einem Quartalsbündel verschickt. Was verschickt ist, wird nicht "
    "umgeschrieben; für Neues legen Sie bitte einen weiteren Hinweis an."
)
_SAFE_WORDS = (
    "z. B. „mehrere Wochen“ statt eines Datums, „eine Familie“ statt „Mutter mit Drillingen“"
)


class FindingDialog(FormDialog):
    """Writes a new finding, from a contact or a case in one step."""

    model: FindingModel

    def __init__(
        self,
        session: Session,
        argument: Contact | CaseId | None,
        parent: QWidget | None = None,
        finding: Finding | None = None,
    ) -> None:
        model = FindingModel(session, finding or begun(argument))
        title = "Neuer Hinweis" if model.is_new else "Hinweis"
        super().__init__(parent, model, title, _SENT if model.read_only else _WHAT, width=760)
        self._session = session
        self._argument = argument
        self._build_words()
        self._build_where()
        self._build_effect()
        self._build_cases()
        self._build_buttons()
        self.field("title").editor.setFocus()
        if model.read_only:
            self._lock()

    def _codes(self, catalogue: str) -> list[tuple[str, str, str]]:
        desk = self._session.desk
        known = desk.catalogues[catalogue].valid_on(desk.today)
        order = list(dict.fromkeys(value.group for value in known))
        known = tuple(sorted(known, key=lambda value: order.index(value.group)))
        return [(value.code, value.label, value.group) for value in known]

    def _build_words(self) -> None:
        hint = f"höchstens {TITLE_LIMIT} Zeichen, z. B. „Kein Termin bei der Ausländerbehörde“"
        self.add(self.line("title", "Titel", hint=hint, required=True))
        self.add(
            self.area(
                "description",
                "Beschreibung ohne Personenbezug",
                (2, 6),
                hint=_SAFE_WORDS,
                required=True,
            )
        )

    def _build_where(self) -> None:
        self.row(
            self.choice("field", "Handlungsfeld", self._codes("handlungsfelder"), required=True),
            self.choice("kind", "Art", self._codes("hinweisarten"), required=True),
        )
        actors = self._codes("akteure")
        self.row(
            self.choice("from_actor", "Schnittstelle: von", actors),
            self.choice("to_actor", "zu", actors),
        )
        self.row(
            self.choice("rechtskreis", "Rechtskreis", self._codes("rechtskreise")),
            self.choice("level", "Wo läge die Lösung?", self._codes("loesungsebenen")),
        )

    def _build_effect(self) -> None:
        self.row(
            self.choice("consequence", "Folge für die Betroffenen", self._codes("hinweisfolgen")),
            self.line("delay_weeks", "Verzögerung in Wochen", placeholder="geschätzt, z. B. 6"),
        )
        self.row(
            self.area("tried", "Was wurde schon versucht?", (2, 5)),
            self.area("proposal", "Vorschlag zur Lösung", (2, 5)),
        )
        good = QCheckBox("Gute Praxis: Das hat funktioniert und lohnt die Nachahmung")
        good.toggled.connect(lambda on: self.model.edit(good_practice=on))
        # The box says what it is; a label above it would repeat that.
        labeled = self.custom("good_practice", "Beispiel", good, good.setChecked)
        name_it(good, "field-good-practice", good.text())
        self.add(labeled)

    def _build_cases(self) -> None:
        self._cases = LinkedCases(self._session)
        self._cases.linked.connect(lambda case: self.model.link(CaseId(case)))
        self._cases.unlinked.connect(lambda case: self.model.unlink(CaseId(case)))
        self._shown_cases: object = None
        self.add(self._cases)

    def _build_buttons(self) -> None:
        if self.model.read_only:
            close = primary("Schließen", name="button-close")
            self.add_buttons(close, cancel="")
        elif self.model.may_submit:
            self.add_buttons(primary("Zur Freigabe", "send", "button-submit"))
            draft = secondary("Als Entwurf speichern", "save", "button-draft")
            draft.setToolTip("Darf unvollständig sein; weiter geht es auf der Seite „Hinweise“.")
            self.second_action(draft, self._save_draft)
        else:
            self.add_buttons(primary("Änderung speichern", "check", "button-save"))

    def _lock(self) -> None:
        for name in self._labeled:
            self.field(name).editor.setEnabled(False)
        self._cases.set_read_only()

    def render_form(self) -> None:
        """Show the linked cases and the class that leaves."""
        if self.model.form.cases != self._shown_cases:
            self._shown_cases = self.model.form.cases
            self._cases.set_cases(self.model.linked(), self.model.frequency())

    def save(self) -> bool:
        """Submit a draft, or save a change of a finding that is further on its way."""
        if self.model.read_only:
            return True
        stored = self.model.submit() if self.model.may_submit else self.model.save()
        return stored is not None

    def _save_draft(self) -> None:
        if self.model.save() is not None:
            self.accept()

    def reload(self) -> None:
        """Take over what a colleague saved."""
        self.model.reload()
        self.fill()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        session, model, argument = self._session, self.model, self._argument
        key, again = (
            ("finding.new", argument) if model.is_new else ("finding.edit", model.finding.id)
        )
        session.say(
            "Hinweis nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit(key, again),
        )


class EditFindingDialog(FindingDialog):
    """Opens a stored finding; an exported one is shown only."""

    def __init__(
        self, session: Session, identifier: FindingId, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, None, parent, get_finding(session.desk, identifier))
