"""``kimdesk demo``: the whole district, from the first key to the last imported bundle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from kimdesk.config import resources_folder
from kimdesk.demo.accounts import Colleagues, keep_passphrase
from kimdesk.demo.caseload import Window
from kimdesk.demo.content import shipped_content
from kimdesk.demo.days import working_day, working_day_before
from kimdesk.demo.office import work_through
from kimdesk.demo.plan import (
    BuiltAccount,
    BuiltDistrict,
    BuiltOffice,
    Cancelled,
    DemoPlan,
    Report,
)
from kimdesk.demo.sites import Setting, open_office, site_of
from kimdesk.domain.access import Role
from kimdesk.domain.catalogues import load_catalogues
from kimdesk.domain.dates import FixedClock
from kimdesk.domain.entropy import SeededEntropy
from kimdesk.domain.statistics.catalogue import shipped_profile
from kimdesk.errors import AlreadyThere
from kimdesk.usecases import districts, workspaces
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.usecases.workspaces import Identity
from kimdesk.vault.files import make_private_folder, write_atomically
from kimdesk.vault.passphrases import suggest_passphrase

__all__ = ["DemoPlan", "build_demo"]

_OVERVIEW: Final = "demo.json"
_SET_UP: Final = timedelta(days=12)
# The last part of the work is the district's: reading the bundles.
_OFFICES_SHARE: Final = 0.94


def build_demo(plan: DemoPlan, report: Report, cancelled: Cancelled = lambda: False) -> Path:
    """Build a district of invented people and return the file that describes it.

    Raises:
        AlreadyThere: if the folder holds anything.
        Refused: if it was cancelled.
    """
    if plan.folder.exists() and any(plan.folder.iterdir()):
        raise AlreadyThere(what="folder")
    make_private_folder(plan.folder)
    make_private_folder(plan.folder / "passphrasen")
    report(0.0, "Kreis anlegen")
    colleagues = Colleagues(shipped_content(), plan.seed)
    clock, kreis, district = _make_district(plan, colleagues)
    try:
        offices = _make_offices(plan, kreis, clock, colleagues, report, cancelled)
        report(_OFFICES_SHARE, "Kreis liest die Bündel ein")
        _import_all(plan, kreis, clock, offices)
    finally:
        clock.set(plan.today)
        workspaces.close_workspace(kreis)
    overview = plan.folder / _OVERVIEW
    write_atomically(overview, _described(plan.folder, district, offices))
    report(1.0, "Fertig")
    return overview


def _surroundings(plan: DemoPlan, label: str, clock: FixedClock) -> Surroundings:
    return Surroundings(
        clock,
        SeededEntropy(f"{plan.seed}|{label}"),
        load_catalogues(resources_folder() / "catalogues"),
        shipped_profile(),
        plan.cost,
        plan.allow_cheap,
    )


def _make_district(
    plan: DemoPlan, colleagues: Colleagues
) -> tuple[FixedClock, Desk, BuiltDistrict]:
    first = Window.before(plan.today, plan.quarters).first
    clock = FixedClock(working_day_before(first - 2 * _SET_UP))
    around = _surroundings(plan, "kreis", clock)
    name, passphrase = colleagues.name(), suggest_passphrase(around.entropy)
    folder = plan.folder / "kreis"
    desk = workspaces.create_workspace(
        "district",
        folder,
        Identity(shipped_content().district["name"], legal_frame="DSGVO"),
        first_account=name,
        passphrase=passphrase,
        around=around,
    ).desk
    secrets = plan.folder / "passphrasen"
    account = keep_passphrase(secrets, "kreis", name, Role.COORDINATOR, passphrase)
    return clock, desk, BuiltDistrict(folder, (account,))


@dataclass(frozen=True, slots=True)
class _Progress:
    """Tells how far an office has come, as a part of the whole."""

    report: Report
    name: str
    before: float
    share: float

    def told(self, done: float, what: str) -> None:
        """Report a step of the office."""
        self.report(self.before + self.share * done, f"{self.name}: {what}")


def _make_offices(
    plan: DemoPlan,
    kreis: Desk,
    clock: FixedClock,
    colleagues: Colleagues,
    report: Report,
    cancelled: Cancelled,
) -> list[BuiltOffice]:
    content, around = shipped_content(), kreis.around
    setting = Setting(plan, around, colleagues, districts.district_card(kreis).to_bytes())
    day = working_day_before(Window.before(plan.today, plan.quarters).first - _SET_UP)
    clock.set(working_day(day + timedelta(days=2)))
    share = _OFFICES_SHARE / plan.offices
    found = []
    for number in range(plan.offices):
        site = site_of(content, around, number)
        progress = _Progress(report, site.identity.name, share * number, share)
        progress.told(0.0, "einrichten")
        office = open_office(setting, site, day)
        try:
            _enrol(kreis, office.lead)
            found.append(work_through(office, plan, content, progress.told, cancelled))
        finally:
            workspaces.close_workspace(office.lead)
    return found


def _enrol(kreis: Desk, lead: Desk) -> None:
    """Take the office's card over and compare the twelve words, as by telephone."""
    districts.enrol(kreis, workspaces.enrolment_file(lead), workspaces.fingerprint(lead))


def _import_all(
    plan: DemoPlan, kreis: Desk, clock: FixedClock, offices: Sequence[BuiltOffice]
) -> None:
    """Import each quarter's bundles some days after the last of them was made.

    Raises:
        KimdeskError: the reason if one of them is refused.
    """
    for quarter in Window.before(plan.today, plan.quarters).quarters:
        bundles = [
            bundle
            for office in offices
            for bundle in office.bundles
            if bundle.quarter == str(quarter)
        ]
        latest = max(bundle.exported_on for bundle in bundles)
        clock.set(min(plan.today, working_day(latest + timedelta(days=2))))
        for result in districts.import_bundles(kreis, [bundle.file for bundle in bundles]):
            if result.refused is not None:
                raise result.refused


def _described(folder: Path, district: BuiltDistrict, offices: Sequence[BuiltOffice]) -> bytes:
    """Return the description with all paths relative to the folder."""

    def place(path: Path) -> str:
        return path.relative_to(folder).as_posix()

    def accounts(known: Sequence[BuiltAccount]) -> list[dict[str, str]]:
        return [
            {
                "name": account.name,
                "role": account.role,
                "passphrase_file": place(account.passphrase_file),
            }
            for account in known
        ]

    whole: dict[str, Any] = {
        "district": {"folder": place(district.folder), "accounts": accounts(district.accounts)},
        "offices": [
            {
                "folder": place(office.folder),
                "name": office.name,
                "municipality": office.municipality,
                "persons": office.persons,
                "accounts": accounts(office.accounts),
                "bundles": [
                    {
                        "quarter": bundle.quarter,
                        "revision": bundle.revision,
                        "file": place(bundle.file),
                    }
                    for bundle in office.bundles
                ],
            }
            for office in offices
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()
