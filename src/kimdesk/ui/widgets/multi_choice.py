"""Any number of a few: pills to switch on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kimdesk.ui.widgets.chips import ChipButton
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class MultiChoice(QWidget):
    """Checkable pills in rows; each is reached with Tab and switched with Space or Return."""

    changed = Signal(tuple)

    def __init__(self, items: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        name_it(self, "field-multi-choice", "Mehrfachauswahl")
        self._flow = FlowLayout(self)
        self._chips: dict[str, ChipButton] = {}
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Exchange the ``(code, label)`` pairs; what was on stays on."""
        before = self.codes()
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {code: self._add(label) for code, label in items}
        self.set_codes(before)
        # The field's focus goes to its first pill.
        for chip in list(self._chips.values())[:1]:
            self.setFocusProxy(chip)

    def _add(self, label: str) -> ChipButton:
        chip = ChipButton(label)
        chip.clicked.connect(self._clicked)
        self._flow.addWidget(chip)
        return chip

    def codes(self) -> tuple[str, ...]:
        """Return the codes that are on, in the order of the pills."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def set_codes(self, codes: Iterable[str]) -> None:
        """Switch on exactly these without sending ``changed``."""
        wanted = set(codes)
        for code, chip in self._chips.items():
            chip.setChecked(code in wanted)

    def _clicked(self) -> None:
        self.changed.emit(self.codes())
