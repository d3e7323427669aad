"""Text labels in the roles of the design."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from kimdesk.ui.theme import Tone

LabelRole = Literal["body", "strong", "muted", "small", "field", "heading", "title", "figure"]


def text_label(
    text: str,
    role: LabelRole = "body",
    *,
    tone: Tone | None = None,
    wrap: bool = True,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Make a label; size, weight and colour come from its role.

    The text is always plain: names typed by people must never be read as markup.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if tone:
        set_tone(label, tone)
    return label


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Colour a label by meaning; the words must carry the meaning too."""
    set_style(widget, "tone", tone or "")


def set_style(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet asks for and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def name_it(widget: QWidget, object_name: str, accessible: str, description: str = "") -> None:
    """Give a control its two names: one for tests and style, one for screen readers."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible)
    if description:
        widget.setAccessibleDescription(description)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader speak a text without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def slug(text: str) -> str:
    """Make an object name out of a German label: letters and digits, joined by hyphens."""
    plain = text.lower().translate(_FOLD)
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return "-".join(words)


_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
