"""The icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from kimdesk.config import resources_folder
from kimdesk.errors import FolderMissing
from kimdesk.ui.icons import icon
from kimdesk.ui.theme import DARK, LIGHT, apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

INKS = ("text", "accent", "strong")
NAMES = sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """Names of the opaque colours; one step beside a token's colour is antialiasing's rounding."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in points)
    return {_rounded(colour) for colour in colours if colour.alpha() == 255}


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _rounded(colour: QColor) -> str:
    known = [getattr(tokens, name) for tokens in (LIGHT, DARK) for name in INKS]
    parts = rgb(colour)
    for name in known:
        if all(abs(a - b) <= 2 for a, b in zip(parts, rgb(QColor(name)), strict=True)):
            return str(name)
    return colour.name()


def drawn(name: str, **look: QIcon.State | QIcon.Mode) -> set[str]:
    mode = look.get("mode", QIcon.Mode.Normal)
    state = look.get("state", QIcon.State.Off)
    assert isinstance(mode, QIcon.Mode)
    assert isinstance(state, QIcon.State)
    return inks(icon(name, "text", on="accent").pixmap(QSize(48, 48), mode, state).toImage())


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something_in_the_text_colour(name: str) -> None:
    assert drawn(name) == {LIGHT.text}


@pytest.mark.usefixtures("app")
def test_checked_and_disabled_icons_have_their_own_colours() -> None:
    assert drawn("lock", state=QIcon.State.On) == {LIGHT.accent}
    assert drawn("lock", mode=QIcon.Mode.Disabled) == {LIGHT.strong}


def test_an_icon_made_before_the_switch_follows_the_theme(app: QApplication) -> None:
    before = icon("plus")
    apply_theme(app, "dark")
    assert inks(before.pixmap(QSize(48, 48)).toImage()) == {DARK.text}


@pytest.mark.usefixtures("app")
def test_a_dense_screen_gets_more_pixels() -> None:
    pixmap = icon("plus").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)


@pytest.mark.usefixtures("app")
def test_a_wide_box_keeps_its_right_part_free() -> None:
    image = icon("plus").pixmap(QSize(96, 48)).toImage()
    right = image.copy(48, 0, 48, 48)
    assert inks(right) == set()
    assert LIGHT.text in inks(image)


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(FolderMissing):
        icon("no-such-icon")


def test_the_licence_stands_beside_the_icons() -> None:
    licence = (resources_folder() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "Lucide Icons and Contributors" in licence
