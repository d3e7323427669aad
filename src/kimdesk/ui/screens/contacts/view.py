"""The dialog for a contact: a few keys, a line of text, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kimdesk.domain.contacts import Contact
from kimdesk.ui.screens.contacts.viewmodel import SHORT, ContactModel
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.key_chips import KeyChips, KeyChoice, letters_for
from kimdesk.ui.widgets.labels import name_it, text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kimdesk.domain.catalogues import Catalogues, Value
    from kimdesk.domain.identifiers import CaseId
    from kimdesk.ui.session import Session

_ANONYMOUS = (
    "Ohne Namen und ohne Angaben, an denen jemand zu erkennen ist. Gezählt wird nur, worum es "
    "ging und wie lange."
)
_KEYS = (
    "Buchstabe = Art · 1–5 = Dauer · Tab = weiter · Strg+Eingabe speichert · "
    "Strg+Umschalt+Eingabe speichert und öffnet einen Hinweis"
)
_FIELD_HINT = "Zwei Ziffern oder Buchstaben schalten um: 02 oder „ex“ für Existenz."


class ContactDialog(FormDialog):
    """Enters or changes a contact; opened with a case, a contact, or nothing (Kurzberatung)."""

    model: ContactModel

    def __init__(
        self, session: Session, argument: Contact | CaseId | None, parent: QWidget | None = None
    ) -> None:
        model = ContactModel(session, argument)
        subject = model.name or f"{SHORT} (anonym)"
        verb = "Neuer Kontakt" if model.is_new else "Kontakt ändern"
        title = f"{verb} – {subject}" if model.name or not model.is_new else subject
        super().__init__(parent, model, title, "" if model.case else _ANONYMOUS, width=760)
        self._session = session
        self._argument = argument
        self._build_chips(session.desk.catalogues)
        self.add(self.area("text", "Was war? Was ist vereinbart?", (1, 8), hint=self._warning()))
        self._build_rest()
        self._build_keys()
        self._build_buttons()
        self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _warning(self) -> str:
        return "" if self.model.case else "Bitte keine Namen, keine Aktenzeichen."

    def _build_chips(self, catalogues: Catalogues) -> None:
        day = self._session.desk.today
        self._kinds = KeyChips("Art", kind_choices(catalogues["kontaktarten"].valid_on(day)))
        self._durations = KeyChips(
            "Dauer", numbered(catalogues["dauerstufen"].valid_on(day), width=1)
        )
        self._fields = KeyChips(
            "Handlungsfelder",
            numbered(catalogues["handlungsfelder"].valid_on(day), width=2),
            multiple=True,
        )
        self._kinds.passed_on.connect(self._durations.take)
        self._durations.passed_on.connect(self._kinds.take)
        self._kinds.changed.connect(lambda codes: self.model.edit(kind=codes[0]))
        self._durations.changed.connect(lambda codes: self.model.edit(duration=codes[0]))
        self._fields.changed.connect(lambda codes: self.model.edit(fields=codes))
        self.add(self.custom("kind", "Art", self._kinds, self._kinds.set_code))
        self.add(self.custom("duration", "Dauer", self._durations, self._durations.set_code))
        fields = self.custom(
            "fields", "Handlungsfelder", self._fields, self._fields.set_codes, hint=_FIELD_HINT
        )
        self._fields.pending.connect(lambda typed: _show_typed(fields, typed))
        self.add(fields)

    def _build_rest(self) -> None:
        desk = self._session.desk
        items = [
            (value.code, value.label, "")
            for value in desk.catalogues["sprachmittlung"].valid_on(desk.today)
        ]
        fields: list[QWidget] = [
            self.date("day", "Datum", desk.today),
            self.choice("interpreter", "Sprachmittlung", items),
        ]
        if self.model.case is None:
            programmes = desk.catalogues["programme"].valid_on(desk.today)
            known = [(value.code, value.label, "") for value in programmes]
            fields.append(self.choice("programme", "Programm", known))
        self.row(*fields, weights=(4, 5, 9)[: len(fields)], break_at=520)

    def _build_keys(self) -> None:
        keys = text_label(_KEYS, "small")
        name_it(keys, "contact-keys", f"Tasten: {_KEYS}")
        self.add(keys)

    def _build_buttons(self) -> None:
        save = primary("Kontakt speichern", "check", "button-save")
        save.setToolTip("Speichern (Strg+Eingabe)")
        self.add_buttons(save)
        further = secondary("Speichern und Hinweis", "lightbulb", "button-save-finding")
        further.setToolTip(
            "Speichern und aus dem Kontakt einen Hinweis machen (Strg+Umschalt+Eingabe)"
        )
        self.second_action(further, self._save_and_find)
        for key in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(further.click)
        if not self.model.is_new:
            delete = quiet("Löschen", "trash-2", "button-delete")
            delete.setAutoDefault(False)
            delete.clicked.connect(self._remove)
            self.add_left(delete)

    def save(self) -> bool:
        """Store the contact."""
        return self.model.save() is not None

    def _save_and_find(self) -> None:
        stored = self.model.save()
        if stored is not None:
            self.accept()
            self._session.go.emit("finding.new", stored)

    def _remove(self) -> None:
        if self.model.remove():
            self.accept()

    def reload(self) -> None:
        """Take over what a colleague saved."""
        self.model.reload()
        self.fill()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        key = "contact.new" if self.model.is_new else "contact.edit"
        session, argument = self._session, self._argument
        session.say(
            "Kontakt nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit(key, argument),
        )


def kind_choices(values: tuple[Value, ...]) -> tuple[KeyChoice, ...]:
    """Return the kinds of contact with a letter each."""
    letters = letters_for([value.short for value in values])
    return tuple(
        KeyChoice(value.code, value.short, letter, meaning=value.label)
        for value, letter in zip(values, letters, strict=True)
    )


def numbered(values: tuple[Value, ...], width: int) -> tuple[KeyChoice, ...]:
    """Return values with their number as key; where two digits are used, words do as well."""
    return tuple(
        KeyChoice(
            value.code,
            value.short,
            f"{number:0{width}}",
            (value.short, value.label) if width > 1 else (),
            value.label,
        )
        for number, value in enumerate(values, 1)
    )


def _show_typed(field: LabeledField, typed: str) -> None:
    field.set_hint(typed or _FIELD_HINT)
