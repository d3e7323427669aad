"""The work on a case: opening, agreement, phases, contacts, follow-ups, closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Final

from kimdesk.demo import admission
from kimdesk.demo.caseload import Window
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.diary import Diary
from kimdesk.demo.drafts import Family
from kimdesk.demo.follow_ups import FollowUpNotes
from kimdesk.demo.stage import Stage
from kimdesk.demo.texts import Talk, TextMaker
from kimdesk.demo.turns import note_turn
from kimdesk.domain.cases import Case, Phase
from kimdesk.domain.contacts import Contact
from kimdesk.domain.states import StateKind
from kimdesk.usecases import cases, contacts

_YOUNG: Final = timedelta(days=27 * 365)
_CHILD: Final = timedelta(days=18 * 365)


def open_case(stage: Stage, family: Family, programme: str, route: str, occasion: str) -> None:
    """Open the case; one that was taken over comes with its earlier days."""
    slot = family.slot
    agreed = slot.agreed if slot.agreed is not None and slot.agreed <= stage.today else None
    phase = Phase.INTAKE
    if agreed is not None:
        phase = Phase.LINKING if stage.today - agreed > timedelta(days=60) else Phase.PLAN
    stage.cases[slot.number] = cases.open_case(
        stage.desk(slot.number),
        Case(
            client=stage.people[family.client.key].id,
            programme=programme,
            opened_on=slot.opened,
            phase=phase,
            access_route=route,
            occasion=occasion,
            agreed_on=agreed,
            waiting_since=slot.waiting_since,
        ),
    )


def agree(stage: Stage, number: int) -> None:
    """Record the agreement on case management."""
    changed = replace(stage.cases[number], agreed_on=stage.today, phase=Phase.ASSESSMENT)
    stage.cases[number] = cases.change_case(stage.desk(number), changed)


def advance(stage: Stage, number: int, phase: Phase) -> None:
    """Record the next phase."""
    changed = replace(stage.cases[number], phase=phase)
    stage.cases[number] = cases.change_case(stage.desk(number), changed)


def close(stage: Stage, number: int, reason: str) -> None:
    """Close the case."""
    case = replace(stage.cases[number], phase=Phase.EVALUATION)
    stage.cases[number] = cases.close_case(stage.desk(number), case, stage.today, reason)


def talk(stage: Stage, number: int, said: Talk) -> None:
    """Record a contact of a case."""
    case = stage.cases[number]
    stored = contacts.record_contact(
        stage.desk(number),
        Contact(
            day=stage.today,
            kind=said.kind,
            duration=said.duration,
            fields=said.fields,
            text=said.text,
            case=case.id,
            programme=case.programme,
            interpreter=said.interpreter,
        ),
    )
    stage.needs.setdefault(number, set()).update(said.fields)
    if said.fields:
        stage.latest[said.fields[0]] = stored


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is settled for a case besides its days."""

    programme: str
    route: str
    occasion: str
    needs: tuple[str, ...]


