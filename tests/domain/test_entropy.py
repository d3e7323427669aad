"""Chance that is handed in: reproducible with a seed, never repeated without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.entropy import SeededEntropy, SystemEntropy
from kimdesk.domain.identifiers import new_id, new_pseudonym

CALLS = st.lists(st.tuples(st.sampled_from(["bytes", "hex", "below"]), st.integers(1, 200)))


@given(st.text(max_size=20), CALLS)
def test_the_same_seed_gives_the_same_stream(seed: str, calls: list[tuple[str, int]]) -> None:
    one, two = SeededEntropy(seed), SeededEntropy(seed)
    for name, size in calls:
        assert getattr(one, name)(size) == getattr(two, name)(size)


@given(st.lists(st.integers(0, 150), max_size=8))
def test_the_stream_does_not_depend_on_how_it_is_cut(pieces: list[int]) -> None:
    one, two = SeededEntropy("cut"), SeededEntropy("cut")
    assert b"".join(one.bytes(size) for size in pieces) == two.bytes(sum(pieces))


def test_another_seed_gives_another_stream() -> None:
    assert SeededEntropy("1").bytes(32) != SeededEntropy("2").bytes(32)
    assert SeededEntropy("1").bytes(32) != SystemEntropy().bytes(32)


@given(st.integers(1, 10**12))
def test_a_number_stays_below_its_limit(limit: int) -> None:
    for entropy in (SeededEntropy("limit"), SystemEntropy()):
        assert 0 <= entropy.below(limit) < limit


def test_every_number_below_a_limit_turns_up_about_equally_often() -> None:
    entropy = SeededEntropy("spread")
    counts = [0] * 7
    for _ in range(7000):
        counts[entropy.below(7)] += 1
    assert all(880 < count < 1120 for count in counts)


def test_there_is_no_number_below_nothing() -> None:
    with pytest.raises(ValueError, match="0"):
        SeededEntropy("limit").below(0)


@pytest.mark.parametrize("entropy", [SeededEntropy("ids"), SystemEntropy()])
def test_ids_and_pseudonyms_fit_their_columns_and_do_not_repeat(
    entropy: SeededEntropy | SystemEntropy,
) -> None:
    ids = {new_id(entropy) for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {32}
    numbers = {new_pseudonym(entropy) for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(0 <= number < 2**62 for number in numbers)


def test_hexadecimal_and_bytes_are_the_same_stream() -> None:
    assert SeededEntropy("hex").hex(20) == SeededEntropy("hex").bytes(20).hex()
    assert len(SystemEntropy().hex(8)) == 16
