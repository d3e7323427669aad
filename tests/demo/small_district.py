"""A small demonstration district for the tests, built as ``kimdesk demo`` builds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import make
from kimdesk.demo.build import DemoPlan, build_demo
from kimdesk.domain.cases import CaseRow
from kimdesk.storage.store import Kind
from kimdesk.usecases import cases, workspaces
from kimdesk.usecases.cases import CaseView
from kimdesk.usecases.desk import Desk

TODAY = date(2026, 11, 20)


def plan(folder: Path, **changes: Any) -> DemoPlan:
    """Return the plan of the small district, with keys that cost next to nothing."""
    usual = DemoPlan(
        folder=folder,
        today=TODAY,
        offices=2,
        persons=25,
        quarters=2,
        cost=make.CHEAP,
        allow_cheap=True,
    )
    return replace(usual, **changes)


@dataclass(frozen=True)
class Built:
    """A finished district: its folder, its description and what was reported on the way."""

    folder: Path
    described: dict[str, Any]
    reports: tuple[tuple[float, str], ...]

    @contextmanager
    def desk(self, kind: Kind, part: dict[str, Any], account: int = 0) -> Iterator[Desk]:
        """Open a workspace of the district with the passphrase from its file."""
        who = part["accounts"][account]
        passphrase = (self.folder / who["passphrase_file"]).read_text("utf-8").strip()
        desk = workspaces.open_workspace(
            kind,
            self.folder / part["folder"],
            account=who["name"],
            passphrase=passphrase,
            around=make.surroundings(TODAY),
        )
        try:
            yield desk
        finally:
            workspaces.close_workspace(desk)

    @property
    def offices(self) -> list[dict[str, Any]]:
        """The offices as they are described."""
        found: list[dict[str, Any]] = self.described["offices"]
        return found


def built(wanted: DemoPlan) -> Built:
    """Build a district and read its description."""
    reports: list[tuple[float, str]] = []
    overview = build_demo(wanted, lambda share, text: reports.append((share, text)))
    return Built(wanted.folder, json.loads(overview.read_bytes()), tuple(reports))


def views(desk: Desk) -> list[CaseView]:
    """Return everything about every case."""
    return [cases.case_view(desk, key.case) for key in cases.case_keys(desk)]


def rows(desk: Desk) -> tuple[CaseRow, ...]:
    """Return the list of cases."""
    return cases.case_rows(desk, [key.case for key in cases.case_keys(desk)])
