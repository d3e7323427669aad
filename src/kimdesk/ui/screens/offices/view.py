"""The page: offices, a place for bundles, and who delivered which quarter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.ui.screens.offices.dialog import EnrolDialog
from kimdesk.ui.screens.offices.matrix import QuarterMatrix
from kimdesk.ui.screens.offices.viewmodel import CARD_NAME, OfficesModel, Result
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.progress import ProgressPanel

_ICONS = {"ok": "circle-check", "bad": "circle-alert", "neutral": "info"}
_ENDING = ".kimb"


class OfficesPage(Page):
    """For the coordinator; bundles may be dropped anywhere on the page."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, chooser: Chooser | None = None
    ) -> None:
        super().__init__("Stellen", "Einschreiben, Bündel einlesen, sehen, wer fehlt")
        self.setParent(parent)
        self._chooser = chooser or Chooser()
        self.model = OfficesModel(session, self)
        self.setAcceptDrops(self.model.state.allowed)
        self._drawn: tuple[Result, ...] = ()
        self._panel = ProgressPanel("Bündel werden geöffnet und geprüft …")
        self._panel.cancel_button.hide()
        self._panel.hide()
        if not self.model.state.allowed:
            self.add(EmptyState("lock", "Nur für die Koordination des Kreises"))
            return
        self._build()
        self.model.changed.connect(self.render_state)
        self.model.importing.connect(self._follow)
        self.render_state()

    def _build(self) -> None:
        self._enrol = secondary("Stelle einschreiben", "user-plus", "button-enrol")
        self._enrol.clicked.connect(self._ask_enrolment)
        self._import = primary("Bündel einlesen", "download", "button-import")
        self._import.clicked.connect(self._ask_bundles)
        self.add_action(self._enrol)
        self.add_action(self._import)
        self._empty = self._nobody_yet()
        self._matrix = QuarterMatrix()
        self._results = Card("Ergebnis des Einlesens", "Eine abgelehnte Datei ändert nichts.")
        self._result_rows = Pile("import-results")
        self._results.add(self._result_rows)
        for widget in (self._panel, self._results, self._empty, self._matrix, self._key_card()):
            self.add(widget)
        self.body.addStretch(1)

    def _nobody_yet(self) -> EmptyState:
        button = secondary("Stelle einschreiben", "user-plus", "button-enrol-first")
        button.clicked.connect(self._ask_enrolment)
        return EmptyState(
            "building-2",
            "Noch keine Stelle eingeschrieben",
            "Geben Sie den Stellen die Schlüsseldatei des Kreises. Sie schicken Ihnen ihre "
            "Einschreibung (.kimenrol) zurück.",
            button,
        )

    def _key_card(self) -> Card:
        card = Card(
            "Schlüsseldatei des Kreises",
            "Neue Stellen brauchen sie, um ihre Bündel für den Kreis zu verschließen. Sie ist "
            "nicht geheim.",
        )
        card.add(
            text_label(f"Zwölf Wörter zum Vergleich: {self.model.own_words()}", selectable=True)
        )
        row = QWidget()
        save = secondary(f"{CARD_NAME} speichern", "save", "button-save-key")
        save.clicked.connect(self._ask_card_target)
        FlowLayout(row).addWidget(save)
        card.add(row)
        return card

    def render_state(self) -> None:
        """Show offices, matrix and results."""
        state = self.model.state
        self._empty.setVisible(not state.offices)
        self._matrix.setVisible(bool(state.offices))
        self._matrix.show_offices(state.quarters, state.offices)
        self._results.setVisible(bool(state.results))
        if state.results != self._drawn:
            self._drawn = state.results
            self._result_rows.show_only([_result(one) for one in state.results])
        self._import.setEnabled(bool(state.offices) and not state.importing)

    def _follow(self, task: Task) -> None:
        self._panel.set_progress(None)
        self._panel.follow(task)

    def _ask_enrolment(self) -> None:
        title, pattern = "Einschreibung einer Stelle", "Einschreibung (*.kimenrol)"
        self._chooser.files(self, title, pattern, self._enrolment_chosen)

    def _enrolment_chosen(self, paths: list[Path]) -> None:
        found = self.model.read_enrolment(paths[0]) if paths else None
        if found is not None:
            EnrolDialog(self.model, found, self).open()

    def _ask_bundles(self) -> None:
        self._chooser.files(self, "Bündel einlesen", "Bündel (*.kimb)", self.model.import_files)

    def _ask_card_target(self) -> None:
        title = "Schlüsseldatei speichern"
        self._chooser.target(self, title, CARD_NAME, self.model.save_card)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files that may be bundles."""
        if _bundles(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        files = _bundles(event)
        if files:
            event.acceptProposedAction()
            self.model.import_files(files)


def _result(one: Result) -> QWidget:
    box = QWidget()
    name_it(box, "import-result", f"{one.file}: {one.words}. {one.detail}")
    head = QWidget()
    flow = FlowLayout(head)
    flow.addWidget(Chip(one.words, one.tone, _ICONS[one.tone]))
    flow.addWidget(text_label(one.file, "strong", wrap=False, selectable=True))
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    column.addWidget(head)
    column.addWidget(text_label(one.detail, "muted", selectable=True))
    return box


def _bundles(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == _ENDING]
