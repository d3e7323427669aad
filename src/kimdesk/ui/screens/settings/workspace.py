"""Cards of the file itself: recovery sheet, district, cards to send, and the check."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from kimdesk.ui.screens.settings.viewmodel import SHEET_NAME, SettingsViewModel, State
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.dialogs import Dialog, confirm
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.twelve_words import TwelveWords, WordsPlace

_SHEET = (
    "Öffnet die Akte, wenn Passphrasen oder die Schlüsseldatei verloren sind. Es gehört in den "
    "Tresor, nicht auf diesen Rechner."
)
_RENEW = (
    "Der Code des bisherigen Blattes gilt danach nicht mehr. Das neue Blatt wird einmal gezeigt: "
    "speichern, ausdrucken, PDF löschen."
)


class SheetCard(Card):
    """Renewing the recovery sheet."""

    def __init__(self, model: SettingsViewModel, chooser: Chooser) -> None:
        super().__init__("Wiederherstellungsblatt", _SHEET, name="card-sheet")
        self._model, self._chooser = model, chooser
        self._renew = secondary("Neues Blatt erstellen …", "refresh-cw", name="button-renew-sheet")
        self._renew.clicked.connect(self._ask)
        self._code = text_label("", "heading", selectable=True)
        self._save = primary("Als PDF speichern …", "printer", name="button-save-sheet")
        self._save.clicked.connect(self._choose)
        self._hide = quiet("Verbergen", "eye-off", name="button-hide-sheet")
        self._hide.clicked.connect(self._ask_hide)
        self.add(self._code)
        self.add(_flow(self._renew, self._save, self._hide))

    def _ask(self) -> None:
        dialog = confirm(self, "Neues Blatt erstellen?", _RENEW, "Neues Blatt erstellen")
        dialog.accepted.connect(self._model.renew_sheet)

    def _ask_hide(self) -> None:
        text = "Der Code wird nicht noch einmal gezeigt. Ist das Blatt ausgedruckt?"
        dialog = confirm(self, "Code verbergen?", text, "Code verbergen")
        dialog.accepted.connect(self._model.forget_sheet)

    def _choose(self) -> None:
        self._chooser.target(self, "Blatt speichern", SHEET_NAME, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._model.save_sheet(path)

    def show_state(self, state: State) -> None:
        """Show the new code while there is one."""
        fresh = bool(state.new_code)
        self._code.setText(state.new_code)
        name_it(self._code, "new-code", f"Neuer Wiederherstellungscode: {state.new_code}")
        for part in (self._code, self._save, self._hide):
            part.setVisible(fresh)
        self._renew.setVisible(not fresh)
        self._renew.setEnabled(not state.busy)


class DistrictCard(Card):
    """The district that the bundles are sealed for."""

    def __init__(self, model: SettingsViewModel, chooser: Chooser) -> None:
        super().__init__("Kreis", "Nur er kann Ihre Bündel öffnen.", name="card-district")
        self._model, self._chooser = model, chooser
        self._name = text_label("", "strong")
        self._words = WordsPlace()
        pick = secondary("Andere Schlüsseldatei …", "upload", name="button-read-district")
        pick.clicked.connect(self._choose)
        self._pick = pick
        for part in (self._name, self._words, pick):
            self.add(part)

    def _choose(self) -> None:
        pattern = "Schlüsseldatei des Kreises (*.kimkey)"
        self._chooser.files(self, "Schlüsseldatei des Kreises", pattern, self._chosen)

    def _chosen(self, paths: list[Path]) -> None:
        for path in paths[:1]:
            self._compare(path)

    def _compare(self, path: Path) -> None:
        found = self._model.read_district(path)
        if found is None:
            return
        text = (
            f"Die Datei gehört „{found.name}“. Bitte die zwölf Wörter am Telefon vergleichen; "
            "stimmt eines nicht, die Datei nicht verwenden."
        )
        dialog = Dialog(self, "Stimmen die zwölf Wörter?", text, width=620)
        dialog.add(TwelveWords(found.words))
        dialog.add_buttons(primary("Alle Wörter stimmen", "check", name="button-take-district"))
        dialog.accepted.connect(lambda: self._model.take_district(found))
        dialog.open()

    def show_state(self, state: State) -> None:
        """Show name and words."""
        known = state.district
        missing = "Noch kein Kreis eingelesen. Ohne seine Schlüsseldatei geht kein Quartal hinaus."
        self._name.setText(known.name if known else missing)
        self._words.set_words(known.words if known else "")
        self._words.setVisible(known is not None)
        self._pick.set_text("Andere Schlüsseldatei …" if known else "Schlüsseldatei einlesen …")


class OwnCard(Card):
    """What the other side needs: the office's enrolment or the district's key file."""

    def __init__(self, model: SettingsViewModel, chooser: Chooser) -> None:
        title = "Einschreibung für den Kreis" if model.office else "Schlüsseldatei für die Stellen"
        text = (
            "Damit nimmt der Kreis Ihre Bündel an. Die zwölf Wörter lesen Sie am Telefon vor."
            if model.office
            else "Damit verschließen die Stellen ihre Bündel. Verglichen wird am Telefon."
        )
        super().__init__(title, text, name="card-own")
        self._model, self._chooser = model, chooser
        self._words = WordsPlace(model.state.own_words)
        save = secondary("Datei speichern …", "save", name="button-save-card")
        save.clicked.connect(self._choose)
        self.add(self._words)
        self.add(save)

    def _choose(self) -> None:
        name = "Einschreibung.kimenrol" if self._model.office else "Kreis.kimkey"
        self._chooser.target(self, "Datei speichern", name, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._model.save_card(path)


class FileCard(Card):
    """Facts of the file, and its check."""

    def __init__(self, model: SettingsViewModel) -> None:
        super().__init__("Akte", model.state.identity.name, name="card-file")
        self._facts = KeyValue("Akte")
        self._check = secondary("Datei prüfen", "shield-check", name="button-check")
        self._check.clicked.connect(model.check)
        self._result = text_label("", "strong", tone="ok")
        for part in (self._facts, self._check, self._result):
            self.add(part)

    def show_state(self, state: State) -> None:
        """Show the facts and what the check found."""
        self._facts.set_rows(state.facts)
        self._check.setEnabled(not state.busy)
        self._result.setText(state.checked)
        name_it(self._result, "check-result", state.checked)
        self._result.setVisible(bool(state.checked))


def _flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder)
    for widget in widgets:
        row.addWidget(widget)
    return holder
