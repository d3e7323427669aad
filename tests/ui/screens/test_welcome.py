"""Making a workspace by the assistant: real files, real keys, keyboard only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import make
from kimdesk.domain.access import Role
from kimdesk.ui.screens.welcome.view import WelcomePage
from kimdesk.ui.screens.welcome.viewmodel import ACCESS, IDENTITY, PLACE, SECURE, WelcomeViewModel
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.code_field import CodeField
from kimdesk.usecases import districts, workspaces
from kimdesk.usecases.desk import Desk

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Answers(Chooser):
    """Answers at once with files of the test's folder."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "neu"
        self.read = folder / "kreis.kimkey"
        self.written = folder

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        del parent, title
        chosen(self.place)

    def target(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None:
        del parent, title
        chosen(self.written / name)

    def files(
        self, parent: QWidget, title: str, pattern: str, chosen: Callable[[list[Path]], object]
    ) -> None:
        del parent, title, pattern
        chosen([self.read])


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def page(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> Iterator[WelcomePage]:
    made = WelcomePage(make.surroundings(), tasks, chooser=Answers(tmp_path))
    qtbot.addWidget(made)
    made.model.edit(folder=tmp_path / "neu")
    made.resize(1100, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.model.abandon()


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def line(page: QWidget, name: str) -> QLineEdit:
    found: QLineEdit | None = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def write(page: QWidget, name: str, text: str) -> None:
    field = line(page, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def fill_office(page: WelcomePage) -> None:
    page.model.next()
    page.model.edit(name="Stelle Rietberg", municipality="05754032", provider="Caritas")
    page.model.next()
    assert page.model.state.step == ACCESS


def make_office(page: WelcomePage, qtbot: QtBot) -> None:
    fill_office(page)
    write(page, "account", make.LEAD)
    press(page, "first-suggest")
    press(page, "button-next")
    qtbot.waitUntil(lambda: page.model.state.step == SECURE, timeout=10_000)


def test_an_office_is_made_by_keyboard_and_handed_over_open(
    page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    kreis = make.district(tmp_path)
    (tmp_path / "kreis.kimkey").write_bytes(districts.district_card(kreis).to_bytes())
    kreis.store.close()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.model.state.step == IDENTITY
    write(page, "name", "Stelle Rietberg")
    town = page.findChild(QComboBox, "municipality")
    assert town is not None
    editor = town.lineEdit()
    assert editor is not None
    QTest.keyClicks(editor, "rietb")
    editor.editingFinished.emit()
    write(page, "provider", "Caritasverband")
    press(page, "button-read-district")
    assert page.model.state.district is not None
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    write(page, "account", make.LEAD)
    press(page, "first-suggest")
    passphrase = line(page, "first-passphrase")
    phrase = passphrase.text()
    QTest.keyClick(line(page, "first-passphrase-again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.state.step == SECURE, timeout=10_000)
    assert not passphrase.text()
    code = page.model.code
    finish = page.findChild(QAbstractButton, "button-next")
    assert finish is not None
    assert not finish.isEnabled()
    write(page, "proof", code.replace("-", "").lower())
    assert finish.isEnabled()
    handed: list[Desk] = []
    page.created.connect(handed.append)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (desk,) = handed
    assert desk.user.role is Role.LEAD
    about = workspaces.identity(desk)
    assert (about.name, about.municipality) == ("Stelle Rietberg", "05754032")
    card = workspaces.district_card(desk)
    assert card is not None
    assert card.name == "Kreis Gütersloh"
    assert page.model.code == ""
    workspaces.close_workspace(desk)
    again = workspaces.open_workspace(
        "office",
        tmp_path / "neu",
        account=make.LEAD,
        passphrase=phrase,
        around=make.surroundings(),
    )
    again.store.close()


def test_sheet_and_enrolment_are_saved_and_the_words_belong_to_it(
    page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    make_office(page, qtbot)
    press(page, "button-save-sheet")
    sheet = tmp_path / "Wiederherstellungsblatt.pdf"
    qtbot.waitUntil(lambda: bool(page.model.state.secured and page.model.state.secured.sheet_saved))
    assert sheet.read_bytes().startswith(b"%PDF")
    press(page, "button-save-card")
    card = districts.read_enrolment((tmp_path / "Einschreibung.kimenrol").read_bytes())
    secured = page.model.state.secured
    assert secured is not None
    assert secured.words == card.fingerprint
    assert [page.findChild(QWidget, f"word-{n}") for n in (1, 12)] != [None, None]


def test_a_district_needs_only_its_name_and_gets_a_key_file(
    page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    press(page, "kind-district")
    page.model.next()
    assert not line(page, "provider").isVisible()
    write(page, "name", "Kreis Herford")
    page.model.next()
    write(page, "account", "Koordination")
    press(page, "first-suggest")
    press(page, "button-next")
    qtbot.waitUntil(lambda: page.model.state.step == SECURE, timeout=10_000)
    press(page, "button-save-card")
    saved = workspaces.read_district_card((tmp_path / "Kreis.kimkey").read_bytes())
    secured = page.model.state.secured
    assert secured is not None
    assert saved.fingerprint == secured.words


def test_the_sheet_cannot_be_skipped_without_the_declaration(
    page: WelcomePage, qtbot: QtBot
) -> None:
    make_office(page, qtbot)
    finish = page.findChild(QAbstractButton, "button-next")
    assert finish is not None
    page.model.finish()
    assert page.model.code
    write(page, "proof", "0" * 36)
    assert not finish.isEnabled()
    press(page, "sheet-kept")
    assert finish.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.model.state.step == SECURE


def test_what_is_missing_is_said_at_its_field(page: WelcomePage) -> None:
    page.model.next()
    page.model.next()
    assert page.model.state.step == IDENTITY
    assert set(page.model.state.errors) == {"name", "municipality", "provider"}
    assert page.focusWidget() is line(page, "name")
    write(page, "name", "Stelle")
    assert "name" not in page.model.state.errors


def test_a_folder_with_files_is_refused_at_the_first_step(
    page: WelcomePage, tmp_path: Path
) -> None:
    (tmp_path / "voll").mkdir()
    (tmp_path / "voll" / "brief.txt").write_text("x")
    page.model.edit(folder=tmp_path / "voll")
    page.model.next()
    assert page.model.state.step == PLACE
    assert "nicht leer" in page.model.state.errors["folder"]
    press(page, "button-choose-folder")
    page.model.next()
    assert page.model.state.step == IDENTITY


def test_a_weak_or_unequal_passphrase_makes_nothing(page: WelcomePage, tmp_path: Path) -> None:
    fill_office(page)
    write(page, "account", make.LEAD)
    write(page, "first-passphrase", "hallo")
    press(page, "button-next")
    assert "12 Zeichen" in line(page, "first-passphrase").accessibleDescription()
    write(page, "first-passphrase", make.PASSPHRASE)
    write(page, "first-passphrase-again", make.PASSPHRASE + "x")
    press(page, "button-next")
    assert "verschieden" in line(page, "first-passphrase-again").accessibleDescription()
    assert not (tmp_path / "neu").exists()


def test_a_foreign_file_is_no_key_of_a_district(page: WelcomePage, tmp_path: Path) -> None:
    (tmp_path / "kreis.kimkey").write_bytes(b"{}" * 20_000)
    page.model.read_district(tmp_path / "kreis.kimkey")
    assert "keine Schlüsseldatei" in page.model.state.errors["district"]
    page.model.read_district(tmp_path / "nirgends.kimkey")
    assert page.model.state.district is None


def test_a_failure_leaves_the_answers_and_tells_why(
    page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    fill_office(page)
    page.model.edit(account=make.LEAD)
    (tmp_path / "neu").mkdir()
    (tmp_path / "neu" / "dazwischen.txt").write_text("x")
    page.model.create(make.PASSPHRASE)
    qtbot.waitUntil(lambda: bool(page.model.state.problem), timeout=10_000)
    assert page.model.state.step == ACCESS
    assert page.model.state.name == "Stelle Rietberg"


def test_cancelling_leads_out_as_long_as_nothing_is_made(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.cancelled):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    make_office(page, qtbot)
    heard: list[Any] = []
    page.cancelled.connect(lambda: heard.append(1))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not heard


def test_a_workspace_that_is_not_taken_over_is_closed(
    page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    make_office(page, qtbot)
    page.model.abandon()
    assert not (tmp_path / "neu" / "case-1.db-wal").exists()


def test_proposed_folders_follow_the_kind_but_chosen_ones_stay(tmp_path: Path) -> None:
    model = WelcomeViewModel(make.surroundings(), Tasks(), tmp_path)
    model.choose_kind("district")
    assert model.state.folder == tmp_path / "KIMdesk Kreis"
    model.edit(folder=tmp_path / "mein")
    model.choose_kind("office")
    assert model.state.folder == tmp_path / "mein"


@pytest.mark.parametrize(
    "typed", ["k3h7qp-d9", "K3H7QP D9", " k3h7 qpd9", "K3H7QP/D9", "k-3-h-7-q-p-d-9"]
)
def test_a_code_is_grouped_however_it_is_typed(qtbot: QtBot, typed: str) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    assert field.code() == "K3H7QP-D9"
    assert not field.complete()


def test_letters_that_look_alike_are_read_and_the_middle_can_be_mended(qtbot: QtBot) -> None:
    field = CodeField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "oilabcde")
    assert field.code() == "011ABC-DE"
    field.setCursorPosition(3)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "9")
    assert field.code() == "019ABC-DE"
    assert field.cursorPosition() == 3
    field.selectAll()
    QApplication.clipboard().setText("0" * 50)
    field.paste()
    assert field.complete()
    assert len(field.code()) == 41


def test_every_control_has_both_names(page: WelcomePage) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for kind in kinds:
        for widget in page.findChildren(kind):
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()
