"""The table of the design: whole rows, no grid, keyboard first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.labels import name_it, slug
from kimdesk.ui.widgets.row_delegate import PADDING, RowDelegate

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from kimdesk.ui.widgets.rows_model import RowsModel

_Index = QModelIndex | QPersistentModelIndex
_MEASURED_ROWS = 200
_SHOWN_MOST = 12


class DataTable(QTableView):
    """Shows a :class:`RowsModel`.

    ``opened`` carries the row on Return, double click, or single click if so wished; ``picked``
    carries the row that became the current one, or ``None``. Tab leaves the table.
    """

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        label: str,
        model: RowsModel,
        *,
        two_lines: bool = False,
        fit_rows: bool = False,
        open_on_click: bool = False,
        bare: bool = False,
    ) -> None:
        """Build the table.

        Args:
            label: accessible name.
            model: its rows.
            two_lines: rows of 56 instead of 40 pixels.
            fit_rows: be as high as the rows, for tables inside a page that scrolls.
            open_on_click: a single click opens.
            bare: no frame of its own, for use inside a card.
        """
        self._ready = False
        self._outdated = False
        super().__init__()
        name_it(self, f"table-{slug(label)}", label)
        self.setProperty("bare", bare)
        self._rows = model
        self._fit_rows = fit_rows
        self._rows_delegate = RowDelegate(self, model, two_lines=two_lines)
        self.setItemDelegate(self._rows_delegate)
        self._set_behaviour()
        self._set_headers()
        self.setModel(model)
        self.setSortingEnabled(False)
        if any(column.sort_key for column in model.columns):
            self._make_sortable()
        model.modelReset.connect(self._reset)
        (self.clicked if open_on_click else self.doubleClicked).connect(self._open)
        self._ready = True
        self._reset()

    def _set_behaviour(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        if self._fit_rows:
            # All rows are shown; a bar would only take width from them.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        name_it(header, f"{self.objectName()}-header", f"Spalten: {self.accessibleName()}")
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setMinimumSectionSize(px(24))

    def _make_sortable(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._rows.sort)

    def current_row(self) -> Any:
        """Return the current row, or ``None``."""
        return self._rows.row_at(self.currentIndex())

    def select_key(self, key: Hashable) -> bool:
        """Make the row with this key the current one; false if it is not there."""
        line = self._rows.find(key)
        if line < 0:
            return False
        index = self._rows.index(line, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Exchange the rows and stay on the current one if it is still there."""
        before = self.current_row()
        self._rows.set_rows(rows)
        if before is not None:
            self.select_key(self._rows.key_of(before))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which row is current; called by Qt."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.viewport().update()
            self.picked.emit(self._rows.row_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Return; left and right scroll instead of walking through cells."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the first row when reached by keyboard, so that Return works at once."""
        super().focusInEvent(event)
        keyboard = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        if keyboard and self._rows.rowCount() and not self.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            first = self._rows.index(0, 0)
            self.selectionModel().setCurrentIndex(first, flags.ClearAndSelect | flags.Rows)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()
        # Whether a scroll bar stands below depends on the width, which is known only now.
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() not in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            return
        # A hidden table measures when it is shown; one that waits for its deletion never does.
        self._outdated = True
        if self._ready and self.isVisible():
            self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what changed while nobody looked."""
        super().showEvent(event)
        if self._outdated:
            self._measure()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row_at(index))

    def _reset(self) -> None:
        self._measure()
        # Otherwise Qt lays out while it paints, finds the scroll bar changed, and paints again.
        self.executeDelayedItemsLayout()

    def _measure(self) -> None:
        self._outdated = False
        self.verticalHeader().setDefaultSectionSize(self._rows_delegate.row_height())
        self._share_width()
        self.updateGeometry()
        self._fit_height()

    def _fit_height(self) -> None:
        height = self.sizeHint().height()
        if self._fit_rows and self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Return a few rows, or all of them if it is to fit."""
        rows = self._rows.rowCount()
        shown = max(1, rows) if self._fit_rows else min(max(rows, 3), _SHOWN_MOST)
        head = self._head_height()
        # A scroll bar stands below when the columns do not fit.
        bar = self.horizontalScrollBar().sizeHint().height() if self._too_wide() else 0
        return QSize(px(480), head + shown * self._rows_delegate.row_height() + _frame() + bar)

    def minimumSizeHint(self) -> QSize:
        """Return head and one row."""
        head = self._head_height()
        return QSize(px(220), head + self._rows_delegate.row_height() + _frame())

    def _head_height(self) -> int:
        header = self.horizontalHeader()
        return 0 if header.isHidden() else header.sizeHint().height()

    def _too_wide(self) -> bool:
        return sum(self._wanted_widths()) > max(self.viewport().width(), px(220))

    def _wanted_widths(self) -> list[int]:
        option = QStyleOptionViewItem()
        lines = range(min(self._rows.rowCount(), _MEASURED_ROWS))
        body = QFontMetrics(font("body"))
        widths = []
        for number, column in enumerate(self._rows.columns):
            title = self.horizontalHeader().sectionSizeHint(number)
            least = column.min_chars * body.averageCharWidth() + 2 * px(PADDING)
            cells = (
                self._rows_delegate.sizeHint(option, self._rows.index(line, number)).width()
                for line in lines
            )
            content = 0 if column.stretch else max(cells, default=0)
            widths.append(max(title, least, content))
        return widths

    def _share_width(self) -> None:
        widths = self._wanted_widths()
        free = self.viewport().width() - sum(widths)
        shares = [column.stretch for column in self._rows.columns]
        total = sum(shares)
        for number, width in enumerate(widths):
            extra = free * shares[number] // total if free > 0 and total else 0
            self.setColumnWidth(number, width + extra)


def _frame() -> int:
    """Height of the edges and of the air that keeps the rows out of the round corners."""
    return 2 + px(6)
