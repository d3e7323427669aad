"""Findings with roles: whoever keeps cases submits, only the lead releases."""

from __future__ import annotations

from dataclasses import replace

import pytest

import make
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.identifiers import FindingId
from kimdesk.errors import AlreadyChanged, InvalidInput, NotAllowed, NotFound
from kimdesk.usecases import cases, findings
from kimdesk.usecases.desk import Desk

GOOD = Finding("Wartezeit", "Termine fehlen.", field="HF02", kind="KAPAZITAET")
SUBMITTED, RELEASED = FindingStatus.SUBMITTED, FindingStatus.RELEASED


def submitted(desk: Desk) -> Finding:
    return findings.move_finding(desk, findings.create_finding(desk, GOOD), SUBMITTED)


def test_a_new_finding_is_a_draft_whatever_it_says_of_itself(desk: Desk) -> None:
    boasting = replace(GOOD, status=RELEASED, released_by=desk.user.id)
    stored = findings.create_finding(desk, boasting)
    assert findings.get_finding(desk, stored.id).status is FindingStatus.DRAFT
    assert stored.author == desk.user.id
    assert stored.created_on == desk.today


@pytest.mark.parametrize("missing", ["title", "description", "field", "kind"])
def test_an_incomplete_draft_is_kept_but_not_submitted(desk: Desk, missing: str) -> None:
    draft = findings.create_finding(desk, replace(GOOD, **{missing: ""}))  # type: ignore[arg-type]
    with pytest.raises(InvalidInput) as refused:
        findings.move_finding(desk, draft, SUBMITTED)
    assert refused.value.facts["field"] == missing
    assert findings.get_finding(desk, draft.id) == draft


def test_a_caseworker_submits_and_does_not_release(desk: Desk) -> None:
    worker = make.as_caseworker(desk)
    waiting = submitted(worker)
    with pytest.raises(NotAllowed) as refused:
        findings.move_finding(worker, waiting, RELEASED)
    assert refused.value.facts == {"action": "release_findings"}
    assert findings.get_finding(worker, waiting.id).status is SUBMITTED


def test_the_lead_releases_under_the_own_name(desk: Desk) -> None:
    waiting = submitted(make.as_caseworker(desk))
    released = findings.move_finding(desk, waiting, RELEASED)
    assert released.released_by == desk.user.id
    assert findings.get_finding(desk, waiting.id) == released


@pytest.mark.parametrize("status", [RELEASED, FindingStatus.EXPORTED])
def test_a_draft_skips_no_step(desk: Desk, status: FindingStatus) -> None:
    draft = findings.create_finding(desk, GOOD)
    with pytest.raises(NotAllowed):
        findings.move_finding(desk, draft, status)


def test_nobody_marks_a_finding_as_exported_by_hand(desk: Desk) -> None:
    released = findings.move_finding(desk, submitted(desk), RELEASED)
    for user in (desk, make.as_caseworker(desk)):
        with pytest.raises(NotAllowed):
            findings.move_finding(user, released, FindingStatus.EXPORTED)
    assert findings.get_finding(desk, released.id).status is RELEASED


def test_changing_a_released_finding_takes_the_release_back(desk: Desk) -> None:
    released = findings.move_finding(desk, submitted(desk), RELEASED)
    changed = findings.change_finding(
        make.as_caseworker(desk), replace(released, title="Längere Wartezeit")
    )
    assert (changed.status, changed.released_by) == (SUBMITTED, None)
    assert findings.get_finding(desk, released.id) == changed


def test_what_left_is_not_rewritten(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        findings.change_finding(desk, replace(GOOD, status=FindingStatus.EXPORTED))


def test_a_dropped_finding_comes_back_as_a_draft(desk: Desk) -> None:
    dropped = findings.move_finding(desk, submitted(desk), FindingStatus.DROPPED)
    with pytest.raises(NotAllowed):
        findings.move_finding(desk, dropped, SUBMITTED)
    again = findings.move_finding(desk, dropped, FindingStatus.DRAFT)
    assert findings.get_finding(desk, again.id) == again


def test_two_who_change_the_same_finding_do_not_overwrite_each_other(desk: Desk) -> None:
    draft = findings.create_finding(desk, GOOD)
    findings.change_finding(desk, replace(draft, title="Zuerst"))
    with pytest.raises(AlreadyChanged):
        findings.change_finding(desk, replace(draft, title="Danach"))
    with pytest.raises(AlreadyChanged):
        findings.move_finding(desk, draft, SUBMITTED)
    assert findings.get_finding(desk, draft.id).title == "Zuerst"


def test_links_to_cases_are_kept_each_once_and_replaced(desk: Desk) -> None:
    one, two = make.case(desk, make.person("Eins")), make.case(desk, make.person("Zwei"))
    draft = findings.create_finding(desk, replace(GOOD, cases=(one.id, one.id)))
    assert findings.get_finding(desk, draft.id).cases == (one.id,)
    findings.change_finding(desk, replace(draft, cases=(two.id,)))
    assert cases.case_view(desk, one.id).findings == ()
    assert [known.id for known in cases.case_view(desk, two.id).findings] == [draft.id]


def test_findings_are_listed_by_status(desk: Desk) -> None:
    draft, waiting = findings.create_finding(desk, GOOD), submitted(desk)
    assert {one.id for one in findings.list_findings(desk)} == {draft.id, waiting.id}
    assert [one.id for one in findings.list_findings(desk, SUBMITTED)] == [waiting.id]
    assert findings.list_findings(desk, RELEASED) == ()
    with pytest.raises(NotFound):
        findings.get_finding(desk, FindingId("0" * 32))
