"""Inventing a person: name in several spellings, birth date of a certain kind, address."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content, Culture, Origin
from kimdesk.domain.people import BirthDate, BirthPrecision, Person

_DAYS_A_YEAR: Final = 365.25
# Numbers that the Bundesnetzagentur keeps free for films and books; they reach nobody.
_FILM_NUMBERS: Final = ("0171 39200{:02}", "0176 040690{:02}")
_ABROAD_OF_DISTRICT: Final = "99999998"
_UNKNOWN_PLACE: Final = "99999999"


@dataclass(frozen=True, slots=True)
class Roots:
    """What the members of a household share: country, names, home."""

    country: str
    origin: Origin
    culture: Culture
    family: str
    language: str
    municipality: str
    address: str


@dataclass(frozen=True, slots=True)
class Name:
    """A part of a name: latin, in its own script, and how else it is spelt."""

    latin: str
    original: str = ""
    others: tuple[str, ...] = ()


def read_name(entry: str, sex: str) -> Name:
    """Read an entry of the list of names; a form for women stands behind a slash."""
    parts = [_form(part, sex) for part in entry.split("|")]
    return Name(parts[0], parts[1] if len(parts) > 1 else "", tuple(parts[2:]))


def _form(part: str, sex: str) -> str:
    man, _, woman = part.partition("/")
    return woman if woman and sex == "w" else man


class PersonMaker:
    """Makes invented people."""

    def __init__(self, content: Content, municipality: str, today: date, chance: Chance) -> None:
        self._content = content
        self._municipality = municipality
        self._today = today
        self._chance = chance

    def roots(self, country: str) -> Roots:
        """Return what a new household shares."""
        chance, origin = self._chance, self._content.origins[country]
        culture = self._content.cultures[chance.weighted(origin.cultures)]
        street = chance.pick(self._content.streets)
        return Roots(
            country=country,
            origin=origin,
            culture=culture,
            family=chance.pick(culture.family),
            language=chance.weighted(culture.languages),
            municipality=self._place(),
            address=f"{street} {chance.between(1, 60)}{chance.pick(['', '', '', 'a', 'b'])}",
        )

    def _place(self) -> str:
        chance = self._chance
        if chance.percent(86):
            return self._municipality
        if chance.percent(80):
            return chance.pick(self._content.offices)["municipality"]
        return chance.pick([_ABROAD_OF_DISTRICT, _UNKNOWN_PLACE])

    def sex(self, women: float) -> str:
        """Return w or m; ``women`` is a percentage."""
        return "w" if self._chance.percent(women) else "m"

    def birth_day(self, least: int, most: int) -> date:
        """Return a day of birth for an age in years today, both ends included."""
        days = self._chance.between(int(least * _DAYS_A_YEAR) + 1, int((most + 1) * _DAYS_A_YEAR))
        return self._today - timedelta(days=days)

    def person(
        self,
        roots: Roots,
        sex: str,
        born: date,
        arrival: date | None,
        *,
        adult: bool = True,
        taken: Collection[str] = (),
    ) -> Person:
        """Return a person; ``arrival`` is ``None`` for who was born here.

        ``taken`` are the names of the relatives, because nobody calls two children the same.
        """
        chance = self._chance
        names: Sequence[str] = getattr(roots.culture, sex)
        free = [name for name in names if name.split("|")[0] not in taken]
        given = read_name(chance.pick(free or names), sex)
        family = read_name(roots.family, sex)
        if adult:
            given, family = self._unusual(roots, sex, given, family)
        years = (self._today - (arrival or born)).days / _DAYS_A_YEAR
        return replace(
            self._named(roots, given, family),
            birth=self._birth(roots.origin, born, here=arrival is None),
            gender=self._gender(sex),
            nationalities=self._nationalities(roots),
            municipality=roots.municipality,
            preferred_language=roots.language,
            interpreter_needed=adult and arrival is not None and chance.percent(70 - 11 * years),
            entered_germany=arrival,
            address=roots.address,
            phone=self._phone() if adult and chance.percent(85) else "",
            email=self._email(given) if adult and chance.percent(30) else "",
        )

    def _named(self, roots: Roots, given: Name, family: Name) -> Person:
        original = ""
        if roots.origin.script and given.original and (family.original or not family.latin):
            original = f"{given.original} {family.original}"
        spellings = [f"{given.latin} {other}".strip() for other in family.others]
        spellings += [f"{other} {family.latin}".strip() for other in given.others]
        # Nobody appears in every spelling; one or two letters from authorities do.
        kept = self._chance.sample(spellings, self._chance.between(0, 2))
        return Person(
            family_name=family.latin,
            given_name=given.latin,
            original_script=original,
            spellings=tuple(kept),
        )

    def _unusual(self, roots: Roots, sex: str, given: Name, family: Name) -> tuple[Name, Name]:
        """Return the names, now and then a single, a double or a very long one."""
        chance = self._chance
        fate = chance.between(1, 100)
        if fate <= 2 and roots.origin.fictitious > 10:  # noqa: PLR2004 - weak registers abroad
            return Name(""), given
        second = read_name(chance.pick(getattr(roots.culture, sex)), sex)
        if fate <= 10:  # noqa: PLR2004 - percent
            return _joined(given, second, " "), family
        if fate <= 14:  # noqa: PLR2004 - percent
            other = read_name(chance.pick(roots.culture.family), sex)
            return given, _joined(family, other, "-")
        if fate == 15:  # noqa: PLR2004 - percent
            third = read_name(chance.pick(roots.culture.family), sex)
            return _joined(given, second, " "), _joined(third, family, " ")
        return given, family

    def _birth(self, origin: Origin, born: date, *, here: bool) -> BirthDate:
        chance = self._chance
        if here:
            return BirthDate(born, BirthPrecision.DAY)
        if chance.percent(origin.fictitious):
            return BirthDate(born.replace(month=1, day=1), BirthPrecision.FICTITIOUS)
        fate = chance.between(1, 200)
        first = born.replace(month=1, day=1)
        if fate == 1:
            return BirthDate()
        if fate <= 4:  # noqa: PLR2004 - two percent with a year only
            return BirthDate(first, BirthPrecision.YEAR)
        if fate <= 4 + origin.fictitious / 4:
            return BirthDate(first, BirthPrecision.ESTIMATED)
        return BirthDate(born, BirthPrecision.DAY)

    def _gender(self, sex: str) -> str:
        fate = self._chance.between(1, 150)
        return {1: "d", 2: "x"}.get(fate, sex)

    def _nationalities(self, roots: Roots) -> tuple[str, ...]:
        if self._chance.percent(1):
            return ("XXX",)
        return (roots.country,)

    def _phone(self) -> str:
        return self._chance.pick(_FILM_NUMBERS).format(self._chance.between(0, 99))

    def _email(self, given: Name) -> str:
        # example.org is reserved for examples and belongs to nobody.
        letters = "".join(letter for letter in given.latin.lower() if letter.isascii())
        local = "".join(letter for letter in letters if letter.isalpha()) or "post"
        return f"{local}{self._chance.between(10, 99)}@example.org"


def _joined(one: Name, two: Name, by: str) -> Name:
    if one.latin == two.latin:
        return one
    both = bool(one.original and two.original)
    return Name(
        one.latin + by + two.latin,
        one.original + by + two.original if both else "",
        (one.latin + two.latin, one.latin) if by == " " else (one.latin, two.latin),
    )
