"""What a contact is made of while it is being entered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kimdesk.domain.contacts import Contact
from kimdesk.domain.identifiers import CaseId
from kimdesk.ui.widgets.form_model import FormModel
from kimdesk.usecases import contacts
from kimdesk.usecases.cases import case_rows

if TYPE_CHECKING:
    from kimdesk.ui.session import Session
    from kimdesk.usecases.desk import Desk

SHORT = "Kurzberatung"
_KIND, _DURATION, _PROGRAMME = 0, 1, 0
"""Places in the catalogues of what is usual: a talk in the office, 16 to 30 minutes, KIM."""


@dataclass(frozen=True, slots=True)
class State:
    """The inputs; codes of their catalogues, ``day`` empty while it is being typed anew."""

    day: date | None
    kind: str
    duration: str
    fields: tuple[str, ...] = ()
    text: str = ""
    interpreter: str = ""
    programme: str = ""


class ContactModel(FormModel[State]):
    """Enters a contact of a case, a Kurzberatung without one, or changes a stored contact."""

    def __init__(self, session: Session, argument: Contact | CaseId | None) -> None:
        self._session = session
        self.contact = argument if isinstance(argument, Contact) else None
        self.case = argument.case if isinstance(argument, Contact) else argument
        self.name, programme = _client(session.desk, self.case)
        if self.contact is None:
            first = _usual(session.desk, self.case, programme)
            key = f"contact.new/{self.case or ''}"
        else:
            first = _shown(self.contact)
            key = f"contact.edit/{self.contact.id}"
        super().__init__(first, session.drafts, key)

    @property
    def is_new(self) -> bool:
        """Whether the contact is not stored yet."""
        return self.contact is None

    def save(self) -> Contact | None:
        """Store the contact and say so; ``None`` if that failed, the reason is shown then."""
        day = self.form.day
        if day is None:
            self.show_errors({"day": "Bitte ein Datum eingeben."})
            return None
        before, desk = self.contact, self._session.desk
        if before is None:
            wanted = self._contact(day, Contact(day, "", "", case=self.case))
            stored = self.attempt(lambda: contacts.record_contact(desk, wanted))
        else:
            wanted = self._contact(day, before)
            stored = self.attempt(lambda: contacts.change_contact(desk, wanted))
        if stored is not None:
            self._tell(stored, before)
        return stored

    def _contact(self, day: date, over: Contact) -> Contact:
        form = self.form
        return replace(
            over,
            day=day,
            kind=form.kind,
            duration=form.duration,
            fields=form.fields,
            text=form.text.strip(),
            interpreter=form.interpreter,
            programme=form.programme,
        )

    def _tell(self, stored: Contact, before: Contact | None) -> None:
        session = self._session
        session.announce("contacts", "cases")
        if before is None:
            text = "Kontakt gespeichert." if self.case else "Kurzberatung gespeichert."
            session.say(text, undo=lambda: _withdraw(session, stored))
        else:
            session.say("Kontakt geändert.", undo=lambda: _restore(session, before, stored))

    def remove(self) -> bool:
        """Delete the stored contact; it can be restored from the notice."""
        session, contact = self._session, self.contact
        if contact is None:
            return False
        removed = self.attempt(lambda: contacts.remove_contact(session.desk, contact))
        if removed is None:
            return False
        session.announce("contacts", "cases")
        session.say("Kontakt gelöscht.", undo=lambda: _bring_back(session, removed))
        return True

    def reload(self) -> None:
        """Go on from what a colleague saved, keeping what was changed here."""
        known = self.contact
        if known is not None:
            fresh = self.attempt(lambda: contacts.get_contact(self._session.desk, known.id))
            if fresh is not None:
                self.contact = fresh
                self.rebase(_shown(fresh))


def _client(desk: Desk, case: CaseId | None) -> tuple[str, str]:
    rows = case_rows(desk, [case]) if case else ()
    return (rows[0].name, rows[0].programme) if rows else ("", "")


def _usual(desk: Desk, case: CaseId | None, programme: str) -> State:
    latest = contacts.latest_contact(desk, case) if case else None
    kinds, durations, programmes = (
        desk.catalogues[name].values for name in ("kontaktarten", "dauerstufen", "programme")
    )
    return State(
        day=desk.today,
        kind=latest.kind if latest else kinds[_KIND].code,
        duration=latest.duration if latest else durations[_DURATION].code,
        interpreter=latest.interpreter if latest else "",
        programme=programme or programmes[_PROGRAMME].code,
    )


def _shown(contact: Contact) -> State:
    return State(
        contact.day,
        contact.kind,
        contact.duration,
        contact.fields,
        contact.text,
        contact.interpreter,
        contact.programme,
    )


def _withdraw(session: Session, contact: Contact) -> None:
    session.attempt(lambda: contacts.remove_contact(session.desk, contact), "contacts", "cases")


def _bring_back(session: Session, contact: Contact) -> None:
    session.attempt(lambda: contacts.restore_contact(session.desk, contact), "contacts", "cases")


def _restore(session: Session, before: Contact, stored: Contact) -> None:
    again = replace(before, version=stored.version)
    session.attempt(lambda: contacts.change_contact(session.desk, again), "contacts", "cases")
