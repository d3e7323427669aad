"""Closing a quarter on the screen: step by step, resumable, nothing leaves half-done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from answers import Answers, nameless, tab_order
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.statistics.model import explain
from kimdesk.ui.screens.quarters import QuartersPage
from kimdesk.ui.screens.quarters.assistant_model import (
    CHECK,
    FINDINGS,
    FREEZE,
    SEND,
    TABLES,
    AssistantModel,
)
from kimdesk.ui.screens.quarters.dialogs import DistrictKeyDialog, JournalDialog
from kimdesk.ui.screens.quarters.step_freeze import parse_posts
from kimdesk.ui.screens.quarters.step_tables import TablesStep
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.buttons import Button
from kimdesk.ui.widgets.chips import ChipButton
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases import districts, exports, findings, quarters, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.published import figure_text
from make import as_caseworker, district, joined, office
from quarters_office import filled, finding

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
TODAY = date(2027, 1, 20)
YEAR_END = Quarter(2026, 4)


class Place:
    """A lead at work: office with people, page, answers to the file dialogs."""

    def __init__(self, desk: Desk, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.session = Session(desk, Tasks())
        self.said: list[tuple[Any, ...]] = []
        self.session.said.connect(lambda *parts: self.said.append(parts))
        self.answers = Answers(folder)

    def page(self) -> QuartersPage:
        made = QuartersPage(self.session, chooser=self.answers)
        self.qtbot.addWidget(made)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    def model(self, quarter: Quarter = YEAR_END) -> AssistantModel:
        made = AssistantModel(self.session, quarter)
        self.quiet()
        return made

    def quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.tasks.busy, timeout=15_000)

    def computed(self, quarter: Quarter = YEAR_END) -> AssistantModel:
        made = self.model(quarter)
        made.freeze(150, "eine Stelle seit Mai unbesetzt")
        self.quiet()
        assert made.state.preview is not None
        return made


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[Place]:
    bureau, kreis = joined(tmp_path, TODAY)
    filled(bureau, 26)
    made = Place(bureau, tmp_path, qtbot)
    yield made
    made.session.tasks.shutdown()
    bureau.store.close()
    kreis.store.close()


def button(root: QWidget, name: str) -> Button:
    found = [one for one in root.findChildren(Button, name) if one.isVisibleTo(root)]
    assert len(found) == 1, name
    return found[0]


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def closed(place: Place, page: QWidget, kind: type[Dialog]) -> None:
    """Wait until Qt freed the dialog; a page must not go before its dialog."""
    place.qtbot.waitUntil(lambda: page.findChild(kind) is None)


def texts(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel))


# --- the model -----------------------------------------------------------------------------


def test_the_check_list_names_gaps_and_leads_to_the_case(place: Place) -> None:
    model = place.model()
    check = model.state.check
    assert check is not None
    assert check.cases == 26
    assert check.share < 1
    went: list[tuple[str, object]] = []
    place.session.go.connect(lambda key, what: went.append((key, what)))
    model.open_case(check.missing[0].case)
    assert went == [("case", check.missing[0].case)]


def test_no_step_is_reached_before_what_it_needs(place: Place) -> None:
    model = place.model()
    model.go_to(SEND)
    assert model.state.step == FREEZE
    assert model.state.preview is None


def test_an_interrupted_quarter_resumes_with_the_same_frozen_figures(place: Place) -> None:
    first = place.computed()
    filled(place.desk, 3)
    again = place.model()
    assert again.state.step == TABLES
    assert again.state.frozen == first.state.frozen
    assert again.state.preview is not None
    assert first.state.preview is not None
    assert again.state.preview.release.cells == first.state.preview.release.cells


def test_a_cancelled_computation_keeps_the_key_date_and_can_be_repeated(place: Place) -> None:
    model = place.model()
    quarters.freeze(place.desk, YEAR_END, posts=100)
    model = AssistantModel(place.session, YEAR_END)
    running = model.state.computing
    model.cancel()
    place.quiet()
    stopped = model.state
    model.compute()
    place.quiet()
    assert running
    assert not stopped.computing
    assert stopped.preview is None
    assert model.state.preview is not None


def test_discarding_forgets_the_key_date_and_sends_nothing(place: Place) -> None:
    model = place.computed()
    model.discard()
    assert quarters.running(place.desk, YEAR_END) is None
    assert (model.state.step, model.state.frozen, model.state.preview) == (CHECK, None, None)
    assert exports.journal(place.desk) == []


def test_a_finding_is_released_into_the_bundle_and_back_with_undo(place: Place) -> None:
    finding(place.desk, "Termine erst nach Ablauf")
    model = place.computed()
    model.go_to(FINDINGS)
    assert [one.words.title for one in model.state.submitted] == ["Termine erst nach Ablauf"]
    model.decide(model.state.submitted[0].finding, FindingStatus.RELEASED)
    assert not model.state.submitted
    assert model.state.preview is not None
    assert [one.title for one in model.state.preview.findings] == ["Termine erst nach Ablauf"]
    assert ("Häufigkeit", "Einzelbeobachtung") in model.state.leaving[0].words.facts
    undo = place.said[-1][3]
    undo()
    assert model.state.preview.findings == ()
    assert len(model.state.submitted) == 1


def test_what_was_shown_is_what_the_district_receives(place: Place, tmp_path: Path) -> None:
    finding(place.desk, "Termine erst nach Ablauf", FindingStatus.RELEASED)
    model = place.computed()
    model.go_to(SEND)
    model.export(tmp_path)
    place.quiet()
    done = model.state.exported
    assert done is not None
    assert done.path.is_file()
    stored = exports.stored_release(place.desk, YEAR_END)
    assert stored is not None
    assert stored.sealed == done.path.read_bytes()
    assert stored.summary["findings"] == 1
    assert quarters.running(place.desk, YEAR_END) is None


def test_a_failed_saving_repeats_the_same_bytes_elsewhere(place: Place, tmp_path: Path) -> None:
    model = place.computed()
    model.go_to(SEND)
    model.export(tmp_path / "stick")
    place.quiet()
    assert model.state.unsaved
    assert place.said[-1][0] == "bad"
    model.export(tmp_path)
    place.quiet()
    assert model.state.exported is not None
    assert len(exports.journal(place.desk)) == 1
    stored = exports.stored_release(place.desk, YEAR_END)
    assert stored is not None
    assert model.state.exported.path.read_bytes() == stored.sealed


def test_a_correction_that_would_show_one_person_is_explained(place: Place, tmp_path: Path) -> None:
    model = place.computed()
    model.export(tmp_path)
    place.quiet()
    filled(place.desk, 1)
    again = place.model()
    again.freeze(150, "")
    place.quiet()
    assert again.state.preview is None
    assert "nächsten Quartal" in again.state.refusal
    step = TablesStep(again, place.desk.around.profile)
    place.qtbot.addWidget(step)
    assert again.state.refusal in texts(step)
    press(button(step, "button-drop-revision"))
    assert quarters.running(place.desk, YEAR_END) is None
    assert len(exports.journal(place.desk)) == 1


@given(st.integers(0, 99_999))
def test_staff_posts_survive_writing_and_reading(hundredths: int) -> None:
    assert parse_posts(figure_text("eckwert_vze", hundredths)) == hundredths


@pytest.mark.parametrize("typed", ["", "eins", "1,555", "-1", "1.5.2", "1,5 VZÄ"])
def test_what_is_no_number_of_posts_is_not_guessed(typed: str) -> None:
    assert parse_posts(typed) is None


# --- the page ------------------------------------------------------------------------------


def test_a_quarter_is_closed_by_keyboard_alone(place: Place) -> None:
    finding(place.desk, "Termine erst nach Ablauf")
    page = place.page()
    press(button(page, f"close-{YEAR_END}"))
    place.quiet()
    assistant = page.assistant
    assert assistant is not None
    press(button(assistant, "assistant-next"))
    posts = assistant.findChild(QLineEdit, "field-posts")
    assert posts is not None
    posts.setText("anderthalb")
    press(posts)
    assert "höchstens zwei Nachkommastellen" in texts(assistant)
    posts.setText("1,5")
    press(posts)
    place.quiet()
    press(button(assistant, "assistant-next"))
    waiting = assistant.model.state.submitted[0].finding
    press(button(assistant, f"release-{waiting.id}"))
    press(button(assistant, "assistant-next"))
    assert "Kreis Gütersloh" in texts(assistant)
    press(button(assistant, "button-send"))
    place.quiet()
    done = assistant.model.state.exported
    assert done is not None
    assert done.path.name in texts(assistant)
    press(button(assistant, "receipt-folder"))
    assert place.answers.opened == [done.path.parent]
    press(button(assistant, "receipt-paper"))
    place.quiet()
    assert (place.answers.to / f"quartalsbericht-{YEAR_END}.pdf").read_bytes().startswith(b"%PDF")
    press(button(assistant, "assistant-done"))
    assert page.assistant is None
    assert button(page, f"revise-{YEAR_END}").isVisible()
    assert [row.released_by for row in page.model.state.journal] == ["Leitung"]


def test_protected_cells_show_a_dot_and_say_why(place: Place) -> None:
    model = place.computed()
    step = TablesStep(model, place.desk.around.profile)
    place.qtbot.addWidget(step)
    step.show()
    preview = model.state.preview
    assert preview is not None
    reasons = {cell.reason for cell in preview.release.cells if cell.reason}
    assert reasons
    shown = texts(step)
    assert all(explain(reason) in shown for reason in reasons)
    assert "Definition: Zahl der Personen mit eigenem offenem Fall" in shown
    assert "Gegenbeispiele in ganzen Zahlen" in shown
    chip = step.findChild(ChipButton)
    assert chip is not None
    press(chip)
    raw = step.findChild(DataTable, "table-genau-diese-zeilen")
    assert raw is not None
    assert raw.model().rowCount() == len(preview.release.cells)


def test_escape_leaves_and_the_quarter_waits_to_be_resumed(place: Place) -> None:
    page = place.page()
    page.open_assistant(YEAR_END)
    assistant = page.assistant
    assert assistant is not None
    assistant.model.freeze(100, "")
    place.quiet()
    button(assistant, "assistant-leave").setFocus()
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    place.qtbot.waitUntil(lambda: page.assistant is None)
    assert button(page, f"resume-{YEAR_END}").isVisible()


def test_without_a_district_the_page_leads_to_its_key_and_compares_words(
    tmp_path: Path, qtbot: QtBot
) -> None:
    bureau, kreis = office(tmp_path, TODAY), district(tmp_path, TODAY)
    place = Place(bureau, tmp_path, qtbot)
    card = districts.district_card(kreis)
    (tmp_path / "kreis.kimkey").write_bytes(card.to_bytes())
    place.answers.picked = [tmp_path / "kreis.kimkey"]
    page = place.page()
    press(button(page, "button-district-key"))
    dialog = page.findChild(DistrictKeyDialog)
    assert dialog is not None
    assert all(word in texts(dialog).split() for word in card.fingerprint.split())
    assert workspaces.district_card(bureau) is None
    press(button(dialog, "button-words-agree"))
    closed(place, page, DistrictKeyDialog)
    assert workspaces.district_card(bureau) == card
    assert page.model.state.district is not None
    bureau.store.close()
    kreis.store.close()


def test_a_file_that_is_no_key_is_refused_in_words(place: Place, tmp_path: Path) -> None:
    (tmp_path / "falsch.kimkey").write_bytes(b"{}")
    page = place.page()
    assert page.model.read_card(tmp_path / "falsch.kimkey") is None
    assert page.model.read_card(tmp_path / "fehlt.kimkey") is None
    assert [tone for tone, *_ in place.said] == ["bad", "bad"]


def test_caseworkers_read_who_closes_the_quarter(tmp_path: Path, qtbot: QtBot) -> None:
    bureau = office(tmp_path, TODAY)
    page = Place(as_caseworker(bureau), tmp_path, qtbot).page()
    assert "schließt die Leitung ab" in texts(page)
    assert page.findChildren(Button) == []
    bureau.store.close()


def test_the_journal_opens_with_everything_it_knows(place: Place, tmp_path: Path) -> None:
    place.computed().export(tmp_path)
    place.quiet()
    page = place.page()
    table = page.findChild(DataTable, "table-was-hinausging")
    assert table is not None
    press(table)
    dialog = page.findChild(JournalDialog)
    assert dialog is not None
    assert page.model.state.journal[0].hash in texts(dialog)
    assert "eine Stelle seit Mai unbesetzt" in texts(dialog)
    dialog.reject()
    closed(place, page, JournalDialog)


def test_every_control_has_a_name_and_tab_follows_the_eye(place: Place) -> None:
    page = place.page()
    assert nameless(page) == []
    order = tab_order(page)
    assert order.index(f"close-{YEAR_END}") < order.index("button-district-key")
    page.open_assistant(YEAR_END)
    assistant = page.assistant
    assert assistant is not None
    assistant.model.freeze(100, "")
    place.quiet()
    for step in (CHECK, FREEZE, TABLES, FINDINGS, SEND):
        assistant.model.go_to(step)
        place.quiet()
        assert nameless(page) == []


def test_a_change_elsewhere_is_seen_in_the_check_list(place: Place) -> None:
    model = place.model()
    before = model.state.check
    filled(place.desk, 1)
    place.session.announce("cases")
    place.quiet()
    after = model.state.check
    assert before is not None
    assert after is not None
    assert after.cases == before.cases + 1


def test_a_returned_finding_goes_back_to_its_author_as_a_draft(place: Place) -> None:
    known = finding(place.desk, "Zu persönlich geschrieben")
    model = place.computed()
    model.go_to(FINDINGS)
    model.decide(known, FindingStatus.DRAFT)
    assert findings.get_finding(place.desk, known.id).status is FindingStatus.DRAFT
    assert not model.state.submitted
