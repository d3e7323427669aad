"""The page that leads back in with the printed recovery sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kimdesk.ui.screens.recovery.viewmodel import SHEET_NAME, RecoveryViewModel, State
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.widgets.alone import AlonePage
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.code_field import CodeField
from kimdesk.ui.widgets.fields import LabeledField, TextArea
from kimdesk.ui.widgets.labels import announce, name_it, text_label
from kimdesk.ui.widgets.new_passphrase import NewPassphrase
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.usecases.desk import Surroundings

TITLE = "Wiederherstellungsblatt verwenden"
_INTRO = "Mit dem Blatt aus dem Tresor bekommt ein Konto eine neue Passphrase."
_SCAN = (
    "Die Schlüsseldatei und ihre Zweitschrift fehlen oder sind beschädigt. Aus dem QR-Code des "
    "Blattes lassen sie sich neu anlegen: mit einem beliebigen Scanner lesen, Text einfügen."
)
_NEW_SHEET = (
    "Die Schlüsseldatei wurde neu angelegt. Das alte Blatt gilt nicht mehr: Bitte das neue "
    "ausdrucken und in den Tresor legen. Andere Konten bekommen in den Einstellungen eine neue "
    "Startpassphrase."
)
_KEPT = "Ich habe den neuen Code sicher aufgeschrieben."


class RecoveryPage(AlonePage):
    """Asks for the code and a new passphrase; ``done`` when the account can unlock again."""

    done = Signal()
    cancelled = Signal()

    def __init__(
        self,
        folder: Path,
        kind: Literal["office", "district"],
        around: Surroundings,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        chooser: Chooser | None = None,
    ) -> None:
        super().__init__(TITLE, _INTRO, parent)
        self.setObjectName("page-recovery")
        self.model = RecoveryViewModel(folder, kind, around, tasks)
        self.model.setParent(self)
        self._chooser = chooser or Chooser()
        self._form = self._build_form(folder)
        self._finished = self._build_finished()
        self._progress = ProgressPanel(can_cancel=False)
        self._problem = text_label("", "strong", tone="bad")
        name_it(self._problem, "recovery-problem", "")
        for part in (self._form, self._finished, self._progress, self._problem):
            self.add(part)
        self.body.addStretch(1)
        self._build_buttons()
        self.model.changed.connect(self._render)
        self._render()

    def _build_form(self, folder: Path) -> Card:
        card = Card(folder.name, "", name="card-recovery")
        self._code = CodeField()
        self._code.code_changed.connect(lambda _: self.model.forget("code"))
        hint = (
            "Sechs Gruppen vom Blatt; groß oder klein, mit oder ohne Striche, O und 0 sind gleich."
        )
        self._account = QLineEdit()
        self._account.textEdited.connect(lambda _: self.model.forget("account"))
        self._scan = TextArea(3, 6)
        self._scan.textChanged.connect(lambda: self.model.forget("scan"))
        self._fields = {
            "code": LabeledField("Code", self._code, hint=hint, required=True, name="code"),
            "scan": LabeledField(
                "Text des QR-Codes", self._scan, hint=_SCAN, required=True, name="scan"
            ),
            "account": LabeledField(
                "Kontoname",
                self._account,
                hint="Für dieses Konto wird eine neue Passphrase gesetzt.",
                required=True,
                name="account",
            ),
        }
        for field in self._fields.values():
            card.add(field)
        model = self.model
        self._passphrase = NewPassphrase(model.suggest, model.advise, label="Neue Passphrase")
        self._passphrase.finished.connect(self._submit)
        card.add(self._passphrase)
        self._code.returnPressed.connect(self._account.setFocus)
        return card

    def _build_finished(self) -> Card:
        card = Card("Der Zugang ist wieder da.", name="card-recovered")
        self._who = text_label("")
        self._new_code = text_label("", "heading", selectable=True)
        self._save = primary("Neues Blatt als PDF speichern …", "printer", name="button-save-sheet")
        self._save.clicked.connect(self._choose)
        self._saved = text_label("", "small", tone="ok")
        self._kept = QCheckBox(_KEPT)
        name_it(self._kept, "sheet-kept", _KEPT)
        self._kept.clicked.connect(lambda on: self.model.keep(kept=on))
        for part in (self._who, self._new_code, self._save, self._saved, self._kept):
            card.add(part)
        return card

    def _build_buttons(self) -> None:
        self._cancel = secondary("Abbrechen", name="button-cancel")
        self._cancel.clicked.connect(self._leave)
        self._submit_button = primary("Wiederherstellen", "key-round", name="button-recover")
        self._submit_button.clicked.connect(self._submit)
        self._close = primary("Zum Entsperren", "lock-open", name="button-done")
        self._close.clicked.connect(self.done)
        self.add_button(self._cancel, left=True)
        self.add_button(self._submit_button)
        self.add_button(self._close)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._confirm)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)

    def _choose(self) -> None:
        self._chooser.target(self, "Blatt speichern", SHEET_NAME, self._chosen)

    def _chosen(self, path: Path) -> None:
        self.model.save_sheet(path)

    def _confirm(self) -> None:
        button = self._submit_button if self.model.state.result is None else self._close
        button.click()

    def _leave(self) -> None:
        if not self.model.state.busy and self.model.state.result is None:
            self.cancelled.emit()

    def _submit(self) -> None:
        if self._passphrase.check():
            self.model.recover(
                self._code.code(),
                self._account.text(),
                self._passphrase.value(),
                self._scan.toPlainText(),
            )

    def _render(self) -> None:
        state = self.model.state
        over = state.result is not None
        self._form.setVisible(not over)
        self._form.setEnabled(not state.busy)
        self._fields["scan"].setVisible(state.needs_scan)
        for name, field in self._fields.items():
            field.set_error(state.errors.get(name, ""))
        if state.errors:
            self._fields[next(iter(state.errors))].editor.setFocus()
        self._problem.setText(state.problem)
        self._problem.setAccessibleName(state.problem)
        self._problem.setVisible(bool(state.problem))
        if state.problem:
            announce(self._problem, state.problem, urgent=True)
        self._progress.setVisible(bool(state.busy))
        if state.busy:
            self._progress.set_progress(None, state.busy)
        for button in (self._cancel, self._submit_button):
            button.setVisible(not over)
            button.setEnabled(not state.busy)
        self._render_finished(state)

    def _render_finished(self, state: State) -> None:
        result = state.result
        self._finished.setVisible(result is not None)
        self._close.setVisible(result is not None)
        self._close.setEnabled(state.may_leave)
        if result is None:
            return
        self._passphrase.clear()
        text = f"„{result.account}“ kann mit der neuen Passphrase entsperren."
        self._who.setText(
            f"{text} {_NEW_SHEET}" if result.paper else f"{text} Das Blatt gilt weiter."
        )
        self._new_code.setText(result.code)
        self._new_code.setAccessibleName(f"Neuer Wiederherstellungscode: {result.code}")
        saved = f"Gespeichert als „{state.sheet_saved}“." if state.sheet_saved else ""
        self._saved.setText(saved)
        for part in (self._new_code, self._save, self._kept):
            part.setVisible(bool(result.paper))
        self._saved.setVisible(bool(saved))
        if not result.paper:
            self._close.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead the cursor to the code, when the window shows the page."""
        super().focusInEvent(event)
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)
