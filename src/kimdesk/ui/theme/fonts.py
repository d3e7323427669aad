"""The program's own typeface in the few sizes it uses."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase

from kimdesk.config import resources_folder
from kimdesk.errors import FolderMissing

FAMILY = "Inter"

FontRole = Literal["body", "strong", "title", "heading", "small", "small_strong", "figure"]

# Pixel size at 100 % and weight; the style sheet names the same sizes for labels.
ROLES: dict[FontRole, tuple[float, QFont.Weight]] = {
    "body": (14, QFont.Weight.Normal),
    "strong": (14, QFont.Weight.DemiBold),
    "title": (22, QFont.Weight.DemiBold),
    "heading": (15, QFont.Weight.DemiBold),
    "small": (13, QFont.Weight.Normal),
    "small_strong": (12.5, QFont.Weight.DemiBold),
    "figure": (30, QFont.Weight.DemiBold),
}


def load_fonts() -> None:
    """Make the shipped font files known to Qt.

    Raises:
        FolderMissing: if a font file cannot be read, i.e. the installation is incomplete.
    """
    files = sorted((resources_folder() / "fonts").glob(f"{FAMILY}-*.otf"))
    if not files:
        raise FolderMissing(path="resources/fonts")
    for path in files:
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FolderMissing(path=f"resources/fonts/{path.name}")


def make_font(role: FontRole, scale: float) -> QFont:
    """Return the font of a role; the caller may change it, it is a copy of its own."""
    return QFont(_built(role, scale))


@cache
def _built(role: FontRole, scale: float) -> QFont:
    """Build a font once: painters ask for it at every cell.

    Figures are tabular so that columns of numbers stand in line.
    """
    size, weight = ROLES[role]
    font = QFont(FAMILY)
    font.setPixelSize(round(size * scale))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
