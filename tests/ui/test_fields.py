"""Typing, choosing, and being told what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.fields import DateField, LabeledField, TextArea
from kimdesk.ui.widgets.multi_choice import MultiChoice

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

TODAY = date(2026, 11, 22)
COUNTRIES = (
    ("UA", "Ukraine", "Häufig"),
    ("SY", "Syrien", "Häufig"),
    ("ER", "Eritrea", "Weitere"),
    ("AF", "Afghanistan", "Weitere"),
)


def type_into(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_date_is_shown_in_full_and_told_once(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    told: list[object] = []
    field.value_changed.connect(told.append)
    type_into(field, "3.5.26")
    field.read()
    assert (field.text(), told) == ("03.05.2026", [date(2026, 5, 3)])


def test_a_wrong_date_stays_as_typed_with_its_problem(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    labeled = LabeledField("Einreise", field, hint="Laut Stempel")
    qtbot.addWidget(labeled)
    field.set_value(TODAY)
    type_into(field, "31.2.26")
    assert (field.text(), field.value()) == ("31.2.26", TODAY)
    assert labeled.error() == field.problem() != ""
    assert field.accessibleDescription() == field.problem()
    type_into(field, "heute")
    assert (labeled.error(), field.accessibleDescription()) == ("", "Laut Stempel")


def test_setting_a_date_from_the_program_is_not_told_as_a_change(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.value_changed):
        field.set_value(TODAY)
    assert field.text() == "22.11.2026"


def test_the_label_names_its_editor_and_says_that_it_is_required(qtbot: QtBot) -> None:
    editor = QLineEdit()
    labeled = LabeledField("Straße und Hausnummer", editor, hint="Meldeadresse", required=True)
    qtbot.addWidget(labeled)
    assert editor.objectName() == "field-strasse-und-hausnummer"
    assert editor.accessibleName() == "Straße und Hausnummer, Pflichtangabe"
    assert editor.accessibleDescription() == "Meldeadresse"
    assert labeled._label.buddy() is editor


@pytest.fixture
def countries(qtbot: QtBot) -> ChoiceField:
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    return field


def typed(field: ChoiceField, text: str) -> bool:
    line = field.lineEdit()
    assert line is not None
    line.setText(text)
    return field.read()


@pytest.mark.parametrize(("text", "code"), [("eri", "ER"), ("ukraine", "UA"), ("SYRIEN", "SY")])
def test_typing_a_part_chooses_the_only_entry_that_has_it(
    countries: ChoiceField, text: str, code: str
) -> None:
    assert typed(countries, text)
    assert countries.code() == code
    assert countries.currentText() == {code: label for code, label, _ in COUNTRIES}[code]


@pytest.mark.parametrize("text", ["ri", "Atlantis"])
def test_text_that_names_no_single_entry_is_a_problem_and_changes_nothing(
    countries: ChoiceField, qtbot: QtBot, text: str
) -> None:
    countries.set_code("UA")
    with qtbot.waitSignal(countries.problem_changed) as problem:
        assert not typed(countries, text)
    assert problem.args[0]
    assert countries.code() == "UA"


def test_an_emptied_choice_chooses_nothing(countries: ChoiceField, qtbot: QtBot) -> None:
    countries.set_code("UA")
    with qtbot.waitSignal(countries.code_changed) as changed:
        assert typed(countries, "")
    assert (changed.args, countries.code()) == ([""], "")


def test_group_headings_cannot_be_chosen(countries: ChoiceField) -> None:
    heading = countries.findText("Weitere")
    model = countries.model()
    assert not model.flags(model.index(heading, 0)) & Qt.ItemFlag.ItemIsEnabled
    countries.activated.emit(heading)
    assert countries.code() == ""


def test_a_code_of_an_older_list_is_kept_and_shown(countries: ChoiceField) -> None:
    countries.set_code("YU")
    assert countries.read()
    assert (countries.code(), countries.currentText()) == ("YU", "YU")


def test_the_list_that_opens_while_typing_holds_the_matches(countries: ChoiceField) -> None:
    completer = countries.completer()
    assert completer is not None
    completer.setCompletionPrefix("ri")
    model = completer.completionModel()
    found = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert found == ["Syrien", "Eritrea"]
    completer.activated.emit("Eritrea")
    countries._completed(model.index(1, 0))
    assert countries.code() == "ER"


def test_the_wheel_scrolls_the_page_and_not_the_choice(countries: ChoiceField) -> None:
    countries.set_code("UA")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    countries.wheelEvent(event)
    assert not event.isAccepted()
    assert countries.code() == "UA"


def test_pills_are_switched_with_the_keyboard_and_keep_their_order(qtbot: QtBot) -> None:
    field = MultiChoice([("uk", "Ukrainisch"), ("ru", "Russisch"), ("de", "Deutsch")])
    qtbot.addWidget(field)
    told: list[object] = []
    field.changed.connect(told.append)
    chips = list(field._chips.values())
    QTest.keyClick(chips[2], Qt.Key.Key_Space)
    QTest.keyClick(chips[0], Qt.Key.Key_Return)
    assert told == [("de",), ("uk", "de")]
    field.set_items([("de", "Deutsch"), ("en", "Englisch")])
    assert field.codes() == ("de",)


def test_a_text_area_grows_with_its_lines_up_to_its_limit(qtbot: QtBot) -> None:
    area = TextArea(min_lines=2, max_lines=5)
    qtbot.addWidget(area)
    heights = []
    for lines in (1, 4, 5, 50):
        area.setPlainText("\n".join(["Zeile"] * lines))
        heights.append(area.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_tab_leaves_a_text_area(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    area, after = TextArea(), QLineEdit()
    column.addWidget(area)
    column.addWidget(after)
    with qtbot.waitExposed(host):
        host.show()
    area.setFocus()
    QTest.keyClicks(area, "Notiz")
    with qtbot.waitSignal(area.edited):
        QTest.keyClick(area, Qt.Key.Key_Tab)
    assert host.focusWidget() is after
    assert area.toPlainText() == "Notiz"
