"""Time series of a person: entered, ended, corrected, confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import PersonId, StateId
from kimdesk.domain.states import State
from kimdesk.errors import InvalidInput
from kimdesk.storage import states
from kimdesk.usecases.desk import Desk


def add_state(desk: Desk, state: State) -> State:
    """Enter what is true from a day on.

    Raises:
        InvalidInput: if the catalogue does not know the value.
    """
    if state.value not in desk.catalogues[state.kind.catalogue]:
        raise InvalidInput(field="value", problem="unknown")
    stored = replace(state, id=StateId(desk.new_id()), version=1)
    with desk.change("state.added") as work:
        states.add(work.session, stored, desk.today)
        work.about("state", stored.id, series=state.kind.value)
    return stored


def correct_state(desk: Desk, earlier: State, corrected: State) -> State:
    """Correct an entry; what was believed before stays readable.

    Raises:
        AlreadyChanged: if a colleague corrected it meanwhile.
    """
    stored = replace(corrected, id=StateId(desk.new_id()), version=1)
    with desk.change("state.corrected") as work:
        states.replace(work.session, earlier, stored, desk.today)
        work.about("state", stored.id, series=stored.kind.value)
    return stored


def end_state(desk: Desk, state: State, last_day: date) -> State:
    """Note the last day on which an entry was true."""
    return correct_state(desk, state, replace(state, days=DateRange(state.days.start, last_day)))


def confirm_state(desk: Desk, state: State) -> None:
    """Note with one click that an entry still holds („Stand bestätigt“)."""
    with desk.change("state.confirmed") as work:
        states.confirm(work.session, state.id, desk.today)
        work.about("state", state.id)


def withdraw_state(desk: Desk, state: State) -> None:
    """Undo an entry just made; a correction is undone by correcting back instead."""
    with desk.change("state.withdrawn") as work:
        states.remove(work.session, state.id)
        work.about("state", state.id, series=state.kind.value)


def history_of(desk: Desk, person: PersonId) -> tuple[State, ...]:
    """Return the valid entries of a person in all series, oldest first."""
    with desk.store.read() as session:
        return tuple(states.of_people(session, [person]))


def latest_state(desk: Desk, state: State) -> State:
    """Return what an entry has become after corrections."""
    with desk.store.read() as session:
        return states.latest_of(session, state.id)
