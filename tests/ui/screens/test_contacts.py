"""A contact by keyboard alone, kept when it is not saved, and back with one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.domain.cases import Case
from kimdesk.domain.contacts import Contact
from kimdesk.domain.identifiers import CaseId
from kimdesk.ui.screens.contacts.view import ContactDialog, kind_choices, numbered
from kimdesk.ui.screens.contacts.viewmodel import ContactModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.form_model import RELOADED
from kimdesk.ui.widgets.key_chips import KeyChip, KeyChips, KeyChoice, letters_for, match
from kimdesk.usecases import cases, contacts
from kimdesk.usecases.desk import Desk
from make import case, contact, person

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(desk: Desk) -> Session:
    return Session(desk, Tasks())


@pytest.fixture
def olena(desk: Desk) -> Case:
    return case(desk, person())


@pytest.fixture
def said(session: Session) -> list[tuple[Any, ...]]:
    heard: list[tuple[Any, ...]] = []
    session.said.connect(lambda *parts: heard.append(parts))
    return heard


@pytest.fixture
def show(session: Session, qtbot: QtBot) -> Callable[[Contact | CaseId | None], ContactDialog]:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    # Its activation comes late and would take the focus from the dialog.
    assert QTest.qWaitForWindowActive(host)

    def opened(argument: Contact | CaseId | None) -> ContactDialog:
        dialog = ContactDialog(session, argument, host)
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        return dialog

    return opened


Show = Callable[[Contact | CaseId | None], ContactDialog]


class Keys:
    """Presses keys where the focus is and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, *keys: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(focus(), key, modifier)
            self.count += 1


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def stored(desk: Desk, of: Case) -> tuple[Contact, ...]:
    return cases.case_view(desk, of.id).contacts


def test_a_contact_takes_at_most_twelve_keys_beside_its_text(
    desk: Desk, olena: Case, show: Show, said: list[tuple[Any, ...]]
) -> None:
    show(olena.id)
    keys = Keys()
    keys.press("t", "3", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "0", "2", "w", "o", Qt.Key.Key_Tab)
    assert isinstance(focus(), QPlainTextEdit)
    QTest.keyClicks(focus(), "Mietvertrag liegt vor, Antrag gestellt.")
    keys.press(Qt.Key.Key_Return, modifier=_CTRL)
    assert keys.count <= 12
    (found,) = stored(desk, olena)
    assert (found.kind, found.duration, found.fields) == ("TELEFON", "D60", ("HF02", "HF03"))
    assert (found.day, found.text) == (desk.today, "Mietvertrag liegt vor, Antrag gestellt.")
    assert [(parts[0], parts[1], parts[2]) for parts in said] == [
        ("ok", "Kontakt gespeichert.", "Rückgängig")
    ]
    said[0][3]()
    assert stored(desk, olena) == ()


def test_the_same_kind_of_contact_again_needs_only_tabs_and_ctrl_return(
    desk: Desk, olena: Case, show: Show
) -> None:
    contact(desk, olena, date(2026, 11, 20), kind="TELEFON", duration="D15")
    show(olena.id)
    Keys().press(Qt.Key.Key_Return, modifier=_CTRL)
    newest = stored(desk, olena)[0]
    assert (newest.day, newest.kind, newest.duration) == (desk.today, "TELEFON", "D15")


def test_without_an_earlier_contact_a_talk_of_half_an_hour_is_assumed(
    session: Session, olena: Case
) -> None:
    form = ContactModel(session, olena.id).form
    assert (form.kind, form.duration, form.programme) == ("PERS_BUERO", "D30", "KIM")


def test_ctrl_shift_return_goes_on_to_a_finding_from_the_stored_contact(
    session: Session, olena: Case, desk: Desk, show: Show
) -> None:
    gone: list[tuple[str, Any]] = []
    session.go.connect(lambda key, argument: gone.append((key, argument)))
    show(olena.id)
    Keys().press(Qt.Key.Key_Return, modifier=_CTRL_SHIFT)
    assert gone == [("finding.new", stored(desk, olena)[0])]


def test_short_counselling_has_no_case_and_asks_for_no_name(session: Session, show: Show) -> None:
    dialog = show(None)
    assert "Ohne Namen" in dialog.accessibleDescription()
    assert "keine Namen" in dialog.field("text").editor.accessibleDescription()
    assert dialog.field("programme").editor.isVisible()
    saved = dialog.model.save()
    assert saved is not None
    assert contacts.get_contact(session.desk, saved.id).case is None


def test_what_was_typed_survives_closing_by_mistake(
    olena: Case, session: Session, show: Show, said: list[tuple[Any, ...]]
) -> None:
    first = show(olena.id)
    first.model.edit(text="Noch nicht fertig")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert "warten" in said[-1][1]
    assert ContactModel(session, None).form.text == ""
    again = show(olena.id)
    text = again.field("text").editor
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "Noch nicht fertig"
    assert again.model.save() is not None
    again.accept()
    assert not ContactModel(session, olena.id).restored


def test_a_draft_can_be_thrown_away(session: Session, olena: Case) -> None:
    model = ContactModel(session, olena.id)
    model.edit(text="weg damit")
    assert model.keep_draft()
    again = ContactModel(session, olena.id)
    assert again.restored
    again.start_again()
    assert again.form.text == ""
    assert session.drafts == {}


