"""Time series and changes of regime: corrected, never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import make
from kimdesk.domain.cases import Case
from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import TransitionId
from kimdesk.domain.states import StateKind, main_rechtskreis
from kimdesk.domain.transitions import (
    BRIDGED,
    FAILED,
    GAP_WITHOUT_BRIDGE,
    SEAMLESS,
    Transition,
)
from kimdesk.errors import AlreadyChanged, InvalidInput, NotFound
from kimdesk.usecases import cases, states, transitions
from kimdesk.usecases.desk import Desk

OLD, NEW = "RK_ASYLBLG_3", "RK_SGB2"
LAST_DAY = date(2026, 6, 30)


def started(desk: Desk, case: Case, to_value: str = NEW) -> Transition:
    wanted = Transition(case.client, case.id, OLD, to_value, "ANERKENNUNG", date(2026, 6, 12))
    return transitions.start_transition(desk, wanted)


def regimes(desk: Desk, case: Case) -> list[tuple[str, date, date | None]]:
    return [
        (one.value, one.days.start, one.days.end) for one in states.history_of(desk, case.client)
    ]


@pytest.fixture
def case(desk: Desk) -> Case:
    opened = make.case(desk)
    make.state(desk, opened, OLD, date(2024, 2, 1))
    return opened


def test_only_values_of_the_catalogue_are_entered(desk: Desk, case: Case) -> None:
    for value, kind in (("RK_MARS", StateKind.RECHTSKREIS), (NEW, StateKind.RESIDENCE)):
        with pytest.raises(InvalidInput):
            make.state(desk, case, value, LAST_DAY, kind=kind)
    assert regimes(desk, case) == [(OLD, date(2024, 2, 1), None)]


def test_a_correction_keeps_what_was_believed_before(desk: Desk, case: Case) -> None:
    (entry,) = states.history_of(desk, case.client)
    corrected = states.correct_state(desk, entry, replace(entry, value=NEW))
    assert states.history_of(desk, case.client) == (corrected,)
    (before,) = cases.case_view(desk, case.id).corrected
    assert (before.id, before.value) == (entry.id, OLD)
    assert states.latest_state(desk, entry) == corrected


def test_the_same_entry_is_not_corrected_twice(desk: Desk, case: Case) -> None:
    (entry,) = states.history_of(desk, case.client)
    states.correct_state(desk, entry, replace(entry, value=NEW))
    with pytest.raises(AlreadyChanged):
        states.correct_state(desk, entry, replace(entry, value="RK_SGB12_HLU"))
    with pytest.raises(AlreadyChanged):
        states.end_state(desk, entry, LAST_DAY)
    assert [value for value, _, _ in regimes(desk, case)] == [NEW]


def test_an_entry_ends_on_its_last_day_and_not_before_its_first(desk: Desk, case: Case) -> None:
    (entry,) = states.history_of(desk, case.client)
    with pytest.raises(InvalidInput):
        states.end_state(desk, entry, date(2024, 1, 31))
    ended = states.end_state(desk, entry, LAST_DAY)
    assert ended.days == DateRange(date(2024, 2, 1), LAST_DAY)
    history = states.history_of(desk, case.client)
    assert main_rechtskreis(history, LAST_DAY, desk.secures) == ended
    assert main_rechtskreis(history, LAST_DAY + timedelta(days=1), desk.secures) is None


def test_an_entry_is_confirmed_and_withdrawn(desk: Desk, case: Case) -> None:
    (entry,) = states.history_of(desk, case.client)
    states.confirm_state(desk, entry)
    (confirmed,) = states.history_of(desk, case.client)
    assert confirmed.confirmed_on == desk.today
    states.withdraw_state(desk, confirmed)
    assert states.history_of(desk, case.client) == ()
    with pytest.raises(NotFound):
        states.withdraw_state(desk, confirmed)


@pytest.mark.parametrize("to_value", [OLD, "RK_MARS", ""])
def test_a_change_leads_to_another_known_regime(desk: Desk, case: Case, to_value: str) -> None:
    with pytest.raises(InvalidInput):
        started(desk, case, to_value)


@pytest.mark.parametrize(
    ("starts_on", "gap", "result"),
    [
        (date(2026, 7, 1), 0, SEAMLESS),
        (date(2026, 7, 20), 19, GAP_WITHOUT_BRIDGE),
        (date(2026, 7, 2), 1, GAP_WITHOUT_BRIDGE),
    ],
)
def test_a_finished_change_moves_the_time_series_and_fixes_the_gap(
    desk: Desk, case: Case, starts_on: date, gap: int, result: str
) -> None:
    running = started(desk, case)
    assert transitions.preview_gap(desk, running, LAST_DAY, starts_on) == gap
    finished = transitions.finish_transition(desk, running, LAST_DAY, starts_on)
    assert (finished.gap_days, finished.result) == (gap, result)
    assert finished.finished_on == desk.today
    assert transitions.get_transition(desk, running.id) == finished
    assert regimes(desk, case) == [
        (OLD, date(2024, 2, 1), LAST_DAY),
        (NEW, starts_on, None),
    ]


def test_a_bridge_is_proposed_as_the_result(desk: Desk, case: Case) -> None:
    make.state(desk, case, "RK_SGB12_HLU", date(2026, 7, 1), date(2026, 7, 19))
    finished = transitions.finish_transition(desk, started(desk, case), LAST_DAY, date(2026, 7, 20))
    assert (finished.gap_days, finished.result) == (0, BRIDGED)


def test_a_new_benefit_that_is_entered_already_is_not_entered_twice(desk: Desk, case: Case) -> None:
    make.state(desk, case, NEW, date(2026, 7, 1))
    transitions.finish_transition(desk, started(desk, case), LAST_DAY, date(2026, 7, 5))
    assert regimes(desk, case) == [
        (OLD, date(2024, 2, 1), LAST_DAY),
        (NEW, date(2026, 7, 1), None),
    ]


def test_a_failed_change_leaves_the_time_series_alone(desk: Desk, case: Case) -> None:
    before = regimes(desk, case)
    finished = transitions.finish_transition(
        desk, started(desk, case), LAST_DAY, date(2026, 7, 20), FAILED
    )
    assert finished.result == FAILED
    assert regimes(desk, case) == before


def test_a_change_is_finished_by_one_person_only(desk: Desk, case: Case) -> None:
    running = started(desk, case)
    changed = transitions.change_transition(desk, replace(running, leaves_on=LAST_DAY))
    with pytest.raises(AlreadyChanged):
        transitions.finish_transition(desk, running, LAST_DAY, date(2026, 7, 1))
    assert regimes(desk, case) == [(OLD, date(2024, 2, 1), None)]
    transitions.finish_transition(desk, changed, LAST_DAY, date(2026, 7, 1))


def test_a_new_benefit_in_the_far_future_is_refused(desk: Desk, case: Case) -> None:
    with pytest.raises(InvalidInput):
        transitions.finish_transition(desk, started(desk, case), LAST_DAY, date(2028, 1, 1))


def test_a_change_that_was_begun_by_mistake_is_taken_back(desk: Desk, case: Case) -> None:
    running = started(desk, case)
    transitions.cancel_transition(desk, running)
    assert cases.case_view(desk, case.id).transitions == ()
    with pytest.raises(NotFound):
        transitions.get_transition(desk, TransitionId(running.id))
