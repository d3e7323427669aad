"""Complementary protection (R6): the cheapest set of cells that hides the sensitive ones.

For each sensitive cell and each of its two bounds a linear programme moves the true table, all
equations kept, until the cell reaches the bound; what moves is protected. The moved table is a
witness and often serves other cells too, the more so as the farthest bounds come first. (A second
look at each protected cell was tried and dropped: it won nothing in flat tables, 1 % in cubes.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.lattice import TOTAL, ordered
from kimdesk.domain.statistics.programme import INFINITE, TOLERANCE, Programme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kimdesk.domain.statistics.lattice import Key, System
    from kimdesk.domain.statistics.primary import Target

MARGIN_WEIGHT: Final = 3
"""A cell that is a sum costs this many times its value: fine cells give way first."""

FREE: Final = 0.001
"""Cost of moving what is protected anyway; not nothing, so that the vertex is unique."""


@dataclass(frozen=True, slots=True)
class Protection:
    """Cells to protect, and the cells whose bounds cannot be reached at all."""

    protected: frozenset[Key]
    failed: frozenset[Key]


@dataclass(frozen=True, slots=True)
class _Bound:
    """One of the two bounds of a target, as a signed distance from the true value."""

    key: Key
    distance: int

    def met_by(self, moves: Mapping[Key, float]) -> bool:
        moved = moves.get(self.key, 0.0)
        reached = moved if self.distance > 0 else -moved
        return reached >= abs(self.distance) - TOLERANCE


@dataclass(slots=True)
class _Search:
    """The movable table and the witnesses found so far."""

    system: System
    values: Mapping[Key, int]
    protected: set[Key]
    witnesses: list[dict[Key, float]] = field(default_factory=list)
    _keys: list[Key] = field(init=False)
    _places: dict[Key, int] = field(init=False)
    _programme: Programme = field(init=False)

    def __post_init__(self) -> None:
        self._keys = sorted(self.system.sums, key=ordered)
        self._places = {key: self.system.size + 2 * at for at, key in enumerate(self._keys)}
        self._programme = self._build()
        for key in self._keys:
            self._price(key, FREE if key in self.protected else self.weight(key))
        self._limit(TOTAL, 0.0)

    def weight(self, key: Key) -> float:
        """Return what protecting the cell costs: mass, and more for margins."""
        is_sum = any(len(variables) > 1 for variables in self.system.sums[key])
        return (self.values[key] + 1) * (MARGIN_WEIGHT if is_sum else 1)

    def protect(self, key: Key) -> None:
        """Let the cell move for nothing from now on."""
        self.protected.add(key)
        self._price(key, FREE)

    def reach(self, bound: _Bound) -> dict[Key, float] | None:
        """Return the cheapest movement that reaches the bound, None if there is none."""
        up, down = self._columns(bound.key)
        size = float(abs(bound.distance))
        self._programme.bound(up, *((size, INFINITE) if bound.distance > 0 else (0.0, 0.0)))
        self._programme.bound(down, *((0.0, 0.0) if bound.distance > 0 else (size, INFINITE)))
        solution = self._programme.solve()
        self._limit(bound.key, INFINITE)
        return None if solution is None else self._moves(solution)

    def known(self, bound: _Bound) -> bool:
        """Tell whether a witness already reaches the bound."""
        return any(bound.met_by(moves) for moves in self.witnesses)

    def _build(self) -> Programme:
        equations = []
        for key in self._keys:
            up, down = self._columns(key)
            for variables in self.system.sums[key]:
                terms = {**dict.fromkeys(variables, 1.0), up: -1.0, down: 1.0}
                equations.append((terms, float(self.values[key])))
        return Programme(self.system.size + 2 * len(self._keys), equations)

    def _columns(self, key: Key) -> tuple[int, int]:
        at = self._places[key]
        return at, at + 1

    def _price(self, key: Key, cost: float) -> None:
        for column in self._columns(key):
            self._programme.cost(column, cost)

    def _limit(self, key: Key, most: float) -> None:
        for column in self._columns(key):
            self._programme.bound(column, 0.0, most)

    def _moves(self, solution: list[float]) -> dict[Key, float]:
        moves = {}
        for at, key in enumerate(self._keys):
            up, down = solution[self.system.size + 2 * at : self.system.size + 2 * at + 2]
            if abs(up - down) > TOLERANCE:
                moves[key] = up - down
        return moves


def protect(
    system: System,
    values: Mapping[Key, int],
    targets: Sequence[Target],
    cancelled: Callable[[], bool],
) -> Protection:
    """Return which cells must be protected so that every target reaches both bounds.

    Args:
        system: the offered tables of one fact.
        values: the true value of every cell.
        targets: the sensitive cells.
        cancelled: asked between programmes; what is unproved then counts as failed.
    """
    search = _Search(system, values, {target.key for target in targets})
    bounds = _bounds(values, targets)
    failed = set()
    for bound in bounds:
        if search.known(bound):
            continue
        moves = None if cancelled() else search.reach(bound)
        if moves is None:
            failed.add(bound.key)
            continue
        search.witnesses.append(moves)
        for key in moves.keys() - search.protected:
            search.protect(key)
    return Protection(frozenset(search.protected), frozenset(failed))


def _bounds(values: Mapping[Key, int], targets: Sequence[Target]) -> list[_Bound]:
    """Return all bounds, the farthest first: their witnesses serve most others."""
    bounds = [
        _Bound(target.key, distance)
        for target in targets
        for distance in (target.high - values[target.key], target.low - values[target.key])
        if distance
    ]
    return sorted(bounds, key=lambda one: (-abs(one.distance), ordered(one.key), one.distance))
