"""From tokens to Qt: palette and style sheet."""

from __future__ import annotations

import re
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from kimdesk.config import resources_folder

if TYPE_CHECKING:
    from kimdesk.ui.theme.tokens import Tokens

_PIXELS = re.compile(r"(-?\d+(?:\.\d+)?)px")


@cache
def _template() -> Template:
    return Template((resources_folder() / "style" / "kimdesk.qss").read_text(encoding="utf-8"))


def style_sheet(tokens: Tokens, scale: float) -> str:
    """Fill the style sheet: colours from the tokens, every pixel length times ``scale``."""
    controls = resources_folder() / "style" / tokens.name
    colours = {name: getattr(tokens, name) for name in tokens.__slots__}
    filled = _template().substitute(colours, controls=controls.as_posix())
    return _PIXELS.sub(lambda match: _scaled(float(match[1]), scale), filled)


def _scaled(pixels: float, scale: float) -> str:
    value = round(pixels * scale)
    # A hairline must not vanish when somebody scales down.
    return f"{value if value or not pixels else 1}px"


def palette(tokens: Tokens) -> QPalette:
    """Build the palette for everything the style sheet does not name."""
    role = QPalette.ColorRole
    result = QPalette()
    for target, colour in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.surface2),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.violet),
        (role.Mid, tokens.border),
    ):
        result.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.strong))
    return result
