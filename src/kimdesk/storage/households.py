"""Households in the case file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kimdesk.domain.dates import DateRange
from kimdesk.domain.households import Membership
from kimdesk.domain.identifiers import HouseholdId, PersonId
from kimdesk.storage.mapping import fetch
from kimdesk.storage.office_records import HouseholdRecord, MembershipRecord, PersonRecord


def add_household(session: Session, identifier: HouseholdId, pseudonym: int) -> None:
    """Store a new household."""
    session.add(HouseholdRecord(id=identifier, pseudonym=pseudonym))
    session.flush()


def add_member(session: Session, membership: Membership) -> None:
    """Store that a person belongs to a household."""
    session.add(
        MembershipRecord(
            id=membership.id,
            household_id=membership.household,
            person_id=membership.person,
            role=membership.role,
            start=membership.days.start,
            end=membership.days.end,
        )
    )


def end_membership(session: Session, identifier: str, day: date | None) -> None:
    """Note the last day of a membership; ``None`` while it goes on."""
    fetch(session, MembershipRecord, identifier).end = day


def household_of(session: Session, person: PersonId, day: date) -> HouseholdId | None:
    """Return the household a person belongs to on a day, the latest joined first."""
    query = (
        select(MembershipRecord.household_id)
        .where(MembershipRecord.person_id == person, _holds(day))
        .order_by(MembershipRecord.start.desc())
        .limit(1)
    )
    found = session.scalar(query)
    return None if found is None else HouseholdId(found)


def members(session: Session, household: HouseholdId) -> list[Membership]:
    """Return everybody who belongs or belonged to a household, with names."""
    m, p = MembershipRecord, PersonRecord
    query = (
        select(m.id, m.person_id, m.role, m.start, m.end, p.family_name, p.given_name)
        .join(p, p.id == m.person_id)
        .where(m.household_id == household)
        .order_by(m.start, p.birth_day, m.id)
    )
    return [
        Membership(
            household,
            PersonId(row.person_id),
            row.role,
            DateRange(row.start, row.end),
            ", ".join(part for part in (row.family_name, row.given_name) if part),
            row.id,
        )
        for row in session.execute(query)
    ]


def pseudonyms_on(session: Session, day: date) -> dict[str, int]:
    """Return the household's random number for every person who belongs to one on a day."""
    m, h = MembershipRecord, HouseholdRecord
    query = (
        select(m.person_id, h.pseudonym)
        .join(h, h.id == m.household_id)
        .where(_holds(day))
        .order_by(m.start)
    )
    return {row.person_id: row.pseudonym for row in session.execute(query)}


def _holds(day: date):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a column expression
    m = MembershipRecord
    return (m.start <= day) & or_(m.end.is_(None), m.end >= day)
