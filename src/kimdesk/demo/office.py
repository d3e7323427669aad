"""The years of an office: everything its people did, day by day, with a bundle each quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from kimdesk.demo.caseload import Window
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.diary import Diary
from kimdesk.demo.plan import BuiltBundle, BuiltOffice, Cancelled, DemoPlan
from kimdesk.demo.sites import OpenOffice
from kimdesk.demo.stage import Stage, place_of
from kimdesk.demo.years import Years
from kimdesk.domain.dates import Quarter
from kimdesk.errors import Refused
from kimdesk.usecases import exports, quarters
from kimdesk.vault.files import make_private_folder

_PERSONS_A_POST: Final = 40
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
    diary = Years(plan, content, office.site.number, place).diary()
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
