"""Findings in the case file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.identifiers import AccountId, CaseId, ContactId, FindingId
from kimdesk.storage.mapping import columns_of, fetch, overwrite
from kimdesk.storage.office_records import (
    ExportedFindingRecord,
    FindingCaseRecord,
    FindingRecord,
)

_SAME = (
    "title",
    "description",
    "field",
    "kind",
    "from_actor",
    "to_actor",
    "rechtskreis",
    "consequence",
    "delay_weeks",
    "tried",
    "proposal",
    "level",
    "good_practice",
    "created_on",
    "version",
)


def _columns(finding: Finding) -> dict[str, Any]:
    columns = columns_of(finding, "id", "version", "cases", "contact")
    return columns | {"contact_id": finding.contact}


def _value(record: FindingRecord, cases: Iterable[str]) -> Finding:
    return Finding(
        id=FindingId(record.id),
        status=FindingStatus(record.status),
        cases=tuple(CaseId(case) for case in cases),
        contact=None if record.contact_id is None else ContactId(record.contact_id),
        author=AccountId(record.author),
        released_by=None if record.released_by is None else AccountId(record.released_by),
        **{name: getattr(record, name) for name in _SAME},
    )


def _link(session: Session, finding: Finding) -> None:
    session.execute(delete(FindingCaseRecord).where(FindingCaseRecord.finding_id == finding.id))
    for case in dict.fromkeys(finding.cases):
        session.add(FindingCaseRecord(finding_id=finding.id, case_id=case))


def add(session: Session, finding: Finding) -> None:
    """Store a new finding with its links to cases."""
    session.add(FindingRecord(id=finding.id, version=1, **_columns(finding)))
    session.flush()
    _link(session, finding)


def change(session: Session, finding: Finding) -> list[str]:
    """Save a changed finding and return the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile.
    """
    changed = overwrite(session, FindingRecord, finding, _columns(finding))
    _link(session, finding)
    return changed


def get(session: Session, identifier: FindingId) -> Finding:
    """Return a finding.

    Raises:
        NotFound: if there is none of that id.
    """
    record = fetch(session, FindingRecord, identifier)
    return _value(record, _links(session, [record.id]).get(record.id, []))


def _links(session: Session, findings: Iterable[str]) -> dict[str, list[str]]:
    query = select(FindingCaseRecord.finding_id, FindingCaseRecord.case_id).where(
        FindingCaseRecord.finding_id.in_(list(findings))
    )
    links: dict[str, list[str]] = {}
    for row in session.execute(query.order_by(FindingCaseRecord.case_id)):
        links.setdefault(row.finding_id, []).append(row.case_id)
    return links


def listed(session: Session, *statuses: FindingStatus) -> list[Finding]:
    """Return findings in the given statuses (all if none is named), newest first."""
    query = select(FindingRecord).order_by(FindingRecord.created_on.desc(), FindingRecord.id)
    if statuses:
        query = query.where(FindingRecord.status.in_([status.value for status in statuses]))
    records = list(session.scalars(query))
    links = _links(session, [record.id for record in records])
    return [_value(record, links.get(record.id, [])) for record in records]


def of_case(session: Session, case: CaseId) -> list[Finding]:
    """Return the findings that a case showed."""
    ids = select(FindingCaseRecord.finding_id).where(FindingCaseRecord.case_id == case)
    query = (
        select(FindingRecord)
        .where(FindingRecord.id.in_(ids))
        .order_by(FindingRecord.created_on.desc(), FindingRecord.id)
    )
    records = list(session.scalars(query))
    links = _links(session, [record.id for record in records])
    return [_value(record, links.get(record.id, [])) for record in records]


def counts(session: Session) -> dict[FindingStatus, int]:
    """Return how many findings stand where."""
    query = select(FindingRecord.status, func.count()).group_by(FindingRecord.status)
    return {FindingStatus(row[0]): row[1] for row in session.execute(query)}


def exported_ids(session: Session, release: str) -> dict[FindingId, str]:
    """Return the random public id of every finding in a release."""
    query = select(ExportedFindingRecord.finding_id, ExportedFindingRecord.public_id).where(
        ExportedFindingRecord.release_id == release
    )
    return {FindingId(row[0]): row[1] for row in session.execute(query)}


def note_export(session: Session, release: str, finding: FindingId, public_id: str) -> None:
    """Note under which random id a finding left."""
    session.add(ExportedFindingRecord(release_id=release, finding_id=finding, public_id=public_id))


def mark_exported(session: Session, identifier: FindingId) -> None:
    """Set a released finding to exported."""
    record = fetch(session, FindingRecord, identifier)
    record.status = FindingStatus.EXPORTED.value
    record.version += 1
