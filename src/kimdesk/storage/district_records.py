"""All tables of the district's workspace on one page. No person occurs in any of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kimdesk.storage.records import CODE, ID, DistrictBase


class OfficeRecord(DistrictBase):
    """An enrolled office, with the card that its bundles are checked against."""

    __tablename__ = "office"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    municipality: Mapped[str] = mapped_column(CODE)
    provider: Mapped[str]
    legal_frame: Mapped[str] = mapped_column(CODE)
    card: Mapped[bytes]
    fingerprint: Mapped[str]
    enrolled_on: Mapped[date]


class BundleRecord(DistrictBase):
    """An accepted bundle; old revisions stay archived, only one per quarter is current."""

    __tablename__ = "bundle"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("office.id"))
    quarter: Mapped[str] = mapped_column(CODE)
    revision: Mapped[int]
    seq: Mapped[int]
    manifest_hash: Mapped[str] = mapped_column(String(64))
    created_on: Mapped[date]
    imported_on: Mapped[date]
    current: Mapped[bool]
    payload: Mapped[bytes]
    __table_args__ = (
        UniqueConstraint("office_id", "seq"),
        UniqueConstraint("office_id", "quarter", "revision"),
    )


class StatisticRecord(DistrictBase):
    """A published cell; ``value`` is empty where it is protected."""

    __tablename__ = "statistic"
    bundle_id: Mapped[str] = mapped_column(ForeignKey("bundle.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column(CODE)
    fact: Mapped[str] = mapped_column(CODE)
    period: Mapped[str] = mapped_column(CODE)
    dimension: Mapped[str] = mapped_column(CODE)
    code: Mapped[str] = mapped_column(CODE)
    dimension2: Mapped[str] = mapped_column(CODE)
    code2: Mapped[str] = mapped_column(CODE)
    dimension3: Mapped[str] = mapped_column(CODE)
    code3: Mapped[str] = mapped_column(CODE)
    value: Mapped[int | None]
    __table_args__ = (Index(None, "fact", "period"),)


class DistrictFindingRecord(DistrictBase):
    """A finding as it came; codes as in the catalogues."""

    __tablename__ = "district_finding"
    bundle_id: Mapped[str] = mapped_column(ForeignKey("bundle.id"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    field: Mapped[str] = mapped_column(CODE)
    kind: Mapped[str] = mapped_column(CODE)
    from_actor: Mapped[str] = mapped_column(CODE)
    to_actor: Mapped[str] = mapped_column(CODE)
    rechtskreis: Mapped[str] = mapped_column(CODE)
    frequency: Mapped[str]
    consequence: Mapped[str]
    delay_weeks: Mapped[int | None]
    tried: Mapped[str]
    proposal: Mapped[str]
    level: Mapped[str] = mapped_column(CODE)
    good_practice: Mapped[bool]
