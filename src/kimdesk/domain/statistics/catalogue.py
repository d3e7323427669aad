"""Reading a profile from its JSON document, and refusing one that would break the guarantee."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Any, Final

from kimdesk.config import resources_folder
from kimdesk.domain.statistics.profile import (
    ROOT,
    Code,
    Dimension,
    Fact,
    FactKind,
    Profile,
    Table,
)
from kimdesk.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kimdesk.domain.statistics.model import Cell

SHIPPED: Final = "statistics/kim-gt-1.json"
"""Place of the shipped profile below ``resources``."""

MAX_DIMENSIONS: Final = 3
MAX_LEAVES: Final = 1500


@cache
def shipped_profile() -> Profile:
    """Return the profile that is installed with the program."""
    return parse_profile((resources_folder() / SHIPPED).read_text(encoding="utf-8"))


def parse_profile(document: str) -> Profile:
    """Return the profile of a JSON document.

    Raises:
        InvalidInput: if a tree is not strict, a table too large, or the cubes of a fact close a
            cycle (then an attack with whole numbers could find more than the programme sees).
    """
    try:
        profile = _profile(json.loads(document))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(field="profile", problem=type(error).__name__) from error
    for dimension in profile.dimensions:
        _check_tree(dimension)
    for table in profile.tables:
        _check_table(profile, table)
    for fact in profile.facts:
        _check_fact(profile, fact)
    return profile


def codes_used(
    profile: Profile, cells: Iterable[Cell]
) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return the rows of ``codes.csv``: dimension, code, label, parent, catalogue version.

    Every dimension that occurs in ``cells`` is listed with its whole tree, so that the reader
    can also place a table that another office publishes in finer groups.
    """
    used = {name for cell in cells for name, _ in cell.codes}
    return tuple(
        sorted(
            (dimension.id, entry.code, entry.label, entry.parent or "", profile.version)
            for dimension in profile.dimensions
            if dimension.id in used
            for entry in dimension.codes
        )
    )


def _profile(raw: dict[str, Any]) -> Profile:
    return Profile(
        id=str(raw["id"]),
        version=str(raw["version"]),
        label=str(raw["label"]),
        dimensions=tuple(_dimension(entry) for entry in raw["dimensions"]),
        facts=tuple(_fact(entry) for entry in raw["facts"]),
        tables=tuple(
            Table(str(e["id"]), str(e["title"]), str(e["fact"]), tuple(map(str, e["dimensions"])))
            for e in raw["tables"]
        ),
    )


def _dimension(raw: dict[str, Any]) -> Dimension:
    codes = [Code(ROOT, "Insgesamt", None)]
    codes += [
        Code(str(e["code"]), str(e["label"]), str(e.get("parent", ROOT))) for e in raw["codes"]
    ]
    return Dimension(str(raw["id"]), str(raw["label"]), bool(raw["sensitive"]), tuple(codes))


def _fact(raw: dict[str, Any]) -> Fact:
    return Fact(
        id=str(raw["id"]),
        label=str(raw["label"]),
        kind=FactKind(raw["kind"]),
        definition=str(raw["definition"]),
        table=str(raw.get("table", "")),
        follows=str(raw.get("follows", "")),
    )


def _check_tree(dimension: Dimension) -> None:
    """Refuse doubled codes, unknown parents and groups that have only one child."""
    names = [entry.code for entry in dimension.codes]
    seen: set[str] = set()
    for entry in dimension.codes:
        if entry.code in seen or not (entry.parent is None or entry.parent in seen):
            raise InvalidInput(field=dimension.id, problem="not a tree")
        seen.add(entry.code)
    if any(len(dimension.children(name)) == 1 for name in names):
        raise InvalidInput(field=dimension.id, problem="group with one child")


def _check_table(profile: Profile, table: Table) -> None:
    sizes = [len(profile.dimension(name).leaves()) for name in table.dimensions]
    if not 1 <= len(set(table.dimensions)) == len(sizes) <= MAX_DIMENSIONS:
        raise InvalidInput(field=table.id, problem="dimensions")
    if prod(sizes) > MAX_LEAVES:
        raise InvalidInput(field=table.id, problem="too many leaves")
    if profile.fact(table.fact).kind not in {FactKind.STOCK, FactKind.FLOW}:
        raise InvalidInput(field=table.id, problem="fact has no breakdown")


def _check_fact(profile: Profile, fact: Fact) -> None:
    before = [one.id for one in profile.facts[: profile.facts.index(fact)]]
    if fact.follows and fact.follows not in before:
        raise InvalidInput(field=fact.id, problem="follows no earlier fact")
    if bool(fact.table) != (fact.kind in {FactKind.HEADLINE, FactKind.MEDIAN}):
        raise InvalidInput(field=fact.id, problem="row name")
    if not is_junction_tree([frozenset(t.dimensions) for t in profile.tables_of(fact.id)]):
        raise InvalidInput(field=fact.id, problem="tables close a cycle")


def is_junction_tree(cubes: Sequence[frozenset[str]]) -> bool:
    """Tell whether the maximal cubes can be ordered with running intersection.

    A spanning tree of largest overlaps has that property exactly if every dimension is counted
    once: the sizes of the cubes minus the sizes of the overlaps give the number of dimensions.
    """
    maximal = [cube for cube in set(cubes) if not any(cube < other for other in cubes)]
    trees = {cube: {cube} for cube in maximal}
    surplus = sum(map(len, maximal)) - len(frozenset().union(*maximal))
    for one, other in sorted(combinations(maximal, 2), key=lambda pair: -len(pair[0] & pair[1])):
        if trees[one] is not trees[other]:
            surplus -= len(one & other)
            trees[one] |= trees[other]
            trees.update(dict.fromkeys(trees[other], trees[one]))
    return surplus == 0
