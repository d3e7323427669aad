"""Contacts: recorded in seconds, changed, removed and restored."""

from __future__ import annotations

from dataclasses import replace

from kimdesk.domain.contacts import Contact
from kimdesk.domain.identifiers import CaseId, ContactId
from kimdesk.errors import InvalidInput
from kimdesk.storage import cases, contacts
from kimdesk.storage.store import Work
from kimdesk.usecases.desk import Desk


def record_contact(desk: Desk, contact: Contact) -> Contact:
    """Store a contact; its fields of need are noted for the case with the same click.

    Raises:
        InvalidInput: if the day lies in the future or the kind is unknown.
    """
    _refuse_problems(desk, contact)
    stored = replace(
        contact, id=ContactId(desk.new_id()), author=contact.author or desk.user.id, version=1
    )
    with desk.change("contact.recorded") as work:
        contacts.add(work.session, stored)
        _note_needs(desk, work, stored)
        work.about("contact", stored.id)
    return stored


def change_contact(desk: Desk, contact: Contact) -> Contact:
    """Save a changed contact.

    Raises:
        AlreadyChanged: if a colleague saved meanwhile.
    """
    _refuse_problems(desk, contact)
    with desk.change("contact.changed") as work:
        fields = contacts.change(work.session, contact)
        _note_needs(desk, work, contact)
        work.about("contact", contact.id, fields=fields)
    return replace(contact, version=contact.version + 1)


def remove_contact(desk: Desk, contact: Contact) -> Contact:
    """Delete a contact and return it, so that undo can restore it."""
    with desk.change("contact.removed") as work:
        removed = contacts.remove(work.session, contact.id)
        work.about("contact", contact.id)
    return removed


def restore_contact(desk: Desk, contact: Contact) -> Contact:
    """Undo a removal: the same contact under its old id."""
    with desk.change("contact.restored") as work:
        contacts.add(work.session, contact)
        work.about("contact", contact.id)
    return replace(contact, version=1)


def get_contact(desk: Desk, identifier: ContactId) -> Contact:
    """Return a contact.

    Raises:
        NotFound: if there is none of that id.
    """
    with desk.store.read() as session:
        return contacts.get(session, identifier)


def latest_contact(desk: Desk, case: CaseId) -> Contact | None:
    """Return the newest contact of a case; its kind and length are the best guess for the next."""
    with desk.store.read() as session:
        return next(iter(contacts.of_case(session, case)), None)


def _refuse_problems(desk: Desk, contact: Contact) -> None:
    if contact.day > desk.today:
        raise InvalidInput(field="day", problem="future")
    if contact.kind not in desk.catalogues["kontaktarten"]:
        raise InvalidInput(field="kind", problem="unknown")
    if any(field not in desk.catalogues["handlungsfelder"] for field in contact.fields):
        raise InvalidInput(field="fields", problem="unknown")


def _note_needs(desk: Desk, work: Work, contact: Contact) -> None:
    if contact.case is not None and contact.fields:
        ids = [desk.new_id() for _ in contact.fields]
        cases.record_needs(work.session, contact.case, contact.fields, contact.day, ids)
