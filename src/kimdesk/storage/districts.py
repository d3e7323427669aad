"""The district's workspace: enrolled offices, accepted bundles, their cells and findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kimdesk.domain.statistics.model import Cell
from kimdesk.storage.district_records import (
    BundleRecord,
    DistrictFindingRecord,
    OfficeRecord,
    StatisticRecord,
)


@dataclass(frozen=True, slots=True)
class EnrolledOffice:
    """An office whose bundles are accepted."""

    id: str
    name: str
    municipality: str
    provider: str
    legal_frame: str
    card: bytes = field(repr=False)
    fingerprint: str
    enrolled_on: date


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """An accepted bundle."""

    id: str
    office_id: str
    quarter: str
    revision: int
    seq: int
    manifest_hash: str
    created_on: date
    imported_on: date
    current: bool
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceivedFinding:
    """A finding as an office released it."""

    id: str
    office: str
    quarter: str
    title: str
    description: str
    field: str
    kind: str
    from_actor: str
    to_actor: str
    rechtskreis: str
    frequency: str
    consequence: str
    delay_weeks: int | None
    tried: str
    proposal: str
    level: str
    good_practice: bool


_FINDING_FIELDS = tuple(
    name for name in ReceivedFinding.__dataclass_fields__ if name not in {"office", "quarter"}
)


def put_office(session: Session, office: EnrolledOffice) -> None:
    """Store an enrolled office, new or enrolled anew."""
    columns = {name: getattr(office, name) for name in EnrolledOffice.__dataclass_fields__}
    session.merge(OfficeRecord(**columns))


def offices(session: Session) -> tuple[EnrolledOffice, ...]:
    """Return all enrolled offices by name."""
    rows = session.scalars(select(OfficeRecord).order_by(OfficeRecord.name, OfficeRecord.id))
    return tuple(
        EnrolledOffice(**{name: getattr(row, name) for name in EnrolledOffice.__dataclass_fields__})
        for row in rows
    )


def add_bundle(
    session: Session,
    bundle: StoredBundle,
    cells: Sequence[Cell],
    findings: Iterable[ReceivedFinding],
) -> None:
    """Store an accepted bundle whole; an earlier revision of the quarter stays as archive."""
    session.execute(
        update(BundleRecord)
        .where(BundleRecord.office_id == bundle.office_id, BundleRecord.quarter == bundle.quarter)
        .values(current=False)
    )
    columns = {name: getattr(bundle, name) for name in StoredBundle.__dataclass_fields__}
    session.add(BundleRecord(**columns))
    session.flush()
    session.add_all(_cell_record(bundle.id, position, cell) for position, cell in enumerate(cells))
    session.add_all(
        DistrictFindingRecord(
            bundle_id=bundle.id, **{name: getattr(one, name) for name in _FINDING_FIELDS}
        )
        for one in findings
    )


def _cell_record(bundle: str, position: int, cell: Cell) -> StatisticRecord:
    pairs = [*cell.codes, ("", ""), ("", ""), ("", "")]
    return StatisticRecord(
        bundle_id=bundle,
        position=position,
        table=cell.table,
        fact=cell.fact,
        period=cell.period,
        dimension=pairs[0][0],
        code=pairs[0][1],
        dimension2=pairs[1][0],
        code2=pairs[1][1],
        dimension3=pairs[2][0],
        code3=pairs[2][1],
        value=cell.value,
    )


def _cell(row: StatisticRecord) -> Cell:
    pairs = (
        (row.dimension, row.code),
        (row.dimension2, row.code2),
        (row.dimension3, row.code3),
    )
    codes = tuple(pair for pair in pairs if pair[0])
    return Cell(row.table, row.fact, row.period, codes, row.value)


def bundles(session: Session) -> tuple[StoredBundle, ...]:
    """Return all accepted bundles in the order of office and sequence."""
    rows = session.scalars(select(BundleRecord).order_by(BundleRecord.office_id, BundleRecord.seq))
    return tuple(
        StoredBundle(**{name: getattr(row, name) for name in StoredBundle.__dataclass_fields__})
        for row in rows
    )


def current_revisions(session: Session) -> dict[tuple[str, str], int]:
    """Return the newest revision by office and quarter, without reading any payload."""
    query = select(BundleRecord.office_id, BundleRecord.quarter, BundleRecord.revision).where(
        BundleRecord.current.is_(True)
    )
    return {(row.office_id, row.quarter): row.revision for row in session.execute(query)}


def cells_of_quarter(session: Session, quarter: str) -> dict[str, tuple[Cell, ...]]:
    """Return the published cells of the current bundles of a quarter, by office."""
    query = (
        select(BundleRecord.office_id, StatisticRecord)
        .join(StatisticRecord, StatisticRecord.bundle_id == BundleRecord.id)
        .where(BundleRecord.quarter == quarter, BundleRecord.current.is_(True))
        .order_by(BundleRecord.office_id, StatisticRecord.position)
    )
    found: dict[str, list[Cell]] = {}
    for office, row in session.execute(query):
        found.setdefault(office, []).append(_cell(row))
    return {office: tuple(cells) for office, cells in found.items()}


def findings_of_quarter(session: Session, quarter: str) -> tuple[ReceivedFinding, ...]:
    """Return the findings of the current bundles of a quarter, by field and title."""
    query = (
        select(BundleRecord.office_id, DistrictFindingRecord)
        .join(DistrictFindingRecord, DistrictFindingRecord.bundle_id == BundleRecord.id)
        .where(BundleRecord.quarter == quarter, BundleRecord.current.is_(True))
        .order_by(DistrictFindingRecord.field, DistrictFindingRecord.title)
    )
    return tuple(
        ReceivedFinding(
            office=office,
            quarter=quarter,
            **{name: getattr(row, name) for name in _FINDING_FIELDS},
        )
        for office, row in session.execute(query)
    )
