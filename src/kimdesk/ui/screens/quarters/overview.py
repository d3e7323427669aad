"""The overview: quarters with their state, the district, and the journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.quarters.viewmodel import DistrictKey, Left, QuartersModel
from kimdesk.ui.theme import Tone, px
from kimdesk.ui.widgets.buttons import Button, primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases.quarters import QuarterRow

_SHORT_HASH = 12
_JOURNAL = (
    Column("Quartal", lambda row: row.quarter, second=lambda row: f"Fassung {row.revision}"),
    Column("Nr.", lambda row: str(row.seq), align="right"),
    Column("Gespeichert", lambda row: german_date(row.day), min_chars=10),
    Column("Freigegeben von", lambda row: row.released_by, stretch=1, min_chars=12),
    Column("Zeilen", lambda row: str(row.cells), align="right"),
    Column("Geschützt", lambda row: str(row.protected), align="right"),
    Column("Hinweise", lambda row: str(row.findings), align="right"),
    Column("Prüfsumme", lambda row: row.hash[:_SHORT_HASH], tooltip=lambda row: row.hash),
)


class Overview(QWidget):
    """Shows the state of the page's model; buttons become signals with their quarter."""

    close_wanted = Signal(object)
    save_again_wanted = Signal(object)
    paper_wanted = Signal(object)
    card_wanted = Signal()
    journal_opened = Signal(object)

    def __init__(self, model: QuartersModel) -> None:
        super().__init__()
        self.setObjectName("quarters-overview")
        self._model = model
        self._rows = Pile("quarter-rows", gap=12)
        self._district = Pile("district-key")
        self._journal_rows = RowsModel(_JOURNAL, key=lambda row: row.seq)
        self._journal = DataTable(
            "Was hinausging", self._journal_rows, two_lines=True, fit_rows=True, bare=True
        )
        self._journal.opened.connect(self.journal_opened)
        self._nothing = EmptyState(
            "package",
            "Noch nichts ist hinausgegangen",
            "Hier steht später jede Datei, die diese Stelle verlassen hat.",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        for card in self._cards():
            column.addWidget(card)
        column.addStretch(1)
        model.changed.connect(self.render_state)
        self.render_state()

    def _cards(self) -> tuple[Card, ...]:
        quarters = Card("Quartale", "Abgeschlossen wird nach dem letzten Tag des Quartals.")
        quarters.add(self._rows)
        journal = Card(
            "Was hinausging",
            "Jede Datei, die diese Stelle verlassen hat. Die Eingabetaste öffnet die Einzelheiten.",
        )
        journal.add(self._journal)
        journal.add(self._nothing)
        district = Card("Kreis", "Für wen die Bündel verschlossen werden.")
        district.add(self._district)
        return quarters, district, journal

    def render_state(self) -> None:
        """Show the model's state."""
        state = self._model.state
        newest = next((row for row in state.quarters if row.exported_on is None), None)
        self._rows.show_only([self._quarter(row, first=row is newest) for row in state.quarters])
        self._district.show_only(self._district_widgets(state.district))
        self._journal_rows.set_rows(state.journal)
        self._journal.setVisible(bool(state.journal))
        self._nothing.setVisible(not state.journal)

    def _quarter(self, row: QuarterRow, *, first: bool) -> Columns:
        words, tone, icon_name = state_words(row)
        label = text_label(row.quarter.german, "strong", wrap=False)
        # As high as the button beside it, so that both stand on one line.
        label.setMinimumHeight(px(38))
        chip = QWidget()
        middle = QVBoxLayout(chip)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(Chip(words, tone, icon_name))
        chip.setMinimumHeight(px(38))
        about = QWidget()
        head = FlowLayout(about, px(12))
        head.addWidget(label)
        head.addWidget(chip)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in self._buttons(row, first=first):
            flow.addWidget(button)
        line = Columns(break_at=900, gap=2)
        name_it(line, f"quarter-{row.quarter}", row.quarter.german)
        line.add(about, 2)
        line.add(buttons, 3)
        return line

    def _buttons(self, row: QuarterRow, *, first: bool) -> list[Button]:
        sent = row.exported_on is not None
        close = self._close_button(row, primary if first and not sent else secondary)
        close.clicked.connect(lambda: self.close_wanted.emit(row.quarter))
        buttons = [close]
        if sent:
            paper = quiet("Druckfassung", "printer", f"paper-{row.quarter}")
            paper.clicked.connect(lambda: self.paper_wanted.emit(row.quarter))
            again = quiet("Noch einmal speichern", "save", f"again-{row.quarter}")
            again.clicked.connect(lambda: self.save_again_wanted.emit(row.quarter))
            buttons += [paper, again]
        for button in buttons:
            button.setAccessibleName(f"{button.text()}, {row.quarter.german}")
        return buttons

    def _close_button(self, row: QuarterRow, make: Callable[[str, str, str], Button]) -> Button:
        if row.running:
            return make("Weitermachen", "arrow-right", f"resume-{row.quarter}")
        if row.exported_on is not None:
            return make("Korrigierte Fassung", "pencil", f"revise-{row.quarter}")
        return make("Quartal abschließen", "calendar-check", f"close-{row.quarter}")

    def _district_widgets(self, key: DistrictKey | None) -> list[QWidget]:
        label = "Andere Schlüsseldatei einlesen" if key else "Schlüsseldatei des Kreises einlesen"
        make = secondary if key else primary
        button = make(label, "key-round", "button-district-key")
        button.clicked.connect(self.card_wanted)
        if key is None:
            text = (
                "Diese Stelle kennt ihren Kreis noch nicht. Ohne seine Schlüsseldatei (.kimkey) "
                "lassen sich Bündel vorbereiten, aber nicht versenden."
            )
            return [text_label(text), button]
        return [text_label(f"Bündel gehen an: {key.name}", "strong"), button]


def journal_facts(row: Left) -> tuple[tuple[str, str], ...]:
    """Return everything the journal knows of a bundle."""
    return (
        ("Quartal", f"{row.quarter}, Fassung {row.revision}"),
        ("Laufende Nummer", str(row.seq)),
        ("Gespeichert am", german_date(row.day)),
        ("Freigegeben von", row.released_by),
        ("Zeilen", f"{row.cells}, davon {row.protected} geschützt"),
        ("Hinweise", str(row.findings)),
        ("Kommentar", row.comment),
        ("Prüfsumme", row.hash),
    )


def state_words(row: QuarterRow) -> tuple[str, Tone, str]:
    """Return words, tone and icon for the state of a quarter."""
    if row.running:
        again = f"Fassung {row.revision + 1} begonnen" if row.revision else "begonnen"
        return again, "info", "clock"
    if row.exported_on is None:
        return "wartet", "warn", "inbox"
    words = f"verschickt am {german_date(row.exported_on)}, Fassung {row.revision}"
    return words, "ok", "circle-check"
