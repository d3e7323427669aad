"""A change of regime as lanes of a timeline: old, what bridges, new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kimdesk.domain.states import State, StateKind
from kimdesk.ui.widgets.timeline_data import Lane, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kimdesk.usecases.desk import Desk

_BEFORE = timedelta(days=60)
"""How much of the old benefit is shown; its beginning does not matter here."""


@dataclass(frozen=True, slots=True)
class Change:
    """The ends of a change, as far as they are known."""

    from_value: str
    to_value: str
    leaves_on: date | None
    starts_on: date | None


def lanes_of(desk: Desk, change: Change, history: Iterable[State]) -> tuple[Lane, ...]:
    """Return the lanes to draw; nothing while the last day of the old benefit is unknown."""
    leaves_on = change.leaves_on
    if leaves_on is None:
        return ()
    catalogue = desk.catalogues["rechtskreise"]
    old = Span(leaves_on - _BEFORE, leaves_on, catalogue.short(change.from_value), "violet")
    lanes = [Lane("bisher", (old,))]
    bridges = tuple(_bridges(desk, change, history))
    if bridges:
        lanes.append(Lane("dazwischen", bridges))
    if change.starts_on is not None:
        after = max(change.starts_on, desk.today) + timedelta(days=30)
        lanes.append(
            Lane("neu", (Span(change.starts_on, after, catalogue.short(change.to_value), "ok"),))
        )
    return tuple(lanes)


def _bridges(desk: Desk, change: Change, history: Iterable[State]) -> Iterable[Span]:
    leaves_on, catalogue = change.leaves_on, desk.catalogues["rechtskreise"]
    if leaves_on is None:
        return
    until = (change.starts_on or desk.today) - timedelta(days=1)
    for state in history:
        named = {change.from_value, change.to_value}
        pays = state.kind is StateKind.RECHTSKREIS and state.grant.pays
        if not pays or state.value in named or not desk.secures(state.value):
            continue
        first = max(state.days.start, leaves_on + timedelta(days=1))
        last = min(state.days.end or until, until)
        if first <= last:
            yield Span(first, last, catalogue.short(state.value), "info")
