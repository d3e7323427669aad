"""Cases: opened, shown, changed, closed; what the list shows of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import make
from kimdesk.domain.cases import Case, CaseRow, Phase
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.states import StateKind
from kimdesk.errors import AlreadyChanged, InvalidInput, NotFound
from kimdesk.usecases import case_list, cases, follow_ups, people, search
from kimdesk.usecases.case_list import PersonRow, Shown
from kimdesk.usecases.desk import Desk


def names(desk: Desk, text: str, shown: Shown) -> list[str]:
    directory = case_list.read_directory(desk)
    found = directory.find(search.build_index(desk), text, shown)
    rows = case_list.list_rows(desk, found.ids)
    return [rows[key].name for key in found.ids]


def test_file_numbers_count_up_within_a_year(desk: Desk) -> None:
    client = people.create_person(desk, make.person())
    opened = [
        cases.open_case(desk, Case(client.id, "KIM", day)).file_number
        for day in (date(2025, 12, 31), date(2026, 1, 2), date(2026, 5, 5), date(2025, 3, 1))
    ]
    assert opened == ["MB-2025-00001", "MB-2026-00001", "MB-2026-00002", "MB-2025-00002"]


def test_a_case_is_opened_for_a_known_person_only(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cases.open_case(desk, Case(PersonId("0" * 32), "KIM", desk.today))
    assert cases.case_keys(desk) == ()


@pytest.mark.parametrize(
    ("field", "days", "problem"),
    [
        ("opened_on", 1, "future"),
        ("agreed_on", 1, "future"),
        ("agreed_on", -300, "before_opening"),
        ("closed_on", 1, "future"),
        ("closed_on", -300, "before_opening"),
    ],
)
def test_days_that_contradict_one_another_are_refused(
    desk: Desk, field: str, days: int, problem: str
) -> None:
    known = make.case(desk)
    wrong = replace(known, **{field: desk.today + timedelta(days=days)})  # type: ignore[arg-type]
    with pytest.raises(InvalidInput) as refused:
        cases.change_case(desk, wrong)
    assert refused.value.facts == {"field": field, "problem": problem}
    with pytest.raises(InvalidInput):
        cases.open_case(desk, wrong)
    assert cases.case_view(desk, known.id).case == known


def test_a_case_is_changed_with_the_version_one_saw(desk: Desk) -> None:
    seen = make.case(desk)
    changed = cases.change_case(desk, replace(seen, phase=Phase.PLAN))
    with pytest.raises(AlreadyChanged):
        cases.change_case(desk, replace(seen, phase=Phase.MONITORING))
    assert cases.case_view(desk, seen.id).case == changed


def test_a_case_is_closed_with_its_reason_and_can_be_reopened(desk: Desk) -> None:
    seen = make.case(desk)
    with pytest.raises(InvalidInput):
        cases.close_case(desk, seen, desk.today, "")
    closed = cases.close_case(desk, seen, desk.today, "WEGZUG")
    assert not cases.case_view(desk, seen.id).case.is_open
    again = cases.reopen_case(desk, closed)
    assert again == replace(seen, version=3)
    assert cases.case_view(desk, seen.id).case == again


def test_the_row_of_a_case_says_what_holds_today(desk: Desk) -> None:
    case = make.case(desk)
    make.state(desk, case, "RK_ASYLBLG_3", date(2024, 1, 1), date(2026, 10, 31))
    make.state(desk, case, "RK_SGB2", date(2026, 11, 1))
    make.state(desk, case, "RK_WOGG", date(2026, 11, 5))
    make.state(desk, case, "AUF_25_2_GFK", date(2026, 6, 1), kind=StateKind.RESIDENCE)
    done, due = (
        follow_ups.add_follow_up(desk, FollowUp(case.id, desk.today + timedelta(days=days), "x"))
        for days in (1, 4)
    )
    follow_ups.finish_follow_up(desk, done)
    (row,) = cases.case_rows(desk, [case.id])
    assert (row.rechtskreis, row.next_due) == ("RK_SGB2", due.due_on)
    assert row.name == "Kovalenko, Olena"


def test_rows_come_in_the_wanted_order_and_unknown_ones_are_left_out(desk: Desk) -> None:
    made = [make.case(desk, make.person(f"Name {number}")) for number in range(3)]
    wanted = [made[2].id, CaseId("0" * 32), made[0].id]
    assert [row.id for row in cases.case_rows(desk, wanted)] == [made[2].id, made[0].id]


def test_a_case_that_is_not_there_is_not_shown(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cases.case_view(desk, CaseId("0" * 32))


def test_the_view_of_a_family_gathers_everything(desk: Desk) -> None:
    case = make.family(desk)
    view = cases.case_view(desk, case.id)
    assert view.client.display_name == "Al-Khatib, Mohammed"
    assert len(view.people) == 4
    assert [one.day for one in view.contacts] == sorted(
        (one.day for one in view.contacts), reverse=True
    )
    assert len(view.states) == 4
    assert view.needs == (("HF02", desk.today - timedelta(days=20)),)


def test_the_list_shows_mine_open_closed_and_all(desk: Desk) -> None:
    worker = make.as_caseworker(desk)
    desk = replace(worker, user=desk.user)
    make.case(desk, make.person("Meier"))
    make.case(worker, make.person("Schulze"))
    closed = make.case(desk, make.person("Weber"))
    cases.close_case(desk, closed, desk.today, "WEGZUG")
    assert names(desk, "", Shown.MINE) == ["Meier, Olena"]
    assert names(worker, "", Shown.MINE) == ["Schulze, Olena"]
    assert names(desk, "", Shown.OPEN) == ["Meier, Olena", "Schulze, Olena"]
    assert names(desk, "", Shown.CLOSED) == ["Weber, Olena"]
    assert names(desk, "", Shown.ALL) == ["Meier, Olena", "Schulze, Olena", "Weber, Olena"]


def test_a_search_that_only_the_filter_hides_says_so(desk: Desk) -> None:
    cases.close_case(desk, make.case(desk, make.person("Weber")), desk.today, "WEGZUG")
    directory, index = case_list.read_directory(desk), search.build_index(desk)
    hidden = directory.find(index, "Weber", Shown.OPEN)
    assert (hidden.ids, hidden.cases, hidden.elsewhere) == ((), 0, 1)
    assert directory.find(index, "Weber", Shown.CLOSED).cases == 1


def test_a_family_member_is_found_under_the_case_of_the_client(desk: Desk) -> None:
    case = make.family(desk)
    directory, index = case_list.read_directory(desk), search.build_index(desk)
    found = directory.find(index, "Rima", Shown.OPEN)
    assert found.cases == 0
    row = case_list.list_rows(desk, found.ids)[found.ids[0]]
    assert isinstance(row, PersonRow)
    assert (row.name, row.client_name, row.case) == (
        "Al-Khatib, Rima",
        "Al-Khatib, Mohammed",
        case.id,
    )


def test_an_older_case_of_the_same_person_is_listed_too(desk: Desk) -> None:
    first = make.case(desk)
    cases.close_case(desk, first, desk.today, "WEGZUG")
    second = cases.open_case(desk, Case(first.client, "KIM", desk.today))
    directory = case_list.read_directory(desk)
    found = directory.find(search.build_index(desk), "Kovalenko", Shown.ALL)
    assert found.ids == (second.id, first.id)
    rows = case_list.list_rows(desk, found.ids)
    assert all(isinstance(row, CaseRow) for row in rows.values())
    assert directory.total == 2


def test_somebody_entered_twice_would_be_found_first(desk: Desk) -> None:
    known = make.case(desk, make.person("Shevchenko", "Oleksandr"))
    index = search.build_index(desk)
    candidates = search.find_people(desk, index, "Schewtschenko Olexandr")
    assert [one.person for one in candidates] == [known.client]
    assert candidates[0].birth == "14.07.1988"
    assert candidates[0].municipality == "Rietberg"
    ((case, label),) = search.find_cases(desk, index, "Shevchenko")
    assert (case, label) == (known.id, f"Shevchenko, Oleksandr · {known.file_number}")
