"""Settings on a real office and district, as lead, caseworker and coordinator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import make
from kimdesk.domain.access import Role
from kimdesk.errors import WrongPassphrase
from kimdesk.ui.screens.settings.accounts import AccountDialog
from kimdesk.ui.screens.settings.view import SettingsPage
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.theme import apply_theme
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import accounts, districts, recovery, workspaces
from kimdesk.usecases.desk import Desk

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
NEW = "birne-wolke-leiter-hafen-tasse"


class Files(Chooser):
    """Answers at once with files of the test's folder."""

    def __init__(self, folder: Path) -> None:
        self._place = folder

    def target(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None:
        del parent, title
        chosen(self._place / name)

    def files(
        self, parent: QWidget, title: str, pattern: str, chosen: Callable[[list[Path]], object]
    ) -> None:
        del parent, title, pattern
        chosen([self._place / "kreis.kimkey"])


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make.office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def session(desk: Desk, tasks: Tasks) -> Session:
    return Session(desk, tasks)


@pytest.fixture
def said(session: Session) -> list[tuple[Any, ...]]:
    heard: list[tuple[Any, ...]] = []
    session.said.connect(lambda *parts: heard.append(parts))
    return heard


@pytest.fixture
def page(session: Session, qtbot: QtBot, tmp_path: Path) -> SettingsPage:
    return shown(session, qtbot, tmp_path)


def shown(session: Session, qtbot: QtBot, folder: Path) -> SettingsPage:
    made = SettingsPage(session, chooser=Files(folder))
    qtbot.addWidget(made)
    made.resize(1180, 900)
    made.show()
    return made


def button(page: QWidget, name: str) -> QAbstractButton:
    found: QAbstractButton | None = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def line(page: QWidget, name: str) -> QLineEdit:
    found: QLineEdit | None = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def dialog(page: QWidget) -> Dialog:
    (found,) = [one for one in page.findChildren(Dialog) if one.isVisible()]
    return found


def agree(page: QWidget) -> None:
    asked = dialog(page).confirm_button
    assert asked is not None
    asked.click()


def idle(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.model.state.busy, timeout=10_000)


def unlock(desk: Desk, account: str, passphrase: str) -> Desk:
    folder = desk.store.path.parent
    desk.store.close()
    return workspaces.open_workspace(
        "office",
        folder,
        account=account,
        passphrase=passphrase,
        around=make.surroundings(seed="open"),
    )


def add_worker(page: SettingsPage, qtbot: QtBot) -> str:
    button(page, "button-add-account").click()
    asked = dialog(page)
    QTest.keyClicks(line(asked, "account-name"), make.WORKER)
    phrase = line(asked, "start-passphrase").text()
    QTest.keyClick(line(asked, "start-passphrase"), Qt.Key.Key_Return)
    idle(page, qtbot)
    return phrase


def pick(page: SettingsPage, name: str) -> None:
    table = page.findChild(DataTable, "table-konten")
    assert table is not None
    known = {one.name: one.id for one in page.model.state.accounts}
    assert table.select_key(known[name])


def test_the_own_passphrase_is_changed_and_nothing_stays_in_the_fields(
    page: SettingsPage, session: Session, qtbot: QtBot, said: list[tuple[Any, ...]]
) -> None:
    line(page, "old-passphrase").setText(make.PASSPHRASE)
    line(page, "new-passphrase").setText(NEW)
    line(page, "new-passphrase-again").setText(NEW)
    QTest.keyClick(line(page, "new-passphrase-again"), Qt.Key.Key_Return)
    idle(page, qtbot)
    assert "geändert" in said[-1][1]
    names = ("old-passphrase", "new-passphrase", "new-passphrase-again")
    assert [line(page, name).text() for name in names] == [""] * 3
    again = unlock(session.desk, make.LEAD, NEW)
    again.store.close()


def test_a_wrong_old_passphrase_is_said_at_its_field(page: SettingsPage, qtbot: QtBot) -> None:
    line(page, "old-passphrase").setText("falsch")
    line(page, "new-passphrase").setText(NEW)
    line(page, "new-passphrase-again").setText(NEW)
    button(page, "button-change-passphrase").click()
    idle(page, qtbot)
    assert "nicht die bisherige" in line(page, "old-passphrase").accessibleDescription()
    assert line(page, "new-passphrase").text() == NEW


def test_a_colleague_gets_an_account_and_the_start_passphrase_once(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    phrase = add_worker(page, qtbot)
    assert line(page, "start-passphrase-text").text() == phrase
    button(page, "button-copy-passphrase").click()
    assert QApplication.clipboard().text() == phrase
    button(page, "button-hide-passphrase").click()
    assert not line(page, "start-passphrase-text").text()
    names = [(one.name, one.role) for one in page.model.state.accounts]
    assert (make.WORKER, Role.CASEWORKER) in names
    unlock(session.desk, make.WORKER, phrase).store.close()


def test_changes_of_accounts_go_on_from_the_renewed_keys(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    before = session.desk.keys.generation
    first = add_worker(page, qtbot)
    pick(page, make.WORKER)
    button(page, "button-reset-account").click()
    agree(page)
    idle(page, qtbot)
    second = line(page, "start-passphrase-text").text()
    assert second not in {"", first}
    assert session.desk.keys.generation == before + 2
    pick(page, make.WORKER)
    button(page, "button-close-account").click()
    button(dialog(page), "button-konto-schliessen").click()
    assert [one.active for one in page.model.state.accounts] == [True, False]
    with pytest.raises(WrongPassphrase):
        unlock(session.desk, make.WORKER, second)


def test_the_own_account_can_be_neither_reset_nor_closed_here(page: SettingsPage) -> None:
    pick(page, make.LEAD)
    for name in ("button-reset-account", "button-close-account"):
        assert not button(page, name).isEnabled()


@pytest.mark.parametrize(("name", "words"), [("", "Namen eingeben"), ("leitung", "gibt es schon")])
def test_a_missing_or_taken_name_keeps_the_dialog_open(
    page: SettingsPage, name: str, words: str
) -> None:
    asked = AccountDialog(page.model, page)
    asked.show()
    QTest.keyClicks(line(asked, "account-name"), name)
    asked.submit()
    assert words in line(asked, "account-name").accessibleDescription()
    assert asked.isVisible()
    asked.reject()


def test_a_new_recovery_sheet_is_shown_saved_and_ends_the_old_code(
    page: SettingsPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    button(page, "button-renew-sheet").click()
    agree(page)
    idle(page, qtbot)
    code = page.model.state.new_code
    shown_code = page.findChild(QLabel, "new-code")
    assert shown_code is not None
    assert shown_code.text() == code
    button(page, "button-save-sheet").click()
    assert (tmp_path / "Wiederherstellungsblatt.pdf").read_bytes().startswith(b"%PDF")
    button(page, "button-hide-sheet").click()
    agree(page)
    assert not shown_code.text()
    folder = session.desk.store.path.parent
    session.desk.store.close()
    done = recovery.recover_account(
        "office",
        folder,
        code=code,
        account_name=make.LEAD,
        passphrase=NEW,
        around=make.surroundings(seed="r"),
    )
    assert done.account == make.LEAD


def test_the_district_is_taken_only_after_its_words_were_compared(
    page: SettingsPage, session: Session, tmp_path: Path
) -> None:
    kreis = make.district(tmp_path)
    card = districts.district_card(kreis)
    (tmp_path / "kreis.kimkey").write_bytes(card.to_bytes())
    kreis.store.close()
    button(page, "button-read-district").click()
    assert workspaces.district_card(session.desk) is None
    asked = dialog(page)
    assert card.fingerprint.split()[0] in [one.text() for one in asked.findChildren(QLabel)]
    (tmp_path / "kreis.kimkey").write_bytes(b"exchanged meanwhile")
    agree(page)
    noted = workspaces.district_card(session.desk)
    assert noted is not None
    assert noted.fingerprint == card.fingerprint
    assert page.model.state.district is not None


def test_a_foreign_file_is_not_taken_as_district(
    page: SettingsPage, tmp_path: Path, said: list[tuple[Any, ...]]
) -> None:
    (tmp_path / "kreis.kimkey").write_text("nichts")
    button(page, "button-read-district").click()
    assert "keine Schlüsseldatei" in said[-1][1]
    assert page.model.state.district is None


def test_the_enrolment_is_saved_with_the_words_that_are_shown(
    page: SettingsPage, tmp_path: Path
) -> None:
    button(page, "button-save-card").click()
    saved = districts.read_enrolment((tmp_path / "Einschreibung.kimenrol").read_bytes())
    assert saved.fingerprint == page.model.state.own_words


def test_the_check_reads_the_file_and_says_so(page: SettingsPage, qtbot: QtBot) -> None:
    button(page, "button-check").click()
    idle(page, qtbot)
    result = page.findChild(QLabel, "check-result")
    assert result is not None
    assert "in Ordnung" in result.text()
    assert dict(page.model.state.facts)["Protokoll"].endswith(("Eintrag", "Einträge"))


def test_a_caseworker_sees_only_what_they_may_do(
    desk: Desk, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(Session(make.as_caseworker(desk), tasks), qtbot, tmp_path)
    for name in ("button-add-account", "button-renew-sheet", "button-save-card"):
        assert page.findChild(QAbstractButton, name) is None
    assert button(page, "button-change-passphrase").isVisible()
    assert button(page, "button-check").isVisible()


def test_a_coordinator_adds_coordinators_and_saves_the_key_file(
    tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    kreis = make.district(tmp_path)
    session = Session(kreis, tasks)
    page = shown(session, qtbot, tmp_path)
    add_worker(page, qtbot)
    roles = {one.role for one in accounts.list_accounts(session.desk)}
    assert roles == {Role.COORDINATOR}
    assert page.findChild(QAbstractButton, "button-read-district") is None
    button(page, "button-save-card").click()
    saved = workspaces.read_district_card((tmp_path / "Kreis.kimkey").read_bytes())
    assert saved.fingerprint == page.model.state.own_words
    kreis.store.close()


def test_appearance_and_size_are_handed_on(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.theme_chosen) as theme:
        button(page, "choice-dunkel").click()
    assert theme.args == ["dark"]
    with qtbot.waitSignal(page.scale_chosen) as size:
        button(page, "choice-150").click()
    assert size.args == [1.5]


def test_the_appearance_in_force_is_marked_however_it_was_switched(
    page: SettingsPage, app: QApplication
) -> None:
    apply_theme(app, "contrast", 1.0)
    assert button(page, "choice-hoher-kontrast").isChecked()


def test_every_control_has_both_names(page: SettingsPage) -> None:
    for kind in (QAbstractButton, QLineEdit):
        for widget in page.findChildren(kind):
            inner = type(widget) is QAbstractButton
            assert inner or widget.objectName(), widget
            assert inner or widget.accessibleName(), widget.objectName()
    assert page.isVisible()
