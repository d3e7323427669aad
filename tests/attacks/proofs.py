"""What must hold of every release, checked against the attacker and the private ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attacks.attacker import Attacker, Place
from attacks.offices import PROFILE, as_rows, code_rows, persons_behind
from kimdesk.domain.statistics import (
    ROOT,
    Contribution,
    PastRelease,
    Profile,
    Release,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def k_of(codes: Iterable[tuple[str, str]], table: str, profile: Profile = PROFILE) -> int:
    named = [name for name, code in codes if code != ROOT] or profile.table(table).dimensions
    return 5 if any(profile.dimension(name).sensitive for name in named) else 3


def place_of(entry: Contribution) -> Place:
    pairs = sorted(f"{name}={code}" for name, code in entry.codes if code != ROOT)
    return (entry.fact, entry.period, *pairs)


def tables_in(release: Release) -> list[Contribution]:
    return [entry for entry in release.ledger if entry.codes]


def assert_hidden(release: Release, profile: Profile = PROFILE) -> int:
    """Attack one release; return how many small cells withstood."""
    attacker = Attacker(as_rows(release.cells), code_rows(release.cells, profile))
    bounds = attacker.hidden()
    withstood = 0
    reasons = {(cell.table, cell.codes): cell.reason for cell in release.cells}
    for entry in tables_in(release):
        k = k_of(entry.codes, entry.table, profile)
        households_hidden = reasons[entry.table, entry.codes]
        if persons_behind(entry) < k:
            known = bounds[place_of(entry)]
            assert (known.least, known.greatest >= k) == (0, True), entry
            withstood += 1
        elif households_hidden == "DIFFERENCE":
            value = sum(events for _, events in entry.parts)
            known = bounds[place_of(entry)]
            assert known.least <= value - k, entry
            assert known.greatest >= value + k, entry
            withstood += 1
        elif not entry.published:
            known = bounds[place_of(entry)]
            assert known.least < known.greatest, entry
    return withstood


def changed(one: Contribution, other: Contribution) -> int:
    return len({person for person, _ in set(one.parts) ^ set(other.parts)})


def assert_differences_safe(past: Iterable[PastRelease], profile: Profile = PROFILE) -> int:
    """Compare every pair of releases of every published cell; return the number of pairs."""
    seen: dict[tuple[object, ...], list[Contribution]] = {}
    pairs = 0
    for release in past:
        for entry in release.cells:
            if entry.codes and entry.published:
                stock = entry.fact.startswith("bestand_")
                place = (entry.table, entry.codes, "" if stock else entry.period)
                for earlier in seen.setdefault(place, []):
                    g = changed(entry, earlier)
                    assert g == 0 or g >= k_of(entry.codes, entry.table, profile), (entry, earlier)
                    pairs += 1
                seen[place].append(entry)
    return pairs
