"""The page: a quarter of the district, with who is missing said first."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from kimdesk.messages import count
from kimdesk.ui.screens.district.findings_card import FindingsBoard
from kimdesk.ui.screens.district.rows import Reading, Total, shorten
from kimdesk.ui.screens.district.sheet_card import SheetCard
from kimdesk.ui.screens.district.viewmodel import DistrictModel
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.ui.widgets.buttons import IconButton, primary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.figure import Figure
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.ui.widgets.tiles import Tiles

_BUSY = "Die Summen werden berechnet …"
_SPANS = (
    "Eine Spanne wie „14–18“ steht dort, wo Stellen Zahlen geschützt haben: Die Summe liegt "
    "zwischen den beiden Werten. „.“ heißt geschützt, „–“ heißt in dieser Tabelle nicht enthalten."
)


class DistrictPage(Page):
    """For the coordinator; read when it is first shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Kreis", "Was die Stellen zusammen zeigen")
        self.setParent(parent)
        self.model = DistrictModel(session, self)
        self._read_once = False
        self._drawn: object = None
        self._panel = ProgressPanel(_BUSY)
        self._panel.hide()
        self._pile = Pile("district-quarter", gap=14)
        self._board = FindingsBoard(self.model)
        self._build_chooser()
        for widget in (self._panel, self._pile, self._board):
            self.add(widget)
        self.body.addStretch(1)
        self.model.changed.connect(self.render_state)
        self.model.computation.connect(self._follow)
        self.render_state()

    def _build_chooser(self) -> None:
        self._older = IconButton("chevron-left", "Älteres Quartal")
        self._newer = IconButton("chevron-right", "Neueres Quartal")
        self._combo = QComboBox()
        name_it(self._combo, "quarter-choice", "Quartal", "Strg+Bild auf und Strg+Bild ab blättern")
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._combo.activated.connect(self._chosen)
        for button, step, keys in ((self._older, 1, "Ctrl+PgUp"), (self._newer, -1, "Ctrl+PgDown")):
            button.setToolTip(f"{button.accessibleName()} ({keys.replace('Ctrl', 'Strg')})")
            button.clicked.connect(lambda _=False, by=step: self.model.step(by))
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        for widget in (self._older, self._combo, self._newer):
            self.add_action(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when the page is wanted for the first time."""
        super().showEvent(event)
        if not self._read_once:
            self._read_once = True
            self.model.reload()

    def _chosen(self, row: int) -> None:
        self.model.choose(self.model.state.quarters[row])

    def _follow(self, task: Task) -> None:
        self._panel.set_progress(None, _BUSY)
        self._panel.follow(task)

    def render_state(self) -> None:
        """Show the quarter, or what to do next."""
        state = self.model.state
        self._render_chooser()
        self._board.setVisible(state.reading is not None)
        shown = (state.reading, state.allowed, state.has_offices, bool(state.quarters))
        if shown == self._drawn:
            return
        self._drawn = shown
        if state.reading is not None:
            self._pile.show_only(_content(state.reading))
        elif state.quarter is not None:
            self._pile.show_only([text_label(_BUSY, "muted")])
        else:
            self._pile.show_only([self._nothing_yet()])

    def _render_chooser(self) -> None:
        state = self.model.state
        labels = [quarter.german for quarter in state.quarters]
        if labels != [self._combo.itemText(row) for row in range(self._combo.count())]:
            self._combo.clear()
            self._combo.addItems(labels)
        for widget in (self._older, self._combo, self._newer):
            widget.setVisible(bool(labels))
        if state.quarter is not None:
            at = state.quarters.index(state.quarter)
            self._combo.setCurrentIndex(at)
            self._older.setEnabled(at + 1 < len(labels))
            self._newer.setEnabled(at > 0)

    def _nothing_yet(self) -> EmptyState:
        state = self.model.state
        if not state.allowed:
            return EmptyState("lock", "Nur für die Koordination des Kreises")
        button = primary("Zu den Stellen", "arrow-right", "button-to-offices")
        button.clicked.connect(self.model.go_to_offices)
        if not state.has_offices:
            text = "Zuerst werden die Stellen eingeschrieben, dann ihre Bündel eingelesen."
            return EmptyState("building-2", "Noch keine Stelle eingeschrieben", text, button)
        text = "Sobald das erste Bündel eingelesen ist, stehen hier die Summen."
        return EmptyState("package", "Noch kein Bündel eingelesen", text, button)


def _content(reading: Reading) -> list[QWidget]:
    widgets: list[QWidget] = [_delivery(reading), _totals(reading)]
    if reading.sheets:
        widgets.append(text_label(_SPANS, "muted"))
    return [*widgets, *(SheetCard(sheet, reading.offices) for sheet in reading.sheets)]


def _delivery(reading: Reading) -> Card:
    total = len(reading.offices) + len(reading.missing)
    here = f"{len(reading.offices)} von {count(total, 'Stelle', 'Stellen')} haben geliefert"
    card = Card("Wer geliefert hat", here)
    row = QWidget()
    flow = FlowLayout(row)
    for name in reading.missing:
        chip = Chip(f"fehlt: {shorten(name)}", "warn", "minus")
        chip.setToolTip(name)
        chip.setAccessibleName(f"fehlt: {name}")
        flow.addWidget(chip)
    if not reading.missing:
        flow.addWidget(Chip("alle sind da", "ok", "circle-check"))
    card.add(row)
    return card


def _totals(reading: Reading) -> QWidget:
    return Tiles(
        "district-totals", [_tile(total, len(reading.offices)) for total in reading.totals]
    )


def _tile(total: Total, offices: int) -> Figure:
    part = total.offices < offices
    remark = f"aus {total.offices} von {count(offices, 'Stelle', 'Stellen')}" if part else ""
    tile = Figure(total.label, total.text, remark)
    tile.setToolTip(total.definition)
    tile.setAccessibleDescription(total.definition)
    return tile
