"""Colours, type and sizes; ``apply_theme`` dresses the program, the rest is for painters."""

from kimdesk.ui.theme.apply import ThemeName, apply_theme, font, px, scale, theme_name, tokens
from kimdesk.ui.theme.fonts import FontRole
from kimdesk.ui.theme.tokens import CONTRAST, DARK, LIGHT, TONES, Tokens, Tone

__all__ = [
    "CONTRAST",
    "DARK",
    "LIGHT",
    "TONES",
    "FontRole",
    "ThemeName",
    "Tokens",
    "Tone",
    "apply_theme",
    "font",
    "px",
    "scale",
    "theme_name",
    "tokens",
]
