"""What is drawn before anything is stored: stretches of a life, changes of regime, families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimdesk.domain.dates import DateRange
from kimdesk.domain.people import Person
from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import FAILED


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value of a time series from a day to a day; ``note`` becomes its reference."""

    kind: StateKind
    value: str
    start: date
    end: date | None = None
    note: str = ""

    @property
    def days(self) -> DateRange:
        """The stretch as a range of days."""
        return DateRange(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Turn:
    """The change of regime that the counselling accompanies; ``outcome`` is empty while it runs.

    ``leaves_on`` is the last day of the old benefit, ``starts_on`` the first of the new one and
    ``decided_on`` the day on which the office learnt of it.
    """

    from_value: str
    to_value: str
    trigger: str
    triggered_on: date
    leaves_on: date
    starts_on: date
    decided_on: date | None
    outcome: str
    obstacle: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the change still runs today."""
        return self.decided_on is None

    @property
    def took_place(self) -> bool:
        """Whether the new benefit began."""
        return self.decided_on is not None and self.outcome != FAILED


@dataclass(frozen=True, slots=True)
class Track:
    """A client's way through the law up to today."""

    arrival: date
    residence: tuple[Stretch, ...]
    regimes: tuple[Stretch, ...]
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a case runs, drawn before anybody is put into it.

    ``recorded`` is the day on which it enters the file: the opening, or the office's first days
    with the program for a case that was taken over. ``turn_on`` asks for a change of regime on
    that day and ``pending`` for one that still runs today.
    """

    number: int
    opened: date
    recorded: date
    agreed: date | None
    waiting_since: date | None
    closed: date | None
    quiet_from: date | None
    turn_on: date | None
    pending: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """What is true of a person over time; ``arrival`` is ``None`` for who was born here."""

    since: date
    arrival: date | None
    residence: tuple[Stretch, ...]
    regimes: tuple[Stretch, ...]
    national: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """A member of a household; ``key`` stands for the id that storing will give.

    ``born`` is the true day of birth, of which the file may know the year only.
    """

    key: int
    person: Person
    role: str
    born: date
    lines: Lines
    extras: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A household with its case; the first of ``lives`` is the client."""

    slot: Slot
    origin: str
    way: str
    lives: tuple[Life, ...]
    turn: Turn | None

    @property
    def client(self) -> Life:
        """The client."""
        return self.lives[0]
