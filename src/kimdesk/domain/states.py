"""States of a person as time series: Rechtskreis, residence, and whatever comes later.

One mechanism for all of them: an entry says what was true from a day to a day and where that is
known from. Nothing is overwritten: a correction marks the old entry as replaced and adds a new
one, so that what was once believed stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import PersonId, StateId


class StateKind(StrEnum):
    """The time series that are kept; each has a catalogue of its values."""

    RECHTSKREIS = "rechtskreis"
    RESIDENCE = "aufenthalt"

    @property
    def catalogue(self) -> str:
        """The name of the catalogue that lists the values."""
        return {"rechtskreis": "rechtskreise", "aufenthalt": "aufenthalt"}[self.value]

    @property
    def german(self) -> str:
        """The heading of the series."""
        return {"rechtskreis": "Leistung", "aufenthalt": "Aufenthalt"}[self.value]


class Grant(StrEnum):
    """How far an application has come; labels stand in the catalogue ``leistungsstatus``."""

    APPLIED = "BEANTRAGT"
    GRANTED = "BEWILLIGT"
    REFUSED = "ABGELEHNT"
    STOPPED = "EINGESTELLT"
    APPEAL = "WIDERSPRUCH"

    @property
    def pays(self) -> bool:
        """Whether money may be expected in this condition."""
        return self is Grant.GRANTED


@dataclass(frozen=True, slots=True)
class State:
    """One entry of a time series."""

    person: PersonId
    kind: StateKind
    value: str
    days: DateRange
    grant: Grant = Grant.GRANTED
    authority: str = ""
    reference: str = ""
    approved_until: date | None = None
    source: str = ""
    confirmed_on: date | None = None
    id: StateId = StateId("")
    version: int = 0


def as_of(history: Iterable[State], kind: StateKind, day: date) -> tuple[State, ...]:
    """Return the entries of a kind that hold on a day, the latest begun first."""
    held = [state for state in history if state.kind is kind and state.days.contains(day)]
    return tuple(sorted(held, key=lambda state: (state.days.start, state.id), reverse=True))


SecuresLivelihood = Callable[[str], bool]


def main_rechtskreis(
    history: Iterable[State], day: date, secures: SecuresLivelihood
) -> State | None:
    """Return the one Rechtskreis that secures the livelihood on a day, if any does.

    Where several do (an overlap, which is pointed out but not forbidden), the latest begun counts.
    """
    paying = (s for s in as_of(history, StateKind.RECHTSKREIS, day) if s.grant.pays)
    return next((state for state in paying if secures(state.value)), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a livelihood-securing benefit, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The number of calendar days."""
        return (self.last - self.first).days + 1


def gaps(
    history: Iterable[State], first: date, last: date, secures: SecuresLivelihood
) -> tuple[Gap, ...]:
    """Return the uncovered stretches between two days (both included)."""
    if last < first:
        return ()
    covered = sorted(
        (max(state.days.start, first), min(state.days.end or last, last))
        for state in history
        if state.kind is StateKind.RECHTSKREIS
        and state.grant.pays
        and secures(state.value)
        and state.days.overlaps(DateRange(first, last))
    )
    return _holes(covered, first, last)


def _holes(covered: Sequence[tuple[date, date]], first: date, last: date) -> tuple[Gap, ...]:
    found: list[Gap] = []
    next_open = first
    for start, end in covered:
        if start > next_open:
            found.append(Gap(next_open, start - timedelta(days=1)))
        next_open = max(next_open, end + timedelta(days=1))
    if next_open <= last:
        found.append(Gap(next_open, last))
    return tuple(found)


def overlaps(
    history: Sequence[State], secures: SecuresLivelihood
) -> tuple[tuple[State, State], ...]:
    """Return pairs of entries that both secure the livelihood on a same day; to be pointed out."""
    main = sorted(
        (
            s
            for s in history
            if s.kind is StateKind.RECHTSKREIS and s.grant.pays and secures(s.value)
        ),
        key=lambda s: s.days.start,
    )
    return tuple(
        (one, two)
        for index, one in enumerate(main)
        for two in main[index + 1 :]
        if one.days.overlaps(two.days)
    )


def followed(state: State, history: Iterable[State], day: date) -> bool:
    """Tell whether an entry is over on a day and a later one of its kind holds: mere history."""
    if state.days.contains(day):
        return False
    held = (one for one in history if one.person == state.person and one.id != state.id)
    return bool(as_of(held, state.kind, day))
