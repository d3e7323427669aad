"""A table of the preview: rows, bars beside them, the reasons of protection, the definition."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.ui.screens.quarters.preview_rows import CellView, TableView
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.bars import Bar, Bars
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.labels import text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

_INDENT = "\N{EM SPACE}"


class TableCard(Card):
    """One table, legible without knowing the rules."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table.title, f"Tabelle {table.id}", name=f"table-card-{table.id}")
        hidden = sum(count for _, count in table.reasons)
        words = f"{hidden} geschützt" if hidden else "alles ausgewiesen"
        self.add_action(Chip(words, "info" if hidden else "ok", "shield" if hidden else "check"))
        sides = Columns(break_at=720, gap=24)
        sides.add(_rows(table), 3)
        beside = _beside(table)
        if beside is not None:
            sides.add(beside, 2)
        self.add(sides)
        self.add(text_label(f"Definition: {table.definition}", "small"))


def _rows(table: TableView) -> DataTable:
    columns = [_label_column(table, at) for at in range(len(table.columns))]
    columns.append(
        Column(
            table.unit,
            lambda row: row.text,
            align="right",
            min_chars=6,
            tooltip=lambda row: row.why or row.text,
            accessible=lambda row: f"geschützt: {row.why}" if row.why else row.text,
        )
    )
    return DataTable(table.title, RowsModel(columns, table.rows), fit_rows=True, bare=True)


def _label_column(table: TableView, at: int) -> Column:
    def text(row: CellView) -> str:
        indent = _INDENT * max(row.level - 1, 0) if at == 0 else ""
        return f"{indent}{row.labels[at]}"

    return Column(table.columns[at], text, stretch=1, min_chars=16)


def _beside(table: TableView) -> QWidget | None:
    if not table.one_way and not table.reasons:
        return None
    box = QWidget()
    box.setObjectName(f"beside-{table.id}")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(12))
    if table.one_way:
        bars = [Bar(row.labels[0], row.value, row.text) for row in table.rows if row.level == 1]
        column.addWidget(Bars(table.title, bars))
    if table.reasons:
        column.addWidget(text_label("Warum steht dort ein Punkt?", "strong"))
        for why, count in table.reasons:
            column.addWidget(text_label(f"{count} × {why}", "small"))
    column.addStretch(1)
    return box
