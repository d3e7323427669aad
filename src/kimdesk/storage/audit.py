"""The audit chain: one entry per change, each carrying the hash of the one before.

::

    hash = SHA-256( "kim-audit1" | prev_hash | canonical JSON of the entry )

It is evidence against mistakes and casual changes. Somebody who can unlock the file and program
can rewrite the chain since the last signature of another person; only anchors outside the file
(the printed head, backups) catch that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.errors import Tampered
from kimdesk.storage.records import DistrictAudit, OfficeAudit

AuditRecord = type[OfficeAudit | DistrictAudit]
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One audited change; ``detail`` names fields and counts, never contents."""

    at: str
    actor: str
    action: str
    object_kind: str
    object_id: str
    detail: Mapping[str, Any]


def _hash(seq: int, entry: Entry, prev: str) -> str:
    body = rfc8785.dumps(
        {
            "seq": seq,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "kind": entry.object_kind,
            "object": entry.object_id,
            "detail": dict(entry.detail),
        }
    )
    return hashlib.sha256(b"kim-audit1" + prev.encode() + body).hexdigest()


def head(session: Session, record: AuditRecord) -> tuple[int, str]:
    """Return number and hash of the last entry, ``(0, "000…")`` before the first."""
    row = session.execute(
        select(record.seq, record.hash).order_by(record.seq.desc()).limit(1)
    ).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def append(
    session: Session, record: AuditRecord, entry: Entry, signature: bytes | None = None
) -> None:
    """Add an entry to the chain, in the caller's transaction."""
    seq, prev = head(session, record)
    session.add(
        record(
            seq=seq + 1,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            object_kind=entry.object_kind,
            object_id=entry.object_id,
            detail=dict(entry.detail),
            prev_hash=prev,
            hash=_hash(seq + 1, entry, prev),
            signature=signature,
        )
    )
    session.flush()


def verify(rows: Iterable[OfficeAudit | DistrictAudit]) -> int:
    """Walk the chain from its first entry and return its length.

    Raises:
        Tampered: with the number of the first entry that does not fit.
    """
    prev, count = GENESIS, 0
    for row in rows:
        count += 1
        entry = Entry(row.at, row.actor, row.action, row.object_kind, row.object_id, row.detail)
        if row.seq != count or row.prev_hash != prev or row.hash != _hash(count, entry, prev):
            raise Tampered(what="audit", entry=count)
        prev = row.hash
    return count


def all_entries(session: Session, record: AuditRecord) -> Iterable[OfficeAudit | DistrictAudit]:
    """Return the chain in order, streamed."""
    return session.scalars(select(record).order_by(record.seq).execution_options(yield_per=1000))
