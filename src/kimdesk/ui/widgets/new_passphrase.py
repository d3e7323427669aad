"""Choosing a passphrase: typed twice, judged while typing, or proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import quiet
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.labels import name_it, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

_PAUSE_MS = 250
_STRONG = "Stark genug: Diese Passphrase ist schwer zu erraten."
_PROPOSED = "Bitte jetzt aufschreiben oder einprägen; sie wird nicht noch einmal gezeigt."
_UNEQUAL = "Die beiden Eingaben sind verschieden."
_EMPTY = "Bitte eine Passphrase eingeben oder vorschlagen lassen."


class NewPassphrase(QWidget):
    """Two lines that must agree; ``suggest`` proposes one, ``advise`` tells what is weak in it.

    ``changed`` is sent at every edit, ``finished`` on Return in the second line.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        suggest: Callable[[], str],
        advise: Callable[[str], str],
        *,
        label: str = "Passphrase",
        name: str = "new",
    ) -> None:
        super().__init__()
        name_it(self, f"passphrases-{name}", label)
        self._suggest, self._advise = suggest, advise
        self._first, self._second = QLineEdit(), QLineEdit()
        hint = "Mindestens 12 Zeichen. Fünf zufällige Wörter sind sicher und gut zu merken."
        self._first_field = LabeledField(label, self._first, hint=hint, name=f"{name}-passphrase")
        self._second_field = LabeledField(
            f"{label} wiederholen", self._second, name=f"{name}-passphrase-again"
        )
        self._verdict = text_label("", "small", tone="ok")
        name_it(self._verdict, f"{name}-verdict", "")
        self._verdict.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self._first_field)
        column.addWidget(self._verdict)
        column.addWidget(self._build_tools(name))
        column.addWidget(self._second_field)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._judge)
        self._connect()
        self._hide_typed()

    def _build_tools(self, name: str) -> QWidget:
        propose = quiet("Vorschlag: fünf Wörter", "refresh-cw", name=f"{name}-suggest")
        propose.clicked.connect(self.propose)
        self._show = QCheckBox("Anzeigen")
        name_it(self._show, f"{name}-show", "Passphrase anzeigen")
        self._show.toggled.connect(self._hide_typed)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(propose)
        row.addWidget(self._show)
        row.addStretch(1)
        return tools

    def _connect(self) -> None:
        for line in (self._first, self._second):
            line.textEdited.connect(self._edited)
        self._first.returnPressed.connect(self._second.setFocus)
        self._second.returnPressed.connect(self.finished)

    def value(self) -> str:
        """Return the passphrase as typed in the first line."""
        return self._first.text()

    def propose(self) -> None:
        """Fill in a proposal, readable, so that it can be written down."""
        phrase = self._suggest()
        self._show.setChecked(True)
        self._first.setText(phrase)
        self._second.setText(phrase)
        self._judge()
        self._second_field.set_error("")
        self._set_verdict(_PROPOSED)
        self.changed.emit()

    def check(self) -> bool:
        """Show what is wrong and put the cursor there; true if nothing is."""
        self._timer.stop()
        if not self.value():
            self._first_field.set_error(_EMPTY)
        else:
            self._judge()
        unequal = self.value() != self._second.text()
        self._second_field.set_error(_UNEQUAL if unequal else "")
        for field in (self._first_field, self._second_field):
            if field.error():
                field.editor.setFocus()
                return False
        return True

    def set_error(self, problem: str) -> None:
        """Show a problem found elsewhere at the first line."""
        self._first_field.set_error(problem)
        self._set_verdict("")

    def clear(self) -> None:
        """Forget what was typed, so that nothing stays in the widgets."""
        for line in (self._first, self._second):
            line.clear()
            # A line remembers what was typed for undo; replacing the text empties that too.
            line.setText("")
        self._show.setChecked(False)
        self._timer.stop()
        self._first_field.set_error("")
        self._second_field.set_error("")
        self._set_verdict("")

    def _edited(self) -> None:
        self._timer.start()
        self._second_field.set_error("")
        self.changed.emit()

    def _judge(self) -> None:
        phrase = self.value()
        problem = self._advise(phrase) if phrase else ""
        self._first_field.set_error(problem)
        self._set_verdict(_STRONG if phrase and not problem else "")

    def _set_verdict(self, text: str) -> None:
        self._verdict.setText(text)
        self._verdict.setAccessibleName(text)
        self._verdict.setVisible(bool(text))

    def _hide_typed(self) -> None:
        modes = QLineEdit.EchoMode
        mode = modes.Normal if self._show.isChecked() else modes.Password
        for line in (self._first, self._second):
            line.setEchoMode(mode)
