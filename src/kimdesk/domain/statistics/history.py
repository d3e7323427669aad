"""What earlier releases already told: the ledger, indexed for the comparisons of R3 and R4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kimdesk.domain.statistics.counting import persons_changed
from kimdesk.domain.statistics.derived import Earlier
from kimdesk.domain.statistics.lattice import key_of
from kimdesk.domain.statistics.model import FACT_TOTAL
from kimdesk.domain.statistics.periods import parts_of_year
from kimdesk.domain.statistics.profile import FactKind
from kimdesk.errors import InvalidInput, RevisionRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kimdesk.domain.statistics.counting import Parts
    from kimdesk.domain.statistics.lattice import Key, Row
    from kimdesk.domain.statistics.model import Contribution, PastRelease
    from kimdesk.domain.statistics.profile import Profile


class History:
    """All earlier releases of an office.

    A stock is compared with every earlier key date and revision; a flow only with revisions of
    the same period, because different periods have no person's event in common.
    """

    def __init__(self, profile: Profile, past: Sequence[PastRelease]) -> None:
        self._profile = profile
        self._past = tuple(sorted(past, key=lambda one: (one.quarter, one.revision)))
        self._shown: dict[tuple[str, Key], list[Contribution]] = {}
        for release in self._past:
            for entry in release.cells:
                if entry.published and entry.table != FACT_TOTAL:
                    self._shown.setdefault((entry.fact, key_of(entry.codes)), []).append(entry)

    def parts(self, fact: str, period: str, key: Key) -> list[Parts]:
        """Return who stood behind the cell in each release that published it in any table."""
        entries = self._shown.get((fact, key), [])
        comparable = (entry.parts for entry in entries if self._compares(entry, fact, period))
        return list(dict.fromkeys(comparable))

    def earlier(self, table: str, fact: str, period: str) -> tuple[Earlier, ...]:
        """Return the earlier releases of a table with all their rows."""
        found = []
        for release in self._past:
            rows = {
                _row(entry): entry
                for entry in release.cells
                if entry.table == table and self._compares(entry, fact, period)
            }
            if rows:
                published = frozenset(row for row, entry in rows.items() if entry.published)
                found.append(Earlier(published, {row: one.parts for row, one in rows.items()}))
        return tuple(found)

    def other_length(self, fact: str, period: str) -> bool:
        """Tell whether the fact was published this year in periods of another length."""
        return any(
            entry.fact == fact
            and entry.published
            and entry.period[:4] == period[:4]
            and parts_of_year(entry.period) != parts_of_year(period)
            for release in self._past
            for entry in release.cells
        )

    def check_revision(
        self, quarter: str, revision: int, ledger: Sequence[Contribution], k: int
    ) -> None:
        """Refuse a revision in which a published total hardly changed (R4).

        Compared are the totals of all facts, and the persons behind headline figures where the
        ledger knows them, with every earlier revision of the quarter: all of them are in
        somebody's hands.

        Raises:
            InvalidInput: if this is not the next revision of the quarter.
            RevisionRefused: if 1 … k - 1 persons changed; facts: ``quarter``, ``figures``.
        """
        replaced = [one for one in self._past if one.quarter == quarter]
        if revision != max((one.revision for one in replaced), default=0) + 1:
            raise InvalidInput(field="revision", problem="not the next one")
        now = {(one.fact, one.period): one.parts for one in ledger if _is_figure(one)}
        few = {
            then.fact
            for release in replaced
            for then in release.cells
            if _is_figure(then)
            and then.published
            and 0 < persons_changed(now.get((then.fact, then.period), then.parts), then.parts) < k
        }
        if few:
            raise RevisionRefused(quarter=quarter, figures=tuple(sorted(few)))

    def _compares(self, entry: Contribution, fact: str, period: str) -> bool:
        if entry.fact != fact:
            return False
        return entry.period == period or self._profile.fact(fact).kind is FactKind.STOCK


def _row(entry: Contribution) -> Row:
    return tuple(code for _, code in entry.codes)


def _is_figure(entry: Contribution) -> bool:
    """Tell whether the entry is a total or headline figure with known persons.

    Nobody at all is known too: three persons reached, then none, is a difference of three. The
    ledger keeps weeks for a median, not a number of persons' events; R3 looks after those.
    """
    if entry.table == FACT_TOTAL:
        return True
    return entry.fact.startswith("eckwert_") and (bool(entry.parts) or entry.value == 0)
