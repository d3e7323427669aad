"""How long the window's thread is held by the ways people take most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

import make
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.usecases.follow_ups import add_follow_up

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

CASES = 60
CONTACTS = 20


@pytest.fixture
def desktop(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    desk = make.office(tmp_path)
    family = make.family(desk)
    for number in range(CONTACTS):
        make.contact(desk, family, text=f"Gespräch {number}")
    for number in range(CASES):
        one = make.case(desk, make.person(f"Muster{number}"))
        add_follow_up(desk, FollowUp(one.id, desk.today, "Nachfragen"))
    made = Desktop(qapp, make.surroundings())
    made.window.resize(1400, 900)
    made.window.show()
    made.open(desk)
    session = made.session
    assert session is not None
    qtbot.waitUntil(lambda: session.index is not None)
    made.window.setProperty("family", family.id)
    yield made
    made.close()
    made.window.close()


def _held(deed: Callable[[], object]) -> float:
    """Return how long a deed and the painting after it hold the thread, in milliseconds."""
    begin = time.perf_counter()
    deed()
    QCoreApplication.sendPostedEvents()
    return (time.perf_counter() - begin) * 1000


def _bare_window() -> None:
    window = QMainWindow()
    window.show()
    QCoreApplication.processEvents()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.benchmark(min_rounds=1)
def test_going_from_place_to_place_holds_the_window_only_for_moments(
    benchmark: BenchmarkFixture, desktop: Desktop, qtbot: QtBot
) -> None:
    session = desktop.session
    assert session is not None
    go, family = session.go.emit, desktop.window.property("family")
    ways: dict[str, Callable[[], object]] = {
        "cases": lambda: go("cases", None),
        "case": lambda: go("case", family),
        "contact": lambda: go("contact.new", family),
        "today": lambda: go("today", None),
        "findings": lambda: go("findings", None),
    }
    first: dict[str, float] = {}
    again: dict[str, float] = {}

    def take_all(held: dict[str, float]) -> None:
        for name, way in ways.items():
            held[name] = _held(way)
            qtbot.waitUntil(lambda: not session.tasks.busy)
            for dialog in desktop.window.findChildren(QDialog):
                dialog.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    take_all(first)
    benchmark.pedantic(lambda: take_all(again), rounds=5)  # type: ignore[no-untyped-call]
    floor = min(_held(_bare_window) for _ in range(5))
    for name in ways:
        benchmark.extra_info[f"{name}_first_ms"] = round(first[name], 1)
        benchmark.extra_info[f"{name}_ms"] = round(again[name], 1)
    benchmark.extra_info["longest_ratio_to_bare_window"] = round(max(again.values()) / floor, 1)
