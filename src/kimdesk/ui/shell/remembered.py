"""What the program remembers on this computer: folders, last account, look. No client data."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSettings

KEPT = 8


class Remembered:
    """Settings in the user's profile, outside every workspace."""

    def __init__(self) -> None:
        self._settings = QSettings("KIMdesk", "KIMdesk")

    def workspaces(self) -> tuple[tuple[Path, str], ...]:
        """Return folder and last account of the workspaces opened here, newest first."""
        raw = str(self._settings.value("workspaces", "[]"))
        try:
            pairs = json.loads(raw)
            return tuple((Path(folder), str(account)) for folder, account in pairs)
        except (ValueError, TypeError):
            return ()

    def note_workspace(self, folder: Path, account: str) -> None:
        """Put a workspace first in the list."""
        others = [(one, name) for one, name in self.workspaces() if one != folder]
        pairs = [(str(one), name) for one, name in [(folder, account), *others][:KEPT]]
        self._settings.setValue("workspaces", json.dumps(pairs))

    @property
    def theme(self) -> str:
        """The chosen look, ``system`` at first."""
        return str(self._settings.value("theme", "system"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def scale(self) -> float:
        """The chosen text size, 1.0 at first."""
        try:
            return float(str(self._settings.value("scale", "1.0")))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, factor: float) -> None:
        self._settings.setValue("scale", str(factor))
