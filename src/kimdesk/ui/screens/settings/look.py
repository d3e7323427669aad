"""Cards for everybody: appearance and the own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kimdesk.ui.screens.settings.viewmodel import SettingsViewModel, State
from kimdesk.ui.theme import scale, theme_name
from kimdesk.ui.widgets.buttons import primary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import FilterChips
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.new_passphrase import NewPassphrase

_THEMES = (
    ("system", "Wie das System"),
    ("light", "Hell"),
    ("dark", "Dunkel"),
    ("contrast", "Hoher Kontrast"),
)
_SCALES = ((1.0, "100 %"), (1.25, "125 %"), (1.5, "150 %"), (2.0, "200 %"))


class LookCard(Card):
    """Appearance and size of text; takes effect at once, for this computer."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__("Darstellung", "Gilt für diesen Rechner.", name="card-look")
        self._themes = FilterChips("Farben", _THEMES)
        self._themes.choose(theme_name())
        self._themes.chosen.connect(self.theme_chosen)
        self._scales = FilterChips("Schriftgröße", [(str(one), label) for one, label in _SCALES])
        nearest = min((one for one, _ in _SCALES), key=lambda one: abs(one - scale()))
        self._scales.choose(str(nearest))
        self._scales.chosen.connect(lambda text: self.scale_chosen.emit(float(text)))
        self.add(LabeledField("Farben", self._themes, name="themes"))
        self.add(LabeledField("Schriftgröße", self._scales, name="scales"))

    def show_theme(self) -> None:
        """Mark the appearance in force; it can be switched elsewhere too."""
        self._themes.choose(theme_name())


class PassphraseCard(Card):
    """Change of the own passphrase."""

    def __init__(self, model: SettingsViewModel) -> None:
        super().__init__(
            "Eigene Passphrase",
            f"Angemeldet als „{model.user.name}“ ({model.user.role.german}).",
            name="card-passphrase",
        )
        self._model = model
        self._old = QLineEdit()
        self._old.setEchoMode(QLineEdit.EchoMode.Password)
        self._old_field = LabeledField("Bisherige Passphrase", self._old, name="old-passphrase")
        self._new = NewPassphrase(model.suggest, model.advise, label="Neue Passphrase")
        self._button = primary("Passphrase ändern", "key-round", name="button-change-passphrase")
        self._button.clicked.connect(self._submit)
        self._old.returnPressed.connect(self._focus_new)
        self._new.finished.connect(self._submit)
        for part in (self._old_field, self._new, self._button):
            self.add(part)
        model.passphrase_changed.connect(self._forget)

    def _focus_new(self) -> None:
        self.focusNextChild()

    def _submit(self) -> None:
        if self._new.check():
            self._model.change_passphrase(self._old.text(), self._new.value())

    def _forget(self) -> None:
        self._old.setText("")
        self._new.clear()

    def show_state(self, state: State) -> None:
        """Show what is wrong and whether it is being changed."""
        before = self._old_field.error()
        self._old_field.set_error(state.errors.get("old", ""))
        if "new" in state.errors:
            self._new.set_error(state.errors["new"])
        for part in (self._old_field, self._new, self._button):
            _enable(part, on=not state.busy)
        if self._old_field.error() and not before:
            self._old.setFocus()


def _enable(widget: QWidget, *, on: bool) -> None:
    if widget.isEnabled() != on:
        widget.setEnabled(on)
