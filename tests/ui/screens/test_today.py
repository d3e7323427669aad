"""Today: what is due and by when, worked off by keyboard, each step with a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

import make
from answers import nameless
from kimdesk.domain.dates import Quarter
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.ui.screens.today.view import TodayPage
from kimdesk.ui.screens.today.viewmodel import SHOWN, TodayViewModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import follow_ups

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kimdesk.domain.cases import Case
    from kimdesk.usecases.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Place:
    """The office, its case, and what the page said and asked for."""

    session: Session
    case: Case
    qtbot: QtBot
    went: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    undo: list[Callable[[], object]] = field(default_factory=list)

    def due(self, days: int, title: str = "Beim Jobcenter nachfragen") -> FollowUp:
        desk = self.session.desk
        wanted = FollowUp(self.case.id, desk.today + timedelta(days=days), title)
        return follow_ups.add_follow_up(desk, wanted)

    def page(self) -> TodayPage:
        made = TodayPage(self.session)
        self.qtbot.addWidget(made)
        made.resize(1100, 800)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    def note(self, _tone: str, text: str, _action: str, undo: object) -> None:
        self.said.append(text)
        if callable(undo):
            self.undo.append(undo)


@pytest.fixture
def place(desk: Desk, qtbot: QtBot, app: QApplication) -> Iterator[Place]:  # noqa: ARG001 -- dressed first
    tasks = Tasks()
    made = Place(Session(desk, tasks), make.family(desk), qtbot)
    made.session.go.connect(lambda key, argument: made.went.append((key, argument)))
    made.session.said.connect(made.note)
    yield made
    tasks.shutdown()


def tables(page: TodayPage) -> dict[str, DataTable]:
    found = page.findChildren(DataTable)
    return {one.accessibleName(): one for one in found if one.isVisibleTo(page)}


def titles(table: DataTable) -> list[str]:
    model = table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def overdue_are(page: TodayPage, left: set[str]) -> bool:
    return set(titles(tables(page)["Überfällig"])) == left


def texts(page: TodayPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_what_is_due_stands_under_overdue_today_and_this_week(place: Place) -> None:
    for days, title in ((7, "bald"), (0, "jetzt"), (-2, "spät"), (8, "noch nicht")):
        place.due(days, title)
    groups = TodayViewModel(place.session).groups()
    assert [(group.title, [row.title for row in group.rows]) for group in groups] == [
        ("Überfällig", ["spät"]),
        ("Heute", ["jetzt"]),
        ("Diese Woche", ["bald"]),
    ]


def test_empty_groups_are_left_out_and_one_row_is_singular(place: Place) -> None:
    place.due(0)
    (group,) = TodayViewModel(place.session).groups()
    assert (group.title, group.words) == ("Heute", "1 Wiedervorlage")


def test_of_very_many_the_oldest_are_shown_and_all_are_counted(place: Place) -> None:
    for number in range(SHOWN + 3):
        place.due(-1 - number)
    (group,) = TodayViewModel(place.session).groups()
    assert len(group.shown) == SHOWN
    assert group.shown[0].due_on == min(row.due_on for row in group.rows)
    assert group.words == f"{SHOWN + 3} Wiedervorlagen; die ersten {SHOWN} stehen hier"


def test_done_and_back_again(place: Place) -> None:
    row = place.due(-1)
    model = TodayViewModel(place.session)
    model.done(row)
    place.qtbot.waitUntil(lambda: not model.groups())
    assert place.said == ["„Beim Jobcenter nachfragen“ ist erledigt."]
    place.undo[0]()
    place.qtbot.waitUntil(lambda: len(model.groups()) == 1)


@pytest.mark.parametrize(("days", "target"), [(-9, "29.11.2026"), (3, "02.12.2026")])
def test_a_week_later_counts_from_today_if_it_is_overdue(
    place: Place, days: int, target: str
) -> None:
    row = place.due(days)
    model = TodayViewModel(place.session)
    model.postpone(row)
    assert place.said == [f"„Beim Jobcenter nachfragen“ kommt am {target} wieder."]
    place.undo[0]()
    place.qtbot.waitUntil(lambda: bool(model.groups()))
    assert model.view.due[0].due_on == row.due_on


def test_one_deed_that_touches_much_is_read_once(place: Place) -> None:
    model = TodayViewModel(place.session)
    heard: list[None] = []
    model.changed.connect(lambda: heard.append(None))
    place.session.announce("contacts", "cases", "states")
    place.qtbot.waitUntil(lambda: bool(heard))
    assert len(heard) == 1


def test_the_list_is_worked_off_with_one_key(place: Place) -> None:
    for days, title in ((-3, "eins"), (-2, "zwei"), (-1, "drei")):
        place.due(days, title)
    page = place.page()
    place.qtbot.waitUntil(tables(page)["Überfällig"].hasFocus)
    for left in ({"zwei", "drei"}, {"drei"}):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_E)
        place.qtbot.waitUntil(partial(overdue_are, page, left))
        assert tables(page)["Überfällig"].hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_V)
    place.qtbot.waitUntil(lambda: "Überfällig" not in tables(page))
    assert len(place.said) == 3


def test_return_opens_the_case_and_the_buttons_do_what_the_keys_do(place: Place) -> None:
    place.due(0)
    page = place.page()
    table = tables(page)["Heute"]
    place.qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert place.went == [("case", place.case.id)]
    later = page.findChild(QPushButton, f"{table.objectName()}-later")
    assert later is not None
    QTest.keyClick(later, Qt.Key.Key_Space)
    assert place.said == ["„Beim Jobcenter nachfragen“ kommt am 29.11.2026 wieder."]


def test_the_side_tells_of_changes_quarters_and_silence(place: Place) -> None:
    silent = make.case(place.session.desk, make.person("Still", "Sina"))
    page = place.page()
    shown = tables(page)
    assert titles(shown["Lange kein Kontakt"]) == ["Still, Sina"]
    QTest.keyClick(shown["Lange kein Kontakt"], Qt.Key.Key_Down)
    QTest.keyClick(shown["Lange kein Kontakt"], Qt.Key.Key_Return)
    assert place.went == [("case", silent.id)]
    assert "3. Quartal 2026" in texts(page)
    button = page.findChild(QPushButton, "button-close-quarter")
    assert button is not None
    button.click()
    assert place.went[-1] == ("quarters", Quarter(2026, 3))


def test_nothing_due_says_how_follow_ups_come_about(place: Place) -> None:
    page = place.page()
    assert "Für diese Woche ist nichts fällig." in texts(page)
    assert "„Frist“" in texts(page)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "button-new-person"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert place.went == [("person.new", None)]


def test_everything_has_its_names(place: Place) -> None:
    for days in (-1, 0, 3):
        place.due(days)
    make.case(place.session.desk, make.person("Still", "Sina"))
    assert nameless(place.page()) == []
