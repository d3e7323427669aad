"""The list of cases as a value: what is searched, what was found, and its rows page by page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from string import ascii_lowercase

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.name_index import NameIndex
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases.case_list import (
    CaseDirectory,
    EntryId,
    Found,
    ListRow,
    Shown,
    list_rows,
    read_directory,
)
from kimdesk.usecases.desk import Desk

PAGE = 32
_PAGES_KEPT = 120
_LARGE = 5_000
"""Cases from which on a single letter finds so many that its answer is prepared."""

_NAMES = {"cases", "people"}
"""Features whose change may add, remove or rename an entry; the others only change a row."""


@dataclass(frozen=True, slots=True)
class State:
    """What the list shows; ``ready`` is false while the names are still being read."""

    shown: Shown = Shown.OPEN
    text: str = ""
    ready: bool = False
    total: int = 0
    found: Found = field(default_factory=Found)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row whose page is still on its way."""

    id: EntryId


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker brings back; ``asked`` tells whether anybody still wants it."""

    asked: int
    found: Found
    page: int
    rows: Mapping[EntryId, ListRow]


class CaseList(QObject):
    """Searches in the worker and hands out rows as they become visible.

    ``changed`` comes with each new result, ``page_changed`` with the first and last line whose
    rows arrived. Only the newest question is answered: each has a number.
    """

    changed = Signal()
    page_changed = Signal(int, int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = State()
        self._directory: CaseDirectory | None = None
        self._asked = 0
        self._search: Task | None = None
        self._pages: OrderedDict[int, Mapping[EntryId, ListRow]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._loading: int | None = None
        self._letters: Iterator[str] = iter(())
        session.index_ready.connect(self._begin_search)
        session.touched.connect(self._touched)

    def load(self) -> None:
        """Read which cases there are; the search follows by itself."""
        desk = self._session.desk
        self._session.run(lambda _task: read_directory(desk), done=self._directory_read)

    def search(self, text: str) -> None:
        """Show who fits a text."""
        self.state = replace(self.state, text=text)
        self._begin_search()

    def show_only(self, shown: Shown) -> None:
        """Show the cases of one filter."""
        self.state = replace(self.state, shown=shown)
        self._begin_search()

    def row(self, line: int) -> ListRow | Waiting:
        """Return the row of a line; its page is fetched if it is not there."""
        page, key = line // PAGE, self.state.found.ids[line]
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        return Waiting(key) if rows is None or key not in rows else rows[key]

    def _directory_read(self, directory: CaseDirectory) -> None:
        self._directory = directory
        self._letters = iter(ascii_lowercase if directory.total > _LARGE else "")
        self._begin_search()

    def _begin_search(self) -> None:
        index, directory = self._session.index, self._directory
        if index is None or directory is None:
            return
        if self._search is not None:
            self._search.cancel()
        self._asked += 1
        work = partial(_found, self._session.desk, directory, index, self.state, self._asked)
        self._search = self._session.run(work, done=self._answered)

    def _answered(self, answer: _Answer) -> None:
        if answer.asked != self._asked or self._directory is None:
            return
        self._pages = OrderedDict({0: answer.rows})
        self._stale.clear()
        self._wanted.clear()
        total = self._directory.total
        self.state = replace(self.state, ready=True, total=total, found=answer.found)
        self.changed.emit()
        self._prepare_letter()

    def _prepare_letter(self, _found: object = None) -> None:
        """Work out the answer to one more first letter.

        One at a time: what is typed meanwhile is never more than a letter's work away.
        """
        index, directory = self._session.index, self._directory
        letter = next(self._letters, "")
        if letter and index is not None and directory is not None:
            shown = self.state.shown
            work = partial(_prepared, directory, index, letter, shown)
            self._session.run(work, done=self._prepare_letter)

    def _want(self, page: int) -> None:
        if page == self._loading:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        # What was asked for last is what is on the screen now; older wishes were scrolled past.
        self._wanted = [*self._wanted[-3:], page]
        if self._loading is None:
            self._load_next()

    def _load_next(self) -> None:
        self._loading = None
        if self._wanted:
            self._loading = page = self._wanted.pop()
            found = self.state.found
            work = partial(_page, self._session.desk, found, page, self._asked)
            self._session.run(work, done=self._page_loaded, failed=self._page_failed)

    def _page_loaded(self, answer: _Answer) -> None:
        if answer.found is self.state.found:
            self._pages[answer.page] = answer.rows
            self._pages.move_to_end(answer.page)
            self._stale.discard(answer.page)
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
            first = answer.page * PAGE
            last = min(first + PAGE, len(self.state.found.ids)) - 1
            self.page_changed.emit(first, last)
        self._load_next()

    def _page_failed(self, problem: object) -> None:
        self._loading = None
        self._wanted.clear()
        self._session.tell(problem)

    def _touched(self, feature: str) -> None:
        if feature in _NAMES:
            self.load()
            return
        # The old rows stay visible until the new ones are there, so that nothing flickers.
        self._stale = set(self._pages)
        self.page_changed.emit(0, max(0, len(self.state.found.ids) - 1))


def _found(
    desk: Desk, directory: CaseDirectory, index: NameIndex, state: State, asked: int, task: Task
) -> _Answer:
    found = directory.find(index, state.text, state.shown, task.cancelled)
    task.check()
    return _Answer(asked, found, 0, list_rows(desk, found.ids[:PAGE]))


def _prepared(
    directory: CaseDirectory, index: NameIndex, letter: str, shown: Shown, _task: Task
) -> None:
    directory.find(index, letter, shown)


def _page(desk: Desk, found: Found, page: int, asked: int, task: Task) -> _Answer:
    task.check()
    ids = found.ids[page * PAGE : (page + 1) * PAGE]
    return _Answer(asked, found, page, list_rows(desk, ids))
