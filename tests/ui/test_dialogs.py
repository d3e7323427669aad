"""Dialogs, messages and progress."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kimdesk.ui.tasks import Task, Tasks
from kimdesk.ui.widgets.buttons import Button, primary
from kimdesk.ui.widgets.dialogs import Dialog, confirm
from kimdesk.ui.widgets.notice import NoticeBar
from kimdesk.ui.widgets.progress import ProgressPanel

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def deletions() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_closed_dialog_is_freed_in_both_languages(host: QWidget, key: Qt.Key) -> None:
    dialog = confirm(host, "Sperren?", "Ungespeichertes bleibt erhalten.", "Sperren")
    shadow = weakref.ref(dialog)
    QTest.keyClick(dialog, key)
    deletions()
    assert not shiboken6.isValid(dialog)
    del dialog
    gc.collect()
    assert shadow() is None


@pytest.mark.parametrize(
    ("key", "modifier", "accepted"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_a_dangerous_deed_needs_more_than_return(
    host: QWidget, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, *, accepted: bool
) -> None:
    dialog = confirm(host, "Fall löschen?", "Endgültig.", "Fall löschen", dangerous=True)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, key, modifier)
    assert [bool(answer) for answer in answers] == [accepted]


def test_the_button_names_the_deed_and_the_dialog_has_a_name(host: QWidget) -> None:
    dialog = confirm(host, "Fall schließen?", "Er bleibt lesbar.", "Fall schließen")
    texts = {button.text() for button in dialog.findChildren(Button)}
    assert texts == {"Abbrechen", "Fall schließen"}
    assert dialog.accessibleName() == "Fall schließen?"
    dialog.reject()


def test_a_dialog_may_refuse_to_close_until_its_fields_are_right(host: QWidget) -> None:
    class Strict(Dialog):
        tries = 0

        def submit(self) -> None:
            self.tries += 1
            if self.tries > 1:
                super().submit()

    dialog = Strict(host, "Neuer Fall")
    dialog.add_buttons(primary("Anlegen"))
    dialog.open()
    assert dialog.confirm_button is not None
    dialog.confirm_button.click()
    assert dialog.isVisible()
    dialog.confirm_button.click()
    assert not dialog.isVisible()


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_a_message_can_be_taken_back_once(bar: NoticeBar) -> None:
    undone: list[str] = []
    notice = bar.show_notice("Gelöscht", "ok", "Rückgängig", lambda: undone.append("yes"))
    button = notice.findChild(Button)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (undone, bar.notices(), bar.isHidden()) == (["yes"], (), True)


def test_errors_stay_and_successes_go_by_themselves(bar: NoticeBar) -> None:
    success = bar.show_notice("Gespeichert", "ok")
    error = bar.show_notice("Datenträger voll", "bad")
    assert success._timer.isActive()
    assert not error._timer.isActive()
    success._timer.timeout.emit()
    assert bar.notices() == (error,)


def test_an_error_is_not_pushed_away_by_successes(bar: NoticeBar) -> None:
    error = bar.show_notice("Datenträger voll", "bad")
    for number in range(5):
        bar.show_notice(f"Gespeichert {number}", "ok")
    assert len(bar.notices()) == 3
    assert error in bar.notices()


def test_the_tone_of_a_message_is_also_said(bar: NoticeBar) -> None:
    assert bar.show_notice("Datenträger voll", "bad").accessibleName() == "Fehler: Datenträger voll"


def test_clearing_leaves_no_message(bar: NoticeBar) -> None:
    bar.show_notice("Akte Kovalenko gespeichert", "warn")
    bar.clear()
    deletions()
    assert bar.notices() == ()
    assert bar.findChildren(Button) == []


def test_progress_follows_a_task_and_can_cancel_it(qtbot: QtBot) -> None:
    panel, tasks = ProgressPanel("Export"), Tasks()
    qtbot.addWidget(panel)
    entered, release = threading.Event(), threading.Event()

    def work(task: Task) -> None:
        task.report(0.25, "Tabelle 1 von 4")
        entered.set()
        assert release.wait(10)

    task = tasks.start(work)
    panel.follow(task)
    assert entered.wait(10)
    qtbot.waitUntil(lambda: panel._bar.value() == 250)
    assert panel.accessibleName() == "Tabelle 1 von 4"
    panel.cancel_button.click()
    assert task.cancelled()
    with qtbot.waitSignal(task.finished):
        release.set()
    assert panel.isHidden()
    tasks.shutdown()


def test_a_write_that_must_finish_offers_no_cancel(qtbot: QtBot) -> None:
    panel, tasks = ProgressPanel("Speichern"), Tasks()
    qtbot.addWidget(panel)
    task = tasks.start(lambda _task: None, must_finish=True)
    panel.follow(task)
    assert not panel.cancel_button.isEnabled()
    qtbot.waitUntil(panel.isHidden)
    tasks.shutdown()
