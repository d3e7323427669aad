"""Paints the cells of a table: one or two lines, pills, and the ring around the current row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.chips import chip_height, chip_width, paint_chip
from kimdesk.ui.widgets.rows_model import CHIP_ROLE, ICON_ROLE, SECOND_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from kimdesk.ui.theme import FontRole, Tone

_Index = QModelIndex | QPersistentModelIndex
PADDING = 14


class RowDelegate(QStyledItemDelegate):
    """Two lines if the row is high enough, otherwise one."""

    def __init__(self, view: QTableView, *, two_lines: bool) -> None:
        super().__init__(view)
        self._view = view
        self._two_lines = two_lines

    def row_height(self) -> int:
        """Return 56 or 40 pixels at 100 %, never less than the text needs."""
        first = QFontMetrics(font("strong")).height()
        if not self._two_lines:
            return max(px(40), first + px(16))
        return max(px(56), first + QFontMetrics(font("small")).height() + px(18))

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the width of the longer line with its padding."""
        text = str(index.data() or "")
        second = str(index.data(SECOND_ROLE) or "")
        if index.data(CHIP_ROLE):
            width = chip_width(text, font("small_strong"), with_icon=bool(index.data(ICON_ROLE)))
        else:
            role = _first_role(index, second)
            width = QFontMetrics(font(role)).horizontalAdvance(text)
        width = max(width, QFontMetrics(font("small")).horizontalAdvance(second))
        return QSize(width + 2 * px(PADDING) + 2, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw ground, content and ring."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._paint_ground(painter, area, option)
        inner = area.adjusted(px(PADDING), 0, -px(PADDING), -1)
        text = str(index.data() or "")
        if index.data(CHIP_ROLE):
            _paint_pill(painter, inner, text, index)
        else:
            self._paint_lines(painter, inner, text, index)
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

    def _paint_lines(self, painter: QPainter, inner: QRectF, text: str, index: _Index) -> None:
        second = str(index.data(SECOND_ROLE) or "")
        sideways = _sideways(index)
        colours = tokens()
        if not second:
            _draw(painter, inner, text, font("body"), colours.text, sideways)
            return
        first_height = QFontMetrics(font("strong")).height()
        second_height = QFontMetrics(font("small")).height()
        top = inner.center().y() - (first_height + second_height + px(1)) / 2
        first = QRectF(inner.left(), top, inner.width(), first_height)
        below = QRectF(inner.left(), first.bottom() + px(1), inner.width(), second_height)
        _draw(painter, first, text, font(_first_role(index, second)), colours.text, sideways)
        tone: Tone | None = index.data(TONE_ROLE)
        colour = colours.tone(tone)[0] if tone else colours.muted
        _draw(painter, below, second, font("small"), colour, sideways)

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


def _sideways(index: _Index) -> Qt.AlignmentFlag:
    wanted = index.data(Qt.ItemDataRole.TextAlignmentRole)
    mask = Qt.AlignmentFlag.AlignHorizontal_Mask
    return Qt.AlignmentFlag(wanted) & mask if wanted is not None else Qt.AlignmentFlag.AlignLeft


def _draw(
    painter: QPainter, area: QRectF, text: str, type_: QFont, colour: str, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(type_)
    painter.setPen(QColor(colour))
    fitting = QFontMetrics(type_).elidedText(
        text, Qt.TextElideMode.ElideRight, round(area.width()) + 1
    )
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, fitting)


def _paint_pill(painter: QPainter, inner: QRectF, text: str, index: _Index) -> None:
    if not text:
        return
    chip_font = font("small_strong")
    icon_name = str(index.data(ICON_ROLE) or "")
    width = min(chip_width(text, chip_font, with_icon=bool(icon_name)), round(inner.width()))
    height = chip_height(chip_font)
    top = inner.center().y() - height / 2
    painter.setFont(chip_font)
    pill = QRectF(inner.left(), top, width, height)
    paint_chip(painter, pill, text, index.data(TONE_ROLE) or "neutral", icon_name)
