"""Drawn lives hold together, for any seed, any day and any size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimdesk.demo.caseload import SlotDrawer, Window
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import shipped_content
from kimdesk.demo.drafts import Family, Life
from kimdesk.demo.families import FamilyDrawer
from kimdesk.demo.office import export_day
from kimdesk.demo.plan import DemoPlan
from kimdesk.demo.stage import Place
from kimdesk.demo.years import Years

RIETBERG = Place("05754032", "Rietberg", "Stadt Rietberg", "Ausländerbehörde")
DAYS = st.dates(date(2023, 6, 1), date(2029, 12, 31))
SEEDS = st.text("abcdef0123456789", min_size=1, max_size=6)
SIZES = st.integers(1, 45)
QUARTERS = st.integers(1, 6)


def families(seed: str, today: date, persons: int, quarters: int) -> list[Family]:
    window = Window.before(today, quarters)
    slots = SlotDrawer(window, Chance(seed, "slots")).slots()
    drawer = FamilyDrawer(shipped_content(), RIETBERG.municipality, today, seed)
    return list(drawer.families(persons, slots))


def lives(found: list[Family]) -> Iterator[Life]:
    return (life for family in found for life in family.lives)


@given(seed=SEEDS, today=DAYS, persons=SIZES, quarters=QUARTERS)
@settings(max_examples=40)
def test_lives_hold_together(seed: str, today: date, persons: int, quarters: int) -> None:
    found = families(seed, today, persons, quarters)
    assert sum(len(family.lives) for family in found) == persons
    for life in lives(found):
        lines = life.lines
        assert life.born <= lines.since <= today
        assert life.person.entered_germany == lines.arrival
        assert lines.arrival is None or life.born <= lines.arrival
        for series in (lines.residence, lines.regimes):
            assert series
            assert all(lines.since <= one.start <= today for one in series)
            assert all(one.end is not None and one.end < two.start for one, two in pairwise(series))
            assert all(
                one.value != two.value or two.note or one.note or (two.start - one.end).days > 1
                for one, two in pairwise(series)
                if one.end is not None
            )


@given(seed=SEEDS, today=DAYS, persons=SIZES, quarters=QUARTERS)
@settings(max_examples=40)
def test_changes_of_regime_follow_their_triggers(
    seed: str, today: date, persons: int, quarters: int
) -> None:
    for family in families(seed, today, persons, quarters):
        turn = family.turn
        if turn is None:
            continue
        assert turn.triggered_on <= today
        assert turn.leaves_on < turn.starts_on
        assert turn.from_value != turn.to_value
        assert turn.decided_on is None or turn.starts_on <= turn.decided_on <= today
        values = {one.value for one in family.client.lines.regimes}
        assert turn.from_value in values
        if turn.took_place:
            assert family.client.lines.regimes[-1].start == turn.starts_on


@given(seed=SEEDS, today=DAYS, persons=st.integers(1, 25), quarters=st.integers(1, 3))
@settings(max_examples=15)
def test_everything_happens_between_the_first_day_and_today(
    seed: str, today: date, persons: int, quarters: int
) -> None:
    plan = DemoPlan(
        folder=Path("nowhere"), today=today, persons=persons, quarters=quarters, seed=seed
    )
    window = Window.before(today, quarters)
    for day, deed in Years(plan, shipped_content(), 0, RIETBERG).diary():
        assert window.first <= day <= today
        family = getattr(deed, "keywords", {}).get("family")
        if family is not None:
            assert family.slot.recorded <= day <= (family.slot.closed or today)


@given(today=DAYS, quarters=st.integers(1, 12), seed=SEEDS)
def test_quarters_are_exported_after_their_end_and_before_tomorrow(
    today: date, quarters: int, seed: str
) -> None:
    window = Window.before(today, quarters)
    assert len(window.quarters) == quarters
    assert window.quarters[-1].last_day < today <= window.quarters[-1].next.last_day
    for quarter in window.quarters:
        assert quarter.last_day < export_day(quarter, window, Chance(seed)) <= today


def test_relatives_have_names_of_their_own() -> None:
    for family in families("names", date(2026, 11, 22), 200, 4):
        names = [life.person.display_name for life in family.lives]
        assert len(set(names)) == len(names)


def test_mixed_families_and_births_here_occur() -> None:
    found = families("mixed", date(2026, 11, 22), 600, 4)
    mixed = [
        family
        for family in found
        if len({life.lines.residence[-1].value for life in family.lives}) > 1
    ]
    assert len(mixed) > 10
    assert any(life.lines.arrival is None for life in lives(found))
    assert any(life.role == "ELTERNTEIL" for life in lives(found))


def test_outcomes_of_changes_are_mixed_as_in_practice() -> None:
    found = families("outcomes", date(2026, 11, 22), 900, 4)
    outcomes = [family.turn.outcome for family in found if family.turn and family.turn.decided_on]
    share = {name: outcomes.count(name) / len(outcomes) for name in set(outcomes)}
    assert share["LUECKENLOS"] == pytest.approx(0.6, abs=0.12)
    assert 0.05 < share["UEBERBRUECKT"] < 0.25
    assert 0.12 < share["LUECKE"] < 0.38
    assert 0 < share["NICHT_GELUNGEN"] < 0.08
    gaps = [
        (family.turn.starts_on - family.turn.leaves_on).days - 1
        for family in found
        if family.turn and family.turn.outcome == "LUECKE"
    ]
    assert min(gaps) >= 6
    assert max(gaps) <= 9 * 7
