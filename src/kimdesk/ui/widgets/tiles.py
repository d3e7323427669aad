"""Equal tiles in as many columns as the width gives."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kimdesk.ui.theme import px


class Tiles(QWidget):
    """A grid of children of equal width, each at least ``least`` wide (pixels at 100 %)."""

    def __init__(self, name: str, children: Sequence[QWidget], *, least: int = 168) -> None:
        super().__init__()
        self.setObjectName(name)
        self._children = tuple(children)
        self._least = px(least)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(12))
        # Otherwise the columns of now would forbid the width at which there are fewer.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns for the new width."""
        super().resizeEvent(event)
        self._arrange(max(1, self.width() // self._least))

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of one tile and the height of the rows there are now."""
        return QSize(self._least, self._grid.sizeHint().height())

    def _arrange(self, columns: int) -> None:
        columns = min(columns, max(1, len(self._children)))
        if columns == self._columns:
            return
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 0)
        self._columns = columns
        for number, child in enumerate(self._children):
            self._grid.removeWidget(child)
            self._grid.addWidget(child, number // columns, number % columns)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
        self.updateGeometry()
