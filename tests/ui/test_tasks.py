"""Slow work: it runs beside the window, and nobody is called who is gone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from kimdesk.errors import DiskFull
from kimdesk.ui.tasks import Task, Tasks, TaskState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


class Receiver(QObject):
    heard = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()

    def done(self, result: object) -> None:
        self._note("done", result)

    def failed(self, problem: object) -> None:
        self._note("failed", problem)

    def progress(self, fraction: float, text: str) -> None:
        self._note("progress", (fraction, text))

    def _note(self, what: str, value: object) -> None:
        self.calls.append((what, value))
        self.threads.add(QThread.currentThread())
        self.heard.emit()


@pytest.fixture
def tasks(qapp: QCoreApplication) -> Iterator[Tasks]:
    made = Tasks(qapp)
    yield made
    made.shutdown()
    made.deleteLater()


def finish(qtbot: QtBot, task: Task) -> None:
    qtbot.waitUntil(lambda: task.state is not TaskState.WAITING)


def held(entered: threading.Event, release: threading.Event) -> Callable[[Task], str]:
    def work(task: Task) -> str:
        entered.set()
        assert release.wait(10)
        task.check()
        return "late"

    return work


def test_result_and_progress_arrive_in_order_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    receiver = Receiver()
    gui = QThread.currentThread()

    def work(task: Task) -> int:
        assert QThread.currentThread() is not gui
        task.report(0.5, "halb")
        return 42

    task = tasks.start(work, done=receiver.done, progress=receiver.progress)
    finish(qtbot, task)
    assert receiver.calls == [("progress", (0.5, "halb")), ("done", 42)]
    assert receiver.threads == {QThread.currentThread()}
    assert task.state is TaskState.DONE
    assert not tasks.busy


def test_a_failure_arrives_at_failed(qtbot: QtBot, tasks: Tasks) -> None:
    receiver = Receiver()

    def work(_task: Task) -> None:
        raise DiskFull

    finish(qtbot, tasks.start(work, done=receiver.done, failed=receiver.failed))
    assert [(what, type(value)) for what, value in receiver.calls] == [("failed", DiskFull)]


def test_a_failure_nobody_waits_for_is_not_silent(qtbot: QtBot, tasks: Tasks) -> None:
    def work(_task: Task) -> None:
        raise DiskFull

    with qtbot.waitSignal(tasks.unhandled) as caught:
        tasks.start(work)
    assert isinstance(caught.args[0], DiskFull)


def test_a_cancelled_task_delivers_nothing_but_finishes(qtbot: QtBot, tasks: Tasks) -> None:
    receiver = Receiver()
    entered, release = threading.Event(), threading.Event()
    task = tasks.start(held(entered, release), done=receiver.done, failed=receiver.failed)
    assert entered.wait(10)
    with qtbot.waitSignal(task.finished):
        task.cancel()
        release.set()
    assert (receiver.calls, task.state) == ([], TaskState.CANCELLED)


def test_a_task_cancelled_while_waiting_never_runs(qtbot: QtBot, tasks: Tasks) -> None:
    entered, release = threading.Event(), threading.Event()
    ran: list[bool] = []
    tasks.start(held(entered, release))
    second = tasks.start(lambda _task: ran.append(True))
    second.cancel()
    release.set()
    finish(qtbot, second)
    assert (ran, second.state) == ([], TaskState.CANCELLED)


def test_nothing_is_called_after_the_receiver_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    receiver = Receiver()
    calls = receiver.calls
    entered, release = threading.Event(), threading.Event()
    task = tasks.start(held(entered, release), done=receiver.done, progress=receiver.progress)
    assert entered.wait(10)
    shiboken6.delete(receiver)
    release.set()
    finish(qtbot, task)
    assert calls == []


def test_a_lambda_is_refused_because_it_would_outlive_its_screen(tasks: Tasks) -> None:
    with pytest.raises(TypeError):
        tasks.start(lambda _task: None, done=lambda _result: None)
    assert not tasks.busy


def test_small_steps_do_not_flood_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    receiver = Receiver()

    def work(task: Task) -> None:
        for step in range(10_001):
            task.report(step / 10_000)

    finish(qtbot, tasks.start(work, progress=receiver.progress))
    assert len(receiver.calls) == 101


def test_database_work_is_done_one_after_the_other_in_one_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    seen: list[tuple[int, int]] = []

    def work(number: int) -> Callable[[Task], None]:
        return lambda _task: seen.append((number, threading.get_ident()))

    started = [tasks.start(work(number), database=True) for number in range(20)]
    finish(qtbot, started[-1])
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1


def test_other_work_does_not_wait_for_the_database(qtbot: QtBot, tasks: Tasks) -> None:
    entered, release = threading.Event(), threading.Event()
    slow = tasks.start(held(entered, release), database=True)
    quick = tasks.start(lambda _task: "quick")
    finish(qtbot, quick)
    assert slow.state is TaskState.WAITING
    release.set()
    finish(qtbot, slow)


def test_shutdown_cancels_but_lets_a_write_finish(qapp: QCoreApplication) -> None:
    tasks = Tasks(qapp)
    receiver = Receiver()
    written: list[str] = []
    entered, release = threading.Event(), threading.Event()
    tasks.start(held(entered, release), done=receiver.done, database=True)
    assert entered.wait(10)
    tasks.start(lambda _task: written.append("read"), database=True)
    tasks.start(
        lambda _task: written.append("write"),
        done=receiver.done,
        database=True,
        must_finish=True,
    )
    release.set()
    tasks.shutdown()
    qapp.processEvents()
    assert written == ["write"]
    assert receiver.calls == []
    with pytest.raises(RuntimeError):
        tasks.start(lambda _task: None)
