"""Measured text for painters: the same words are asked for at every repaint."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from kimdesk.ui.theme import FontRole, font, scale


def metrics(role: FontRole) -> QFontMetrics:
    """Return the metrics of a role in the size in force."""
    return _metrics(role, scale())


def elided(text: str, role: FontRole, width: int) -> str:
    """Return a text cut to a width in pixels, with dots where something is missing."""
    return _elided(text, role, width, scale())


def advance(text: str, role: FontRole) -> int:
    """Return the width of a text in pixels."""
    return _advance(text, role, scale())


def painted_font(role: FontRole) -> QFont:
    """Return the one font object of a role; painters only, it must not be changed."""
    return _font(role, scale())


@cache
def _font(role: FontRole, _factor: float) -> QFont:
    return font(role)


@cache
def _metrics(role: FontRole, factor: float) -> QFontMetrics:
    return QFontMetrics(_font(role, factor))


@lru_cache(maxsize=4096)
def _elided(text: str, role: FontRole, width: int, factor: float) -> str:
    return _metrics(role, factor).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def _advance(text: str, role: FontRole, factor: float) -> int:
    return _metrics(role, factor).horizontalAdvance(text)
