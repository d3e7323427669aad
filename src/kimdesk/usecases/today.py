"""The Today page: what is due, what expires, who has not been seen, what waits for the lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kimdesk.domain.access import Action, may
from kimdesk.domain.cases import is_quiet
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.states import State, followed
from kimdesk.domain.transitions import Transition, running_gap
from kimdesk.storage import cases, findings, follow_ups, people, releases, states, transitions
from kimdesk.usecases.desk import Desk

AHEAD = timedelta(days=7)
EXPIRY_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Expiry:
    """A residence title or an approval that ends soon."""

    case: CaseId
    name: str
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Quiet:
    """A case without contact for 90 days."""

    case: CaseId
    name: str
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class RunningChange:
    """A Rechtskreiswechsel that is not finished, with the gap so far in days."""

    case: CaseId
    name: str
    transition: Transition
    gap_days: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the page shows; ``quarter_due`` is a finished quarter that was not exported yet."""

    day: date
    due: tuple[FollowUp, ...]
    expiring: tuple[Expiry, ...]
    quiet: tuple[Quiet, ...]
    changes: tuple[RunningChange, ...]
    to_release: int
    quarter_due: Quarter | None


def today_view(desk: Desk) -> TodayView:
    """Return what needs attention today and in the coming week."""
    day = desk.today
    with desk.store.read() as session:
        due = tuple(follow_ups.due_until(session, day + AHEAD))
        open_cases = cases.open_cases(session)
        by_client = {case.client: case.id for case in open_cases}
        last = cases.last_contacts(session)
        quiet = [case for case in open_cases if is_quiet(last.get(case.id), case.opened_on, day)]
        soon = [
            state
            for state in states.expiring(session, day - AHEAD, day + EXPIRY_AHEAD)
            if state.person in by_client
        ]
        later = states.of_people(session, {state.person for state in soon})
        soon = [state for state in soon if not followed(state, later, day)]
        running = transitions.running(session)
        concerned = (
            {case.client for case in quiet}
            | {state.person for state in soon}
            | {change.person for change in running}
        )
        names = {
            key: person.display_name for key, person in people.get_many(session, concerned).items()
        }
        to_release = findings.counts(session).get(FindingStatus.SUBMITTED, 0)
        quarter = Quarter.of(day).previous
        exported = releases.latest(session, str(quarter)) is not None
    return TodayView(
        day,
        due,
        _expiries(desk, soon, by_client, names),
        tuple(Quiet(case.id, names[case.client], last.get(case.id)) for case in quiet),
        tuple(
            RunningChange(change.case, names[change.person], change, running_gap(change, day))
            for change in running
        ),
        to_release if may(desk.user, Action.RELEASE_FINDINGS) else 0,
        quarter if not exported and may(desk.user, Action.EXPORT_QUARTER) else None,
    )


def _expiries(
    desk: Desk,
    soon: list[State],
    by_client: dict[PersonId, CaseId],
    names: dict[PersonId, str],
) -> tuple[Expiry, ...]:
    found = [
        Expiry(
            by_client[state.person],
            names[state.person],
            desk.catalogues[state.kind.catalogue].short(state.value),
            _ends_on(state, desk.today),
        )
        for state in soon
    ]
    return tuple(sorted(found, key=lambda expiry: (expiry.day, expiry.name)))


def _ends_on(state: State, today: date) -> date:
    """Return which of the two days it was found by: an approval may end long before the title."""
    ends = (day for day in (state.approved_until, state.days.end) if day is not None)
    return min(day for day in ends if day >= today - AHEAD)
