"""The card of the accounts, and the two dialogs it opens."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kimdesk.domain.access import Account, Role
from kimdesk.ui.screens.settings.viewmodel import SettingsViewModel, StartPassphrase, State
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.dialogs import Dialog, confirm
from kimdesk.ui.widgets.fields import LabeledField
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable
from kimdesk.usecases.accounts import NAME_LIMIT

_OFFICE_ROLES = (Role.CASEWORKER, Role.LEAD)
_SHOWN_ONCE = (
    "Diese Passphrase wird nur jetzt gezeigt. Bitte persönlich übergeben; nach der ersten "
    "Anmeldung wird sie in den Einstellungen geändert."
)


class AccountsCard(Card):
    """Who may open the file; adding, resetting and closing accounts."""

    def __init__(self, model: SettingsViewModel) -> None:
        super().__init__(
            "Konten", "Wer die Akte öffnen darf. Jede Person hat ihr eigenes.", name="card-accounts"
        )
        self._model = model
        add = secondary("Konto anlegen …", "user-plus", name="button-add-account")
        add.clicked.connect(self._add)
        self._add_button = add
        self.add_action(add)
        rows = RowsModel(
            (
                Column("Name", lambda row: row.name, stretch=1, min_chars=14),
                Column("Rolle", lambda row: row.role.german),
                Column(
                    "Stand",
                    lambda row: "offen" if row.active else "geschlossen",
                    tone=lambda row: "ok" if row.active else "neutral",
                    chip=True,
                ),
            ),
            key=lambda row: row.id,
        )
        self.table = DataTable("Konten", rows, fit_rows=True, bare=True)
        self.table.picked.connect(lambda _: self._enable())
        self.add(self.table)
        self.add(self._build_actions())
        self._note = _StartNote()
        self._note.done.clicked.connect(model.forget_passphrase)
        self.add(self._note)

    def _build_actions(self) -> QWidget:
        self._reset = quiet("Neue Startpassphrase", "key-round", name="button-reset-account")
        self._reset.clicked.connect(self._ask_reset)
        self._close = quiet("Konto schließen", "lock", name="button-close-account")
        self._close.clicked.connect(self._ask_close)
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(self._reset)
        row.addWidget(self._close)
        return holder

    def show_state(self, state: State) -> None:
        """Show the accounts and, once, a start passphrase."""
        if self.table.model().rowCount() != len(state.accounts) or self._rows() != state.accounts:
            self.table.set_rows(state.accounts)
        self._note.show_passphrase(state.handed_out)
        self._enable()

    def _rows(self) -> tuple[Account, ...]:
        model = self.table.model()
        return model.rows() if isinstance(model, RowsModel) else ()

    def _enable(self) -> None:
        row = self.table.current_row()
        other = isinstance(row, Account) and row.active and row.id != self._model.user.id
        free = not self._model.state.busy
        self._add_button.setEnabled(free)
        self._reset.setEnabled(free and other)
        self._close.setEnabled(free and other)

    def _add(self) -> None:
        AccountDialog(self._model, self).open()

    def _ask_reset(self) -> None:
        row = self.table.current_row()
        text = (
            f"„{row.name}“ bekommt eine neue Startpassphrase; die bisherige gilt sofort nicht mehr."
        )
        dialog = confirm(self, "Neue Startpassphrase?", text, "Startpassphrase setzen")
        dialog.accepted.connect(lambda: self._model.reset_account(row))

    def _ask_close(self) -> None:
        row = self.table.current_row()
        text = (
            f"„{row.name}“ kann die Akte danach nicht mehr öffnen. Was das Konto erfasst hat, "
            "bleibt unter seinem Namen. Rückgängig machen geht nicht."
        )
        dialog = confirm(self, "Konto schließen?", text, "Konto schließen", dangerous=True)
        dialog.accepted.connect(lambda: self._model.close_account(row))


class _StartNote(QWidget):
    """A start passphrase, readable and to be copied, until it is put away."""

    def __init__(self) -> None:
        super().__init__()
        name_it(self, "start-passphrase", "Startpassphrase")
        self._text = text_label("", "strong")
        self._phrase = QLineEdit()
        self._phrase.setReadOnly(True)
        name_it(self._phrase, "start-passphrase-text", "Startpassphrase")
        copy = secondary("Kopieren", "copy", name="button-copy-passphrase")
        copy.clicked.connect(self._copy)
        self.done = quiet("Verbergen", "eye-off", name="button-hide-passphrase")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._phrase, 1)
        row.addWidget(copy)
        row.addWidget(self.done)
        column.addLayout(row)
        column.addWidget(text_label(_SHOWN_ONCE, "small"))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._phrase.text())
        announce(self, "Kopiert")

    def show_passphrase(self, handed_out: StartPassphrase | None) -> None:
        """Show it, or nothing."""
        phrase = handed_out.passphrase if handed_out else ""
        if phrase and self._phrase.text() != phrase:
            announce(self, "Startpassphrase wird angezeigt")
        self._phrase.setText(phrase)
        self._text.setText(f"Startpassphrase für „{handed_out.account}“" if handed_out else "")
        self.setVisible(handed_out is not None)


class AccountDialog(Dialog):
    """Name, role and start passphrase of a new account."""

    def __init__(self, model: SettingsViewModel, parent: QWidget) -> None:
        super().__init__(parent, "Konto anlegen", "Jede Person bekommt ihr eigenes Konto.")
        self._model = model
        self._name = QLineEdit()
        self._name.setMaxLength(NAME_LIMIT)
        self._name_field = LabeledField("Name", self._name, required=True, name="account-name")
        roles = _OFFICE_ROLES if model.office else (Role.COORDINATOR,)
        self._role = ChoiceField([(role.value, role.german, "") for role in roles])
        self._role.set_code(roles[0].value)
        self._phrase = QLineEdit(model.suggest())
        other = quiet("Andere vorschlagen", "refresh-cw", name="button-other-passphrase")
        other.clicked.connect(lambda: self._phrase.setText(model.suggest()))
        hint = "Fünf zufällige Wörter; sie werden nach dem Anlegen noch einmal gezeigt."
        self._phrase_field = LabeledField(
            "Startpassphrase", self._phrase, hint=hint, name="start-passphrase"
        )
        for part in (self._name_field, LabeledField("Rolle", self._role, name="role")):
            self.add(part)
        self.add(self._phrase_field)
        self.add(other)
        self.add_buttons(primary("Konto anlegen", "user-plus", name="button-create-account"))
        self._name.setFocus()

    def submit(self) -> None:
        """Check what can be checked at once and start making the account."""
        name = " ".join(self._name.text().split())
        taken = {account.name.casefold() for account in self._model.state.accounts}
        problem = "" if name else "Bitte einen Namen eingeben."
        if name.casefold() in taken:
            problem = "Ein Konto mit diesem Namen gibt es schon."
        self._name_field.set_error(problem)
        self._phrase_field.set_error(self._model.advise(self._phrase.text()))
        for field in (self._name_field, self._phrase_field):
            if field.error():
                field.editor.setFocus()
                return
        self._model.add_account(name, Role(self._role.code()), self._phrase.text())
        self.accept()
