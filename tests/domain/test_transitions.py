"""Rechtskreiswechsel: the gap of each example is counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.states import Grant, State, StateKind
from kimdesk.domain.transitions import (
    BRIDGED,
    GAP_WITHOUT_BRIDGE,
    SEAMLESS,
    Transition,
    gap_of,
    leaving,
    proposed_result,
    running_gap,
)

OLD, NEW = "RK_ASYLBLG_3", "RK_SGB2"
CHANGE = Transition(PersonId("p"), CaseId("c"), OLD, NEW, "ANERKENNUNG", date(2026, 6, 12))


def secures(value: str) -> bool:
    return value in {OLD, NEW, "RK_SGB12_HLU"}


def paid(value: str, start: date, end: date | None = None, grant: Grant = Grant.GRANTED) -> State:
    return State(PersonId("p"), StateKind.RECHTSKREIS, value, DateRange(start, end), grant)


def gap_and_result(leaves_on: date, starts_on: date, *others: State) -> tuple[int, str]:
    history = leaving([paid(OLD, date(2024, 2, 1)), *others], OLD, leaves_on)
    gap = gap_of(leaves_on, starts_on, history, secures)
    return gap, proposed_result(leaves_on, starts_on, gap)


@pytest.mark.parametrize(
    ("leaves_on", "starts_on", "gap", "result"),
    [
        (date(2026, 6, 30), date(2026, 7, 1), 0, SEAMLESS),
        (date(2026, 6, 30), date(2026, 6, 15), 0, SEAMLESS),
        (date(2026, 6, 30), date(2026, 7, 2), 1, GAP_WITHOUT_BRIDGE),
        (date(2026, 6, 30), date(2026, 7, 20), 19, GAP_WITHOUT_BRIDGE),
        (date(2026, 1, 31), date(2026, 3, 1), 28, GAP_WITHOUT_BRIDGE),
        (date(2028, 1, 31), date(2028, 3, 1), 29, GAP_WITHOUT_BRIDGE),
        (date(2026, 12, 31), date(2027, 1, 1), 0, SEAMLESS),
    ],
)
def test_the_days_between_the_old_and_the_new_benefit_are_the_gap(
    leaves_on: date, starts_on: date, gap: int, result: str
) -> None:
    assert gap_and_result(leaves_on, starts_on) == (gap, result)


def test_a_bridging_benefit_closes_the_gap() -> None:
    bridge = paid("RK_SGB12_HLU", date(2026, 7, 1), date(2026, 7, 19))
    assert gap_and_result(date(2026, 6, 30), date(2026, 7, 20), bridge) == (0, BRIDGED)


def test_a_bridge_that_is_too_short_shortens_the_gap() -> None:
    bridge = paid("RK_SGB12_HLU", date(2026, 7, 5), date(2026, 7, 10))
    assert gap_and_result(date(2026, 6, 30), date(2026, 7, 20), bridge) == (
        13,
        GAP_WITHOUT_BRIDGE,
    )


@pytest.mark.parametrize(
    "no_bridge",
    [
        paid("RK_SGB12_HLU", date(2026, 7, 1), grant=Grant.APPLIED),
        paid("RK_WOGG", date(2026, 7, 1)),
        replace(paid("AUF_GEST", date(2026, 7, 1)), kind=StateKind.RESIDENCE),
    ],
    ids=["only applied for", "does not secure the livelihood", "another series"],
)
def test_what_does_not_pay_is_no_bridge(no_bridge: State) -> None:
    assert gap_and_result(date(2026, 6, 30), date(2026, 7, 20), no_bridge)[0] == 19


def test_an_old_entry_that_is_still_open_hides_no_gap() -> None:
    still_open = [paid(OLD, date(2024, 2, 1))]
    cut = leaving(still_open, OLD, date(2026, 6, 30))
    assert cut[0].days == DateRange(date(2024, 2, 1), date(2026, 6, 30))
    assert leaving(still_open, NEW, date(2026, 6, 30)) == tuple(still_open)


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(-20, 80),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_the_gap_equals_a_count_day_by_day(
    leaves_on: date, until: int, bridge_from: int, bridge_days: int
) -> None:
    starts_on = leaves_on + timedelta(days=until)
    begin = leaves_on + timedelta(days=bridge_from)
    bridge = paid("RK_SGB12_HLU", begin, begin + timedelta(days=bridge_days))
    gap, result = gap_and_result(leaves_on, starts_on, bridge)
    between = [leaves_on + timedelta(days=number) for number in range(1, until)]
    assert gap == sum(1 for day in between if not bridge.days.contains(day))
    assert (result == GAP_WITHOUT_BRIDGE) is (gap > 0)


def test_the_gap_so_far_grows_day_by_day_until_the_new_benefit_begins() -> None:
    today = date(2026, 7, 11)
    assert running_gap(CHANGE, today) == 0
    left = replace(CHANGE, leaves_on=date(2026, 6, 30))
    assert running_gap(left, date(2026, 6, 30)) == 0
    assert running_gap(left, date(2026, 7, 1)) == 1
    assert running_gap(left, today) == 11
    assert running_gap(replace(left, starts_on=date(2026, 7, 5)), today) == 4
    # A day that has not come yet is no gap yet.
    assert running_gap(replace(left, starts_on=date(2026, 8, 1)), today) == 11
    assert running_gap(replace(left, starts_on=date(2026, 6, 15)), today) == 0
    assert running_gap(replace(left, finished_on=today), today) == 0


def test_a_change_runs_until_it_is_finished() -> None:
    assert CHANGE.is_open
    assert not replace(CHANGE, finished_on=date(2026, 8, 1)).is_open
