"""A dialog that does not lose what was typed when it is closed by mistake."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.dialogs import Dialog, confirm
from kimdesk.ui.widgets.labels import name_it

_LEAST = 260
"""Pixels that are left to a form between title and buttons, even at 200 % on a small screen."""


class DraftDialog(Dialog):
    """Base of the forms; asks before closing only if something was typed."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        super().__init__(parent, title, text, width=760)
        self._saved = False

    def draft(self) -> bool:
        """Tell whether something would be lost."""
        return False

    def close_saved(self) -> None:
        """Close after everything is stored."""
        self._saved = True
        self.accept()

    def reject(self) -> None:
        """Close, or ask first."""
        if self._saved or not self.draft():
            super().reject()
            return
        text = "Was Sie hier eingegeben haben, ist noch nicht gespeichert."
        asked = confirm(self, "Eingaben verwerfen?", text, "Verwerfen", dangerous=True)
        asked.accepted.connect(self._discard)

    def _discard(self) -> None:
        self._saved = True
        self.reject()

    def add_scrolling(self, form: QWidget, height: int) -> QScrollArea:
        """Put a form into the body so that it scrolls on small screens."""
        area = scrolling(form, height)
        self.add(area, 1)
        return area


def scrolling(form: QWidget, height: int) -> QScrollArea:
    """Wrap a form into a scrolling area of a height that fits a small laptop."""
    area = QScrollArea()
    name_it(area, "form-scroll", "Formular")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    form.setProperty("surface", "scroll")
    area.setWidget(form)
    area.setMinimumHeight(min(px(height) // 2, _LEAST))
    area.setMinimumWidth(form.minimumSizeHint().width() + px(24))
    return area
