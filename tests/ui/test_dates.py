"""Dates as typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.errors import InvalidInput
from kimdesk.ui.widgets.dates import PROBLEM_CALENDAR, PROBLEM_FORM, format_date, parse_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        ("   ", None),
        ("3.5.26", date(2026, 5, 3)),
        ("03.05.2026", date(2026, 5, 3)),
        ("3.5.", date(2026, 5, 3)),
        ("3.5", date(2026, 5, 3)),
        ("2026-05-03", date(2026, 5, 3)),
        ("3/5/2026", date(2026, 5, 3)),
        ("3 5 2026", date(2026, 5, 3)),
        (" Heute ", TODAY),
        ("gestern", date(2026, 11, 21)),
        ("morgen", date(2026, 11, 23)),
        ("+7", date(2026, 11, 29)),
        ("-3", date(2026, 11, 19)),
        ("+ 7", date(2026, 11, 29)),
        ("14.7.85", date(1985, 7, 14)),
        ("1.1.36", date(2036, 1, 1)),
        ("1.1.37", date(1937, 1, 1)),
    ],
)
def test_the_usual_ways_to_write_a_date_are_understood(typed: str, expected: date | None) -> None:
    assert parse_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("bald", PROBLEM_FORM),
        ("12", PROBLEM_FORM),
        ("1.2.3", PROBLEM_FORM),
        ("31.02.2026", PROBLEM_CALENDAR),
        ("0.1.2026", PROBLEM_CALENDAR),
        ("2026-13-01", PROBLEM_CALENDAR),
        ("0000-01-01", PROBLEM_CALENDAR),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str, problem: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_date(typed, TODAY)
    assert refused.value.facts["problem"] == problem


@pytest.mark.parametrize("today", [date.min, date.max])
def test_days_beyond_the_calendar_are_refused(today: date) -> None:
    step = "-9" if today == date.min else "+9"
    with pytest.raises(InvalidInput):
        parse_date(step, today)


@given(st.dates())
def test_a_date_survives_being_written_and_read(day: date) -> None:
    assert parse_date(format_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.integers(-9999, 9999))
def test_an_offset_counts_from_today(days: int) -> None:
    assert parse_date(f"{days:+d}", TODAY) == TODAY + timedelta(days=days)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_short_year_lies_at_most_ten_years_ahead(day: date) -> None:
    # The 29th of February need not exist in the other century.
    try:
        read = parse_date(f"{day.day}.{day.month}.{day.year % 100:02}", TODAY)
    except InvalidInput:
        assert (day.day, day.month) == (29, 2)
        return
    assert read is not None
    assert TODAY.year - 90 <= read.year <= TODAY.year + 10
    assert (read.day, read.month, read.year % 100) == (day.day, day.month, day.year % 100)


@given(st.text(max_size=14))
def test_any_text_is_read_or_refused_but_nothing_else_happens(typed: str) -> None:
    with suppress(InvalidInput):
        read = parse_date(typed, TODAY)
        assert read is None or isinstance(read, date)
