"""The frame of the program."""

from __future__ import annotations

from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.ui.shell.window import MainWindow
from kimdesk.ui.theme import apply_theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, app: QApplication, built: list[str]) -> MainWindow:  # noqa: ARG001 -- dressed first
    made = MainWindow()
    qtbot.addWidget(made)

    def page(key: str) -> QWidget:
        built.append(key)
        return QPushButton(key)

    for key, title, icon in (
        ("home", "Übersicht", "house"),
        ("cases", "Fälle", "folder-open"),
        ("due", "Fristen", "clock"),
    ):
        made.add_page(key, title, icon, partial(page, key))
    return made


def test_a_page_is_built_when_first_wanted_and_only_once(
    window: MainWindow, built: list[str]
) -> None:
    assert built == []
    first = window.go("cases")
    window.go("home")
    assert window.go("cases") is first
    assert built == ["cases", "home"]
    assert window.page("due") is None


def test_the_way_back_leads_through_the_pages_seen(window: MainWindow) -> None:
    seen: list[str] = []
    window.page_changed.connect(seen.append)
    for key in ("home", "cases", "cases", "due"):
        window.go(key)
    window.back()
    window.back()
    window.back()
    assert seen == ["home", "cases", "due", "cases", "home"]
    assert window.current_key() == "home"


def test_numbers_and_clicks_lead_to_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    window.go("home")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_key() == "due")
    QTest.mouseClick(window.rail.button("cases"), Qt.MouseButton.LeftButton)
    assert window.current_key() == "cases"
    QTest.mouseClick(window.rail.button("cases"), Qt.MouseButton.LeftButton)
    marked = [key for key in ("home", "cases", "due") if window.rail.button(key).isChecked()]
    assert marked == ["cases"]


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_requested"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock_requested"),
    ],
)
def test_help_and_lock_have_their_keys(
    window: MainWindow,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    signal: str,
) -> None:
    window.go("home")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    with qtbot.waitSignal(getattr(window, signal)):
        QTest.keyClick(window, key, modifier)


def test_the_appearance_entry_asks_for_the_other_one(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.theme_requested) as asked:
        window.rail.button("theme").click()
    assert asked.args == ["dark"]


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_the_rail_shrinks_to_icons_with_tooltips_in_a_narrow_window(
    window: MainWindow, app: QApplication, scale: float
) -> None:
    apply_theme(app, "light", scale)
    window.resize(round(1010 * scale), 700)
    window.grab()
    wide = (window.rail.slim, window.rail.width() >= 212 * scale)
    window.resize(round(990 * scale), 700)
    window.grab()
    assert wide == (False, True)
    assert (window.rail.slim, window.rail.width()) == (True, round(64 * scale))
    assert window.rail.button("cases").toolTip() == "Fälle (Strg+2)"


def test_a_lone_page_hides_the_rail_and_is_deleted_afterwards(window: MainWindow) -> None:
    lone = QLabel("Entsperren")
    window.show_alone(lone)
    during = window.rail.isVisibleTo(window)
    window.go("home")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(lone)
    assert window.alone is None
    assert (during, window.rail.isVisibleTo(window)) == (False, True)


def test_dropping_the_pages_leaves_nothing_of_them(window: MainWindow) -> None:
    page = window.go("cases")
    window.show_notice("Akte gespeichert", "warn")
    window.drop_pages()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(page)
    assert window.notices() == ()
    assert window.current_key() == ""
    window.add_page("home", "Übersicht", "house", QLabel)
    assert isinstance(window.go("home"), QLabel)


def test_the_office_stands_in_rail_and_title_bar(window: MainWindow) -> None:
    window.set_office("MBE Musterstadt")
    assert window.windowTitle() == "MBE Musterstadt – KIMdesk"
    window.set_office("")
    assert window.windowTitle() == "KIMdesk"


def test_tab_goes_through_the_pages_before_the_lower_entries(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("home")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.rail.button("home").setFocus()
    order = []
    for _ in range(7):
        focused = window.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    order = [name for name in order if name.startswith("nav-")]
    assert order == ["nav-home", "nav-cases", "nav-due", "nav-help", "nav-theme", "nav-lock"]
