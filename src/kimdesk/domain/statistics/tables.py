"""All tables of one fact and period: counted, admitted, protected, with their private ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.audit import Claim
from kimdesk.domain.statistics.counting import count, leaf_counts, row_counts
from kimdesk.domain.statistics.derived import Shown, close, is_closed
from kimdesk.domain.statistics.lattice import TOTAL, build_system, ordered
from kimdesk.domain.statistics.model import Cell, Contribution, Reason
from kimdesk.domain.statistics.primary import (
    Thresholds,
    offered_grid,
    rests_on_few,
    target_of,
    weakness,
)
from kimdesk.domain.statistics.protect import protect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kimdesk.domain.statistics.counting import Count
    from kimdesk.domain.statistics.history import History
    from kimdesk.domain.statistics.lattice import Grid, Key
    from kimdesk.domain.statistics.model import Observation
    from kimdesk.domain.statistics.primary import Target
    from kimdesk.domain.statistics.profile import Profile, Table

TOO_SMALL: Final = (
    "Die Gesamtzahl ist für diese Tabelle zu klein (öffentliche Regel: mindestens 20 und doppelt "
    "so groß wie die Zahl der Felder)."
)
TOTAL_PROTECTED: Final = (
    "Hinter der Gesamtzahl oder hinter ihrer Änderung seit einer früheren Veröffentlichung stehen "
    "zu wenige Personen."
)
OTHER_LENGTH: Final = "In diesem Jahr wurde bereits mit anderer Zeitraumlänge veröffentlicht."
NOT_PROVED: Final = "Der Schutz ließ sich nicht nachweisen; die Tabelle wurde zurückgezogen."


@dataclass(frozen=True, slots=True)
class Office:
    """What all facts of one release have in common."""

    profile: Profile
    thresholds: Thresholds
    history: History
    cancelled: Callable[[], bool]


@dataclass(slots=True)
class FactTables:
    """The tables of one fact in one period, before the audit."""

    fact: str
    period: str
    total: Count
    cells: list[Cell] = field(default_factory=list)
    ledger: list[Contribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    not_offered: list[tuple[str, str]] = field(default_factory=list)


def fact_tables(
    office: Office, fact: str, period: str, observations: Sequence[Observation]
) -> FactTables:
    """Return the protected tables of ``fact`` in ``period``."""
    result = FactTables(fact, period, count(observations))
    tables = []
    for table in office.profile.tables_of(fact):
        grid = offered_grid(office.profile, table, result.total.value)
        if grid is None:
            result.not_offered.append((table.id, TOO_SMALL))
        elif refusal := _refusal(office, result, table):
            result.not_offered.append((table.id, refusal))
        else:
            tables.append(_shown(office, result, grid, observations))
    while tables:
        unproved = _release(office, result, tables)
        result.not_offered += [(name, NOT_PROVED) for name in sorted(unproved)]
        if not unproved:
            break
        tables = [shown for shown in tables if shown.grid.table.id not in unproved]
    return result


def _refusal(office: Office, result: FactTables, table: Table) -> str | None:
    """Return why a table of sufficient size is not offered all the same, or None."""
    if office.history.other_length(result.fact, result.period):
        return OTHER_LENGTH
    k = office.thresholds.of(office.profile, table.dimensions)
    earlier = office.history.parts(result.fact, result.period, TOTAL)
    if weakness(result.total, k) or rests_on_few(result.total.parts, earlier, k):
        return TOTAL_PROTECTED
    return None


def _shown(
    office: Office, result: FactTables, grid: Grid, observations: Sequence[Observation]
) -> Shown:
    return Shown(
        grid,
        row_counts(grid, leaf_counts(office.profile, grid, observations)),
        office.history.earlier(grid.table.id, result.fact, result.period),
    )


def _release(office: Office, result: FactTables, tables: Sequence[Shown]) -> set[str]:
    """Protect the tables and enter their rows, or return the tables that cannot be protected."""
    system = build_system([shown.grid for shown in tables])
    counts = {shown.grid.key(row): found for shown in tables for row, found in shown.counts.items()}
    targets = _targets(office, result, counts)
    values = {key: found.value for key, found in counts.items()}
    protection = protect(system, values, targets, office.cancelled)
    unproved = {name for key in protection.failed for name in system.tables_with(key)}
    if unproved:
        return unproved
    protected = close(office.profile, tables, protection.protected, office.thresholds)
    unproved = {
        shown.grid.table.id
        for shown in tables
        if not is_closed(office.profile, shown, protected, office.thresholds)
    }
    if not unproved:
        reasons = _reasons(result, protected, targets, values)
        for shown in tables:
            _enter(result, shown, reasons)
        group = (result.fact, result.period)
        result.claims += [Claim(group, one.key, one.low, one.high) for one in targets]
    return unproved


def _targets(office: Office, result: FactTables, counts: Mapping[Key, Count]) -> list[Target]:
    """Return the sensitive cells; the total was examined before its tables were offered."""
    targets = []
    for key in sorted(counts.keys() - {TOTAL}, key=ordered):
        k = office.thresholds.of(office.profile, (name for name, _ in key))
        earlier = office.history.parts(result.fact, result.period, key)
        target = target_of(key, counts[key], earlier, k, result.total.value)
        if target is not None:
            targets.append(target)
    return targets


def _reasons(
    result: FactTables,
    protected: frozenset[Key],
    targets: Sequence[Target],
    values: Mapping[Key, int],
) -> dict[Key, Reason]:
    """Return why each protected cell is protected, for the preview."""
    reasons = {
        key: Reason.ALL_OR_NOTHING if values[key] == result.total.value else Reason.COMPLEMENTARY
        for key in protected
    }
    return reasons | {target.key: target.reason for target in targets}


def _enter(result: FactTables, shown: Shown, reasons: Mapping[Key, Reason]) -> None:
    """Add the rows of a table to the release and to its ledger."""
    name = shown.grid.table.id
    for row, found in shown.counts.items():
        reason = reasons.get(shown.grid.key(row))
        value = found.value if reason is None else None
        codes = shown.grid.codes(row)
        result.cells.append(Cell(name, result.fact, result.period, codes, value, reason))
        result.ledger.append(
            Contribution(
                name, result.fact, result.period, codes, reason is None, value, found.parts
            )
        )
