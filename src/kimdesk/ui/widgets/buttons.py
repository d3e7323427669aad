"""Buttons in the four kinds of the design, and the icon-only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kimdesk.ui.icons import icon
from kimdesk.ui.theme import px, tokens
from kimdesk.ui.widgets.labels import name_it, slug

if TYPE_CHECKING:
    from kimdesk.ui.theme import Tokens

Kind = Literal["primary", "secondary", "quiet", "danger"]

_ICON_TOKEN: dict[Kind, str] = {
    "primary": "on_accent",
    "secondary": "text",
    "quiet": "accent",
    "danger": "on_bad",
}


class Button(QPushButton):
    """A push button with an icon left of its text.

    Return presses it as Space does: that is what people coming from the web expect.
    """

    def __init__(
        self, text: str, icon_name: str = "", kind: Kind = "secondary", name: str = ""
    ) -> None:
        super().__init__(text)
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        name_it(self, name or f"button-{slug(text)}", text)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon_name:
            self.set_icon(icon_name)

    def set_icon(self, icon_name: str) -> None:
        """Exchange the icon."""
        self.setIcon(icon(icon_name, _ICON_TOKEN[self._kind]))
        # The extra width is the gap to the text, which the platform style draws too narrow.
        self.setIconSize(QSize(px(22), px(18)))

    def set_text(self, text: str) -> None:
        """Exchange text and accessible name."""
        self.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a second, inner focus line where the outer one has the button's own colour."""
        super().paintEvent(event)
        if self.hasFocus() and self._kind in {"primary", "danger"}:
            _inner_ring(self, tokens(), self._kind)


def _inner_ring(button: QWidget, colours: Tokens, kind: Kind) -> None:
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = colours.on_accent if kind == "primary" else colours.on_bad
    painter.setPen(QPen(QColor(colour), px(1.5)))
    inset = px(3.5)
    area = QRectF(button.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(area, px(5), px(5))
    painter.end()


class IconButton(QPushButton):
    """A square button with an icon only; its meaning stands in tooltip and accessible name."""

    def __init__(self, icon_name: str, meaning: str, color: str = "muted") -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setProperty("shape", "square")
        name_it(self, f"button-{slug(meaning)}", meaning)
        self.setToolTip(meaning)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIcon(icon(icon_name, color))
        self.setIconSize(QSize(px(18), px(18)))


def primary(text: str, icon_name: str = "", name: str = "") -> Button:
    """Make the one main action of a screen."""
    return Button(text, icon_name, "primary", name)


def secondary(text: str, icon_name: str = "", name: str = "") -> Button:
    """Make an ordinary action."""
    return Button(text, icon_name, "secondary", name)


def quiet(text: str, icon_name: str = "", name: str = "") -> Button:
    """Make an action of little weight, without a frame."""
    return Button(text, icon_name, "quiet", name)


def danger(text: str, icon_name: str = "", name: str = "") -> Button:
    """Make an action that destroys something."""
    return Button(text, icon_name, "danger", name)
