"""Values that pass between the case file, the rules of confidentiality and the bundle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Codes: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of dimension and code, in the order of the table."""

FACT_TOTAL: Final = "*"
"""Table name of ledger entries that hold a fact's total, whether a table was offered or not."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One counted unit: a person in stock, or an event of a person.

    ``person`` and ``household`` are random pseudonyms; ``codes`` maps each dimension to a leaf
    code; ``measure`` is a whole number (weeks) for facts that publish a median.
    """

    fact: str
    person: int
    household: int
    codes: Mapping[str, str]
    events: int = 1
    measure: int | None = None


class Reason(StrEnum):
    """Why a cell is protected; for the office's preview only, never exported (R5)."""

    SMALL = "SMALL"
    HOUSEHOLDS = "HOUSEHOLDS"
    DOMINANCE = "DOMINANCE"
    DIFFERENCE = "DIFFERENCE"
    BASE = "BASE"
    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    COMPLEMENTARY = "COMPLEMENTARY"


_SENTENCES: Final = {
    Reason.SMALL: "Hinter dieser Zahl stehen zu wenige Personen (auch „keine“ ist eine Aussage).",
    Reason.HOUSEHOLDS: "Alle Personen dieser Zahl gehören zu einem einzigen Haushalt.",
    Reason.DOMINANCE: "Mehr als 85 % der Ereignisse stammen von einer einzigen Person.",
    Reason.DIFFERENCE: (
        "Seit einer früheren Veröffentlichung haben sich hier nur einzelne Personen geändert; "
        "aus dem Unterschied wären sie erkennbar."
    ),
    Reason.BASE: "Für einen Mittelwert sind es zu wenige Personen oder Haushalte.",
    Reason.ALL_OR_NOTHING: "Alle haben dasselbe Merkmal; die Zahl verriete es über jede Person.",
    Reason.COMPLEMENTARY: (
        "Geschützt, damit sich andere geschützte Zahlen nicht durch Abziehen errechnen lassen."
    ),
}


def explain(reason: Reason) -> str:
    """Return the German sentence that the preview shows beside a protected cell."""
    return _SENTENCES[reason]


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of ``statistik.csv``; ``value`` is None where the file shows “.”.

    ``codes`` names every dimension of the table in its order, totals with the root code.
    ``reason`` stays in the office.
    """

    table: str
    fact: str
    period: str
    codes: Codes
    value: int | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """Ledger entry of one published or protected cell: who stands behind it.

    ``parts`` are sorted pairs of pseudonym and number of events. For a median they are pairs of
    pseudonym and weeks, one per event, because there the weeks are what a change would show.
    """

    table: str
    fact: str
    period: str
    codes: Codes
    published: bool
    value: int | None
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PastRelease:
    """What the private release ledger keeps of one exported revision of one quarter."""

    quarter: str
    revision: int
    cells: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of the independent audit (R7).

    ``claims`` counts the bounds that had to be proved, ``witnesses`` the integer tables that
    proved them; ``sentences`` are German and safe to show.
    """

    proven: tuple[str, ...]
    withdrawn: tuple[str, ...]
    claims: int
    witnesses: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that one export needs: rows, tables left out, private ledger, audit.

    ``not_offered`` pairs a table with the German reason why it is not in the bundle.
    """

    quarter: str
    revision: int
    cells: tuple[Cell, ...]
    not_offered: tuple[tuple[str, str], ...]
    ledger: tuple[Contribution, ...]
    audit: AuditReport

    def as_past(self) -> PastRelease:
        """Return what the ledger keeps once this release is exported."""
        return PastRelease(self.quarter, self.revision, self.ledger)
