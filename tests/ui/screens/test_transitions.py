"""A change of regime: proposed, counted while typing, finished with its gap in days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.domain.cases import Case
from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import PersonId
from kimdesk.domain.states import State, StateKind
from kimdesk.domain.transitions import Transition, gap_of, leaving
from kimdesk.ui.screens.transitions.finish import FinishDialog
from kimdesk.ui.screens.transitions.view import TransitionDialog
from kimdesk.ui.screens.transitions.viewmodel import FinishModel, StartModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.timeline import Timeline
from kimdesk.usecases import cases, states, transitions
from kimdesk.usecases.desk import Desk
from make import case, person, state

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
_LEAVES, _STARTS = date(2026, 10, 31), date(2026, 11, 13)


@pytest.fixture
def session(desk: Desk) -> Session:
    return Session(desk, Tasks())


@pytest.fixture
def olena(desk: Desk) -> Case:
    found = case(desk, person())
    state(desk, found, "RK_ASYLBLG_3", date(2024, 1, 1))
    state(desk, found, "AUF_25_2_GFK", date(2026, 10, 1), kind=StateKind.RESIDENCE)
    return found


@pytest.fixture
def running(desk: Desk, olena: Case) -> Transition:
    begun = Transition(
        olena.client, olena.id, "RK_ASYLBLG_3", "RK_SGB2", "ANERKENNUNG", date(2026, 10, 1)
    )
    return transitions.start_transition(desk, begun)


@pytest.fixture
def said(session: Session) -> list[tuple[Any, ...]]:
    heard: list[tuple[Any, ...]] = []
    session.said.connect(lambda *parts: heard.append(parts))
    return heard


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    # Its activation comes late and would take the focus from the dialog.
    assert QTest.qWaitForWindowActive(widget)
    return widget


def stored(desk: Desk, of: Case) -> tuple[Transition, ...]:
    return cases.case_view(desk, of.id).transitions


def test_old_and_new_benefit_are_proposed_from_what_is_known(session: Session, olena: Case) -> None:
    model = StartModel(session, (olena.id, olena.client))
    assert (model.form.from_value, model.form.to_value) == ("RK_ASYLBLG_3", "RK_SGB2")
    assert model.proposed_by == "§ 25 II GFK"


def test_nothing_is_proposed_where_the_benefit_fits_already(desk: Desk, session: Session) -> None:
    other = case(desk, person("Haddad", "Sami"))
    state(desk, other, "RK_SGB2", date(2026, 1, 1))
    state(desk, other, "AUF_25_2_GFK", date(2026, 1, 1), kind=StateKind.RESIDENCE)
    assert StartModel(session, (other.id, other.client)).form.to_value == ""


def test_a_change_is_begun_and_can_be_taken_back(
    desk: Desk, session: Session, olena: Case, said: list[tuple[Any, ...]]
) -> None:
    model = StartModel(session, (olena.id, olena.client))
    model.edit(trigger="ANERKENNUNG", leaves_on=_LEAVES)
    assert model.save()
    assert [(t.trigger, t.leaves_on, t.is_open) for t in stored(desk, olena)] == [
        ("ANERKENNUNG", _LEAVES, True)
    ]
    said[-1][3]()
    assert stored(desk, olena) == ()


@pytest.mark.parametrize("missing", ["from_value", "to_value", "trigger", "triggered_on"])
def test_what_is_missing_is_said_at_its_field(session: Session, olena: Case, missing: str) -> None:
    model = StartModel(session, (olena.id, olena.client))
    model.edit(trigger="ANERKENNUNG")
    model.edit(**{missing: None if missing == "triggered_on" else ""})
    assert not model.save()
    assert list(model.errors) == [missing]


def test_the_gap_is_counted_although_the_old_entry_is_still_open(
    session: Session, running: Transition
) -> None:
    model = FinishModel(session, running)
    assert model.gap() is None
    model.edit(leaves_on=_LEAVES, starts_on=_STARTS)
    assert model.gap_in_words() == ("Lücke: 12 Tage ohne existenzsichernde Leistung", "bad")
    assert model.form.result == "LUECKE"
    assert model.suggests_finding()


def test_following_at_once_leaves_no_gap(session: Session, running: Transition) -> None:
    model = FinishModel(session, running)
    model.edit(leaves_on=_LEAVES, starts_on=_LEAVES + timedelta(days=1))
    assert model.gap_in_words()[1] == "ok"
    assert model.form.result == "LUECKENLOS"
    assert not model.suggests_finding()


def test_another_benefit_bridges_the_days_between(
    desk: Desk, session: Session, olena: Case, running: Transition
) -> None:
    state(desk, olena, "RK_ERWERB", _LEAVES + timedelta(days=1), _STARTS - timedelta(days=1))
    model = FinishModel(session, running)
    model.edit(leaves_on=_LEAVES, starts_on=_STARTS)
    assert "deckt eine andere Leistung" in model.gap_in_words()[0]
    assert model.form.result == "UEBERBRUECKT"
    assert [lane.label for lane in model.lanes()] == ["bisher", "dazwischen", "neu"]


def test_the_result_that_was_chosen_stays_when_a_day_changes(
    session: Session, running: Transition
) -> None:
    model = FinishModel(session, running)
    model.edit(leaves_on=_LEAVES, starts_on=_STARTS)
    model.choose_result("UEBERBRUECKT")
    model.edit(starts_on=_STARTS + timedelta(days=1))
    assert model.form.result == "UEBERBRUECKT"
    assert model.save()


def test_finishing_stores_the_same_gap_and_moves_the_benefits(
    desk: Desk, session: Session, olena: Case, running: Transition
) -> None:
    model = FinishModel(session, running)
    model.edit(leaves_on=_LEAVES, starts_on=_STARTS, obstacle="Kein Termin.")
    assert model.save()
    (found,) = stored(desk, olena)
    assert (found.gap_days, found.result, found.obstacle) == (12, "LUECKE", "Kein Termin.")
    main = [s for s in states.history_of(desk, olena.client) if s.kind is StateKind.RECHTSKREIS]
    assert [(s.value, s.days.end) for s in main] == [("RK_ASYLBLG_3", _LEAVES), ("RK_SGB2", None)]
    assert [s.days.start for s in main][1] == _STARTS


def test_without_the_days_only_a_failed_change_can_be_finished(
    desk: Desk, session: Session, olena: Case, running: Transition
) -> None:
    model = FinishModel(session, running)
    assert not model.save()
    assert list(model.errors) == ["leaves_on"]
    model.choose_result("NICHT_GELUNGEN")
    assert model.save()
    (found,) = stored(desk, olena)
    assert (found.result, found.gap_days) == ("NICHT_GELUNGEN", None)


def test_days_are_kept_for_later_and_can_be_taken_back(
    desk: Desk, session: Session, olena: Case, running: Transition, said: list[tuple[Any, ...]]
) -> None:
    model = FinishModel(session, running)
    model.edit(leaves_on=_LEAVES)
    assert model.keep_for_later()
    assert [(t.leaves_on, t.is_open) for t in stored(desk, olena)] == [(_LEAVES, True)]
    said[-1][3]()
    assert [t.leaves_on for t in stored(desk, olena)] == [None]


def test_a_finished_change_keeps_its_days_and_takes_a_better_result(
    desk: Desk, session: Session, olena: Case, running: Transition
) -> None:
    done = transitions.finish_transition(desk, running, _LEAVES, _STARTS)
    model = FinishModel(session, done)
    assert model.finished
    model.choose_result("UEBERBRUECKT")
    assert model.save()
    (found,) = stored(desk, olena)
    assert (found.result, found.gap_days) == ("UEBERBRUECKT", 12)


def test_a_colleagues_change_is_taken_over_without_losing_the_own_words(
    desk: Desk, session: Session, running: Transition
) -> None:
    model = FinishModel(session, running)
    model.edit(obstacle="Nachweis fehlt.")
    transitions.change_transition(desk, replace(running, leaves_on=_LEAVES))
    assert not model.keep_for_later()
    assert model.outdated
    model.reload()
    assert (model.form.leaves_on, model.form.obstacle) == (_LEAVES, "Nachweis fehlt.")
    assert model.keep_for_later()


def test_a_proposed_result_alone_is_no_draft(
    desk: Desk, session: Session, running: Transition
) -> None:
    known = replace(running, leaves_on=_LEAVES, starts_on=_STARTS)
    model = FinishModel(session, transitions.change_transition(desk, known))
    assert model.form.result == "LUECKE"
    assert not model.keep_draft()


def test_the_dialog_counts_draws_and_offers_a_finding(
    desk: Desk, session: Session, olena: Case, running: Transition, host: QWidget, qtbot: QtBot
) -> None:
    gone: list[tuple[str, Any]] = []
    session.go.connect(lambda key, argument: gone.append((key, argument)))
    dialog = FinishDialog(session, running, host)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    further = dialog.findChild(QWidget, "button-finding")
    assert further is not None
    assert not further.isVisible()
    for name, day in (("leaves_on", "31.10.2026"), ("starts_on", "13.11.26")):
        editor = dialog.field(name).editor
        editor.setFocus()
        QTest.keyClicks(editor, day)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    gap = dialog.findChild(QLabel, "transition-gap")
    assert gap is not None
    assert gap.text() == "Lücke: 12 Tage ohne existenzsichernde Leistung"
    picture = dialog.findChild(Timeline)
    assert picture is not None
    assert ("Lücken", "12 Tage Lücke", "01.11.2026 bis 12.11.2026") in picture.rows_as_text()
    QTest.mouseClick(further, Qt.MouseButton.LeftButton)
    assert gone == [("finding.new", olena.id)]
    assert stored(desk, olena)[0].gap_days == 12


def test_each_control_of_both_dialogs_has_a_name(
    session: Session, olena: Case, running: Transition, host: QWidget
) -> None:
    for dialog in (
        TransitionDialog(session, (olena.id, olena.client), host),
        FinishDialog(session, running, host),
    ):
        dialog.open()
        reached = [
            widget
            for widget in dialog.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        ]
        assert len(reached) >= 6
        assert [widget.objectName() for widget in reached if not widget.accessibleName()] == []
        dialog.reject()


def test_the_proposal_names_its_source_and_asks_to_check(
    session: Session, olena: Case, host: QWidget
) -> None:
    dialog = TransitionDialog(session, (olena.id, olena.client), host)
    hint = dialog.field("to_value").editor.accessibleDescription()
    assert hint == ("Vorschlag aus dem Aufenthalt (§ 25 II GFK). Stand 22.11.2026 – bitte prüfen.")
    dialog.reject()


@given(st.integers(0, 400), st.booleans())
def test_an_open_old_entry_never_hides_a_gap(days: int, still_open: bool) -> None:
    end = None if still_open else _LEAVES
    old = State(PersonId("p"), StateKind.RECHTSKREIS, "OLD", DateRange(date(2020, 1, 1), end))
    starts = _LEAVES + timedelta(days=days + 1)
    ended = leaving([old], "OLD", _LEAVES)
    assert gap_of(_LEAVES, starts, ended, lambda _: True) == days