def test_nothing_typed_leaves_no_draft_and_says_nothing(
    olena: Case, session: Session, show: Show, said: list[tuple[Any, ...]]
) -> None:
    QTest.keyClick(show(olena.id), Qt.Key.Key_Escape)
    assert (session.drafts, said) == ({}, [])


def test_a_day_in_the_future_is_refused_at_its_field_and_nothing_is_lost(
    olena: Case, desk: Desk, show: Show
) -> None:
    dialog = show(olena.id)
    dialog.model.edit(day=desk.today + timedelta(days=1), text="bleibt")
    dialog.submit()
    assert "Zukunft" in dialog.field("day").error()
    assert dialog.model.form.text == "bleibt"
    assert stored(desk, olena) == ()


def test_an_unreadable_date_keeps_the_dialog_open(olena: Case, desk: Desk, show: Show) -> None:
    dialog = show(olena.id)
    day = dialog.field("day").editor
    day.setFocus()
    QTest.keyClicks(day, "x")
    QTest.keyClick(day, Qt.Key.Key_Return, _CTRL)
    assert dialog.isVisible()
    assert dialog.field("day").error()
    assert stored(desk, olena) == ()


def test_a_change_and_a_removal_can_be_undone(
    desk: Desk, session: Session, olena: Case, said: list[tuple[Any, ...]]
) -> None:
    before = contact(desk, olena)
    model = ContactModel(session, before)
    model.edit(text="Neuer Text")
    changed = model.save()
    assert changed is not None
    assert stored(desk, olena)[0].text == "Neuer Text"
    said[-1][3]()
    assert replace(stored(desk, olena)[0], version=1) == before
    assert ContactModel(session, stored(desk, olena)[0]).remove()
    assert stored(desk, olena) == ()
    said[-1][3]()
    assert stored(desk, olena)[0].text == before.text


def test_a_colleagues_change_is_taken_over_without_losing_the_own_words(
    desk: Desk, olena: Case, show: Show
) -> None:
    before = contact(desk, olena)
    dialog = show(before)
    dialog.model.edit(text="Meine Worte")
    contacts.change_contact(desk, replace(before, kind="VIDEO"))
    dialog.submit()
    assert dialog.model.outdated
    assert dialog.isVisible()
    dialog.reload()
    assert (dialog.model.form.kind, dialog.model.form.text) == ("VIDEO", "Meine Worte")
    assert dialog.model.problem == RELOADED
    assert dialog.model.save() is not None
    assert stored(desk, olena)[0].text == "Meine Worte"


def test_each_control_says_its_name_and_key(olena: Case, show: Show) -> None:
    dialog = show(olena.id)
    focusable = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    assert len(focusable) > 7
    assert [widget for widget in focusable if not widget.accessibleName()] == []
    names = {
        chip.accessibleName()
        for row in dialog.findChildren(KeyChips)
        for chip in row.children()
        if isinstance(chip, QWidget)
    }
    assert {"Telefonat, Taste T", "16 bis 30 Minuten, Taste 2"} <= names


def test_tab_stops_once_at_each_row_of_pills(olena: Case, show: Show) -> None:
    dialog = show(olena.id)
    stops = [
        chip
        for row in dialog.findChildren(KeyChips)
        for chip in row.findChildren(QWidget)
        if chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) == 3


def test_arrows_walk_and_space_switches(olena: Case, show: Show) -> None:
    dialog = show(olena.id)
    Keys().press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert dialog.model.form.fields == ("HF02",)
    Keys().press(Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert dialog.model.form.fields == ("HF14",)


def test_letters_that_fit_two_fields_wait_for_more(olena: Case, show: Show) -> None:
    dialog = show(olena.id)
    keys = Keys()
    keys.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, "s", "c")
    assert dialog.model.form.fields == ()
    keys.press("h", "u", "t")
    chosen = [chip.objectName() for chip in dialog.findChildren(KeyChip) if chip.isChecked()]
    assert chosen == ["key-PERS_BUERO", "key-D30", "key-HF13"]


def test_the_dialog_is_freed_after_saving(olena: Case, show: Show) -> None:
    dialog = show(olena.id)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.submit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]


def test_every_kind_has_its_own_letter_and_every_field_its_number(desk: Desk) -> None:
    kinds = kind_choices(desk.catalogues["kontaktarten"].values)
    fields = numbered(desk.catalogues["handlungsfelder"].values, width=2)
    letters = [choice.cap for choice in kinds]
    assert len(set(letters)) == len(letters)
    assert all(letters)
    assert [match(fields, choice.cap)[0] for choice in fields] == [one.code for one in fields]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20))
def test_no_letter_is_given_twice(labels: list[str]) -> None:
    given_letters = [letter for letter in letters_for(labels) if letter]
    assert len(set(given_letters)) == len(given_letters)


@given(st.text(alphabet="abekx01", min_size=1, max_size=4))
def test_typed_keys_mean_only_what_they_begin(typed: str) -> None:
    choices = (KeyChoice("A", "Abek", "01", ("abek",)), KeyChoice("B", "Abex", "10", ("abex",)))
    code, fitting = match(choices, typed)
    assert all(any(n.startswith(typed) for n in (c.cap, *c.words)) for c in fitting)
    assert not code or code in {choice.code for choice in fitting}
