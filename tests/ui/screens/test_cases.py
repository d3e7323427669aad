"""The list of cases and the open case, on a real encrypted office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

import make
from kimdesk.domain.cases import CaseRow
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import CaseId
from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.ui.screens.cases import CasesPage
from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.screens.cases.facts import age_words, marks
from kimdesk.ui.screens.cases.history import corrected_rows, lanes, rows
from kimdesk.ui.screens.cases.viewmodel import PAGE, CaseList
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.usecases import case_list, cases, follow_ups, people, states, transitions
from kimdesk.usecases.case_list import PersonRow, Shown
from kimdesk.usecases.search import build_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from kimdesk.domain.cases import Case
    from kimdesk.usecases.desk import Desk

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Heard:
    """What a session asked for and said."""

    def __init__(self, session: Session) -> None:
        self.went: list[tuple[str, object]] = []
        self.said: list[tuple[str, str]] = []
        self.undo: Any = None
        session.go.connect(lambda key, argument: self.went.append((key, argument)))
        session.said.connect(self._say)

    def _say(self, tone: str, text: str, _label: str, undo: object) -> None:
        self.said.append((tone, text))
        self.undo = undo


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    tasks = Tasks()
    session = Session(desk, tasks)
    yield session
    tasks.shutdown()


@pytest.fixture
def heard(session: Session) -> Heard:
    return Heard(session)


@pytest.fixture
def family(desk: Desk) -> Case:
    case = make.family(desk)
    for days, title in ((-3, "Weiterbewilligung beantragen"), (40, "Diplom nachhaken")):
        follow_ups.add_follow_up(desk, FollowUp(case.id, desk.today + timedelta(days=days), title))
    return case


def listed(session: Session, qtbot: QtBot) -> CaseList:
    session.load_index()
    found = CaseList(session)
    found.load()
    qtbot.waitUntil(lambda: found.state.ready and not session.tasks.busy)
    return found


def ask(found: CaseList, session: Session, qtbot: QtBot, text: str) -> list[str]:
    found.search(text)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    shown = [found.row(line) for line in range(len(found.state.found.ids))]
    return [row.name for row in shown if isinstance(row, CaseRow | PersonRow)]


def opened(
    session: Session, qtbot: QtBot, case: Case | None = None, width: int = 1400
) -> CasesPage:
    session.load_index()
    page = CasesPage(session)
    qtbot.addWidget(page)
    page.resize(width, 900)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    if case is not None:
        page.show_item(case.id)
    return page


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def press(page: CasesPage, name: str) -> None:
    found = [one for one in page.findChildren(QAbstractButton) if one.objectName() == name]
    shown = [one for one in found if one.isVisible()]
    assert shown, name
    shown[0].click()


def test_the_list_is_in_the_order_of_the_names(session: Session, desk: Desk, qtbot: QtBot) -> None:
    for name in ("Zadeh", "Abdi", "Öztürk"):
        make.case(desk, make.person(name))
    found = listed(session, qtbot)
    names = ask(found, session, qtbot, "")
    assert names == ["Abdi, Olena", "Öztürk, Olena", "Zadeh, Olena"]
    assert found.state.found.cases == 3


def test_other_spellings_and_file_numbers_find_a_case(
    session: Session, family: Case, desk: Desk, qtbot: QtBot
) -> None:
    make.case(desk)
    found = listed(session, qtbot)
    assert ask(found, session, qtbot, "muhamad")[0] == "Al-Khatib, Mohammed"
    assert ask(found, session, qtbot, family.file_number)[0] == "Al-Khatib, Mohammed"


def test_who_lives_with_a_client_is_found_with_the_way_to_the_case(
    session: Session, family: Case, qtbot: QtBot
) -> None:
    found = listed(session, qtbot)
    assert ask(found, session, qtbot, "rima") == ["Al-Khatib, Rima"]
    row = found.row(0)
    assert isinstance(row, PersonRow)
    assert (row.case, row.client_name) == (family.id, "Al-Khatib, Mohammed")
    assert found.state.found.cases == 0


def test_the_filters_part_open_closed_and_other_peoples_cases(
    session: Session, desk: Desk, qtbot: QtBot
) -> None:
    mine = make.case(desk, make.person("Mein"))
    foreign = make.case(desk, make.person("Fremd"))
    cases.change_case(desk, replace(foreign, responsible=make.as_caseworker(desk).user.id))
    ended = make.case(desk, make.person("Ende"))
    cases.close_case(desk, ended, desk.today, "WEGZUG")
    found = listed(session, qtbot)
    expected = {
        Shown.MINE: {mine.id},
        Shown.OPEN: {mine.id, foreign.id},
        Shown.CLOSED: {ended.id},
        Shown.ALL: {mine.id, foreign.id, ended.id},
    }
    for shown, ids in expected.items():
        found.show_only(shown)
        qtbot.waitUntil(lambda: not session.tasks.busy)
        assert set(found.state.found.ids) == ids


def test_an_empty_filter_says_that_others_have_hits(
    session: Session, desk: Desk, qtbot: QtBot
) -> None:
    make.case(desk)
    found = listed(session, qtbot)
    found.show_only(Shown.CLOSED)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert (found.state.found.ids, found.state.found.elsewhere) == ((), 1)


def test_a_person_with_two_cases_is_listed_twice(desk: Desk) -> None:
    first = make.case(desk)
    second = cases.open_case(
        desk, replace(first, id=CaseId(""), opened_on=desk.today, agreed_on=None)
    )
    directory = case_list.read_directory(desk)
    found = directory.find(build_index(desk), "kovalenko", Shown.OPEN)
    assert found.ids == (second.id, first.id)


def test_only_the_last_of_quick_keys_is_answered(
    session: Session, family: Case, desk: Desk, qtbot: QtBot
) -> None:
    make.case(desk)
    found = listed(session, qtbot)
    answers: list[tuple[str, ...]] = []
    found.changed.connect(lambda: answers.append(found.state.found.ids))
    for end in range(1, 10):
        found.search("al-khatib"[:end])
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert family.id in answers[-1]
    assert len(answers) == 1


def test_rows_beyond_the_first_page_come_when_they_are_looked_at(
    session: Session, desk: Desk, qtbot: QtBot
) -> None:
    for number in range(2 * PAGE + 3):
        make.case(desk, make.person(f"Name{number:03d}"))
    page = opened(session, qtbot)
    page.panel.table.selectRow(0)
    QTest.keyClick(page.panel.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    page.panel.table.grab()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    row = page.panel.table.current_row()
    assert isinstance(row, CaseRow)
    assert row.name == f"Name{2 * PAGE + 2:03d}, Olena"


def test_a_search_leads_to_the_case_by_keyboard_alone(
    session: Session, family: Case, desk: Desk, qtbot: QtBot
) -> None:
    make.case(desk)
    page = opened(session, qtbot)
    QTest.keyClicks(page.panel.search, "khatib")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    QTest.keyClick(page.panel.search, Qt.Key.Key_Down)
    QTest.keyClick(page.panel.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert "Al-Khatib, Mohammed" in texts(page.detail)
    assert page.panel.table.current_row().id == family.id


def test_someone_without_case_is_offered_one(
    session: Session, desk: Desk, heard: Heard, qtbot: QtBot
) -> None:
    alone = people.create_person(desk, make.person("Allein"))
    make.case(desk)
    page = opened(session, qtbot)
    QTest.keyClicks(page.panel.search, "allein")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    QTest.keyClick(page.panel.search, Qt.Key.Key_Return)
    assert heard.went == [("case.new", alone.id)]


def test_an_empty_office_shows_the_first_step(session: Session, heard: Heard, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    assert "Noch kein Fall" in texts(page.panel)
    press(page, "button-first-person")
    assert heard.went == [("person.new", None)]


def test_nobody_found_offers_to_enter_the_person(
    session: Session, family: Case, heard: Heard, qtbot: QtBot
) -> None:
    page = opened(session, qtbot)
    QTest.keyClicks(page.panel.search, "xqzw")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert "Niemand gefunden" in texts(page.panel)
    press(page, "button-add-person")
    assert heard.went == [("person.new", None)]
    assert family.is_open


def test_before_the_names_are_there_the_list_says_so(desk: Desk, qtbot: QtBot) -> None:
    tasks = Tasks()
    waiting = Session(desk, tasks)
    page = CasesPage(waiting)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert "Namen werden geladen …" in texts(page.panel)
    waiting.load_index()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert "Namen werden geladen …" not in texts(page.panel)
    tasks.shutdown()


def test_a_new_case_of_a_colleague_appears_by_itself(
    session: Session, family: Case, desk: Desk, qtbot: QtBot
) -> None:
    found = listed(session, qtbot)
    assert found.state.found.cases == 1
    rima = next(one for one in cases.case_view(desk, family.id).people if one.given_name == "Rima")
    cases.open_case(desk, replace(family, id=CaseId(""), client=rima.id))
    session.announce("cases")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert found.state.found.cases == 2


@pytest.mark.parametrize(
    ("key", "target"),
    [
        (Qt.Key.Key_K, "contact.new"),
        (Qt.Key.Key_F, "follow_up.new"),
        (Qt.Key.Key_H, "finding.new"),
    ],
)
def test_single_keys_begin_what_is_done_most(
    session: Session, family: Case, heard: Heard, qtbot: QtBot, key: Qt.Key, target: str
) -> None:
    page = opened(session, qtbot, family)
    page.panel.table.setFocus()
    QTest.keyClick(page.panel.table, key)
    assert heard.went == [(target, family.id)]


def test_typing_a_name_does_not_trigger_the_single_keys(
    session: Session, family: Case, heard: Heard, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, family)
    page.panel.search.setFocus()
    QTest.keyClicks(page.panel.search, "khf")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert page.panel.search.text() == "khf"
    assert heard.went == []


def test_a_narrow_window_shows_one_of_both(session: Session, family: Case, qtbot: QtBot) -> None:
    page = opened(session, qtbot, family, width=800)
    assert not page.panel.isVisible()
    press(page, "button-back-to-list")
    assert page.panel.isVisible()
    assert not page.detail.isVisible()


def test_a_step_is_done_and_taken_back(
    session: Session, family: Case, heard: Heard, desk: Desk, qtbot: QtBot
) -> None:
    model = CaseModel(session)
    model.open(family.id)
    assert model.view is not None
    step = model.view.follow_ups[0]
    model.finish(step)
    assert cases.case_view(desk, family.id).follow_ups != model.view.follow_ups
    heard.undo()
    qtbot.waitUntil(lambda: model.view is not None and model.view.follow_ups[0].version == 3)
    assert model.view.follow_ups[0].done_on is None


def test_an_overdue_step_is_postponed_to_a_week_from_today(
    session: Session, family: Case, desk: Desk
) -> None:
    model = CaseModel(session)
    model.open(family.id)
    assert model.view is not None
    overdue = next(one for one in model.view.follow_ups if one.due_on < desk.today)
    model.postpone(overdue)
    dates = {one.id: one.due_on for one in cases.case_view(desk, family.id).follow_ups}
    assert dates[overdue.id] == desk.today + timedelta(days=7)


def test_a_deleted_contact_comes_back_with_undo(
    session: Session, family: Case, heard: Heard, desk: Desk
) -> None:
    model = CaseModel(session)
    model.open(family.id)
    assert model.view is not None
    before = model.view.contacts
    model.remove(before[0])
    assert len(cases.case_view(desk, family.id).contacts) == len(before) - 1
    heard.undo()
    assert cases.case_view(desk, family.id).contacts == before


def test_confirming_the_state_dates_benefit_and_residence(
    session: Session, family: Case, desk: Desk
) -> None:
    model = CaseModel(session)
    model.open(family.id)
    model.confirm_current()
    confirmed = [s for s in cases.case_view(desk, family.id).states if s.confirmed_on]
    assert {s.kind for s in confirmed} == set(StateKind)
    assert {s.confirmed_on for s in confirmed} == {desk.today}


def test_moving_out_can_be_taken_back(
    session: Session, family: Case, heard: Heard, desk: Desk
) -> None:
    model = CaseModel(session)
    model.open(family.id)
    assert model.view is not None
    child = model.view.members[-1]
    model.leave_household(child)
    ended = {one.id: one.days.end for one in cases.case_view(desk, family.id).members}
    assert ended[child.id] == desk.today
    heard.undo()
    assert cases.case_view(desk, family.id).members == model.view.members


def test_the_head_names_what_is_urgent(family: Case, desk: Desk) -> None:
    transitions.start_transition(
        desk,
        Transition(family.client, family.id, "RK_SGB2", "RK_ERWERB", "Arbeit gefunden", desk.today),
    )
    words = [mark.text for mark in marks(cases.case_view(desk, family.id), desk)]
    assert words == [
        "SGB II",
        "§ 25 II GFK",
        "Wechsel läuft: SGB II → Erwerb",
        "Frist 3 Tage überfällig",
    ]


def test_days_without_benefit_up_to_today_are_named(desk: Desk) -> None:
    case = make.case(desk)
    make.state(desk, case, "RK_ASYLBLG_3", date(2025, 1, 1), desk.today - timedelta(days=12))
    words = [mark.text for mark in marks(cases.case_view(desk, case.id), desk)]
    assert words == ["ohne Leistung seit 12 Tagen"]


def test_the_history_names_every_gap_and_every_entry(family: Case, desk: Desk) -> None:
    entries = rows(cases.case_view(desk, family.id), desk, household=False)
    assert len([row for row in entries if row.state]) == 4
    gaps = [(row.value, row.period) for row in entries if row.state is None]
    assert gaps == [("Lücke von 19 Tagen", "01.07.2026 bis 19.07.2026")]


def test_the_household_adds_lanes_of_its_own(family: Case, desk: Desk) -> None:
    view = cases.case_view(desk, family.id)
    assert [lane.label for lane in lanes(view, desk, household=False)] == [
        "Leistung",
        "Aufenthalt",
    ]
    labels = [lane.label for lane in lanes(view, desk, household=True)]
    assert {"Rima: Leistung", "Lina: Aufenthalt"} <= set(labels)


def test_a_corrected_entry_stays_readable(family: Case, desk: Desk) -> None:
    view = cases.case_view(desk, family.id)
    old = next(state for state in view.states if state.value == "RK_SGB2")
    states.correct_state(desk, old, replace(old, value="RK_SGB2_AUFST"))
    earlier = corrected_rows(cases.case_view(desk, family.id), desk)
    assert [row.value for row in earlier] == [desk.catalogues["rechtskreise"].label("RK_SGB2")]


def test_a_baby_has_its_age_in_months(family: Case, desk: Desk) -> None:
    view = cases.case_view(desk, family.id)
    baby = next(one for one in view.people if one.given_name == "Lina")
    assert age_words(baby, desk.today) == "2 Monate, geboren 20.09.2026"


def test_every_tab_shows_its_part(
    session: Session, family: Case, heard: Heard, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, family)
    expected = {
        0: "Weiterbewilligung beantragen",
        1: "Al-Khatib, Rima",
        2: "Bisher kein Wechsel zwischen Rechtskreisen.",
        3: "Bescheid des Jobcenters erklärt.",
        4: "Noch kein Hinweis",
    }
    for number, text in expected.items():
        page.detail.tabs.setCurrentIndex(number)
        qtbot.waitUntil(lambda: text in texts(page.detail.tabs.currentWidget()))  # noqa: B023 -- waited for at once
    page.detail.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: bool(texts(page.detail.tabs.currentWidget())))
    press(page, "button-finding-from-contact")
    key, contact = heard.went[-1]
    assert key == "finding.new"
    assert getattr(contact, "text", "") == "Bescheid des Jobcenters erklärt."


def test_a_change_is_shown_without_being_asked_for(
    session: Session, family: Case, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, family)
    follow_ups.add_follow_up(desk, FollowUp(family.id, desk.today, "Neu dazugekommen"))
    session.announce("follow_ups")
    qtbot.waitUntil(lambda: "Neu dazugekommen" in texts(page.detail))
    qtbot.waitUntil(lambda: not session.tasks.busy)


def test_every_control_has_a_name(session: Session, family: Case, qtbot: QtBot) -> None:
    page = opened(session, qtbot, family)
    for number in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(number)
        controls = [
            one
            for one in page.findChildren(QWidget)
            if isinstance(one, QAbstractButton | QLineEdit) and one.isVisible()
        ]
        own = [one for one in controls if not one.objectName().startswith("qt_")]
        nameless = [
            f"{type(one).__name__} {one.objectName()}"
            for one in own
            if not one.accessibleName() and type(one).__name__ != "QToolButton"
        ]
        assert nameless == []


def test_a_closed_page_is_freed(session: Session, family: Case, qtbot: QtBot) -> None:
    page = CasesPage(session)
    page.show()
    page.show_item(family.id)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.announce("cases")
