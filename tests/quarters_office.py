"""An office with enough people for tables, and findings on their way."""

from __future__ import annotations

from datetime import date, timedelta

import make
from kimdesk.domain.cases import Case
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.identifiers import CaseId
from kimdesk.domain.people import BirthDate, BirthPrecision
from kimdesk.usecases import cases, findings, people
from kimdesk.usecases.desk import Desk

_WAY = (FindingStatus.SUBMITTED, FindingStatus.RELEASED)


def filled(desk: Desk, count: int, opened: date = date(2026, 8, 3)) -> list[Case]:
    """Return as many agreed cases; every fifth lacks its benefit, three had a contact."""
    made = []
    for number in range(count):
        who = make.person(
            f"Kovalenko {number}",
            gender="wm"[number % 2],
            birth=BirthDate(date(1960 + number % 45, 1 + number % 12, 3), BirthPrecision.DAY),
        )
        client = people.create_person(desk, who)
        case = cases.open_case(desk, Case(client.id, "KIM", opened, agreed_on=opened))
        if number % 5:
            make.state(desk, case, "RK_ASYLBLG_3" if number % 3 else "RK_SGB2", opened)
        if number < 3:
            make.contact(desk, case, opened + timedelta(days=20))
        made.append(case)
    return made


def finding(
    desk: Desk,
    title: str,
    status: FindingStatus = FindingStatus.SUBMITTED,
    seen_in: tuple[CaseId, ...] = (),
    field: str = "HF02",
) -> Finding:
    """Return a stored finding that was taken along its way up to ``status``."""
    known = findings.create_finding(
        desk,
        Finding(
            title,
            "Termine gibt es erst nach Wochen.",
            field=field,
            kind="KAPAZITAET",
            from_actor="JOBCENTER",
            proposal="Ein gemeinsamer Termin im Monat.",
            cases=seen_in,
        ),
    )
    for step in _WAY[: _WAY.index(status) + 1]:
        known = findings.move_finding(desk, known, step)
    return known
