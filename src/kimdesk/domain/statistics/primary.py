"""Which tables are offered (R1) and which of their cells are sensitive (R2, R3, R10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.counting import persons_changed
from kimdesk.domain.statistics.lattice import build_grid
from kimdesk.domain.statistics.model import Reason
from kimdesk.domain.statistics.periods import CELLS_FACTOR, MIN_TOTAL
from kimdesk.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kimdesk.domain.statistics.counting import Count, Parts
    from kimdesk.domain.statistics.lattice import Grid, Key
    from kimdesk.domain.statistics.profile import Profile, Table

FULL_FROM: Final = 120
"""Total from which a table shows its full trees instead of coarse groups."""

MIN_HOUSEHOLDS: Final = 2
DOMINANCE_PERCENT: Final = 85
LEAST_NORMAL: Final = 3
LEAST_SENSITIVE: Final = 5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least number of persons behind a cell, per kind of dimension.

    Raises:
        InvalidInput: if a number is lowered; an office may only raise it.
    """

    normal: int = LEAST_NORMAL
    sensitive: int = LEAST_SENSITIVE

    def __post_init__(self) -> None:
        if self.normal < LEAST_NORMAL or self.sensitive < max(LEAST_SENSITIVE, self.normal):
            raise InvalidInput(field="k", problem="lowered")

    def of(self, profile: Profile, dimensions: Iterable[str]) -> int:
        """Return the largest k of the dimensions."""
        chosen = [profile.dimension(name).sensitive for name in dimensions]
        return self.sensitive if any(chosen) else self.normal


@dataclass(frozen=True, slots=True)
class Target:
    """A sensitive cell and what an attacker must still deem possible: ``low`` and ``high``."""

    key: Key
    reason: Reason
    low: int
    high: int


def offered_grid(profile: Profile, table: Table, total: int) -> Grid | None:
    """Return the table at the level its total admits, or None (R1)."""
    if total < MIN_TOTAL:
        return None
    for full in (True, False):
        grid = build_grid(profile, table, full=full)
        if total >= CELLS_FACTOR * len(grid.leaves) and (total >= FULL_FROM or not full):
            return grid
    return None


def weakness(count: Count, k: int) -> Reason | None:
    """Return why a cell is sensitive by itself (R2, R10), or None."""
    if count.persons < k:
        return Reason.SMALL
    if len(count.households) < MIN_HOUSEHOLDS:
        return Reason.HOUSEHOLDS
    if 100 * count.largest > DOMINANCE_PERCENT * count.value:
        return Reason.DOMINANCE
    return None


def rests_on_few(parts: Parts, earlier: Iterable[Parts], k: int) -> bool:
    """Tell whether a difference to an earlier publication rests on 1 … k - 1 persons (R3)."""
    return any(0 < persons_changed(parts, then) < k for then in earlier)


def target_of(
    key: Key, count: Count, earlier: Iterable[Parts], k: int, total: int
) -> Target | None:
    """Return the cell as a target of protection if it is sensitive, else None.

    A cell below k must possibly be 0 and possibly k. Where few persons stand behind many events,
    or one household behind many persons, the value exceeds k already; then k more must be
    possible, or everything there is.
    """
    reason = weakness(count, k)
    if reason is not None:
        high = k if count.value < k else min(count.value + k, total)
        return Target(key, reason, 0, high)
    if rests_on_few(count.parts, earlier, k):
        return Target(key, Reason.DIFFERENCE, count.value - k, count.value + k)
    return None
