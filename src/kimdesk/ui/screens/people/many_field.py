"""Several entries of a long list: found by typing, each with a way to take it out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.ui.screens.people.choices import Choice
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, quiet
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.flow import FlowLayout


class ManyField(QWidget):
    """A searchable list to add from, and the chosen entries below it."""

    changed = Signal()

    def __init__(self, items: Sequence[Choice]) -> None:
        super().__init__()
        self._labels = {code: label for code, label, _ in items}
        self._buttons: dict[str, Button] = {}
        self.choice = ChoiceField(items, placeholder="Suchen und hinzufügen")
        self._chosen = QWidget()
        self._flow = FlowLayout(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.choice)
        column.addWidget(self._chosen)
        self.setFocusProxy(self.choice)
        self.choice.code_changed.connect(self._add)
        self._chosen.hide()

    def setAccessibleName(self, name: str) -> None:
        """Name the line that one types into."""
        super().setAccessibleName(name)
        self.choice.setAccessibleName(f"{name} hinzufügen")

    def codes(self) -> tuple[str, ...]:
        """Return what was chosen, in that order."""
        return tuple(self._buttons)

    def set_codes(self, codes: Iterable[str]) -> None:
        """Show other entries."""
        for code in list(self._buttons):
            self._remove(code)
        for code in codes:
            self._add(code)

    def _add(self, code: str) -> None:
        if not code or code in self._buttons:
            return
        label = self._labels.get(code, code)
        button = quiet(label, "x", name=f"button-remove-{code}")
        button.setAccessibleName(f"{label} entfernen")
        button.setToolTip(f"{label} entfernen")
        button.clicked.connect(partial(self._remove, code))
        self._buttons[code] = button
        self._flow.addWidget(button)
        self._chosen.show()
        self.choice.set_code("")
        self.changed.emit()

    def _remove(self, code: str, *_: object) -> None:
        button = self._buttons.pop(code)
        self._flow.removeWidget(button)
        button.hide()
        button.deleteLater()
        self._chosen.setVisible(bool(self._buttons))
        self.changed.emit()
