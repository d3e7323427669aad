"""Step 1: what the cases still lack, each with the way there."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.messages import count
from kimdesk.ui.screens.quarters.assistant_model import AssistantModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import FilterChips
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.figure import Figure
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases.completeness import Completeness, Missing

_ALL = "all"
_COLUMNS = (
    Column("Fall", lambda gap: gap.name, stretch=2, min_chars=16, sort_key=lambda gap: gap.name),
    Column("Was fehlt", lambda gap: gap.lack.value, stretch=3, min_chars=18),
)


class CheckStep(QWidget):
    """Share complete, then the gaps, filtered by kind."""

    def __init__(self, model: AssistantModel) -> None:
        super().__init__()
        name_it(self, "step-check", "Schritt 1: Prüfliste")
        self._model = model
        self._drawn: Completeness | None = None
        self._share = Figure("Vollständig", "…")
        self._gaps = Figure("Lücken", "…")
        self._waiting = Figure("Hinweise zur Freigabe", "…")
        self._kinds = FilterChips("Art der Lücke")
        self._kinds.chosen.connect(self._filter)
        self._rows = RowsModel(_COLUMNS, key=lambda gap: (gap.case, gap.lack))
        self._table = DataTable(
            "Prüfliste", self._rows, bare=True, open_on_click=True, fit_rows=True
        )
        self._table.opened.connect(self._open)
        self._card = Card(
            "Was noch fehlt",
            "Lücken halten den Abschluss nicht auf: Was fehlt, zählt als „unbekannt“. Klick oder "
            "Eingabetaste öffnet den Fall.",
        )
        self._fine = EmptyState(
            "circle-check", "Nichts fehlt", "Alle Fälle im Bestand sind vollständig."
        )
        self._build()
        model.changed.connect(self.render_state)
        self.render_state()

    def _build(self) -> None:
        figures = Columns(break_at=520)
        for figure in (self._share, self._gaps, self._waiting):
            figures.add(figure)
        self._card.add(self._kinds)
        self._card.add(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        self._busy = text_label("Die Akten werden durchgesehen …", "muted")
        for widget in (self._busy, figures, self._card, self._fine):
            column.addWidget(widget)

    def render_state(self) -> None:
        """Draw the list anew when it was looked through again."""
        check = self._model.state.check
        self._busy.setVisible(check is None)
        self._card.setVisible(check is not None and bool(check.missing))
        self._fine.setVisible(check is not None and not check.missing)
        if check is None or check == self._drawn:
            return
        self._drawn = check
        stock = f"von {count(check.cases, 'Fall', 'Fällen')} im Bestand"
        self._share.set(f"{int(check.share * 100)} %", stock)
        self._gaps.set(str(len(check.missing)))
        waiting = check.undecided_findings
        self._waiting.set(str(waiting), "werden in Schritt 4 entschieden" if waiting else "")
        kinds = Counter(gap.lack for gap in check.missing)
        self._kinds.set_items(
            [
                (_ALL, f"Alle · {len(check.missing)}"),
                *((lack.name, f"{lack.value} · {number}") for lack, number in kinds.items()),
            ]
        )
        self._filter(self._kinds.current())

    def _filter(self, kind: str) -> None:
        missing = self._drawn.missing if self._drawn is not None else ()
        self._rows.set_rows([gap for gap in missing if kind in {_ALL, gap.lack.name}])

    def _open(self, gap: Missing) -> None:
        self._model.open_case(gap.case)
