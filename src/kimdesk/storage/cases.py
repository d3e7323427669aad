"""Cases in the case file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from kimdesk.domain.cases import Case, Phase
from kimdesk.domain.identifiers import AccountId, CaseId, PersonId
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import (
    CaseRecord,
    ContactRecord,
    FollowUpRecord,
    MembershipRecord,
    NeedRecord,
    PersonRecord,
)


def _value(record: CaseRecord) -> Case:
    return Case(
        id=CaseId(record.id),
        client=PersonId(record.client_id),
        programme=record.programme,
        opened_on=record.opened_on,
        file_number=record.file_number,
        phase=Phase(record.phase),
        access_route=record.access_route,
        occasion=record.occasion,
        agreed_on=record.agreed_on,
        waiting_since=record.waiting_since,
        closed_on=record.closed_on,
        closing_reason=record.closing_reason,
        responsible=AccountId(record.responsible),
        version=record.version,
    )


def add(session: Session, case: Case) -> None:
    """Store a new case."""
    columns = columns_of(case, "id", "version", "client")
    session.add(CaseRecord(id=case.id, client_id=case.client, version=1, **columns))
    session.flush()


def change(session: Session, case: Case) -> list[str]:
    """Save a changed case and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    return overwrite(session, CaseRecord, case, columns_of(case, "id", "version", "client"))


def get(session: Session, identifier: CaseId) -> Case:
    """Return a case.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, CaseRecord, identifier))


def get_many(session: Session, identifiers: Iterable[CaseId]) -> dict[CaseId, Case]:
    """Return cases by their ids."""
    query = select(CaseRecord).where(CaseRecord.id.in_(list(identifiers)))
    return {CaseId(record.id): _value(record) for record in session.scalars(query)}


def of_person(session: Session, person: PersonId) -> list[Case]:
    """Return the cases of a client, newest first."""
    query = (
        select(CaseRecord)
        .where(CaseRecord.client_id == person)
        .order_by(CaseRecord.opened_on.desc())
    )
    return [_value(record) for record in session.scalars(query)]


def of_households(
    session: Session, people: Iterable[PersonId], day: date
) -> dict[PersonId, tuple[CaseId, PersonId]]:
    """Return for persons without a case of their own the open case and client they live with."""
    own, client = aliased(MembershipRecord), aliased(MembershipRecord)
    query = (
        select(own.person_id, CaseRecord.id, CaseRecord.client_id)
        .join(client, client.household_id == own.household_id)
        .join(CaseRecord, CaseRecord.client_id == client.person_id)
        .where(own.person_id.in_(list(people)), CaseRecord.closed_on.is_(None))
        .where(own.start <= day, or_(own.end.is_(None), own.end >= day))
        .where(client.start <= day, or_(client.end.is_(None), client.end >= day))
        .order_by(CaseRecord.opened_on)
    )
    return {PersonId(row[0]): (CaseId(row[1]), PersonId(row[2])) for row in session.execute(query)}


def next_file_number(session: Session, prefix: str) -> str:
    """Return the next free number ``MB-2026-0001`` of a year."""
    last = session.scalar(
        select(func.max(CaseRecord.file_number)).where(CaseRecord.file_number.like(f"{prefix}%"))
    )
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:05d}"


class ListColumns(NamedTuple):
    """What the list of cases shows of one, as columns."""

    id: CaseId
    client: PersonId
    file_number: str
    programme: str
    is_open: bool
    responsible: AccountId
    family_name: str
    given_name: str


def list_columns(session: Session, wanted: Iterable[CaseId]) -> list[ListColumns]:
    """Return the list's columns of cases, in no order."""
    r, p = CaseRecord, PersonRecord
    query = (
        select(
            r.id,
            r.client_id,
            r.file_number,
            r.programme,
            r.closed_on.is_(None),
            r.responsible,
            p.family_name,
            p.given_name,
        )
        .join(p, p.id == r.client_id)
        .where(r.id.in_(list(wanted)))
    )
    return [
        ListColumns(CaseId(key), PersonId(client), number, programme, is_open, AccountId(by), *name)
        for key, client, number, programme, is_open, by, *name in session.execute(query)
    ]


def index_rows(session: Session) -> Sequence[tuple[CaseId, PersonId, str, bool, AccountId]]:
    """Return case, client, file number, open?, responsible of all cases."""
    r = CaseRecord
    query = select(r.id, r.client_id, r.file_number, r.closed_on.is_(None), r.responsible)
    return [tuple(row) for row in session.execute(query)]  # type: ignore[misc]


def last_contacts(session: Session, cases: Iterable[CaseId] | None = None) -> dict[CaseId, date]:
    """Return the day of the last contact by case; of all cases if none are named."""
    return _per_case(
        session,
        select(ContactRecord.case_id, func.max(ContactRecord.day)).group_by(ContactRecord.case_id),
        ContactRecord.case_id,
        cases,
    )


def next_due(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, date]:
    """Return the earliest open follow-up by case."""
    # The condition stands in the aggregate: in WHERE it would tempt SQLite to walk through every
    # open follow-up of the office instead of the few of these cases.
    first = func.min(FollowUpRecord.due_on).filter(FollowUpRecord.done_on.is_(None))
    query = select(FollowUpRecord.case_id, first).group_by(FollowUpRecord.case_id)
    found = _per_case(session, query, FollowUpRecord.case_id, cases)
    return {case: due for case, due in found.items() if due is not None}


def _per_case(
    session: Session,
    query: Select[Any, Any],
    column: InstrumentedAttribute[Any],
    cases: Iterable[CaseId] | None,
) -> dict[CaseId, Any]:
    known = column.is_not(None) if cases is None else column.in_(list(cases))
    return {CaseId(row[0]): row[1] for row in session.execute(query.where(known))}


def open_cases(session: Session) -> list[Case]:
    """Return all cases that are worked on."""
    query = select(CaseRecord).where(CaseRecord.closed_on.is_(None))
    return [_value(record) for record in session.scalars(query)]


def record_needs(
    session: Session, case: CaseId, fields: Iterable[str], day: date, new_ids: Iterable[str]
) -> list[str]:
    """Note fields of need that the case did not have yet and return them.

    An earlier day than the recorded one moves the first day back.
    """
    query = select(NeedRecord).where(NeedRecord.case_id == case)
    known = {record.field: record for record in session.scalars(query)}
    fresh: list[str] = []
    for identifier, field in zip(new_ids, dict.fromkeys(fields), strict=False):
        if field in known:
            known[field].first_recorded = min(known[field].first_recorded, day)
            continue
        session.add(NeedRecord(id=identifier, case_id=case, field=field, first_recorded=day))
        fresh.append(field)
    return fresh


def needs(session: Session, case: CaseId) -> list[tuple[str, date]]:
    """Return the fields of need of a case with the day they were first recorded."""
    query = (
        select(NeedRecord.field, NeedRecord.first_recorded)
        .where(NeedRecord.case_id == case)
        .order_by(NeedRecord.field)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def cases_with_needs(session: Session) -> set[CaseId]:
    """Return the cases that have any field of need."""
    return {CaseId(case) for case in session.scalars(select(NeedRecord.case_id).distinct())}


def first_opening(session: Session) -> date | None:
    """Return the day on which the office's first case was opened."""
    return session.scalar(select(func.min(CaseRecord.opened_on)))
