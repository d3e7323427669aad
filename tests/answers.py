"""Stand-ins for the person at the screen: answers for file dialogs, and what must have a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from kimdesk.ui.widgets.chooser import Chooser, Chosen, ManyChosen


@dataclass
class Answers(Chooser):
    """Answers at once with what the test laid out."""

    to: Path
    picked: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:  # noqa: ARG002
        chosen(self.to)

    def target(self, parent: QWidget, title: str, name: str, chosen: Chosen) -> None:  # noqa: ARG002
        chosen(self.to / name)

    def files(self, parent: QWidget, title: str, pattern: str, chosen: ManyChosen) -> None:  # noqa: ARG002
        chosen(list(self.picked))

    def show_folder(self, folder: Path) -> None:
        self.opened.append(folder)


def nameless(root: QWidget) -> list[str]:
    """Return the visible controls that a screen reader or a test could not name."""
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
    return [
        f"{type(widget).__name__} „{widget.objectName()}“"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisibleTo(root) and _is_ours(widget)
        if not widget.objectName() or not widget.accessibleName()
    ]


def _is_ours(widget: QWidget) -> bool:
    return type(widget).__module__.startswith("kimdesk") or not widget.objectName().startswith(
        "qt_"
    )


def tab_order(root: QWidget) -> list[str]:
    """Return the names of the controls that Tab reaches below ``root``, in its order."""
    found: list[str] = []
    widget: QWidget | None = root.nextInFocusChain()
    while widget is not None and widget is not root:
        reachable = widget.isVisibleTo(root) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if root.isAncestorOf(widget) and reachable:
            found.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return found
