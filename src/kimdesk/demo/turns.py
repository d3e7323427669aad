"""The accompanied change of regime: begun, applied for, waited for, finished or still running."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from kimdesk.demo.admission import accompanied_turn
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import working_day
from kimdesk.demo.diary import Diary
from kimdesk.demo.drafts import Family, Stretch, Turn
from kimdesk.demo.stage import Stage, first_term
from kimdesk.domain.dates import DateRange
from kimdesk.domain.states import Grant, StateKind
from kimdesk.domain.transitions import BRIDGED, FAILED, GAP_WITHOUT_BRIDGE, Transition
from kimdesk.usecases import states, transitions

_DAY: Final = timedelta(days=1)


def begin(stage: Stage, family: Family, turn: Turn) -> None:
    """Record what triggered the change."""
    number = family.slot.number
    stage.transitions[number] = transitions.start_transition(
        stage.desk(number),
        Transition(
            person=stage.people[family.client.key].id,
            case=stage.cases[number].id,
            from_value=turn.from_value,
            to_value=turn.to_value,
            trigger=turn.trigger,
            triggered_on=turn.triggered_on,
        ),
    )


def foresee(stage: Stage, family: Family, turn: Turn) -> None:
    """Record the last day of the old benefit while it still lies ahead."""
    number = family.slot.number
    known = replace(stage.transitions[number], leaves_on=turn.leaves_on)
    stage.transitions[number] = transitions.change_transition(stage.desk(number), known)


def run_dry(stage: Stage, family: Family, turn: Turn) -> None:
    """Record that the old benefit has ended and the new one is only applied for."""
    number, desk = family.slot.number, stage.desk(family.slot.number)
    stage.end_state(desk, family.client, StateKind.RECHTSKREIS, turn.leaves_on)
    if not to_work(stage.content, turn):
        new = Stretch(StateKind.RECHTSKREIS, turn.to_value, turn.leaves_on + _DAY)
        stage.add_state(desk, family.client, new, Grant.APPLIED)
    known = replace(stage.transitions[number], leaves_on=turn.leaves_on, obstacle=turn.obstacle)
    stage.transitions[number] = transitions.change_transition(desk, known)


def finish(stage: Stage, family: Family, turn: Turn) -> None:
    """Record the result; the time series of the client follows."""
    number, desk = family.slot.number, stage.desk(family.slot.number)
    if turn.outcome == BRIDGED:
        _bridge(stage, family, turn)
    if turn.outcome != FAILED:
        _granted(stage, family, turn)
    known = replace(stage.transitions[number], obstacle=turn.obstacle)
    result = FAILED if turn.outcome == FAILED else ""
    stage.transitions[number] = transitions.finish_transition(
        desk, known, turn.leaves_on, turn.starts_on, result
    )


def _bridge(stage: Stage, family: Family, turn: Turn) -> None:
    desk, life = stage.desk(family.slot.number), family.client
    stage.end_state(desk, life, StateKind.RECHTSKREIS, turn.leaves_on)
    bridge = next(
        one for one in life.lines.regimes if one.note and one.start == turn.leaves_on + _DAY
    )
    stage.add_state(desk, life, bridge)


def _granted(stage: Stage, family: Family, turn: Turn) -> None:
    """Store the new benefit, or grant what was applied for."""
    desk, life = stage.desk(family.slot.number), family.client
    key = life.key, StateKind.RECHTSKREIS
    running = stage.states[key]
    new = Stretch(StateKind.RECHTSKREIS, turn.to_value, turn.starts_on)
    if running.grant is not Grant.APPLIED:
        stage.add_state(desk, life, new)
        return
    granted = replace(
        running,
        grant=Grant.GRANTED,
        days=DateRange(turn.starts_on),
        approved_until=first_term(stage.content, new, stage.today),
        source="Bescheid",
    )
    stage.states[key] = states.correct_state(desk, running, granted)


def to_work(content: Content, turn: Turn) -> bool:
    """Tell whether nobody grants what begins: it is earned, not applied for."""
    return "authority" not in content.terms["regime"].get(turn.to_value, {})


def note_turn(
    diary: Diary[Stage], content: Content, family: Family, last: date, chance: Chance
) -> tuple[tuple[str, date], ...]:
    """Note the steps of the change and return on which days it is talked about, and how."""
    turn = accompanied_turn(family)
    if turn is None:
        return ()
    begun = working_day(max(turn.triggered_on, family.slot.recorded) + timedelta(days=2))
    begun = min(begun, last)
    diary.add(begun, partial(begin, family=family, turn=turn))
    kind = "_work" if to_work(content, turn) else ""
    talks = [(f"turn_begun{kind}", begun)]
    dry = chance.later(max(turn.leaves_on, begun), 1, 4)
    waits = turn.is_open or turn.outcome == GAP_WITHOUT_BRIDGE
    if waits and turn.leaves_on < last:
        dry = min(dry, last)
        diary.add(dry, partial(run_dry, family=family, turn=turn))
        talks.append((f"turn_waiting{kind}", dry))
    elif turn.is_open:
        diary.add(begun, partial(foresee, family=family, turn=turn))
    if turn.decided_on is not None:
        diary.add(turn.decided_on, partial(finish, family=family, turn=turn))
        name = "turn_failed" if turn.outcome == FAILED else f"turn_done{kind}"
        talks.append((name, turn.decided_on))
    return tuple(talks)
