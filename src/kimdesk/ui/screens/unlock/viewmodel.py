"""Unlocking: which workspaces this computer knows, name and passphrase, the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kimdesk.messages import sentence
from kimdesk.ui.tasks import Task, Tasks
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.usecases.workspaces import open_workspace, workspace_kind


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; ``problem`` is the German sentence of the last failure."""

    folders: tuple[Path, ...] = ()
    folder: Path | None = None
    account: str = ""
    busy: bool = False
    problem: str = ""


class UnlockViewModel(QObject):
    """Opens a workspace in a worker, because stretching the passphrase takes a second."""

    changed = Signal()
    unlocked = Signal(object)

    def __init__(
        self, around: Surroundings, tasks: Tasks, known: tuple[tuple[Path, str], ...]
    ) -> None:
        super().__init__()
        self._around = around
        self._tasks = tasks
        self._accounts = dict(known)
        self.state = State(folders=tuple(folder for folder, _ in known))
        if known:
            self.choose(known[0][0])

    def choose(self, folder: Path) -> None:
        """Take a workspace; its account of last time is proposed."""
        folders = self.state.folders
        if folder not in folders:
            folders = (folder, *folders)
        account = self._accounts.get(folder, "")
        self._set(replace(self.state, folders=folders, folder=folder, account=account, problem=""))

    def unlock(self, account: str, passphrase: str) -> None:
        """Try to open the chosen workspace."""
        folder = self.state.folder
        if folder is None or self.state.busy:
            return
        self._set(replace(self.state, account=account, busy=True, problem=""))
        around = self._around

        def work(_task: Task) -> Desk:
            kind = workspace_kind(folder)
            return open_workspace(
                kind, folder, account=account, passphrase=passphrase, around=around
            )

        self._tasks.start(work, done=self._opened, failed=self._failed, must_finish=True)

    def _opened(self, desk: Desk) -> None:
        self._set(replace(self.state, busy=False))
        self.unlocked.emit(desk)

    def _failed(self, error: Exception) -> None:
        self._set(replace(self.state, busy=False, problem=sentence(error)))

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()
