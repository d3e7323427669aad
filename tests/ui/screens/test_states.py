"""Entries of the time series: entered, corrected, ended, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.domain.cases import Case
from kimdesk.domain.states import Grant, State, StateKind
from kimdesk.ui.screens.states.view import StateDialog, grouped
from kimdesk.ui.screens.states.viewmodel import StateModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.usecases import cases, states
from kimdesk.usecases.desk import Desk
from make import case, person, state

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
_SINCE = date(2026, 7, 1)


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


def values(desk: Desk, of: Case) -> list[tuple[str, date, date | None]]:
    return [(s.value, s.days.start, s.days.end) for s in states.history_of(desk, of.client)]


@pytest.mark.parametrize(
    ("kind", "value", "short"),
    [
        (StateKind.RECHTSKREIS, "RK_SGB2", "SGB II"),
        (StateKind.RESIDENCE, "AUF_25_2_GFK", "§ 25 II GFK"),
    ],
)
def test_an_entry_of_either_series_is_stored_and_can_be_taken_back(
    desk: Desk,
    session: Session,
    olena: Case,
    said: list[tuple[Any, ...]],
    kind: StateKind,
    value: str,
    short: str,
) -> None:
    model = StateModel(session, (olena.client, kind))
    model.edit(value=value, start=_SINCE, reference=" 12 AZ 3 ", grant=Grant.APPLIED.value)
    legal = model.legal()
    assert legal is not None
    assert legal.short == short
    assert legal.norm.startswith("§")
    assert legal.status == "Stand 22.11.2026 – bitte prüfen"
    assert model.save()
    (stored,) = states.history_of(desk, olena.client)
    assert (stored.reference, stored.grant) == ("12 AZ 3", Grant.APPLIED)
    said[-1][3]()
    assert values(desk, olena) == []


@pytest.mark.parametrize("missing", ["value", "start"])
def test_what_is_missing_is_said_at_its_field(
    desk: Desk, session: Session, olena: Case, missing: str
) -> None:
    model = StateModel(session, (olena.client, StateKind.RECHTSKREIS))
    model.edit(**{"value": "RK_SGB2", "start": _SINCE, missing: None if missing == "start" else ""})
    assert not model.save()
    assert list(model.errors) == [missing]
    assert values(desk, olena) == []


def test_an_end_before_the_beginning_is_said_at_the_end(session: Session, olena: Case) -> None:
    model = StateModel(session, (olena.client, StateKind.RECHTSKREIS))
    model.edit(value="RK_SGB2", start=_SINCE, end=date(2026, 6, 1))
    assert not model.save()
    assert list(model.errors) == ["end"]


def test_an_overlap_is_pointed_out_and_not_forbidden(
    desk: Desk, session: Session, olena: Case
) -> None:
    state(desk, olena, "RK_ASYLBLG_3", date(2024, 1, 1))
    model = StateModel(session, (olena.client, StateKind.RECHTSKREIS))
    model.edit(value="RK_SGB2", start=_SINCE)
    assert "AsylbLG § 3 (01.01.2024 bis heute)" in model.overlap()
    assert model.save()


def test_benefits_beside_the_livelihood_overlap_nothing(
    desk: Desk, session: Session, olena: Case
) -> None:
    state(desk, olena, "RK_SGB2", date(2024, 1, 1))
    model = StateModel(session, (olena.client, StateKind.RECHTSKREIS))
    model.edit(value="RK_BKGG", start=_SINCE)
    assert model.overlap() == ""


def test_a_corrected_entry_does_not_overlap_itself(
    desk: Desk, session: Session, olena: Case
) -> None:
    entry = state(desk, olena, "RK_SGB2", date(2024, 1, 1))
    model = StateModel(session, entry)
    model.edit(start=date(2024, 2, 1))
    assert model.overlap() == ""


def test_a_correction_keeps_the_earlier_entry_readable_and_can_be_undone(
    desk: Desk, session: Session, olena: Case, said: list[tuple[Any, ...]]
) -> None:
    model = StateModel(session, state(desk, olena, "RK_SGB2", _SINCE))
    model.edit(start=date(2026, 8, 1))
    assert model.save()
    assert values(desk, olena) == [("RK_SGB2", date(2026, 8, 1), None)]
    assert [old.days.start for old in cases.case_view(desk, olena.id).corrected] == [_SINCE]
    said[-1][3]()
    assert values(desk, olena) == [("RK_SGB2", _SINCE, None)]


@pytest.mark.parametrize(("typed", "last"), [(None, date(2026, 11, 22)), (date(2026, 10, 31),) * 2])
def test_ending_takes_the_typed_day_or_today(
    desk: Desk, session: Session, olena: Case, typed: date | None, last: date
) -> None:
    model = StateModel(session, state(desk, olena, "RK_SGB2", _SINCE))
    model.edit(end=typed)
    assert model.end()
    assert values(desk, olena) == [("RK_SGB2", _SINCE, last)]


def test_a_colleagues_correction_is_taken_over_without_losing_the_own_one(
    desk: Desk, session: Session, olena: Case
) -> None:
    entry = state(desk, olena, "RK_SGB2", _SINCE)
    model = StateModel(session, entry)
    model.edit(reference="AZ 7")
    states.end_state(desk, entry, date(2026, 9, 30))
    assert not model.save()
    assert model.outdated
    model.reload()
    assert (model.form.end, model.form.reference) == (date(2026, 9, 30), "AZ 7")
    assert model.save()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    # Its activation comes late and would take the focus from the dialog.
    assert QTest.qWaitForWindowActive(widget)
    return widget


def shown(session: Session, argument: Any, host: QWidget) -> StateDialog:
    dialog = StateDialog(session, argument, host)
    dialog.open()
    return dialog


def test_the_dialog_shows_law_and_overlap_and_saves_with_ctrl_return(
    desk: Desk, session: Session, olena: Case, host: QWidget, qtbot: QtBot
) -> None:
    state(desk, olena, "RK_ASYLBLG_3", date(2024, 1, 1))
    dialog = shown(session, (olena.client, StateKind.RECHTSKREIS), host)
    dialog.model.edit(value="RK_SGB2", start=_SINCE)
    dialog.fill()
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("§§ 7, 19 SGB II · Stand 22.11.2026 – bitte prüfen" in text for text in texts)
    assert any("Überschneidet sich" in text for text in texts)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ("RK_SGB2", _SINCE, None) in values(desk, olena)


def test_a_correction_says_that_the_earlier_entry_stays(
    desk: Desk, session: Session, olena: Case, host: QWidget
) -> None:
    dialog = shown(session, state(desk, olena, "RK_SGB2", _SINCE), host)
    assert "bleibt als früherer Stand lesbar" in dialog.accessibleDescription()
    assert dialog.findChild(QWidget, "button-end") is not None
    unnamed = [
        widget.objectName()
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert unnamed == []


def test_what_was_typed_waits_for_the_same_person_and_series(
    session: Session, olena: Case, host: QWidget, said: list[tuple[Any, ...]]
) -> None:
    dialog = shown(session, (olena.client, StateKind.RESIDENCE), host)
    dialog.model.edit(reference="AZ 9")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "warten" in said[-1][1]
    assert StateModel(session, (olena.client, StateKind.RESIDENCE)).form.reference == "AZ 9"
    assert StateModel(session, (olena.client, StateKind.RECHTSKREIS)).form.reference == ""


@pytest.mark.parametrize("kind", StateKind)
def test_each_group_stands_together_and_nothing_is_lost(desk: Desk, kind: StateKind) -> None:
    catalogue = desk.catalogues[kind.catalogue]
    items = grouped(catalogue)
    groups = [group for _, _, group in items]
    runs = [group for n, group in enumerate(groups) if n == 0 or group != groups[n - 1]]
    assert len(runs) == len(set(runs))
    assert {code for code, _, _ in items} == {value.code for value in catalogue}


def test_the_entry_is_a_state_of_the_person(session: Session, desk: Desk, olena: Case) -> None:
    model = StateModel(session, (olena.client, StateKind.RECHTSKREIS))
    model.edit(value="RK_SGB2", start=_SINCE)
    assert model.save()
    (stored,) = states.history_of(desk, olena.client)
    assert isinstance(stored, State)
    assert states.latest_state(desk, stored) == stored
