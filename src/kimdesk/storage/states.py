"""Time series of persons in the case file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import PersonId, StateId
from kimdesk.domain.states import Grant, State, StateKind
from kimdesk.errors import AlreadyChanged
from kimdesk.storage.mapping import fetch
from kimdesk.storage.office_records import StateRecord


def _value(record: StateRecord) -> State:
    return State(
        person=PersonId(record.person_id),
        kind=StateKind(record.kind),
        value=record.value,
        days=DateRange(record.start, record.end),
        grant=Grant(record.granted),
        authority=record.authority,
        reference=record.reference,
        approved_until=record.approved_until,
        source=record.source,
        confirmed_on=record.confirmed_on,
        id=StateId(record.id),
        version=record.version,
    )


def _columns(state: State) -> dict[str, Any]:
    return {
        "person_id": state.person,
        "kind": state.kind.value,
        "value": state.value,
        "start": state.days.start,
        "end": state.days.end,
        "granted": state.grant.value,
        "authority": state.authority,
        "reference": state.reference,
        "approved_until": state.approved_until,
        "source": state.source,
        "confirmed_on": state.confirmed_on,
    }


def add(session: Session, state: State, recorded_on: date) -> None:
    """Store a new entry."""
    session.add(StateRecord(id=state.id, recorded_on=recorded_on, version=1, **_columns(state)))


def replace(session: Session, earlier: State, corrected: State, recorded_on: date) -> None:
    """Store a correction; the earlier entry stays, marked as replaced.

    Raises:
        AlreadyChanged: if the earlier entry was replaced or confirmed meanwhile.
    """
    record = fetch(session, StateRecord, earlier.id)
    if record.replaced_by is not None or record.version != earlier.version:
        raise AlreadyChanged(what="person_state")
    record.replaced_by = corrected.id
    record.version += 1
    add(session, corrected, recorded_on)


def confirm(session: Session, identifier: StateId, day: date) -> None:
    """Note that an entry was confirmed as still true."""
    record = fetch(session, StateRecord, identifier)
    record.confirmed_on = day
    record.version += 1


def remove(session: Session, identifier: StateId) -> None:
    """Delete an entry that was made by mistake.

    Raises:
        NotFound: if there is none of that id.
    """
    session.delete(fetch(session, StateRecord, identifier))


def get(session: Session, identifier: StateId) -> State:
    """Return an entry.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, StateRecord, identifier))


def latest_of(session: Session, identifier: StateId) -> State:
    """Return what an entry has become: itself, or the last of its corrections.

    Raises:
        NotFound: if there is none of that id.
    """
    record = fetch(session, StateRecord, identifier)
    while record.replaced_by is not None:
        record = fetch(session, StateRecord, record.replaced_by)
    return _value(record)


def of_people(session: Session, people: Iterable[PersonId]) -> list[State]:
    """Return the valid entries of persons, oldest first."""
    query = (
        select(StateRecord)
        .where(StateRecord.person_id.in_(list(people)), StateRecord.replaced_by.is_(None))
        .order_by(StateRecord.start, StateRecord.id)
    )
    return [_value(record) for record in session.scalars(query)]


def replaced_of(session: Session, person: PersonId) -> list[State]:
    """Return the earlier, corrected entries of a person: what was once believed."""
    query = (
        select(StateRecord)
        .where(StateRecord.person_id == person, StateRecord.replaced_by.is_not(None))
        .order_by(StateRecord.start)
    )
    return [_value(record) for record in session.scalars(query)]


class Held(NamedTuple):
    """An entry that holds on a day, as columns."""

    person: PersonId
    kind: StateKind
    value: str
    grant: Grant
    start: date
    id: StateId


def holding_on(session: Session, day: date, people: Iterable[PersonId] | None = None) -> list[Held]:
    """Return the entries that hold on a day; of everybody if nobody is named."""
    r = StateRecord
    query = select(r.person_id, r.kind, r.value, r.granted, r.start, r.id).where(
        r.replaced_by.is_(None), r.start <= day, or_(r.end.is_(None), r.end >= day)
    )
    if people is not None:
        query = query.where(r.person_id.in_(list(people)))
    return [
        Held(PersonId(who), StateKind(kind), value, Grant(grant), start, StateId(key))
        for who, kind, value, grant, start, key in session.execute(query)
    ]


def expiring(session: Session, first: date, last: date) -> list[State]:
    """Return valid entries whose end or approval ends between two days.

    The approval of a benefit that ended earlier no longer matters.
    """
    r = StateRecord
    still_held = or_(r.end.is_(None), r.end >= r.approved_until)
    query = select(r).where(
        r.replaced_by.is_(None),
        or_(r.approved_until.between(first, last) & still_held, r.end.between(first, last)),
    )
    return [_value(record) for record in session.scalars(query)]
