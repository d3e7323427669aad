"""How long closing a year takes for 3,000 persons: count, protect, prove, sign and seal.

The floor is a plain count of the same tables in the same file and run, so that the ratio says
what the rules of confidentiality cost, whatever machine it runs on.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, insert, select, update

import make
from benchmarks.big_office import big_office
from kimdesk.domain.dates import Quarter
from kimdesk.storage.office_records import (
    CaseRecord,
    ContactRecord,
    NeedRecord,
    PersonRecord,
    StateRecord,
    TransitionRecord,
)
from kimdesk.usecases import exports, quarters, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.districts import district_card

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

PERSONS = 3000
BUDGET = 10.0
YEAR_END = Quarter(2025, 4)
# Columns without an index, so that the rows themselves are read.
COUNTED = (
    PersonRecord.version,
    CaseRecord.version,
    StateRecord.version,
    NeedRecord.field,
    TransitionRecord.version,
    ContactRecord.version,
)
_RESIDENCES = ("AUF_24_NEU", "AUF_25_2_GFK", "AUF_GEST", "AUF_DUL_A", "AUF_EU", "AUF_18A", "AUF_NE")
_CHANGES = (("RK_ASYLBLG_3", "RK_SGB2"), ("RK_SGB2", "RK_ERWERB"), ("RK_ERWERB", "RK_SGB2"))
_RESULTS = ("LUECKENLOS", "UEBERBRUECKT", "LUECKE", "NICHT_GELUNGEN")


def _year(rng: random.Random, number: int, author: str) -> dict[type, list[dict[str, Any]]]:
    """Return a year of one client: residence, needs, contacts and now and then a change."""
    day = date(2025, 1, 1) + timedelta(days=rng.randrange(365))
    person, case = f"p{number:031d}", f"c{number:031d}"
    residence = {
        "id": f"r{number:031d}",
        "person_id": person,
        "kind": "aufenthalt",
        "value": rng.choice(_RESIDENCES),
        "start": date(2020, 1, 1),
        "end": None,
        "granted": "BEWILLIGT",
        "authority": "",
        "reference": "",
        "approved_until": None,
        "source": "",
        "confirmed_on": None,
        "replaced_by": None,
        "recorded_on": date(2020, 1, 1),
        "version": 1,
    }
    needs = [
        {"id": f"{one:02d}{number:030d}", "case_id": case, "field": f"HF{one:02d}"}
        | {"first_recorded": day}
        for one in rng.sample(range(1, 15), 3)
    ]
    contact = {
        "id": f"k{number:031d}",
        "case_id": case,
        "day": day,
        "kind": rng.choice(("PERS_BUERO", "TELEFON", "EMAIL")),
        "duration": "D30",
        "fields": ["HF02"],
        "text": "",
        "programme": "KIM",
        "interpreter": "",
        "author": author,
        "version": 1,
    }
    old, new = rng.choice(_CHANGES)
    change = {
        "id": f"t{number:031d}",
        "person_id": person,
        "case_id": case,
        "from_value": old,
        "to_value": new,
        "trigger": "A",
        "triggered_on": day,
        "leaves_on": day,
        "starts_on": day,
        "finished_on": day,
        "result": rng.choice(_RESULTS),
        "gap_days": rng.randrange(40),
        "obstacle": "",
        "version": 1,
    }
    changes = [change] if number % 4 == 0 else []
    return {
        StateRecord: [residence],
        NeedRecord: needs,
        ContactRecord: [contact],
        TransitionRecord: changes,
    }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office of 3,000 clients with a year behind it, and the district it reports to."""
    folder = tmp_path_factory.mktemp("quarter")
    desk, kreis = big_office(folder, PERSONS), make.district(folder)
    workspaces.set_district(desk, district_card(kreis).to_bytes())
    kreis.store.close()
    rng = random.Random(3)
    rows: dict[type, list[dict[str, Any]]] = {}
    for number in range(PERSONS):
        for record, more in _year(rng, number, desk.user.id).items():
            rows.setdefault(record, []).extend(more)
    with desk.store.write(by=desk.user.id, action="test.filled") as work:
        for record, found in rows.items():
            work.session.execute(insert(record), found)
        men = update(PersonRecord).where(PersonRecord.pseudonym % 2 == 0)
        work.session.execute(men.values(statistics_sex="m"))
    yield desk
    desk.store.close()


@dataclass
class Clocked:
    """How long each step took, in seconds."""

    steps: dict[str, float] = field(default_factory=dict)

    def close_year(self, desk: Desk, folder: Path) -> int:
        """Close the year and return the size of the bundle."""
        begin = time.perf_counter()
        quarters.freeze(desk, YEAR_END, posts=700)
        frozen = time.perf_counter()
        shown = quarters.preview(desk, YEAR_END)
        proved = time.perf_counter()
        sent = exports.export_quarter(desk, shown, folder)
        sealed = time.perf_counter()
        self.steps = {
            "aggregate": frozen - begin,
            "protect_and_prove": proved - frozen,
            "sign_and_seal": sealed - proved,
        }
        return sent.path.stat().st_size


def plain_counts(desk: Desk) -> float:
    """Return the seconds that counting the rows of the same tables takes."""
    begin = time.perf_counter()
    with desk.store.read() as session:
        for column in COUNTED:
            counted = session.scalar(select(func.count(column)))
            assert counted
    return time.perf_counter() - begin


def test_a_year_of_three_thousand_persons_is_closed_in_time(
    benchmark: BenchmarkFixture, large: Desk, tmp_path: Path
) -> None:
    floor = min(plain_counts(large) for _ in range(3))
    clocked = Clocked()
    size: int = benchmark.pedantic(  # type: ignore[no-untyped-call]
        clocked.close_year, args=(large, tmp_path), rounds=1
    )
    total = sum(clocked.steps.values())
    benchmark.extra_info |= {name: round(took, 2) for name, took in clocked.steps.items()}
    benchmark.extra_info["ratio_to_plain_count"] = round(total / floor)
    stored = exports.stored_release(large, YEAR_END)
    assert stored is not None
    assert {"A1", "B1", "B2", "B3", "B4", "C1"} <= set(stored.summary["tables"])
    assert size > 5000
    assert total < BUDGET
