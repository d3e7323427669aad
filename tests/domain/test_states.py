"""Time series: what holds on a day, what is uncovered, what overlaps; compared day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import PersonId, StateId
from kimdesk.domain.states import (
    Grant,
    State,
    StateKind,
    as_of,
    gaps,
    main_rechtskreis,
    overlaps,
)

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(60)]
PAYING = {"RK_SGB2", "RK_ASYLBLG_3"}


def secures(value: str) -> bool:
    return value in PAYING


def entry(
    number: int, start: int, length: int | None, value: str, kind: StateKind, grant: Grant
) -> State:
    first = FIRST + timedelta(days=start)
    last = None if length is None else first + timedelta(days=length)
    days = DateRange(first, last)
    return State(PersonId("p"), kind, value, days, grant, id=StateId(f"s{number:02d}"))


ENTRIES = st.tuples(
    st.integers(-10, 59),
    st.none() | st.integers(0, 30),
    st.sampled_from(["RK_SGB2", "RK_ASYLBLG_3", "RK_WOGG"]),
    st.sampled_from([StateKind.RECHTSKREIS, StateKind.RECHTSKREIS, StateKind.RESIDENCE]),
    st.sampled_from([Grant.GRANTED, Grant.GRANTED, Grant.APPLIED, Grant.STOPPED]),
)
HISTORIES = st.lists(ENTRIES, max_size=6).map(
    lambda rows: [entry(number, *row) for number, row in enumerate(rows)]
)


def covers(state: State, day: date) -> bool:
    last = state.days.end or date.max
    return (
        state.kind is StateKind.RECHTSKREIS
        and state.grant is Grant.GRANTED
        and state.value in PAYING
        and state.days.start <= day <= last
    )


@given(HISTORIES, st.sampled_from(DAYS))
def test_what_holds_on_a_day_is_what_began_and_did_not_end(history: list[State], day: date) -> None:
    for kind in StateKind:
        found = as_of(history, kind, day)
        expected = {
            state.id
            for state in history
            if state.kind is kind
            and state.days.start <= day
            and (state.days.end is None or day <= state.days.end)
        }
        assert {state.id for state in found} == expected
        starts = [state.days.start for state in found]
        assert starts == sorted(starts, reverse=True)


@given(HISTORIES, st.sampled_from(DAYS))
def test_the_main_rechtskreis_is_the_latest_begun_that_pays(
    history: list[State], day: date
) -> None:
    found = main_rechtskreis(history, day, secures)
    paying = [state for state in history if covers(state, day)]
    if not paying:
        assert found is None
    else:
        assert found == max(paying, key=lambda state: (state.days.start, state.id))


@given(HISTORIES, st.permutations(range(6)), st.sampled_from(DAYS))
def test_the_order_of_the_entries_does_not_matter(
    history: list[State], order: list[int], day: date
) -> None:
    shuffled = [history[number] for number in order if number < len(history)]
    assert main_rechtskreis(shuffled, day, secures) == main_rechtskreis(history, day, secures)
    assert gaps(shuffled, DAYS[0], day, secures) == gaps(history, DAYS[0], day, secures)


@given(HISTORIES, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_gaps_are_exactly_the_uncovered_days(history: list[State], first: date, last: date) -> None:
    found = gaps(history, first, last, secures)
    inside = {gap.first + timedelta(days=number) for gap in found for number in range(gap.days)}
    bare = {
        day
        for day in DAYS
        if first <= day <= last and not any(covers(state, day) for state in history)
    }
    assert inside == bare
    assert sum(gap.days for gap in found) == len(bare)


@given(HISTORIES)
def test_neighbouring_gaps_are_one_gap(history: list[State]) -> None:
    found = gaps(history, DAYS[0], DAYS[-1], secures)
    for earlier, later in pairwise(found):
        assert (later.first - earlier.last).days > 1


@given(HISTORIES)
def test_overlaps_are_exactly_the_pairs_that_share_a_paid_day(history: list[State]) -> None:
    wide = [FIRST + timedelta(days=number) for number in range(-10, 120)]
    expected = {
        frozenset({one.id, two.id})
        for number, one in enumerate(history)
        for two in history[number + 1 :]
        if any(covers(one, day) and covers(two, day) for day in wide)
    }
    found = [frozenset({one.id, two.id}) for one, two in overlaps(history, secures)]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_between_a_day_and_the_day_before_there_is_no_gap() -> None:
    covered = [entry(0, 0, None, "RK_SGB2", StateKind.RECHTSKREIS, Grant.GRANTED)]
    assert gaps(covered, DAYS[5], DAYS[4], secures) == ()
    assert gaps([], DAYS[5], DAYS[4], secures) == ()


def test_only_a_granted_benefit_pays() -> None:
    assert [grant for grant in Grant if grant.pays] == [Grant.GRANTED]


def test_every_series_has_a_catalogue_and_a_heading() -> None:
    assert {kind.catalogue for kind in StateKind} == {"rechtskreise", "aufenthalt"}
    assert {kind.german for kind in StateKind} == {"Leistung", "Aufenthalt"}
