"""Days of an office: working days, first days of a month, terms in months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

_SATURDAY = 5
# Fixed holidays of Nordrhein-Westfalen and the days between the years, when offices are closed.
_CLOSED = {(1, 1), (5, 1), (10, 3), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31)}


def is_working_day(day: date) -> bool:
    """Tell whether the office is open; movable holidays are left aside."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _CLOSED


def working_day(day: date) -> date:
    """Return the first working day from ``day`` on."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_before(day: date) -> date:
    """Return the last working day up to ``day``."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def month_start(day: date, months: int = 0) -> date:
    """Return the first day of the month that lies ``months`` after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, the 28th at most so that every month has it."""
    first = month_start(day, months)
    return first.replace(day=min(day.day, 28))


def month_starts(first: date, last: date) -> Iterator[date]:
    """Yield the first days of months between two days, both included."""
    start = month_start(first)
    while start <= last:
        if start >= first:
            yield start
        start = month_start(start, 1)


def years_earlier(day: date, years: int) -> date:
    """Return the day as many years ago."""
    return add_months(day, -12 * years)
