"""The running program: every way opens, locking drops everything, the look is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

import make
from answers import nameless
from kimdesk.domain.access import Role
from kimdesk.domain.findings import Finding
from kimdesk.domain.states import StateKind
from kimdesk.domain.transitions import Transition
from kimdesk.ui.screens.contacts.view import ContactDialog
from kimdesk.ui.screens.recovery.view import RecoveryPage
from kimdesk.ui.screens.unlock.view import UnlockPage
from kimdesk.ui.screens.welcome.view import WelcomePage
from kimdesk.ui.shell import routes
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.ui.shell.idle import IdleWatch
from kimdesk.ui.shell.remembered import KEPT, Remembered
from kimdesk.ui.theme import apply_theme, scale, theme_name
from kimdesk.usecases import findings, transitions
from kimdesk.usecases.cases import case_view

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kimdesk.domain.cases import Case
    from kimdesk.ui.session import Session
    from kimdesk.usecases.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def _fresh_profile(tmp_path: Path) -> None:
    """Every test begins on a computer that remembers nothing."""
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "profile")
    )
    QSettings("KIMdesk", "KIMdesk").clear()


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop(qapp, make.surroundings())
    made.window.resize(1200, 800)
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    apply_theme(qapp, "light", 1.0)


def opened(desktop: Desktop, desk: Desk) -> Session:
    desktop.open(desk)
    desktop.window.show()
    assert desktop.session is not None
    return desktop.session


def visible_dialogs(desktop: Desktop) -> list[QDialog]:
    return [one for one in desktop.window.findChildren(QDialog) if one.isVisible()]


def alone(desktop: Desktop) -> object:
    return desktop.window.alone


def settings(desktop: Desktop) -> Any:
    """Return the page of the settings; another look may mean another page."""
    return desktop.window.page("settings")


def everything(desk: Desk) -> dict[str, object]:
    """Return an argument for the dialog of every key, from an office that has some of all."""
    case: Case = make.family(desk)
    hint = findings.create_finding(
        desk, Finding(title="Niemand ist zuständig", description="Hin und her.", field="HF02")
    )
    change = transitions.start_transition(
        desk,
        Transition(case.client, case.id, "RK_SGB2", "RK_ERWERB", "ARBEIT_BEGINN", desk.today),
    )
    view = case_view(desk, case.id)
    return {
        "contact.new": case.id,
        "contact.edit": view.contacts[0],
        "state.new": (case.client, StateKind.RECHTSKREIS),
        "state.edit": view.states[0],
        "transition.new": (case.id, case.client),
        "transition.edit": change,
        "follow_up.new": case.id,
        "finding.new": view.contacts[0],
        "finding.edit": hint.id,
        "person.new": None,
        "person.edit": case.client,
        "case.new": next(one.id for one in view.people if one.id != case.client),
        "case.edit": case.id,
        "case.close": case.id,
    }


@pytest.mark.parametrize("role", [Role.LEAD, Role.CASEWORKER])
def test_every_page_of_the_office_opens_with_all_its_names(
    desktop: Desktop, desk: Desk, role: Role
) -> None:
    make.family(desk)
    session = opened(desktop, desk if role is Role.LEAD else make.as_caseworker(desk))
    keys = [route.key for route in routes.pages_for(role)]
    assert keys == ["today", "cases", "findings", "quarters", "settings"]
    for key in [*keys, "help"]:
        session.go.emit(key, None)
        assert desktop.window.current_key() == key
        page = desktop.window.page(key)
        assert page is not None
        assert nameless(page) == []


def test_every_page_of_the_district_opens_with_all_its_names(
    desktop: Desktop, tmp_path: Path
) -> None:
    session = opened(desktop, make.district(tmp_path))
    for key in ("offices", "district", "settings", "help"):
        session.go.emit(key, None)
        page = desktop.window.page(key)
        assert page is not None
        assert nameless(page) == []


def test_every_dialog_opens_with_all_its_names_and_closes_without_asking(
    desktop: Desktop, desk: Desk
) -> None:
    arguments = everything(desk)
    session = opened(desktop, desk)
    assert arguments.keys() == routes.DIALOGS.keys()
    for key, argument in arguments.items():
        session.go.emit(key, argument)
        (dialog,) = visible_dialogs(desktop)
        assert nameless(dialog) == [], key
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert visible_dialogs(desktop) == [], key


def test_a_case_is_opened_by_its_key(desktop: Desktop, desk: Desk) -> None:
    case = make.family(desk)
    session = opened(desktop, desk)
    session.go.emit("case", case.id)
    page: Any = desktop.window.page("cases")
    assert desktop.window.current_key() == "cases"
    assert page.current_case() == case.id


def test_what_was_deleted_meanwhile_is_told_and_opens_nothing(desktop: Desktop, desk: Desk) -> None:
    session = opened(desktop, desk)
    session.go.emit("finding.edit", "gibt-es-nicht")
    assert visible_dialogs(desktop) == []
    assert len(desktop.window.notices()) == 1


def test_ctrl_k_writes_into_the_open_case_and_nowhere_in_the_district(
    desktop: Desktop, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    case = make.family(desk)
    session = opened(desktop, desk)
    session.go.emit("case", case.id)
    with qtbot.waitActive(desktop.window):
        desktop.window.activateWindow()
    QTest.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = visible_dialogs(desktop)
    assert isinstance(dialog, ContactDialog)
    assert dialog.model.case == case.id
    desktop.lock()
    opened(desktop, make.district(tmp_path))
    QTest.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert visible_dialogs(desktop) == []


def test_locking_closes_a_dialog_with_what_was_typed_into_it(
    desktop: Desktop, desk: Desk, qtbot: QtBot
) -> None:
    case = make.family(desk)
    session = opened(desktop, desk)
    session.go.emit("contact.new", case.id)
    (dialog,) = visible_dialogs(desktop)
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    QTest.keyClicks(text, "Unverwechselbar")
    desktop.lock()
    assert desktop.session is None
    assert visible_dialogs(desktop) == []
    assert isinstance(desktop.window.alone, UnlockPage)
    qtbot.waitUntil(lambda: not desktop.window.findChildren(QPlainTextEdit))
    assert desktop.window.notices() == ()


def test_a_damaged_twin_of_the_key_file_is_told(desktop: Desktop, desk: Desk) -> None:
    folder = desk.store.path.parent
    desk.store.close()
    (folder / "keys.kimkeys.2").unlink()
    opened(desktop, make.unlocked(folder))
    (notice,) = desktop.window.notices()
    assert "Zweitschrift" in notice.text
    desktop.lock()
    opened(desktop, make.unlocked(folder))
    assert desktop.window.notices() == ()


def test_theme_and_type_size_are_remembered(
    desktop: Desktop, desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    session = opened(desktop, desk)
    session.go.emit("settings", None)
    settings(desktop).theme_chosen.emit("contrast")
    settings(desktop).scale_chosen.emit(1.5)
    qtbot.waitUntil(lambda: (theme_name(), scale()) == ("contrast", 1.5))
    assert desktop.window.current_key() == "settings"
    apply_theme(qapp, "light", 1.0)
    again = Desktop(qapp, make.surroundings())
    assert (theme_name(), scale()) == ("contrast", 1.5)
    again.close()
    again.window.deleteLater()
    again.deleteLater()


def test_a_new_computer_is_welcomed_and_a_known_office_is_asked_for(
    desktop: Desktop, desk: Desk
) -> None:
    desktop.start()
    assert isinstance(alone(desktop), WelcomePage)
    folder = desk.store.path.parent
    opened(desktop, desk)
    desktop.lock()
    desktop.start()
    assert isinstance(alone(desktop), UnlockPage)
    assert Remembered().workspaces() == ((folder, make.LEAD),)
    desktop.show_recovery(folder)
    assert isinstance(alone(desktop), RecoveryPage)


def test_a_folder_without_a_file_leads_to_no_recovery(desktop: Desktop, tmp_path: Path) -> None:
    desktop.show_recovery(tmp_path)
    assert desktop.window.alone is None
    assert len(desktop.window.notices()) == 1


def test_the_newest_workspaces_are_kept_and_nothing_breaks_on_nonsense() -> None:
    kept = Remembered()
    for number in range(KEPT + 2):
        kept.note_workspace(Path(f"/akte-{number}"), "Leitung")
    kept.note_workspace(Path("/akte-5"), "Fallmanagerin")
    found = kept.workspaces()
    assert found[0] == (Path("/akte-5"), "Fallmanagerin")
    assert len({folder for folder, _ in found}) == len(found) == KEPT
    stored = QSettings("KIMdesk", "KIMdesk")
    for nonsense in ("kein json", "[1, 2]", "{}", "null"):
        stored.setValue("workspaces", nonsense)
        assert Remembered().workspaces() == ()
    stored.setValue("scale", "riesig")
    assert Remembered().scale == 1.0


def test_the_office_locks_itself_when_nobody_touches_it(
    desktop: Desktop, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    opened(desktop, desk)
    watch = IdleWatch(qapp, minutes=0.0005)
    watch.idle.connect(desktop.lock)
    watch.start()
    qtbot.waitUntil(lambda: desktop.session is None)
    assert isinstance(desktop.window.alone, UnlockPage)
    watch.deleteLater()


def test_every_sign_of_life_puts_the_locking_off(
    desktop: Desktop, desk: Desk, qtbot: QtBot
) -> None:
    opened(desktop, desk)
    with qtbot.waitActive(desktop.window):
        desktop.window.activateWindow()
    window, timer = desktop.window.windowHandle(), desktop._idle._timer
    running = timer.timerId()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert timer.timerId() != running
    running = timer.timerId()
    desktop._idle.eventFilter(window, QEvent(QEvent.Type.Timer))
    assert timer.timerId() == running
    desktop.lock()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert not timer.isActive()  # nothing is open, nothing to lock
