"""The dialog that changes a person."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kimdesk.domain.identifiers import PersonId
from kimdesk.errors import AlreadyChanged
from kimdesk.messages import sentence
from kimdesk.ui.screens.people.draft_dialog import DraftDialog
from kimdesk.ui.screens.people.form import PersonForm
from kimdesk.ui.screens.people.viewmodel import PersonChange
from kimdesk.ui.session import Session
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.labels import announce, text_label


class PersonEditDialog(DraftDialog):
    """The form of a stored person; after a colleague's saving it offers to load anew."""

    def __init__(self, session: Session, argument: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Person bearbeiten")
        self._change = PersonChange(session, argument, self)
        self._conflict = text_label(sentence(AlreadyChanged()), "body", tone="bad")
        self._conflict.hide()
        self.add(self._conflict)
        self._form = PersonForm(session.desk)
        self.add_scrolling(self._form, 560)
        self._reload = secondary("Neu laden", "refresh-cw", name="button-reload")
        self._reload.clicked.connect(self._load_anew)
        self._reload.hide()
        self.add_left(self._reload)
        self.add_buttons(primary("Speichern", name="button-save"))
        self._change.changed.connect(self._render)
        self._change.finished.connect(self.close_saved)
        self._fill()
        self.fit(780, 680)
        self._form.family.setFocus()

    def _fill(self) -> None:
        if self._change.state.person is not None:
            self._form.show_person(self._change.state.person)

    def _render(self) -> None:
        state = self._change.state
        self._conflict.setVisible(state.conflict)
        self._reload.setVisible(state.conflict)
        if state.conflict:
            announce(self, self._conflict.text(), urgent=True)
        self._form.show_problems(state.problems)

    def _load_anew(self) -> None:
        self._change.reload()
        self._fill()

    def draft(self) -> bool:
        """Tell whether something was changed and not stored."""
        return self._form.touched()

    def submit(self) -> None:
        """Save if every field can be read."""
        base = self._change.state.person
        person = self._form.person(base) if base is not None else None
        if person is not None:
            self._change.save(person)
