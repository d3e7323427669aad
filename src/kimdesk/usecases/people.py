"""Persons: found first, created only after a search, changed with the version one saw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kimdesk.domain.dates import DateRange
from kimdesk.domain.households import REFERENCE, Membership
from kimdesk.domain.identifiers import HouseholdId, PersonId, new_id, new_pseudonym
from kimdesk.domain.people import Person, drawn_sex, problems_of, tidied
from kimdesk.errors import InvalidInput
from kimdesk.storage import households, people
from kimdesk.storage.store import Work
from kimdesk.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Belonging:
    """How a new person joins an existing household: as what, and since when."""

    to: PersonId
    role: str
    since: date


def create_person(desk: Desk, person: Person, belonging: Belonging | None = None) -> Person:
    """Store a new person, in an own household or in that of somebody known.

    Raises:
        InvalidInput: with the first field that cannot be stored.
    """
    with desk.change("person.created") as work:
        return add_person(desk, work, person, belonging)


def add_person(
    desk: Desk, work: Work, person: Person, belonging: Belonging | None = None
) -> Person:
    """Store a new person inside a running change; see :func:`create_person`."""
    _refuse_problems(person, desk.today)
    chance = desk.around.entropy
    stored = replace(
        tidied(person),
        id=PersonId(new_id(chance)),
        pseudonym=new_pseudonym(chance),
        statistics_sex=drawn_sex(person.gender, "", chance),
        version=1,
    )
    people.add(work.session, stored)
    work.session.flush()
    _join(desk, work, stored, belonging)
    work.about("person", stored.id)
    return stored


def _join(desk: Desk, work: Work, person: Person, belonging: Belonging | None) -> None:
    if belonging is None:
        household, since, role = None, person.entered_germany or desk.today, REFERENCE
    else:
        since, role = belonging.since, belonging.role
        # Who joined "since" a day before the household was entered still belongs to it.
        household = households.household_of(
            work.session, belonging.to, since
        ) or households.household_of(work.session, belonging.to, desk.today)
    if household is None:
        household = HouseholdId(desk.new_id())
        households.add_household(work.session, household, new_pseudonym(desk.around.entropy))
    member = Membership(household, person.id, role, DateRange(since), "", desk.new_id())
    households.add_member(work.session, member)


def change_person(desk: Desk, person: Person) -> Person:
    """Save a changed person.

    Raises:
        AlreadyChanged: if a colleague saved meanwhile.
        InvalidInput: with the first field that cannot be stored.
    """
    _refuse_problems(person, desk.today)
    sex = drawn_sex(person.gender, person.statistics_sex, desk.around.entropy)
    wanted = replace(tidied(person), statistics_sex=sex)
    with desk.change("person.changed") as work:
        fields = people.change(work.session, wanted)
        work.about("person", person.id, fields=fields)
    return replace(wanted, version=person.version + 1)


def _refuse_problems(person: Person, today: date) -> None:
    for field, problem in problems_of(person, today).items():
        raise InvalidInput(field=field, problem=problem)


def get_person(desk: Desk, person: PersonId) -> Person:
    """Return a person.

    Raises:
        NotFound: if there is none of that id.
    """
    with desk.store.read() as session:
        return people.get(session, person)


def leave_household(desk: Desk, membership: Membership, last_day: date) -> None:
    """Note that somebody left; from the next day on the person has an own household."""
    if last_day < membership.days.start:
        raise InvalidInput(field="last_day", problem="before_start")
    with desk.change("household.left") as work:
        households.end_membership(work.session, membership.id, last_day)
        work.about("household", membership.household)


def rejoin_household(desk: Desk, membership: Membership) -> None:
    """Take :func:`leave_household` back: the membership gets its former end."""
    with desk.change("household.rejoined") as work:
        households.end_membership(work.session, membership.id, membership.days.end)
        work.about("household", membership.household)
