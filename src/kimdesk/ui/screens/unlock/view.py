"""The page that stands before every file: which one, who, and the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kimdesk.ui.screens.unlock.viewmodel import UnlockViewModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, quiet
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.progress import ProgressPanel

ChooseFolder = Callable[[QWidget], Path | None]


class UnlockPage(QWidget):
    """Asks for workspace, name and passphrase; the window behind it shows nothing yet."""

    create_requested = Signal()
    recovery_requested = Signal(object)

    def __init__(self, model: UnlockViewModel, choose_folder: ChooseFolder) -> None:
        super().__init__()
        name_it(self, "page-unlock", "Akte entsperren")
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._choose_folder = choose_folder
        card = self._build_card()
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        model.changed.connect(self._render)
        model.unlocked.connect(self.forget_passphrase)
        self._render()

    def _build_card(self) -> Card:
        card = Card("KIMdesk", "Die Akte ist verschlossen.", name="card-unlock")
        card.setFixedWidth(px(460))
        card.add(self._build_folder_row())
        self._account = QLineEdit()
        card.add(LabeledField("Name", self._account, name="account"))
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase_field = LabeledField("Passphrase", self._passphrase, name="passphrase")
        card.add(self._passphrase_field)
        self._progress = ProgressPanel("Die Akte wird entsperrt …", can_cancel=False)
        card.add(self._progress)
        self._unlock = primary("Entsperren", "lock-open", name="button-unlock")
        self._unlock.setDefault(True)
        self._unlock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._unlock.clicked.connect(self.submit)
        self._account.returnPressed.connect(self._passphrase.setFocus)
        self._passphrase.returnPressed.connect(self.submit)
        card.add(self._unlock)
        card.add(self._build_links())
        return card

    def _build_folder_row(self) -> QWidget:
        self._folders = QComboBox()
        self._folders.activated.connect(self._picked)
        self._folders.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        other = quiet("Andere …", "folder-open", name="button-other-folder")
        other.clicked.connect(self._choose_other)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(LabeledField("Akte", self._folders, name="folder"), 1)
        layout.addWidget(other, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _build_links(self) -> QWidget:
        create = quiet("Neu anlegen …", "plus", name="button-create")
        create.clicked.connect(self.create_requested)
        recover = quiet("Wiederherstellungsblatt verwenden …", "key-round", name="button-recover")
        recover.clicked.connect(self._recover)
        links = QWidget()
        layout = QVBoxLayout(links)
        layout.setContentsMargins(0, px(4), 0, 0)
        layout.setSpacing(px(2))
        hint = "Fehlt die Passphrase, kann die Leitung eine neue vergeben."
        layout.addWidget(text_label(hint, "small"))
        for button in (create, recover):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return links

    def _picked(self, index: int) -> None:
        self._model.choose(self._folders.itemData(index))

    def _choose_other(self) -> None:
        folder = self._choose_folder(self)
        if folder is not None:
            self._model.choose(folder)
            self.focus_first_gap()

    def _recover(self) -> None:
        if self._model.state.folder is not None:
            self.recovery_requested.emit(self._model.state.folder)

    def submit(self) -> None:
        """Try to unlock with what was typed."""
        self._model.unlock(self._account.text(), self._passphrase.text())

    def focus_first_gap(self) -> None:
        """Put the cursor where something is still to be typed."""
        (self._passphrase if self._account.text() else self._account).setFocus()

    def _render(self) -> None:
        state = self._model.state
        self._folders.clear()
        for folder in state.folders:
            self._folders.addItem(folder.name, folder)
            self._folders.setItemData(
                self._folders.count() - 1, str(folder), Qt.ItemDataRole.ToolTipRole
            )
        if state.folder is not None:
            self._folders.setCurrentIndex(state.folders.index(state.folder))
            self._folders.setToolTip(str(state.folder))
        if self._account.text() != state.account:
            self._account.setText(state.account)
        self._progress.setVisible(state.busy)
        for widget in (self._account, self._passphrase, self._folders):
            widget.setEnabled(not state.busy)
        self._unlock.setEnabled(not state.busy and state.folder is not None)
        self._passphrase_field.set_error(state.problem)
        if state.problem:
            self._passphrase.selectAll()
            self._passphrase.setFocus()
            announce(self._passphrase, state.problem, urgent=True)

    def forget_passphrase(self) -> None:
        """Empty the field, so that nothing is left in the widget after unlocking."""
        self._passphrase.clear()

    def fill_in(self, passphrase: str) -> None:
        """Type the passphrase of a demonstration office."""
        self._passphrase.setText(passphrase)
        self._unlock.setFocus()
