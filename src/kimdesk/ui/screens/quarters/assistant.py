"""The assistant: where one is, the step itself, and the way back and on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.statistics.profile import Profile
from kimdesk.ui.screens.quarters.assistant_model import (
    CHECK,
    FINDINGS,
    FREEZE,
    SEND,
    STEPS,
    TABLES,
    AssistantModel,
)
from kimdesk.ui.screens.quarters.step_check import CheckStep
from kimdesk.ui.screens.quarters.step_findings import FindingsStep
from kimdesk.ui.screens.quarters.step_freeze import FreezeStep
from kimdesk.ui.screens.quarters.step_send import SendStep
from kimdesk.ui.screens.quarters.step_tables import TablesStep
from kimdesk.ui.screens.quarters.viewmodel import QuartersModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.dialogs import confirm
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it
from kimdesk.ui.widgets.stepper import Stepper


class Assistant(QWidget):
    """One widget per step, of which one is shown; what leaves the page goes out as signals."""

    left = Signal()
    send_wanted = Signal()
    paper_wanted = Signal(object)
    save_again_wanted = Signal(object)
    folder_wanted = Signal(object)
    card_wanted = Signal()

    def __init__(self, model: AssistantModel, page: QuartersModel, profile: Profile) -> None:
        super().__init__()
        name_it(self, "assistant", f"{model.state.quarter.german} abschließen")
        self.model = model
        self._shown = -1
        self._stepper = Stepper(STEPS)
        self._stepper.step_requested.connect(model.go_to)
        self._steps: tuple[QWidget, ...] = (
            CheckStep(model),
            FreezeStep(model),
            TablesStep(model, profile),
            FindingsStep(model),
            self._send_step(model, page),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self._stepper)
        for step in self._steps:
            step.hide()
            column.addWidget(step)
        column.addWidget(self._build_ways())
        column.addStretch(1)
        model.changed.connect(self.render_state)
        self._add_shortcuts()
        self.render_state()

    def _send_step(self, model: AssistantModel, page: QuartersModel) -> SendStep:
        step = SendStep(model, page)
        step.send_wanted.connect(self.send_wanted)
        step.paper_wanted.connect(self.paper_wanted)
        step.save_again_wanted.connect(self.save_again_wanted)
        step.folder_wanted.connect(self.folder_wanted)
        step.card_wanted.connect(self.card_wanted)
        return step

    def _build_ways(self) -> QWidget:
        self._back = secondary("Zurück", "arrow-left", "assistant-back")
        self._back.clicked.connect(self.model.back)
        self._next = primary("Weiter", "arrow-right", "assistant-next")
        self._next.clicked.connect(self.model.next)
        self._leave = quiet("Später weitermachen", "", "assistant-leave")
        self._leave.clicked.connect(self.left)
        self._done = primary("Zur Übersicht", "arrow-left", "assistant-done")
        self._done.clicked.connect(self.left)
        self._discard = quiet("Abschluss verwerfen", "trash-2", "assistant-discard")
        self._discard.clicked.connect(self._ask_discard)
        ways = QWidget()
        flow = FlowLayout(ways)
        for button in (self._done, self._back, self._next, self._leave, self._discard):
            flow.addWidget(button)
        return ways

    def _add_shortcuts(self) -> None:
        for keys, button in (("Ctrl+Return", self._next), ("Esc", self._leave)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self._next.setToolTip("Strg+Eingabe")
        self._leave.setToolTip("Esc – es geht nichts verloren")

    def focus_first(self) -> None:
        """Put the keyboard into the step."""
        self._steps[self.model.state.step].setFocus()

    def render_state(self) -> None:
        """Show the step of the model and the ways that are open."""
        state = self.model.state
        step = state.step
        if step != self._shown:
            self._shown = step
            self._stepper.set_current(step)
            for number, widget in enumerate(self._steps):
                widget.setVisible(number == step)
            self.focus_first()
        done = state.exported is not None
        self._back.setVisible(step > CHECK and not done and not state.unsaved)
        self._next.setVisible(step in {CHECK, TABLES, FINDINGS} or self._skips_freezing())
        self._next.setEnabled(step != TABLES or state.preview is not None)
        self._discard.setVisible(state.frozen is not None and not done and not state.unsaved)
        self._discard.setEnabled(not state.sending)
        self._leave.setVisible(not done)
        self._done.setVisible(done)

    def _skips_freezing(self) -> bool:
        return self.model.state.step == FREEZE and self.model.state.frozen is not None

    def _ask_discard(self) -> None:
        if self.model.state.step == SEND and self.model.state.exported is not None:
            return
        dialog = confirm(
            self,
            "Abschluss verwerfen?",
            "Der eingefrorene Stichtag wird vergessen. Die Akten bleiben, wie sie sind, und es "
            "ist nichts hinausgegangen.",
            "Abschluss verwerfen",
            dangerous=True,
        )
        dialog.accepted.connect(self.model.discard)
