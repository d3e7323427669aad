"""A district with two offices that deliver, one that does not, and bundles of every kind."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import make
from kimdesk.bundles.contents import Contents, StatisticRow
from kimdesk.bundles.pack import OfficeIdentity, pack, seal
from kimdesk.domain.dates import Quarter
from kimdesk.usecases import cases, districts, exports, observations, quarters, workspaces
from kimdesk.usecases.desk import Desk
from quarters_office import filled

TODAY = date(2026, 2, 10)
Q3, YEAR_END = Quarter(2025, 3), Quarter(2025, 4)
OPENED = date(2025, 11, 3)
SILENT = "Beratung ohne Bündel"

Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OnHand:
    """The closed district's folder, the bundles by name, and the truth behind the tables."""

    district: Path
    bundles: dict[str, Path]
    offices: dict[str, str]
    truth: dict[str, Counts]


def _closed(desk: Desk, quarter: Quarter, folder: Path) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    quarters.freeze(desk, quarter, posts=150)
    return exports.export_quarter(desk, quarters.preview(desk, quarter), folder).path


def _close_cases(desk: Desk, count: int) -> None:
    for key in cases.case_keys(desk)[:count]:
        case = cases.case_view(desk, key.case).case
        cases.close_case(desk, case, date(2025, 12, 20), "WEGZUG")


def _truth(desk: Desk) -> Counts:
    """Count every class of every dimension, groups included, as nobody outside may see it."""
    counts: Counts = Counter()
    with desk.store.read() as session:
        units = observations.stock_observations(desk, session, "stock", YEAR_END.last_day)
    for unit in units:
        for dimension, code in unit.codes.items():
            for above in desk.around.profile.dimension(dimension).path(code):
                counts[dimension, above] += 1
    return counts


def _office(folder: Path, kreis: Desk, name: str, *, enrolled: bool = True) -> Desk:
    folder.mkdir()
    desk = make.office(folder, TODAY, seed=name, name=name)
    if enrolled:
        make.introduce(desk, kreis)
    else:
        workspaces.set_district(desk, districts.district_card(kreis).to_bytes())
    return desk


def _forged(desk: Desk, path: Path, *more: StatisticRow) -> Path:
    """Return a bundle that an office restored from a backup might make: revision 1 once more.

    ``more`` are rows that only a changed program would send.
    """
    newest, card = exports.journal(desk)[0], workspaces.district_card(desk)
    assert card is not None
    shown = quarters.dry_run(desk, YEAR_END, posts=1)
    rows = (*exports.statistic_rows(shown.release), *more)
    contents = Contents(rows, exports.code_rows(desk, shown.release), (), ())
    parcel = pack(
        contents,
        office=OfficeIdentity(desk.keys.workspace_id, "x"),
        signing=desk.keys.workspace_signing,
        district=card,
        quarter=str(YEAR_END),
        revision=1,
        seq=newest.seq + 1,
        prev=newest.manifest_hash,
        replaces=None,
        catalogue_version=desk.around.profile.version,
        legal_status="2026-02-10",
        sdc={"method": "KIM-SDC", "version": 1, "k": 3},
        created=TODAY,
    )
    path.write_bytes(seal(parcel, card))
    return path


def prepare(folder: Path) -> OnHand:
    """Make everything once; it takes a few seconds."""
    kreis = make.district(folder, TODAY)
    north = _office(folder / "north", kreis, "Beratung Nord")
    filled(north, 40, OPENED)
    found = {"q3": _closed(north, Q3, folder / "out")}
    north.store.close()
    shutil.copytree(folder / "north", folder / "backup")
    north = make.unlocked(folder / "north" / "buero", TODAY)
    truth = {north.keys.workspace_id: _truth(north)}
    found["north"] = _closed(north, YEAR_END, folder / "out")
    _close_cases(north, 12)
    found["revised"] = _closed(north, YEAR_END, folder / "out")
    found["older"] = _forged(north, folder / "older.kimb")
    invented = StatisticRow("A99", "eckwert_erfunden", str(YEAR_END), (), 5)
    found["invented"] = _forged(north, folder / "invented.kimb", invented)
    backup = make.unlocked(folder / "backup" / "buero", TODAY)
    _close_cases(backup, 20)
    found["conflicting"] = _closed(backup, YEAR_END, folder / "conflict")
    south = _office(folder / "south", kreis, "Beratung Süd")
    filled(south, 33, OPENED)
    truth[south.keys.workspace_id] = _truth(south)
    found["south"] = _closed(south, YEAR_END, folder / "out")
    silent = _office(folder / "silent", kreis, SILENT)
    stranger = _office(folder / "stranger", kreis, "Fremde", enrolled=False)
    found["unknown"] = _closed(stranger, YEAR_END, folder / "out")
    (folder / "elsewhere").mkdir()
    other = make.district(folder / "elsewhere", TODAY, seed="other district")
    workspaces.set_district(silent, districts.district_card(other).to_bytes())
    found["foreign"] = _closed(silent, YEAR_END, folder / "out")
    names = {"north": north.keys.workspace_id, "south": south.keys.workspace_id}
    for desk in (north, backup, south, silent, stranger, other, kreis):
        desk.store.close()
    return OnHand(kreis.store.path.parent, found, names, truth)
