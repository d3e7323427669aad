"""Step 3: the figures and tables as they would leave, and why some cells are protected."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.statistics.profile import Profile
from kimdesk.ui.screens.quarters import preview_rows
from kimdesk.ui.screens.quarters.assistant_model import AssistantModel
from kimdesk.ui.screens.quarters.table_card import TableCard
from kimdesk.ui.tasks import Task
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import ChipButton
from kimdesk.ui.widgets.figure import Figure
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable
from kimdesk.ui.widgets.tiles import Tiles
from kimdesk.usecases.quarters import Preview

_BUSY = "Die Tabellen werden berechnet und geprüft …"


class TablesStep(QWidget):
    """Progress while it is computed, then everything that leaves."""

    def __init__(self, model: AssistantModel, profile: Profile) -> None:
        super().__init__()
        name_it(self, "step-tables", "Schritt 3: Tabellen")
        self._model, self._profile = model, profile
        self._drawn: object = None
        self._panel = ProgressPanel(_BUSY)
        self._panel.hide()
        self._pile = Pile("tables", gap=14)
        self._raw = ChipButton("Genau diese Zeilen gehen hinaus")
        self._raw.toggled.connect(self._show_raw)
        self._raw_pile = Pile("raw-lines")
        self._raw_pile.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        for widget in (self._panel, self._pile, self._raw, self._raw_pile):
            column.addWidget(widget)
        model.computation.connect(self._follow)
        model.changed.connect(self.render_state)
        self.render_state()

    def _follow(self, task: Task) -> None:
        self._panel.set_progress(None, _BUSY)
        self._panel.follow(task)

    def render_state(self) -> None:
        """Draw the preview anew when there is another one."""
        state = self._model.state
        shown = (state.preview.release if state.preview else None, state.refusal, state.computing)
        if shown == self._drawn:
            return
        self._drawn = shown
        self._raw.setVisible(state.preview is not None)
        self._raw_pile.setVisible(state.preview is not None and self._raw.isChecked())
        if state.refusal:
            self._pile.show_only([self._refusal(state.refusal)])
        elif state.preview is not None:
            self._pile.show_only(self._content(state.preview))
            self._show_raw(self._raw.isChecked())
        else:
            self._pile.show_only([] if state.computing else [self._not_computed()])

    def _not_computed(self) -> QWidget:
        card = Card("Noch nicht berechnet", "Der Stichtag bleibt eingefroren.")
        again = primary("Tabellen berechnen", "refresh-cw", "button-compute")
        again.clicked.connect(self._model.compute)
        card.add(again)
        return card

    def _refusal(self, sentence: str) -> QWidget:
        card = Card("Keine korrigierte Fassung", "Regel R4: Schutz vor dem Vergleich von Fassungen")
        card.add(text_label(sentence))
        card.add(
            text_label(
                "Würde die Fassung jetzt ersetzt, zeigte der Unterschied der beiden Bündel genau "
                "diese Personen. Das verschickte Bündel bleibt gültig; was Sie berichtigt haben, "
                "bleibt in der Akte und fließt in das nächste Quartal ein.",
                "muted",
            )
        )
        drop = secondary("Verstanden, Abschluss verwerfen", "undo-2", "button-drop-revision")
        drop.clicked.connect(self._model.discard)
        card.add(drop)
        return card

    def _content(self, preview: Preview) -> list[QWidget]:
        widgets: list[QWidget] = [self._figures(preview)]
        widgets += [TableCard(table) for table in preview_rows.tables(self._profile, preview)]
        missing = preview_rows.not_offered(self._profile, preview)
        if missing:
            card = Card("Nicht enthalten", "Tabellen, die dieses Bündel nicht trägt, und warum")
            for why, titles in missing:
                card.add(text_label(", ".join(titles), "strong"))
                card.add(text_label(why, "small"))
            widgets.append(card)
        widgets.append(_audit(preview))
        return widgets

    def _figures(self, preview: Preview) -> QWidget:
        tiles = []
        for figure in preview_rows.figures(self._profile, preview):
            tile = Figure(figure.label, figure.text)
            tile.setToolTip(figure.definition)
            tile.setAccessibleDescription(figure.definition)
            tiles.append(tile)
        return Tiles("headline-figures", tiles)

    def _show_raw(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        preview = self._model.state.preview
        self._raw_pile.setVisible(on and preview is not None)
        if on and preview is not None:
            self._raw_pile.show_only([_raw_card(preview)])


def _audit(preview: Preview) -> Card:
    card = Card("Prüfung", "Unabhängig von der Berechnung nachgerechnet")
    for sentence in preview.release.audit.sentences:
        card.add(text_label(sentence))
    return card


def _raw_card(preview: Preview) -> Card:
    lines = preview_rows.raw_lines(preview)
    card = Card("Genau diese Zeilen", f"statistik.csv, {len(lines)} Zeilen, Punkt = geschützt")
    names = (*preview_rows.RAW_COLUMNS, "wert")
    columns = [
        Column(name, lambda line, at=at: line.columns[at], min_chars=3)  # type: ignore[misc]
        for at, name in enumerate(names)
    ]
    card.add(DataTable("Genau diese Zeilen", RowsModel(columns, lines), bare=True))
    return card
