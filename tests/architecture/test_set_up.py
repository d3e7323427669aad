"""The two commands of the README: what can be checked of them without a bare machine."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [ROOT / ".ci/run", *sorted((ROOT / "packaging").glob("*.sh"))]


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_make_alone_lists_every_target() -> None:
    # The outer make's flags would reach this one and could add its own lines.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    listed = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory"],
        env=plain,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert targets() == set(re.findall(r"^  make ([a-z]+) ", listed, re.MULTILINE))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_are_well_formed_and_stop_at_the_first_error(script: Path) -> None:
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_integration_run_can_be_started() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_licence_is_complete() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE)
    assert [int(number) for number in articles] == list(range(1, 16))
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in licence
