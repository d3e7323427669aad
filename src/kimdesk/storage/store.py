"""The engine of a workspace file, and the only two ways to a session: ``read`` and ``write``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from kimdesk.domain.dates import Clock
from kimdesk.errors import (
    DatabaseDamaged,
    DiskFull,
    FileLocked,
    FolderMissing,
    KimdeskError,
    ReadOnly,
    Truncated,
)
from kimdesk.storage import audit, migrations
from kimdesk.storage.place import FolderLock, check_place
from kimdesk.storage.records import DistrictAudit, OfficeAudit

Kind = Literal["office", "district"]
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


def file_name(kind: Kind, epoch: int) -> str:
    """Return the name of the database file; a key rotation begins a new one."""
    return f"{'case' if kind == 'office' else 'district'}-{epoch}.db"


@dataclass
class Work:
    """A running change: its session, and what the audit entry will say."""

    session: Session
    object_kind: str = ""
    object_id: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def about(self, kind: str, identifier: str, **detail: object) -> None:
        """Name the object of the change; ``detail`` holds field names and counts, no contents."""
        self.object_kind, self.object_id = kind, identifier
        self.detail.update(detail)


class Store:
    """An open workspace file. Sessions live and die in one function on one thread."""

    def __init__(
        self, kind: Kind, path: Path, engine: Engine, lock: FolderLock, clock: Clock
    ) -> None:
        self.kind = kind
        self.path = path
        self._engine = engine
        self._lock = lock
        self._clock = clock
        self._audit: audit.AuditRecord = OfficeAudit if kind == "office" else DistrictAudit

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that never commits.

        Raises:
            KimdeskError: a storage failure, translated.
        """
        with _translated(), Session(self._engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def write(self, *, by: str, action: str) -> Iterator[Work]:
        """Run a change as one transaction that ends with its audit entry.

        Leaving the block commits, an exception rolls everything back.

        Raises:
            KimdeskError: a storage failure, translated.
        """
        engine = self._engine.execution_options(write=True)
        with _translated(), Session(engine, expire_on_commit=False) as session, session.begin():
            work = Work(session)
            yield work
            session.flush()
            audit.append(session, self._audit, self._entry(by, action, work))

    def _entry(self, by: str, action: str, work: Work) -> audit.Entry:
        at = self._clock.now().isoformat()
        return audit.Entry(at, by, action, work.object_kind, work.object_id, work.detail)

    def sign_audit(self, by: str, sign: Callable[[bytes], bytes]) -> None:
        """Append a checkpoint that signs the chain's head with the account's own key."""
        engine = self._engine.execution_options(write=True)
        with _translated(), Session(engine) as session, session.begin():
            seq, head = audit.head(session, self._audit)
            work = Work(session, "audit", str(seq))
            entry = self._entry(by, "audit.checkpoint", work)
            audit.append(session, self._audit, entry, sign(f"{seq}:{head}".encode()))

    def verify_audit(self) -> int:
        """Walk the whole audit chain and return its length.

        Raises:
            Tampered: if a link does not fit.
        """
        with self.read() as session:
            return audit.verify(audit.all_entries(session, self._audit))

    def audit_head(self) -> tuple[int, str]:
        """Return number and hash of the last audit entry."""
        with self.read() as session:
            return audit.head(session, self._audit)

    def check_integrity(self) -> None:
        """Read every page of the file and verify it.

        The log is folded in first, since the page check reads the main file only.

        Raises:
            DatabaseDamaged: if a page or the structure is broken.
        """
        with _translated(), self._engine.connect() as connection:
            _pragma(connection, "wal_checkpoint(TRUNCATE)")
            broken = _pragma(connection, "cipher_integrity_check")
            structure = _pragma(connection, "integrity_check")
        if broken or structure != [("ok",)]:
            raise DatabaseDamaged(pages=len(broken))

    def close(self) -> None:
        """Fold in the log, close every connection and free the folder."""
        try:
            with _translated(), self._engine.connect() as connection:
                _pragma(connection, "wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()
            self._lock.release()


def create(kind: Kind, folder: Path, *, key: bytes, epoch: int, clock: Clock) -> Store:
    """Make a new, empty workspace file and open it.

    Raises:
        FileExistsError: never silently reused; the caller checks the folder first.
        KimdeskError: if the place cannot hold it.
    """
    check_place(folder)
    path = folder / file_name(kind, epoch)
    lock = FolderLock(folder)
    try:
        # Made with its rights before anything is written: -wal and -shm inherit them.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        engine = _engine(path, key)
        with _translated():
            migrations.apply(engine, kind)
    except BaseException:
        lock.release()
        raise
    return Store(kind, path, engine, lock, clock)


def open_store(kind: Kind, folder: Path, *, key: bytes, epoch: int, clock: Clock) -> Store:
    """Open an existing workspace file.

    Raises:
        FolderMissing: if the file is not there.
        Truncated: if it ends too early.
        FileLocked: if another program holds it.
        DatabaseDamaged: if the right key cannot read it.
        TooNew: if a newer program wrote it.
    """
    check_place(folder)
    path = folder / file_name(kind, epoch)
    if not path.is_file():
        raise FolderMissing(path=path.name)
    lock = FolderLock(folder)
    try:
        _refuse_torn_size(path)
        engine = _engine(path, key)
        try:
            with _translated():
                migrations.apply(engine, kind)
        except DatabaseDamaged:
            _refuse_missing_pages(path, key)
            raise
    except BaseException:
        lock.release()
        raise
    return Store(kind, path, engine, lock, clock)


def _refuse_torn_size(path: Path) -> None:
    size = path.stat().st_size
    if size < PAGE or size % PAGE:
        raise Truncated(what="database")


def _refuse_missing_pages(path: Path, key: bytes) -> None:
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


def _engine(path: Path, key: bytes) -> Engine:
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


def _pragma(connection: Connection, pragma: str) -> list[Any]:
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - a connection that is checked out has one
    cursor = raw.cursor()
    try:
        return list(cursor.execute("PRAGMA " + pragma).fetchall())
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
def _translated() -> Iterator[None]:
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
