"""The application in its light dress, and back to it after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kimdesk.ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "light", 1.0)
    yield qapp
    apply_theme(qapp, "light", 1.0)
