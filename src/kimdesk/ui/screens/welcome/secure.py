"""The last step: the recovery sheet, and the file that the other side needs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from kimdesk.ui.screens.welcome.steps import Step
from kimdesk.ui.screens.welcome.viewmodel import SHEET_NAME, State, WelcomeViewModel
from kimdesk.ui.theme import Tone
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.code_field import CodeField
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, set_tone, text_label
from kimdesk.ui.widgets.twelve_words import WordsPlace

_SHEET = (
    "Geht eine Passphrase verloren, öffnet nur dieses Blatt die Akte. Ausdrucken, in den Tresor "
    "legen, danach die PDF-Datei löschen."
)
_PROOF = "Bitte den Code vom Ausdruck abtippen; so ist sicher, dass er lesbar ist."
_KEPT = "Ich habe das Blatt sicher verwahrt und verzichte auf die Probe."
_WRONG = "Der Code stimmt noch nicht. Bitte mit dem Ausdruck vergleichen."
_CARDS = {
    "office": (
        "Einschreibung für den Kreis",
        (
            "Schicken Sie der Koordination diese Datei. Am Telefon lesen Sie die zwölf Wörter vor; "
            "erst dann nimmt der Kreis Ihre Bündel an."
        ),
        "Einschreibung speichern …",
    ),
    "district": (
        "Schlüsseldatei für die Stellen",
        (
            "Jede Beratungsstelle braucht diese Datei, um Bündel für Sie zu verschließen. Die "
            "zwölf Wörter werden am Telefon verglichen."
        ),
        "Schlüsseldatei speichern …",
    ),
}


class SecureStep(Step):
    """Shown after the workspace was made; there is no way back from here."""

    def __init__(self, model: WelcomeViewModel, chooser: Chooser) -> None:
        super().__init__(model)
        self._chooser = chooser
        self.column.addWidget(self._build_sheet())
        self.column.addWidget(self._build_card())

    def _build_sheet(self) -> Card:
        card = Card("Wiederherstellungsblatt", _SHEET, name="card-sheet")
        save = primary("Blatt als PDF speichern …", "printer", name="button-save-sheet")
        save.clicked.connect(self._choose_sheet)
        self._save = save
        show = secondary("Code anzeigen", "eye", name="button-show-code")
        show.clicked.connect(self._show_code)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(save)
        row.addWidget(show)
        self._code_text = text_label("", "heading", selectable=True)
        name_it(self._code_text, "recovery-code", "")
        self._saved = text_label("", "small", tone="ok")
        self._typed = CodeField()
        self._typed.code_changed.connect(self._code_typed)
        self._typed_field = LabeledField("Probe", self._typed, hint=_PROOF, name="proof")
        self._verdict = text_label("", "small", tone="ok")
        self._kept = QCheckBox(_KEPT)
        name_it(self._kept, "sheet-kept", _KEPT)
        self._kept.clicked.connect(lambda on: self.model.keep(kept=on))
        self._problem = text_label("", "strong", tone="bad")
        for part in (
            buttons,
            self._saved,
            self._code_text,
            self._typed_field,
            self._verdict,
            self._kept,
            self._problem,
        ):
            card.add(part)
        self._code_text.hide()
        return card

    def _build_card(self) -> Card:
        self._card = Card("Datei für die andere Seite", name="card-other-side")
        self._words = WordsPlace()
        self._save_card = secondary("Speichern …", "save", name="button-save-card")
        self._save_card.clicked.connect(self._choose_card)
        self._card_saved = text_label("", "small", tone="ok")
        for part in (self._words, self._save_card, self._card_saved):
            self._card.add(part)
        return self._card

    def _choose_sheet(self) -> None:
        self._chooser.target(self, "Blatt speichern", SHEET_NAME, self._sheet_chosen)

    def _sheet_chosen(self, path: Path) -> None:
        self.model.save_sheet(path)

    def _choose_card(self) -> None:
        secured = self.model.state.secured
        if secured is not None:
            self._chooser.target(self, "Datei speichern", secured.card_name, self._card_chosen)

    def _card_chosen(self, path: Path) -> None:
        self.model.save_card(path)

    def _show_code(self) -> None:
        code = self.model.code
        self._code_text.setText(code)
        self._code_text.setAccessibleName(f"Wiederherstellungscode: {code}")
        self._code_text.setVisible(self._code_text.isHidden())

    def _code_typed(self, typed: str) -> None:
        fits = self.model.prove(typed)
        wrong = self._typed.complete() and not fits
        self._typed_field.set_error(_WRONG if wrong else "")

    def show_state(self, state: State) -> None:
        """Show what is saved and proven."""
        secured = state.secured
        if secured is None:
            return
        title, text, button = _CARDS[state.kind]
        self._card.set_title(title, text)
        self._save_card.set_text(button)
        self._words.set_words(secured.words)
        saved = f"Gespeichert als „{secured.sheet_saved}“. Jetzt ausdrucken."
        self._say(self._saved, saved if secured.sheet_saved else "")
        saved = f"Gespeichert als „{secured.card_saved}“."
        self._say(self._card_saved, saved if secured.card_saved else "")
        self._say(self._verdict, "Der Code stimmt." if secured.proven else "")
        self._say(self._problem, state.problem, "bad")
        self._kept.setChecked(secured.kept)
        self._kept.setVisible(not secured.proven)
        self._save.setEnabled(not state.busy)

    def _say(self, label: QWidget, text: str, tone: Tone = "ok") -> None:
        label.setProperty("text", text)
        label.setAccessibleName(text)
        label.setVisible(bool(text))
        set_tone(label, tone)

    def first_field(self) -> QWidget:
        """Return the button that saves the sheet."""
        return self._save
