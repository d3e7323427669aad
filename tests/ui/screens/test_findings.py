"""Findings: from a contact in one step, incomplete as a draft, released by the lead only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kimdesk.domain.cases import Case
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.storage.findings import mark_exported
from kimdesk.ui.screens.findings.dialog import EditFindingDialog, FindingDialog
from kimdesk.ui.screens.findings.listing import FindingsModel
from kimdesk.ui.screens.findings.view import FindingsPage
from kimdesk.ui.screens.findings.viewmodel import FindingModel, begun
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.buttons import Button
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import findings
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.search import build_index
from make import as_caseworker, case, contact, person

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
_S = FindingStatus
_WORDS = {
    "title": "Kein Termin in sechs Wochen",
    "description": "Termine werden erst nach Wochen vergeben.",
    "field": "HF01",
    "kind": "KAPAZITAET",
}


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    tasks = Tasks()
    yield Session(desk, tasks)
    tasks.shutdown()


@pytest.fixture
def olena(desk: Desk) -> Case:
    return case(desk, person())


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
    return widget


def stored(desk: Desk, *way: FindingStatus, **words: Any) -> Finding:
    found = findings.create_finding(desk, Finding(**{**_WORDS, **words}))
    for status in way:
        found = findings.move_finding(desk, found, status)
    return found


def status_of(desk: Desk, finding: Finding) -> FindingStatus:
    return findings.get_finding(desk, finding.id).status


def exported(desk: Desk) -> Finding:
    """A finding marked as the export does it."""
    found = stored(desk, _S.SUBMITTED, _S.RELEASED)
    with desk.change("quarter.exported") as work:
        mark_exported(work.session, found.id)
    return findings.get_finding(desk, found.id)


def test_a_finding_from_a_contact_takes_over_field_and_case_but_no_words(
    desk: Desk, session: Session, olena: Case
) -> None:
    model = FindingModel(session, begun(contact(desk, olena, fields=("HF03",), text="Frau K.")))
    assert (model.form.field, model.form.cases) == ("HF03", (olena.id,))
    assert (model.form.title, model.form.description) == ("", "")


def test_a_draft_may_be_incomplete_and_can_be_dropped_again(
    desk: Desk, session: Session, olena: Case, said: list[tuple[Any, ...]]
) -> None:
    model = FindingModel(session, begun(olena.id))
    model.edit(title="Noch unfertig")
    found = model.save()
    assert found is not None
    assert status_of(desk, found) is _S.DRAFT
    said[-1][3]()
    assert status_of(desk, found) is _S.DROPPED


def test_submitting_says_at_each_field_what_is_missing_and_stores_nothing(
    desk: Desk, session: Session
) -> None:
    model = FindingModel(session, begun(None))
    assert model.submit() is None
    assert set(model.errors) == {"title", "description", "field", "kind"}
    assert findings.list_findings(desk) == ()


def test_a_complete_finding_is_put_before_the_lead_and_can_be_taken_back(
    desk: Desk, session: Session, said: list[tuple[Any, ...]]
) -> None:
    model = FindingModel(session, begun(None))
    model.edit(**_WORDS, delay_weeks="6")
    found = model.submit()
    assert found is not None
    assert (found.delay_weeks, status_of(desk, found)) == (6, _S.SUBMITTED)
    said[-1][3]()
    assert status_of(desk, found) is _S.DRAFT


@pytest.mark.parametrize("weeks", ["viele", "-3", "2,5", "9999"])
def test_weeks_that_are_no_number_are_refused(session: Session, weeks: str) -> None:
    model = FindingModel(session, begun(None))
    model.edit(title="x", delay_weeks=weeks)
    assert model.save() is None
    assert list(model.errors) == ["delay_weeks"]


def test_only_the_class_of_frequency_is_shown_as_leaving(desk: Desk, session: Session) -> None:
    model = FindingModel(session, begun(None))
    assert model.frequency() == "Einzelbeobachtung"
    for number in range(3):
        model.link(case(desk, person(f"Muster{number}", "Ada")).id)
    assert model.frequency() == "3 bis 5 Fälle"
    assert len(model.linked()) == 3
    model.unlink(model.form.cases[0])
    assert model.frequency() == "Einzelbeobachtung"


def test_changing_a_finding_can_be_undone(
    desk: Desk, session: Session, said: list[tuple[Any, ...]]
) -> None:
    before = stored(desk, _S.SUBMITTED)
    model = FindingModel(session, before)
    model.edit(title="Anders")
    assert model.save() is not None
    said[-1][3]()
    assert findings.get_finding(desk, before.id).title == before.title


def test_a_colleagues_change_is_taken_over_without_losing_the_own_words(
    desk: Desk, session: Session
) -> None:
    before = stored(desk)
    model = FindingModel(session, before)
    model.edit(proposal="Feste Termine.")
    findings.change_finding(desk, replace(before, tried="Angerufen."))
    assert model.save() is None
    assert model.outdated
    model.reload()
    assert (model.form.tried, model.form.proposal) == ("Angerufen.", "Feste Termine.")
    assert model.save() is not None


@pytest.mark.parametrize(
    ("way", "target"),
    [
        ((_S.SUBMITTED,), _S.RELEASED),
        ((_S.SUBMITTED,), _S.DRAFT),
        ((_S.SUBMITTED,), _S.DROPPED),
        ((_S.SUBMITTED, _S.RELEASED), _S.DROPPED),
        ((_S.SUBMITTED, _S.RELEASED), _S.SUBMITTED),
        ((), _S.DROPPED),
        ((_S.DROPPED,), _S.DRAFT),
    ],
)
def test_each_step_of_the_lead_can_be_undone(
    desk: Desk,
    session: Session,
    said: list[tuple[Any, ...]],
    way: tuple[FindingStatus, ...],
    target: FindingStatus,
) -> None:
    found = stored(desk, *way)
    model = FindingsModel(session)
    (row,) = model.state.rows
    assert target in {step.target for step in model.steps(row)}
    model.move(row, target)
    assert status_of(desk, found) is target
    assert said[-1][0] == "ok"
    said[-1][3]()
    assert status_of(desk, found) is found.status


def test_a_caseworker_is_not_offered_the_release_and_told_why(desk: Desk) -> None:
    stored(desk, _S.SUBMITTED)
    model = FindingsModel(Session(as_caseworker(desk), Tasks()))
    (row,) = model.state.rows
    assert {step.target for step in model.steps(row)} == {_S.DRAFT}
    assert "Die Freigabe erteilt die Leitung" in model.reason(row)


def test_an_exported_finding_offers_nothing_and_says_why(desk: Desk, session: Session) -> None:
    exported(desk)
    model = FindingsModel(session)
    (row,) = model.state.rows
    assert model.steps(row) == ()
    assert "nicht mehr zu ändern" in model.reason(row)


def test_the_filters_count_and_narrow(desk: Desk, session: Session) -> None:
    stored(desk)
    stored(desk, _S.SUBMITTED)
    model = FindingsModel(session)
    assert dict(model.state.filters)[""] == "Alle 2"
    assert dict(model.state.filters)[_S.SUBMITTED.value] == "Zur Freigabe 1"
    model.filter(_S.SUBMITTED.value)
    assert [row.finding.status for row in model.state.rows] == [_S.SUBMITTED]


def shown_page(session: Session, qtbot: QtBot) -> FindingsPage:
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def test_the_page_follows_changes_and_the_lead_releases_by_button(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    page = shown_page(session, qtbot)
    assert page.findChild(QWidget, "button-first-finding") is not None
    found = stored(desk, _S.SUBMITTED)
    session.announce("findings")
    release = page.findChild(Button, "button-freigeben")
    assert release is not None
    QTest.keyClick(release, Qt.Key.Key_Space)
    assert status_of(desk, found) is _S.RELEASED
    reason = page.findChild(QLabel, "finding-reason")
    assert reason is not None
    assert "nächsten Quartalsbündel" in reason.text()


def test_return_in_the_table_opens_the_finding(desk: Desk, session: Session, qtbot: QtBot) -> None:
    found = stored(desk)
    gone: list[tuple[str, Any]] = []
    session.go.connect(lambda key, argument: gone.append((key, argument)))
    page = shown_page(session, qtbot)
    table = page.findChild(DataTable)
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert gone == [("finding.edit", found.id)]


def test_names_of_linked_cases_carry_the_label_that_they_stay(
    desk: Desk, session: Session, olena: Case, host: QWidget
) -> None:
    dialog = FindingDialog(session, contact(desk, olena), host)
    dialog.open()
    said = {widget.accessibleName() for widget in dialog.findChildren(QWidget)}
    assert "bleibt in der Beratungsstelle" in said
    assert "Kovalenko, Olena · MB-2026-00001 nicht mehr verknüpfen" in said
    assert "Weitergegeben wird nur die Häufigkeit: Einzelbeobachtung." in said
    dialog.reject()


def test_a_further_case_is_found_by_name_and_linked_with_return(
    desk: Desk, session: Session, olena: Case, host: QWidget, qtbot: QtBot
) -> None:
    other = case(desk, person("Haddad", "Sami"))
    session.index = build_index(desk)
    dialog = FindingDialog(session, olena.id, host)
    dialog.open()
    search = dialog.findChild(QLineEdit, "field-link-case")
    hits = dialog.findChild(QListWidget, "link-case-hits")
    assert search is not None
    assert hits is not None
    QTest.keyClicks(search, "Hadad")
    qtbot.waitUntil(lambda: hits.count() == 1 and "Haddad" in hits.item(0).text())
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.model.form.cases == (olena.id, other.id)
    assert search.text() == ""
    dialog.reject()


def test_an_exported_finding_is_shown_only(desk: Desk, session: Session, host: QWidget) -> None:
    found = exported(desk)
    dialog = EditFindingDialog(session, found.id, host)
    dialog.open()
    assert "verschickt" in dialog.accessibleDescription()
    assert not dialog.field("title").editor.isEnabled()
    buttons = {b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()}
    assert buttons == {"Schließen"}
    dialog.submit()
    assert findings.get_finding(desk, found.id) == found


def test_each_control_has_a_name(
    desk: Desk, session: Session, olena: Case, host: QWidget, qtbot: QtBot
) -> None:
    stored(desk, _S.SUBMITTED)
    dialog = FindingDialog(session, olena.id, host)
    dialog.open()
    for window in (dialog, shown_page(session, qtbot)):
        reached = [
            widget
            for widget in window.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        ]
        assert len(reached) >= 8
        assert [widget.objectName() for widget in reached if not widget.accessibleName()] == []
    dialog.reject()
