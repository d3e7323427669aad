"""Dialogs of the page: the district's key with its words, and a line of the journal."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kimdesk.ui.screens.quarters.overview import journal_facts
from kimdesk.ui.screens.quarters.viewmodel import DistrictKey, Left
from kimdesk.ui.widgets.buttons import Button, primary, quiet, secondary
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import announce, text_label
from kimdesk.ui.widgets.twelve_words import TwelveWords


class DistrictKeyDialog(Dialog):
    """Shows whose key was read, to be compared by telephone before it is taken."""

    def __init__(self, key: DistrictKey, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            "Schlüssel des Kreises vergleichen",
            "Bitte rufen Sie den Kreis unter einer Nummer an, die Sie schon kennen, und "
            "vergleichen Sie die zwölf Wörter. Nur wer diesen Schlüssel hat, kann Ihre Bündel "
            "öffnen.",
            width=700,
        )
        self.add(text_label(key.name, "heading"))
        self.add(TwelveWords(key.words))
        self.add_buttons(primary("Die Wörter stimmen überein", "check", "button-words-agree"))
        cancel = self.findChild(Button, "button-abbrechen")
        if cancel is not None:
            # A Return out of habit must not accept words that nobody compared.
            cancel.setDefault(True)
            cancel.setFocus()


class JournalDialog(Dialog):
    """Everything the journal knows of one bundle."""

    def __init__(self, row: Left, parent: QWidget | None) -> None:
        super().__init__(parent, f"{row.quarter}, Fassung {row.revision}", width=560)
        self._hash = row.hash
        self.add(KeyValue("Bündel", journal_facts(row)))
        copy = quiet("Prüfsumme kopieren", "copy")
        copy.clicked.connect(self._copy)
        self.add_left(copy)
        self.add_buttons(secondary("Schließen"), cancel="")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._hash)
        announce(self, "Die Prüfsumme ist kopiert.")
