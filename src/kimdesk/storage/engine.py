"""Connections to an encrypted file, and the library's failures in our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from kimdesk.errors import (
    DatabaseDamaged,
    DiskFull,
    FileLocked,
    FolderMissing,
    KimdeskError,
    ReadOnly,
    Truncated,
)

KEY_LENGTH = 32
PAGE = 4096
# The key goes first: journal_mode before it fails. Files are sorted in memory, because SQLCipher
# leaves a temporary sorter file in clear. FULL is what makes "saved" true after a power cut.
_PRAGMAS = (
    "temp_store=MEMORY",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-65536",
    "busy_timeout=10000",
    "journal_size_limit=67108864",
)


def refuse_torn_size(path: Path) -> None:
    """Refuse a file that is empty or ends within a page.

    Raises:
        Truncated: if it does.
    """
    size = path.stat().st_size
    if size < PAGE or size % PAGE:
        raise Truncated(what="database")


def refuse_missing_pages(path: Path, key: bytes) -> None:
    """Tell a file that ends too early from one that is broken inside.

    The library refuses a file that is shorter than its header says, unless the schema is
    writable: if that alone makes it readable, pages are missing.
    """
    connection = sqlcipher.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"""PRAGMA key="x'{key.hex()}'" """)
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("PRAGMA user_version").fetchone()
    except sqlcipher.DatabaseError:
        return
    finally:
        connection.close()
    raise Truncated(what="database")


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine for an existing file; the key has 32 bytes.

    Raises:
        ValueError: for a key of another length, which the library would take as a passphrase.
    """
    if len(key) != KEY_LENGTH:
        # SQLCipher would silently take any other length as a passphrase.
        raise ValueError("database key length")
    url = f"file:{quote(str(path))}?mode=rw"

    def connect() -> Any:
        connection = sqlcipher.connect(
            url, uri=True, check_same_thread=False, timeout=10, isolation_level=None
        )
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"""PRAGMA key="x'{key.hex()}'" """)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                connection.execute("PRAGMA " + pragma).fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_size=3
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver runs in autocommit, so the transaction is begun here; writers queue up at once.
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def pragma(connection: Connection, name: str) -> list[Any]:
    """Run a pragma past the ORM and return its rows."""
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - a connection that is checked out has one
    cursor = raw.cursor()
    try:
        return list(cursor.execute("PRAGMA " + name).fetchall())
    finally:
        cursor.close()


_MEANINGS: Mapping[str, Callable[[], KimdeskError]] = {
    "file is not a database": DatabaseDamaged,
    "malformed": DatabaseDamaged,
    "disk i/o error": DatabaseDamaged,
    "file is encrypted": DatabaseDamaged,
    "full": DiskFull,
    "readonly": ReadOnly,
    "read-only": ReadOnly,
    "unable to open": FolderMissing,
    "locked": FileLocked,
    "busy": FileLocked,
}


@contextmanager
def translated() -> Iterator[None]:
    """Raise the library's failures as ours; a broken rule of our own stays what it is: a bug."""
    try:
        yield
    except IntegrityError:
        raise  # a rule of ours was broken: a bug, not the world's fault
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        text = str(getattr(error, "orig", error)).lower()
        for sign, meaning in _MEANINGS.items():
            if sign in text:
                raise meaning() from error
        raise
