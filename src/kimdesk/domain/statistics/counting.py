"""Counting observations into the cells of a table, with the persons who stand behind each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.domain.statistics.profile import FactKind
from kimdesk.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kimdesk.domain.statistics.lattice import Grid, Row
    from kimdesk.domain.statistics.model import Observation
    from kimdesk.domain.statistics.profile import Dimension, Profile

Parts: TypeAlias = tuple[tuple[int, int], ...]
"""Sorted pairs of pseudonym and number of events."""


@dataclass(frozen=True, slots=True)
class Count:
    """The units in a cell and who is behind them."""

    value: int
    households: frozenset[int]
    parts: Parts

    @property
    def persons(self) -> int:
        """Number of different persons."""
        return len(self.parts)

    @property
    def largest(self) -> int:
        """Most events of one person."""
        return max((events for _, events in self.parts), default=0)


def count(observations: Iterable[Observation]) -> Count:
    """Return the count of all ``observations`` together."""
    events: Counter[int] = Counter()
    households: set[int] = set()
    for one in observations:
        events[one.person] += one.events
        households.add(one.household)
    return Count(events.total(), frozenset(households), tuple(sorted(events.items())))


def merge(counts: Iterable[Count]) -> Count:
    """Return the count of several disjoint cells together."""
    events: Counter[int] = Counter()
    households: set[int] = set()
    for one in counts:
        for person, number in one.parts:
            events[person] += number
        households |= one.households
    return Count(events.total(), frozenset(households), tuple(sorted(events.items())))


def leaf_counts(
    profile: Profile, grid: Grid, observations: Iterable[Observation]
) -> tuple[Count, ...]:
    """Return the count of each leaf cell of the table, in the order of ``grid.leaves``.

    Raises:
        InvalidInput: if an observation lacks a dimension or carries a code that is no leaf.
    """
    places = {leaf: position for position, leaf in enumerate(grid.leaves)}
    groups = [_groups(profile.dimension(tree.id), tree) for tree in grid.dimensions]
    found: list[list[Observation]] = [[] for _ in grid.leaves]
    for one in observations:
        codes = [one.codes.get(name, "") for name in grid.table.dimensions]
        for name, code, group in zip(grid.table.dimensions, codes, groups, strict=True):
            if code not in group:
                raise InvalidInput(field=name, problem="not a leaf code")
        leaf = tuple(group[code] for group, code in zip(groups, codes, strict=True))
        found[places[leaf]].append(one)
    return tuple(count(group) for group in found)


def row_counts(grid: Grid, leaves: Sequence[Count]) -> dict[Row, Count]:
    """Return the count of every row of the table from those of its leaf cells."""
    return {
        row: leaves[members[0]] if len(members) == 1 else merge(leaves[at] for at in members)
        for row, members in grid.members.items()
    }


def check_observations(profile: Profile, observations: Iterable[Observation]) -> None:
    """Refuse what cannot have been counted.

    Raises:
        InvalidInput: if a person stands twice in a stock, a number of events is below one, or a
            median lacks its measure.
    """
    seen: set[tuple[str, int]] = set()
    for one in observations:
        kind = profile.fact(one.fact).kind
        if one.events < 1 or (kind is FactKind.MEDIAN and (one.measure is None or one.measure < 0)):
            raise InvalidInput(field=one.fact, problem="events or measure")
        if kind is FactKind.STOCK:
            if one.events > 1 or (one.fact, one.person) in seen:
                raise InvalidInput(field=one.fact, problem="person counted twice")
            seen.add((one.fact, one.person))


def persons_changed(one: Parts, other: Parts) -> int:
    """Return g: how many persons are in only one of the two sets or with another entry.

    Entries that occur several times (two gaps of the same length) count as often as they occur.
    """
    left: set[tuple[int, ...]] = set(one)
    right: set[tuple[int, ...]] = set(other)
    if len(left) < len(one) or len(right) < len(other):
        left, right = _numbered(one), _numbered(other)
    return len({entry[0] for entry in left ^ right})


def _numbered(parts: Parts) -> set[tuple[int, ...]]:
    """Return the entries with a running number where they repeat."""
    times: Counter[tuple[int, int]] = Counter()
    found: set[tuple[int, ...]] = set()
    for part in parts:
        times[part] += 1
        found.add((*part, times[part]))
    return found


def _groups(full: Dimension, tree: Dimension) -> dict[str, str]:
    """Return for each leaf of the full tree the leaf of the offered tree that holds it."""
    offered = set(tree.leaves())
    return {
        leaf: next(step for step in full.path(leaf) if step in offered) for leaf in full.leaves()
    }
