"""The district's figures (R9): exact where every office is exact, else a span.

A span holds only what anybody can compute from the bundles, so it can be shown wherever the
bundles may be seen; nothing is known here beyond them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import ceil, floor
from typing import TYPE_CHECKING, Final, TypeAlias

from kimdesk.domain.statistics.attack import Attack, joint_system
from kimdesk.domain.statistics.lattice import key_of
from kimdesk.domain.statistics.profile import FactKind
from kimdesk.domain.statistics.programme import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kimdesk.domain.statistics.lattice import Key
    from kimdesk.domain.statistics.model import Cell, Codes
    from kimdesk.domain.statistics.profile import Profile

Place: TypeAlias = tuple[str, str, str, "Codes"]
"""Table, fact, period and codes of a row."""

Range: TypeAlias = tuple[int, int]

_PIECES: Final = (
    ("-H1", ("-Q1", "-Q2")),
    ("-H2", ("-Q3", "-Q4")),
    ("", ("-H1", "-H2")),
)
"""Longer periods and the shorter ones that make them up, half-years first."""


@dataclass(frozen=True, slots=True)
class Span:
    """A district figure, exact where ``low == high``; ``offices`` names those counted in."""

    table: str
    fact: str
    period: str
    codes: Codes
    low: int
    high: int
    offices: tuple[str, ...]


def combine(profile: Profile, per_office: Mapping[str, Sequence[Cell]]) -> tuple[Span, ...]:
    """Return the sum over the offices for every row that at least one of them shows.

    An office that shows a table in coarser groups or shorter periods is counted in with what
    follows from it: a fine cell lies between 0 and its group, a year is the sum of its quarters
    if all are there. An office that does not show the table at all is left out and not named.
    Medians cannot be added and have no span.

    Args:
        profile: the catalogue.
        per_office: the newest rows of each office, by its name or number.
    """
    ranges = {
        office: _with_longer(profile, _ranges(profile, rows)) for office, rows in per_office.items()
    }
    places = sorted({place for found in ranges.values() for place in found})
    spans = []
    for place in places:
        found = {office: _at(profile, known, place) for office, known in sorted(ranges.items())}
        counted = {office: one for office, one in found.items() if one is not None}
        low = sum(one[0] for one in counted.values())
        high = sum(one[1] for one in counted.values())
        spans.append(Span(*place, low, high, tuple(counted)))
    return tuple(spans)


def _ranges(profile: Profile, rows: Sequence[Cell]) -> dict[Place, Range]:
    """Return what is known of every row of one office."""
    groups: dict[tuple[str, str], list[Cell]] = {}
    for row in rows:
        if profile.fact(row.fact).kind is not FactKind.MEDIAN:
            groups.setdefault((row.fact, row.period), []).append(row)
    found: dict[Place, Range] = {}
    for group in groups.values():
        limits = _limits(profile, group)
        for row in group:
            value = limits[key_of(row.codes)] if row.value is None else (row.value, row.value)
            found[row.table, row.fact, row.period, row.codes] = value
    return found


def _limits(profile: Profile, rows: Sequence[Cell]) -> dict[Key, Range]:
    """Return least and greatest value of every protected cell of one fact and period."""
    known = {key_of(row.codes): row.value for row in rows if row.value is not None}
    hidden = dict.fromkeys(key_of(row.codes) for row in rows if row.value is None)
    if not hidden:
        return {}
    system = joint_system(profile, rows)
    attack = Attack(system, known)
    total = max(known.values(), default=0)
    return {key: _limit(attack, key, system.sums[key][0], total) for key in hidden}


def _limit(attack: Attack, key: Key, variables: Iterable[int], total: int) -> Range:
    """Return the whole numbers between which the cell lies; without an answer 0 to the total."""
    least, greatest = (attack.extreme(key, greatest=side) for side in (False, True))
    if least is None or greatest is None:
        return 0, total
    low = sum(least[at] for at in variables)
    high = sum(greatest[at] for at in variables)
    return ceil(low - TOLERANCE), floor(high + TOLERANCE)


def _at(profile: Profile, known: Mapping[Place, Range], place: Place) -> Range | None:
    """Return what an office tells about a row, from the nearest group if need be."""
    if place in known:
        return known[place]
    table, fact, period, codes = place
    paths = [profile.dimension(name).path(code) for name, code in codes]
    names = [name for name, _ in codes]
    ranges = [
        known[table, fact, period, above]
        for combination in product(*paths)
        if (table, fact, period, above := tuple(zip(names, combination, strict=True))) in known
    ]
    return (0, min(high for _, high in ranges)) if ranges else None


def _with_longer(profile: Profile, known: dict[Place, Range]) -> dict[Place, Range]:
    """Return the ranges with half-years and years added that follow from shorter periods.

    Only flows add up, because each of their units belongs to exactly one period.
    """
    found = dict(known)
    for longer, pieces in _PIECES:
        rows = {
            (table, fact, period[:4], codes)
            for table, fact, period, codes in found
            if period[4:] in pieces and profile.fact(fact).kind is FactKind.FLOW
        }
        for table, fact, year, codes in sorted(rows):
            ranges = [_at(profile, found, (table, fact, year + piece, codes)) for piece in pieces]
            whole = [one for one in ranges if one is not None]
            if len(whole) == len(pieces):
                total = sum(low for low, _ in whole), sum(high for _, high in whole)
                found.setdefault((table, fact, year + longer, codes), total)
    return found
