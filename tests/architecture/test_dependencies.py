"""What we build on may be passed on with an EUPL program, and is locked."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "packaging/requirements.txt"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {normal(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9_.-]+", line))}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[<>=!~ \[;]", entry)[0]) for entry in project["dependencies"]}


def licence_of(package: Distribution) -> str:
    """What the package says about its licence: expression, field, classifiers, else the file."""
    metadata = package.metadata
    classifiers = [line for line in metadata.get_all("Classifier", []) if "License" in line]
    said = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    said += [line.rpartition("::")[2].strip() for line in classifiers]
    if said:
        return " OR ".join(said)
    files = [file for file in package.files or [] if "LICENSE" in file.name.upper()]
    return "\n".join(file.read_text() for file in files)


def is_gpl_only(licence: str) -> bool:
    """Whether every alternative is the GPL or AGPL; the LGPL lets others link to it."""
    gpl = re.compile(r"(?<!L)GPL|(?<!Lesser )GNU (Affero )?General Public", re.IGNORECASE)
    return all(gpl.search(choice) for choice in licence.split(" OR "))


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("LGPL-3.0-only OR GPL-2.0-only", False),
        ("GPL-3.0-or-later", True),
        ("GPL-2.0-only OR AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
    ],
)
def test_gpl_only_is_told_from_other_licences(licence: str, expected: bool) -> None:
    assert is_gpl_only(licence) is expected


@pytest.mark.parametrize("name", sorted(names_in(LOCK)))
def test_no_runtime_dependency_is_gpl_only(name: str) -> None:
    licence = licence_of(distribution(name))
    assert licence.strip(), f"{name} does not say under which licence it is"
    assert not is_gpl_only(licence)


def test_project_and_lock_name_the_same_packages() -> None:
    assert declared() == names_in(ROOT / "packaging/requirements.in")
    assert declared() <= names_in(LOCK)


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=\S+==)", lock, flags=re.MULTILINE)[1:]
        assert entries
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
