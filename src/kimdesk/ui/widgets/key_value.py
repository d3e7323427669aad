"""Facts as label and value, in one or two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, slug, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "–"


class KeyValue(QWidget):
    """A grid of facts; values can be marked and copied, a missing one shows a dash."""

    def __init__(self, label: str = "Angaben", rows: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        name_it(self, f"facts-{slug(label)}", label)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []
        self._rows: tuple[tuple[str, str], ...] = ()
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for number, (key, value) in enumerate(rows):
            self._add(number, key, value)

    def _add(self, row: int, key: str, value: str) -> None:
        key_label = text_label(key, "muted", wrap=False)
        value_label = text_label(value or NOTHING, "body", selectable=True)
        name_it(value_label, f"fact-{slug(key)}", f"{key}: {value or 'keine Angabe'}")
        self._grid.addWidget(key_label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value_label, row, 1, Qt.AlignmentFlag.AlignTop)
        self._labels += [key_label, value_label]

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return what is shown."""
        return self._rows