class CaseNotes:
    """Notes whole cases into the diary of an office."""

    def __init__(self, content: Content, window: Window, town: str, pace: tuple[int, int]) -> None:
        self._content = content
        self._window = window
        self._town = town
        self._pace = pace
        self._follow_ups = FollowUpNotes(content, window, count())

    def note(self, diary: Diary[Stage], family: Family, chance: Chance) -> None:
        """Note everything that happens in a case."""
        slot, number = family.slot, family.slot.number
        last = slot.closed or self._window.last_work
        terms = self._terms(family, chance)
        admission.note_lives(diary, self._content, family, last, chance)
        diary.add(
            slot.recorded,
            partial(
                open_case,
                family=family,
                programme=terms.programme,
                route=terms.route,
                occasion=terms.occasion,
            ),
        )
        talks = self._note_talks(diary, family, terms, last, chance)
        self._note_phases(diary, family, last, chance)
        self._follow_ups.note(diary, family, talks, chance)
        if slot.closed is not None:
            reasons = "closing" if slot.agreed else "never_agreed"
            reason = chance.weighted(self._content.caseload[reasons])
            diary.add(slot.closed, partial(close, number=number, reason=reason))

    def _terms(self, family: Family, chance: Chance) -> _Terms:
        load, today = self._content.caseload, self._window.today
        way = self._content.ways[family.way]
        group = "young" if today - family.client.born < _YOUNG else "adult"
        if way.route == load["free_route"]:
            group = "free"
        weights = dict(load["needs"])
        if any(today - life.born < _CHILD for life in family.lives):
            weights |= load["child_needs"]
        needs = [load["turn_need"]] if family.turn is not None else []
        while len(needs) < 2 or (len(needs) < 6 and chance.percent(62)):  # noqa: PLR2004 - needs
            needs.append(chance.weighted({k: v for k, v in weights.items() if k not in needs}))
        return _Terms(
            programme=chance.weighted(load["programmes"][group]),
            route=chance.weighted(load["access"]),
            occasion=self._content.contacts["occasions"][needs[0]],
            needs=tuple(needs),
        )

    def _note_talks(
        self, diary: Diary[Stage], family: Family, terms: _Terms, last: date, chance: Chance
    ) -> list[date]:
        """Note all contacts of a case in the order of their days and return those days."""
        slot = family.slot
        status = self._content.terms["residence"].get(family.client.lines.residence[-1].value, {})
        texts = TextMaker(self._content, self._town, chance, status.get("talk", ""))
        interpreted = family.client.person.interpreter_needed
        occasions = dict(self._occasions(diary, family, last, chance))
        plain = set(self._talk_days(slot.recorded, slot.quiet_from or last, chance))
        days = sorted(plain | set(occasions))
        # Needs come up one after the other, the first two in the first talk.
        for order, day in enumerate(days):
            raised = terms.needs[: 2 + order // 3]
            if day in occasions:
                fields = raised[:2] if occasions[day] == "intake" else raised[:1]
                said = texts.occasion(occasions[day], day, fields, interpreted=interpreted)
            else:
                said = texts.talk(day, raised, interpreted=interpreted)
            diary.add(day, partial(talk, number=slot.number, said=said))
            if chance.percent(6) and family.turn is None:
                kind = StateKind.RECHTSKREIS
                diary.add(day, partial(admission.confirm, family=family, kind=kind))
        return days

    def _occasions(
        self, diary: Diary[Stage], family: Family, last: date, chance: Chance
    ) -> Iterator[tuple[date, str]]:
        """Yield the days with a certain occasion; later ones win over earlier ones."""
        slot = family.slot
        if slot.opened == slot.recorded:
            yield slot.recorded, "intake"
        if slot.agreed is not None and slot.agreed > slot.recorded:
            yield slot.agreed, "agreement"
        yield from (
            (day, name) for name, day in note_turn(diary, self._content, family, last, chance)
        )
        if slot.closed is not None and slot.agreed is not None and chance.percent(70):
            yield slot.closed, "farewell"

    def _talk_days(self, first: date, last: date, chance: Chance) -> Iterator[date]:
        day = chance.later(first, 1, self._pace[1])
        while day <= last:
            yield day
            day = chance.later(day, *self._pace)

    def _note_phases(self, diary: Diary[Stage], family: Family, last: date, chance: Chance) -> None:
        slot = family.slot
        if slot.agreed is None:
            return
        day = slot.agreed
        if slot.agreed > slot.recorded:
            diary.add(day, partial(agree, number=slot.number))
            steps = [(Phase.PLAN, 10, 30), (Phase.LINKING, 15, 45), (Phase.MONITORING, 60, 150)]
        else:
            day = slot.recorded
            steps = [(Phase.MONITORING, 20, 200)]
        for phase, least, most in steps:
            day = chance.later(day, least, most)
            if day < last:
                diary.add(day, partial(advance, number=slot.number, phase=phase))
