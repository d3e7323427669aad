"""The catalogue: which facts an office may publish, by which dimensions, with which meaning.

It is data (``resources/statistics/*.json``) and travels with every bundle, so that a number never
comes without its definition and both sides agree on the trees of codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from kimdesk.errors import InvalidInput

ROOT: Final = "INSG"
"""Code of the total in every dimension."""


class FactKind(StrEnum):
    """How a fact relates to time and what is published of it."""

    HEADLINE = "headline"
    STOCK = "stock"
    FLOW = "flow"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Code:
    """A class of a dimension; ``parent`` is None only for the root."""

    code: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A strict tree of codes; ``sensitive`` dimensions protect up to the higher k."""

    id: str
    label: str
    sensitive: bool
    codes: tuple[Code, ...]

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes directly below ``code``, in catalogue order."""
        return tuple(entry.code for entry in self.codes if entry.parent == code)

    def path(self, code: str) -> tuple[str, ...]:
        """Return ``code`` and its ancestors up to the root.

        Raises:
            InvalidInput: if the dimension has no such code.
        """
        parents = {entry.code: entry.parent for entry in self.codes}
        if code not in parents:
            raise InvalidInput(field=self.id, problem="unknown code")
        found: list[str] = []
        step: str | None = code
        while step is not None:
            found.append(step)
            step = parents[step]
        return tuple(found)

    def leaves(self) -> tuple[str, ...]:
        """Return the codes without children: what an observation carries."""
        inner = {entry.parent for entry in self.codes}
        return tuple(entry.code for entry in self.codes if entry.code not in inner)

    def coarse(self) -> tuple[str, ...]:
        """Return the groups directly below the root, used by small offices."""
        return self.children(ROOT)


@dataclass(frozen=True, slots=True)
class Fact:
    """A counted unit with its population and time reference, in German words.

    ``table`` names the row of a headline figure or median (they have no breakdown); ``follows``
    names the fact whose period length a median shares.
    """

    id: str
    label: str
    kind: FactKind
    definition: str
    table: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A fact crossed with one to three dimensions."""

    id: str
    title: str
    fact: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A versioned catalogue of dimensions, facts and tables."""

    id: str
    version: str
    label: str
    dimensions: tuple[Dimension, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]

    def dimension(self, name: str) -> Dimension:
        """Return the dimension of that name."""
        return _named(self.dimensions, name, "dimension")

    def fact(self, name: str) -> Fact:
        """Return the fact of that name."""
        return _named(self.facts, name, "fact")

    def table(self, name: str) -> Table:
        """Return the table of that name."""
        return _named(self.tables, name, "table")

    def tables_of(self, fact: str) -> tuple[Table, ...]:
        """Return the tables that break down ``fact``, in catalogue order."""
        return tuple(table for table in self.tables if table.fact == fact)


_Entry = TypeVar("_Entry", Dimension, Fact, Table)


def _named(entries: tuple[_Entry, ...], name: str, field: str) -> _Entry:
    for entry in entries:
        if entry.id == name:
            return entry
    raise InvalidInput(field=field, problem="unknown")
