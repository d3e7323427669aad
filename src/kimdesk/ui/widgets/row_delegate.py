"""Paints the cells of a table: one or two lines, pills, and the ring around the current row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.chips import chip_height, chip_width, paint_chip
from kimdesk.ui.widgets.measured import advance, elided, metrics, painted_font
from kimdesk.ui.widgets.rows_model import Look, RowsModel

if TYPE_CHECKING:
    from kimdesk.ui.theme import FontRole

_Index = QModelIndex | QPersistentModelIndex
PADDING = 14


class RowDelegate(QStyledItemDelegate):
    """Two lines if the row is high enough, otherwise one."""

    def __init__(self, view: QTableView, rows: RowsModel, *, two_lines: bool) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self._two_lines = two_lines

    def row_height(self) -> int:
        """Return 56 or 40 pixels at 100 %, never less than the text needs."""
        first = metrics("strong").height()
        if not self._two_lines:
            return max(px(40), first + px(16))
        return max(px(56), first + metrics("small").height() + px(18))

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the width of the longer line with its padding."""
        look = self._rows.look(index)
        if look.chip:
            width = chip_width(look.text, font("small_strong"), with_icon=bool(look.icon))
        else:
            width = advance(look.text, _first_role(index, look.second))
        width = max(width, advance(look.second, "small"))
        return QSize(width + 2 * px(PADDING) + 2, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw ground, content and ring."""
        look = self._rows.look(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._paint_ground(painter, area, option)
        inner = area.adjusted(px(PADDING), 0, -px(PADDING), -1)
        if look.chip:
            _paint_pill(painter, inner, look)
        else:
            _paint_lines(painter, inner, look, index)
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            self._paint_ring(painter, area, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> None:
        colours = tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.surface2))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, QColor(colours.border))

    def _paint_ring(self, painter: QPainter, area: QRectF, index: _Index) -> None:
        header = self._view.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        places = sorted(shown, key=header.visualIndex)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        top, bottom = area.top() + 1, area.bottom() - 1
        painter.drawLine(QLineF(area.left(), top, area.right(), top))
        painter.drawLine(QLineF(area.left(), bottom, area.right(), bottom))
        if index.column() == places[0]:
            painter.drawLine(QLineF(area.left() + 1, top, area.left() + 1, bottom))
        if index.column() == places[-1]:
            painter.drawLine(QLineF(area.right() - 1, top, area.right() - 1, bottom))


def _first_role(index: _Index, second: str) -> FontRole:
    """Set the name of the row in semibold where a second line stands below it."""
    return "strong" if second and index.column() == 0 else "body"


def _paint_lines(painter: QPainter, inner: QRectF, look: Look, index: _Index) -> None:
    colours = tokens()
    if not look.second:
        _draw(painter, inner, look.text, "body", colours.text, look.side)
        return
    first_height = metrics("strong").height()
    second_height = metrics("small").height()
    top = inner.center().y() - (first_height + second_height + px(1)) / 2
    first = QRectF(inner.left(), top, inner.width(), first_height)
    below = QRectF(inner.left(), first.bottom() + px(1), inner.width(), second_height)
    _draw(painter, first, look.text, _first_role(index, look.second), colours.text, look.side)
    colour = colours.tone(look.tone)[0] if look.tone else colours.muted
    _draw(painter, below, look.second, "small", colour, look.side)


def _draw(
    painter: QPainter, area: QRectF, text: str, role: FontRole, colour: str, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(painted_font(role))
    painter.setPen(QColor(colour))
    fitting = elided(text, role, round(area.width()) + 1)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, fitting)


def _paint_pill(painter: QPainter, inner: QRectF, look: Look) -> None:
    if not look.text:
        return
    chip_font = painted_font("small_strong")
    width = chip_width(look.text, chip_font, with_icon=bool(look.icon))
    height = chip_height(chip_font)
    top = inner.center().y() - height / 2
    painter.setFont(chip_font)
    pill = QRectF(inner.left(), top, min(width, round(inner.width())), height)
    paint_chip(painter, pill, look.text, look.tone or "neutral", look.icon)
