"""Rechtskreiswechsel in the case file."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.identifiers import CaseId, PersonId, TransitionId
from kimdesk.domain.transitions import Transition
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import TransitionRecord

_SAME = (
    "from_value",
    "to_value",
    "trigger",
    "triggered_on",
    "leaves_on",
    "starts_on",
    "finished_on",
    "result",
    "gap_days",
    "obstacle",
    "version",
)


def _columns(transition: Transition) -> dict[str, Any]:
    columns = columns_of(transition, "id", "version", "person", "case")
    return columns | {"person_id": transition.person, "case_id": transition.case}


def _value(record: TransitionRecord) -> Transition:
    return Transition(
        id=TransitionId(record.id),
        person=PersonId(record.person_id),
        case=CaseId(record.case_id),
        **{name: getattr(record, name) for name in _SAME},
    )


def add(session: Session, transition: Transition) -> None:
    """Store a new transition."""
    session.add(TransitionRecord(id=transition.id, version=1, **_columns(transition)))


def change(session: Session, transition: Transition) -> list[str]:
    """Save a changed transition and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    return overwrite(session, TransitionRecord, transition, _columns(transition))


def remove(session: Session, identifier: TransitionId) -> None:
    """Delete a transition that was begun by mistake.

    Raises:
        NotFound: if there is none of that id.
    """
    session.delete(fetch(session, TransitionRecord, identifier))


def get(session: Session, identifier: TransitionId) -> Transition:
    """Return a transition.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, TransitionRecord, identifier))


def of_case(session: Session, case: CaseId) -> list[Transition]:
    """Return the transitions of a case, newest first."""
    query = (
        select(TransitionRecord)
        .where(TransitionRecord.case_id == case)
        .order_by(TransitionRecord.triggered_on.desc(), TransitionRecord.id)
    )
    return [_value(record) for record in session.scalars(query)]


def running(session: Session) -> list[Transition]:
    """Return all transitions that are not finished."""
    query = select(TransitionRecord).where(TransitionRecord.finished_on.is_(None))
    return [_value(record) for record in session.scalars(query)]
