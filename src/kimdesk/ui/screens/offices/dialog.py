"""Comparing the twelve words by telephone before an office is accepted."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from kimdesk.ui.screens.offices.viewmodel import Enrolment, OfficesModel
from kimdesk.ui.widgets.buttons import Button, primary
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import text_label
from kimdesk.ui.widgets.twelve_words import TwelveWords


class EnrolDialog(Dialog):
    """Shows who wants to be enrolled; accepts after the words were compared or typed."""

    def __init__(self, model: OfficesModel, enrolment: Enrolment, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            "Stelle einschreiben",
            "Bitte rufen Sie die Stelle unter einer Nummer an, die Sie schon kennen, und lassen "
            "Sie sich ihre zwölf Wörter vorlesen.",
            width=700,
        )
        self._model, self._enrolment = model, enrolment
        self.add(
            KeyValue(
                "Einschreibung",
                (
                    ("Stelle", enrolment.name),
                    ("Kommune", enrolment.municipality),
                    ("Träger", enrolment.provider),
                ),
            )
        )
        if enrolment.known:
            self.add(
                text_label(
                    "Achtung: Diese Stelle ist schon eingeschrieben. Mit einem neuen Schlüssel "
                    "werden ihre alten Bündel weiter gelesen, neue nur noch mit dem neuen.",
                    tone="warn",
                )
            )
        self.add(TwelveWords(enrolment.words))
        self._typed = QLineEdit()
        self._field = LabeledField(
            "Oder: Wörter eintippen, wie Sie sie hören",
            self._typed,
            hint="Zwölf Wörter mit Leerzeichen; das Programm vergleicht sie.",
            name="field-words",
        )
        self.add(self._field)
        self._typed.textChanged.connect(self._typing)
        self._accept = primary("Die Wörter stimmen überein", "check", "button-words-agree")
        self.add_buttons(self._accept)
        self._typing("")

    def _typing(self, text: str) -> None:
        self._field.set_error("")
        typed = bool(text.strip())
        self._accept.set_text("Wörter prüfen" if typed else "Die Wörter stimmen überein")
        # A Return out of habit must not accept words that nobody compared.
        (self._accept if typed else self._cancel()).setDefault(True)

    def _cancel(self) -> Button:
        cancel = self.findChild(Button, "button-abbrechen")
        return cancel if cancel is not None else self._accept

    def submit(self) -> None:
        """Accept the office if the words are its own; typed ones are compared by the program."""
        typed = self._typed.text().strip()
        problem = self._model.enrol(self._enrolment, typed or self._enrolment.words)
        if problem:
            self._field.set_error(problem)
            self._typed.setFocus()
            return
        self.accept()
