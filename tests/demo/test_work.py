"""What the offices of the demonstration have done, looked at through the use cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from demo import small_district
from demo.small_district import TODAY, Built
from kimdesk.demo.caseload import Window
from kimdesk.demo.days import is_working_day
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.people import Person
from kimdesk.domain.states import State, StateKind, overlaps
from kimdesk.usecases import exports, findings, today
from kimdesk.usecases.cases import CaseView
from kimdesk.usecases.today import TodayView

WINDOW = Window.before(TODAY, 2)


@pytest.fixture(scope="module")
def views(district: Built) -> list[CaseView]:
    found = []
    for office in district.offices:
        with district.desk("office", office) as desk:
            found += small_district.views(desk)
    return found


@pytest.fixture(scope="module")
def page(district: Built) -> TodayView:
    with district.desk("office", district.offices[0]) as desk:
        return today.today_view(desk)


def histories(views: list[CaseView]) -> list[tuple[Person, list[State]]]:
    return [
        (person, [state for state in view.states if state.person == person.id])
        for view in views
        for person in view.people
    ]


def test_nothing_is_true_of_anybody_before_birth_or_after_today(views: list[CaseView]) -> None:
    for person, history in histories(views):
        assert history
        assert all(state.days.start <= TODAY for state in history)
        born = person.birth.day
        assert born is None or all(born <= state.days.start for state in history)


def test_no_title_is_older_than_the_entry(views: list[CaseView]) -> None:
    for person, history in histories(views):
        if person.entered_germany is not None:
            titles = [state for state in history if state.kind is StateKind.RESIDENCE]
            assert all(person.entered_germany <= state.days.start for state in titles)


def test_nobody_lives_on_two_benefits_or_has_two_titles_at_once(
    district: Built, views: list[CaseView]
) -> None:
    with district.desk("office", district.offices[0]) as desk:
        secures = desk.secures
        for person, history in histories(views):
            assert overlaps(history, secures) == (), person.display_name
            titles = [state.days for state in history if state.kind is StateKind.RESIDENCE]
            pairs = [(one, two) for n, one in enumerate(titles) for two in titles[n + 1 :]]
            assert not any(one.overlaps(two) for one, two in pairs)


def test_contacts_lie_on_working_days_within_the_case(views: list[CaseView]) -> None:
    for view in views:
        last = view.case.closed_on or TODAY
        for contact in view.contacts:
            assert max(view.case.opened_on, WINDOW.first) <= contact.day <= last
            assert is_working_day(contact.day)


def test_cases_are_seen_three_to_six_times_a_quarter(views: list[CaseView]) -> None:
    quarter = WINDOW.quarters[-1]
    long_open = [
        view
        for view in views
        if view.case.opened_on < quarter.first_day - timedelta(days=60)
        and (view.case.closed_on is None or view.case.closed_on > quarter.last_day)
    ]
    counts = [
        sum(1 for one in view.contacts if quarter.first_day <= one.day <= quarter.last_day)
        for view in long_open
    ]
    assert len(counts) >= 8
    assert 2.5 < sum(counts) / len(counts) < 6


def test_no_note_names_the_client(views: list[CaseView]) -> None:
    for view in views:
        names = {part for part in (view.client.family_name, view.client.given_name) if part}
        for contact in view.contacts:
            assert contact.text
            assert not any(name in contact.text.split() for name in names)


def test_a_finished_change_left_the_new_benefit_behind(views: list[CaseView]) -> None:
    finished = [
        (view, change)
        for view in views
        for change in view.transitions
        if change.finished_on and change.result != "NICHT_GELUNGEN"
    ]
    assert finished
    for view, change in finished:
        assert change.leaves_on is not None
        assert change.starts_on is not None
        held = {
            (state.value, state.days.start): state
            for state in view.states
            if state.person == change.person
        }
        assert (change.to_value, change.starts_on) in held
        old = [state for state in held.values() if state.days.contains(change.leaves_on)]
        assert change.from_value in {state.value for state in old}
        assert (change.gap_days == 0) == (change.result in {"LUECKENLOS", "UEBERBRUECKT"})


def test_the_page_of_today_is_that_of_a_real_office(page: TodayView) -> None:
    due = [task.due_on for task in page.due]
    assert min(due) < TODAY
    assert TODAY in due
    assert any(TODAY < day <= TODAY + timedelta(days=7) for day in due)
    assert page.expiring
    assert page.quiet
    assert any(change.gap_days > 7 for change in page.changes)
    assert page.to_release > 0
    assert page.quarter_due is None


def test_only_what_is_still_held_expires(views: list[CaseView], page: TodayView) -> None:
    by_case = {view.case.id: view for view in views}
    for expiry in page.expiring:
        view = by_case[expiry.case]
        ends = [
            min(state.days.end or date.max, state.approved_until or date.max)
            for state in view.states
            if state.person == view.client.id
        ]
        assert expiry.day in ends


def test_findings_are_on_every_part_of_their_way(district: Built) -> None:
    with district.desk("office", district.offices[0]) as desk:
        known = findings.list_findings(desk)
    statuses = {one.status for one in known}
    assert {
        FindingStatus.DRAFT,
        FindingStatus.SUBMITTED,
        FindingStatus.RELEASED,
        FindingStatus.EXPORTED,
    } <= statuses
    lead = district.offices[0]["accounts"][0]["name"]
    assert lead not in {one.author for one in known}
    assert any(one.cases for one in known)
    assert all(one.released_by for one in known if one.status is FindingStatus.EXPORTED)


def test_bundles_left_on_working_days_soon_after_their_quarter(district: Built) -> None:
    for office in district.offices:
        with district.desk("office", office) as desk:
            left = exports.journal(desk)
        assert [str(entry.quarter) for entry in left] == ["2026-Q3", "2026-Q2"]
        for entry in left:
            assert is_working_day(entry.created_on)
            assert 0 < (entry.created_on - entry.quarter.last_day).days < 20
