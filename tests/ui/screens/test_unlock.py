"""Unlocking: what is proposed, by keyboard alone, and a reason in words when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

import make
from answers import nameless
from kimdesk.ui.screens.unlock.view import UnlockPage
from kimdesk.ui.screens.unlock.viewmodel import UnlockViewModel
from kimdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from kimdesk.usecases.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Door:
    """A closed office, the page before it, and who came in."""

    folder: Path
    tasks: Tasks
    qtbot: QtBot
    desks: list[Desk] = field(default_factory=list)
    chosen: Path | None = None

    def model(self, account: str = make.LEAD, *folders: Path) -> UnlockViewModel:
        known = tuple((folder, account) for folder in folders or (self.folder,))
        made = UnlockViewModel(make.surroundings(), self.tasks, known)
        made.unlocked.connect(self.desks.append)
        return made

    def page(self, model: UnlockViewModel) -> UnlockPage:
        made = UnlockPage(model, self._choose)
        model.setParent(made)
        self.qtbot.addWidget(made)
        made.resize(900, 700)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.focus_first_gap()
        return made

    def _choose(self, _parent: QWidget) -> Path | None:
        return self.chosen


@pytest.fixture
def door(desk: Desk, qtbot: QtBot, app: QApplication) -> Iterator[Door]:  # noqa: ARG001 -- dressed first
    folder = desk.store.path.parent
    desk.store.close()
    tasks = Tasks()
    made = Door(folder, tasks, qtbot)
    yield made
    tasks.shutdown()
    for opened in made.desks:
        opened.store.close()


def line(page: UnlockPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def texts(page: UnlockPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_the_last_workspace_and_its_account_are_proposed(door: Door, tmp_path: Path) -> None:
    model = door.model(make.LEAD, door.folder, tmp_path / "andere")
    assert (model.state.folder, model.state.account) == (door.folder, make.LEAD)
    model.choose(tmp_path / "neu")
    assert (model.state.folder, model.state.account) == (tmp_path / "neu", "")
    assert model.state.folders[0] == tmp_path / "neu"


def test_the_right_passphrase_opens(door: Door) -> None:
    model = door.model()
    model.unlock(make.LEAD, make.PASSPHRASE)
    assert model.state.busy
    door.qtbot.waitUntil(lambda: bool(door.desks))
    assert door.desks[0].user.name == make.LEAD
    assert not model.state.busy


@pytest.mark.parametrize(
    ("account", "passphrase"), [(make.LEAD, "ganz-falsche-worte"), ("Niemand", make.PASSPHRASE)]
)
def test_a_wrong_name_and_a_wrong_passphrase_sound_the_same(
    door: Door, account: str, passphrase: str
) -> None:
    model = door.model()
    model.unlock(account, passphrase)
    door.qtbot.waitUntil(lambda: bool(model.state.problem))
    assert "stimmen nicht" in model.state.problem
    assert door.desks == []


def test_a_second_try_while_the_first_runs_is_ignored(door: Door) -> None:
    model = door.model()
    model.unlock(make.LEAD, make.PASSPHRASE)
    model.unlock(make.LEAD, "ganz-falsche-worte")
    door.qtbot.waitUntil(lambda: bool(door.desks))
    assert model.state.problem == ""


def test_a_folder_without_a_file_is_told_in_words(door: Door, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    model = door.model(make.LEAD, tmp_path / "leer")
    model.unlock(make.LEAD, make.PASSPHRASE)
    door.qtbot.waitUntil(lambda: bool(model.state.problem))
    assert "„leer“" in model.state.problem
    assert not model.state.busy


def test_one_unlocks_by_keyboard_alone(door: Door) -> None:
    page = door.page(door.model(""))
    account = line(page, "account")
    assert account.hasFocus()
    QTest.keyClicks(account, make.LEAD)
    QTest.keyClick(account, Qt.Key.Key_Return)
    passphrase = line(page, "passphrase")
    assert passphrase.hasFocus()
    QTest.keyClicks(passphrase, make.PASSPHRASE)
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    door.qtbot.waitUntil(lambda: bool(door.desks))


def test_a_failure_stands_at_the_field_with_the_text_selected_to_type_anew(door: Door) -> None:
    page = door.page(door.model())
    passphrase = line(page, "passphrase")
    QTest.keyClicks(passphrase, "ganz-falsche-worte")
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    door.qtbot.waitUntil(lambda: "stimmen nicht" in texts(page))
    assert passphrase.hasFocus()
    assert passphrase.selectedText()
    assert passphrase.echoMode() is QLineEdit.EchoMode.Password


def test_nothing_can_be_typed_while_the_passphrase_is_stretched(door: Door) -> None:
    model = door.model()
    page = door.page(model)
    unlock = page.findChild(QPushButton, "button-unlock")
    assert unlock is not None
    model.unlock(make.LEAD, make.PASSPHRASE)
    assert not unlock.isEnabled()
    assert not line(page, "passphrase").isEnabled()
    assert "Die Akte wird entsperrt" in texts(page)
    door.qtbot.waitUntil(lambda: bool(door.desks))


def test_another_folder_is_taken_into_the_list(door: Door, tmp_path: Path) -> None:
    page = door.page(door.model())
    other = page.findChild(QPushButton, "button-other-folder")
    folders = page.findChild(QComboBox, "folder")
    assert other is not None
    assert folders is not None
    other.click()  # nothing was chosen
    assert folders.currentText() == door.folder.name
    door.chosen = tmp_path / "zweite"
    other.click()
    assert folders.currentText() == "zweite"
    assert folders.toolTip() == str(tmp_path / "zweite")
    assert line(page, "account").hasFocus()


def test_the_sheet_and_a_new_file_are_asked_for(door: Door) -> None:
    page = door.page(door.model())
    for name, signal in (
        ("button-create", page.create_requested),
        ("button-recover", page.recovery_requested),
    ):
        button = page.findChild(QPushButton, name)
        assert button is not None
        with door.qtbot.waitSignal(signal):
            QTest.keyClick(button, Qt.Key.Key_Return)


def test_the_passphrase_does_not_stay_in_the_field(door: Door) -> None:
    page = door.page(door.model())
    page.fill_in(make.PASSPHRASE)
    page.forget_passphrase()
    assert line(page, "passphrase").text() == ""


def test_everything_has_its_names(door: Door) -> None:
    assert nameless(door.page(door.model())) == []
