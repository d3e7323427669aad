"""Columns that the quarter's figures are counted from; no names among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from kimdesk.storage.office_records import (
    CaseRecord,
    ContactRecord,
    MembershipRecord,
    NeedRecord,
    PersonRecord,
    TransitionRecord,
)


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """What a figure may know of a person."""

    id: str
    pseudonym: int
    sex: str
    born: date | None


def people(session: Session) -> dict[str, CountedPerson]:
    """Return everybody, by id."""
    p = PersonRecord
    query = select(p.id, p.pseudonym, p.statistics_sex, p.birth_day)
    return {row[0]: CountedPerson(*row) for row in session.execute(query)}


def clients_in_stock(session: Session, day: date) -> list[str]:
    """Return the clients of cases that are agreed and not closed on a day, each once."""
    c = CaseRecord
    query = (
        select(c.client_id)
        .distinct()
        .where(c.agreed_on <= day, or_(c.closed_on.is_(None), c.closed_on > day))
        .order_by(c.client_id)
    )
    return list(session.scalars(query))


def needs_first_recorded(session: Session, first: date, last: date) -> list[tuple[str, str]]:
    """Return client and field of needs that became countable between two days.

    A need counts from the later of its first record and the case's agreement on, so that each
    belongs to exactly one period.
    """
    n, c = NeedRecord, CaseRecord
    query = (
        select(c.client_id, n.field, n.first_recorded, c.agreed_on)
        .join(c, c.id == n.case_id)
        .where(c.agreed_on.is_not(None), n.first_recorded <= last, c.agreed_on <= last)
        .order_by(c.client_id, n.field)
    )
    return [
        (row.client_id, row.field)
        for row in session.execute(query)
        if first <= max(row.first_recorded, row.agreed_on) <= last
    ]


def transitions_finished(
    session: Session, first: date, last: date
) -> list[tuple[str, str, str, str, int | None]]:
    """Return person, old and new regime, result and gap of changes finished between two days."""
    t = TransitionRecord
    query = (
        select(t.person_id, t.from_value, t.to_value, t.result, t.gap_days)
        .where(t.finished_on.between(first, last))
        .order_by(t.person_id, t.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class CaseClients:
    """The clients of the cases behind the headline figures, one entry per case."""

    stock: tuple[str, ...]
    new: tuple[str, ...]
    closed: tuple[str, ...]
    waiting: tuple[str, ...]


def case_clients(session: Session, first: date, last: date) -> CaseClients:
    """Return the clients of the cases in stock, new, closed and waiting."""
    c = CaseRecord
    still = or_(c.closed_on.is_(None), c.closed_on > last)

    def clients(*conditions: ColumnElement[bool]) -> tuple[str, ...]:
        query = select(c.client_id).where(*conditions).order_by(c.client_id)
        return tuple(session.scalars(query))

    return CaseClients(
        stock=clients(c.agreed_on <= last, still),
        new=clients(c.agreed_on.between(first, last)),
        closed=clients(c.agreed_on.is_not(None), c.closed_on.between(first, last)),
        waiting=clients(
            c.waiting_since <= last, or_(c.agreed_on.is_(None), c.agreed_on > last), still
        ),
    )


def contacts_by_kind(
    session: Session, first: date, last: date
) -> tuple[Counter[str], Counter[str]]:
    """Return the contacts with a case by kind, and those without a case by kind."""
    k = ContactRecord
    query = (
        select(k.kind, k.case_id.is_(None), func.count())
        .where(k.day.between(first, last))
        .group_by(k.kind, k.case_id.is_(None))
    )
    by_kind: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for kind, anonymous, number in session.execute(query):
        if anonymous:
            short[kind] += number
        else:
            by_kind[kind] += number
    return by_kind, short


def reached(
    session: Session, first: date, last: date, kinds: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Return the clients with a contact of these kinds, and the members of their households."""
    k, c, m = ContactRecord, CaseRecord, MembershipRecord
    query = (
        select(c.client_id)
        .distinct()
        .join(k, k.case_id == c.id)
        .where(k.day.between(first, last), k.kind.in_(list(kinds)))
    )
    clients = set(session.scalars(query))
    holds = and_(m.start <= last, or_(m.end.is_(None), m.end >= last))
    homes: dict[str, set[str]] = {}
    home_of: dict[str, str] = {}
    # Who stands in two households on the day counts in the one joined last.
    belonging = select(m.household_id, m.person_id).where(holds).order_by(m.start, m.id)
    for row in session.execute(belonging):
        homes.setdefault(row.household_id, set()).add(row.person_id)
        home_of[row.person_id] = row.household_id
    together = {
        member for client in clients for member in homes.get(home_of.get(client, ""), {client})
    }
    return clients, together
