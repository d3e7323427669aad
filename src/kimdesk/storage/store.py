"""The engine of a workspace file, and the only two ways to a session: ``read`` and ``write``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kimdesk.domain.dates import Clock
from kimdesk.errors import DatabaseDamaged, FolderMissing
from kimdesk.storage import audit, migrations
from kimdesk.storage.engine import (
    make_engine,
    pragma,
    refuse_missing_pages,
    refuse_torn_size,
    translated,
)
from kimdesk.storage.place import FolderLock, check_place
from kimdesk.storage.records import DistrictAudit, OfficeAudit

Kind = Literal["office", "district"]

# Use cases name the type of a session without knowing where it comes from.
__all__ = ["Kind", "Session", "Store", "Work", "create", "file_name", "kind_of", "open_store"]


def file_name(kind: Kind, epoch: int) -> str:
    """Return the name of the database file; a key rotation begins a new one."""
    return f"{'case' if kind == 'office' else 'district'}-{epoch}.db"


def kind_of(folder: Path) -> Kind:
    """Return which kind of workspace a folder holds, from the name of its file.

    Raises:
        FolderMissing: if there is no workspace file.
    """
    if any(folder.glob("case-*.db")):
        return "office"
    if any(folder.glob("district-*.db")):
        return "district"
    raise FolderMissing(path=folder.name)


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
        with translated(), Session(self._engine, autoflush=False) as session:
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
        with translated(), Session(engine, expire_on_commit=False) as session, session.begin():
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
        with translated(), Session(engine) as session, session.begin():
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
        with translated(), self._engine.connect() as connection:
            pragma(connection, "wal_checkpoint(TRUNCATE)")
            broken = pragma(connection, "cipher_integrity_check")
            structure = pragma(connection, "integrity_check")
        if broken or structure != [("ok",)]:
            raise DatabaseDamaged(pages=len(broken))

    def close(self) -> None:
        """Fold in the log, close every connection and free the folder."""
        try:
            with translated(), self._engine.connect() as connection:
                pragma(connection, "wal_checkpoint(TRUNCATE)")
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
        engine = _migrated(kind, path, key)
    except BaseException:
        lock.release()
        raise
    return Store(kind, path, engine, lock, clock)


def _migrated(kind: Kind, path: Path, key: bytes) -> Engine:
    engine = make_engine(path, key)
    try:
        with translated():
            migrations.apply(engine, kind)
    except BaseException:
        engine.dispose()  # an open handle would keep the file from being put aside
        raise
    return engine


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
        refuse_torn_size(path)
        try:
            engine = _migrated(kind, path, key)
        except DatabaseDamaged:
            refuse_missing_pages(path, key)
            raise
    except BaseException:
        lock.release()
        raise
    return Store(kind, path, engine, lock, clock)
