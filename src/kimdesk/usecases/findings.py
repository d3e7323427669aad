"""Findings: made from a contact in one step, submitted, released by the lead."""

from __future__ import annotations

from dataclasses import replace

from kimdesk.domain.access import Action
from kimdesk.domain.contacts import Contact
from kimdesk.domain.findings import Finding, FindingStatus, check_step, problems_of
from kimdesk.domain.identifiers import FindingId
from kimdesk.errors import InvalidInput, NotAllowed
from kimdesk.storage import findings
from kimdesk.usecases.desk import Desk

_LEAD_STEPS = {FindingStatus.RELEASED}


def draft_from_contact(contact: Contact) -> Finding:
    """Return a finding that takes over what the contact knows: field and case, not the text.

    The text of a contact is personal; the finding's words are written anew.
    """
    return Finding(
        title="",
        field=contact.fields[0] if contact.fields else "",
        cases=(contact.case,) if contact.case else (),
        contact=contact.id or None,
    )


def create_finding(desk: Desk, finding: Finding) -> Finding:
    """Store a new finding as a draft; it may still be incomplete."""
    stored = replace(
        finding,
        id=FindingId(desk.new_id()),
        status=FindingStatus.DRAFT,
        author=desk.user.id,
        created_on=finding.created_on or desk.today,
        version=1,
    )
    with desk.change("finding.created") as work:
        findings.add(work.session, stored)
        work.about("finding", stored.id)
    return stored


def change_finding(desk: Desk, finding: Finding) -> Finding:
    """Save a changed finding; changing a released one takes the release back.

    Raises:
        AlreadyChanged: if a colleague saved meanwhile.
        NotAllowed: if it was exported; what left is not rewritten.
    """
    if finding.status is FindingStatus.EXPORTED:
        check_step(finding.status, FindingStatus.DRAFT)
    released = finding.status is FindingStatus.RELEASED
    status = FindingStatus.SUBMITTED if released else finding.status
    return _save(desk, replace(finding, status=status, released_by=None), "finding.changed")


def move_finding(desk: Desk, finding: Finding, status: FindingStatus) -> Finding:
    """Take a finding a step on its way.

    Raises:
        NotAllowed: if the way does not know the step, or the role may not take it.
        InvalidInput: if something is missing for submitting it.
    """
    check_step(finding.status, status)
    if status is FindingStatus.EXPORTED:
        # Only the export itself says so, in the transaction that stores the bundle.
        raise NotAllowed(action="finding:exported by hand")
    if status in {FindingStatus.SUBMITTED, FindingStatus.RELEASED}:
        for field, problem in problems_of(finding).items():
            raise InvalidInput(field=field, problem=problem)
    right = Action.RELEASE_FINDINGS if status in _LEAD_STEPS else Action.KEEP_CASES
    by = desk.user.id if status is FindingStatus.RELEASED else None
    moved = replace(finding, status=status, released_by=by)
    return _save(desk, moved, f"finding.{status.value.lower()}", right)


def _save(desk: Desk, finding: Finding, action: str, right: Action = Action.KEEP_CASES) -> Finding:
    with desk.change(action, right) as work:
        findings.change(work.session, finding)
        work.about("finding", finding.id)
    return replace(finding, version=finding.version + 1)


def list_findings(desk: Desk, *statuses: FindingStatus) -> tuple[Finding, ...]:
    """Return findings in the given statuses, all if none is named."""
    with desk.store.read() as session:
        return tuple(findings.listed(session, *statuses))


def get_finding(desk: Desk, identifier: FindingId) -> Finding:
    """Return a finding.

    Raises:
        NotFound: if there is none of that id.
    """
    with desk.store.read() as session:
        return findings.get(session, identifier)
