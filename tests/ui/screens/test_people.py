"""Entering persons only after a search, changing them, and their cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

import make
from kimdesk.domain.people import BirthDate, BirthPrecision
from kimdesk.ui.screens.people import (
    CaseCloseDialog,
    CaseDialog,
    NewCaseDialog,
    PersonDialog,
    PersonEditDialog,
)
from kimdesk.ui.screens.people.viewmodel import PersonEntry, Step
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.usecases import case_list, cases, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from kimdesk.domain.cases import Case
    from kimdesk.usecases.desk import Desk

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Heard:
    """What a session asked for and said."""

    def __init__(self, session: Session) -> None:
        self.went: list[tuple[str, object]] = []
        self.said: list[str] = []
        self.undo: Any = None
        session.go.connect(lambda key, argument: self.went.append((key, argument)))
        session.said.connect(self._say)

    def _say(self, _tone: str, text: str, _label: str, undo: object) -> None:
        self.said.append(text)
        self.undo = undo


@pytest.fixture
def family(desk: Desk) -> Case:
    return make.family(desk)


@pytest.fixture
def session(desk: Desk, family: Case, qtbot: QtBot) -> Iterator[Session]:
    assert family.is_open
    tasks = Tasks()
    session = Session(desk, tasks)
    session.load_index()
    qtbot.waitUntil(lambda: not tasks.busy)
    yield session
    tasks.shutdown()


@pytest.fixture
def heard(session: Session) -> Heard:
    return Heard(session)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def searched(entry: PersonEntry, session: Session, qtbot: QtBot, text: str) -> None:
    entry.search(text)
    qtbot.waitUntil(lambda: not session.tasks.busy)


def step_of(entry: PersonEntry) -> Step:
    """Return the step; a call, because it changes behind the type checker's back."""
    return entry.state.step


def errors(widget: QWidget) -> list[str]:
    labels = [one for one in widget.findChildren(QLabel) if one.property("tone") == "bad"]
    return [one.text() for one in labels if one.isVisibleTo(widget) and one.text()]


def test_nobody_is_created_without_a_search(session: Session, qtbot: QtBot) -> None:
    entry = PersonEntry(session)
    entry.begin()
    assert step_of(entry) is Step.SEARCH
    entry.search("neu")
    before = entry.state.may_create
    assert not before
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert entry.state.may_create
    entry.begin()
    assert step_of(entry) is Step.FORM


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Neumann, Anna Lena", ("Neumann", "Anna Lena")),
        ("anna lena neumann", ("Neumann", "Anna Lena")),
        ("Suharto", ("Suharto", "")),
    ],
)
def test_the_typed_name_is_taken_over(
    session: Session, qtbot: QtBot, typed: str, expected: tuple[str, str]
) -> None:
    entry = PersonEntry(session)
    searched(entry, session, qtbot, typed)
    entry.begin()
    assert entry.state.person is not None
    assert (entry.state.person.family_name, entry.state.person.given_name) == expected


def test_a_candidate_leads_to_the_case(
    session: Session, family: Case, heard: Heard, qtbot: QtBot
) -> None:
    entry = PersonEntry(session)
    searched(entry, session, qtbot, "muhammad al khatib")
    entry.choose(entry.state.candidates[0])
    assert heard.went == [("case", family.id)]


def test_much_the_same_name_is_shown_again_before_saving(
    session: Session, desk: Desk, qtbot: QtBot
) -> None:
    entry = PersonEntry(session)
    searched(entry, session, qtbot, "xy")
    entry.begin()
    double = make.person("Al-Khatib", "Rima")
    entry.save(double, None)
    assert [one.name for one in entry.state.similar] == ["Al-Khatib, Rima"]
    assert step_of(entry) is Step.FORM
    entry.save(double, None, sure=True)
    assert step_of(entry) is Step.CASE
    assert entry.state.person is not None
    assert people.get_person(desk, entry.state.person.id).given_name == "Rima"


