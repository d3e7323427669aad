"""What left the office: releases with their exact bytes, the private ledger, unfinished runs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.statistics.model import Contribution, PastRelease
from kimdesk.storage.office_records import QuarterRunRecord, ReleaseRecord


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """One exported revision of one quarter; ``ledger`` is private and never exported."""

    id: str
    quarter: str
    revision: int
    seq: int
    manifest_hash: str
    replaces: str | None
    created_on: date
    released_by: str
    district: str
    payload: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    ledger: tuple[Contribution, ...] = field(repr=False)
    summary: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """What the journal shows of a release; cheap to read however much it weighs."""

    quarter: str
    revision: int
    seq: int
    created_on: date
    released_by: str
    district: str
    manifest_hash: str
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class QuarterRun:
    """An unfinished closing of a quarter; ``snapshot`` is the frozen key date."""

    quarter: str
    revision: int
    frozen_on: date
    snapshot: bytes = field(repr=False)
    comment: str = ""


def _packed(ledger: Sequence[Contribution]) -> bytes:
    rows = [
        [c.table, c.fact, c.period, c.codes, int(c.published), c.value, c.parts] for c in ledger
    ]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode())


def _unpacked(data: bytes) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(
            table,
            fact,
            period,
            tuple((dim, code) for dim, code in codes),
            bool(published),
            value,
            tuple((person, events) for person, events in parts),
        )
        for table, fact, period, codes, published, value, parts in json.loads(zlib.decompress(data))
    )


def _value(record: ReleaseRecord) -> StoredRelease:
    return StoredRelease(
        id=record.id,
        quarter=record.quarter,
        revision=record.revision,
        seq=record.seq,
        manifest_hash=record.manifest_hash,
        replaces=record.replaces,
        created_on=record.created_on,
        released_by=record.released_by,
        district=record.district,
        payload=record.payload,
        sealed=record.sealed,
        ledger=_unpacked(record.ledger),
        summary=dict(record.summary),
    )


def add(session: Session, release: StoredRelease) -> None:
    """Store a release with its ledger."""
    session.add(
        ReleaseRecord(
            id=release.id,
            quarter=release.quarter,
            revision=release.revision,
            seq=release.seq,
            manifest_hash=release.manifest_hash,
            replaces=release.replaces,
            created_on=release.created_on,
            released_by=release.released_by,
            district=release.district,
            payload=release.payload,
            sealed=release.sealed,
            ledger=_packed(release.ledger),
            summary=release.summary,
        )
    )
    session.flush()


def latest(session: Session, quarter: str) -> StoredRelease | None:
    """Return the newest revision of a quarter, if it was exported."""
    query = (
        select(ReleaseRecord)
        .where(ReleaseRecord.quarter == quarter)
        .order_by(ReleaseRecord.revision.desc())
        .limit(1)
    )
    found = session.scalar(query)
    return None if found is None else _value(found)


def last(session: Session) -> tuple[int, str] | None:
    """Return sequence number and manifest hash of the newest release."""
    query = select(ReleaseRecord.seq, ReleaseRecord.manifest_hash)
    found = session.execute(query.order_by(ReleaseRecord.seq.desc()).limit(1)).first()
    return None if found is None else (found.seq, found.manifest_hash)


def journal(session: Session) -> list[JournalRow]:
    """Return everything that ever left, newest first, without reading payloads and ledgers."""
    columns = [getattr(ReleaseRecord, name) for name in JournalRow.__dataclass_fields__]
    rows = session.execute(select(*columns).order_by(ReleaseRecord.seq.desc()))
    return [JournalRow(*row) for row in rows]


def past(session: Session) -> tuple[PastRelease, ...]:
    """Return the ledger of all releases in the order in which they left."""
    query = select(ReleaseRecord.quarter, ReleaseRecord.revision, ReleaseRecord.ledger).order_by(
        ReleaseRecord.seq
    )
    return tuple(
        PastRelease(row.quarter, row.revision, _unpacked(row.ledger))
        for row in session.execute(query)
    )


def put_run(session: Session, run: QuarterRun) -> None:
    """Keep an unfinished run so that it can be resumed."""
    session.merge(
        QuarterRunRecord(
            quarter=run.quarter,
            revision=run.revision,
            frozen_on=run.frozen_on,
            snapshot=run.snapshot,
            comment=run.comment,
        )
    )


def get_run(session: Session, quarter: str) -> QuarterRun | None:
    """Return the unfinished run of a quarter."""
    found = session.get(QuarterRunRecord, quarter)
    if found is None:
        return None
    return QuarterRun(found.quarter, found.revision, found.frozen_on, found.snapshot, found.comment)


def drop_run(session: Session, quarter: str) -> None:
    """Forget an unfinished run."""
    found = session.get(QuarterRunRecord, quarter)
    if found is not None:
        session.delete(found)
