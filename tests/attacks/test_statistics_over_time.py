"""Attacks on what changes between two key dates or two revisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attacks.offices import (
    PROFILE,
    Office,
    in_group,
    office,
)
from attacks.proofs import assert_differences_safe, assert_hidden, k_of, tables_in
from kimdesk.domain.statistics import (
    ROOT,
    Contribution,
    Observation,
    PastRelease,
)
from kimdesk.errors import RevisionRefused

if TYPE_CHECKING:
    from collections.abc import Iterable


def test_ten_years_of_key_dates_never_differ_by_one_to_four_persons() -> None:
    pairs = 0
    for seed, size in ((1, 35), (2, 60), (3, 140)):
        one = office(seed, size)
        for year in range(2026, 2036):
            one.live(f"{year}-Q4", moves=0.05)
            release = one.export(one.release(f"{year}-Q4"))
            if year in {2027, 2031, 2035}:
                assert_hidden(release)
        pairs += assert_differences_safe(one.past)
    assert pairs > 200


def _without(observations: Iterable[Observation], person: int) -> list[Observation]:
    return [one for one in observations if one.person != person]


@pytest.mark.parametrize("size", [28, 60, 130])
def test_one_person_in_or_out_is_never_seen_in_a_revision(size: int) -> None:
    one = office(size, size)
    one.live("2026-Q4")
    full = one.observations("2026-Q4")
    one.export(one.release("2026-Q4"))
    for person in sorted({found.person for found in full})[::7]:
        with pytest.raises(RevisionRefused):
            one.release("2026-Q4", 2, _without(full, person))


@pytest.mark.parametrize("size", [28, 60, 130])
def test_one_person_in_or_out_is_never_seen_in_the_next_key_date(size: int) -> None:
    one = office(size, size)
    one.live("2026-Q4")
    one.export(one.release("2026-Q4"))
    full = one.observations("2027-Q4")
    for person in sorted({found.person for found in full})[::5]:
        release = one.release("2027-Q4", 1, _without(full, person))
        assert_differences_safe([*one.past, release.as_past()])
        assert not [entry for entry in tables_in(release) if entry.fact == "bestand_klienten"]


@pytest.mark.parametrize("size", [28, 60, 130])
def test_one_changed_attribute_is_never_seen_in_a_revision(size: int) -> None:
    one = office(size, size)
    one.live("2026-Q4")
    full = one.observations("2026-Q4")
    one.export(one.release("2026-Q4"))
    for at in range(0, len(full), 23):
        if "aufenthalt" in full[at].codes:
            moved = replace(full[at], codes=dict(full[at].codes) | {"aufenthalt": "UKR"})
            release = one.release("2026-Q4", 2, [*full[:at], moved, *full[at + 1 :]])
            assert_hidden(release)
            assert_differences_safe([*one.past, release.as_past()])


def _known_groups(entries: Iterable[Contribution], table: str) -> dict[frozenset[str], set[object]]:
    """Return what follows from a flat table by subtraction: each published code, and the rest."""
    leaves = [e for e in entries if e.table == table and e.codes[0][1] != ROOT]
    known: dict[frozenset[str], set[object]] = {
        frozenset({e.codes[0][1]}): set(e.parts) for e in leaves if e.published
    }
    rest = [e for e in leaves if not e.published]
    known[frozenset(e.codes[0][1] for e in rest)] = {part for e in rest for part in e.parts}
    return known


def test_the_sum_of_hidden_cells_never_changes_by_one_person() -> None:
    """Two cells are hidden in both releases; their sum follows and must not grow by one."""
    first = [
        *in_group("EU", 12, 0),
        *in_group("SCHUTZ", 15, 100),
        *in_group("ASYL", 2, 200),
        *in_group("TITEL", 9, 300),
        *in_group("DEU_SONST", 9, 400),
    ]
    one = Office(office(1, 0).random)
    one.export(one.release("2026-Q4", 1, first))
    second = [*first, *in_group("ASYL", 1, 250), *in_group("SCHUTZ", 7, 150)]
    release = one.release("2027-Q4", 1, second)
    then = _known_groups(one.past[0].cells, "B3")
    now = _known_groups(release.ledger, "B3")
    for group in then.keys() & now.keys():
        g = len(then[group] ^ now[group])
        assert g == 0 or g >= 5, group


def _derivable(entries: list[Contribution], leaves: list[str]) -> set[int]:
    """Return the sets of leaves, as bit masks, whose sum follows from the published rows."""
    tree = PROFILE.dimension(entries[0].codes[0][0])
    published = {entry.codes[0][1] for entry in entries if entry.published}
    rows = np.array([[code in tree.path(leaf) for leaf in leaves] for code in sorted(published)])
    subsets = np.array(list(product((0, 1), repeat=len(leaves))), dtype=float)
    projected = subsets @ np.linalg.pinv(rows.astype(float)) @ rows
    follows = np.abs(projected - subsets).max(axis=1) < 1e-9
    return {int(at) for at in np.flatnonzero(follows) if at}


def _behind(entries: list[Contribution], subset: set[str]) -> set[tuple[int, int]]:
    """Return who is in the set, from the finest rows that the release has."""
    tree = PROFILE.dimension(entries[0].codes[0][0])
    rows = {entry.codes[0][1]: entry for entry in entries}
    finest = {next(code for code in tree.path(leaf) if code in rows) for leaf in subset}
    return {part for code in finest for part in rows[code].parts}


def assert_sums_safe(past: list[PastRelease], table: str) -> int:
    """Compare each smallest set of leaves that follows from two releases; return how many."""
    leaves = list(PROFILE.dimension(PROFILE.table(table).dimensions[0]).leaves())
    shown = [[e for e in one.cells if e.table == table] for one in past]
    shown = [entries for entries in shown if entries]
    masks = [_derivable(entries, leaves) for entries in shown]
    compared = 0
    for one, other in combinations(range(len(shown)), 2):
        both = masks[one] & masks[other]
        for mask in both:
            if not any(part != mask and part & mask == part for part in both):
                bits = f"{mask:0{len(leaves)}b}"
                subset = {leaf for leaf, bit in zip(leaves, bits, strict=True) if bit == "1"}
                g = len(_behind(shown[one], subset) ^ _behind(shown[other], subset))
                assert g == 0 or g >= k_of([], table), (table, subset)
                compared += 1
    return compared


@pytest.mark.parametrize("size", [35, 60, 118, 140])
def test_no_sum_that_follows_from_two_key_dates_rests_on_few_persons(size: int) -> None:
    one = office(size + 1, size)
    for quarter in (f"{year}-Q4" for year in range(2026, 2033)):
        one.live(quarter, moves=0.05)
        one.export(one.release(quarter))
    assert sum(assert_sums_safe(one.past, table) for table in ("B1", "B2", "B3", "B4")) > 30
