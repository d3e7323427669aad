"""Quarters, periods, ranges and ages: calendar rules that every figure stands on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kimdesk.domain.dates import (
    DateRange,
    FixedClock,
    Quarter,
    SystemClock,
    german_date,
    period_days,
    years_between,
)
from kimdesk.errors import InvalidInput

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ONE_DAY = timedelta(days=1)


@given(DAYS)
def test_every_day_lies_in_exactly_one_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert day < quarter.next.first_day
    assert day > quarter.previous.last_day


@given(DAYS)
def test_quarters_follow_one_another_without_hole_or_overlap(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.last_day + ONE_DAY == quarter.next.first_day
    assert quarter.next.previous == quarter
    assert quarter.previous < quarter < quarter.next


@given(DAYS)
def test_a_written_quarter_reads_as_itself(day: date) -> None:
    quarter = Quarter.of(day)
    assert Quarter.parse(str(quarter)) == quarter
    assert Quarter.parse(f"  {quarter}\n") == quarter


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-Q0", "2026-Q5", "26-Q1", "2026-q1", "2026-Q11", "Q1-2026", "2026Q1"),
        *("0000-Q1", "9999-Q4", "٢٠٢٦-Q1"),
    ],
)
def test_whatever_names_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        Quarter.parse(text)


def test_a_quarter_is_written_in_german() -> None:
    assert Quarter(2026, 3).german == "3. Quartal 2026"


@given(st.integers(1900, 2200))
def test_halves_and_quarters_make_up_the_year(year: int) -> None:
    quarters = [period_days(f"{year}-Q{number}") for number in (1, 2, 3, 4)]
    halves = [period_days(f"{year}-H{number}") for number in (1, 2)]
    assert halves == [(quarters[0][0], quarters[1][1]), (quarters[2][0], quarters[3][1])]
    assert period_days(str(year)) == (halves[0][0], halves[1][1])
    assert period_days(str(year)) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("text", ["", "x", "2026-H3", "2026-H", "2026-Q9", "-H1", "²-H1", "0000"])
def test_whatever_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        period_days(text)


@given(DAYS, DAYS)
def test_a_range_never_ends_before_it_starts(start: date, end: date) -> None:
    if end < start:
        with pytest.raises(InvalidInput):
            DateRange(start, end)
    else:
        assert DateRange(start, end).contains(start)
        assert DateRange(start, end).contains(end)


RANGES = st.builds(
    lambda start, length: DateRange(
        start, None if length is None else start + timedelta(days=length)
    ),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.none() | st.integers(0, 40),
)


@given(RANGES, RANGES)
def test_ranges_overlap_exactly_if_they_share_a_day(one: DateRange, two: DateRange) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(120)]
    shared = any(one.contains(day) and two.contains(day) for day in days)
    assert one.overlaps(two) is two.overlaps(one) is shared


@given(DAYS, DAYS)
def test_somebody_grows_a_year_older_on_each_birthday(born: date, day: date) -> None:
    assume(born <= day)
    age = years_between(born, day)
    birthdays = [
        year
        for year in range(born.year + 1, day.year + 1)
        # Who was born on 29 February is a year older on 1 March where there is no such day.
        if (year, born.month, born.day) <= (day.year, day.month, day.day)
    ]
    assert age == len(birthdays)


def test_the_day_before_the_birthday_counts_as_the_younger_age() -> None:
    assert years_between(date(2008, 11, 23), date(2026, 11, 22)) == 17
    assert years_between(date(2008, 11, 22), date(2026, 11, 22)) == 18
    assert years_between(date(2008, 2, 29), date(2026, 2, 28)) == 17


def test_a_day_is_written_in_german_and_no_day_as_nothing() -> None:
    assert german_date(date(2026, 3, 7)) == "07.03.2026"
    assert not german_date(None)


def test_a_fixed_clock_stands_until_it_is_set() -> None:
    clock = FixedClock(date(2026, 11, 22))
    assert clock.today() == clock.today() == date(2026, 11, 22)
    clock.set(date(2027, 1, 2))
    assert clock.today() == date(2027, 1, 2)
    assert clock.now() == datetime(2027, 1, 2, 12, tzinfo=UTC)


def test_the_system_clock_tells_whole_seconds_in_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs((SystemClock().today() - now.date()).days) <= 1
