"""Settings and accounts of a workspace, the same in office and district."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kimdesk.domain.access import Account, Role
from kimdesk.domain.identifiers import AccountId
from kimdesk.storage.records import (
    DistrictAccount,
    DistrictSetting,
    OfficeAccount,
    OfficeSetting,
)
from kimdesk.storage.store import Kind


def _setting(kind: Kind) -> Any:
    return OfficeSetting if kind == "office" else DistrictSetting


def _account(kind: Kind) -> Any:
    return OfficeAccount if kind == "office" else DistrictAccount


def setting(session: Session, kind: Kind, name: str) -> dict[str, Any]:
    """Return a setting, empty where it was never made."""
    found = session.get(_setting(kind), name)
    return dict(found.value) if found is not None else {}


def put_setting(session: Session, kind: Kind, name: str, value: dict[str, Any]) -> None:
    """Store a setting."""
    session.merge(_setting(kind)(name=name, value=value))


def accounts(session: Session, kind: Kind) -> tuple[Account, ...]:
    """Return all accounts, active ones first, by name."""
    record = _account(kind)
    rows = session.scalars(select(record).order_by(record.active.desc(), record.name))
    return tuple(_value(row) for row in rows)


def account(session: Session, kind: Kind, identifier: str) -> Account | None:
    """Return an account by its id."""
    found = session.get(_account(kind), identifier)
    return None if found is None else _value(found)


def put_account(session: Session, kind: Kind, value: Account) -> None:
    """Store an account, new or changed."""
    record = _account(kind)
    session.merge(record(id=value.id, name=value.name, role=value.role.value, active=value.active))


def _value(row: OfficeAccount | DistrictAccount) -> Account:
    return Account(AccountId(row.id), row.name, Role(row.role), row.active)
