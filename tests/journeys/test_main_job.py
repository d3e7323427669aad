"""The main job in the real window: one office, one quarter, one bundle, one district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import make
from answers import Answers
from kimdesk.domain.dates import Quarter
from kimdesk.ui.screens.cases.view import CasesPage
from kimdesk.ui.screens.contacts.view import ContactDialog
from kimdesk.ui.screens.findings.dialog import FindingDialog
from kimdesk.ui.screens.people.view import PersonDialog
from kimdesk.ui.screens.quarters.assistant_model import SEND
from kimdesk.ui.screens.quarters.view import QuartersPage
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.usecases import contacts, districts, findings
from kimdesk.usecases.cases import case_view
from kimdesk.usecases.desk import Desk

QUARTER = Quarter(2026, 3)
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop(qapp, make.surroundings())
    made.window.resize(1400, 900)
    yield made
    made.close()
    made.window.close()


def dialog(desktop: Desktop, kind: type[D], qtbot: QtBot) -> D:
    """Return the open dialog of a kind."""

    def is_open() -> bool:
        return any(one.isVisible() for one in desktop.window.findChildren(kind))

    qtbot.waitUntil(is_open)
    found = next(one for one in desktop.window.findChildren(kind) if one.isVisible())
    # Without a window manager nobody hands the focus on.
    found.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    return found


def type_into(widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)


def unlocked(desktop: Desktop, desk: Desk, qtbot: QtBot) -> None:
    """Unlock by keyboard, as somebody who sits down at the desk."""
    folder = desk.store.path.parent
    desk.store.close()
    page = desktop.show_unlock(((folder, make.LEAD),))
    desktop.window.show()
    field = page.findChild(QLineEdit, "passphrase")
    assert field is not None
    type_into(field, make.PASSPHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.session is not None)
    assert desktop.session is not None
    session = desktop.session
    qtbot.waitUntil(lambda: session.index is not None)


def new_client(desktop: Desktop, qtbot: QtBot) -> None:
    """Search, find nobody, create the person and open the case, without the mouse."""
    session = desktop.session
    assert session is not None
    session.go.emit("person.new", None)
    entry = dialog(desktop, PersonDialog, qtbot)
    who = entry.findChild(QLineEdit, "field-who")
    assert who is not None
    type_into(who, "Kovalenko, Olena")
    action = entry.confirm_button
    assert action is not None
    qtbot.waitUntil(action.isEnabled)
    QTest.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):  # the person, then the case
        QTest.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: current_case(desktop) is not None)


def current_case(desktop: Desktop) -> Any:
    page = desktop.window.page("cases")
    return page.current_case() if isinstance(page, CasesPage) else None


def contact_with_finding(desktop: Desktop, qtbot: QtBot) -> None:
    """Ctrl+K from anywhere, a few keys, and one step on to the finding."""
    desktop._new_contact()
    contact = dialog(desktop, ContactDialog, qtbot)
    QTest.keyClick(QApplication.focusWidget() or contact, Qt.Key.Key_T)
    text = contact.findChild(QPlainTextEdit)
    assert text is not None
    type_into(text, "Jobcenter verweist an das Sozialamt, das Sozialamt zurueck.")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(contact, Qt.Key.Key_Return, both)
    finding = dialog(desktop, FindingDialog, qtbot)
    title = finding.findChild(QLineEdit, "field-title")
    assert title is not None
    type_into(title, "Niemand ist zustaendig")
    draft = finding.findChild(QPushButton, "button-draft")
    assert draft is not None
    draft.setFocus()
    QTest.keyClick(draft, Qt.Key.Key_Space)


def waited(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=20_000)


def test_the_main_job_from_unlocking_to_the_districts_totals(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    bureau, kreis = make.joined(tmp_path)
    unlocked(desktop, bureau, qtbot)
    session = desktop.session
    assert session is not None

    new_client(desktop, qtbot)
    contact_with_finding(desktop, qtbot)
    case = current_case(desktop)
    view = case_view(session.desk, case)
    assert view.client.display_name == "Kovalenko, Olena"
    latest = contacts.latest_contact(session.desk, case)
    assert latest is not None
    assert latest.kind == "TELEFON"
    waited(qtbot, lambda: bool(findings.list_findings(session.desk)))
    (draft,) = findings.list_findings(session.desk)
    assert draft.title == "Niemand ist zustaendig"
    assert draft.cases == (case,)

    session.go.emit("quarters", QUARTER)
    page = desktop.window.page("quarters")
    assert isinstance(page, QuartersPage)
    page._chooser = Answers(tmp_path)
    assert page.assistant is not None
    model = page.assistant.model
    model.freeze(150, "")
    waited(qtbot, lambda: model.state.frozen is not None)
    model.go_to(2)
    waited(qtbot, lambda: model.state.preview is not None)
    model.go_to(SEND)
    model.export(tmp_path)
    waited(qtbot, lambda: bool(list(tmp_path.glob("*.kimb"))))
    (bundle,) = tmp_path.glob("*.kimb")

    desktop.lock()
    assert desktop.session is None
    (result,) = districts.import_bundles(kreis, [bundle])
    assert result.refused is None
    totals = districts.district_view(kreis, QUARTER)
    assert not any(one.missing for one in totals.offices)
    posts = next(span for span in totals.spans if span.fact == "eckwert_vze")
    assert (posts.low, posts.high) == (150, 150)
    assert totals.findings == ()  # the draft was never released
    kreis.store.close()


def test_locking_drops_every_screen_and_name(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    bureau = make.office(tmp_path)
    make.case(bureau, make.person("Unverwechselbar"))
    unlocked(desktop, bureau, qtbot)
    session = desktop.session
    assert session is not None
    session.go.emit("cases", None)
    session.go.emit("contact.new", None)
    dialog(desktop, ContactDialog, qtbot)

    desktop.lock()

    assert desktop.session is None
    qtbot.waitUntil(lambda: not desktop.window.findChildren(CasesPage))
    assert not [one for one in desktop.window.findChildren(QDialog) if one.isVisible()]
    texts = [field.text() for field in desktop.window.findChildren(QLineEdit)]
    assert not [text for text in texts if "Unverwechselbar" in text or make.PASSPHRASE in text]


def test_a_wrong_passphrase_is_told_and_nothing_opens(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    bureau = make.office(tmp_path)
    folder = bureau.store.path.parent
    bureau.store.close()
    page = desktop.show_unlock(((folder, make.LEAD),))
    desktop.window.show()
    page.fill_in("ganz-falsche-worte-hier-drin")
    page.submit()
    model = page._model
    qtbot.waitUntil(lambda: bool(model.state.problem))
    assert "stimmen nicht" in model.state.problem
    assert desktop.session is None
