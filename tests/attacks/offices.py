"""Generated offices: people with households, attributes and needs that change over the years."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from attacks.attacker import FIELDS, CodeRow, Row
from kimdesk.domain.statistics import (
    Cell,
    Contribution,
    Observation,
    PastRelease,
    Profile,
    Release,
    build_release,
    codes_used,
    due_period,
    published_sizes,
    shipped_profile,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PROFILE = shipped_profile()

WEIGHTS = {
    "geschlecht": [55, 45],
    "alter": [6, 10, 8, 20, 28, 18, 6, 4],
    "aufenthalt": [12, 30, 20, 8, 10, 5, 10, 5],
    "rechtskreis": [20, 50, 8, 12, 5, 5],
    "handlungsfeld": [20, 6, 14, 15, 8, 12, 16, 8, 6, 12, 7, 8, 9, 5],
    "wechseltyp": [35, 20, 20, 10, 5, 10],
    "wechselergebnis": [40, 20, 30, 10],
}
"""How often each leaf occurs: uneven, as in real offices."""


@dataclass(slots=True)
class Person:
    number: int
    household: int
    codes: dict[str, str]


@dataclass(slots=True)
class Office:
    """An office whose people come, go and change."""

    random: Random
    people: list[Person] = field(default_factory=list)
    next_number: int = 1
    events: list[tuple[str, Observation]] = field(default_factory=list)
    past: list[PastRelease] = field(default_factory=list)

    def code(self, dimension: str) -> str:
        leaves = PROFILE.dimension(dimension).leaves()
        return self.random.choices(leaves, WEIGHTS[dimension])[0]

    def arrive(self, count: int) -> None:
        for _ in range(count):
            shares = bool(self.people) and self.random.random() < 0.5
            household = self.random.choice(self.people).household if shares else self.next_number
            codes = {name: self.code(name) for name in WEIGHTS}
            self.people.append(Person(self.next_number, household, codes))
            self.next_number += 1

    def live(self, quarter: str, moves: float = 0.06) -> None:
        """Let a quarter pass: some go, some come, some change their status, all have needs."""
        size = len(self.people)
        self.people = [one for one in self.people if self.random.random() > moves]
        self.arrive(self.random.randrange(int(2 * moves * size) + 2))
        for one in self.people:
            if self.random.random() < moves:
                one.codes["aufenthalt"] = self.code("aufenthalt")
            for _ in range(self.random.choice((0, 0, 1, 2))):
                self._event(
                    "fluss_bedarfe", quarter, one, {"handlungsfeld": self.code("handlungsfeld")}
                )
            if self.random.random() < 0.15:
                result = self.code("wechselergebnis")
                codes = {"wechseltyp": self.code("wechseltyp"), "wechselergebnis": result}
                self._event("fluss_wechsel", quarter, one, codes)
                if result == "LUECKE":
                    self._event(
                        "fluss_luecke_wochen", quarter, one, {}, self.random.randrange(1, 20)
                    )

    def observations(self, quarter: str, profile: Profile = PROFILE) -> list[Observation]:
        """Return what falls due with the bundle of ``quarter``."""
        sizes = published_sizes(profile, self.past, int(quarter[:4]) - 1)
        found = [
            Observation("eckwert_personen", one.number, one.household, {}) for one in self.people
        ]
        if due_period(profile, "bestand_klienten", quarter, sizes.get("bestand_klienten")):
            found += [
                Observation("bestand_klienten", one.number, one.household, dict(one.codes))
                for one in self.people
            ]
        for fact in ("fluss_bedarfe", "fluss_wechsel", "fluss_luecke_wochen"):
            period = due_period(profile, fact, quarter, sizes.get(fact))
            found += [
                one for when, one in self.events if one.fact == fact and period in _periods(when)
            ]
        return found

    def release(
        self, quarter: str, revision: int = 1, observations: Sequence[Observation] | None = None
    ) -> Release:
        """Return the release of the quarter without remembering it."""
        found = self.observations(quarter) if observations is None else observations
        people = {one.person for one in found if one.fact == "eckwert_personen"}
        return build_release(
            PROFILE, quarter, revision, {"eckwert_personen": len(people)}, found, self.past
        )

    def export(self, release: Release) -> Release:
        self.past.append(release.as_past())
        return release

    def _event(
        self, fact: str, quarter: str, one: Person, codes: dict[str, str], weeks: int | None = None
    ) -> None:
        event = Observation(fact, one.number, one.household, codes, measure=weeks)
        self.events.append((quarter, event))


def office(seed: int, size: int) -> Office:
    made = Office(Random(seed))
    made.arrive(size)
    return made


PLAIN = {"geschlecht": "w", "alter": "27-39", "rechtskreis": "SGB2"}


def in_group(code: str, count: int, start: int) -> list[Observation]:
    """Return people of one residence group, alike in all else, each a household of its own."""
    return [
        Observation("bestand_klienten", start + at, start + at, {**PLAIN, "aufenthalt": code})
        for at in range(count)
    ]


def quarters(first: int, years: int) -> list[str]:
    return [f"{first + year}-Q{number}" for year in range(years) for number in (1, 2, 3, 4)]


def _periods(quarter: str) -> set[str]:
    year, number = quarter[:4], int(quarter[-1])
    return {quarter, f"{year}-H{(number + 1) // 2}", year}


def as_rows(cells: Iterable[Cell]) -> list[Row]:
    """Return the rows as ``statistik.csv`` has them, by way of a real CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    for cell in cells:
        pairs = [entry for pair in cell.codes for entry in pair]
        value = "." if cell.value is None else cell.value
        padded = [*pairs, *[""] * (6 - len(pairs))]
        writer.writerow([cell.table, cell.fact, cell.period, *padded, value])
    text.seek(0)
    return list(csv.DictReader(text, delimiter=";"))


def code_rows(cells: Iterable[Cell], profile: Profile = PROFILE) -> list[CodeRow]:
    return list(codes_used(profile, cells))


def persons_behind(entry: Contribution) -> int:
    return len({person for person, _ in entry.parts})
