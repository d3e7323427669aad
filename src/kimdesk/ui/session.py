"""The open workspace as the screens see it: desk, workers, and the ways to other screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.name_index import NameIndex
from kimdesk.messages import sentence
from kimdesk.ui.tasks import Task, Tasks
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.search import build_index

if TYPE_CHECKING:
    from kimdesk.ui.tasks import Work

Undo = Callable[[], object]


class Session(QObject):
    """One unlocked workspace; dropped as a whole on locking, so that nothing stays in memory.

    Screens do not know each other: they ask to ``go`` to a page or dialog by its key, and they
    hear by ``touched`` that a feature's data changed.
    """

    touched = Signal(str)
    go = Signal(str, object)
    said = Signal(str, str, str, object)
    index_ready = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tasks = tasks
        self.index: NameIndex | None = None
        # What was typed into a dialog closed by mistake; in memory only, gone on locking.
        self.drafts: dict[str, Any] = {}

    @property
    def desk(self) -> Desk:
        """The desk; accounts and passphrases renew its keys, so it is asked for each time."""
        return self._desk

    def replace_desk(self, desk: Desk) -> None:
        """Go on with renewed keys."""
        self._desk = desk

    def load_index(self) -> None:
        """Fill the name search in a worker; ``index_ready`` tells when it can be used."""
        desk = self._desk
        self.run(lambda _task: build_index(desk), done=self._index_loaded)

    def _index_loaded(self, index: NameIndex) -> None:
        self.index = index
        self.index_ready.emit()

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
        progress: Callable[..., object] | None = None,
        must_finish: bool = False,
    ) -> Task:
        """Run slow work in the database thread; a failure becomes its German sentence.

        ``done``, ``failed`` and ``progress`` are bound methods of ``QObject``s.
        """
        return self.tasks.start(
            work,
            done=done,
            failed=failed or self.tell,
            progress=progress,
            database=True,
            must_finish=must_finish,
        )

    def attempt(self, change: Callable[[], Any], *features: str) -> Any | None:
        """Run a quick change here and now; tell a failure and return ``None`` then.

        ``features`` are announced as touched when it worked.
        """
        try:
            result = change()
        except Exception as error:  # noqa: BLE001 - every failure becomes a sentence
            self.tell(error)
            return None
        self.announce(*features)
        return True if result is None else result

    def announce(self, *features: str) -> None:
        """Tell every screen that the data of these features changed."""
        for feature in features:
            self.touched.emit(feature)

    def say(self, text: str, tone: str = "ok", undo: Undo | None = None) -> None:
        """Show a notice; with ``undo`` it offers „Rückgängig“."""
        self.said.emit(tone, text, "Rückgängig" if undo else "", undo)

    def tell(self, error: object) -> None:
        """Show the German sentence for a failure."""
        known = error if isinstance(error, BaseException) else RuntimeError()
        self.said.emit("bad", sentence(known), "", None)
