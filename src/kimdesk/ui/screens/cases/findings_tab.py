"""The findings that a case gave rise to, with where they stand."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from kimdesk.domain.dates import german_date
from kimdesk.domain.findings import Finding
from kimdesk.ui.screens.cases.item_rows import ItemRow, refill
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.screens.cases.tones import finding_tone
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, quiet
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.usecases.cases import CaseView


class FindingsTab(CaseTab):
    """A line for each finding; opening it leads to its own window."""

    title = "Hinweise"

    def build(self) -> None:
        """Lay out the tab."""
        explained = "Namen und Kontakttexte bleiben in der Stelle; nur der Hinweis geht weiter."
        self._card = Card("Hinweise aus diesem Fall", explained)
        add = quiet("Hinweis", "plus", name="button-add-finding")
        add.setAccessibleName("Hinweis anlegen")
        self._card.add_action(add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(12))
        self._card.body.addLayout(self._rows)
        self.column.addWidget(self._card)
        first = primary("Hinweis anlegen", "lightbulb", name="button-first-finding")
        text = "Wo das System hakt oder etwas gut gelingt, halten Sie es hier ohne Namen fest."
        self._empty = EmptyState("lightbulb", "Noch kein Hinweis", text, first)
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        for button in (add, first):
            button.clicked.connect(self._add)

    def _add(self) -> None:
        if self.case.view is not None:
            self.session.go.emit("finding.new", self.case.view.case.id)

    def show_view(self, view: CaseView) -> None:
        """List the findings."""
        refill(self._rows, [self._row(finding) for finding in view.findings])
        self._card.setVisible(bool(view.findings))
        self._empty.setVisible(not view.findings)

    def _row(self, finding: Finding) -> ItemRow:
        field = self.session.desk.catalogues["handlungsfelder"].label(finding.field)
        parts = (german_date(finding.created_on), field, "gute Praxis" * finding.good_practice)
        return ItemRow(
            finding.title or "Entwurf ohne Titel",
            " · ".join(part for part in parts if part),
            icon_name="lightbulb",
            chip=(finding.status.german, finding_tone(finding.status)),
            deeds=(("pencil", "Öffnen", partial(self._open, finding)),),
        )

    def _open(self, finding: Finding) -> None:
        self.session.go.emit("finding.edit", finding.id)
