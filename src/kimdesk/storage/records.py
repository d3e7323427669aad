"""What every workspace file holds: settings, accounts and the audit chain."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Named constraints keep later migrations stable on every database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ID = String(32)
CODE = String(40)


def _types() -> dict[Any, Any]:
    return {
        str: Text,
        int: Integer,
        bytes: LargeBinary,
        date: Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class OfficeBase(DeclarativeBase):
    """Tables of the office's case file."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = _types()


class DistrictBase(DeclarativeBase):
    """Tables of the district's workspace."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = _types()


class SettingColumns:
    """One setting of the workspace, by name."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(CODE, primary_key=True)
    value: Mapped[dict[str, Any]]


class AccountColumns:
    """A person who works with the program."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(CODE)
    active: Mapped[bool] = mapped_column(default=True)


class AuditColumns:
    """A link of the audit chain; ids only, never contents, so that erasure stays possible."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(CODE)
    actor: Mapped[str] = mapped_column(ID)
    action: Mapped[str] = mapped_column(CODE)
    object_kind: Mapped[str] = mapped_column(CODE)
    object_id: Mapped[str] = mapped_column(ID)
    detail: Mapped[dict[str, Any]]
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes | None]


class OfficeSetting(SettingColumns, OfficeBase):
    """Setting of the office."""


class OfficeAccount(AccountColumns, OfficeBase):
    """Account of the office."""


class OfficeAudit(AuditColumns, OfficeBase):
    """Audit entry of the office."""


class DistrictSetting(SettingColumns, DistrictBase):
    """Setting of the district."""


class DistrictAccount(AccountColumns, DistrictBase):
    """Account of the district."""


class DistrictAudit(AuditColumns, DistrictBase):
    """Audit entry of the district."""
