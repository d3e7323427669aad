"""Tables of one fact as sums of leaf cells, with the cells they have in common.

A cell is known by its *key*, the set of its codes without totals: (female, all ages) of one table
is the same number as (female) of another. Everything an attacker can add or subtract follows from
the leaf cells of each table and from these shared keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.domain.statistics.profile import ROOT, Dimension, Profile, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kimdesk.domain.statistics.model import Codes

Key: TypeAlias = frozenset[tuple[str, str]]
"""A cell without its total codes; the empty key is the total of the fact."""

Row: TypeAlias = tuple[str, ...]
"""One code per dimension of a table, in its order."""

TOTAL: Key = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table at the level at which it is offered.

    ``members`` gives, for each row, the positions of its leaf cells in ``leaves``.
    """

    table: Table
    dimensions: tuple[Dimension, ...]
    leaves: tuple[Row, ...]
    members: dict[Row, tuple[int, ...]]

    def codes(self, row: Row) -> Codes:
        """Return the row as pairs of dimension and code."""
        return tuple(zip(self.table.dimensions, row, strict=True))

    def key(self, row: Row) -> Key:
        """Return the key that the row shares with other tables of the fact."""
        return key_of(self.codes(row))


@dataclass(frozen=True, slots=True)
class System:
    """All offered tables of one fact and period over joint leaf variables.

    ``sums`` gives, for each key, the leaf variables that add up to it: once per table that has
    the cell, so that the sums of one key must agree.
    """

    grids: tuple[Grid, ...]
    size: int
    sums: dict[Key, tuple[tuple[int, ...], ...]]

    def tables_with(self, key: Key) -> set[str]:
        """Return the tables that show the cell."""
        return {
            grid.table.id
            for grid in self.grids
            if any(grid.key(row) == key for row in grid.members)
        }


def key_of(codes: Iterable[tuple[str, str]]) -> Key:
    """Return the codes without totals."""
    return frozenset(pair for pair in codes if pair[1] != ROOT)


def ordered(key: Key) -> tuple[int, Codes]:
    """Return a sort key for keys, margins before fine cells; sets have no order of their own."""
    return len(key), tuple(sorted(key))


def coarsened(dimension: Dimension) -> Dimension:
    """Return the dimension with only its root and the groups directly below."""
    kept = {ROOT, *dimension.coarse()}
    codes = tuple(entry for entry in dimension.codes if entry.code in kept)
    return Dimension(dimension.id, dimension.label, dimension.sensitive, codes)


def build_grid(profile: Profile, table: Table, *, full: bool) -> Grid:
    """Return the table in its full trees or in coarse groups."""
    trees = [profile.dimension(name) for name in table.dimensions]
    return grid_of(table, tuple(trees if full else map(coarsened, trees)))


def grid_of(table: Table, dimensions: tuple[Dimension, ...]) -> Grid:
    """Return the table over the given (perhaps coarsened) dimensions."""
    leaves = tuple(product(*(dimension.leaves() for dimension in dimensions)))
    paths = [{leaf: tree.path(leaf) for leaf in tree.leaves()} for tree in dimensions]
    members: dict[Row, list[int]] = {
        row: [] for row in product(*([c.code for c in tree.codes] for tree in dimensions))
    }
    for position, leaf in enumerate(leaves):
        for row in product(*(path[code] for path, code in zip(paths, leaf, strict=True))):
            members[row].append(position)
    return Grid(table, dimensions, leaves, {row: tuple(found) for row, found in members.items()})


def build_system(grids: Sequence[Grid]) -> System:
    """Return the joint system of tables that break down the same fact."""
    sums: dict[Key, list[tuple[int, ...]]] = {}
    offset = 0
    for grid in grids:
        for row, found in grid.members.items():
            variables = tuple(offset + position for position in found)
            sums.setdefault(grid.key(row), []).append(variables)
        offset += len(grid.leaves)
    return System(tuple(grids), offset, {key: tuple(found) for key, found in sums.items()})
