"""The audit chain: whatever is changed, removed or swapped past the program is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kimdesk.errors import Tampered
from kimdesk.storage import audit
from kimdesk.storage.records import OfficeAudit
from kimdesk.usecases.desk import Desk
from make import case, contact, person
from storage.files import NAME, filled_file, open_file, raw

COUNT = 6
ENTRIES = 'INSERT INTO audit SELECT %s, "at", actor, action, object_kind, object_id, detail'


@contextmanager
def past_the_program(folder: Path) -> Iterator[Any]:
    """Give a connection that the file's own protection does not stop."""
    with raw(folder / NAME) as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("DROP TRIGGER audit_is_not_deleted")
        yield connection


def first_broken_entry(folder: Path) -> int:
    opened = open_file(folder)
    try:
        opened.verify_audit()
    except Tampered as found:
        return int(str(found.facts["entry"])) if found.facts["what"] == "audit" else -1
    finally:
        opened.close()
    return 0


def test_an_untouched_chain_is_whole(tmp_path: Path) -> None:
    filled_file(tmp_path, COUNT)
    assert first_broken_entry(tmp_path) == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-11-21T12:00:00+00:00"),
        ("actor", "b" * 32),
        ("action", "test.other"),
        ("object_kind", "person"),
        ("object_id", "n9"),
        ("detail", '{"size": 9}'),
        ("prev_hash", "1" * 64),
        ("hash", "1" * 64),
        ("seq", 99),
    ],
)
def test_a_changed_entry_is_found(tmp_path: Path, column: str, value: object) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        connection.execute(f'UPDATE audit SET "{column}" = ? WHERE seq = 3', (value,))  # noqa: S608 - names from the list above
    assert first_broken_entry(tmp_path) in {3, 4}


@pytest.mark.parametrize("gone", [1, 3, COUNT - 1])
def test_a_removed_entry_is_found(tmp_path: Path, gone: int) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        connection.execute("DELETE FROM audit WHERE seq = ?", (gone,))
    assert first_broken_entry(tmp_path) == gone


def test_a_removed_entry_is_found_even_if_the_rest_moves_up(tmp_path: Path) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        connection.execute("DELETE FROM audit WHERE seq = 3")
        for seq in range(4, COUNT + 1):
            connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (seq - 1, seq))
    assert first_broken_entry(tmp_path) == 3


def test_two_swapped_entries_are_found(tmp_path: Path) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        for before, after in ((2, 100), (4, 2), (100, 4)):
            connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (after, before))
    assert first_broken_entry(tmp_path) == 2


def test_a_doubled_entry_is_found(tmp_path: Path) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        copied = ENTRIES % (COUNT + 1)
        connection.execute(f"{copied}, prev_hash, hash, signature FROM audit WHERE seq = {COUNT}")
    assert first_broken_entry(tmp_path) == COUNT + 1


def test_a_forged_first_entry_is_found(tmp_path: Path) -> None:
    filled_file(tmp_path, COUNT)
    with past_the_program(tmp_path) as connection:
        connection.execute("UPDATE audit SET action = 'nothing' WHERE seq = 1")
    assert first_broken_entry(tmp_path) == 1


TEXTS = st.text(max_size=12)
DETAILS = st.dictionaries(
    TEXTS, st.none() | st.booleans() | st.integers(-1000, 1000) | TEXTS | st.lists(TEXTS)
)
ROWS = st.builds(audit.Entry, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, DETAILS)


def chain(entries: list[audit.Entry]) -> list[OfficeAudit]:
    rows: list[OfficeAudit] = []
    prev = audit.GENESIS
    for seq, one in enumerate(entries, 1):
        digest = audit._hash(seq, one, prev)
        rows.append(
            OfficeAudit(
                seq=seq,
                at=one.at,
                actor=one.actor,
                action=one.action,
                object_kind=one.object_kind,
                object_id=one.object_id,
                detail=dict(one.detail),
                prev_hash=prev,
                hash=digest,
            )
        )
        prev = digest
    return rows


@given(st.lists(ROWS, min_size=2, max_size=6), st.data())
@settings(max_examples=40)
def test_any_other_order_or_choice_of_entries_breaks_the_chain(
    entries: list[audit.Entry], data: st.DataObject
) -> None:
    rows = chain(entries)
    assert audit.verify(rows) == len(rows)
    picked = data.draw(st.lists(st.sampled_from(range(len(rows))), max_size=8))
    if picked == list(range(len(picked))):
        assert audit.verify(rows[number] for number in picked) == len(picked)
    else:
        with pytest.raises(Tampered):
            audit.verify(rows[number] for number in picked)


def test_the_chain_names_objects_and_fields_but_no_contents(desk: Desk) -> None:
    contact(desk, case(desk, person("Unverkennbar", phone="0524112345")), text="Sehr geheim")
    with desk.store.read() as session:
        told = [
            f"{row.actor} {row.action} {row.object_kind} {row.object_id} {row.detail}"
            for row in session.scalars(select(OfficeAudit))
        ]
    assert len(told) >= 4
    for secret in ("Unverkennbar", "Olena", "0524112345", "geheim", desk.user.name):
        assert not [line for line in told if secret in line]


def test_a_checkpoint_carries_the_signature_of_whoever_closed(desk: Desk) -> None:
    seq, head = desk.store.audit_head()
    key = desk.keys.personal_signing
    desk.store.sign_audit(desk.user.id, key.sign)
    with desk.store.read() as session:
        last = session.scalars(select(OfficeAudit).order_by(OfficeAudit.seq.desc())).first()
        assert last is not None
        assert (last.action, last.actor) == ("audit.checkpoint", desk.user.id)
        assert last.object_id == str(seq)
        assert last.signature == key.sign(f"{seq}:{head}".encode())
    assert desk.store.verify_audit() == seq + 1
