"""What is going on while the user waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import secondary
from kimdesk.ui.widgets.labels import name_it, text_label

if TYPE_CHECKING:
    from kimdesk.ui.tasks import Task

_STEPS = 1000


class ProgressPanel(QFrame):
    """Text, bar and „Abbrechen“; hidden when nothing runs."""

    cancel_requested = Signal()

    def __init__(self, text: str = "", *, can_cancel: bool = True) -> None:
        super().__init__()
        self.setProperty("card", True)
        name_it(self, "progress-panel", text or "Fortschritt")
        self._text = text_label(text, "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        name_it(self._bar, "progress-bar", "Fortschritt")
        self.cancel_button = secondary("Abbrechen", name="button-cancel-task")
        if not can_cancel:
            self.cancel_button.hide()
        self.cancel_button.clicked.connect(self._cancel)
        self._task: Task | None = None
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(14), px(20), px(14))
        row.setSpacing(px(20))
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)
        self.set_progress(None)

    def set_progress(self, fraction: float | None, text: str = "") -> None:
        """Show how far it is (0 to 1); ``None`` if that cannot be known."""
        self._bar.setRange(0, _STEPS if fraction is not None else 0)
        if fraction is not None:
            self._bar.setValue(round(fraction * _STEPS))
        if text:
            self._text.setText(text)
            self.setAccessibleName(text)

    def follow(self, task: Task) -> None:
        """Show a task's progress until it ends; „Abbrechen“ cancels it."""
        self._task = task
        self.cancel_button.setEnabled(not task.must_finish)
        task.progress.connect(self.set_progress)
        task.finished.connect(self._finished)
        self.show()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._text.setText("Wird abgebrochen …")
        if self._task is not None:
            self._task.cancel()
        self.cancel_requested.emit()

    def _finished(self) -> None:
        self._task = None
        self.cancel_button.setEnabled(True)
        self.hide()
