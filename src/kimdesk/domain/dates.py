"""Calendar rules: quarters, open-ended periods, the day handed in as a clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from kimdesk.errors import InvalidInput

# Other years are typing errors, and the calendar of the program ends with the year 9999.
_QUARTER = re.compile(r"([12][0-9]{3})-Q([1-4])")
_PERIOD = re.compile(r"([12][0-9]{3})(?:-H([12]))?")


class Clock(Protocol):
    """Where "today" and "now" come from; handed in so that rules can be tested."""

    def today(self) -> date:
        """Return the local calendar day."""
        ...

    def now(self) -> datetime:
        """Return the moment in UTC, whole seconds."""
        ...


class SystemClock:
    """The computer's clock."""

    def today(self) -> date:
        """Return the local calendar day."""
        return datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Return the moment in UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


class FixedClock:
    """A clock that stands still until it is set; for demonstrations and tests."""

    def __init__(self, day: date) -> None:
        self._day = day

    def set(self, day: date) -> None:
        """Move the clock to ``day``."""
        self._day = day

    def today(self) -> date:
        """Return the set day."""
        return self._day

    def now(self) -> datetime:
        """Return noon (UTC) of the set day."""
        return datetime(self._day.year, self._day.month, self._day.day, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, written ``2026-Q3``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2026-Q3``.

        Raises:
            InvalidInput: for anything else.
        """
        match = _QUARTER.fullmatch(text.strip())
        if match is None:
            raise InvalidInput(field="quarter", problem="format")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter in which ``day`` lies."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        """The first day of the quarter."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The key date: the last day of the quarter."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The following quarter."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter.of(self.first_day - timedelta(days=1))

    @property
    def german(self) -> str:
        """The quarter as people write it: ``3. Quartal 2026``."""
        return f"{self.number}. Quartal {self.year}"

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def period_days(period: str) -> tuple[date, date]:
    """Return first and last day of ``2026-Q3``, ``2026-H2`` or ``2026``.

    Raises:
        InvalidInput: if the text names no period.
    """
    if "-Q" in period:
        quarter = Quarter.parse(period)
        return quarter.first_day, quarter.last_day
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise InvalidInput(field="period", problem="format")
    year, half = int(match[1]), match[2]
    first = Quarter(year, 3 if half == "2" else 1)
    last = Quarter(year, 2 if half == "1" else 4)
    return first.first_day, last.last_day


@dataclass(frozen=True, slots=True)
class DateRange:
    """From a day to a day, both included; ``end`` is ``None`` while it goes on."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise InvalidInput(field="end", problem="before_start")

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` lies inside."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: DateRange) -> bool:
        """Tell whether the two share a day."""
        return (other.end is None or self.start <= other.end) and (
            self.end is None or other.start <= self.end
        )


def german_date(day: date | None) -> str:
    """Return ``22.11.2026``, or an empty text where there is no day."""
    return "" if day is None else f"{day:%d.%m.%Y}"


def years_between(born: date, day: date) -> int:
    """Return the completed years of age on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
