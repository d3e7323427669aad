"""The findings of all offices, grouped by field, with a filter and the full text."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.messages import count
from kimdesk.ui.screens.district.rows import Found, Reading
from kimdesk.ui.screens.district.viewmodel import DistrictModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import text_label
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

_COLUMNS = (
    Column(
        "Hinweis",
        lambda one: one.words.title,
        second=lambda one: one.kind_label,
        stretch=3,
        min_chars=24,
    ),
    Column("Stelle", lambda one: one.office_name, stretch=2, min_chars=16),
    Column("Häufigkeit", lambda one: one.frequency, min_chars=14),
)


class FindingsBoard(QWidget):
    """Filter above, one card per Handlungsfeld below; Return opens the full text."""

    def __init__(self, model: DistrictModel) -> None:
        super().__init__()
        self.setObjectName("findings-board")
        self._model = model
        self._drawn: object = None
        self._filtered_for: Reading | None = None
        self._field = ChoiceField(placeholder="alle")
        self._kind = ChoiceField(placeholder="alle")
        self._office = ChoiceField(placeholder="alle")
        for field in (self._field, self._kind, self._office):
            field.code_changed.connect(self._filter)
        self._pile = Pile("finding-groups", gap=14)
        self._head = Card("Hinweise aller Stellen", name="findings-filter")
        self._build()
        model.changed.connect(self.render_state)

    def _build(self) -> None:
        filters = Columns(break_at=640)
        filters.add(LabeledField("Handlungsfeld", self._field, name="filter-field"))
        filters.add(LabeledField("Art", self._kind, name="filter-kind"))
        filters.add(LabeledField("Stelle", self._office, name="filter-office"))
        self._head.add(filters)
        clear = quiet("Filter aufheben", "x", "button-clear-filter")
        clear.clicked.connect(self._clear)
        self._head.add_action(clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self._head)
        column.addWidget(self._pile)

    def render_state(self) -> None:
        """Show the findings that the filter lets through."""
        state = self._model.state
        if state.reading is None:
            return
        if state.reading is not self._filtered_for:
            self._filtered_for = state.reading
            self._offer(state.reading.findings)
        shown = state.findings
        if shown == self._drawn:
            return
        self._drawn = shown
        total = len(state.reading.findings)
        self._head.setVisible(bool(total))
        self._head.set_title(
            "Hinweise aller Stellen",
            f"{len(shown)} von {count(total, 'Hinweis', 'Hinweisen')}; die Eingabetaste zeigt den "
            "ganzen Text",
        )
        cards: list[QWidget] = [
            self._group(label, list(found))
            for label, found in groupby(shown, key=lambda one: one.field_label)
        ]
        self._pile.show_only(cards or [_nothing(filtered=bool(total))])

    def _offer(self, findings: tuple[Found, ...]) -> None:
        offered = (
            (self._field, {one.field: one.field_label for one in findings}),
            (self._kind, {one.kind: one.kind_label for one in findings}),
            (self._office, {one.office: one.office_name for one in findings}),
        )
        for field, labels in offered:
            field.set_items([(code, label, "") for code, label in labels.items()])
        wanted = self._model.state.filter
        self._field.set_code(wanted.field)
        self._kind.set_code(wanted.kind)
        self._office.set_code(wanted.office)

    def _filter(self) -> None:
        self._model.filter_by(
            field=self._field.code(), kind=self._kind.code(), office=self._office.code()
        )

    def _clear(self) -> None:
        for field in (self._field, self._kind, self._office):
            field.set_code("")
        self._filter()

    def _group(self, label: str, findings: list[Found]) -> Card:
        offices = len({one.office for one in findings})
        found = count(len(findings), "Hinweis", "Hinweise")
        card = Card(label, f"{found} aus {count(offices, 'Stelle', 'Stellen')}")
        rows = RowsModel(_COLUMNS, findings)
        table = DataTable(f"Hinweise {label}", rows, two_lines=True, fit_rows=True, bare=True)
        table.opened.connect(self._open)
        card.add(table)
        return card

    def _open(self, finding: Found) -> None:
        FindingDialog(finding, self).open()


class FindingDialog(Dialog):
    """A finding as the office released it."""

    def __init__(self, finding: Found, parent: QWidget | None) -> None:
        super().__init__(parent, finding.words.title, width=600)
        self.add(text_label(finding.office_name, "strong"))
        self.add(text_label(finding.words.text, selectable=True))
        self.add(KeyValue(finding.words.title, finding.words.facts))
        self.add_buttons(secondary("Schließen", name="button-close"), cancel="")


def _nothing(*, filtered: bool) -> EmptyState:
    if filtered:
        return EmptyState("list-filter", "Kein Hinweis passt zum Filter")
    return EmptyState("lightbulb", "Keine Hinweise", "Die Stellen haben keine freigegeben.")
