"""Dialogs: asked in front of the window, freed when closed, never blocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, danger, primary, secondary
from kimdesk.ui.widgets.labels import name_it, slug, text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

_RIM = 80
"""Pixels of the screen that a large dialog leaves free, for its title bar and the task bar."""


class Dialog(QDialog):
    """Title, ``body`` and a row of buttons; Esc cancels, Ctrl+Return confirms.

    Open it with ``open()`` and listen to ``accepted``: a nested event loop would let the office
    lock itself underneath. It is deleted on close, so nothing it showed stays in memory.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str = "", *, width: int = 520
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        name_it(self, f"dialog-{slug(title)}", title, text)
        self.setMinimumWidth(min(px(width), self.largest().width()))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(22), px(24), px(20))
        outer.setSpacing(px(14))
        outer.addWidget(text_label(title, "title"))
        if text:
            outer.addWidget(text_label(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(14))
        outer.addLayout(self.body, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(10))
        self._row.addStretch(1)
        outer.addLayout(self._row)
        self.confirm_button: QAbstractButton | None = None
        confirm_key = QShortcut(QKeySequence("Ctrl+Return"), self)
        confirm_key.activated.connect(self._confirm)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget to the body."""
        self.body.addWidget(widget, stretch)

    def add_buttons(self, action: Button, cancel: str = "Abbrechen") -> None:
        """Put cancel and the action into the row; the action calls :meth:`submit`."""
        if cancel:
            back = secondary(cancel)
            back.clicked.connect(self.reject)
            self._row.addWidget(back)
        self._row.addWidget(action)
        action.setDefault(True)
        action.clicked.connect(self.submit)
        self.confirm_button = action

    def add_left(self, widget: QWidget) -> None:
        """Put a less important control at the left end of the row."""
        self._row.insertWidget(0, widget)

    def largest(self) -> QSize:
        """Return the size that leaves a rim of the screen free; what is larger scrolls."""
        free = self.screen().availableGeometry().size()
        return free - QSize(_RIM, _RIM)

    def fit(self, width: int, height: int) -> None:
        """Take a size of the design (pixels at 100 %), as far as the screen allows."""
        self.resize(QSize(px(width), px(height)).boundedTo(self.largest()))

    def submit(self) -> None:
        """Close with success; override to check the fields first."""
        self.accept()

    def done(self, result: int) -> None:
        """Close for good, Qt only hides on accept and reject."""
        super().done(result)
        self.deleteLater()

    def _confirm(self) -> None:
        if self.confirm_button is not None:
            self.confirm_button.click()


def confirm(
    parent: QWidget, title: str, text: str, action_label: str, *, dangerous: bool = False
) -> Dialog:
    """Ask before something is done; connect the returned dialog's ``accepted``.

    The button names the deed („Fall löschen“), never just „OK“. Before a dangerous deed Return
    alone goes to cancel.
    """
    dialog = Dialog(parent, title, text, width=440)
    make = danger if dangerous else primary
    dialog.add_buttons(make(action_label))
    if dangerous and dialog.confirm_button is not None:
        cancel = dialog.findChild(Button, "button-abbrechen")
        if cancel is not None:
            cancel.setDefault(True)
            cancel.setFocus()
    dialog.open()
    return dialog
