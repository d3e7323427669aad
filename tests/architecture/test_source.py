"""Habits of the source code that no linter checks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/kimdesk"
TESTS = ROOT / "tests"
LONGEST_FILE = 300

# Names that say nothing about the subject and therefore collect everything.
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

# Where German for people is at home; everywhere else text would escape translation and review.
GERMAN = (
    "ui/",  # what is on the screen
    "cli/",  # what the command line prints
    "__main__.py",  # the sentence where there is no display
    "demo/",  # invented people, places and notes
    "reports/",  # what is on paper
    "messages.py",  # the sentence for each error
    "bundles/liesmich.py",  # the text file inside a bundle
    "vault/passphrases.py",  # the estimator's advice on weak passphrases, shown as it is
    # Names that belong to the subject itself: phases of a case, words of the catalogue files,
    # and the explanation beside each protected figure, which the bundle carries along.
    "domain/cases.py",
    "domain/catalogues.py",
    "domain/statistics/",
    # Rules that look at a form return the sentence that stands beside the field, all problems at
    # once; the others name a moment as people say it ("3 Tage überfällig").
    "domain/findings.py",
    "domain/follow_ups.py",
    "domain/people.py",
    "usecases/completeness.py",
    "usecases/finding_words.py",
    "usecases/papers.py",
)


def python_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Strings that stand alone as a statement, also those below an attribute."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def german_literals(source: str) -> list[str]:
    """String literals with an umlaut, docstrings apart; single letters are data, not text."""
    tree = ast.parse(source)
    described = docstrings(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in described
        and len(node.value) > 1
        and re.search("[äöüÄÖÜß]", node.value)
    ]


def test_files_are_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(SOURCE)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_module_has_a_name_without_a_subject() -> None:
    names = {path: path.stem for path in python_files(SOURCE)}
    folders = {path: path.name for path in SOURCE.rglob("*") if path.is_dir()}
    offenders = [str(path) for path, name in (names | folders).items() if name in VAGUE]
    assert offenders == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 'schließen'", ["schließen"]),
        ("x = f'{n} Fälle'", [" Fälle"]),
        ('"""Prüfung."""\nx = "ä"', []),
        ('def f():\n    """Prüfung."""\n    return "Größe"', ["Größe"]),
    ],
)
def test_the_search_for_german_tells_text_from_docstrings(source: str, expected: list[str]) -> None:
    assert german_literals(source) == expected


def test_german_text_stands_only_where_it_is_at_home() -> None:
    offenders = {
        name: found
        for path in python_files(SOURCE)
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(GERMAN)
        and (found := german_literals(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


def test_no_test_waits_by_the_clock() -> None:
    # Joined here, so that this file does not find itself.
    waits = ("qtbot" + ".wait(", "time" + ".sleep(", "QTest" + ".qWait(")
    offenders = [
        f"{path.relative_to(ROOT)}: {wait}"
        for path in python_files(TESTS)
        for wait in waits
        if wait in path.read_text(encoding="utf-8")
    ]
    assert offenders == []
