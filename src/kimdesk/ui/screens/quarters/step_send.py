"""Step 5: signed, sealed, saved – and the receipt."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.ui.screens.quarters.assistant_model import AssistantModel
from kimdesk.ui.screens.quarters.viewmodel import DistrictKey, QuartersModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.usecases.exports import Exported
from kimdesk.usecases.quarters import Preview

_SHORT_HASH = 16


class SendStep(QWidget):
    """What leaves and for whom; afterwards what was saved where."""

    send_wanted = Signal()
    paper_wanted = Signal(object)
    save_again_wanted = Signal(object)
    folder_wanted = Signal(object)
    card_wanted = Signal()

    def __init__(self, model: AssistantModel, page: QuartersModel) -> None:
        super().__init__()
        name_it(self, "step-send", "Schritt 5: Versand")
        self._model, self._page = model, page
        self._drawn: object = None
        self._panel = ProgressPanel("Wird signiert, verschlossen und gespeichert …")
        self._panel.cancel_button.hide()
        self._panel.hide()
        self._pile = Pile("send", gap=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self._panel)
        column.addWidget(self._pile)
        model.changed.connect(self.render_state)
        page.changed.connect(self.render_state)
        self.render_state()

    def render_state(self) -> None:
        """Show summary or receipt."""
        state, district = self._model.state, self._page.state.district
        self._panel.setVisible(state.sending)
        shown = (state.preview, state.sending, state.unsaved, state.exported, district)
        if state.preview is None or shown == self._drawn:
            return
        self._drawn = shown
        if state.exported is not None:
            self._pile.show_only([self._receipt(state.exported)])
        elif district is None:
            self._pile.show_only([self._no_district()])
        elif state.unsaved:
            self._pile.show_only([self._unsaved()])
        else:
            summary = self._summary(state.preview, district)
            summary.setEnabled(not state.sending)
            self._pile.show_only([summary])

    def _summary(self, preview: Preview, district: DistrictKey) -> Card:
        card = Card("Signieren, versiegeln, speichern", "Das geht hinaus, und sonst nichts")
        cells = preview.release.cells
        hidden = sum(1 for cell in cells if cell.value is None)
        card.add(
            KeyValue(
                "Zusammenfassung",
                (
                    ("An wen", district.name),
                    ("Quartal", f"{preview.quarter.german}, Fassung {preview.revision}"),
                    ("Zeilen", f"{len(cells)}, davon {hidden} geschützt"),
                    ("Hinweise", str(len(preview.findings))),
                    ("Schutz", " ".join(preview.release.audit.sentences)),
                ),
            )
        )
        card.add(
            text_label(
                "Das Bündel wird mit dem Schlüssel Ihrer Stelle unterschrieben und so "
                f"verschlossen, dass nur „{district.name}“ es öffnen kann. Den Ordner wählen Sie "
                "im nächsten Fenster, zum Beispiel einen USB-Stick.",
                "muted",
            )
        )
        card.add(self._send_button("Signieren und speichern"))
        return card

    def _send_button(self, text: str) -> Button:
        button = primary(text, "send", "button-send")
        button.clicked.connect(self.send_wanted)
        return button

    def _unsaved(self) -> Card:
        card = Card("Signiert, aber noch nicht gespeichert", "Es ist noch nichts hinausgegangen.")
        card.add(
            text_label(
                "Das Bündel ist unterschrieben und im Protokoll vermerkt. Bitte einen anderen "
                "Ordner wählen; gespeichert werden genau dieselben Bytes."
            )
        )
        card.add(self._send_button("In einem anderen Ordner speichern"))
        return card

    def _no_district(self) -> Card:
        card = Card("An wen?", "Diese Stelle kennt ihren Kreis noch nicht.")
        card.add(
            text_label(
                "Lesen Sie die Schlüsseldatei (.kimkey) ein, die Sie vom Kreis bekommen haben. "
                "Ihr Abschluss wartet so lange."
            )
        )
        button = primary("Schlüsseldatei des Kreises einlesen", "key-round", "button-read-key")
        button.clicked.connect(self.card_wanted)
        card.add(button)
        return card

    def _receipt(self, done: Exported) -> Card:
        card = Card("Quittung", "Bitte jetzt dem Kreis übergeben, zum Beispiel auf dem Stick.")
        card.add_action(Chip("gespeichert", "ok", "circle-check"))
        card.add(
            KeyValue(
                "Quittung",
                (
                    ("Datei", done.path.name),
                    ("Ordner", str(done.path.parent)),
                    ("Quartal", f"{done.quarter.german}, Fassung {done.revision}"),
                    ("Laufende Nummer", str(done.seq)),
                    ("Prüfsumme", done.manifest_hash[:_SHORT_HASH]),
                ),
            )
        )
        row = QWidget()
        flow = FlowLayout(row)
        for button in self._receipt_buttons(done):
            flow.addWidget(button)
        card.add(row)
        return card

    def _receipt_buttons(self, done: Exported) -> tuple[Button, ...]:
        paper = secondary("Druckfassung speichern", "printer", "receipt-paper")
        paper.clicked.connect(lambda: self.paper_wanted.emit(done.quarter))
        folder = secondary("Ordner öffnen", "folder-open", "receipt-folder")
        folder.clicked.connect(lambda: self.folder_wanted.emit(done.path.parent))
        again = quiet("Bündel noch einmal speichern", "save", "receipt-again")
        again.clicked.connect(lambda: self.save_again_wanted.emit(done.quarter))
        copy = quiet("Prüfsumme kopieren", "copy", "receipt-copy")
        copy.clicked.connect(lambda: self._copy(done.manifest_hash))
        return paper, folder, again, copy

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        announce(self, "Die Prüfsumme ist kopiert.")
