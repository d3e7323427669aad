"""Follow-ups: a title, a day, one key for the usual days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.domain.cases import Case
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.ui.screens.follow_ups.view import FollowUpDialog
from kimdesk.ui.screens.follow_ups.viewmodel import QUICK, FollowUpModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.key_chips import KeyChip
from kimdesk.usecases import cases
from kimdesk.usecases.desk import Desk
from make import case, person

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


@pytest.fixture
def session(desk: Desk) -> Session:
    return Session(desk, Tasks())


@pytest.fixture
def olena(desk: Desk) -> Case:
    return case(desk, person())


@pytest.fixture
def dialog(session: Session, olena: Case, qtbot: QtBot) -> Iterator[FollowUpDialog]:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    assert QTest.qWaitForWindowActive(host)
    made = FollowUpDialog(session, olena.id, host)
    made.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    yield made
    host.close()


def stored(desk: Desk, of: Case) -> tuple[FollowUp, ...]:
    return cases.case_view(desk, of.id).follow_ups


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_by_keyboard_a_title_tab_a_key_and_ctrl_return(
    desk: Desk, olena: Case, dialog: FollowUpDialog
) -> None:
    assert dialog.model.form.kind == "NACHHAKEN"
    QTest.keyClicks(focus(), "Beim Jobcenter nachfragen")
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClicks(focus(), "2")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (found,) = stored(desk, olena)
    assert found.title == "Beim Jobcenter nachfragen"
    assert found.due_on == desk.today + timedelta(days=14)


@pytest.mark.parametrize(("ahead", "key"), [(days, key) for days, _, key in QUICK])
def test_each_quick_day_has_its_key_and_shows_its_date(
    desk: Desk, dialog: FollowUpDialog, ahead: int, key: str
) -> None:
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClicks(focus(), key)
    assert dialog.model.form.due_on == desk.today + timedelta(days=ahead)
    editor = dialog.field("due_on").editor
    assert isinstance(editor, QLineEdit)
    assert editor.text() == f"{dialog.model.form.due_on:%d.%m.%Y}"
    assert [c.objectName() for c in dialog.findChildren(KeyChip) if c.isChecked()] == [
        f"key-{ahead}"
    ]


def test_a_day_of_its_own_marks_no_quick_day_and_a_weekend_is_named(
    dialog: FollowUpDialog,
) -> None:
    dialog.model.edit(due_on=date(2026, 12, 5))
    assert [c for c in dialog.findChildren(KeyChip) if c.isChecked()] == []
    day = dialog.findChild(QLabel, "follow-up-day")
    assert day is not None
    assert day.text() == "Samstag, 05.12.2026 – Wochenende"


@pytest.mark.parametrize("missing", ["title", "due_on"])
def test_what_is_missing_is_said_at_its_field(
    desk: Desk, session: Session, olena: Case, missing: str
) -> None:
    model = FollowUpModel(session, olena.id)
    model.edit(title="Anruf")
    model.edit(**{missing: "" if missing == "title" else None})
    assert not model.save()
    assert list(model.errors) == [missing]
    assert stored(desk, olena) == ()


def test_it_can_be_taken_back(desk: Desk, session: Session, olena: Case) -> None:
    heard: list[tuple[Any, ...]] = []
    session.said.connect(lambda *parts: heard.append(parts))
    model = FollowUpModel(session, olena.id)
    model.edit(title="Anruf")
    assert model.save()
    assert len(stored(desk, olena)) == 1
    heard[-1][3]()
    assert stored(desk, olena) == ()


def test_what_was_typed_waits_after_escape(
    session: Session, olena: Case, dialog: FollowUpDialog
) -> None:
    QTest.keyClicks(focus(), "Halb fertig")
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert FollowUpModel(session, olena.id).form.title == "Halb fertig"
    assert not dialog.isVisible()


def test_each_control_has_a_name(dialog: FollowUpDialog) -> None:
    reached = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    assert len(reached) >= 5
    assert [widget.objectName() for widget in reached if not widget.accessibleName()] == []
