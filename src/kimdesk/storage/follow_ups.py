"""Follow-ups in the case file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import AccountId, CaseId, FollowUpId
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import CaseRecord, FollowUpRecord, PersonRecord


def _value(record: FollowUpRecord) -> FollowUp:
    return FollowUp(
        id=FollowUpId(record.id),
        case=CaseId(record.case_id),
        due_on=record.due_on,
        title=record.title,
        kind=record.kind,
        done_on=record.done_on,
        author=AccountId(record.author),
        version=record.version,
    )


def add(session: Session, follow_up: FollowUp) -> None:
    """Store a new follow-up."""
    columns = columns_of(follow_up, "id", "version", "case", "client_name")
    session.add(FollowUpRecord(id=follow_up.id, case_id=follow_up.case, version=1, **columns))


def change(session: Session, follow_up: FollowUp) -> list[str]:
    """Save a changed follow-up and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    columns = columns_of(follow_up, "id", "version", "case", "client_name")
    return overwrite(session, FollowUpRecord, follow_up, columns)


def remove(session: Session, identifier: FollowUpId) -> None:
    """Delete a follow-up.

    Raises:
        NotFound: if there is none of that id.
    """
    session.delete(fetch(session, FollowUpRecord, identifier))


def get(session: Session, identifier: FollowUpId) -> FollowUp:
    """Return a follow-up.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, FollowUpRecord, identifier))


def of_case(session: Session, case: CaseId) -> list[FollowUp]:
    """Return the follow-ups of a case, open ones first, by day."""
    query = (
        select(FollowUpRecord)
        .where(FollowUpRecord.case_id == case)
        .order_by(FollowUpRecord.done_on.is_not(None), FollowUpRecord.due_on)
    )
    return [_value(record) for record in session.scalars(query)]


def due_until(session: Session, day: date) -> list[FollowUp]:
    """Return the open follow-ups of open cases up to a day, with the client's name.

    Columns, not objects: a large office has thousands of them, and the Today page reads them all.
    """
    r, p = FollowUpRecord, PersonRecord
    query = (
        select(
            r.case_id,
            r.due_on,
            r.title,
            r.kind,
            r.author,
            r.id,
            r.version,
            p.family_name,
            p.given_name,
        )
        .join(CaseRecord, CaseRecord.id == r.case_id)
        .join(p, p.id == CaseRecord.client_id)
        .where(r.done_on.is_(None), r.due_on <= day, CaseRecord.closed_on.is_(None))
        .order_by(r.due_on, r.id)
    )
    return [
        FollowUp(
            case=CaseId(case),
            due_on=due_on,
            title=title,
            kind=kind,
            author=AccountId(author),
            client_name=", ".join(part for part in name if part),
            id=FollowUpId(key),
            version=version,
        )
        for case, due_on, title, kind, author, key, version, *name in session.execute(query)
    ]
