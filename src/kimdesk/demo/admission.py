"""Taking a household into the file, and keeping its titles and benefits up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.diary import Diary
from kimdesk.demo.drafts import Family, Life, Stretch
from kimdesk.demo.stage import Stage, first_term, term_after
from kimdesk.domain.households import REFERENCE
from kimdesk.domain.states import StateKind
from kimdesk.usecases import people, states
from kimdesk.usecases.people import Belonging

_DAY: Final = timedelta(days=1)


def admit(stage: Stage, family: Family) -> None:
    """Record the household as it is known on the day of the first talk."""
    for life in family.lives:
        if life.lines.since <= stage.today:
            join(stage, family, life)


def join(stage: Stage, family: Family, life: Life) -> None:
    """Record a member of a household with what is known of them today."""
    desk = stage.desk(family.slot.number)
    belonging = None
    if life.role != REFERENCE:
        belonging = Belonging(stage.people[family.client.key].id, life.role, stage.today)
    stage.people[life.key] = people.create_person(desk, life.person, belonging)
    for one in (*life.lines.residence, *life.extras, *life.lines.regimes):
        if one.start <= stage.today:
            known_end = one.end if one.end is not None and one.end <= stage.today else None
            stage.add_state(desk, life, replace(one, end=known_end))


def shift(stage: Stage, family: Family, life: Life, old_end: date, new: Stretch) -> None:
    """Record that one value ended and the next began."""
    desk = stage.desk(family.slot.number)
    stage.end_state(desk, life, new.kind, old_end)
    stage.add_state(desk, life, new)


def end(stage: Stage, family: Family, life: Life, kind: StateKind, last_day: date) -> None:
    """Record that a value ended without a successor."""
    stage.end_state(stage.desk(family.slot.number), life, kind, last_day)


def renew(stage: Stage, family: Family, life: Life, kind: StateKind, until: date) -> None:
    """Record a prolonged title or approval."""
    running = stage.states[life.key, kind]
    renewed = replace(running, approved_until=until, confirmed_on=stage.today)
    desk = stage.desk(family.slot.number)
    stage.states[life.key, kind] = states.correct_state(desk, running, renewed)


def confirm(stage: Stage, family: Family, kind: StateKind) -> None:
    """Note that the client's entry still holds."""
    key = family.client.key, kind
    running = stage.states.get(key)
    if running is not None:
        states.confirm_state(stage.desk(family.slot.number), running)
        stage.states[key] = replace(running, confirmed_on=stage.today, version=running.version + 1)


def note_lives(
    diary: Diary[Stage], content: Content, family: Family, last: date, chance: Chance
) -> None:
    """Note everything that happens to the members after the admission, up to ``last``."""
    diary.add(family.slot.recorded, partial(admit, family=family))
    for life in family.lives:
        recorded = family.slot.recorded
        if life.lines.since > recorded:
            recorded = min(last, chance.later(life.lines.since, 4, 20))
            diary.add(recorded, partial(join, family=family, life=life))
        accompanied = life is family.client and accompanied_turn(family)
        for series in (life.lines.residence, life.lines.regimes):
            note = _Series(content, family, life, recorded, last)
            note.shifts(diary, series, chance, skip_turn=bool(accompanied))


def accompanied_turn(family: Family) -> bool:
    """Tell whether the change of regime happened before the eyes of the office."""
    turn, slot = family.turn, family.slot
    if turn is None or slot.recorded + timedelta(days=3) > turn.leaves_on:
        return False
    return turn.is_open or (slot.closed or date.max) > (turn.decided_on or date.max)


class _Series:
    """Notes for one time series of one person."""

    def __init__(
        self, content: Content, family: Family, life: Life, recorded: date, last: date
    ) -> None:
        self._content = content
        self._family = family
        self._life = life
        self._recorded = recorded
        self._last = last

    def shifts(
        self, diary: Diary[Stage], series: Sequence[Stretch], chance: Chance, *, skip_turn: bool
    ) -> None:
        turn = self._family.turn
        recorded = self._recorded
        for number, one in enumerate(series):
            if one.start > self._last:
                return
            by_turn = skip_turn and turn is not None and one.start > turn.leaves_on
            is_regime = one.kind is StateKind.RECHTSKREIS
            if one.start > self._recorded:
                previous = series[number - 1]
                day = min(self._last, max(recorded, chance.later(one.start, 2, 14)))
                if is_regime and by_turn and turn is not None and turn.decided_on is not None:
                    recorded = turn.decided_on
                else:
                    recorded = day
                    deed = partial(
                        shift,
                        family=self._family,
                        life=self._life,
                        old_end=previous.end or one.start - _DAY,
                        new=one,
                    )
                    diary.add(day, deed)
            self._renewals(diary, one, recorded, chance)
        self._ending(diary, series, recorded, chance, skip_turn=skip_turn)

    def _renewals(self, diary: Diary[Stage], one: Stretch, recorded: date, chance: Chance) -> None:
        if one.note or (one.end is not None and one.end <= recorded):
            return
        until = first_term(self._content, one, recorded)
        while until is not None:
            day = chance.later(until, -16, 5)
            over = one.end is not None and (day >= one.end or until >= one.end)
            until = term_after(self._content, one, until)
            if day > self._last or over or until is None:
                return
            deed = partial(renew, family=self._family, life=self._life, kind=one.kind, until=until)
            diary.add(day, deed)

    def _ending(
        self,
        diary: Diary[Stage],
        series: Sequence[Stretch],
        recorded: date,
        chance: Chance,
        *,
        skip_turn: bool,
    ) -> None:
        last = series[-1]
        if last.end is None or last.end <= recorded or skip_turn:
            return
        day = min(self._last, chance.later(last.end, 1, 8))
        if last.end < day:
            deed = partial(
                end, family=self._family, life=self._life, kind=last.kind, last_day=last.end
            )
            diary.add(day, deed)
