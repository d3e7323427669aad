"""Follow-ups (Wiedervorlagen): what has to be looked at again on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimdesk.domain.identifiers import AccountId, CaseId, FollowUpId


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something due; ``kind`` is a code of the catalogue ``wiedervorlagen``."""

    case: CaseId
    due_on: date
    title: str
    kind: str = "NACHHAKEN"
    done_on: date | None = None
    author: AccountId = AccountId("")
    client_name: str = ""
    id: FollowUpId = FollowUpId("")
    version: int = 0


def due_in_words(due_on: date, today: date) -> str:
    """Return ``heute``, ``in 5 Tagen``, ``3 Tage überfällig``."""
    days = (due_on - today).days
    if days == 0:
        return "heute"
    if days == 1:
        return "morgen"
    if days > 1:
        return f"in {days} Tagen"
    return "1 Tag überfällig" if days == -1 else f"{-days} Tage überfällig"
