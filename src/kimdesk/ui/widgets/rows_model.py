"""Frozen rows as a Qt model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from kimdesk.ui.theme import Tone

SECOND_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
CHIP_ROLE = Qt.ItemDataRole.UserRole + 3
ICON_ROLE = Qt.ItemDataRole.UserRole + 4

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is read from a row.

    Attributes:
        header: its title.
        text: first line of a cell.
        second: smaller second line.
        tone: meaning of a chip, or of the second line.
        chip: draw the text as a pill.
        icon: icon name for a chip.
        align: ``right`` for numbers.
        stretch: takes a share of the free width; 0 keeps to its content.
        min_chars: narrowest width in average letters.
        tooltip: further words; the text itself if there are none.
        accessible: what a screen reader says; both lines if there is nothing.
        sort_key: makes the column sortable.
    """

    header: str
    text: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    tone: Callable[[Any], Tone | None] | None = None
    chip: bool = False
    icon: Callable[[Any], str] | None = None
    align: Literal["left", "right", "center"] = "left"
    stretch: int = 0
    min_chars: int = 4
    tooltip: Callable[[Any], str] | None = None
    accessible: Callable[[Any], str] | None = None
    sort_key: Callable[[Any], Any] | None = None


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that is painted in one cell; asked for at once, because asking costs."""

    text: str
    second: str
    tone: Tone | None
    chip: bool
    icon: str
    side: Qt.AlignmentFlag


class RowsModel(QAbstractTableModel):
    """A table over a sequence of frozen rows; exchanging the rows is the only change."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Any] = (),
        *,
        key: Callable[[Any], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take the columns and rows.

        Args:
            columns: from left to right.
            rows: any objects the columns can read.
            key: identity of a row, to find it again after an exchange; the row itself if none.
            parent: owner.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Any] = list(rows)
        self._key = key
        self._order: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Exchange the rows; the chosen order stays."""
        self.beginResetModel()
        self._rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    def rows(self) -> tuple[Any, ...]:
        """Return the rows in the order shown."""
        return tuple(self._rows)

    def row_at(self, index: _Index) -> Any:
        """Return the row of an index, or ``None``."""
        return self._rows[index.row()] if index.isValid() else None

    def key_of(self, row: Any) -> Hashable:
        """Return what identifies a row."""
        return self._key(row) if self._key else row

    def find(self, key: Hashable) -> int:
        """Return the line of the row with this key, -1 if there is none."""
        return next((n for n, row in enumerate(self._rows) if self.key_of(row) == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature; the value is immutable
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- as above
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return title and alignment of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, says or hints."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.row_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else _said(column, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.accessible(row) if column.accessible else _said(column, row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        return _look(column, row, role)

    def look(self, index: _Index) -> Look:
        """Return what a cell looks like; the painter's way past Qt's roles."""
        column, row = self.columns[index.column()], self.row_at(index)
        return Look(
            column.text(row),
            column.second(row) if column.second else "",
            column.tone(row) if column.tone else None,
            column.chip,
            column.icon(row) if column.icon else "",
            _ALIGN[column.align],
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column that has a sort key; the order of equals stays."""
        if not 0 <= column < len(self.columns) or self.columns[column].sort_key is None:
            return
        before = self.persistentIndexList()
        lines = [(self._rows[old.row()], old.column()) for old in before]
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order)
        self._sort_rows()
        after = {id(row): number for number, row in enumerate(self._rows)}
        moved = [self.index(after[id(row)], line) for row, line in lines]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self._order is None:
            return
        column, order = self._order
        sort_key = self.columns[column].sort_key
        self._rows.sort(key=sort_key, reverse=order == Qt.SortOrder.DescendingOrder)


def _said(column: Column, row: Any) -> str:
    second = column.second(row) if column.second else ""
    return f"{column.text(row)}, {second}" if second else column.text(row)


def _look(column: Column, row: Any, role: int) -> Any:
    if role == SECOND_ROLE:
        return column.second(row) if column.second else ""
    if role == TONE_ROLE:
        return column.tone(row) if column.tone else None
    if role == CHIP_ROLE:
        return column.chip
    if role == ICON_ROLE:
        return column.icon(row) if column.icon else ""
    return None
