"""Contacts in the case file."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.contacts import Contact
from kimdesk.domain.identifiers import AccountId, CaseId, ContactId
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import ContactRecord


def _columns(contact: Contact) -> dict[str, Any]:
    columns = columns_of(contact, "id", "version", "case")
    columns["case_id"] = contact.case
    return columns


def _value(record: ContactRecord) -> Contact:
    return Contact(
        id=ContactId(record.id),
        case=None if record.case_id is None else CaseId(record.case_id),
        day=record.day,
        kind=record.kind,
        duration=record.duration,
        fields=tuple(record.fields),
        text=record.text,
        programme=record.programme,
        interpreter=record.interpreter,
        author=AccountId(record.author),
        version=record.version,
    )


def add(session: Session, contact: Contact) -> None:
    """Store a new contact."""
    session.add(ContactRecord(id=contact.id, version=1, **_columns(contact)))
    session.flush()


def change(session: Session, contact: Contact) -> list[str]:
    """Save a changed contact and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    return overwrite(session, ContactRecord, contact, _columns(contact))


def remove(session: Session, identifier: ContactId) -> Contact:
    """Delete a contact and return it, so that it can be restored."""
    record = fetch(session, ContactRecord, identifier)
    value = _value(record)
    session.delete(record)
    return value


def get(session: Session, identifier: ContactId) -> Contact:
    """Return a contact.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, ContactRecord, identifier))


def of_case(session: Session, case: CaseId) -> list[Contact]:
    """Return the contacts of a case, newest first."""
    query = (
        select(ContactRecord)
        .where(ContactRecord.case_id == case)
        .order_by(ContactRecord.day.desc(), ContactRecord.id)
    )
    return [_value(record) for record in session.scalars(query)]
