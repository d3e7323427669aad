"""What a quarter still lacks, computed from the same rules as the figures, with the way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kimdesk.domain.cases import is_quiet
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.people import Person
from kimdesk.domain.states import State, StateKind, as_of
from kimdesk.storage import cases, findings, people, states, transitions
from kimdesk.usecases.desk import Desk


class Lack(StrEnum):
    """Kinds of gaps; the value is the sentence on the screen."""

    BIRTH = "Geburtsjahr fehlt"
    SEX = "Geschlecht ohne Angabe"
    MUNICIPALITY = "Gemeinde fehlt"
    RESIDENCE = "Aufenthaltsstatus am Stichtag fehlt"
    RECHTSKREIS = "Leistung am Stichtag fehlt"
    QUIET = "kein Kontakt seit über 90 Tagen"
    TRANSITION = "Rechtskreiswechsel noch offen"
    NEEDS = "kein Handlungsfeld erfasst"


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap in one case."""

    case: CaseId
    name: str
    lack: Lack


@dataclass(frozen=True, slots=True)
class Completeness:
    """The check list of a quarter; ``share`` is the part of cases without any gap (0 … 1)."""

    cases: int
    missing: tuple[Missing, ...]
    undecided_findings: int

    @property
    def share(self) -> float:
        """The part of the cases that lack nothing."""
        touched = len({gap.case for gap in self.missing})
        return 1.0 if not self.cases else (self.cases - touched) / self.cases


def check_quarter(desk: Desk, quarter: Quarter) -> Completeness:
    """Return what the cases in stock on the key date lack; it never keeps a quarter open."""
    day = min(quarter.last_day, desk.today)
    with desk.store.read() as session:
        stock = [case for case in cases.open_cases(session) if case.in_stock_on(day)]
        clients = people.get_many(session, {case.client for case in stock})
        history: dict[PersonId, list[State]] = {}
        for state in states.of_people(session, clients):
            history.setdefault(state.person, []).append(state)
        last = cases.last_contacts(session)
        running = {change.case for change in transitions.running(session)}
        with_needs = cases.cases_with_needs(session)
        undecided = len(findings.listed(session, FindingStatus.SUBMITTED))
    found: list[Missing] = []
    for case in stock:
        client = clients[case.client]
        lacks = _lacks(client, history.get(client.id, []), day)
        if is_quiet(last.get(case.id), case.opened_on, day):
            lacks.append(Lack.QUIET)
        if case.id in running:
            lacks.append(Lack.TRANSITION)
        if case.id not in with_needs:
            lacks.append(Lack.NEEDS)
        found += [Missing(case.id, client.display_name, lack) for lack in lacks]
    return Completeness(len(stock), tuple(_by_weight(found)), undecided)


def _lacks(client: Person, known: list[State], day: date) -> list[Lack]:
    missing = {
        Lack.BIRTH: client.birth.day is None,
        Lack.SEX: client.gender == "x",
        Lack.MUNICIPALITY: client.municipality in {"", "99999999"},
        Lack.RESIDENCE: not as_of(known, StateKind.RESIDENCE, day),
        Lack.RECHTSKREIS: not as_of(known, StateKind.RECHTSKREIS, day),
    }
    return [lack for lack, applies in missing.items() if applies]


def _by_weight(found: list[Missing]) -> list[Missing]:
    order = {lack: number for number, lack in enumerate(Lack)}
    return sorted(found, key=lambda gap: (order[gap.lack], gap.name, gap.case))
