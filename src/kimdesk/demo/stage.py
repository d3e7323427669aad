"""An office at work: its desks, its clock, and what was stored under which key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import add_months
from kimdesk.demo.drafts import Life, Stretch
from kimdesk.domain.cases import Case
from kimdesk.domain.contacts import Contact
from kimdesk.domain.dates import FixedClock
from kimdesk.domain.findings import Finding
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.people import Person
from kimdesk.domain.states import Grant, State, StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.usecases import states
from kimdesk.usecases.desk import Desk

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office is: its municipality with the authorities that answer for it."""

    municipality: str
    name: str
    town: str
    foreigners_office: str


def place_of(content: Content, desk: Desk, municipality: str) -> Place:
    """Return the place of a municipality, by its AGS."""
    value = desk.catalogues["gemeinden"].get(municipality)
    label = value.label if value else municipality
    kind = value.text("kind") if value else ""
    known: Mapping[str, str] = content.foreigners_office
    office = known.get(municipality, known["other"])
    return Place(municipality, label, f"{kind} {label}".strip(), office)


@dataclass
class Stage:
    """What deeds work on; keys are those of the drafts, values what the use cases returned."""

    content: Content
    clock: FixedClock
    place: Place
    chance: Chance
    lead: Desk
    workers: tuple[Desk, ...]
    people: dict[int, Person] = field(default_factory=dict)
    states: dict[tuple[int, StateKind], State] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)
    needs: dict[int, set[str]] = field(default_factory=dict)
    transitions: dict[int, Transition] = field(default_factory=dict)
    follow_ups: dict[int, FollowUp] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    latest: dict[str, Contact] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.clock.today()

    def desk(self, number: int) -> Desk:
        """Return the desk of the worker who is responsible for a case."""
        return self.workers[number % len(self.workers)]

    def add_state(
        self, desk: Desk, life: Life, stretch: Stretch, grant: Grant = Grant.GRANTED
    ) -> State:
        """Store an entry of a time series with authority and term."""
        term = term_of(self.content, stretch)
        authority = str(term.get("authority", "")).format(
            ort=self.place.town, abh=self.place.foreigners_office
        )
        open_ended = stretch.end is None and grant is Grant.GRANTED
        state = State(
            person=self.people[life.key].id,
            kind=stretch.kind,
            value=stretch.value,
            days=stretch.days,
            grant=grant,
            authority=authority,
            reference=stretch.note,
            approved_until=first_term(self.content, stretch, self.today) if open_ended else None,
            source=str(term.get("source", "Bescheid" if authority else "Angabe")),
        )
        stored = states.add_state(desk, state)
        self.states[life.key, stretch.kind] = stored
        return stored

    def end_state(self, desk: Desk, life: Life, kind: StateKind, last_day: date) -> None:
        """Note the last day of the running entry of a series, if it is still open."""
        running = self.states.get((life.key, kind))
        if running is not None and running.days.end is None:
            self.states[life.key, kind] = states.end_state(desk, running, last_day)


def term_of(content: Content, stretch: Stretch) -> Mapping[str, Any]:
    """Return what is usual for a value: authority, term, source."""
    part = "residence" if stretch.kind is StateKind.RESIDENCE else "regime"
    found: Mapping[str, Any] = content.terms[part].get(stretch.value, {})
    extra = [one for one in content.terms["benefits"].values() if one["value"] == stretch.value]
    return extra[0] if extra else found


def term_after(content: Content, stretch: Stretch, day: date) -> date | None:
    """Return the end of the title or approval that is valid on ``day``, or ``None``."""
    term = term_of(content, stretch)
    if "ends" in term:
        month, of_month = (int(part) for part in term["ends"].split("-"))
        this_year = date(day.year, month, of_month)
        return this_year if this_year > day else date(day.year + 1, month, of_month)
    months = term.get("months")
    if months is None:
        return None
    until = add_months(stretch.start, months) - _DAY
    while until <= day:
        until = add_months(until + _DAY, months) - _DAY
    return until


def first_term(content: Content, stretch: Stretch, recorded: date) -> date | None:
    """Return the end that is noted when an entry is first recorded.

    It lies some weeks ahead, so that no entry has to be renewed before it is in the file.
    """
    return term_after(content, stretch, recorded + timedelta(days=25))
