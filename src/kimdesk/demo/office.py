"""The years of an office: everything its people did, day by day, with a bundle each quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from kimdesk.demo.caseload import SlotDrawer, Window
from kimdesk.demo.casework import CaseNotes
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import working_day
from kimdesk.demo.diary import Diary
from kimdesk.demo.families import FamilyDrawer
from kimdesk.demo.findings import FindingNotes
from kimdesk.demo.plan import BuiltBundle, BuiltOffice, Cancelled, DemoPlan
from kimdesk.demo.sites import OpenOffice
from kimdesk.demo.stage import Place, Stage, place_of
from kimdesk.demo.texts import TextMaker
from kimdesk.domain.contacts import Contact
from kimdesk.domain.dates import Quarter
from kimdesk.errors import Refused
from kimdesk.usecases import contacts, exports, quarters
from kimdesk.vault.files import make_private_folder

# In a large office each case is seen less often: days between two contacts.
_PACE, _PACE_OF_MANY, _MANY = (8, 33), (22, 62), 400
_PERSONS_A_POST: Final = 40
_SHORT_TALKS_A_QUARTER: Final = 10
_PERSONS_A_SHORT_TALK: Final = 12
_DAYS_A_QUARTER: Final = 91
_STEP: Final = 20

Told = Callable[[float, str], None]


@dataclass
class _Outbox:
    """Where the bundles go, and which have gone."""

    folder: Path
    posts: int
    chance: Chance
    sent: list[BuiltBundle] = field(default_factory=list)

    def export(self, stage: Stage, quarter: Quarter) -> None:
        """Freeze, look at, sign and seal a quarter as the lead."""
        comment = self.chance.pick(stage.content.caseload["comments"])
        quarters.freeze(stage.lead, quarter, posts=self.posts, comment=comment)
        shown = quarters.preview(stage.lead, quarter)
        done = exports.export_quarter(stage.lead, shown, self.folder)
        self.sent.append(BuiltBundle(str(quarter), done.revision, done.path, stage.today))


def short_talk(stage: Stage, texts: TextMaker, number: int) -> None:
    """Record a short, anonymous counselling."""
    said = texts.short(stage.today)
    contact = Contact(stage.today, said.kind, said.duration, said.fields, said.text)
    contacts.record_contact(stage.desk(number), contact)


def work_through(
    office: OpenOffice, plan: DemoPlan, content: Content, told: Told, cancelled: Cancelled
) -> BuiltOffice:
    """Let an office live through its quarters up to today and return what it has.

    Raises:
        Refused: if it was cancelled.
    """
    identity = office.site.identity
    place = place_of(content, office.lead, identity.municipality)
    chance = Chance(plan.seed, office.site.number, "stage")
    stage = Stage(content, office.clock, place, chance, office.lead, office.workers)
    outbox = _Outbox(plan.folder / "buendel" / office.site.label, _posts(plan), chance)
    make_private_folder(outbox.folder)
    diary = _Years(plan, content, office.site.number, place).diary()
    window = Window.before(plan.today, plan.quarters)
    for quarter in window.quarters:
        diary.add(export_day(quarter, window, chance), partial(outbox.export, quarter=quarter))
    _play(diary, stage, told, cancelled)
    office.clock.set(plan.today)
    return BuiltOffice(
        folder=office.folder,
        name=identity.name,
        municipality=identity.municipality,
        persons=len(stage.people),
        accounts=office.accounts,
        bundles=tuple(outbox.sent),
    )


def export_day(quarter: Quarter, window: Window, chance: Chance) -> date:
    """Return a working day in the weeks after a quarter, before today."""
    day = chance.later(quarter.last_day, 5, 11)
    return min(day, max(window.last_work, quarter.next.first_day))


def _posts(plan: DemoPlan) -> int:
    """Return the staff posts in hundredths, by halves."""
    return max(100, 50 * round(2 * plan.persons / _PERSONS_A_POST))


def _play(diary: Diary[Stage], stage: Stage, told: Told, cancelled: Cancelled) -> None:
    for done, (day, deed) in enumerate(diary):
        if done % _STEP == 0:
            if cancelled():
                raise Refused(problem="cancelled")
            told(done / len(diary), Quarter.of(day).german)
        stage.clock.set(day)
        deed(stage)


@dataclass(frozen=True, slots=True)
class _Years:
    """Everything that happens in an office, before it happens."""

    plan: DemoPlan
    content: Content
    number: int
    place: Place

    def diary(self) -> Diary[Stage]:
        """Return the diary with cases, short talks and findings."""
        plan, diary = self.plan, Diary[Stage]()
        window = Window.before(plan.today, plan.quarters)
        self._note_cases(diary, window)
        self._note_short_talks(diary, window)
        notes = FindingNotes(self.content, window, plan.offices, self.number, plan.seed)
        notes.note(diary)
        return diary

    def _note_cases(self, diary: Diary[Stage], window: Window) -> None:
        plan, content, place = self.plan, self.content, self.place
        slots = SlotDrawer(window, Chance(plan.seed, self.number, "slots")).slots()
        drawer = FamilyDrawer(content, place.municipality, plan.today, plan.seed, self.number)
        pace = _PACE if plan.persons < _MANY else _PACE_OF_MANY
        notes = CaseNotes(content, window, place.name, pace)
        for family in drawer.families(plan.persons, slots):
            chance = Chance(plan.seed, self.number, "case", family.slot.number)
            notes.note(diary, family, chance)

    def _note_short_talks(self, diary: Diary[Stage], window: Window) -> None:
        chance = Chance(self.plan.seed, self.number, "short")
        texts = TextMaker(self.content, self.place.name, chance)
        a_quarter = _SHORT_TALKS_A_QUARTER + self.plan.persons // _PERSONS_A_SHORT_TALK
        days = (window.today - window.first).days
        for one in range(a_quarter * days // _DAYS_A_QUARTER):
            day = working_day(chance.day(window.first, window.today))
            if day <= window.last_work:
                diary.add(day, partial(short_talk, texts=texts, number=one))
