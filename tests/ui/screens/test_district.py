"""The district's reading: sums with spans, offices side by side, findings by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from answers import nameless
from district_office import LONG_NAME, YEAR_END, Delivered, delivered
from kimdesk.domain.dates import Quarter
from kimdesk.ui.screens.district import DistrictPage
from kimdesk.ui.screens.district.findings_card import FindingDialog
from kimdesk.ui.screens.district.rows import Reading, shorten
from kimdesk.ui.screens.district.viewmodel import DistrictModel, Filter
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.buttons import Button
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import districts, exports, quarters

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Place:
    """A coordinator who reads."""

    def __init__(self, world: Delivered, qtbot: QtBot) -> None:
        self.world, self.qtbot = world, qtbot
        self.session = Session(world.kreis, Tasks())

    def page(self) -> DistrictPage:
        made = DistrictPage(self.session)
        self.qtbot.addWidget(made)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        self.quiet()
        return made

    def reading(self) -> tuple[DistrictModel, Reading]:
        model = DistrictModel(self.session)
        model.reload()
        self.quiet()
        assert model.state.reading is not None
        return model, model.state.reading

    def quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.tasks.busy, timeout=15_000)


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[Place]:
    world = delivered(tmp_path)
    made = Place(world, qtbot)
    yield made
    made.session.tasks.shutdown()
    world.close()


@pytest.fixture
def full(place: Place) -> Place:
    place.world.enrol_all()
    results = districts.import_bundles(place.world.kreis, place.world.bundles)
    assert not [one for one in results if one.refused]
    return place


def texts(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisibleTo(root))


def test_headline_figures_are_added_exactly(full: Place) -> None:
    _, reading = full.reading()
    totals = {total.label: (total.text, total.offices) for total in reading.totals}
    assert totals["Fälle im Bestand"] == ("77", 2)
    assert totals["Besetzte Stellen"] == ("3,00", 2)
    assert reading.missing == ("Diakonie Halle",)


def test_a_span_holds_the_truth_and_a_protected_cell_stays_a_dot(full: Place) -> None:
    _, reading = full.reading()
    by_sex = next(sheet for sheet in reading.sheets if sheet.id == "B1")
    assert [(line.labels[0], line.text) for line in by_sex.lines] == [
        ("Insgesamt", "77"),
        ("weiblich", "39"),
        ("männlich", "38"),
    ]
    regimes = next(sheet for sheet in reading.sheets if sheet.id == "B4")
    hidden = [line for line in regimes.lines if "." in line.offices]
    assert hidden
    assert all(line.low is not None and line.high is not None for line in regimes.lines)
    assert all("–" in line.text for line in hidden if not line.exact)
    # Nobody in these offices lives on earnings: the span must not betray it by ending at zero.
    earning = next(line for line in regimes.lines if line.labels[0] == "Eigenes Erwerbseinkommen")
    assert earning.low == 0
    assert earning.high is not None
    assert earning.high >= 5


def test_findings_are_filtered_by_field_kind_and_office(full: Place) -> None:
    model, reading = full.reading()
    assert [one.field_label for one in reading.findings] == ["Existenzsicherung", "Sprache"]
    assert reading.findings[1].frequency == "3 bis 5 Fälle"
    model.filter_by(field="HF04", kind="", office="")
    assert [one.office_name for one in model.state.findings] == [LONG_NAME]
    model.filter_by(field="HF04", kind="", office=reading.findings[0].office)
    assert model.state.findings == ()
    assert Filter().lets(reading.findings[0])


def test_an_answer_for_a_quarter_left_meanwhile_is_dropped(full: Place) -> None:
    model, reading = full.reading()
    earlier = Quarter(2026, 3)
    model.state = replace(model.state, quarter=earlier, reading=None)
    model._computed((YEAR_END, reading))
    assert model.state.reading is None


def test_the_page_shows_figures_tables_and_findings(full: Place) -> None:
    page = full.page()
    shown = texts(page)
    for expected in (
        "2 von 3 Stellen haben geliefert",
        "Bestand nach Geschlecht – Jahr 2026",
        "Eine Spanne wie „14–18“",
        "Definition: Zahl der Personen mit eigenem offenem Fall",
        "2 von 2 Hinweisen",
        "1 Hinweis aus 1 Stelle",
    ):
        assert expected in shown
    assert nameless(page) == []


def test_a_finding_opens_with_its_whole_text_by_keyboard(full: Place) -> None:
    page = full.page()
    table = page.findChild(DataTable, "table-hinweise-sprache")
    assert table is not None
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = page.findChild(FindingDialog)
    assert dialog is not None
    assert LONG_NAME in texts(dialog)
    assert "Vorschlag: Ein gemeinsamer Termin im Monat." in texts(dialog)
    dialog.reject()
    full.qtbot.waitUntil(lambda: page.findChild(FindingDialog) is None)


def test_the_filter_fields_narrow_the_board_and_can_be_cleared(full: Place) -> None:
    page = full.page()
    field = page.findChild(ChoiceField, "filter-field")
    assert field is not None
    line = field.lineEdit()
    assert line is not None
    line.setText("Sprache")
    assert field.read()
    assert "1 von 2 Hinweisen" in texts(page)
    clear = page.findChild(Button, "button-clear-filter")
    assert clear is not None
    clear.click()
    assert "2 von 2 Hinweisen" in texts(page)


def test_keys_turn_the_quarters(full: Place, tmp_path: Path) -> None:
    office = full.world.offices[0]
    later = Quarter(2026, 3)
    quarters.freeze(office, later, posts=100)
    done = exports.export_quarter(office, quarters.preview(office, later), tmp_path)
    assert districts.import_bundles(full.world.kreis, [done.path])[0].refused is None
    page = full.page()
    assert page.model.state.quarter == YEAR_END
    QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    full.quiet()
    assert page.model.state.quarter == later
    assert "Wer geliefert hat" in texts(page)
    assert "1 von 3 Stellen" in texts(page)
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    full.quiet()
    assert page.model.state.quarter == YEAR_END


def test_an_import_is_seen_without_asking(place: Place) -> None:
    page = place.page()
    assert "Noch keine Stelle eingeschrieben" in texts(page)
    place.world.enrol_all()
    place.session.announce("offices")
    place.quiet()
    assert "Noch kein Bündel eingelesen" in texts(page)
    districts.import_bundles(place.world.kreis, place.world.bundles)
    place.session.announce("bundles")
    place.quiet()
    assert "Fälle im Bestand" in texts(page)


def test_the_empty_page_leads_to_the_offices(place: Place) -> None:
    page = place.page()
    went: list[str] = []
    place.session.go.connect(lambda key, _what: went.append(key))
    lead = page.findChild(Button, "button-to-offices")
    assert lead is not None
    lead.setFocus()
    QTest.keyClick(lead, Qt.Key.Key_Return)
    assert went == ["offices"]


@pytest.mark.parametrize("name", ["AWO Verl", LONG_NAME, "x" * 22, "x" * 23])
def test_long_names_are_shortened_for_columns_only(name: str) -> None:
    assert len(shorten(name)) <= 22
    assert shorten(name) == name or shorten(name).endswith("…")
