"""Persons: what keeps one from being stored, how a birth date reads, and the drawn sex."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.domain.people import (
    NAME_LIMIT,
    BirthDate,
    BirthPrecision,
    Person,
    drawn_sex,
    problems_of,
    tidied,
)
from make import TODAY, person


def test_a_usual_person_can_be_stored() -> None:
    assert problems_of(person(), TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"family_name": " ", "given_name": ""}, "family_name"),
        ({"family_name": "x" * (NAME_LIMIT + 1)}, "family_name"),
        ({"given_name": "x" * (NAME_LIMIT + 1)}, "given_name"),
        ({"birth": BirthDate(TODAY + timedelta(days=1)), "entered_germany": None}, "birth"),
        ({"birth": BirthDate(date(1900, 1, 1), BirthPrecision.ESTIMATED)}, "birth"),
        ({"entered_germany": date(1980, 1, 1)}, "entered_germany"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    assert list(problems_of(person(**changes), TODAY)) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": ""},
        {"given_name": ""},
        {"birth": BirthDate()},
        {"birth": BirthDate(TODAY, BirthPrecision.DAY), "entered_germany": TODAY},
        {"family_name": "x" * NAME_LIMIT},
    ],
)
def test_one_name_is_enough_and_everything_else_may_be_unknown(
    changes: dict[str, Any],
) -> None:
    assert problems_of(person(**changes), TODAY) == {}


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=10), max_size=3))
def test_tidying_twice_changes_nothing_more(
    family: str, given_name: str, spellings: list[str]
) -> None:
    once = tidied(person(family, given_name, spellings=tuple(spellings)))
    assert tidied(once) == once
    assert once.family_name == once.family_name.strip()
    assert "  " not in once.given_name
    assert all(spelling.strip() for spelling in once.spellings)


def test_tidying_loses_no_letter() -> None:
    messy = Person("  Al  Khatib ", "Rima\t", (" ", " Alkhatib "), " ريما  الخطيب ")
    tidy = tidied(messy)
    assert (tidy.family_name, tidy.given_name) == ("Al Khatib", "Rima")
    assert (tidy.spellings, tidy.original_script) == (("Alkhatib",), "ريما الخطيب")


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (BirthDate(date(1988, 7, 14), BirthPrecision.DAY), "14.07.1988"),
        (BirthDate(date(1988, 1, 1), BirthPrecision.YEAR), "1988"),
        (BirthDate(date(1988, 1, 1), BirthPrecision.ESTIMATED), "ca. 1988"),
        (BirthDate(date(1990, 1, 1), BirthPrecision.FICTITIOUS), "01.01.1990 (fiktiv)"),
        (BirthDate(), "unbekannt"),
        (BirthDate(None, BirthPrecision.DAY), "unbekannt"),
    ],
)
def test_a_birth_date_says_how_sure_it_is(birth: BirthDate, words: str) -> None:
    assert birth.german == words


def test_who_has_no_birth_date_has_no_age() -> None:
    assert BirthDate().age_on(TODAY) is None
    assert BirthDate(date(2000, 11, 22)).age_on(TODAY) == 26


def test_people_with_one_name_are_shown_by_it() -> None:
    assert person("Kovalenko", "Olena").display_name == "Kovalenko, Olena"
    assert person("", "Olena").display_name == "Olena"
    assert person("Kovalenko", "").display_name == "Kovalenko"
    assert person("kovalenko", "olena").initials == "OK"
    assert person("", "Olena").initials == "O"


@given(st.sampled_from("dx"), st.text(min_size=1, max_size=5))
def test_a_drawn_sex_stays_what_it_was(gender: str, seed: str) -> None:
    first = drawn_sex(gender, "", SeededEntropy(seed))
    assert first in {"w", "m"}
    assert drawn_sex(gender, first, SeededEntropy(seed + "other")) == first


@given(st.sampled_from("wm"), st.sampled_from(["", "w", "m"]))
def test_a_recorded_sex_is_published_as_it_is(gender: str, earlier: str) -> None:
    assert drawn_sex(gender, earlier, SeededEntropy("any")) == gender


def test_chance_draws_both_codes() -> None:
    entropy = SeededEntropy("draw")
    drawn = [drawn_sex("x", "", entropy) for _ in range(400)]
    assert 140 < drawn.count("w") < 260
