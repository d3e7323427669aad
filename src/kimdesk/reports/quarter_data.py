"""What a printed quarter holds: plain values with German labels, ready for the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """One line of facts: a German label and what stands behind it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure, always exact, with what it counts."""

    label: str
    value: int
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one label per dimension; ``value`` is None where it is protected.

    ``level`` is the depth in the tree of codes (0 = total); it indents the first label.
    """

    labels: tuple[str, ...]
    value: int | None
    level: int = 1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A published table; ``columns`` name the dimensions, then the counted unit."""

    title: str
    period: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class TableNotOffered:
    """A table of the catalogue that this release does not carry, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrintedFinding:
    """A released finding about structures: short facts, then text."""

    title: str
    facts: tuple[LabelledValue, ...]
    text: str


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """All that is printed; labels are German already, people appear only as releasers."""

    office: str
    municipality: str
    quarter: str
    revision: int
    created: date
    released_by: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[PrintedTable, ...]
    not_offered: tuple[TableNotOffered, ...]
    findings: tuple[PrintedFinding, ...]
    manifest_hash: str
