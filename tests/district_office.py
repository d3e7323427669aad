"""A district with offices that delivered, one that did not, and their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.usecases import districts, exports, quarters, workspaces
from kimdesk.usecases.desk import Desk
from make import PASSPHRASE, district, surroundings
from quarters_office import filled, finding

TODAY = date(2027, 1, 20)
YEAR_END = Quarter(2026, 4)
LONG_NAME = "Fachdienst für Integration und Migration im Caritasverband für den Kreis Gütersloh"


@dataclass(frozen=True, slots=True)
class Delivered:
    """The district, its three offices (the last one sent nothing) and the two bundles."""

    kreis: Desk
    offices: tuple[Desk, ...]
    bundles: tuple[Path, ...]
    enrolments: tuple[Path, ...]

    def enrol_all(self) -> None:
        """Accept every office."""
        for office, file in zip(self.offices, self.enrolments, strict=True):
            districts.enrol(self.kreis, file.read_bytes(), workspaces.fingerprint(office))

    def close(self) -> None:
        """Close all files."""
        for desk in (self.kreis, *self.offices):
            desk.store.close()


def delivered(folder: Path, people: tuple[int, int] = (46, 31)) -> Delivered:
    """Return two offices of so many people that sent their year end, and an empty one."""
    kreis = district(folder, TODAY)
    wanted = (("AWO Verl", "HF02"), (LONG_NAME, "HF04"), ("Diakonie Halle", ""))
    offices, bundles, enrolments = [], [], []
    for number, (name, field) in enumerate(wanted):
        office = _office(folder / f"stelle{number}", name, kreis)
        enrolments.append(folder / f"stelle{number}.kimenrol")
        enrolments[-1].write_bytes(workspaces.enrolment_file(office))
        offices.append(office)
        if number < len(people):
            cases = filled(office, people[number])
            seen = tuple(case.id for case in cases[: 4 * number + 1])
            finding(office, f"Hinweis aus {name[:12]}", FindingStatus.RELEASED, seen, field)
            quarters.freeze(office, YEAR_END, posts=150)
            shown = quarters.preview(office, YEAR_END)
            bundles.append(exports.export_quarter(office, shown, folder).path)
    return Delivered(kreis, tuple(offices), tuple(bundles), tuple(enrolments))


def _office(folder: Path, name: str, kreis: Desk) -> Desk:
    desk = workspaces.create_workspace(
        "office",
        folder,
        workspaces.Identity(name, "05754044", "Träger"),
        first_account="Leitung",
        passphrase=PASSPHRASE,
        around=surroundings(TODAY, name),
    ).desk
    workspaces.set_district(desk, districts.district_card(kreis).to_bytes())
    return desk
