"""Sums of neighbouring codes that follow from the rows by plain subtraction.

If a group is published and some of its parts are not, the parts together are known all the same.
Such a remainder must not be a single household or a single dominating person, and between two
releases it must not change by 1 … k - 1 persons, even where no single cell would show it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.domain.statistics.counting import Count, Parts, merge
from kimdesk.domain.statistics.lattice import TOTAL, ordered
from kimdesk.domain.statistics.primary import rests_on_few, weakness
from kimdesk.domain.statistics.profile import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from kimdesk.domain.statistics.lattice import Grid, Key, Row
    from kimdesk.domain.statistics.primary import Thresholds
    from kimdesk.domain.statistics.profile import Dimension, Profile

Blocks: TypeAlias = tuple[frozenset[str], ...]
"""Disjoint groups of leaf codes whose sums are known, sorted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension of a table, in its full tree, while the codes of the others stand still."""

    tree: Dimension
    at: int
    others: Row
    k: int

    def row(self, code: str) -> Row:
        """Return the row of the table at ``code`` on this line."""
        return (*self.others[: self.at], code, *self.others[self.at :])


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier release of a table: which rows it published, and who was behind each row."""

    published: frozenset[Row]
    parts: Mapping[Row, Parts]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table about to be released, with its earlier releases."""

    grid: Grid
    counts: Mapping[Row, Count]
    earlier: tuple[Earlier, ...]


def close(
    profile: Profile,
    tables: Sequence[Shown],
    protected: frozenset[Key],
    thresholds: Thresholds,
) -> frozenset[Key]:
    """Return ``protected`` with the cells added that hide every unsafe remainder.

    Each step protects the cheapest further cell on a line; since cells are only added, it ends,
    at the latest when nothing but safe totals is left. What a later step made needless is
    published again, so that a cell added here never follows from the others.
    """
    closed = set(protected)
    found = True
    while found:
        found = False
        for table in tables:
            for line in _lines(profile, table.grid, thresholds):
                key = _cure(table, line, closed)
                if key is not None:
                    closed.add(key)
                    found = True
    for key in sorted(closed - protected, key=ordered):
        fewer = frozenset(closed - {key})
        if all(is_closed(profile, table, fewer, thresholds) for table in tables):
            closed.remove(key)
    return frozenset(closed)


def is_closed(
    profile: Profile, table: Shown, protected: frozenset[Key], thresholds: Thresholds
) -> bool:
    """Tell whether no unsafe remainder follows from the rows of the table."""
    hidden = set(protected)
    return not any(
        _unsafe(table, line, _shown(table, line, hidden))
        for line in _lines(profile, table.grid, thresholds)
    )


def known_blocks(tree: Dimension, published: Callable[[str], bool]) -> Blocks:
    """Return the finest groups of leaf codes whose sum follows from published codes.

    Each leaf belongs to its nearest published ancestor; what has none is not known.
    """
    owners: dict[str, set[str]] = {}
    for leaf in tree.leaves():
        owner = next((code for code in tree.path(leaf) if published(code)), None)
        if owner is not None:
            owners.setdefault(owner, set()).add(leaf)
    return tuple(sorted(map(frozenset, owners.values()), key=sorted))


def common_blocks(one: Blocks, other: Blocks) -> Blocks:
    """Return the finest groups of leaf codes whose sum is known in both releases."""
    pool = list(one)
    for block in other:
        touched = [group for group in pool if group & block]
        pool = [group for group in pool if not group & block]
        pool.append(block.union(*touched))
    in_both = frozenset().union(*one) & frozenset().union(*other)
    return tuple(sorted((group for group in pool if group <= in_both), key=sorted))


def _lines(profile: Profile, grid: Grid, thresholds: Thresholds) -> Iterator[Line]:
    """Yield every line of the table, along each dimension."""
    for at, tree in enumerate(grid.dimensions):
        rest = [other for place, other in enumerate(grid.dimensions) if place != at]
        for others in product(*([entry.code for entry in other.codes] for other in rest)):
            fixed = [other.id for other, code in zip(rest, others, strict=True) if code != ROOT]
            k = thresholds.of(profile, [tree.id, *fixed])
            yield Line(profile.dimension(tree.id), at, others, k)


def _cure(table: Shown, line: Line, protected: set[Key]) -> Key | None:
    """Return the cheapest cell whose protection removes an unsafe remainder of the line."""
    shown = _shown(table, line, protected)
    unsafe = _unsafe(table, line, shown)
    if not unsafe:
        return None
    choices = []
    for code in sorted(shown):
        row = line.row(code)
        if table.grid.key(row) != TOTAL:
            left = _unsafe(table, line, shown - {code})
            weight = table.counts[row].value * len(table.grid.members[row])
            choices.append((unsafe[0] in left, len(left), weight, code))
    return table.grid.key(line.row(min(choices)[-1])) if choices else None


def _shown(table: Shown, line: Line, protected: set[Key]) -> set[str]:
    """Return the codes that are published on the line."""
    return {
        entry.code
        for entry in line.tree.codes
        if line.row(entry.code) in table.counts
        and table.grid.key(line.row(entry.code)) not in protected
    }


def _unsafe(table: Shown, line: Line, shown: set[str]) -> list[frozenset[str]]:
    """Return the known groups of the line that must not be known."""
    now = known_blocks(line.tree, shown.__contains__)
    own = {frozenset(_leaves_below(line.tree, code)) for code in shown}
    whole = frozenset(line.tree.leaves())
    unsafe = [
        block
        for block in now
        if block not in own and weakness(_behind(table, line, block), line.k) is not None
    ]
    for earlier in table.earlier:
        then = known_blocks(line.tree, partial(_was_published, line, earlier))
        for block in common_blocks(now, then):
            parts = _parts_then(line, earlier, block)
            if block != whole and rests_on_few(_behind(table, line, block).parts, [parts], line.k):
                unsafe.append(block)
    return unsafe


def _was_published(line: Line, earlier: Earlier, code: str) -> bool:
    return line.row(code) in earlier.published


def _leaves_below(tree: Dimension, code: str) -> frozenset[str]:
    return frozenset(leaf for leaf in tree.leaves() if code in tree.path(leaf))


def _finest(line: Line, block: frozenset[str], rows: Container[Row]) -> list[Row]:
    """Return the finest rows of the line that together make up the block."""
    found = {
        next(line.row(code) for code in line.tree.path(leaf) if line.row(code) in rows)
        for leaf in block
    }
    return sorted(found)


def _behind(table: Shown, line: Line, block: frozenset[str]) -> Count:
    return merge(table.counts[row] for row in _finest(line, block, table.counts))


def _parts_then(line: Line, earlier: Earlier, block: frozenset[str]) -> Parts:
    events: Counter[int] = Counter()
    for row in _finest(line, block, earlier.parts):
        for person, number in earlier.parts[row]:
            events[person] += number
    return tuple(sorted(events.items()))
