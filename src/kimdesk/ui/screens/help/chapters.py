"""The manual: its chapters, in order, and searching them. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kimdesk.config import resources_folder
from kimdesk.errors import FolderMissing


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual; ``name`` is its file name, by which links point to it."""

    name: str
    title: str
    text: str

    def hits(self, term: str) -> int:
        """Return how often a term occurs, in any case."""
        return self.text.casefold().count(term.casefold()) if term else 0


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return all chapters in the order of their numbers.

    Raises:
        FolderMissing: if the installation is incomplete.
    """
    files = sorted((resources_folder() / "help").glob("*.md"))
    if not files:
        raise FolderMissing(path="resources/help")
    return tuple(_chapter(path.name, path.read_text(encoding="utf-8")) for path in files)


def search(term: str) -> tuple[Chapter, ...]:
    """Return the chapters that contain a term, in their order; all of them for no term."""
    wanted = " ".join(term.split())
    return tuple(one for one in chapters() if not wanted or one.hits(wanted))


def _chapter(name: str, text: str) -> Chapter:
    first = text.split("\n", 1)[0]
    return Chapter(name, first.removeprefix("# ").strip(), text)
