"""The assistant that makes a workspace, before any file is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from kimdesk.ui.screens.welcome.secure import SecureStep
from kimdesk.ui.screens.welcome.steps import AccessStep, IdentityStep, PlaceStep, Step
from kimdesk.ui.screens.welcome.viewmodel import ACCESS, SECURE, STEPS, WelcomeViewModel
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.alone import AlonePage
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.labels import announce
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.ui.widgets.stepper import Stepper
from kimdesk.usecases.desk import Surroundings

_NEXT = {ACCESS: ("Akte anlegen", "lock"), SECURE: ("Fertig", "check")}


class WelcomePage(AlonePage):
    """Four steps; ``created`` carries the open desk after the last one."""

    created = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        around: Surroundings,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        chooser: Chooser | None = None,
    ) -> None:
        super().__init__(
            "KIMdesk einrichten", "In vier Schritten zur verschlüsselten Akte.", parent
        )
        self.setObjectName("page-welcome")
        self.model = WelcomeViewModel(around, tasks, _documents())
        self.model.setParent(self)
        self.model.created.connect(self.created)
        chooser = chooser or Chooser()
        self._access = AccessStep(self.model)
        self._access.passphrase.finished.connect(self._forward)
        self._steps: tuple[Step, ...] = (
            PlaceStep(self.model, chooser),
            IdentityStep(self.model, chooser, around.catalogues["gemeinden"]),
            self._access,
            SecureStep(self.model, chooser),
        )
        self._shown = -1
        self._build()
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.model.abandon)
        self.model.changed.connect(self._render)
        self._render()

    def _build(self) -> None:
        self._stepper = Stepper(STEPS)
        self._stepper.step_requested.connect(self.model.back_to)
        self.head.addSpacing(px(12))
        self.head.addWidget(self._stepper)
        for step in self._steps:
            step.hide()
            self.add(step)
        self._progress = ProgressPanel(can_cancel=False)
        self.add(self._progress)
        self.body.addStretch(1)
        self._cancel = secondary("Abbrechen", name="button-cancel")
        self._cancel.clicked.connect(self._leave)
        self._back = secondary("Zurück", "arrow-left", name="button-back")
        self._back.clicked.connect(self._backward)
        self._next = primary("Weiter", "arrow-right", name="button-next")
        self._next.clicked.connect(self._forward)
        self.add_button(self._cancel, left=True)
        self.add_button(self._back)
        self.add_button(self._next)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._forward)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._backward)

    def _forward(self) -> None:
        state = self.model.state
        if state.busy:
            return
        if state.step == SECURE:
            self.model.finish()
        elif state.step == ACCESS:
            self._create()
        else:
            self.model.next()
            if self.model.state.errors:
                self._steps[state.step].first_field().setFocus()

    def _create(self) -> None:
        passphrase = self._access.passphrase
        if not self.model.check_account():
            self._access.first_field().setFocus()
        elif passphrase.check():
            self.model.create(passphrase.value())

    def _backward(self) -> None:
        if self.model.state.step:
            self.model.back_to(self.model.state.step - 1)
        else:
            self._leave()

    def _leave(self) -> None:
        if self.model.state.secured is None and not self.model.state.busy:
            self.cancelled.emit()

    def _render(self) -> None:
        state = self.model.state
        self._steps[state.step].show_state(state)
        self._show_step(state.step)
        self._progress.setVisible(bool(state.busy))
        if state.busy:
            self._progress.set_progress(None, state.busy)
        made = state.secured is not None
        self._cancel.setVisible(not made)
        self._back.setVisible(0 < state.step < SECURE)
        self._stepper.setEnabled(not made and not state.busy)
        for button in (self._cancel, self._back):
            button.setEnabled(not state.busy)
        self._next.setEnabled(not state.busy and (not made or state.may_finish))
        if state.problem:
            announce(self, state.problem, urgent=True)

    def _show_step(self, step: int) -> None:
        if step == self._shown:
            return
        self._shown = step
        for number, widget in enumerate(self._steps):
            widget.setVisible(number == step)
        self._stepper.set_current(step)
        text, icon = _NEXT.get(step, ("Weiter", "arrow-right"))
        self._next.set_text(text)
        self._next.set_icon(icon)
        self.scroll_up()
        if step == SECURE:
            self._access.passphrase.clear()
        if self.isVisible():
            self._steps[step].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead the cursor into the step, when the window shows the page."""
        super().focusInEvent(event)
        self._steps[self._shown].first_field().setFocus(Qt.FocusReason.OtherFocusReason)


def _documents() -> Path:
    location = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(location) or Path.home())
