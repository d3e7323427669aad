"""Connections: the settings that the promises rest on, and the key that is never a passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from kimdesk.storage.engine import make_engine
from storage.files import NAME, filled_file, new_file


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_taken_as_a_passphrase(
    tmp_path: Path, length: int
) -> None:
    filled_file(tmp_path)
    with pytest.raises(ValueError, match="length"):
        make_engine(tmp_path / NAME, bytes(length))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: what was acknowledged survives a power cut
        ("temp_store", 2),  # in memory: no sorter file in clear
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
    ],
)
def test_every_connection_keeps_what_was_promised(tmp_path: Path, name: str, value: object) -> None:
    opened = new_file(tmp_path)
    with opened.read() as one, opened.read() as two:
        found = [session.execute(text(f"PRAGMA {name}")).scalar_one() for session in (one, two)]
    opened.close()
    assert found == [value, value]
