"""Prints what the benchmarks found beside their times: ratios to a floor of the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write one line per figure, below the table of times."""
    session: Any = getattr(terminalreporter.config, "_benchmarksession", None)
    found = [
        (bench.name.removeprefix("test_").replace("_", " "), name, value)
        for bench in (session.benchmarks if session else ())
        for name, value in bench.extra_info.items()
    ]
    if not found:
        return
    terminalreporter.section("Verhältnisse und Grenzen")
    widest = max(len(name) for _, name, _ in found)
    for title, name, value in found:
        terminalreporter.write_line(f"{name:<{widest}}  {value!s:>10}   {title}")
