"""Numbered migrations: one SQL file per step and kind of workspace.

``PRAGMA user_version`` tells how far a file has come. A test compares what the files build with
what the models say.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from kimdesk.errors import TooNew

_FOLDER = Path(__file__).parent


def steps(kind: str) -> tuple[Path, ...]:
    """Return the migration files of a kind in order; the first is number 1."""
    return tuple(sorted((_FOLDER / kind).glob("[0-9]*.sql")))


def statements(step: Path) -> tuple[str, ...]:
    """Return the statements of a file; a line with ``--`` alone parts them."""
    parts = step.read_text(encoding="utf-8").split("\n--\n")
    return tuple(part.strip() for part in parts if part.strip())


def apply(engine: Engine, kind: str) -> int:
    """Bring a file to the newest version in one transaction and return that version.

    Raises:
        TooNew: if a newer program has been here; nothing is touched then.
    """
    known = steps(kind)
    with engine.execution_options(write=True).begin() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > len(known):
            raise TooNew(what="database")
        for step in known[version:]:
            for statement in statements(step):
                connection.exec_driver_sql(statement)
        if version < len(known):
            connection.exec_driver_sql(f"PRAGMA user_version = {len(known)}")
    return len(known)
