"""The steps before the workspace is made: where, whose, and who."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kimdesk.domain.catalogues import Catalogue
from kimdesk.ui.screens.welcome.viewmodel import State, WelcomeViewModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.labels import name_it, set_tone, text_label
from kimdesk.ui.widgets.new_passphrase import NewPassphrase
from kimdesk.ui.widgets.twelve_words import WordsPlace

_KINDS = (
    ("office", "Beratungsstelle", "Führt Fälle und schickt jedes Quartal Zahlen an den Kreis."),
    ("district", "Kreis", "Liest die Bündel der Stellen ein und sieht Summen, keine Personen."),
)
FRAMES = (
    ("KDG", "KDG – katholische Träger", ""),
    ("DSGVO", "DSGVO – kommunale und freie Träger", ""),
    ("DSG-EKD", "DSG-EKD – evangelische Träger", ""),
)


class Step(QWidget):
    """Base of the steps: a column, and ``show_state`` to follow the model."""

    def __init__(self, model: WelcomeViewModel) -> None:
        super().__init__()
        self.model = model
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(14))

    def show_state(self, state: State) -> None:
        """Show the answers and what is wrong with them; override."""

    def first_field(self) -> QWidget:
        """Return where the cursor goes; override."""
        return self


class PlaceStep(Step):
    """Office or district, and the folder."""

    def __init__(self, model: WelcomeViewModel, chooser: Chooser) -> None:
        super().__init__(model)
        self._chooser = chooser
        card = Card("Was möchten Sie anlegen?", name="card-kind")
        self._group = QButtonGroup(self)
        self._radios = {key: self._add_kind(card, key, label, text) for key, label, text in _KINDS}
        place = Card("Wo soll die Akte liegen?", name="card-place")
        self._folder = QLineEdit()
        self._folder.textEdited.connect(self._typed)
        hint = (
            "Ein neuer oder leerer Ordner auf diesem Rechner. Netzlaufwerke und Ordner, die mit "
            "einer Cloud abgeglichen werden, sind nicht sicher."
        )
        self._folder_field = LabeledField("Ordner", self._folder, hint=hint, name="folder")
        pick = secondary("Ordner wählen …", "folder-open", name="button-choose-folder")
        pick.clicked.connect(self._choose)
        place.add(self._folder_field)
        place.add(_left(pick))
        for part in (card, place):
            self.column.addWidget(part)

    def _add_kind(self, card: Card, key: str, label: str, text: str) -> QRadioButton:
        radio = QRadioButton(label)
        name_it(radio, f"kind-{key}", label, text)
        self._group.addButton(radio)
        # "clicked" and not "toggled": showing the state must not answer for the user.
        radio.clicked.connect(lambda: self.model.choose_kind(key))  # type: ignore[arg-type]
        note = text_label(text, "small")
        note.setIndent(px(34))
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(radio)
        together.addWidget(note)
        card.body.addLayout(together)
        return radio

    def _typed(self, text: str) -> None:
        self.model.edit(folder=Path(text.strip()).expanduser())

    def _choose(self) -> None:
        self._chooser.folder(self, "Ordner für die Akte", self._chosen)

    def _chosen(self, folder: Path) -> None:
        self.model.edit(folder=folder)

    def show_state(self, state: State) -> None:
        """Show kind and folder."""
        self._radios[state.kind].setChecked(True)
        if not self._folder.hasFocus():
            self._folder.setText(str(state.folder))
        self._folder.setToolTip(str(state.folder))
        self._folder_field.set_error(state.errors.get("folder", ""))

    def first_field(self) -> QWidget:
        """Return the chosen kind."""
        return self._radios[self.model.state.kind]


class IdentityStep(Step):
    """Name, municipality, provider, law; and the district's key file."""

    def __init__(self, model: WelcomeViewModel, chooser: Chooser, towns: Catalogue) -> None:
        super().__init__(model)
        self._chooser = chooser
        self._card = Card("Angaben", name="card-identity")
        self._name = self._line("name", "Name", "So steht er auf Blättern und in den Bündeln.")
        self._town = ChoiceField(
            [(value.code, value.label, value.group) for value in towns],
            placeholder="Ort tippen",
        )
        self._town.code_changed.connect(lambda code: model.edit(municipality=code))
        self._provider = self._line("provider", "Träger", "")
        self._frame = ChoiceField(FRAMES)
        self._frame.code_changed.connect(lambda code: model.edit(legal_frame=code or "KDG"))
        hint = "Welches Datenschutzrecht für Ihren Träger gilt."
        self._fields = {
            "name": self._name,
            "municipality": LabeledField(
                "Gemeinde", self._town, required=True, name="municipality"
            ),
            "provider": self._provider,
        }
        self._office = Columns()
        self._office.add(self._fields["municipality"])
        self._office.add(self._provider)
        self._law = LabeledField("Rechtsrahmen", self._frame, hint=hint, name="legal-frame")
        for part in (self._name, self._office, self._law):
            self._card.add(part)
        self.column.addWidget(self._card)
        self.column.addWidget(self._build_district())

    def _line(self, name: str, label: str, hint: str) -> LabeledField:
        line = QLineEdit()
        line.textEdited.connect(lambda text: self.model.edit(**{name: text}))
        return LabeledField(label, line, hint=hint, required=True, name=name)

    def _build_district(self) -> Card:
        self._district = Card(
            "Schlüssel des Kreises",
            "Nur der Kreis kann Ihre Quartalsbündel öffnen. Die Datei (.kimkey) bekommen Sie von "
            "der Koordination; sie kann auch später eingelesen werden.",
            name="card-district",
        )
        self._whose = text_label("", "strong")
        self._compare = text_label(
            "Bitte am Telefon mit der Koordination vergleichen: Stimmen alle zwölf Wörter?", "small"
        )
        self._words = WordsPlace()
        self._district_problem = text_label("", "small", tone="bad")
        name_it(self._district_problem, "district-problem", "")
        pick = secondary("Schlüsseldatei einlesen …", "upload", name="button-read-district")
        pick.clicked.connect(self._choose)
        self._drop = quiet("Entfernen", "x", name="button-drop-district")
        self._drop.clicked.connect(lambda: self.model.edit(district=None))
        for part in (self._whose, self._words, self._compare, self._district_problem):
            self._district.add(part)
        self._district.add(_left(pick, self._drop))
        return self._district

    def _choose(self) -> None:
        pattern = "Schlüsseldatei des Kreises (*.kimkey)"
        self._chooser.files(self, "Schlüsseldatei des Kreises", pattern, self._chosen)

    def _chosen(self, paths: list[Path]) -> None:
        for path in paths[:1]:
            self.model.read_district(path)

    def show_state(self, state: State) -> None:
        """Show the fields that the kind needs."""
        title = "Ihre Beratungsstelle" if state.office else "Ihr Kreis"
        self._card.set_title(title)
        for part in (self._office, self._law, self._district):
            part.setVisible(state.office)
        for field, text in ((self._name, state.name), (self._provider, state.provider)):
            line = field.editor
            if isinstance(line, QLineEdit) and line.text() != text:
                line.setText(text)
        self._town.set_code(state.municipality)
        self._frame.set_code(state.legal_frame)
        for name, field in self._fields.items():
            field.set_error(state.errors.get(name, ""))
        self._show_district(state)

    def _show_district(self, state: State) -> None:
        found = state.district
        self._whose.setText(found.name if found else "")
        self._words.set_words(found.words if found else "")
        for part in (self._whose, self._words, self._compare, self._drop):
            part.setVisible(found is not None)
        problem = state.errors.get("district", "")
        self._district_problem.setText(problem)
        self._district_problem.setAccessibleName(problem)
        self._district_problem.setVisible(bool(problem))

    def first_field(self) -> QWidget:
        """Return the first field with a problem, or the name."""
        wrong = [field for field in self._fields.values() if field.error()]
        return (wrong[0] if wrong else self._name).editor


