"""Slow work beside the window: started here, answered on the GUI thread.

Answers go to bound methods of ``QObject``s only. Qt then drops the connection together with the
receiver; a lambda would still be called after its screen is gone.
"""

from __future__ import annotations

import sys
import threading
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    Work: TypeAlias = "Callable[[Task], object]"
    Receiver: TypeAlias = "Callable[..., object]"


_TURN = 0.0005
"""Seconds after which a computing worker lets the window's thread go on.

Painting a table hands the interpreter over dozens of times; with Python's usual five milliseconds
each of them would wait that long for a busy worker.
"""


class TaskState(Enum):
    """Where a task stands, as the GUI thread sees it."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TaskCancelled(Exception):  # noqa: N818 -- not an error: the user asked for it
    """Raised inside the work by :meth:`Task.check` to leave early."""


class Task(QObject):
    """One piece of work; handed to the work itself and to whoever started it.

    The worker's thread may call :meth:`report`, :meth:`cancelled` and :meth:`check`; everything
    else belongs to the GUI thread. ``finished`` is sent last in every case.
    """

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(float, str)
    finished = Signal()
    _outcome = Signal(object, object)
    _reported = Signal(float, str)

    def __init__(self, *, must_finish: bool = False) -> None:
        super().__init__()
        self.state = TaskState.WAITING
        self.must_finish = must_finish
        self._cancel = threading.Event()
        self._closed = False
        self._last_report: tuple[int, str] = (-1, "")
        self._outcome.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._relay, Qt.ConnectionType.QueuedConnection)

    def report(self, fraction: float, text: str = "") -> None:
        """Tell how far the work is (0 to 1).

        Steps below one percent are swallowed: a loop may report at every turn without flooding
        the window.
        """
        step = (int(fraction * 100), text)
        if step != self._last_report:
            self._last_report = step
            self._reported.emit(fraction, text)

    def cancelled(self) -> bool:
        """Whether the work should stop at the next good place."""
        return self._cancel.is_set()

    def check(self) -> None:
        """Leave the work if it is cancelled.

        Raises:
            TaskCancelled: if the work is no longer wanted.
        """
        if self.cancelled():
            raise TaskCancelled

    def cancel(self) -> None:
        """Ask the work to stop; its result is not delivered. Work that must finish goes on."""
        if not self.must_finish:
            self._cancel.set()

    def close(self) -> None:
        """Deliver nothing from now on, whatever the work still does."""
        self._closed = True

    @Slot(float, str)
    def _relay(self, fraction: float, text: str) -> None:
        if not self._closed and not self.cancelled():
            self.progress.emit(fraction, text)

    @Slot(object, object)
    def _settle(self, result: object, problem: object) -> None:
        if self._closed:
            return
        if self.cancelled() or isinstance(problem, TaskCancelled):
            self.state = TaskState.CANCELLED
        elif problem is not None:
            self.state = TaskState.FAILED
            self.failed.emit(problem)
        else:
            self.state = TaskState.DONE
            self.done.emit(result)
        self.finished.emit()


class _Run(QRunnable):
    """Carries one task through the pool."""

    def __init__(self, task: Task, work: Work) -> None:
        super().__init__()
        # Python owns the object; a pool deleting it underneath would crash.
        self.setAutoDelete(False)
        self._task = task
        self._work = work

    def run(self) -> None:
        """Do the work unless it was cancelled while waiting."""
        result: object = None
        problem: Exception | None = None
        try:
            self._task.check()
            result = self._work(self._task)
        except Exception as caught:  # noqa: BLE001 -- the border between threads hands on every failure
            problem = caught
        self._task._outcome.emit(result, problem)  # noqa: SLF001 -- the runner is the task's other half


class Tasks(QObject):
    """Starts tasks: database work one after the other in one thread, the rest in another.

    ``unhandled`` carries failures of tasks started without ``failed``, so that none is silent.
    """

    unhandled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: dict[Task, _Run] = {}
        self._stopped = False
        sys.setswitchinterval(_TURN)
        self._database = _single_thread(self)
        self._rest = _single_thread(self)

    def start(
        self,
        work: Work,
        *,
        done: Receiver | None = None,
        failed: Receiver | None = None,
        progress: Receiver | None = None,
        database: bool = False,
        must_finish: bool = False,
    ) -> Task:
        """Run ``work(task)`` in a thread and answer on this one.

        Args:
            work: plain function without Qt; returns the result or raises.
            done: bound method of a ``QObject``, called with the result.
            failed: the same, called with the exception.
            progress: the same, called with fraction and text.
            database: run in the one thread for the database.
            must_finish: a write; neither ``cancel`` nor ``shutdown`` stops it.

        Raises:
            TypeError: if a receiver is no bound method of a ``QObject``.
            RuntimeError: after :meth:`shutdown`.
        """
        if self._stopped:
            raise RuntimeError("tasks are shut down")
        task = Task(must_finish=must_finish)
        for signal, receiver in (
            (task.done, done),
            (task.failed, failed or self._pass_on),
            (task.progress, progress),
        ):
            if receiver is not None:
                signal.connect(_bound(receiver))
        task.finished.connect(self._forget)
        run = _Run(task, work)
        self._open[task] = run
        (self._database if database else self._rest).start(run)
        return task

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self._open)

    def shutdown(self) -> None:
        """Cancel what may be cancelled, wait for the rest, deliver nothing any more."""
        self._stopped = True
        for task in self._open:
            task.cancel()
            task.close()
        self._database.waitForDone()
        self._rest.waitForDone()
        self._open.clear()

    @Slot(object)
    def _pass_on(self, problem: object) -> None:
        self.unhandled.emit(problem)

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._open.pop(task, None)


def _single_thread(parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    # The thread stays, because a database connection belongs to the thread that opened it.
    pool.setExpiryTimeout(-1)
    return pool


def _bound(receiver: Any) -> Any:
    if not isinstance(getattr(receiver, "__self__", None), QObject):
        raise TypeError("a receiver must be a bound method of a QObject")
    return receiver
