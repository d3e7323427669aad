"""Tables over frozen rows."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from kimdesk.ui.theme import apply_theme
from kimdesk.ui.widgets.rows_model import SECOND_ROLE, TONE_ROLE, RowsModel
from ui.gallery import COLUMNS, PEOPLE, make_people_table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kimdesk.ui.widgets.table import DataTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def table(qtbot: QtBot, app: QApplication) -> DataTable:  # noqa: ARG001 -- dresses it first
    made = make_people_table()
    qtbot.addWidget(made)
    made.resize(800, 400)
    return made


def model() -> RowsModel:
    return RowsModel(COLUMNS, PEOPLE, key=lambda person: person.number)


def test_the_model_keeps_qts_own_rules() -> None:
    rows = model()
    tester = QAbstractItemModelTester(
        rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows
    )
    rows.sort(0, Qt.SortOrder.DescendingOrder)
    rows.set_rows(PEOPLE[:2])
    rows.set_rows(())
    assert tester.model() is rows


def test_a_cell_has_words_for_the_eye_and_for_the_ear() -> None:
    rows = model()
    index = rows.index(2, 2)
    assert index.data() == "19.11.2026"
    assert index.data(SECOND_ROLE) == "3 Tage überfällig"
    assert index.data(TONE_ROLE) == "bad"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "19.11.2026, 3 Tage überfällig"


def test_a_column_without_a_sort_key_cannot_be_sorted() -> None:
    rows = model()
    rows.sort(1)
    assert rows.rows() == PEOPLE


def test_the_order_stays_when_the_rows_are_exchanged() -> None:
    rows = model()
    rows.sort(3, Qt.SortOrder.DescendingOrder)
    shuffled = list(PEOPLE)
    Random(3).shuffle(shuffled)
    rows.set_rows(shuffled)
    assert [person.count for person in rows.rows()] == [101, 12, 7, 4]


def test_sorting_moves_the_current_row_along(table: DataTable) -> None:
    table.select_key("MB-2023-004711")
    table.model().sort(3, Qt.SortOrder.DescendingOrder)
    assert table.current_row() == PEOPLE[1]
    assert table.currentIndex().row() == 1
    table.model().sort(3, Qt.SortOrder.AscendingOrder)
    assert (table.current_row(), table.currentIndex().row()) == (PEOPLE[1], 2)


def test_the_current_row_is_found_again_after_an_exchange(table: DataTable) -> None:
    table.select_key("MB-2023-004711")
    changed = replace(PEOPLE[1], count=13)
    table.set_rows((PEOPLE[0], PEOPLE[3], changed))
    assert table.current_row() == changed
    table.set_rows((PEOPLE[0],))
    assert table.current_row() is None


def test_return_and_double_click_open_the_row(table: DataTable, qtbot: QtBot) -> None:
    table.select_key("MB-2022-001906")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[0]]
    with qtbot.waitSignal(table.opened) as opened:
        table.doubleClicked.emit(table.model().index(1, 0))
    assert opened.args == [PEOPLE[1]]


def test_each_row_is_told_once_when_it_becomes_current(table: DataTable) -> None:
    told: list[object] = []
    table.picked.connect(told.append)
    table.select_key("MB-2022-001906")
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert told == [PEOPLE[0], PEOPLE[1]]


@pytest.mark.usefixtures("app")
def test_tab_reaches_the_first_row_and_then_leaves_the_table(qtbot: QtBot) -> None:
    table = make_people_table()
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, table, after):
        column.addWidget(widget)
    with qtbot.waitExposed(host):
        host.show()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert table.current_row() == PEOPLE[0]
    assert table.selectionModel().hasSelection()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert host.focusWidget() is after


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_no_cell_is_cut_where_the_column_keeps_to_its_content(
    app: QApplication, qtbot: QtBot, scale: float
) -> None:
    apply_theme(app, "light", scale)
    table = make_people_table()
    qtbot.addWidget(table)
    table.resize(round(900 * scale), 400)
    table.grab()
    hint = table.itemDelegate().sizeHint
    for column in range(1, 4):
        wanted = [
            hint(QStyleOptionViewItem(), table.model().index(row, column)).width()
            for row in range(4)
        ]
        assert table.columnWidth(column) >= max(wanted)
    head = table.horizontalHeader()
    assert all(head.sectionSize(n) >= head.sectionSizeHint(n) for n in range(head.count()))


def test_a_fitted_table_is_as_high_as_its_rows(table: DataTable) -> None:
    table.resize(800, table.height())
    table.grab()
    last = table.visualRect(table.model().index(3, 0))
    assert 0 <= table.viewport().height() - last.bottom() - 1 <= 8
    assert not table.verticalScrollBar().isVisible()


def test_an_invalid_index_has_no_row_and_no_data() -> None:
    rows = model()
    assert rows.row_at(QModelIndex()) is None
    assert rows.data(QModelIndex()) is None
    assert rows.find("nobody") == -1
