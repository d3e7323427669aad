"""Cases: opening, listing, showing, changing, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kimdesk.domain.cases import Case, CaseRow
from kimdesk.domain.contacts import Contact
from kimdesk.domain.findings import Finding
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.households import Membership
from kimdesk.domain.identifiers import AccountId, CaseId, PersonId
from kimdesk.domain.people import Person
from kimdesk.domain.states import State, StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.errors import InvalidInput
from kimdesk.storage import (
    cases,
    contacts,
    findings,
    follow_ups,
    households,
    people,
    states,
    transitions,
)
from kimdesk.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A case as the list needs it before its row is shown."""

    case: CaseId
    client: PersonId
    file_number: str
    is_open: bool
    responsible: AccountId


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the screen of one case shows."""

    case: Case
    client: Person
    members: tuple[Membership, ...]
    people: tuple[Person, ...]
    states: tuple[State, ...]
    corrected: tuple[State, ...]
    transitions: tuple[Transition, ...]
    contacts: tuple[Contact, ...]
    follow_ups: tuple[FollowUp, ...]
    findings: tuple[Finding, ...]
    needs: tuple[tuple[str, date], ...]


def open_case(desk: Desk, case: Case) -> Case:
    """Open a case for a known person; the file number is given here.

    Raises:
        InvalidInput: if the opening lies in the future or after the agreement.
        NotFound: if there is no such person.
    """
    _refuse_disorder(case, desk.today)
    with desk.change("case.opened") as work:
        people.get(work.session, case.client)
        number = cases.next_file_number(work.session, f"MB-{case.opened_on.year}-")
        stored = replace(
            case,
            id=CaseId(desk.new_id()),
            file_number=number,
            responsible=case.responsible or desk.user.id,
            version=1,
        )
        cases.add(work.session, stored)
        work.about("case", stored.id)
    return stored


def change_case(desk: Desk, case: Case) -> Case:
    """Save a changed case.

    Raises:
        AlreadyChanged: if a colleague saved meanwhile.
        InvalidInput: if its days contradict one another.
    """
    _refuse_disorder(case, desk.today)
    with desk.change("case.changed") as work:
        fields = cases.change(work.session, case)
        work.about("case", case.id, fields=fields)
    return replace(case, version=case.version + 1)


def close_case(desk: Desk, case: Case, day: date, reason: str) -> Case:
    """Close a case with its reason; it stays readable and can be reopened."""
    if not reason:
        raise InvalidInput(field="closing_reason", problem="missing")
    return change_case(desk, replace(case, closed_on=day, closing_reason=reason))


def reopen_case(desk: Desk, case: Case) -> Case:
    """Take a closing back."""
    return change_case(desk, replace(case, closed_on=None, closing_reason=""))


def _refuse_disorder(case: Case, today: date) -> None:
    for field, day in (
        ("opened_on", case.opened_on),
        ("agreed_on", case.agreed_on),
        ("closed_on", case.closed_on),
    ):
        if day is not None and day > today:
            raise InvalidInput(field=field, problem="future")
        if day is not None and day < case.opened_on:
            raise InvalidInput(field=field, problem="before_opening")


def case_keys(desk: Desk) -> tuple[CaseKey, ...]:
    """Return the keys of all cases, for filtering and for the name search."""
    with desk.store.read() as session:
        return tuple(CaseKey(*row) for row in cases.index_rows(session))


def case_rows(desk: Desk, wanted: Sequence[CaseId]) -> tuple[CaseRow, ...]:
    """Return the rows of the wanted cases in their order; a page of the list.

    Columns, not objects: this runs at every keystroke of a search.
    """
    with desk.store.read() as session:
        found = {row.id: row for row in cases.list_columns(session, wanted)}
        clients = [row.client for row in found.values()]
        held = states.holding_on(session, desk.today, clients)
        due = cases.next_due(session, wanted)
    livelihood = _livelihood(desk, held)
    return tuple(
        CaseRow(
            id=key,
            client=row.client,
            name=", ".join(part for part in (row.family_name, row.given_name) if part),
            file_number=row.file_number,
            programme=row.programme,
            rechtskreis=livelihood.get(row.client, ""),
            next_due=due.get(key),
            is_open=row.is_open,
            responsible=row.responsible,
        )
        for key in wanted
        if (row := found.get(key)) is not None
    )


def _livelihood(desk: Desk, held: Sequence[states.Held]) -> dict[PersonId, str]:
    """Return the Rechtskreis that secures the livelihood; the latest begun stays."""
    return {
        one.person: one.value
        for one in sorted(held, key=lambda one: (one.start, one.id))
        if one.kind == StateKind.RECHTSKREIS and one.grant.pays and desk.secures(one.value)
    }


def case_view(desk: Desk, identifier: CaseId) -> CaseView:
    """Return everything about one case.

    Raises:
        NotFound: if there is none of that id.
    """
    with desk.store.read() as session:
        case = cases.get(session, identifier)
        household = households.household_of(session, case.client, desk.today)
        members = households.members(session, household) if household else []
        together = {case.client, *(member.person for member in members)}
        known = people.get_many(session, together)
        return CaseView(
            case=case,
            client=known[case.client],
            members=tuple(members),
            people=tuple(known.values()),
            states=tuple(states.of_people(session, together)),
            corrected=tuple(states.replaced_of(session, case.client)),
            transitions=tuple(transitions.of_case(session, identifier)),
            contacts=tuple(contacts.of_case(session, identifier)),
            follow_ups=tuple(follow_ups.of_case(session, identifier)),
            findings=tuple(findings.of_case(session, identifier)),
            needs=tuple(cases.needs(session, identifier)),
        )
