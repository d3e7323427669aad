"""A table of the district: sum or span, then every office beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kimdesk.messages import count
from kimdesk.ui.screens.district.rows import NOT_SHOWN, PROTECTED, Line, Sheet, shorten
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.labels import text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

_INDENT = "\N{EM SPACE}"
_SAID = {PROTECTED: "geschützt", NOT_SHOWN: "nicht ausgewiesen"}


class SheetCard(Card):
    """One table with the district's column first."""

    def __init__(self, sheet: Sheet, offices: Sequence[str]) -> None:
        super().__init__(sheet.title, f"Tabelle {sheet.id}", name=f"sheet-{sheet.id}")
        exact = not sheet.spans
        words = "alle Summen genau" if exact else count(sheet.spans, "Spanne", "Spannen")
        self.add_action(Chip(words, "ok" if exact else "info", "check" if exact else "shield"))
        columns = [_label_column(sheet, at) for at in range(len(sheet.columns))]
        columns.append(_district_column(sheet))
        columns += [_office_column(at, name) for at, name in enumerate(offices)]
        rows = RowsModel(columns, sheet.lines)
        self.add(DataTable(sheet.title, rows, fit_rows=True, bare=True))
        self.add(text_label(f"Definition: {sheet.definition}", "small"))


def _label_column(sheet: Sheet, at: int) -> Column:
    def text(line: Line) -> str:
        indent = _INDENT * max(line.level - 1, 0) if at == 0 else ""
        return f"{indent}{line.labels[at]}"

    return Column(sheet.columns[at], text, stretch=1, min_chars=20)


def _district_column(sheet: Sheet) -> Column:
    def said(line: Line) -> str:
        if line.low is None:
            return f"Kreis: {_SAID[NOT_SHOWN]}"
        exactly = f"Kreis: {line.text} {sheet.unit}"
        return exactly if line.exact else f"Kreis: zwischen {line.low} und {line.high}"

    return Column("Kreis", lambda line: line.text, align="right", min_chars=7, accessible=said)


def _office_column(at: int, name: str) -> Column:
    return Column(
        shorten(name),
        lambda line: line.offices[at],
        align="right",
        tooltip=lambda line: f"{name}: {_SAID.get(line.offices[at], line.offices[at])}",
        accessible=lambda line: f"{name}: {_SAID.get(line.offices[at], line.offices[at])}",
    )
