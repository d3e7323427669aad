"""Findings (Hinweise): structural obstacles and good practice that the cases show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kimdesk.domain.identifiers import AccountId, CaseId, ContactId, FindingId
from kimdesk.errors import NotAllowed

TITLE_LIMIT = 120


class FindingStatus(StrEnum):
    """Where a finding stands in the office."""

    DRAFT = "ENTWURF"
    SUBMITTED = "ZUR_FREIGABE"
    RELEASED = "FREIGEGEBEN"
    EXPORTED = "EXPORTIERT"
    DROPPED = "VERWORFEN"

    @property
    def german(self) -> str:
        """The status on the screen."""
        return {
            "ENTWURF": "Entwurf",
            "ZUR_FREIGABE": "Zur Freigabe",
            "FREIGEGEBEN": "Freigegeben",
            "EXPORTIERT": "Exportiert",
            "VERWORFEN": "Verworfen",
        }[self.value]


_STEPS: dict[FindingStatus, frozenset[FindingStatus]] = {
    FindingStatus.DRAFT: frozenset({FindingStatus.SUBMITTED, FindingStatus.DROPPED}),
    FindingStatus.SUBMITTED: frozenset(
        {FindingStatus.RELEASED, FindingStatus.DRAFT, FindingStatus.DROPPED}
    ),
    FindingStatus.RELEASED: frozenset(
        {FindingStatus.EXPORTED, FindingStatus.SUBMITTED, FindingStatus.DROPPED}
    ),
    FindingStatus.EXPORTED: frozenset(),
    FindingStatus.DROPPED: frozenset({FindingStatus.DRAFT}),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; the links to cases stay in the office and are never exported."""

    title: str
    description: str = ""
    field: str = ""
    kind: str = ""
    from_actor: str = ""
    to_actor: str = ""
    rechtskreis: str = ""
    consequence: str = ""
    delay_weeks: int | None = None
    tried: str = ""
    proposal: str = ""
    level: str = "KREIS"
    good_practice: bool = False
    status: FindingStatus = FindingStatus.DRAFT
    cases: tuple[CaseId, ...] = ()
    contact: ContactId | None = None
    author: AccountId = AccountId("")
    created_on: date | None = None
    released_by: AccountId | None = None
    id: FindingId = FindingId("")
    version: int = 0


def check_step(current: FindingStatus, target: FindingStatus) -> None:
    """Stop a step that the way of a finding does not know.

    Raises:
        NotAllowed: for instance for a draft that would be exported unreleased.
    """
    if target not in _STEPS[current]:
        raise NotAllowed(action=f"finding:{current.value}->{target.value}")


def frequency_code(cases: int) -> str:
    """Return how often it was seen, as the class (catalogue ``haeufigkeit``) that may leave."""
    limits = (("EINZELN", 2), ("BIS5", 5), ("BIS10", 10))
    return next((code for code, most in limits if cases <= most), "UEBER10")


def problems_of(finding: Finding) -> dict[str, str]:
    """Return what a finding still lacks before it may be submitted, by field (German)."""
    found: dict[str, str] = {}
    if not finding.title.strip():
        found["title"] = "Ein Titel wird gebraucht."
    if len(finding.title) > TITLE_LIMIT:
        found["title"] = f"Höchstens {TITLE_LIMIT} Zeichen."
    if not finding.field:
        found["field"] = "Bitte ein Handlungsfeld wählen."
    if not finding.kind:
        found["kind"] = "Bitte die Art wählen."
    if not finding.description.strip():
        found["description"] = "Ein bis zwei Sätze, ohne Personenbezug."
    return found