def test_a_new_client_needs_one_pass(
    session: Session, heard: Heard, desk: Desk, host: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(session, None, host)
    dialog.show()
    QTest.keyClicks(dialog._search.name, "Neumann, Anna")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    QTest.keyClick(dialog._search.name, Qt.Key.Key_Return)
    dialog._person_form().birth.precision.set_code(BirthPrecision.ESTIMATED)
    dialog._person_form().birth.year.setText("1988")
    dialog._person_form().nations.set_codes(["UA", "RO"])
    dialog.submit()
    dialog.submit()
    key, case = heard.went[0]
    assert key == "case"
    client = cases.case_view(desk, case).client  # type: ignore[arg-type]
    assert client.display_name == "Neumann, Anna"
    assert client.birth.german == "ca. 1988"
    assert client.nationalities == ("UA", "RO")
    assert session.index is not None
    assert session.index.search("neumann").total == 1


def test_return_in_the_search_never_skips_the_people_found(
    session: Session, host: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(session, None, host)
    dialog.show()
    QTest.keyClicks(dialog._search.name, "al-khatib")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    QTest.keyClick(dialog._search.name, Qt.Key.Key_Return)
    assert dialog._entry.state.step is Step.SEARCH
    dialog.close_saved()


def test_a_household_member_needs_a_role(
    session: Session, family: Case, desk: Desk, host: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(session, family.client, host)
    dialog.show()
    QTest.keyClicks(dialog._search.name, "Al-Khatib, Zahra")
    qtbot.waitUntil(lambda: not session.tasks.busy)
    dialog.submit()
    dialog._person_form().given.setText("Zahra")
    dialog._person_form().family.setText("Neu")
    dialog.submit()
    assert "Bitte die Rolle im Haushalt wählen." in errors(dialog)
    dialog._role.set_code("KIND")
    dialog.submit()
    if dialog._entry.state.similar:
        dialog.submit()
    members = cases.case_view(desk, family.id).members
    assert [one.name for one in members if one.role == "KIND"][-1] == "Neu, Zahra"


def test_a_year_that_is_none_is_said_at_the_field(
    session: Session, family: Case, host: QWidget
) -> None:
    dialog = PersonEditDialog(session, family.client, host)
    dialog.show()
    dialog._form.birth.precision.set_code(BirthPrecision.YEAR)
    dialog._form.birth.year.setText("88")
    dialog.submit()
    assert "Bitte ein Jahr eingeben, zum Beispiel 1988." in errors(dialog)
    dialog.close_saved()


@pytest.mark.parametrize("precision", list(BirthPrecision))
def test_every_certainty_of_birth_survives_the_form(
    session: Session, desk: Desk, host: QWidget, precision: BirthPrecision
) -> None:
    known = precision is not BirthPrecision.UNKNOWN
    day = make.TODAY.replace(year=1990, month=1, day=1) if known else None
    stored = people.create_person(desk, make.person(birth=BirthDate(day, precision)))
    dialog = PersonEditDialog(session, stored.id, host)
    dialog.submit()
    assert people.get_person(desk, stored.id).birth == stored.birth


def test_a_colleagues_saving_keeps_the_input_and_offers_to_reload(
    session: Session, family: Case, desk: Desk, host: QWidget
) -> None:
    dialog = PersonEditDialog(session, family.client, host)
    dialog.show()
    stored = people.get_person(desk, family.client)
    people.change_person(desk, replace(stored, phone="0171 1"))
    dialog._form.note.setPlainText("Mein Text")
    dialog.submit()
    assert dialog._form.note.toPlainText() == "Mein Text"
    assert dialog._reload.isVisible()
    dialog._reload.click()
    assert dialog._form.phone.text() == "0171 1"
    assert not dialog._reload.isVisible()
    dialog.close_saved()


def test_a_form_with_input_is_not_closed_by_mistake(
    session: Session, family: Case, host: QWidget
) -> None:
    dialog = PersonEditDialog(session, family.client, host)
    dialog.show()
    dialog._form.note.setPlainText("Noch nicht gespeichert")
    dialog.reject()
    assert dialog.isVisible()
    asked = [one for one in dialog.findChildren(QAbstractButton) if one.text() == "Verwerfen"]
    asked[0].click()
    assert not dialog.isVisible()


def test_an_untouched_form_closes_without_asking(
    session: Session, family: Case, host: QWidget
) -> None:
    dialog = PersonEditDialog(session, family.client, host)
    dialog.show()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_member_gets_a_case_of_its_own(
    session: Session, family: Case, heard: Heard, desk: Desk, host: QWidget
) -> None:
    rima = next(one for one in cases.case_view(desk, family.id).people if one.given_name == "Rima")
    assert case_list.case_near(desk, rima.id) == family.id
    dialog = NewCaseDialog(session, rima.id, host)
    dialog.submit()
    own = case_list.case_near(desk, rima.id)
    assert heard.went == [("case", own)]
    assert own != family.id


def test_a_day_before_the_opening_is_said_at_the_field(
    session: Session, family: Case, desk: Desk, host: QWidget
) -> None:
    dialog = CaseDialog(session, family.id, host)
    dialog.show()
    dialog._form.agreed.setText("01.01.2020")
    dialog.submit()
    assert "Der Tag liegt vor der Falleröffnung." in errors(dialog)
    assert cases.case_view(desk, family.id).case == family
    dialog.close_saved()


def test_a_case_is_closed_with_its_reason_and_reopened(
    session: Session, family: Case, heard: Heard, desk: Desk, host: QWidget
) -> None:
    dialog = CaseCloseDialog(session, family.id, host)
    dialog.show()
    dialog.submit()
    assert "Bitte den Grund des Abschlusses wählen." in errors(dialog)
    dialog._reason.set_code("WEGZUG")
    dialog.submit()
    closed = cases.case_view(desk, family.id).case
    assert (closed.closed_on, closed.closing_reason) == (desk.today, "WEGZUG")
    heard.undo()
    assert cases.case_view(desk, family.id).case.is_open


def test_every_control_of_the_forms_has_a_name(
    session: Session, family: Case, host: QWidget
) -> None:
    for dialog in (
        PersonEditDialog(session, family.client, host),
        PersonDialog(session, family.client, host),
        CaseDialog(session, family.id, host),
        CaseCloseDialog(session, family.id, host),
    ):
        controls = [
            one
            for kind in (QAbstractButton, QLineEdit)
            for one in dialog.findChildren(kind)
            if not one.objectName().startswith("qt_") and type(one).__name__ != "QToolButton"
        ]
        nameless = [
            f"{type(one).__name__} {one.objectName()}"
            for one in controls
            if not one.accessibleName() and not type(one).__name__.startswith("QLineEditIcon")
        ]
        assert nameless == []
        dialog.close_saved()
