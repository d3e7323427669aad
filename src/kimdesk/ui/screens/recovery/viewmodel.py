"""The recovery sheet in use: code, name, new passphrase, and the scan if need be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from kimdesk.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    KimdeskError,
    NotFound,
    Tampered,
    TooNew,
    Truncated,
    WrongRecoveryCode,
)
from kimdesk.messages import sentence
from kimdesk.ui.tasks import Task, Tasks
from kimdesk.usecases import papers, passphrases, recovery
from kimdesk.usecases.desk import Surroundings
from kimdesk.usecases.recovery import Recovered

SHEET_NAME = "Wiederherstellungsblatt.pdf"
_SHEET = "recovery sheet"
_CODE = {
    "shape": "Der Code hat 36 Zeichen in sechs Gruppen; hier fehlt etwas oder ist etwas zu viel.",
    "check": "Im Code ist ein Tippfehler. Bitte Zeichen für Zeichen mit dem Blatt vergleichen.",
}
_OTHER_CODE = (
    "Der Code gehört nicht zu dieser Akte. Vielleicht gibt es inzwischen ein neueres Blatt?"
)
_NO_ACCOUNT = "Ein offenes Konto mit diesem Namen gibt es in dieser Akte nicht."
_BAD_SCAN = (
    "Der gescannte Text ist unvollständig oder gehört zu keinem Wiederherstellungsblatt. "
    "Bitte noch einmal scannen."
)
_NEED_SCAN = "Bitte den QR-Code auf dem Blatt scannen und seinen Text hier einfügen."


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; ``errors`` belong to code, account, passphrase and scan."""

    needs_scan: bool = False
    busy: str = ""
    problem: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    result: Recovered | None = None
    sheet_saved: str = ""
    kept: bool = False

    @property
    def may_leave(self) -> bool:
        """Whether nothing would be lost: a new sheet is saved or declared to be written down."""
        result = self.result
        return result is not None and (not result.paper or bool(self.sheet_saved) or self.kept)


class RecoveryViewModel(QObject):
    """Gives an account a new passphrase in a worker; the workspace is closed again after it."""

    changed = Signal()

    def __init__(
        self,
        folder: Path,
        kind: Literal["office", "district"],
        around: Surroundings,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self.folder = folder
        self._kind = kind
        self._around = around
        self._tasks = tasks
        self.state = State()
        try:
            self.state = State(needs_scan=recovery.needs_sheet(folder))
        except KimdeskError as error:
            self.state = State(problem=sentence(error))

    def suggest(self) -> str:
        """Return a proposed passphrase."""
        return passphrases.suggest(self._around)

    def advise(self, passphrase: str) -> str:
        """Return what is weak in a passphrase."""
        return passphrases.advice(passphrase)

    def forget(self, name: str) -> None:
        """Take away the problem of a field, because it is being edited."""
        if name in self.state.errors or self.state.problem:
            errors = {key: text for key, text in self.state.errors.items() if key != name}
            self._change(errors=errors, problem="")

    def recover(self, code: str, account: str, passphrase: str, scan: str = "") -> None:
        """Try it in a worker: stretching the passphrase takes a second."""
        if self.state.busy or self.state.result is not None:
            return
        errors = {} if account.strip() else {"account": "Bitte den Kontonamen eingeben."}
        if self.state.needs_scan and not scan.strip():
            errors["scan"] = _NEED_SCAN
        if errors:
            self._change(errors=errors)
            return
        self._change(busy="Der Zugang wird wiederhergestellt …", problem="", errors={})
        folder, kind, around = self.folder, self._kind, self._around

        def work(_task: Task) -> Recovered:
            return recovery.recover_account(
                kind,
                folder,
                code=code,
                account_name=account,
                passphrase=passphrase,
                around=around,
                sheet_text=scan,
            )

        self._tasks.start(
            work, done=self._recovered, failed=self._failed, database=True, must_finish=True
        )

    def save_sheet(self, path: Path) -> None:
        """Save the new sheet as PDF."""
        result = self.state.result
        if result is None:
            return
        try:
            papers.save(path, result.paper)
        except KimdeskError as error:
            self._change(problem=sentence(error))
            return
        self._change(sheet_saved=path.name, problem="")

    def keep(self, *, kept: bool) -> None:
        """Note the declaration that the new code is written down."""
        self._change(kept=kept)

    def _recovered(self, result: Recovered) -> None:
        self._change(busy="", result=result)

    def _failed(self, error: Exception) -> None:
        name, text = _place(error)
        lost = isinstance(error, (KeyFileMissing, KeyFileDamaged, Truncated))
        self._change(
            busy="",
            problem="" if name else text,
            errors={name: text} if name else {},
            needs_scan=self.state.needs_scan or lost,
        )

    def _change(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.changed.emit()


def _place(error: Exception) -> tuple[str, str]:
    """Return the field that a failure belongs to, if any, and its sentence."""
    if isinstance(error, WrongRecoveryCode):
        return "code", _CODE.get(str(error.facts.get("problem")), _OTHER_CODE)
    if isinstance(error, NotFound):
        return "account", _NO_ACCOUNT
    scanned = isinstance(error, (Tampered, Truncated)) and error.facts.get("what") == _SHEET
    if scanned:
        return "scan", _BAD_SCAN
    if isinstance(error, TooNew) and error.facts.get("what") == _SHEET:
        return "scan", "Das Blatt stammt von einem neueren KIMdesk. Bitte zuerst aktualisieren."
    return "", sentence(error)
