"""Taking a household into the file, and keeping its titles and benefits up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.diary import Diary
from kimdesk.demo.drafts import Family, Life, Stretch, Turn
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
        turn = accompanied_turn(family) if life is family.client else None
        notes = _Series(content, family, life, recorded, last, turn)
        for series in (life.lines.residence, life.lines.regimes):
            notes.note(diary, series, chance)


def accompanied_turn(family: Family) -> Turn | None:
    """Return the change of regime if it happened before the eyes of the office."""
    turn, slot = family.turn, family.slot
    if turn is None or slot.recorded + timedelta(days=3) > turn.leaves_on:
        return None
    in_time = turn.is_open or (slot.closed or date.max) > (turn.decided_on or date.max)
    return turn if in_time else None


@dataclass(frozen=True, slots=True)
class _Series:
    """Notes what happens to a person's time series between two days.

    ``turn`` is the accompanied change; its steps are noted elsewhere.
    """

    content: Content
    family: Family
    life: Life
    recorded: date
    last: date
    turn: Turn | None

    def note(self, diary: Diary[Stage], series: Sequence[Stretch], chance: Chance) -> None:
        """Note the changes, renewals and the end of one series."""
        known = [one for one in series if one.start <= self.last]
        recorded = self.recorded
        for number, one in enumerate(known):
            if one.start > self.recorded:
                recorded = self._shift(diary, known[number - 1], one, recorded, chance)
            self._renewals(diary, one, recorded, chance)
        self._ending(diary, known[-1], recorded, chance)

    def _shift(
        self,
        diary: Diary[Stage],
        old: Stretch,
        new: Stretch,
        earliest: date,
        chance: Chance,
    ) -> date:
        """Note a change of value and return the day on which it is recorded."""
        turn = self.turn
        if turn is not None and turn.decided_on is not None and self._belongs(new, turn):
            return turn.decided_on
        day = min(self.last, max(earliest, chance.later(new.start, 2, 14)))
        old_end = old.end or new.start - _DAY
        deed = partial(shift, family=self.family, life=self.life, old_end=old_end, new=new)
        diary.add(day, deed)
        return day

    @staticmethod
    def _belongs(stretch: Stretch, turn: Turn) -> bool:
        return stretch.kind is StateKind.RECHTSKREIS and stretch.start > turn.leaves_on

    def _renewals(self, diary: Diary[Stage], one: Stretch, recorded: date, chance: Chance) -> None:
        if one.note or (one.end is not None and one.end <= recorded):
            return
        until = first_term(self.content, one, recorded)
        while until is not None:
            day = chance.later(until, -16, 5)
            over = one.end is not None and (day >= one.end or until >= one.end)
            until = term_after(self.content, one, until)
            if day > self.last or over or until is None:
                return
            deed = partial(renew, family=self.family, life=self.life, kind=one.kind, until=until)
            diary.add(day, deed)

    def _ending(self, diary: Diary[Stage], one: Stretch, recorded: date, chance: Chance) -> None:
        """Note an end without a successor; that of an accompanied change is noted there."""
        if one.end is None or one.end <= recorded or self.turn is not None:
            return
        day = min(self.last, chance.later(one.end, 1, 8))
        if one.end < day:
            life, kind = self.life, one.kind
            deed = partial(end, family=self.family, life=life, kind=kind, last_day=one.end)
            diary.add(day, deed)
