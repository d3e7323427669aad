"""The Today page and the check list: every group, with its borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import make
from kimdesk.domain.cases import Case
from kimdesk.domain.dates import DateRange, Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.people import BirthDate
from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.usecases import cases, follow_ups, states, transitions
from kimdesk.usecases.completeness import Lack, check_quarter
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.today import today_view
from quarters_office import finding

Q3 = Quarter(2026, 3)
START = date(2026, 1, 1)


def day(desk: Desk, days: int) -> date:
    return desk.today + timedelta(days=days)


def test_an_empty_office_has_nothing_to_do_but_the_quarter(desk: Desk) -> None:
    view = today_view(desk)
    assert (view.due, view.expiring, view.quiet, view.changes) == ((), (), (), ())
    assert (view.to_release, view.quarter_due) == (0, Q3)


def test_what_is_due_within_a_week_is_shown_in_order_of_days(desk: Desk) -> None:
    case = make.case(desk)
    for days in (7, -30, 8, 0):
        follow_ups.add_follow_up(desk, FollowUp(case.id, day(desk, days), f"{days}"))
    due = today_view(desk).due
    assert [one.title for one in due] == ["-30", "0", "7"]
    assert {one.client_name for one in due} == {"Kovalenko, Olena"}


def test_a_closed_case_is_nowhere_on_the_page(desk: Desk) -> None:
    case = make.case(desk)
    follow_ups.add_follow_up(desk, FollowUp(case.id, desk.today, "x"))
    make.state(desk, case, "AUF_GEST", date(2026, 1, 1), day(desk, 5), StateKind.RESIDENCE)
    assert len(today_view(desk).expiring) == len(today_view(desk).due) == 1
    cases.close_case(desk, case, desk.today, "WEGZUG")
    view = today_view(desk)
    assert (view.due, view.expiring, view.quiet) == ((), (), ())


def test_what_expires_within_ninety_days_is_shown_with_its_day(desk: Desk) -> None:
    ends = {days: make.case(desk) for days in (-8, -7, 90, 91)}
    for days, case in ends.items():
        make.state(desk, case, "AUF_GEST", START, day(desk, days), StateKind.RESIDENCE)
    assert [one.day for one in today_view(desk).expiring] == [day(desk, -7), day(desk, 90)]
    (known,) = states.history_of(desk, ends[91].client)
    states.correct_state(desk, known, replace(known, approved_until=day(desk, 30)))
    assert [one.day for one in today_view(desk).expiring][1] == day(desk, 30)
    # An approval that ended last year says nothing about the title that ends next week.
    (known,) = states.history_of(desk, ends[-7].client)
    states.correct_state(
        desk,
        known,
        replace(known, approved_until=date(2025, 1, 1), days=DateRange(START, day(desk, 6))),
    )
    assert today_view(desk).expiring[0].day == day(desk, 6)
    assert {one.what for one in today_view(desk).expiring} == {
        desk.catalogues["aufenthalt"].short("AUF_GEST")
    }


def test_an_ended_title_that_was_followed_by_another_is_history(desk: Desk) -> None:
    case = make.case(desk)
    make.state(desk, case, "AUF_GEST", START, day(desk, -3), StateKind.RESIDENCE)
    assert [one.day for one in today_view(desk).expiring] == [day(desk, -3)]
    make.state(desk, case, "AUF_25_2_GFK", day(desk, -2), kind=StateKind.RESIDENCE)
    assert today_view(desk).expiring == ()


def test_who_was_not_seen_for_ninety_days_is_named(desk: Desk) -> None:
    quiet, loud = make.case(desk, make.person("Still")), make.case(desk, make.person("Laut"))
    fresh = make.case(desk, make.person("Neu"), opened_on=desk.today, agreed_on=None)
    make.contact(desk, quiet, day(desk, -91))
    make.contact(desk, loud, day(desk, -90))
    (found,) = today_view(desk).quiet
    assert (found.case, found.name) == (quiet.id, "Still, Olena")
    assert found.last_contact == day(desk, -91)
    assert fresh.is_open


def test_a_running_change_is_shown_with_its_gap(desk: Desk) -> None:
    case = make.case(desk)
    make.contact(desk, case)
    running = transitions.start_transition(
        desk,
        Transition(case.client, case.id, "RK_ASYLBLG_3", "RK_SGB2", "A", day(desk, -40)),
    )
    assert today_view(desk).changes[0].gap_days == 0
    changed = transitions.change_transition(desk, replace(running, leaves_on=day(desk, -10)))
    assert today_view(desk).changes[0].gap_days == 10
    transitions.finish_transition(desk, changed, day(desk, -10), desk.today)
    assert today_view(desk).changes == ()


def test_only_the_lead_is_reminded_of_findings_and_the_quarter(desk: Desk) -> None:
    finding(desk, "Wartezeit", FindingStatus.SUBMITTED)
    assert today_view(desk).to_release == 1
    view = today_view(make.as_caseworker(desk))
    assert (view.to_release, view.quarter_due) == (0, None)


@pytest.fixture
def complete(tmp_path: Path) -> Iterator[tuple[Desk, Case]]:
    """An office whose single case lacks nothing on 30 September."""
    desk = make.office(tmp_path)
    case = make.case(desk)
    make.state(desk, case, "RK_SGB2", date(2026, 1, 1))
    make.state(desk, case, "AUF_24_NEU", date(2026, 1, 1), kind=StateKind.RESIDENCE)
    make.contact(desk, case, date(2026, 9, 1))
    yield desk, case
    desk.store.close()


def lacks(desk: Desk) -> list[Lack]:
    return [one.lack for one in check_quarter(desk, Q3).missing]


def test_a_complete_case_lacks_nothing(complete: tuple[Desk, Case]) -> None:
    desk, _ = complete
    checked = check_quarter(desk, Q3)
    assert (checked.cases, checked.missing, checked.share) == (1, (), 1.0)


def test_every_kind_of_gap_is_named_the_weightiest_first(desk: Desk) -> None:
    empty = make.person("Leer", gender="x", municipality="99999999", birth=BirthDate())
    case = make.case(desk, empty)
    transitions.start_transition(
        desk, Transition(case.client, case.id, "RK_KEINE", "RK_SGB2", "A", desk.today)
    )
    checked = check_quarter(desk, Q3)
    assert [one.lack for one in checked.missing] == list(Lack)
    assert {(one.case, one.name) for one in checked.missing} == {(case.id, "Leer, Olena")}
    assert checked.share == 0


def test_what_began_after_the_key_date_is_missing_on_it(complete: tuple[Desk, Case]) -> None:
    desk, case = complete
    for entry in states.history_of(desk, case.client):
        states.withdraw_state(desk, entry)
    make.state(desk, case, "RK_SGB2", date(2026, 10, 1))
    make.state(desk, case, "AUF_24_NEU", date(2026, 9, 30), kind=StateKind.RESIDENCE)
    assert lacks(desk) == [Lack.RECHTSKREIS]


def test_only_cases_in_stock_on_the_key_date_are_checked(complete: tuple[Desk, Case]) -> None:
    desk, _ = complete
    make.case(desk, make.person("Später"), opened_on=date(2026, 10, 1), agreed_on=desk.today)
    make.case(desk, make.person("Ohne"), agreed_on=None)
    assert check_quarter(desk, Q3).cases == 1
    assert check_quarter(desk, Quarter(2026, 4)).cases == 2


def test_the_share_counts_cases_and_undecided_findings_are_told(
    complete: tuple[Desk, Case],
) -> None:
    desk, _ = complete
    make.case(desk, make.person("Leer"))
    finding(desk, "Wartezeit", FindingStatus.SUBMITTED)
    finding(desk, "Fahrtkosten", FindingStatus.RELEASED)
    checked = check_quarter(desk, Q3)
    assert (checked.cases, checked.share, checked.undecided_findings) == (2, 0.5, 1)


def test_an_office_without_cases_is_complete(desk: Desk) -> None:
    assert check_quarter(desk, Q3).share == 1.0
