"""Cases, follow-ups: when a case counts, when it is quiet, how a due day reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.cases import QUIET_AFTER, Case, Phase, is_quiet
from kimdesk.domain.follow_ups import due_in_words
from kimdesk.domain.identifiers import PersonId

OPENED = date(2026, 1, 10)
CASE = Case(PersonId("p"), "KIM", OPENED)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_a_case_is_in_stock_from_its_agreement_until_before_its_closing(
    agreed: date | None, closed: date | None, day: date
) -> None:
    case = replace(CASE, agreed_on=agreed, closed_on=closed)
    begun = agreed is not None and day >= agreed
    ended = closed is not None and day >= closed
    assert case.in_stock_on(day) is (begun and not ended)
    assert case.is_open is (closed is None)


@given(st.none() | DAYS, DAYS)
def test_a_case_is_quiet_after_ninety_days_without_contact(last: date | None, today: date) -> None:
    since = last or OPENED
    assert is_quiet(last, OPENED, today) is (today > since + timedelta(days=90))


def test_the_ninetieth_day_is_not_quiet_yet() -> None:
    assert not is_quiet(None, OPENED, OPENED + QUIET_AFTER)
    assert is_quiet(None, OPENED, OPENED + QUIET_AFTER + timedelta(days=1))


def test_every_phase_has_its_german_name() -> None:
    assert [phase.value for phase in Phase] == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert len({phase.german for phase in Phase}) == 6


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "heute"),
        (1, "morgen"),
        (2, "in 2 Tagen"),
        (30, "in 30 Tagen"),
        (-1, "1 Tag überfällig"),
        (-2, "2 Tage überfällig"),
    ],
)
def test_a_due_day_is_said_in_words(days: int, words: str) -> None:
    assert due_in_words(OPENED + timedelta(days=days), OPENED) == words
