"""Persons in the case file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.identifiers import PersonId
from kimdesk.domain.people import BirthDate, BirthPrecision, Person
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import PersonRecord

_SAME = (
    "family_name",
    "given_name",
    "original_script",
    "gender",
    "municipality",
    "preferred_language",
    "interpreter_needed",
    "entered_germany",
    "immigration_route",
    "address",
    "phone",
    "email",
    "note",
    "statistics_sex",
    "pseudonym",
    "version",
)


def _columns(person: Person) -> dict[str, Any]:
    columns = columns_of(person, "birth", "version", "id")
    columns["birth_day"] = person.birth.day
    columns["birth_precision"] = person.birth.precision.value
    return columns


def _value(record: PersonRecord) -> Person:
    return Person(
        id=PersonId(record.id),
        spellings=tuple(record.spellings),
        nationalities=tuple(record.nationalities),
        birth=BirthDate(record.birth_day, BirthPrecision(record.birth_precision)),
        **{name: getattr(record, name) for name in _SAME},
    )


def add(session: Session, person: Person) -> None:
    """Store a new person."""
    session.add(PersonRecord(id=person.id, version=1, **_columns(person)))


def change(session: Session, person: Person) -> list[str]:
    """Save a changed person and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    return overwrite(session, PersonRecord, person, _columns(person))


def get(session: Session, identifier: PersonId) -> Person:
    """Return a person.

    Raises:
        NotFound: if there is none of that id.
    """
    return _value(fetch(session, PersonRecord, identifier))


def get_many(session: Session, identifiers: Iterable[PersonId]) -> Mapping[PersonId, Person]:
    """Return persons by their ids."""
    wanted = select(PersonRecord).where(PersonRecord.id.in_(list(identifiers)))
    return {PersonId(record.id): _value(record) for record in session.scalars(wanted)}


def name_rows(session: Session) -> list[tuple[PersonId, str, str, list[str], str, int | None]]:
    """Return id, family name, given name, spellings, original script and birth year of everybody.

    Columns, not objects: the name search loads a hundred thousand of them.
    """
    r = PersonRecord
    query = select(
        r.id, r.family_name, r.given_name, r.spellings, r.original_script, r.birth_day
    ).order_by(r.family_name, r.given_name, r.id)
    return [
        (PersonId(row[0]), row[1], row[2], row[3], row[4], row[5].year if row[5] else None)
        for row in session.execute(query)
    ]
