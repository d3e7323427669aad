"""Own types for ids, so that a case id is never passed where a person id is meant."""

from __future__ import annotations

from typing import NewType

from kimdesk.domain.entropy import Entropy

AccountId = NewType("AccountId", str)
PersonId = NewType("PersonId", str)
HouseholdId = NewType("HouseholdId", str)
CaseId = NewType("CaseId", str)
StateId = NewType("StateId", str)
ContactId = NewType("ContactId", str)
TransitionId = NewType("TransitionId", str)
FindingId = NewType("FindingId", str)
FollowUpId = NewType("FollowUpId", str)


def new_id(entropy: Entropy) -> str:
    """Return a fresh random id (128 bit, hexadecimal); it carries no time and no order."""
    return entropy.hex(16)


def new_pseudonym(entropy: Entropy) -> int:
    """Return the random number that stands for a person in the release ledger.

    It is drawn once, never exported and deleted with the person. 62 bits fit every database's
    signed integers and make a collision within an office practically impossible.
    """
    return int.from_bytes(entropy.bytes(8), "big") >> 2
