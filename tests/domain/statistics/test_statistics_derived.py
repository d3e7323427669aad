"""Which sums follow from the rows by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.statistics import ROOT, shipped_profile
from kimdesk.domain.statistics.counting import persons_changed
from kimdesk.domain.statistics.derived import common_blocks, known_blocks

AGE = shipped_profile().dimension("alter")
CODES = [entry.code for entry in AGE.codes]


def blocks(*published: str) -> set[frozenset[str]]:
    return set(known_blocks(AGE, published.__contains__))


def test_the_rest_of_a_group_is_known() -> None:
    assert blocks(ROOT, "u18", "0-5") == {
        frozenset({"0-5"}),
        frozenset({"6-13", "14-17"}),
        frozenset({"18-26", "27-39", "40-54", "55-66", "67+"}),
    }


def test_without_the_total_the_rest_is_not_known() -> None:
    assert blocks("u18") == {frozenset({"0-5", "6-13", "14-17"})}


def test_what_both_releases_tell_is_their_common_coarsening() -> None:
    one = known_blocks(AGE, {ROOT, "u18", "18-26"}.__contains__)
    other = known_blocks(AGE, {ROOT, "18-26", "27-39"}.__contains__)
    assert set(common_blocks(one, other)) == {
        frozenset({"18-26"}),
        frozenset({"0-5", "6-13", "14-17", "27-39", "40-54", "55-66", "67+"}),
    }


def test_what_only_one_release_tells_is_not_common() -> None:
    one = known_blocks(AGE, {"u18", "67+"}.__contains__)
    other = known_blocks(AGE, {"0-5", "67+"}.__contains__)
    assert common_blocks(one, other) == (frozenset({"67+"}),)


@given(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
def test_common_blocks_are_disjoint_sums_of_the_blocks_of_both(
    first: set[str], second: set[str]
) -> None:
    one = known_blocks(AGE, first.__contains__)
    other = known_blocks(AGE, second.__contains__)
    common = common_blocks(one, other)
    assert sum(map(len, common)) == len(frozenset().union(*common))
    for block in common:
        for side in (one, other):
            inside = [part for part in side if part <= block]
            assert frozenset().union(*inside) == block
            assert all(part <= block or not part & block for part in side)


@given(st.sets(st.sampled_from(CODES)))
def test_a_release_has_all_its_blocks_in_common_with_itself(published: set[str]) -> None:
    one = known_blocks(AGE, published.__contains__)
    assert common_blocks(one, one) == one


def test_changes_count_persons_not_entries() -> None:
    assert persons_changed(((1, 1), (2, 1)), ((1, 1), (2, 1))) == 0
    assert persons_changed(((1, 1), (2, 1)), ((2, 1), (3, 1))) == 2
    assert persons_changed(((1, 1), (2, 1)), ((1, 1), (2, 3))) == 1


def test_a_second_equal_gap_of_a_person_is_a_change() -> None:
    assert persons_changed(((1, 4), (1, 4)), ((1, 4),)) == 1
    assert persons_changed(((1, 4), (1, 4)), ((1, 4), (1, 4))) == 0
