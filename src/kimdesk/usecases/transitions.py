"""Rechtskreiswechsel: begun with a trigger, finished with a result and a gap in days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import StateId, TransitionId
from kimdesk.domain.states import State, StateKind, main_rechtskreis
from kimdesk.domain.transitions import FAILED, Transition, gap_of, leaving, proposed_result
from kimdesk.errors import InvalidInput
from kimdesk.storage import states, transitions
from kimdesk.storage.store import Work
from kimdesk.usecases.desk import Desk


def start_transition(desk: Desk, transition: Transition) -> Transition:
    """Begin a change of regime.

    Raises:
        InvalidInput: if old and new regime are the same or unknown.
    """
    known = desk.catalogues["rechtskreise"]
    if transition.to_value not in known or transition.to_value == transition.from_value:
        raise InvalidInput(field="to_value", problem="same_or_unknown")
    stored = replace(transition, id=TransitionId(desk.new_id()), version=1)
    with desk.change("transition.started") as work:
        transitions.add(work.session, stored)
        work.about("transition", stored.id)
    return stored


def change_transition(desk: Desk, transition: Transition) -> Transition:
    """Save changed days or obstacles of a running change.

    Raises:
        AlreadyChanged: if a colleague saved meanwhile.
    """
    with desk.change("transition.changed") as work:
        fields = transitions.change(work.session, transition)
        work.about("transition", transition.id, fields=fields)
    return replace(transition, version=transition.version + 1)


def get_transition(desk: Desk, identifier: TransitionId) -> Transition:
    """Return a transition.

    Raises:
        NotFound: if there is none of that id.
    """
    with desk.store.read() as session:
        return transitions.get(session, identifier)


def preview_gap(desk: Desk, transition: Transition, leaves_on: date, starts_on: date) -> int:
    """Return the gap in days that finishing with these days would record."""
    with desk.store.read() as session:
        history = states.of_people(session, [transition.person])
    ended = leaving(history, transition.from_value, leaves_on)
    return gap_of(leaves_on, starts_on, ended, desk.secures)


def cancel_transition(desk: Desk, transition: Transition) -> None:
    """Undo a change that was just begun."""
    with desk.change("transition.cancelled") as work:
        transitions.remove(work.session, transition.id)
        work.about("transition", transition.id)


def finish_transition(
    desk: Desk,
    transition: Transition,
    leaves_on: date | None,
    starts_on: date | None,
    result: str = "",
) -> Transition:
    """Finish a change: the old benefit ends, the new one begins, the gap is fixed.

    ``result`` is proposed from the days if it is left empty; only a change that failed may lack
    days, and then no gap is recorded. The time series of the person
    follows: the old entry gets its last day, the new one is added unless it is there already.

    Raises:
        InvalidInput: if a day is missing, or the new benefit begins more than a year from now.
        AlreadyChanged: if a colleague saved meanwhile.
    """
    for field, day in (("leaves_on", leaves_on), ("starts_on", starts_on)):
        if day is None and result != FAILED:
            raise InvalidInput(field=field, problem="missing")
    if starts_on is not None and starts_on > desk.today + timedelta(days=366):
        raise InvalidInput(field="starts_on", problem="future")
    with desk.change("transition.finished") as work:
        history = states.of_people(work.session, [transition.person])
        gap, proposed = None, result
        if leaves_on is not None and starts_on is not None:
            ended = leaving(history, transition.from_value, leaves_on)
            gap = gap_of(leaves_on, starts_on, ended, desk.secures)
            proposed = proposed_result(leaves_on, starts_on, gap)
        decided = result or proposed
        finished = replace(
            transition,
            leaves_on=leaves_on,
            starts_on=starts_on,
            finished_on=desk.today,
            result=decided,
            gap_days=gap,
        )
        transitions.change(work.session, finished)
        if decided != FAILED:
            _move_states(desk, work, history, finished)
        work.about("transition", transition.id)
    return replace(finished, version=transition.version + 1)


def _move_states(desk: Desk, work: Work, history: list[State], finished: Transition) -> None:
    leaves_on, starts_on = finished.leaves_on, finished.starts_on
    if leaves_on is None or starts_on is None:
        return
    old = main_rechtskreis(history, leaves_on, desk.secures)
    if old is not None and old.value == finished.from_value and old.days.end is None:
        ended = replace(
            old, days=DateRange(old.days.start, leaves_on), id=StateId(desk.new_id()), version=1
        )
        states.replace(work.session, old, ended, desk.today)
    there = any(
        state.value == finished.to_value and state.days.contains(starts_on) for state in history
    )
    if not there:
        new = State(
            person=finished.person,
            kind=StateKind.RECHTSKREIS,
            value=finished.to_value,
            days=DateRange(starts_on),
            source="Rechtskreiswechsel",
            id=StateId(desk.new_id()),
        )
        states.add(work.session, new, desk.today)
