"""The page of the recovery sheet on a real office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import make
from kimdesk.reports.base45 import base45_encode
from kimdesk.ui.screens.recovery.view import TITLE, RecoveryPage
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.usecases import recovery, workspaces

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Into(Chooser):
    """Saves into the test's folder."""

    def __init__(self, folder: Path) -> None:
        self._place = folder

    def target(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None:
        del parent, title
        chosen(self._place / name)


@dataclass(frozen=True)
class Sheet:
    folder: Path
    code: str
    scan: str


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    made = workspaces.create_workspace(
        "office",
        tmp_path / "akte",
        workspaces.Identity("Stelle Rietberg", "05754032", "Caritas"),
        first_account=make.LEAD,
        passphrase=make.PASSPHRASE,
        around=make.surroundings(),
    )
    workspaces.close_workspace(made.desk)
    return Sheet(tmp_path / "akte", made.recovery.code, base45_encode(made.recovery.qr))


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def show(qtbot: QtBot, tasks: Tasks, sheet: Sheet, tmp_path: Path) -> Callable[[], RecoveryPage]:
    def made() -> RecoveryPage:
        around = make.surroundings(seed="page")
        page = RecoveryPage(sheet.folder, "office", around, tasks, chooser=Into(tmp_path))
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return made


def line(page: QWidget, name: str) -> QLineEdit:
    found: QLineEdit | None = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(page: QWidget, name: str) -> QAbstractButton:
    found: QAbstractButton | None = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def fill(page: RecoveryPage, code: str, account: str = make.LEAD) -> str:
    for name, text in (("code", code), ("account", account)):
        field = line(page, name)
        field.selectAll()
        QTest.keyClicks(field, text)
    button(page, "new-suggest").click()
    return line(page, "new-passphrase").text()


def opens(sheet: Sheet, passphrase: str) -> bool:
    desk = workspaces.open_workspace(
        "office",
        sheet.folder,
        account=make.LEAD,
        passphrase=passphrase,
        around=make.surroundings(seed="open"),
    )
    desk.store.close()
    return True


def test_code_and_name_lead_back_in_by_keyboard(
    show: Callable[[], RecoveryPage], sheet: Sheet, qtbot: QtBot
) -> None:
    page = show()
    assert page.accessibleName() == TITLE
    phrase = fill(page, sheet.code.lower())
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.state.result is not None, timeout=10_000)
    assert not line(page, "new-passphrase").text()
    with qtbot.waitSignal(page.done):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opens(sheet, phrase)


@pytest.mark.parametrize(
    ("code", "account", "field", "words"),
    [
        ("ABC", make.LEAD, "code", "36 Zeichen"),
        ("0" * 35 + "1", make.LEAD, "code", "Tippfehler"),
        ("0" * 36, make.LEAD, "code", "nicht zu dieser Akte"),
        ("", "Niemand", "account", "offenes Konto"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    show: Callable[[], RecoveryPage],
    sheet: Sheet,
    qtbot: QtBot,
    code: str,
    account: str,
    field: str,
    words: str,
) -> None:
    page = show()
    fill(page, code or sheet.code, account)
    button(page, "button-recover").click()
    qtbot.waitUntil(lambda: field in page.model.state.errors, timeout=10_000)
    assert words in page.model.state.errors[field]
    assert page.focusWidget() is line(page, field)
    QTest.keyClicks(line(page, field), "1" if field == "account" else "\b")
    if field == "account":
        assert not page.model.state.errors
    assert opens(sheet, make.PASSPHRASE)


def test_lost_key_files_ask_for_the_scan_and_end_with_a_new_sheet(
    show: Callable[[], RecoveryPage], sheet: Sheet, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("keys.kimkeys", "keys.kimkeys.2"):
        (sheet.folder / name).unlink()
    page = show()
    scan = page.findChild(QPlainTextEdit, "scan")
    assert scan is not None
    assert scan.isVisible()
    phrase = fill(page, sheet.code)
    button(page, "button-recover").click()
    assert "scan" in page.model.state.errors
    scan.setPlainText("falsch")
    button(page, "button-recover").click()
    qtbot.waitUntil(lambda: "noch einmal scannen" in page.model.state.errors.get("scan", ""))
    scan.setPlainText(sheet.scan)
    button(page, "button-recover").click()
    qtbot.waitUntil(lambda: page.model.state.result is not None, timeout=10_000)
    assert not button(page, "button-done").isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    button(page, "button-save-sheet").click()
    assert (tmp_path / "Wiederherstellungsblatt.pdf").read_bytes().startswith(b"%PDF")
    assert button(page, "button-done").isEnabled()
    assert not recovery.needs_sheet(sheet.folder)
    assert opens(sheet, phrase)


def test_the_scan_is_not_asked_for_while_a_key_file_is_there(
    show: Callable[[], RecoveryPage], sheet: Sheet
) -> None:
    (sheet.folder / "keys.kimkeys").unlink()
    page = show()
    scan = page.findChild(QPlainTextEdit, "scan")
    assert scan is not None
    assert not scan.isVisible()


def test_an_office_open_elsewhere_is_told_and_left_alone(
    show: Callable[[], RecoveryPage], sheet: Sheet, qtbot: QtBot
) -> None:
    desk = workspaces.open_workspace(
        "office",
        sheet.folder,
        account=make.LEAD,
        passphrase=make.PASSPHRASE,
        around=make.surroundings(seed="open"),
    )
    page = show()
    fill(page, sheet.code)
    button(page, "button-recover").click()
    qtbot.waitUntil(lambda: "geöffnet" in page.model.state.problem, timeout=10_000)
    desk.store.close()


def test_escape_leads_back(show: Callable[[], RecoveryPage], qtbot: QtBot) -> None:
    page = show()
    with qtbot.waitSignal(page.cancelled):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_every_control_has_both_names(show: Callable[[], RecoveryPage]) -> None:
    page = show()
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for widget in page.findChildren(kind):
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()
