"""Findings: the way from draft to export, what one lacks, and the class of its frequency."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.config import resources_folder
from kimdesk.domain.catalogues import load_catalogues
from kimdesk.domain.findings import (
    TITLE_LIMIT,
    Finding,
    FindingStatus,
    check_step,
    frequency_code,
    problems_of,
)
from kimdesk.errors import NotAllowed

DRAFT, SUBMITTED = FindingStatus.DRAFT, FindingStatus.SUBMITTED
RELEASED, EXPORTED = FindingStatus.RELEASED, FindingStatus.EXPORTED
GOOD = Finding("Wartezeit", "Termine fehlen.", field="HF02", kind="KAPAZITAET")


def allowed(current: FindingStatus, target: FindingStatus) -> bool:
    try:
        check_step(current, target)
    except NotAllowed:
        return False
    return True


@given(st.lists(st.sampled_from(list(FindingStatus)), max_size=12))
def test_nothing_is_exported_that_was_not_released_right_before(way: list[FindingStatus]) -> None:
    walked = [DRAFT]
    for target in way:
        if allowed(walked[-1], target):
            walked.append(target)
    for before, after in pairwise(walked):
        if after is EXPORTED:
            assert before is RELEASED
            assert SUBMITTED in walked


def test_the_only_way_into_the_export_is_the_release() -> None:
    assert [status for status in FindingStatus if allowed(status, EXPORTED)] == [RELEASED]
    assert [status for status in FindingStatus if allowed(status, RELEASED)] == [SUBMITTED]


def test_what_left_goes_nowhere() -> None:
    assert not any(allowed(EXPORTED, status) for status in FindingStatus)


def test_a_dropped_finding_can_be_taken_up_again_as_a_draft_only() -> None:
    back = [status for status in FindingStatus if allowed(FindingStatus.DROPPED, status)]
    assert back == [DRAFT]


def test_a_refused_step_tells_from_where_to_where() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_step(DRAFT, EXPORTED)
    assert refused.value.facts == {"action": "finding:ENTWURF->EXPORTIERT"}


def test_every_status_has_a_german_word() -> None:
    assert len({status.german for status in FindingStatus}) == len(FindingStatus)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_cases_never_give_a_smaller_class(one: int, two: int) -> None:
    order = ["EINZELN", "BIS5", "BIS10", "UEBER10"]
    few, many = sorted((one, two))
    assert order.index(frequency_code(few)) <= order.index(frequency_code(many))


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        (0, "EINZELN"),
        (2, "EINZELN"),
        (3, "BIS5"),
        (5, "BIS5"),
        (6, "BIS10"),
        (10, "BIS10"),
        (11, "UEBER10"),
        (5000, "UEBER10"),
    ],
)
def test_the_frequency_leaves_as_a_class_of_the_catalogue(cases: int, code: str) -> None:
    assert frequency_code(cases) == code
    assert code in load_catalogues(resources_folder() / "catalogues")["haeufigkeit"]


def test_a_complete_finding_lacks_nothing_and_an_empty_one_names_every_field() -> None:
    assert problems_of(GOOD) == {}
    assert set(problems_of(Finding(" "))) == {"title", "field", "kind", "description"}
    assert list(problems_of(Finding("x" * (TITLE_LIMIT + 1), "d", "HF02", "k"))) == ["title"]
