"""The layers of pyproject.toml, as a test, so that nobody can forget to check them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "src/kimdesk/ui/screens"


def imported_modules(source: str) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
            # "from PySide6 import QtWidgets" names the module only behind the import.
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def qt_beyond_core(source: str) -> set[str]:
    qt = {name for name in imported_modules(source) if name.startswith("PySide6.")}
    return {name for name in qt if not name.startswith("PySide6.QtCore")}


def test_all_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from PySide6.QtCore import QObject", set()),
        ("from PySide6.QtWidgets import QLabel", {"PySide6.QtWidgets", "PySide6.QtWidgets.QLabel"}),
        ("from PySide6 import QtGui", {"PySide6.QtGui"}),
        ("import PySide6.QtWidgets", {"PySide6.QtWidgets"}),
    ],
)
def test_the_search_for_qt_finds_every_way_to_import_it(source: str, expected: set[str]) -> None:
    assert qt_beyond_core(source) == expected


def test_view_models_know_no_widgets() -> None:
    offenders = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in SCREENS.rglob("viewmodel.py")
        if (found := qt_beyond_core(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


def test_every_screen_is_a_view_and_a_view_model() -> None:
    screens = [path for path in SCREENS.iterdir() if any(path.glob("*.py"))]
    assert screens
    incomplete = {
        screen.name: missing
        for screen in screens
        if (missing := {"view.py", "viewmodel.py"} - {path.name for path in screen.iterdir()})
    }
    assert incomplete == {}
