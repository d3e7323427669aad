"""Medians: one rounded number without breakdown, protected by its base."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.counting import count
from kimdesk.domain.statistics.lattice import TOTAL
from kimdesk.domain.statistics.model import Cell, Contribution, Reason
from kimdesk.domain.statistics.primary import rests_on_few, weakness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kimdesk.domain.statistics.model import Observation
    from kimdesk.domain.statistics.profile import Fact
    from kimdesk.domain.statistics.tables import Office

MIN_BASE: Final = 5
"""Persons that a median needs at least; the office's k if that is higher."""


def median_row(
    office: Office, fact: Fact, period: str, observations: Sequence[Observation]
) -> tuple[Cell, Contribution]:
    """Return the median's row and its ledger entry.

    The ledger keeps the weeks of each event instead of their number, so that a corrected length
    counts as a changed person.
    """
    parts = tuple(sorted((one.person, one.measure or 0) for one in observations))
    base = count(observations)
    k = max(MIN_BASE, office.thresholds.sensitive)
    weak = weakness(base, k)
    reason = Reason.BASE if weak in {Reason.SMALL, Reason.HOUSEHOLDS} else weak
    if reason is None and rests_on_few(parts, office.history.parts(fact.id, period, TOTAL), k):
        reason = Reason.DIFFERENCE
    value = None if reason else rounded_median([weeks for _, weeks in parts])
    return (
        Cell(fact.table, fact.id, period, (), value, reason),
        Contribution(fact.table, fact.id, period, (), reason is None, value, parts),
    )


def rounded_median(values: Sequence[int]) -> int:
    """Return the median as a whole number, halves rounded up."""
    return int(median(values) + 0.5)
