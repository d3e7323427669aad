from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundles.samples import parcel
from kimdesk.bundles.manifest import Manifest
from kimdesk.bundles.sequence import OfficeState, QuarterState, Verdict, judge
from kimdesk.errors import BundleGap, ConflictingBundle, KimdeskError, OlderRevision

BASE = parcel().manifest


def manifest(
    seq: int,
    prev: str | None,
    quarter: str = "2026-Q3",
    revision: int = 1,
    replaces: str | None = None,
) -> Manifest:
    return replace(BASE, seq=seq, prev=prev, quarter=quarter, revision=revision, replaces=replaces)


STATE = OfficeState(
    seq=3,
    manifest_hash="h3",
    quarters={"2026-Q1": QuarterState(2, "h2"), "2026-Q2": QuarterState(1, "h3")},
    earlier={1: "h1", 2: "h2", 3: "h3"},
)
FORGETFUL = replace(STATE, earlier={})


def test_the_first_bundle_has_number_one() -> None:
    assert judge(OfficeState(), manifest(1, None), "h1") is Verdict.ACCEPT
    with pytest.raises(BundleGap) as caught:
        judge(OfficeState(), manifest(2, "h1"), "h2")
    assert caught.value.facts == {"office": "office-1", "missing": 1}


def test_the_next_number_with_the_known_predecessor_is_accepted() -> None:
    assert judge(STATE, manifest(4, "h3"), "h4") is Verdict.ACCEPT


@pytest.mark.parametrize("state", [STATE, FORGETFUL])
def test_the_same_bundle_again_is_no_fault(state: OfficeState) -> None:
    assert judge(state, manifest(3, "h2", "2026-Q2"), "h3") is Verdict.ALREADY_READ
    assert judge(state, manifest(2, "h1", "2026-Q1", 2, "h1"), "h2") is Verdict.ALREADY_READ


def test_the_same_number_with_other_content_is_an_alarm() -> None:
    for state in (STATE, FORGETFUL):
        with pytest.raises(ConflictingBundle) as caught:
            judge(state, manifest(3, "h2", "2026-Q2"), "forged")
        assert caught.value.facts == {"office": "office-1", "seq": 3}
    with pytest.raises(ConflictingBundle):
        judge(STATE, manifest(1, None, "2026-Q1"), "forged")


def test_a_gap_names_the_missing_number() -> None:
    with pytest.raises(BundleGap) as caught:
        judge(STATE, manifest(6, "h5"), "h6")
    assert caught.value.facts["missing"] == 4
    with pytest.raises(BundleGap) as caught:
        judge(STATE, manifest(4, "unknown"), "h4")
    assert caught.value.facts["missing"] == 3


def test_a_revision_follows_the_current_one_only() -> None:
    assert judge(STATE, manifest(4, "h3", "2026-Q1", 3, "h2"), "h4") is Verdict.ACCEPT
    for revision, replaces in ((2, "h1"), (1, None)):
        with pytest.raises(OlderRevision) as caught:
            judge(STATE, manifest(4, "h3", "2026-Q1", revision, replaces), "h4")
        assert caught.value.facts == {"quarter": "2026-Q1", "revision": 2}
    for quarter, revision, replaces in (
        ("2026-Q1", 3, "h1"),
        ("2026-Q1", 4, "h2"),
        ("2026-Q3", 2, "h2"),
    ):
        with pytest.raises(ConflictingBundle):
            judge(STATE, manifest(4, "h3", quarter, revision, replaces), "h4")


def test_an_old_number_that_is_not_kept_is_told_by_its_revision() -> None:
    with pytest.raises(OlderRevision):
        judge(FORGETFUL, manifest(1, None, "2026-Q1"), "h1")
    with pytest.raises(ConflictingBundle):
        judge(FORGETFUL, manifest(1, None, "2025-Q4"), "h0")
    with pytest.raises(ConflictingBundle):
        judge(FORGETFUL, manifest(2, "h1", "2026-Q1", 2, "h1"), "forged")


@given(st.permutations(range(6)))
def test_in_any_order_the_accepted_ones_are_a_complete_beginning(order: list[int]) -> None:
    series = [
        (manifest(n + 1, f"h{n}" if n else None, f"2026-Q{n % 4 + 1}", n // 4 + 1,
                  f"h{n - 3}" if n >= 4 else None), f"h{n + 1}")
        for n in range(6)
    ]  # fmt: skip
    state, accepted = OfficeState(), []
    for n in order:
        sent, digest = series[n]
        try:
            assert judge(state, sent, digest) is Verdict.ACCEPT
        except KimdeskError:
            continue
        accepted.append(n)
        quarter = {sent.quarter: QuarterState(sent.revision, digest)}
        state = OfficeState(
            sent.seq, digest, {**state.quarters, **quarter}, {**state.earlier, sent.seq: digest}
        )
    assert accepted == list(range(len(accepted)))
    for n in accepted:
        assert judge(state, *series[n]) is Verdict.ALREADY_READ
