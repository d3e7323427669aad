"""Finding people by name: an index in memory, filled when the file is unlocked.

The names stand in clear in memory only while the file is open; locking drops the index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from sys import intern

from kimdesk.config import resources_folder
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.name_index import NameIndex, NameRow
from kimdesk.domain.names import load_variants
from kimdesk.domain.people import Person
from kimdesk.storage import cases, people
from kimdesk.usecases.desk import Desk

CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one that is being entered."""

    person: PersonId
    name: str
    birth: str
    municipality: str
    score: float


def build_index(desk: Desk) -> NameIndex:
    """Read all names and return the search index; slow, belongs in a worker."""
    with desk.store.read() as session:
        rows = people.name_rows(session)
        numbers: dict[PersonId, list[str]] = {}
        for _, client, number, _, _ in cases.index_rows(session):
            numbers.setdefault(client, []).append(number)
    variants = load_variants(resources_folder() / "names" / "variants.json")
    return NameIndex(
        (
            NameRow(
                # One object per id, shared with the list of cases: looking up twenty thousand of
                # them for a single typed letter then compares addresses instead of letters.
                person_key=intern(key),
                display=", ".join(part for part in (family, given) if part),
                spellings=tuple(part for part in (*spellings, original) if part),
                file_number=" ".join(numbers.get(key, ())),
                birth_year=year,
            )
            for key, family, given, spellings, original, year in rows
        ),
        variants,
    )


def row_of(person: Person, file_number: str = "") -> NameRow:
    """Return a person's row for the index, after a change."""
    return NameRow(
        person_key=person.id,
        display=person.display_name,
        spellings=tuple(part for part in (*person.spellings, person.original_script) if part),
        file_number=file_number,
        birth_year=person.birth.day.year if person.birth.day else None,
    )


def file_numbers(desk: Desk, person: PersonId) -> str:
    """Return the file numbers of a person's cases as the index wants them, parted by spaces."""
    with desk.store.read() as session:
        return " ".join(case.file_number for case in cases.of_person(session, person))


def find_people(
    desk: Desk, index: NameIndex, text: str, cancelled: Callable[[], bool] = lambda: False
) -> tuple[Candidate, ...]:
    """Return who may be meant by a name, best first; asked before a person is created."""
    hits = index.search(text, limit=CANDIDATES, cancelled=cancelled).hits
    with desk.store.read() as session:
        found = people.get_many(session, [PersonId(str(hit.key)) for hit in hits])
    places = desk.catalogues["gemeinden"]
    return tuple(
        Candidate(
            person.id,
            person.display_name,
            person.birth.german,
            places.label(person.municipality),
            hit.score,
        )
        for hit in hits
        if (person := found.get(PersonId(str(hit.key)))) is not None
    )


def find_cases(
    desk: Desk, index: NameIndex, text: str, cancelled: Callable[[], bool] = lambda: False
) -> tuple[tuple[CaseId, str], ...]:
    """Return id and name of the cases whose client may be meant by a name, best first."""
    hits = index.search(text, limit=CANDIDATES, cancelled=cancelled).hits
    clients = [PersonId(str(hit.key)) for hit in hits]
    with desk.store.read() as session:
        names = people.get_many(session, clients)
        return tuple(
            (case.id, f"{names[client].display_name} · {case.file_number}")
            for client in clients
            if client in names
            for case in cases.of_person(session, client)
        )
