"""Side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kimdesk.ui.theme import px


class Columns(QWidget):
    """Children with weights; stacked below ``break_at`` (pixels of its own width at 100 %)."""

    def __init__(self, *, break_at: int = 640, gap: int = 14) -> None:
        super().__init__()
        self.setObjectName("columns")
        self._break_at = break_at
        self._children: list[QWidget] = []
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout.setSpacing(px(gap))

    def add(self, widget: QWidget, weight: int = 1) -> None:
        """Append a child."""
        self._children.append(widget)
        self._layout.addWidget(widget, weight)

    @property
    def stacked(self) -> bool:
        """Whether the children stand one below the other now."""
        return self._layout.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction for the new width."""
        super().resizeEvent(event)
        wide = self.width() >= px(self._break_at)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(sideways if wide else down)

    def minimumSizeHint(self) -> QSize:
        """Ask only for the widest child, or the row could never shrink enough to stack."""
        hint = super().minimumSizeHint()
        widest = max((child.minimumSizeHint().width() for child in self._children), default=0)
        return QSize(widest, hint.height())
