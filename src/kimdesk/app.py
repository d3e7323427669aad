"""Puts the program together: application, surroundings, window."""

from __future__ import annotations

import json
import logging
import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from kimdesk.domain.dates import FixedClock
from kimdesk.messages import sentence
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.usecases.desk import Surroundings, real_surroundings

_LOG = logging.getLogger("kimdesk")


def open_window(demo: str | None = None) -> int:
    """Open the window and return the exit status when it closes.

    ``demo`` is the folder of a demonstration district: its first office is proposed for
    unlocking with its passphrase filled in.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - no other kind is ever made
    app.setApplicationName("KIMdesk")
    app.setOrganizationName("KIMdesk")
    sys.excepthook = _tell_bug
    around = real_surroundings()
    desktop = Desktop(app, around)
    if demo is None:
        desktop.start()
    else:
        _start_demo(desktop, Path(demo))
    return app.exec()


def _start_demo(desktop: Desktop, folder: Path) -> None:
    described = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    office = described["offices"][0]
    account = next(one for one in office["accounts"] if one["role"] == "lead")
    passphrase = (folder / account["passphrase_file"]).read_text(encoding="utf-8").strip()
    desktop.start(((folder / office["folder"], account["name"]),))
    page = desktop.show_unlock(((folder / office["folder"], account["name"]),))
    page.fill_in(passphrase)


def demo_surroundings(today: date) -> Surroundings:
    """Return surroundings whose clock stands on a day, for pictures of the demonstration."""
    real = real_surroundings()
    return Surroundings(FixedClock(today), real.entropy, real.catalogues, real.profile)


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show the code of a bug; the log gets places, never values."""
    _LOG.error("bug: %s", sentence(error).rsplit(" ", 1)[-1])
    del kind, trace
    if QApplication.instance() is not None:
        QMessageBox.critical(None, "KIMdesk", sentence(error))
