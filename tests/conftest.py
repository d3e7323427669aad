"""What every test gets: no display, German numbers and dates, and a home of its own."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from PySide6.QtCore import QLocale

import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kimdesk.usecases.desk import Desk

# Before Qt makes an application: the tests never open a window on somebody's display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Slow machines are no failure, so there is no deadline; the CI must not find news by chance.
settings.register_profile("desk", deadline=None, max_examples=60)
settings.register_profile("ci-desk", deadline=None, max_examples=100, derandomize=True)
settings.load_profile("ci-desk" if os.environ.get("CI") else "desk")

_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_DOCUMENTS_DIR": "documents",
}


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the profile of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in _HOMES.items():
            (home / folder).mkdir(exist_ok=True)
            patch.setenv(variable, str(home / folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def _german_locale() -> None:
    """Qt formats as in the office, whatever the machine's language is."""
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on logged warnings; a test that wants one checks it and calls ``caplog.clear()``."""
    yield
    records = caplog.get_records("call")
    loud = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log warnings: {loud}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of the lead of a new, encrypted office."""
    made = make.office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """An office and its district that know each other."""
    bureau, kreis = make.joined(tmp_path)
    yield bureau, kreis
    bureau.store.close()
    kreis.store.close()
