"""A large encrypted office, filled in bulk: what the screens have to bear."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from kimdesk.config import resources_folder
from kimdesk.domain.names import load_variants
from kimdesk.storage.office_records import (
    CaseRecord,
    FollowUpRecord,
    HouseholdRecord,
    MembershipRecord,
    PersonRecord,
    StateRecord,
)
from make import office, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kimdesk.usecases.desk import Desk

PERSONS = 100_000
_CHUNK = 20_000
_STARTS = (
    *("Al", "Ham", "Schew", "Kow", "Yil", "Müll", "Nguy", "Abd", "Tes", "Gebr", "Os"),
    *("Mar", "Iv", "Pet", "Kal", "Sul", "Hab", "Nas", "Dem", "Öz", "Kar"),
)
_MIDDLES = ("a", "i", "o", "u", "en", "al", "er", "tsch", "ad", "im", "an", "ow", "är", "el")
_ENDS = ("i", "enko", "ic", "oglu", "maz", "ler", "ov", "ova", "ari", "mann", "ski", "eh", "ay")
_REGIMES = ("RK_SGB2", "RK_ASYLBLG_3", "RK_SGB12_HLU", "RK_ERWERB", "RK_SGB3")


def _surname(rng: random.Random) -> str:
    middles = "".join(rng.choices(_MIDDLES, k=rng.choice((0, 1, 1, 2, 3))))
    return rng.choice(_STARTS) + middles + rng.choice(_ENDS)


def _person(rng: random.Random, number: int, surnames: list[str], given: list[str]) -> Any:
    # A third of the families share a few hundred names, as in life.
    pool = surnames[:300] if rng.random() < 0.33 else surnames
    return {
        "id": f"p{number:031d}",
        "family_name": rng.choice(pool),
        "given_name": rng.choice(given),
        "spellings": [],
        "original_script": "",
        "birth_day": date(1950, 1, 1) + timedelta(days=rng.randrange(27_000)),
        "birth_precision": "day",
        "gender": rng.choice("wm"),
        "nationalities": ["SY"],
        "municipality": "05754032",
        "preferred_language": "ar",
        "interpreter_needed": False,
        "entered_germany": None,
        "immigration_route": "",
        "address": "",
        "phone": "",
        "email": "",
        "note": "",
        "statistics_sex": "w",
        "pseudonym": number,
        "version": 1,
    }


def _rows(rng: random.Random, number: int, responsible: str) -> dict[type, Any]:
    """Return what belongs to a client besides the person: household, case, states, follow-up."""
    person, today = f"p{number:031d}", surroundings().clock.today()
    opened = today - timedelta(days=rng.randrange(30, 1500))
    closed = today - timedelta(days=5) if rng.random() < 0.1 else None
    household: dict[type, Any] = {
        HouseholdRecord: {"id": f"h{number:031d}", "pseudonym": number},
        MembershipRecord: {
            "id": f"m{number:031d}",
            "household_id": f"h{number:031d}",
            "person_id": person,
            "role": "BEZUG",
            "start": opened,
            "end": None,
        },
    }
    always: dict[type, Any] = {
        CaseRecord: {
            "id": f"c{number:031d}",
            "client_id": person,
            "file_number": f"MB-{opened.year}-{number:06d}",
            "programme": "KIM",
            "phase": "P2",
            "access_route": "",
            "occasion": "",
            "opened_on": opened,
            "agreed_on": opened,
            "waiting_since": None,
            "closed_on": closed,
            "closing_reason": "WEGZUG" if closed else "",
            "responsible": responsible,
            "version": 1,
        },
        StateRecord: {
            "id": f"s{number:031d}",
            "person_id": person,
            "kind": "rechtskreis",
            "value": rng.choice(_REGIMES),
            "start": opened,
            "end": None,
            "granted": "BEWILLIGT",
            "authority": "",
            "reference": "",
            "approved_until": None,
            "source": "Bescheid",
            "confirmed_on": None,
            "replaced_by": None,
            "recorded_on": opened,
            "version": 1,
        },
    }
    follow_up: dict[type, Any] = {
        FollowUpRecord: {
            "id": f"f{number:031d}",
            "case_id": f"c{number:031d}",
            "due_on": today + timedelta(days=rng.randrange(-5, 90)),
            "title": "Rückfrage Jobcenter",
            "kind": "NACHHAKEN",
            "done_on": None,
            "author": responsible,
            "version": 1,
        },
    }
    # Not everybody has everything; it would only make the filling slower.
    return always | (household if number % 10 == 0 else {}) | (follow_up if number % 3 == 0 else {})


def _chunks(count: int, responsible: str) -> Iterator[dict[type, list[Any]]]:
    rng = random.Random(1)
    variants = load_variants(resources_folder() / "names" / "variants.json")
    given = sorted(name.title() for group in variants.groups for name in group if name.isascii())
    surnames = [_surname(rng) for _ in range(30_000)]
    for start in range(0, count, _CHUNK):
        chunk: dict[type, list[Any]] = {PersonRecord: []}
        for number in range(start, min(start + _CHUNK, count)):
            chunk[PersonRecord].append(_person(rng, number, surnames, given))
            for record, row in _rows(rng, number, responsible).items():
                chunk.setdefault(record, []).append(row)
        yield chunk


def big_office(folder: Path, count: int = PERSONS) -> Desk:
    """Return the desk of an office with ``count`` clients, each with a case."""
    desk = office(folder)
    for chunk in _chunks(count, desk.user.id):
        with desk.store.write(by=desk.user.id, action="test.filled") as work:
            for record, rows in chunk.items():
                work.session.execute(insert(record), rows)
    return desk
