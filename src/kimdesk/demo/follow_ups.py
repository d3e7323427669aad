"""Follow-ups: set after a talk, done in time, and the ones that are due around today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from kimdesk.demo.caseload import Window
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import working_day, working_day_before
from kimdesk.demo.diary import Diary
from kimdesk.demo.drafts import Family, Life, Stretch
from kimdesk.demo.stage import Stage, term_after
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.usecases import follow_ups

# Days from today on which the next thing of an open case is due, case by case in turn: some are
# late, some are due today, more in the coming week, the rest later.
_DUE_FROM_TODAY: Final = (0, 3, 12, -4, 21, 1, 34, 6, -9, 15, 0, 45, 2, 28, 5, -1, 19, 4, 60, 9)
_EXPIRY_AHEAD: Final = timedelta(days=33)
_THIS_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done, before it is stored."""

    key: int
    case: int
    due_on: date
    title: str
    kind: str


def put_up(stage: Stage, task: Task) -> None:
    """Set a follow-up."""
    stored = FollowUp(stage.cases[task.case].id, task.due_on, task.title, task.kind)
    stage.follow_ups[task.key] = follow_ups.add_follow_up(stage.desk(task.case), stored)


def tick_off(stage: Stage, task: Task) -> None:
    """Mark a follow-up as done."""
    known = stage.follow_ups[task.key]
    stage.follow_ups[task.key] = follow_ups.finish_follow_up(stage.desk(task.case), known)


class FollowUpNotes:
    """Notes the follow-ups of cases; keys are numbered through the office."""

    def __init__(self, content: Content, window: Window, keys: Iterator[int]) -> None:
        self._content = content
        self._window = window
        self._keys = keys

    def note(
        self, diary: Diary[Stage], family: Family, talks: Iterable[date], chance: Chance
    ) -> None:
        """Note the follow-ups of a case."""
        closed = family.slot.closed
        last = closed or self._window.last_work
        for day in talks:
            if chance.percent(30):
                self._after_talk(diary, family, day, last, chance)
        if closed is None:
            self._around_today(diary, family, chance)

    def _task(self, family: Family, due_on: date, kind: str, chance: Chance) -> Task:
        title = chance.pick(self._content.contacts["follow_ups"][kind])
        return Task(next(self._keys), family.slot.number, due_on, title, kind)

    def _after_talk(
        self, diary: Diary[Stage], family: Family, day: date, last: date, chance: Chance
    ) -> None:
        """Note one that was done before the case closed or today came; others are left aside."""
        due = chance.later(day, 7, 35)
        done = chance.later(due, -2, 4)
        if done <= last:
            task = self._task(family, due, self._kind(chance), chance)
            diary.add(day, partial(put_up, task=task))
            diary.add(done, partial(tick_off, task=task))

    def _around_today(self, diary: Diary[Stage], family: Family, chance: Chance) -> None:
        """Note the next thing to be done in an open case."""
        number, today = family.slot.number, self._window.today
        due = today + timedelta(days=_DUE_FROM_TODAY[number % len(_DUE_FROM_TODAY)])
        if due > today + _THIS_WEEK:
            due = working_day(due)
        set_on = min(due, today) - timedelta(days=chance.between(3, 20))
        set_on = max(family.slot.recorded, working_day_before(set_on))
        kind = self._expiring(family.client) or self._kind(chance)
        diary.add(set_on, partial(put_up, task=self._task(family, due, kind, chance)))

    def _kind(self, chance: Chance) -> str:
        return chance.weighted(self._content.caseload["follow_ups"])

    def _expiring(self, client: Life) -> str:
        """Return the kind for a title or approval that ends soon, otherwise nothing."""
        kinds = self._content.caseload["expiry_follow_ups"]
        pairs: tuple[tuple[str, tuple[Stretch, ...]], ...] = (
            ("residence", client.lines.residence),
            ("regime", client.lines.regimes),
        )
        for name, series in pairs:
            current = series[-1]
            if current.end is None:
                until = term_after(self._content, current, self._window.today)
                if until is not None and until - self._window.today < _EXPIRY_AHEAD:
                    return str(kinds[name])
        return ""
