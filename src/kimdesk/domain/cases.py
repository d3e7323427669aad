"""Cases: the work with one client in one funding programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kimdesk.domain.identifiers import AccountId, CaseId, PersonId

QUIET_AFTER = timedelta(days=90)


class Phase(StrEnum):
    """The case management phases; dated history, never a lock."""

    INTAKE = "P1"
    ASSESSMENT = "P2"
    PLAN = "P3"
    LINKING = "P4"
    MONITORING = "P5"
    EVALUATION = "P6"

    @property
    def german(self) -> str:
        """The phase as the programme's handbook calls it."""
        return _PHASES[self]


_PHASES = {
    Phase.INTAKE: "Klärung",
    Phase.ASSESSMENT: "Assessment",
    Phase.PLAN: "Zielvereinbarung",
    Phase.LINKING: "Durchführung",
    Phase.MONITORING: "Monitoring",
    Phase.EVALUATION: "Abschluss",
}


@dataclass(frozen=True, slots=True)
class Case:
    """The work with one client; household members belong to it through the client's household.

    ``agreed_on`` is the day of the case management agreement: from then on the case counts.
    """

    client: PersonId
    programme: str
    opened_on: date
    file_number: str = ""
    phase: Phase = Phase.INTAKE
    access_route: str = ""
    occasion: str = ""
    agreed_on: date | None = None
    waiting_since: date | None = None
    closed_on: date | None = None
    closing_reason: str = ""
    responsible: AccountId = AccountId("")
    id: CaseId = CaseId("")
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the case is still worked on."""
        return self.closed_on is None

    def in_stock_on(self, day: date) -> bool:
        """Tell whether the case counts as stock on a key date (agreed, not yet closed)."""
        agreed = self.agreed_on is not None and self.agreed_on <= day
        return agreed and (self.closed_on is None or self.closed_on > day)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the list shows it."""

    id: CaseId
    client: PersonId
    name: str
    file_number: str
    programme: str
    rechtskreis: str
    next_due: date | None
    is_open: bool
    responsible: AccountId


def is_quiet(last_contact: date | None, opened_on: date, today: date) -> bool:
    """Tell whether a case had no contact for 90 days."""
    return today - (last_contact or opened_on) > QUIET_AFTER
