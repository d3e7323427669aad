"""What somebody can conclude who has only the published rows: least and greatest values.

Used by the audit before a release and by the district for its spans; it never sees a protected
value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kimdesk.domain.statistics.lattice import (
    Grid,
    System,
    build_system,
    coarsened,
    grid_of,
    ordered,
)
from kimdesk.domain.statistics.programme import INFINITE, TOLERANCE, Programme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kimdesk.domain.statistics.lattice import Key
    from kimdesk.domain.statistics.model import Cell
    from kimdesk.domain.statistics.profile import Profile


def grids_from_rows(profile: Profile, rows: Sequence[Cell]) -> tuple[Grid, ...]:
    """Return the tables of one fact and period at the level that their rows show."""
    shown: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        if row.codes:
            levels = shown.setdefault(row.table, {})
            for name, code in row.codes:
                levels.setdefault(name, set()).add(code)
    grids = []
    for name, levels in shown.items():
        table = profile.table(name)
        trees = [profile.dimension(dimension) for dimension in table.dimensions]
        grids.append(
            grid_of(
                table,
                tuple(
                    tree if {c.code for c in tree.codes} <= levels[tree.id] else coarsened(tree)
                    for tree in trees
                ),
            )
        )
    return tuple(grids)


class Attack:
    """The linear programme over all tables of one fact and period."""

    def __init__(self, system: System, known: Mapping[Key, int]) -> None:
        self.system = system
        self._keys = sorted(system.sums, key=ordered)
        self._columns = {key: system.size + at for at, key in enumerate(self._keys)}
        self._programme = self._build(known)
        self._aim: int | None = None

    def extreme(self, key: Key, *, greatest: bool) -> list[float] | None:
        """Return leaf cells at which ``key`` is least or greatest, None without an optimum."""
        if self._aim is not None:
            self._programme.cost(self._aim, 0.0)
        self._aim = self._columns[key]
        self._programme.cost(self._aim, -1.0 if greatest else 1.0)
        return self._leaves(self._programme.solve())

    def whole(
        self, key: Key, low: int, high: int | None, known: Mapping[Key, int]
    ) -> list[float] | None:
        """Return whole leaf cells with ``key`` between the bounds, None if none was found."""
        programme = self._build(known)
        programme.whole(range(self.system.size))
        programme.bound(self._columns[key], low, INFINITE if high is None else high)
        return self._leaves(programme.solve())

    def _build(self, known: Mapping[Key, int]) -> Programme:
        equations = [
            ({**dict.fromkeys(variables, 1.0), self._columns[key]: -1.0}, 0.0)
            for key in self._keys
            for variables in self.system.sums[key]
        ]
        programme = Programme(self.system.size + len(self._keys), equations)
        for key, value in known.items():
            programme.bound(self._columns[key], value, value)
        return programme

    def _leaves(self, solution: list[float] | None) -> list[float] | None:
        return None if solution is None else solution[: self.system.size]


def rounded(leaves: Sequence[float]) -> tuple[int, ...] | None:
    """Return the leaf cells as whole numbers, None if one is not whole within the tolerance."""
    whole = tuple(round(value) for value in leaves)
    near = all(abs(a - b) < TOLERANCE for a, b in zip(whole, leaves, strict=True))
    return whole if near else None


def joint_system(profile: Profile, rows: Sequence[Cell]) -> System:
    """Return the joint system of the rows of one fact and period."""
    return build_system(grids_from_rows(profile, rows))
