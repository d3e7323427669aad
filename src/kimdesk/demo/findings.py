"""Findings of an office: drafted from contacts, submitted, released by the lead, exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any, Final

from kimdesk.demo.caseload import Window
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import working_day_before
from kimdesk.demo.diary import Diary
from kimdesk.demo.stage import Stage
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.identifiers import CaseId
from kimdesk.usecases import findings

_MOST_A_QUARTER: Final = 4
# By then the bundle of the quarter before has left in any case.
_AFTER_EXPORT: Final = timedelta(days=17)
# How many cases stand behind a finding: seen once or twice, a few times, often.
_SEEN: Final = {"1-2": 26, "3-5": 40, "6-10": 24, "11-16": 10}
# What has become of the findings of the running quarter by today.
_RUNNING: Final = (
    FindingStatus.SUBMITTED,
    FindingStatus.DRAFT,
    FindingStatus.SUBMITTED,
    FindingStatus.RELEASED,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A finding before it is stored: what it says and how often it was seen."""

    key: int
    raw: Mapping[str, Any]
    weeks: int | None
    seen: int
    from_contact: bool


def draft(stage: Stage, topic: Topic) -> None:
    """Write a finding down, linked to the cases that showed it."""
    raw = topic.raw
    contact = stage.latest.get(raw["field"])
    start = Finding(title="")
    if topic.from_contact and contact is not None:
        start = findings.draft_from_contact(contact)
    finding = replace(
        start,
        title=raw["title"].format(ort=stage.place.name),
        description=raw["description"].format(ort=stage.place.name),
        field=raw["field"],
        kind=raw["kind"],
        from_actor=raw["from"],
        to_actor=raw["to"],
        rechtskreis=raw["regime"],
        consequence=raw["consequence"],
        delay_weeks=topic.weeks,
        tried=raw["tried"],
        proposal=raw["proposal"],
        level=raw["level"],
        good_practice=raw.get("good", False),
        cases=_cases(stage, raw["field"], topic.seen),
    )
    stage.findings[topic.key] = findings.create_finding(stage.desk(topic.key), finding)


def _cases(stage: Stage, field: str, seen: int) -> tuple[CaseId, ...]:
    known = [number for number, needs in stage.needs.items() if field in needs]
    still = [number for number in sorted(known) if stage.cases[number].is_open]
    return tuple(stage.cases[number].id for number in stage.chance.sample(still, seen))


def move(stage: Stage, key: int, status: FindingStatus) -> None:
    """Take a finding a step further; the lead decides, a worker submits."""
    desk = stage.desk(key) if status is FindingStatus.SUBMITTED else stage.lead
    stage.findings[key] = findings.move_finding(desk, stage.findings[key], status)


class FindingNotes:
    """Notes the findings of an office; offices take different topics as long as there are any."""

    def __init__(
        self, content: Content, window: Window, offices: int, office: int, *labels: object
    ) -> None:
        everything: Sequence[Mapping[str, Any]] = content.findings
        self._topics = Chance(*labels, "topics").sample(everything, len(everything))
        self._chance = Chance(*labels, office, "findings")
        self._window = window
        self._offices = offices
        self._office = office
        self._keys = count()

    def note(self, diary: Diary[Stage]) -> None:
        """Note the findings of all quarters, the running one included."""
        for number, quarter in enumerate(self._window.quarters):
            for topic in self._of_quarter(number, self._chance.between(2, _MOST_A_QUARTER)):
                self._finished(diary, topic, quarter)
        # Shortly after the turn of a quarter the last one is not exported yet, and a submitted
        # finding would hold it up; then there are only drafts.
        first = self._window.quarters[-1].last_day + _AFTER_EXPORT
        fates = _RUNNING if first < self._window.last_work else _RUNNING[1:2]
        running = self._of_quarter(len(self._window.quarters), len(fates))
        for topic, status in zip(running, fates, strict=True):
            self._running(diary, topic, status, first)

    def _of_quarter(self, number: int, many: int) -> list[Topic]:
        first = (number * self._offices + self._office) * _MOST_A_QUARTER
        return [self._topic(first + step) for step in range(many)]

    def _topic(self, place: int) -> Topic:
        chance = self._chance
        raw = self._topics[place % len(self._topics)]
        least, most = chance.weighted(_SEEN).split("-")
        weeks = chance.between(*raw["weeks"]) if raw["weeks"] else None
        seen = chance.between(int(least), int(most))
        return Topic(next(self._keys), raw, weeks, seen, chance.percent(60))

    def _finished(self, diary: Diary[Stage], topic: Topic, quarter: Quarter) -> None:
        """Note a finding that is decided before its quarter is exported."""
        chance = self._chance
        last = quarter.last_day - timedelta(days=14)
        written = chance.later(chance.day(quarter.first_day + timedelta(days=18), last), 0, 2)
        submitted = chance.later(written, 0, 4)
        decided = min(chance.later(submitted, 1, 6), working_day_before(quarter.last_day))
        status = FindingStatus.DROPPED if chance.percent(7) else FindingStatus.RELEASED
        diary.add(written, partial(draft, topic=topic))
        self._step(diary, submitted, topic, FindingStatus.SUBMITTED)
        self._step(diary, decided, topic, status)

    def _running(
        self, diary: Diary[Stage], topic: Topic, status: FindingStatus, first: date
    ) -> None:
        """Note a finding of the running quarter as far as it has come."""
        chance, last = self._chance, self._window.last_work
        written = min(last, chance.later(chance.day(first, last), 0, 0))
        diary.add(written, partial(draft, topic=topic))
        if status is not FindingStatus.DRAFT:
            day = min(last, chance.later(written, 0, 4))
            self._step(diary, day, topic, FindingStatus.SUBMITTED)
            if status is FindingStatus.RELEASED:
                self._step(diary, min(last, chance.later(day, 1, 5)), topic, status)

    def _step(self, diary: Diary[Stage], day: date, topic: Topic, status: FindingStatus) -> None:
        diary.add(day, partial(move, key=topic.key, status=status))
