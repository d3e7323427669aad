"""Contacts: what was done when, how long and about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimdesk.domain.identifiers import AccountId, CaseId, ContactId


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact; ``case`` is ``None`` for short, anonymous counselling at the open desk.

    ``kind``, ``duration`` (a class; nobody stops the clock), ``fields`` and ``interpreter`` are
    codes of their catalogues.
    """

    day: date
    kind: str
    duration: str
    fields: tuple[str, ...] = ()
    text: str = ""
    case: CaseId | None = None
    programme: str = ""
    interpreter: str = ""
    author: AccountId = AccountId("")
    id: ContactId = ContactId("")
    version: int = 0
