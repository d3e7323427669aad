"""Persons: names in several spellings, birth dates of different certainty, nationalities.

Ethnicity, religion and photographs are deliberately not provided for: they are not needed, and
what is not there cannot be lost or seized.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from kimdesk.domain.dates import german_date, years_between
from kimdesk.domain.entropy import Entropy
from kimdesk.domain.identifiers import PersonId

NAME_LIMIT = 120


class BirthPrecision(StrEnum):
    """How sure a birth date is."""

    DAY = "day"
    YEAR = "year"
    ESTIMATED = "estimated"
    FICTITIOUS = "fictitious"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date with its certainty; where only a year is known, ``day`` is its first."""

    day: date | None = None
    precision: BirthPrecision = BirthPrecision.UNKNOWN

    @property
    def german(self) -> str:
        """The date as it is read out: ``ca. 1988``, ``01.01.1990 (fiktiv)``, ``unbekannt``."""
        if self.day is None:
            return "unbekannt"
        match self.precision:
            case BirthPrecision.YEAR:
                return str(self.day.year)
            case BirthPrecision.ESTIMATED:
                return f"ca. {self.day.year}"
            case BirthPrecision.FICTITIOUS:
                return f"{german_date(self.day)} (fiktiv)"
            case _:
                return german_date(self.day)

    def age_on(self, day: date) -> int | None:
        """Return the completed years on ``day``, or ``None`` where nothing is known."""
        return None if self.day is None else years_between(self.day, day)


@dataclass(frozen=True, slots=True)
class Person:
    """What the file knows of a person, as one value; states over time are kept apart.

    ``statistics_sex`` is one of the two published codes; who is recorded as divers or without
    entry got one of them by chance, once and for good (statistics, section 2).
    """

    family_name: str
    given_name: str = ""
    spellings: tuple[str, ...] = ()
    original_script: str = ""
    birth: BirthDate = field(default_factory=BirthDate)
    gender: str = "x"
    nationalities: tuple[str, ...] = ()
    municipality: str = "99999999"
    preferred_language: str = ""
    interpreter_needed: bool = False
    entered_germany: date | None = None
    immigration_route: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    statistics_sex: str = ""
    pseudonym: int = 0
    id: PersonId = PersonId("")
    version: int = 0

    @property
    def display_name(self) -> str:
        """``Kovalenko, Olena``; people with a single name are shown by it."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        return "".join(part[0] for part in (self.given_name, self.family_name) if part).upper()


def problems_of(person: Person, today: date) -> dict[str, str]:
    """Return what keeps a person from being stored, by field (German sentences)."""
    found: dict[str, str] = {}
    if not (person.family_name.strip() or person.given_name.strip()):
        found["family_name"] = "Mindestens ein Name wird gebraucht."
    for name, text in (("family_name", person.family_name), ("given_name", person.given_name)):
        if len(text) > NAME_LIMIT:
            found[name] = f"Höchstens {NAME_LIMIT} Zeichen."
    born = person.birth.day
    if born is not None and born > today:
        found["birth"] = "Das Geburtsdatum liegt in der Zukunft."
    if born is not None and years_between(born, today) > 120:  # noqa: PLR2004 - nobody is older
        found["birth"] = "Das Geburtsdatum liegt mehr als 120 Jahre zurück."
    if born is not None and person.entered_germany is not None and person.entered_germany < born:
        found["entered_germany"] = "Die Einreise liegt vor der Geburt."
    return found


def tidied(person: Person) -> Person:
    """Return the person with outer white space removed and empty spellings dropped."""
    return replace(
        person,
        family_name=" ".join(person.family_name.split()),
        given_name=" ".join(person.given_name.split()),
        original_script=" ".join(person.original_script.split()),
        spellings=tuple(" ".join(s.split()) for s in person.spellings if s.strip()),
    )


def drawn_sex(gender: str, earlier: str, entropy: Entropy) -> str:
    """Return the published sex code: recorded w or m as it is, otherwise drawn once and kept."""
    if gender in {"w", "m"}:
        return gender
    return earlier or ("w", "m")[entropy.below(2)]
