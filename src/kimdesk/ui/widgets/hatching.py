"""Diagonal lines for what is missing or withheld."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from kimdesk.ui.theme import px


def paint_hatch(painter: QPainter, area: QRectF, colour: str, radius: float) -> None:
    """Fill a rounded area with diagonals and an edge; also readable without colour."""
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(QColor(colour), max(1.0, px(1))))
    step, height = px(6), area.height()
    x = area.left() - height
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + height, area.top()))
        x += step
    painter.setClipping(False)
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawPath(path)
    painter.restore()
