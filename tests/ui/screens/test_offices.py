"""The district's offices on the screen: enrolled after the words, bundles read, gaps seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from answers import Answers, nameless
from district_office import YEAR_END, Delivered, delivered
from kimdesk.ui.screens.offices import OfficesPage
from kimdesk.ui.screens.offices.dialog import EnrolDialog
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.buttons import Button
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import districts, workspaces

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Place:
    """A coordinator at work."""

    def __init__(self, world: Delivered, folder: Path, qtbot: QtBot) -> None:
        self.world, self.qtbot = world, qtbot
        self.session = Session(world.kreis, Tasks())
        self.said: list[tuple[Any, ...]] = []
        self.session.said.connect(lambda *parts: self.said.append(parts))
        self.answers = Answers(folder)

    def page(self) -> OfficesPage:
        made = OfficesPage(self.session, chooser=self.answers)
        self.qtbot.addWidget(made)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    def quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.tasks.busy, timeout=15_000)

    def enrolling(self, page: OfficesPage, number: int = 0) -> EnrolDialog:
        self.answers.picked = [self.world.enrolments[number]]
        press(button(page, "button-enrol"))
        dialog = page.findChild(EnrolDialog)
        assert dialog is not None
        return dialog

    def closed(self, page: OfficesPage) -> None:
        self.qtbot.waitUntil(lambda: page.findChild(EnrolDialog) is None)


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[Place]:
    world = delivered(tmp_path, people=(2, 2))
    made = Place(world, tmp_path, qtbot)
    yield made
    made.session.tasks.shutdown()
    world.close()


def button(root: QWidget, name: str) -> Button:
    found = [one for one in root.findChildren(Button, name) if one.isVisibleTo(root)]
    assert len(found) == 1, name
    return found[0]


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def texts(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel))


def test_an_office_is_enrolled_after_its_words_were_compared(place: Place) -> None:
    page = place.page()
    dialog = place.enrolling(page)
    words = workspaces.fingerprint(place.world.offices[0]).split()
    assert all(word in texts(dialog).split() for word in words)
    assert "AWO Verl" in texts(dialog)
    assert districts.list_offices(place.world.kreis) == ()
    press(button(dialog, "button-words-agree"))
    place.closed(page)
    assert [office.name for office in page.model.state.offices] == ["AWO Verl"]


def test_a_return_out_of_habit_enrols_nobody(place: Place) -> None:
    page = place.page()
    dialog = place.enrolling(page)
    typed = dialog.findChild(QLineEdit, "field-words")
    assert typed is not None
    press(typed)
    place.closed(page)
    assert districts.list_offices(place.world.kreis) == ()


def test_typed_words_of_somebody_else_are_refused(place: Place) -> None:
    page = place.page()
    dialog = place.enrolling(page)
    typed = dialog.findChild(QLineEdit, "field-words")
    assert typed is not None
    typed.setText(workspaces.fingerprint(place.world.offices[1]))
    press(typed)
    assert "gehören nicht zu dieser Datei" in texts(dialog)
    assert districts.list_offices(place.world.kreis) == ()
    typed.setText(workspaces.fingerprint(place.world.offices[0]).upper())
    press(typed)
    place.closed(page)
    assert len(districts.list_offices(place.world.kreis)) == 1


def test_a_tampered_enrolment_is_not_even_shown(place: Place, tmp_path: Path) -> None:
    data = place.world.enrolments[0].read_bytes().replace(b"AWO", b"ABC")
    (tmp_path / "falsch.kimenrol").write_bytes(data)
    page = place.page()
    assert page.model.read_enrolment(tmp_path / "falsch.kimenrol") is None
    assert page.model.read_enrolment(tmp_path / "fehlt.kimenrol") is None
    assert [tone for tone, *_ in place.said] == ["bad", "bad"]


def test_bundles_are_read_each_for_itself_with_the_reason_in_words(
    place: Place, tmp_path: Path
) -> None:
    place.world.enrol_all()
    (tmp_path / "kaputt.kimb").write_bytes(b"nichts" * 200)
    place.answers.picked = [*place.world.bundles, tmp_path / "kaputt.kimb"]
    page = place.page()
    press(button(page, "button-import"))
    place.quiet()
    assert [one.words for one in page.model.state.results] == [
        "übernommen",
        "übernommen",
        "nicht übernommen",
    ]
    assert "keine gültige KIMdesk-Datei" in texts(page)
    page.model.import_files(place.world.bundles[:1])
    place.quiet()
    assert [one.words for one in page.model.state.results] == ["schon eingelesen"]


def test_the_matrix_tells_who_delivered_and_who_is_missing(place: Place) -> None:
    place.world.enrol_all()
    page = place.page()
    page.model.import_files(place.world.bundles)
    place.quiet()
    received = {office.name[:8]: office.received for office in page.model.state.offices}
    assert page.model.state.quarters[0] == YEAR_END
    assert received == {
        "AWO Verl": (1, 0, 0, 0),
        "Fachdien": (1, 0, 0, 0),
        "Diakonie": (0, 0, 0, 0),
    }
    table = next(
        one
        for one in page.findChildren(DataTable, "table-stellen-und-quartale")
        if one.isVisibleTo(page)
    )
    shown = [table.model().index(row, 1).data() for row in range(3)]
    assert shown == ["da", "fehlt", "da"]
    assert "1 fehlt noch" in texts(page)


def test_bundles_dropped_on_the_page_are_imported_and_other_files_are_not(
    place: Place, tmp_path: Path
) -> None:
    place.world.enrol_all()
    page = place.page()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "brief.docx"))])
    refused = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    refused.ignore()
    page.dragEnterEvent(refused)
    assert not refused.isAccepted()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in place.world.bundles])
    page.dropEvent(
        QDropEvent(
            QPoint(5, 5).toPointF(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    place.quiet()
    assert [one.tone for one in page.model.state.results] == ["ok", "ok"]


def test_the_key_for_new_offices_is_saved(place: Place, tmp_path: Path) -> None:
    page = place.page()
    press(button(page, "button-save-key"))
    card = workspaces.read_district_card((tmp_path / "kreis.kimkey").read_bytes())
    assert card == districts.district_card(place.world.kreis)


def test_an_empty_district_says_what_comes_first(place: Place) -> None:
    page = place.page()
    assert "Noch keine Stelle eingeschrieben" in texts(page)
    assert not button(page, "button-import").isEnabled()
    assert nameless(page) == []


def test_only_the_coordinator_sees_the_offices(place: Place, qtbot: QtBot) -> None:
    session = Session(place.world.offices[0], Tasks())
    page = OfficesPage(session)
    qtbot.addWidget(page)
    assert "Nur für die Koordination" in texts(page)
    assert page.findChildren(Button) == []
    session.tasks.shutdown()
