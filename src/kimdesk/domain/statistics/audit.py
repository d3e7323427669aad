"""The independent audit (R7): proof by whole-number tables, checked by addition.

It sees the published rows, the catalogue and the private list of sensitive cells, nothing else.
The solver only proposes tables; whether a table proves a bound is decided by adding up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.domain.statistics.attack import Attack, joint_system, rounded
from kimdesk.domain.statistics.lattice import key_of, ordered
from kimdesk.domain.statistics.model import AuditReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kimdesk.domain.statistics.lattice import Key, System
    from kimdesk.domain.statistics.model import Cell
    from kimdesk.domain.statistics.profile import Profile

Group: TypeAlias = tuple[str, str]
"""Fact and period: the tables that share their cells."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A cell of the private list: least value at most ``low``, greatest at least ``high``."""

    group: Group
    key: Key
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tables to keep and to withdraw, and how much was proved."""

    proven: tuple[str, ...]
    withdrawn: tuple[str, ...]
    claims: int
    witnesses: int

    def report(self, withdrawn_before: Sequence[str] = ()) -> AuditReport:
        """Return the report with its German sentences."""
        withdrawn = tuple(sorted({*self.withdrawn, *withdrawn_before}))
        proved = (
            f"{len(self.proven)} Tabellen geprüft, {self.claims} Schranken durch "
            f"{self.witnesses} Gegenbeispiele in ganzen Zahlen nachgewiesen."
        )
        lost = f"Zurückgezogen, weil der Nachweis nicht gelang: {', '.join(withdrawn)}."
        sentences = (proved, lost) if withdrawn else (proved,)
        return AuditReport(self.proven, withdrawn, self.claims, self.witnesses, sentences)


def audit(
    profile: Profile,
    rows: Sequence[Cell],
    claims: Sequence[Claim],
    cancelled: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Prove every claim against the rows, withdraw tables until all that is left is proved.

    Withdrawing the table of an unproved cell and starting again ends, because each round has
    fewer tables.
    """
    kept = {row.table for row in rows if row.codes}
    withdrawn: set[str] = set()
    while True:
        proofs = [
            _prove(profile, group, [row for row in found if row.table in kept], claims, cancelled)
            for group, found in _groups(rows).items()
        ]
        unproved = {table for proof in proofs for table in proof.unproved}
        if not unproved:
            break
        kept -= unproved
        withdrawn |= unproved
    return Verdict(
        tuple(sorted(kept)),
        tuple(sorted(withdrawn)),
        sum(proof.claims for proof in proofs),
        sum(proof.witnesses for proof in proofs),
    )


@dataclass(frozen=True, slots=True)
class _Proof:
    unproved: frozenset[str]
    claims: int
    witnesses: int


def _groups(rows: Sequence[Cell]) -> dict[Group, list[Cell]]:
    found: dict[Group, list[Cell]] = {}
    for row in rows:
        if row.codes:
            found.setdefault((row.fact, row.period), []).append(row)
    return found


def _prove(
    profile: Profile,
    group: Group,
    rows: Sequence[Cell],
    claims: Sequence[Claim],
    cancelled: Callable[[], bool],
) -> _Proof:
    """Prove the claims of one group; all tables of a cell without proof are unproved."""
    if not rows:
        return _Proof(frozenset(), 0, 0)
    system = joint_system(profile, rows)
    known = _known(rows)
    if known is None:
        return _Proof(frozenset(row.table for row in rows), 0, 0)
    search = _Search(Attack(system, known), known, [])
    unproved: set[str] = set()
    bounds = list(_bounds(claims, group, system))
    for key, low, high in bounds:
        if cancelled() or not search.proves(key, low, high):
            unproved |= system.tables_with(key)
    return _Proof(frozenset(unproved), len(bounds), len(search.witnesses))


def _known(rows: Sequence[Cell]) -> dict[Key, int] | None:
    """Return the published cells, None if two rows of the same cell contradict each other."""
    known: dict[Key, int | None] = {}
    for row in rows:
        if known.setdefault(key_of(row.codes), row.value) != row.value:
            return None
    return {key: value for key, value in known.items() if value is not None}


def _bounds(
    claims: Sequence[Claim], group: Group, system: System
) -> Iterator[tuple[Key, int | None, int | None]]:
    """Yield each claimed bound: (cell, at most, None) or (cell, None, at least)."""
    for claim in sorted(claims, key=lambda one: ordered(one.key)):
        if claim.group == group and claim.key in system.sums:
            yield claim.key, claim.low, None
            yield claim.key, None, claim.high


@dataclass(slots=True)
class _Search:
    """The attack on the published rows and the witnesses found so far, as sums per cell."""

    attack: Attack
    known: Mapping[Key, int]
    witnesses: list[dict[Key, int]]

    def proves(self, key: Key, low: int | None, high: int | None) -> bool:
        """Tell whether a whole-number table agrees with all rows and meets the bound."""
        if any(_meets(sums[key], low, high) for sums in self.witnesses):
            return True
        leaves = self.attack.extreme(key, greatest=high is not None)
        if leaves is None:
            return False
        sums = self._added_up(leaves)
        if sums is None:
            whole = self.attack.whole(key, high or 0, low, self.known)
            sums = None if whole is None else self._added_up(whole)
        if sums is None or not _meets(sums[key], low, high):
            return False
        self.witnesses.append(sums)
        return True

    def _added_up(self, leaves: Sequence[float]) -> dict[Key, int] | None:
        """Return the sums of a proposed table if it is whole and agrees with every row."""
        whole = rounded(leaves)
        if whole is None or min(whole) < 0:
            return None
        sums: dict[Key, int] = {}
        start = 0
        for grid in self.attack.system.grids:
            values = whole[start : start + len(grid.leaves)]
            start += len(grid.leaves)
            for row, members in grid.members.items():
                value = sum(values[at] for at in members)
                if sums.setdefault(grid.key(row), value) != value:
                    return None
        return sums if all(sums[key] == value for key, value in self.known.items()) else None


def _meets(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value <= low) and (high is None or value >= high)
