"""A small encrypted file of fixed key, and the ways past the program to look into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from kimdesk.domain.dates import FixedClock
from kimdesk.storage import settings, store
from kimdesk.storage.store import Kind, Store

KEY = bytes(range(32))
CLOCK = FixedClock(date(2026, 11, 22))
NAME = store.file_name("office", 1)


def new_file(folder: Path, kind: Kind = "office") -> Store:
    """Return the open store of a new file."""
    return store.create(kind, folder, key=KEY, epoch=1, clock=CLOCK)


def open_file(folder: Path, kind: Kind = "office", key: bytes = KEY) -> Store:
    """Return the open store of a file that is there."""
    return store.open_store(kind, folder, key=key, epoch=1, clock=CLOCK)


def note(opened: Store, number: int) -> None:
    """Store one setting, as any change does it."""
    with opened.write(by="a" * 32, action="test.noted") as work:
        settings.put_setting(work.session, opened.kind, f"n{number}", {"number": number})
        work.about("setting", f"n{number}", size=number)


def noted(opened: Store, number: int) -> bool:
    """Tell whether :func:`note` of that number is there."""
    with opened.read() as session:
        return settings.setting(session, opened.kind, f"n{number}") == {"number": number}


def filled_file(folder: Path, count: int = 20) -> Path:
    """Return the path of a closed file of several pages."""
    opened = new_file(folder)
    for number in range(count):
        note(opened, number)
    opened.close()
    return opened.path


@contextmanager
def raw(path: Path, key: bytes = KEY) -> Iterator[Any]:
    """Give a connection past the program, as somebody with the key could make one."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"""PRAGMA key="x'{key.hex()}'" """)
        yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
