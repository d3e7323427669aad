"""The chosen finding: its words, what stays here, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kimdesk.domain.findings import FindingStatus
from kimdesk.ui.widgets.buttons import Button, primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import name_it, text_label

if TYPE_CHECKING:
    from kimdesk.ui.screens.findings.listing import FindingsModel, Row
    from kimdesk.ui.theme import Tone

STATUS_LOOK: dict[FindingStatus, tuple[Tone, str]] = {
    FindingStatus.DRAFT: ("neutral", "pencil"),
    FindingStatus.SUBMITTED: ("warn", "clock"),
    FindingStatus.RELEASED: ("ok", "circle-check"),
    FindingStatus.EXPORTED: ("info", "send"),
    FindingStatus.DROPPED: ("neutral", "x"),
}


class FindingDetail(QScrollArea):
    """Shows one finding with the steps the user may take."""

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self._model = model
        self._shown: Row | None = None
        name_it(self, "finding-detail", "Gewählter Hinweis")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setProperty("surface", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._build_card())
        column.addStretch(1)
        self.setWidget(content)

    def _build_card(self) -> Card:
        self._card = Card(name="card-finding")
        self._status = Chip("–")
        self._card.add(self._status)
        self._text = text_label("", selectable=True)
        name_it(self._text, "finding-text", "Beschreibung")
        self._card.add(self._text)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions)
        self._buttons: list[Button] = []
        self._card.add(self._actions)
        self._reason = text_label("", "small")
        name_it(self._reason, "finding-reason", "Nächster Schritt")
        self._card.add(self._reason)
        self._facts = KeyValue("Hinweis")
        self._card.add(self._facts)
        self._local = Chip("bleibt in der Beratungsstelle", "ok", "lock")
        self._card.add(self._local)
        self._names = text_label("", "small", selectable=True)
        name_it(self._names, "finding-cases", "Verknüpfte Fälle")
        self._card.add(self._names)
        return self._card

    def show_row(self, row: Row | None) -> None:
        """Show a finding, or nothing."""
        self._card.setVisible(row is not None)
        if row is None or row == self._shown:
            self._shown = row
            return
        self._shown = row
        finding = row.finding
        self._card.set_title(finding.title or "(ohne Titel)")
        tone, icon = STATUS_LOOK[finding.status]
        self._status.set(finding.status.german, tone, icon)
        self._text.setText(finding.description or "Noch ohne Beschreibung.")
        self._facts.set_rows(self._model.facts(row))
        reason = self._model.reason(row)
        self._reason.setText(reason)
        self._reason.setAccessibleName(reason)
        self._reason.setVisible(bool(reason))
        names = self._model.linked_names(row)
        self._names.setText(f"Verknüpfte Fälle: {names or 'keine'}")
        self._show_actions(row)

    def _show_actions(self, row: Row) -> None:
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        steps = self._model.steps(row)
        self._buttons = [self._step(row, number) for number in range(len(steps))]
        sent = row.finding.status is FindingStatus.EXPORTED
        look = secondary("Ansehen" if sent else "Bearbeiten", "eye" if sent else "pencil")
        look.clicked.connect(lambda: self._model.edit(row))
        self._buttons.insert(1 if steps else 0, look)
        for button in self._buttons:
            self._flow.addWidget(button)
        if had_focus:
            self._buttons[0].setFocus()

    def _step(self, row: Row, number: int) -> Button:
        step = self._model.steps(row)[number]
        make = primary if number == 0 else secondary
        button = make(step.label, step.icon)
        button.clicked.connect(lambda: self._model.move(row, step.target))
        return button
