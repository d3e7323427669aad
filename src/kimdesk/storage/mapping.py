"""Between records and values: what every feature's module does the same way."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy.orm import DeclarativeBase, Session

from kimdesk.errors import AlreadyChanged, NotFound

R = TypeVar("R", bound=DeclarativeBase)


def columns_of(value: Any, *leave_out: str) -> dict[str, Any]:
    """Return a frozen value's fields as column values; enums and tuples in their stored form."""
    return {
        item.name: _stored(getattr(value, item.name))
        for item in fields(value)
        if item.name not in leave_out
    }


def _stored(part: Any) -> Any:
    if isinstance(part, Enum):
        return part.value
    return list(part) if isinstance(part, tuple) else part


def fetch(session: Session, record: type[R], identifier: str) -> R:
    """Return a record by its id.

    Raises:
        NotFound: if there is none.
    """
    found = session.get(record, identifier)
    if found is None:
        raise NotFound(what=record.__tablename__)
    return found


def overwrite(session: Session, record: type[R], value: Any, columns: dict[str, Any]) -> list[str]:
    """Save a changed value over its record and return the names of the changed columns.

    Raises:
        AlreadyChanged: if somebody saved meanwhile; ``value.version`` is what the user saw.
        NotFound: if the record is gone.
    """
    found: Any = fetch(session, record, value.id)
    if found.version != value.version:
        raise AlreadyChanged(what=record.__tablename__)
    changed = [name for name, new in columns.items() if getattr(found, name) != new]
    for name in changed:
        setattr(found, name, columns[name])
    found.version += 1
    return changed
