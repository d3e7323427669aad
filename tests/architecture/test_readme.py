"""The README's map and its table of building blocks agree with the repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def section(heading: str) -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {heading}\s*$(.*?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section “{heading}”"
    return found[1]


def runtime_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.split(r"[<>=!~ \[;]", entry)[0] for entry in project["dependencies"]]


def test_every_path_on_the_map_exists() -> None:
    paths = re.findall(r"`([^`\s]+)`", section("Wegweiser"))
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", runtime_dependencies())
def test_every_building_block_is_in_the_table(name: str) -> None:
    rows = [row for row in section("Bausteine").splitlines() if row.startswith("|")]
    words = {word.lower() for row in rows for word in re.findall(r"[\w.-]+", row)}
    assert name.lower() in words
