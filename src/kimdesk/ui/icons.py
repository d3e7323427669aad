"""Line icons in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kimdesk.config import resources_folder
from kimdesk.errors import FolderMissing
from kimdesk.ui.theme import tokens

_STROKE = 'stroke-width="1.75"'


@cache
def _source(name: str) -> str:
    path = resources_folder() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise FolderMissing(path=f"resources/icons/{name}.svg")
    return path.read_text(encoding="utf-8").replace('stroke-width="2"', _STROKE)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@cache
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    """Draw the icon square at the left; a wider box leaves its rest free as a gap to the text."""
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(width, height)
    _renderer(name, colour).render(painter, QRectF(0, (height - side) / 2, side, side))
    painter.end()
    return pixmap


class _ThemedEngine(QIconEngine):
    """Draws with the colours in force, so that no icon must be exchanged on a theme switch."""

    def __init__(self, name: str, token: str, on_token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._on_token = on_token

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return tokens().strong
        token = self._on_token if state == QIcon.State.On else self._token
        return str(getattr(tokens(), token))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into any painter."""
        side = min(rect.width(), rect.height())
        top = rect.y() + (rect.height() - side) / 2
        target = QRectF(rect.x(), top, side, side)
        _renderer(self._name, self._colour(mode, state)).render(painter, target)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw at one pixel per length unit."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Draw for a dense screen, with ``scale`` pixels per length unit."""
        if size.isEmpty():
            return QPixmap()
        width, height = round(size.width() * scale), round(size.height() * scale)
        drawn = _pixmap(self._name, self._colour(mode, state), width, height)
        result = QPixmap(drawn)
        result.setDevicePixelRatio(scale)
        return result

    def clone(self) -> QIconEngine:
        """Copy for Qt."""
        return _ThemedEngine(self._name, self._token, self._on_token)


@cache
def icon(name: str, color: str = "text", *, on: str = "") -> QIcon:
    """Return a themed icon.

    Args:
        name: file name in ``resources/icons`` without its ending.
        color: name of a colour in ``Tokens``.
        on: colour of the checked state of a checkable button; the same if empty.

    Raises:
        FolderMissing: if there is no such icon.
    """
    _source(name)
    return QIcon(_ThemedEngine(name, color, on or color))


def paint_icon(painter: QPainter, name: str, colour: str, target: QRectF) -> None:
    """Draw an icon with a literal colour, for painted widgets."""
    _renderer(name, colour).render(painter, target)
