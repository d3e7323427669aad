"""Households: who lives with whom, in which role, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kimdesk.domain.dates import DateRange
from kimdesk.domain.identifiers import HouseholdId, PersonId

REFERENCE: Final = "BEZUG"
"""The role of the person from whom the others' roles are seen (catalogue haushaltsrollen)."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's time in a household."""

    household: HouseholdId
    person: PersonId
    role: str
    days: DateRange
    name: str = ""
    id: str = ""
