"""The manual: its chapters, in order, the search over them, and which one is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtCore import QObject, Signal

from kimdesk.config import resources_folder
from kimdesk.errors import FolderMissing
from kimdesk.messages import count

_DISTRICT_CHAPTER = "06-kreis.md"
_NOTHING = "Nichts gefunden. Vielleicht hilft ein kürzeres Wort."


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual; ``name`` is its file name, by which links point to it."""

    name: str
    title: str
    text: str

    def hits(self, term: str) -> int:
        """Return how often a term occurs, in any case."""
        return self.text.casefold().count(term.casefold()) if term else 0


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows: the chapters found, the one read, the words looked for."""

    found: tuple[Chapter, ...]
    current: Chapter
    term: str = ""

    @property
    def words(self) -> str:
        """Return what the search found in words; nothing where nothing is looked for."""
        if not self.term:
            return ""
        if not self.found:
            return _NOTHING
        hits = sum(chapter.hits(self.term) for chapter in self.found)
        places = count(hits, "Stelle", "Stellen")
        return f"{places} in {count(len(self.found), 'Kapitel', 'Kapiteln')}"


class HelpViewModel(QObject):
    """Holds the search and the chapter read; the chapter stays where nothing is found."""

    changed = Signal()

    def __init__(self, *, for_district: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        first = _named(_DISTRICT_CHAPTER) if for_district else None
        self.state = State(chapters(), first or chapters()[0])

    def search(self, typed: str) -> None:
        """Narrow the chapters to those with a term; the first of them is read if need be."""
        term = " ".join(typed.split())
        found = search(term)
        current = self.state.current
        if found and current not in found:
            current = found[0]
        self._set(State(found, current, term))

    def open_chapter(self, name: str) -> None:
        """Read a chapter by its file name, giving up a search that hides it.

        An unknown name changes nothing.
        """
        chapter = _named(name)
        if chapter is None:
            return
        if chapter in self.state.found:
            self._set(replace(self.state, current=chapter))
        else:
            self._set(State(chapters(), chapter))

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


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


def _named(name: str) -> Chapter | None:
    return next((one for one in chapters() if one.name == name), None)


def _chapter(name: str, text: str) -> Chapter:
    first = text.split("\n", 1)[0]
    return Chapter(name, first.removeprefix("# ").strip(), text)
