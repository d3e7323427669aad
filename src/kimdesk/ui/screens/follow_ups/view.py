"""The dialog for a follow-up: what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.follow_ups.viewmodel import QUICK, FollowUpModel
from kimdesk.ui.widgets.buttons import primary
from kimdesk.ui.widgets.fields import DateField, LabeledField
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.key_chips import KeyChips, KeyChoice
from kimdesk.ui.widgets.labels import name_it, set_tone, text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kimdesk.domain.identifiers import CaseId
    from kimdesk.ui.session import Session

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_SATURDAY = 5


class FollowUpDialog(FormDialog):
    """Sets something due for a case; the cursor stands in the title at once."""

    model: FollowUpModel

    def __init__(self, session: Session, case: CaseId, parent: QWidget | None = None) -> None:
        model = FollowUpModel(session, case)
        super().__init__(parent, model, f"Wiedervorlage – {model.name}", width=580)
        self._session = session
        self._build_fields()
        self.add_buttons(primary("Anlegen", "check", "button-save"))
        self.field("title").editor.setFocus()

    def _build_fields(self) -> None:
        desk = self._session.desk
        what = "z. B. Beim Jobcenter nachfragen"
        self.add(self.line("title", "Was ist zu tun?", placeholder=what, required=True))
        days = [
            KeyChoice(str(ahead), words, key, meaning=f"fällig {words}")
            for ahead, words, key in QUICK
        ]
        self._quick = KeyChips("Fällig", days)
        self._quick.changed.connect(lambda codes: self._choose(int(codes[0])))
        self.add(LabeledField("Wann?", self._quick, name="field-quick"))
        kinds = [
            (value.code, value.label, "")
            for value in desk.catalogues["wiedervorlagen"].valid_on(desk.today)
        ]
        self.row(
            self.date("due_on", "Fällig am", desk.today, required=True),
            self.choice("kind", "Art", kinds),
        )
        self._words = text_label("", "small")
        name_it(self._words, "follow-up-day", "")
        self.add(self._words)

    def _choose(self, ahead: int) -> None:
        self.model.choose_day(ahead)
        editor = self.field("due_on").editor
        if isinstance(editor, DateField):
            editor.set_value(self.model.form.due_on)

    def render_form(self) -> None:
        """Mark the quick day that is chosen and name the weekday, so that Sundays are noticed."""
        self._quick.set_codes([self.model.quick()])
        day = self.model.form.due_on
        words = f"{_WEEKDAYS[day.weekday()]}, {german_date(day)}" if day else ""
        weekend = day is not None and day.weekday() >= _SATURDAY
        words += " – Wochenende" if weekend else ""
        self._words.setText(words)
        set_tone(self._words, "warn" if weekend else None)
        self._words.setAccessibleName(words)

    def save(self) -> bool:
        """Store the follow-up."""
        return self.model.save()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        session, case = self._session, self.model.case
        session.say(
            "Wiedervorlage nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit("follow_up.new", case),
        )
