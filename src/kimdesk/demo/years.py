"""Everything that happens in an office, drawn before it happens: the diary of its years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from kimdesk.demo.caseload import SlotDrawer, Window
from kimdesk.demo.casework import CaseNotes
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import working_day
from kimdesk.demo.diary import Diary
from kimdesk.demo.families import FamilyDrawer
from kimdesk.demo.findings import FindingNotes
from kimdesk.demo.plan import DemoPlan
from kimdesk.demo.stage import Place, Stage
from kimdesk.demo.texts import TextMaker
from kimdesk.domain.contacts import Contact
from kimdesk.usecases import contacts

# In a large office each case is seen less often: days between two contacts.
_PACE, _PACE_OF_MANY, _MANY = (8, 33), (22, 62), 400
_SHORT_TALKS_A_QUARTER: Final = 10
_PERSONS_A_SHORT_TALK: Final = 12
_DAYS_A_QUARTER: Final = 91


def short_talk(stage: Stage, texts: TextMaker, number: int) -> None:
    """Record a short, anonymous counselling."""
    said = texts.short(stage.today)
    contact = Contact(stage.today, said.kind, said.duration, said.fields, said.text)
    contacts.record_contact(stage.desk(number), contact)


@dataclass(frozen=True, slots=True)
class Years:
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
