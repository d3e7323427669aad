"""One release of an office: all rules together, from observations to rows, ledger and proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kimdesk.domain.statistics.audit import audit
from kimdesk.domain.statistics.counting import check_observations, count
from kimdesk.domain.statistics.history import History
from kimdesk.domain.statistics.median import median_row
from kimdesk.domain.statistics.model import FACT_TOTAL, Cell, Contribution, Release
from kimdesk.domain.statistics.periods import (
    MIN_TOTAL,
    due_period,
    published_sizes,
    quarter_parts,
)
from kimdesk.domain.statistics.primary import LEAST_NORMAL, LEAST_SENSITIVE, Thresholds
from kimdesk.domain.statistics.profile import FactKind
from kimdesk.domain.statistics.tables import NOT_PROVED, TOO_SMALL, Office, fact_tables
from kimdesk.errors import Cancelled, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kimdesk.domain.statistics.audit import Claim, Verdict
    from kimdesk.domain.statistics.model import Observation, PastRelease
    from kimdesk.domain.statistics.profile import Fact, Profile
    from kimdesk.domain.statistics.tables import FactTables

NOT_DUE: Final = "Wird mit diesem Quartal nicht fällig."


def build_release(  # noqa: PLR0913  the switches after the star are the office's settings
    profile: Profile,
    quarter: str,
    revision: int,
    headline: Mapping[str, int],
    observations: Sequence[Observation],
    past: Sequence[PastRelease],
    *,
    sizes: Mapping[str, int] | None = None,
    k_normal: int = LEAST_NORMAL,
    k_sensitive: int = LEAST_SENSITIVE,
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[float], None] = lambda _share: None,
) -> Release:
    """Return everything that the bundle of ``quarter`` may carry.

    Args:
        profile: the catalogue.
        quarter: for example ``2026-Q3``.
        revision: 1, or one more than the newest release of this quarter in ``past``.
        headline: headline figures by fact, published as they are.
        observations: the units of every fact that falls due, for its whole period
            (:func:`due_period`); facts that are not due are left aside. Observations of a
            headline fact only tell the gate who is behind it.
        past: all earlier releases of the office, from the ledger.
        sizes: last year's published totals, if they shall not be taken from ``past``.
        k_normal: least number of persons behind a cell; an office may raise it.
        k_sensitive: the same for sensitive dimensions.
        cancelled: asked now and then; a cancelled release is never returned.
        report: told the share done, 0 to 1.

    Raises:
        InvalidInput: for observations or figures that cannot be, or a lowered k.
        RevisionRefused: if too few persons changed for a revision (R4).
        Cancelled: if it was cancelled.
    """
    check_observations(profile, observations)
    history = History(profile, past)
    office = Office(profile, Thresholds(k_normal, k_sensitive), history, cancelled)
    if sizes is None:
        sizes = published_sizes(profile, past, quarter_parts(quarter)[0] - 1)
    draft = _Draft(quarter, revision)
    _add_headline(draft, profile, headline, observations)
    for done, fact in enumerate(profile.facts):
        _add_fact(draft, office, fact, sizes.get(fact.id), observations)
        report(0.8 * done / len(profile.facts))
    verdict = audit(profile, draft.cells, draft.claims, cancelled)
    draft.withdraw(verdict)
    history.check_revision(quarter, revision, draft.ledger(), k_sensitive)
    if cancelled():
        raise Cancelled
    report(1.0)
    return draft.finished(verdict)


def cells_of(past: PastRelease) -> tuple[Cell, ...]:
    """Return the rows of an exported release from the ledger (R8: never computed again)."""
    return tuple(
        Cell(entry.table, entry.fact, entry.period, entry.codes, entry.value)
        for entry in past.cells
        if entry.table != FACT_TOTAL
    )


@dataclass(slots=True)
class _Draft:
    """A release while it is put together."""

    quarter: str
    revision: int
    cells: list[Cell] = field(default_factory=list)
    rows: list[Contribution] = field(default_factory=list)
    totals: list[FactTables] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    not_offered: list[tuple[str, str]] = field(default_factory=list)

    def add(self, cell: Cell, entry: Contribution) -> None:
        """Add a row without breakdown."""
        self.cells.append(cell)
        self.rows.append(entry)

    def withdraw(self, verdict: Verdict) -> None:
        """Take out the tables that the audit could not prove."""
        gone = set(verdict.withdrawn)
        self.cells = [cell for cell in self.cells if cell.table not in gone]
        self.rows = [entry for entry in self.rows if entry.table not in gone]
        self.not_offered += [(table, NOT_PROVED) for table in verdict.withdrawn]

    def ledger(self) -> tuple[Contribution, ...]:
        """Return the ledger: every row, and every fact's total whether published or not."""
        shown = {(cell.fact, cell.period) for cell in self.cells if cell.codes}
        totals = []
        for one in self.totals:
            published = (one.fact, one.period) in shown
            value = one.total.value if published else None
            totals.append(
                Contribution(
                    FACT_TOTAL, one.fact, one.period, (), published, value, one.total.parts
                )
            )
        return (*self.rows, *totals)

    def finished(self, verdict: Verdict) -> Release:
        """Return the release."""
        failed = [table for table, reason in self.not_offered if reason == NOT_PROVED]
        return Release(
            self.quarter,
            self.revision,
            tuple(self.cells),
            tuple(sorted(self.not_offered)),
            self.ledger(),
            verdict.report(failed),
        )


def _add_headline(
    draft: _Draft,
    profile: Profile,
    headline: Mapping[str, int],
    observations: Sequence[Observation],
) -> None:
    """Add the headline figures in catalogue order; unknown or negative ones are refused."""
    facts = {fact.id: fact for fact in profile.facts if fact.kind is FactKind.HEADLINE}
    for name, value in headline.items():
        if name not in facts or value < 0:
            raise InvalidInput(field=name, problem="headline figure")
    for name, fact in facts.items():
        if name in headline:
            value = headline[name]
            behind = count(one for one in observations if one.fact == name).parts
            draft.add(
                Cell(fact.table, name, draft.quarter, (), value),
                Contribution(
                    fact.table, name, draft.quarter, (), published=True, value=value, parts=behind
                ),
            )


def _add_fact(
    draft: _Draft,
    office: Office,
    fact: Fact,
    size: int | None,
    observations: Sequence[Observation],
) -> None:
    """Add the tables or the median of a fact if it falls due with this quarter."""
    if fact.kind is FactKind.HEADLINE:
        return
    period = due_period(office.profile, fact.id, draft.quarter, size)
    found = [one for one in observations if one.fact == fact.id]
    if period is None:
        names = [fact.table] if fact.table else [t.id for t in office.profile.tables_of(fact.id)]
        draft.not_offered += [(name, NOT_DUE) for name in names]
    elif fact.kind is FactKind.MEDIAN:
        _add_median(draft, office, fact, period, found)
    else:
        result = fact_tables(office, fact.id, period, found)
        draft.cells += result.cells
        draft.rows += result.ledger
        draft.claims += result.claims
        draft.not_offered += result.not_offered
        draft.totals.append(result)


def _add_median(
    draft: _Draft, office: Office, fact: Fact, period: str, observations: Sequence[Observation]
) -> None:
    """Add the median unless the fact it follows is too small to leave the office (R1)."""
    followed = [one.total.value for one in draft.totals if one.fact == fact.follows]
    if max(followed, default=0) < MIN_TOTAL:
        draft.not_offered.append((fact.table, TOO_SMALL))
    else:
        draft.add(*median_row(office, fact, period, observations))
