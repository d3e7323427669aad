"""Whether the codes form trees and the figures add up along them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.errors import BadBundle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kimdesk.bundles.contents import CodeRow, StatisticRow

_Pair: TypeAlias = tuple[str, str]
_Place: TypeAlias = tuple[str, str, str, frozenset[_Pair]]


def check_trees(codes: Iterable[CodeRow]) -> None:
    """Check that each dimension has one root, under which all its codes hang.

    Raises:
        BadBundle: if not.
    """
    above = {(row.dimension, row.code): row.oberkode for row in codes}
    roots = sorted(dimension for (dimension, _), parent in above.items() if not parent)
    if roots != sorted({dimension for dimension, _ in above}):
        raise BadBundle(problem="codes root")
    reached: set[_Pair] = {pair for pair, parent in above.items() if not parent}
    below = _children(above)
    layer = sorted(reached)
    while layer:
        layer = [child for pair in layer for child in below[pair]]
        reached.update(layer)
    if reached != set(above):
        raise BadBundle(problem="codes tree")


def check_sums(rows: Iterable[StatisticRow], codes: Iterable[CodeRow]) -> None:
    """Check that a published figure is the sum of its parts, or no less if some are protected.

    Raises:
        BadBundle: if a sum is wrong.
    """
    below = _children({(row.dimension, row.code): row.oberkode for row in codes})
    values: dict[_Place, int] = {
        (row.tabelle, row.fakt, row.zeitraum, frozenset(row.codes)): row.wert
        for row in rows
        if row.wert is not None
    }
    for (table, fact, period, pairs), value in values.items():
        for pair in pairs:
            others = pairs - {pair}
            parts = [values.get((table, fact, period, others | {child})) for child in below[pair]]
            known = [part for part in parts if part is not None]
            all_known = bool(parts) and len(known) == len(parts)
            if sum(known) > value or (all_known and sum(known) != value):
                raise BadBundle(problem="sum")


def _children(above: Mapping[_Pair, str]) -> Mapping[_Pair, list[_Pair]]:
    below: defaultdict[_Pair, list[_Pair]] = defaultdict(list)
    for (dimension, code), parent in above.items():
        if parent:
            below[dimension, parent].append((dimension, code))
    return below
