"""When cases run: taken over or new, waiting, quiet, with a change of regime, closed or open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from kimdesk.demo.chance import Chance
from kimdesk.demo.days import month_start, month_starts, working_day, working_day_before
from kimdesk.demo.drafts import Slot
from kimdesk.domain.dates import Quarter

_NEAR_FUTURE = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that the demonstration covers: the finished quarters and the days since."""

    first: date
    today: date
    quarters: tuple[Quarter, ...]

    @classmethod
    def before(cls, today: date, quarters: int) -> Window:
        """Return the window that ends today and holds as many finished quarters."""
        found = [Quarter.of(today).previous]
        while len(found) < quarters:
            found.insert(0, found[0].previous)
        return cls(found[0].first_day, today, tuple(found))

    @property
    def last_work(self) -> date:
        """The last working day up to today."""
        return working_day_before(self.today)


class SlotDrawer:
    """Draws when cases run.

    Rare kinds come at fixed places of the row, so that even a small office has one of each.
    """

    def __init__(self, window: Window, chance: Chance) -> None:
        self._window = window
        self._chance = chance
        # The longer the window, the smaller the part that was there before it.
        self._taken_over = max(15, min(80, 320 // len(window.quarters)))

    def slots(self) -> Iterator[Slot]:
        """Yield slots without end."""
        return (self._slot(number) for number in count())

    def _slot(self, number: int) -> Slot:
        if number % 26 == 1:
            return self._pending(number, overdue=True)
        if number % 26 == 8:  # noqa: PLR2004 - a place in the row
            return self._pending(number, overdue=False)
        if number % 24 == 5:  # noqa: PLR2004 - a place in the row
            return self._waiting(number)
        if number % 15 == 3:  # noqa: PLR2004 - a place in the row
            return self._quiet(number)
        if number % 5 in {0, 2}:
            return self._turning(number)
        return self._usual(number)

    def _opened(self, number: int) -> date:
        """Return a day of opening; the golden ratio spreads old and new evenly."""
        window, chance = self._window, self._chance
        if number * 618 % 1000 < self._taken_over * 10:
            before = chance.between(6, 540)
            return working_day_before(window.first - timedelta(days=before))
        latest = window.today - timedelta(days=4)
        return working_day_before(chance.day(window.first + timedelta(days=12), latest))

    def _make(
        self,
        number: int,
        opened: date,
        *,
        turn_on: date | None = None,
        pending: bool = False,
        closed: date | None = None,
        quiet_from: date | None = None,
        waits: bool = False,
        never_agreed: bool = False,
    ) -> Slot:
        window, chance = self._window, self._chance
        recorded = opened
        if opened < window.first:
            recorded = working_day(window.first + timedelta(days=chance.between(0, 11)))
        delay = chance.between(35, 100) if waits else chance.between(3, 30)
        agreed = working_day(opened + timedelta(days=delay))
        agreed_in_time = agreed <= window.today and (closed is None or agreed < closed)
        return Slot(
            number=number,
            opened=opened,
            recorded=recorded,
            agreed=None if never_agreed or not agreed_in_time else agreed,
            waiting_since=opened if waits else None,
            closed=closed,
            quiet_from=quiet_from,
            turn_on=turn_on,
            pending=pending,
        )

    def _pending(self, number: int, *, overdue: bool) -> Slot:
        """Return a case whose change of regime runs today, with a gap or shortly before it."""
        today = self._window.today
        months = 0 if today.day > _NEAR_FUTURE.days // 2 else -1
        if self._chance.percent(25):
            months -= 1
        turn_on = month_start(today, months if overdue else 1)
        opened = working_day_before(today - timedelta(days=self._chance.between(90, 200)))
        return self._make(number, opened, turn_on=turn_on, pending=True)

    def _waiting(self, number: int) -> Slot:
        """Return a request that waits for case management today."""
        ago = timedelta(days=self._chance.between(8, 34))
        return self._make(number, working_day_before(self._window.today - ago), waits=True)

    def _quiet(self, number: int) -> Slot:
        """Return an open case that nobody has heard from for more than 90 days."""
        today = self._window.today
        opened = working_day_before(today - timedelta(days=self._chance.between(250, 420)))
        quiet_from = today - timedelta(days=self._chance.between(95, 150))
        return self._make(number, opened, quiet_from=quiet_from)

    def _turning(self, number: int) -> Slot:
        """Return a case with a change of regime on some first of a month in the window."""
        window = self._window
        opened = self._opened(number)
        first = max(opened + timedelta(days=40), window.first + timedelta(days=25))
        latest = min(opened + timedelta(days=300), window.today - timedelta(days=20))
        days = list(month_starts(first, latest))
        turn_on = self._chance.pick(days) if days else None
        closed = self._closed(opened)
        if turn_on and closed and closed < turn_on + timedelta(days=100):
            closed = None
        return self._make(number, opened, turn_on=turn_on, closed=closed)

    def _usual(self, number: int) -> Slot:
        chance = self._chance
        opened = self._opened(number)
        waits = chance.percent(18)
        never = not waits and opened >= self._window.first and chance.percent(9)
        closed = self._closed(opened)
        if never:
            soon = working_day(opened + timedelta(days=chance.between(20, 60)))
            closed = soon if self._window.first < soon < self._window.today else None
        return self._make(number, opened, closed=closed, waits=waits, never_agreed=never)

    def _closed(self, opened: date) -> date | None:
        """Return the day on which the work ends, if that lies in the window."""
        window = self._window
        day = working_day(opened + timedelta(days=self._chance.between(340, 1300)))
        earliest = window.first + timedelta(days=30)
        return day if earliest < day <= window.today - timedelta(days=2) else None