class AccessStep(Step):
    """The first account with its passphrase."""

    def __init__(self, model: WelcomeViewModel) -> None:
        super().__init__(model)
        self._card = Card("Ihr Konto", name="card-access")
        self._account = QLineEdit()
        self._account.textEdited.connect(lambda text: model.edit(account=text))
        self._account_field = LabeledField(
            "Kontoname",
            self._account,
            hint="Mit diesem Namen melden Sie sich an; er steht auch im Protokoll.",
            required=True,
            name="account",
        )
        self.passphrase = NewPassphrase(model.suggest, model.advise, name="first")
        self._problem = text_label("", "strong", tone="bad")
        name_it(self._problem, "create-problem", "")
        for part in (self._account_field, self.passphrase, self._problem):
            self._card.add(part)
        self.column.addWidget(self._card)

    def show_state(self, state: State) -> None:
        """Show name and problem."""
        role = "Leitung" if state.office else "Koordination"
        text = (
            f"Das erste Konto gehört der {role}. Die Passphrase kennt nur, wer sie eingibt; sie "
            "steht in keiner Datei und niemand kann sie nachschlagen."
        )
        self._card.set_title("Ihr Konto", text)
        if self._account.text() != state.account:
            self._account.setText(state.account)
        self._account_field.set_error(state.errors.get("account", ""))
        self._problem.setText(state.problem)
        self._problem.setAccessibleName(state.problem)
        self._problem.setVisible(bool(state.problem))
        set_tone(self._problem, "bad")
        self.setEnabled(not state.busy)

    def first_field(self) -> QWidget:
        """Return the name."""
        return self._account


def _left(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
