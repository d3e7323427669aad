"""Rechtskreiswechsel: the change from one livelihood-securing regime to the next, and its gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import CaseId, PersonId, TransitionId
from kimdesk.domain.states import SecuresLivelihood, State, gaps

GAP_WITHOUT_BRIDGE = "LUECKE"
BRIDGED = "UEBERBRUECKT"
SEAMLESS = "LUECKENLOS"
FAILED = "NICHT_GELUNGEN"


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of regime, from its trigger to its result.

    ``leaves_on`` is the last day of the old benefit, ``starts_on`` the first day of the new one;
    ``gap_days`` is fixed when the change is finished.
    """

    person: PersonId
    case: CaseId
    from_value: str
    to_value: str
    trigger: str
    triggered_on: date
    leaves_on: date | None = None
    starts_on: date | None = None
    finished_on: date | None = None
    result: str = ""
    gap_days: int | None = None
    obstacle: str = ""
    id: TransitionId = TransitionId("")
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the change still runs."""
        return self.finished_on is None


def leaving(history: Iterable[State], from_value: str, leaves_on: date) -> tuple[State, ...]:
    """Return the history as it is once the old benefit has ended on its last day.

    While a change runs, the old entry is still open; left so, it would hide every gap.
    """

    def cut(state: State) -> State:
        goes_on = state.value == from_value and state.days.contains(leaves_on)
        return replace(state, days=DateRange(state.days.start, leaves_on)) if goes_on else state

    return tuple(cut(state) for state in history)


def gap_of(
    leaves_on: date, starts_on: date, history: Iterable[State], secures: SecuresLivelihood
) -> int:
    """Return the days without a livelihood-securing benefit between the old and the new one.

    Whatever else paid meanwhile counts as cover, so a bridging benefit shortens the gap.
    """
    first, last = leaves_on + timedelta(days=1), starts_on - timedelta(days=1)
    return sum(gap.days for gap in gaps(history, first, last, secures))


def proposed_result(leaves_on: date, starts_on: date, gap_days: int) -> str:
    """Return the result that the days speak for; the caseworker may decide otherwise."""
    if gap_days > 0:
        return GAP_WITHOUT_BRIDGE
    return SEAMLESS if starts_on <= leaves_on + timedelta(days=1) else BRIDGED


def running_gap(transition: Transition, today: date) -> int:
    """Return the days since the old benefit ended while the new one has not begun."""
    if transition.leaves_on is None or transition.finished_on is not None:
        return 0
    yesterday = (transition.starts_on or date.max) - timedelta(days=1)
    return max(0, (min(yesterday, today) - transition.leaves_on).days)
