"""Audits over one of everything: names, room for words, reference counts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from kimdesk.ui.theme import ThemeName, apply_theme
from kimdesk.ui.widgets.avatar import initials
from kimdesk.ui.widgets.bars import Bar, Bars
from kimdesk.ui.widgets.chips import Chip, FilterChips
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.labels import slug
from kimdesk.ui.widgets.stepper import Stepper
from ui.gallery import make_page, make_panel, make_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

SIZES = [("light", 1.0), ("dark", 1.25), ("contrast", 2.0)]


def reachable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parentWidget(), QAbstractScrollArea)
        and widget.focusProxy() is None
    ]


def test_every_control_has_a_name_for_tests_and_one_for_screen_readers(qtbot: QtBot) -> None:
    window, panel = make_window(), make_panel()
    qtbot.addWidget(window)
    qtbot.addWidget(panel)
    controls = [*reachable(window), *reachable(panel)]
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in controls
        if not (one.objectName() and one.accessibleName())
    ]
    assert len(controls) > 30
    assert nameless == []


@pytest.mark.parametrize(("name", "scale"), SIZES)
def test_no_word_is_cut_at_any_size(
    app: QApplication, qtbot: QtBot, name: ThemeName, scale: float
) -> None:
    apply_theme(app, name, scale)
    window = make_window()
    qtbot.addWidget(window)
    window.resize(1280, 820)
    with qtbot.waitExposed(window):
        window.show()
    cut = [
        f"{type(one).__name__} {_words(one)}: {one.size()} < {one.minimumSizeHint()}"
        for one in window.findChildren(QWidget)
        if isinstance(one, QLabel | QPushButton | Chip | QAbstractButton | QLineEdit)
        and one.isVisible()
        and _is_cut(one)
    ]
    assert cut == []


def _words(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")


def _is_cut(widget: QWidget) -> bool:
    needed = widget.minimumSizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        high = widget.heightForWidth(widget.width())
        return widget.height() < high
    return widget.width() < needed.width() or widget.height() < needed.height()


@pytest.mark.parametrize(("name", "scale"), SIZES)
def test_the_page_needs_no_sideways_scrolling_on_a_small_screen(
    app: QApplication, qtbot: QtBot, name: ThemeName, scale: float
) -> None:
    apply_theme(app, name, scale)
    window = make_window()
    qtbot.addWidget(window)
    window.resize(1280, 820)
    window.grab()
    (area,) = [one for one in window.findChildren(QScrollArea) if one.objectName() == "page-scroll"]
    content = area.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= area.viewport().width()


def test_calls_that_return_nothing_keep_the_reference_count_of_none(qtbot: QtBot) -> None:
    page = make_page()
    qtbot.addWidget(page)
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(2000):
        label.setText(str(number % 2))
        label.update()
    assert abs(sys.getrefcount(None) - before) < 200


def test_switching_the_theme_repaints_every_widget_without_a_warning(
    app: QApplication, qtbot: QtBot
) -> None:
    page = make_page()
    qtbot.addWidget(page)
    pictures = []
    for name in ("light", "dark", "contrast"):
        apply_theme(app, name, 1.0)
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_columns_stack_when_narrow(qtbot: QtBot) -> None:
    columns = Columns(break_at=600)
    columns.add(QLabel("links"))
    columns.add(QLabel("rechts"))
    qtbot.addWidget(columns)
    columns.resize(700, 100)
    columns.grab()
    wide = columns.stacked
    columns.resize(500, 100)
    columns.grab()
    assert (wide, columns.stacked) == (False, True)


def test_the_stepper_keeps_the_current_title_when_narrow_and_leads_back(qtbot: QtBot) -> None:
    stepper = Stepper(["Person", "Aufenthalt", "Lebensunterhalt", "Einwilligung"])
    qtbot.addWidget(stepper)
    stepper.set_current(2)
    stepper.resize(stepper.minimumSizeHint())
    stepper.grab()
    widths = [step.sizeHint().width() for step in stepper._steps]
    assert widths[2] > 2 * max(widths[:2] + widths[3:])
    assert stepper.accessibleName() == "Schritt 3 von 4: Lebensunterhalt, aktuell"
    with qtbot.waitSignal(stepper.step_requested) as asked:
        stepper._steps[1].click()
    assert asked.args == [1]
    with qtbot.assertNotEmitted(stepper.step_requested):
        stepper._steps[3].click()


def test_the_arrow_keys_move_among_the_steps_done(qtbot: QtBot) -> None:
    stepper = Stepper(["Eins", "Zwei", "Drei"])
    qtbot.addWidget(stepper)
    stepper.set_current(2)
    with qtbot.waitExposed(stepper):
        stepper.show()
    stepper._steps[0].setFocus()
    QTest.keyClick(stepper._steps[0], Qt.Key.Key_Right)
    assert stepper.focusWidget() is stepper._steps[1]


def test_exactly_one_filter_is_on(qtbot: QtBot) -> None:
    chips = FilterChips("Filter", [("all", "Alle"), ("2", "SGB II")])
    qtbot.addWidget(chips)
    told: list[str] = []
    chips.chosen.connect(told.append)
    chips._keys["2"].click()
    chips._keys["2"].click()
    assert chips.current() == "2"
    chips.set_items([("all", "Alle"), ("2", "SGB II · 61")])
    assert (chips.current(), chips._keys["2"].accessibleName()) == ("2", "SGB II · 61")
    chips.set_items([("all", "Alle"), ("3", "SGB III")])
    assert chips.current() == "all"
    assert set(told) == {"2"}


def test_the_arrow_keys_choose_the_next_filter(qtbot: QtBot) -> None:
    chips = FilterChips("Filter", [("all", "Alle"), ("2", "SGB II")])
    qtbot.addWidget(chips)
    with qtbot.waitActive(chips):
        chips.show()
        chips.activateWindow()
    chips._keys["all"].setFocus()
    with qtbot.waitSignal(chips.chosen) as chosen:
        QTest.keyClick(chips._keys["all"], Qt.Key.Key_Right)
    assert chosen.args == [chips.current()] == ["2"]
    assert chips.focusWidget() is chips._keys["2"]


def test_a_protected_value_is_a_point_of_fixed_length() -> None:
    bars = Bars("Personen", [Bar("SGB II", 61), Bar("SGB VIII", None), Bar("SGB XII", 1.5)])
    assert bars.rows_as_text() == ("SGB II: 61", "SGB VIII: geschützt", "SGB XII: 1,5")
    assert Bar("x", None, text="17").shown == "."
    before = [Bar("a", None), Bar("b", 1)]
    after = [Bar("a", None), Bar("b", 9000, text="1")]
    pictures = []
    for data in (before, after):
        drawn = Bars("Personen", data)
        drawn.resize(300, 60)
        pictures.append(drawn.grab().toImage())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kovalenko, Olena", "KO"),
        ("Olena Kovalenko", "OK"),
        ("Thi Bao Châu Nguyen", "TN"),
        ("(unbekannt)", "?"),
        ("Madonna", "M"),
        ("", "?"),
    ],
)
def test_initials_are_at_most_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_object_names_come_from_german_words() -> None:
    assert slug("Straße & Hausnummer (öffentlich)") == "strasse-hausnummer-oeffentlich"
