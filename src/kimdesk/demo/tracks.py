"""Drawing a client's way through the law: entry, titles, regimes, and the change in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content, Way
from kimdesk.demo.days import add_months, month_start, working_day
from kimdesk.demo.drafts import Slot, Stretch, Track, Turn
from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import BRIDGED, FAILED, GAP_WITHOUT_BRIDGE, SEAMLESS

_DAY: Final = timedelta(days=1)
_PROTECTION: Final = "SCHUTZ"
# A change that lies further ahead is not yet talked about.
_FORESEEN: Final = timedelta(days=45)
# From a week to nine weeks, short ones more often.
_GAPS: Final = (7, 9, 12, 14, 16, 19, 21, 24, 28, 31, 38, 45, 52, 61)
_BRIDGED: Final = (6, 9, 12, 15, 18, 22, 27, 34)


class TrackDrawer:
    """Draws tracks that end today."""

    def __init__(self, content: Content, today: date, chance: Chance) -> None:
        self._content = content
        self._terms = content.terms
        self._today = today
        self._chance = chance

    def draw(self, way: Way, protection: str, slot: Slot) -> Track | None:
        """Return a track for a case, or ``None`` where way and case do not fit in time."""
        starts = self._starts(way, slot)
        if any(later <= earlier for earlier, later in pairwise(starts)):
            return None
        if starts[0] >= slot.opened or (way.turn is None and starts[-1] > self._today):
            return None
        titles = self._title_days(way, slot, starts)
        turn = self._turn(way, slot, starts, titles)
        reached = [day <= self._today for day in titles]
        if way.turn is not None and turn is None and starts[way.turn] > slot.opened:
            reached[way.turn] = False
        residence = self._residence(way, protection, titles, reached)
        regimes = self._regimes(way, starts, reached, turn)
        if turn is not None:
            regimes = self._turned(regimes, turn)
            turn = replace(turn, from_value=_last_before(regimes, turn.leaves_on))
        return Track(starts[0], residence, regimes, turn)

    def _starts(self, way: Way, slot: Slot) -> list[date]:
        """Return the first day of each level's regime, the entry first."""
        chance = self._chance
        anchor = way.turn if way.turn is not None else len(way.levels) - 1
        fixed = {level: chance.pick(days) for level, days in (way.changes or {}).items()}
        starts = [slot.opened] * len(way.levels)
        for level in range(anchor, -1, -1):
            if level in fixed:
                starts[level] = fixed[level]
            elif level == anchor:
                starts[level] = self._anchor(way, slot)
            else:
                months = -chance.between(*way.levels[level].months)
                starts[level] = month_start(starts[level + 1], months)
        starts[0] = self._arrival(way, slot, starts[0])
        return starts

    def _anchor(self, way: Way, slot: Slot) -> date:
        chance = self._chance
        if way.turn is None:
            return month_start(slot.opened, -chance.between(*way.levels[-1].months))
        if slot.turn_on is not None:
            return slot.turn_on
        nominal = month_start(slot.opened + timedelta(days=chance.between(40, 300)))
        to_work = "authority" not in self._terms["regime"][way.levels[way.turn].regime]
        return nominal.replace(day=15) if to_work and chance.percent(25) else nominal

    def _arrival(self, way: Way, slot: Slot, start: date) -> date:
        arrival = self._chance.day(start, start + timedelta(days=24))
        if way.arrival and not way.arrival[0] <= arrival <= way.arrival[1]:
            arrival = self._chance.day(*way.arrival)
        # People come to the office some weeks after they came to the country, at the earliest.
        earliest = slot.opened - timedelta(days=self._chance.between(14, 50))
        return min(arrival, earliest)

    def _title_days(self, way: Way, slot: Slot, starts: list[date]) -> list[date]:
        """Return the day of each level's title; benefits follow at the next month."""
        days = list(starts)
        for level in range(1, len(days)):
            changed = way.levels[level].residence != way.levels[level - 1].residence
            if changed:
                day = starts[level] - timedelta(days=self._chance.between(4, 26))
                if slot.pending and level == way.turn:
                    day = min(day, self._today - timedelta(days=self._chance.between(4, 12)))
                days[level] = max(day, starts[level - 1] + _DAY)
        return days

    def _turn(self, way: Way, slot: Slot, starts: list[date], titles: list[date]) -> Turn | None:
        if way.turn is None:
            return None
        nominal, title = starts[way.turn], titles[way.turn]
        by_title = title < nominal
        chance, today = self._chance, self._today
        triggered = title if by_title else nominal - timedelta(days=chance.between(12, 40))
        if slot.pending and not by_title:
            triggered = min(triggered, today - timedelta(days=5))
        late = slot.closed is not None and nominal > slot.closed - timedelta(days=70)
        if late or nominal < slot.opened + timedelta(days=5) or triggered > today:
            return None
        if nominal > today + _FORESEEN:
            return None
        outcome = self._outcome(way, by_title=by_title)
        wait = {GAP_WITHOUT_BRIDGE: _GAPS, BRIDGED: _BRIDGED}.get(outcome, (0,))
        starts_on = nominal + timedelta(days=chance.pick(wait))
        decided = working_day(starts_on + timedelta(days=chance.between(2, 16)))
        running = slot.pending or decided > today
        troubled = running or outcome in {GAP_WITHOUT_BRIDGE, FAILED}
        return Turn(
            from_value="",
            to_value=way.levels[way.turn].regime,
            trigger=way.trigger,
            triggered_on=triggered,
            leaves_on=nominal - _DAY,
            starts_on=starts_on,
            decided_on=None if running else decided,
            outcome="" if running else outcome,
            obstacle=chance.weighted(self._content.caseload["obstacles"]) if troubled else "",
        )

    def _outcome(self, way: Way, *, by_title: bool) -> str:
        """Return how the change went; some outcomes do not fit some changes."""
        outcome = self._chance.weighted(self._content.caseload["outcomes"])
        if outcome == FAILED and (by_title or way.bound_to_law):
            return GAP_WITHOUT_BRIDGE
        before = way.levels[(way.turn or 1) - 1].regime
        if outcome == BRIDGED and before not in self._terms["bridges"]:
            return SEAMLESS
        return outcome

    def _residence(
        self, way: Way, protection: str, titles: list[date], reached: list[bool]
    ) -> tuple[Stretch, ...]:
        values = []
        for level, start, there in zip(way.levels, titles, reached, strict=True):
            if there:
                value = protection if level.residence == _PROTECTION else level.residence
                values.append((self._allowed(value, start), start))
        return chained(StateKind.RESIDENCE, values)

    def _allowed(self, value: str, start: date) -> str:
        """Return the title, or its successor where the law gave it only for some years."""
        bounds: dict[str, Any] | None = self._terms["bounded"].get(value)
        if bounds is None or bounds["from"] <= start.isoformat() <= bounds["to"]:
            return value
        return str(bounds["otherwise"])

    def _regimes(
        self, way: Way, starts: list[date], reached: list[bool], turn: Turn | None
    ) -> tuple[Stretch, ...]:
        values = [
            (level.regime, start)
            for number, (level, start, there) in enumerate(
                zip(way.levels, starts, reached, strict=True)
            )
            if there and start <= self._today and (turn is None or number != way.turn)
        ]
        chain = chained(StateKind.RECHTSKREIS, values)
        return self._analogous(chain, turn)

    def _analogous(self, chain: tuple[Stretch, ...], turn: Turn | None) -> tuple[Stretch, ...]:
        """Return the chain with the higher benefit that is due after some years."""
        rule = self._terms["analogous"]
        found: list[Stretch] = []
        for one in chain:
            due = month_start(add_months(one.start, rule["months"]), 1)
            last = one.end or (turn.leaves_on if turn else self._today)
            meddling = turn is not None and due > turn.triggered_on - timedelta(days=30)
            if one.value == rule["from"] and due < min(last, self._today) and not meddling:
                found += [replace(one, end=due - _DAY), replace(one, value=rule["to"], start=due)]
            else:
                found.append(one)
        return tuple(found)

    def _turned(self, chain: tuple[Stretch, ...], turn: Turn) -> tuple[Stretch, ...]:
        """Return the chain with what the change of regime did to it."""
        last = chain[-1]
        if not turn.took_place:
            ended = turn.is_open and turn.leaves_on < self._today
            return (*chain[:-1], replace(last, end=turn.leaves_on if ended else None))
        parts = [*chain[:-1], replace(last, end=turn.leaves_on)]
        if turn.outcome == BRIDGED:
            note = self._terms["bridges"].get(last.value, "")
            first, until = turn.leaves_on + _DAY, turn.starts_on - _DAY
            parts.append(replace(last, start=first, end=until, note=note))
        return (*parts, Stretch(last.kind, turn.to_value, turn.starts_on))


def chained(kind: StateKind, values: list[tuple[str, date]]) -> tuple[Stretch, ...]:
    """Return stretches that follow one another without a gap, equal neighbours as one."""
    distinct = [
        one for number, one in enumerate(values) if number == 0 or one[0] != values[number - 1][0]
    ]
    ends = [start - _DAY for _, start in distinct[1:]]
    return tuple(
        Stretch(kind, value, start, end)
        for (value, start), end in zip(distinct, [*ends, None], strict=True)
    )


def _last_before(chain: tuple[Stretch, ...], day: date) -> str:
    return next(one.value for one in reversed(chain) if one.start <= day)
