"""Which colour a fact of a case has; the words always say the same."""

from __future__ import annotations

from datetime import date

from kimdesk.domain.catalogues import Catalogues
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.states import StateKind
from kimdesk.ui.theme import Tone

SOON = 7
"""Days ahead in which something due is pointed out."""

# The groups are headings of the catalogues; one that is not listed is simply neutral.
_GROUPS: dict[str, Tone] = {
    "AsylbLG": "violet",
    "SGB II": "info",
    "SGB III": "ok",
    "SGB VIII": "accent",
    "SGB XII": "warn",
    "Erwerb": "ok",
    "Ausbildung": "ok",
    "Ungedeckt": "bad",
    "Schutzberechtigt": "ok",
    "Humanitäre Aufnahme": "ok",
    "Vorübergehender Schutz (§ 24)": "info",
    "Asylverfahren": "violet",
    "Bleiberecht": "ok",
    "Unbefristet": "ok",
    "Duldung": "warn",
    "Fiktion": "warn",
    "Ohne Titel": "bad",
}
_FINDINGS: dict[FindingStatus, Tone] = {
    FindingStatus.DRAFT: "neutral",
    FindingStatus.SUBMITTED: "warn",
    FindingStatus.RELEASED: "ok",
    FindingStatus.EXPORTED: "accent",
    FindingStatus.DROPPED: "neutral",
}


def value_tone(catalogues: Catalogues, kind: StateKind, code: str) -> Tone:
    """Return the colour of a benefit or a residence title."""
    value = catalogues[kind.catalogue].get(code)
    return _GROUPS.get(value.group, "neutral") if value else "neutral"


def due_tone(due_on: date, today: date) -> Tone | None:
    """Return the colour of something due: overdue, soon, or none."""
    days = (due_on - today).days
    if days < 0:
        return "bad"
    return "warn" if days <= SOON else None


def finding_tone(status: FindingStatus) -> Tone:
    """Return the colour of a finding's status."""
    return _FINDINGS[status]
