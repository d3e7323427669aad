"""One number that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, set_tone, slug, text_label

if TYPE_CHECKING:
    from kimdesk.ui.theme import Tone


class Figure(QFrame):
    """A big number with its label below and an optional remark; stands on its own card."""

    def __init__(self, label: str, number: str = "–", remark: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self._label = label
        self._number = text_label(number, "figure", wrap=False)
        self._remark = text_label(remark, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(16))
        column.setSpacing(px(2))
        column.addWidget(self._number)
        column.addWidget(text_label(label, "strong"))
        column.addWidget(self._remark)
        column.addStretch(1)
        self.set(number, remark)

    def set(self, number: str, remark: str = "", tone: Tone | None = None) -> None:
        """Show another number; the tone colours the remark, which says the same in words."""
        self._number.setText(number)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        set_tone(self._remark, tone)
        name_it(self, f"figure-{slug(self._label)}", f"{self._label}: {number}", remark)
