"""The encrypted file: refused when it is not whole or not ours, never changed by a refusal."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from kimdesk.errors import (
    DatabaseDamaged,
    DiskFull,
    FolderMissing,
    KimdeskError,
    TooNew,
    Truncated,
)
from kimdesk.storage import settings, store
from kimdesk.storage.engine import PAGE
from storage.files import CLOCK, KEY, NAME, filled_file, new_file, note, noted, open_file, raw


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    path = filled_file(tmp_path, 3)
    assert path.name == NAME
    opened = open_file(tmp_path)
    assert [noted(opened, number) for number in range(4)] == [True, True, True, False]
    opened.check_integrity()
    opened.close()


def test_a_file_that_is_there_is_never_made_anew(tmp_path: Path) -> None:
    filled_file(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(FileExistsError):
        new_file(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before
    open_file(tmp_path).close()


def test_a_missing_file_or_folder_is_called_missing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FolderMissing):
            open_file(folder)
        with pytest.raises(FolderMissing):
            store.kind_of(folder)
    with pytest.raises(FolderMissing):
        new_file(tmp_path / "nowhere")


def test_the_name_of_the_file_tells_the_kind(tmp_path: Path) -> None:
    for kind in ("office", "district"):
        folder = tmp_path / kind
        folder.mkdir()
        new_file(folder, kind).close()
        assert store.kind_of(folder) == kind


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = filled_file(tmp_path)
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(TooNew) as refused:
        open_file(tmp_path)
    assert refused.value.facts == {"what": "database"}
    assert path.read_bytes() == before
    assert not path.with_name(path.name + "-wal").exists()


def test_a_wrong_key_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    path = filled_file(tmp_path)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamaged):
        open_file(tmp_path, key=bytes(32))
    assert path.read_bytes() == before
    open_file(tmp_path).close()


@pytest.mark.parametrize("keep", ["nothing", "byte", "page", "page+", "half", "odd", "last", "-1"])
def test_a_file_that_ends_too_early_is_called_truncated(tmp_path: Path, keep: str) -> None:
    path = filled_file(tmp_path)
    whole = path.read_bytes()
    pages = len(whole) // PAGE
    sizes = {
        "nothing": 0,
        "byte": 1,
        "page": PAGE,
        "page+": PAGE + 1,
        "half": pages // 2 * PAGE,
        "odd": pages // 2 * PAGE + 100,
        "last": (pages - 1) * PAGE,
        "-1": len(whole) - 1,
    }
    path.write_bytes(whole[: sizes[keep]])
    with pytest.raises(Truncated) as refused:
        open_file(tmp_path)
    assert refused.value.facts == {"what": "database"}
    assert path.read_bytes() == whole[: sizes[keep]]
    path.write_bytes(whole)
    open_file(tmp_path).close()


def _refused_or_found_broken(folder: Path) -> bool:
    try:
        opened = open_file(folder)
    except KimdeskError:
        return True
    try:
        opened.check_integrity()
    except KimdeskError:
        return True
    finally:
        opened.close()
    return False


def test_a_single_flipped_bit_in_any_page_is_found(tmp_path: Path) -> None:
    path = filled_file(tmp_path)
    whole = path.read_bytes()
    unnoticed = []
    for page in range(len(whole) // PAGE):
        # Begin, middle and end of the content, the initialisation vector, the page's checksum.
        for offset in (17, 2000 + page, PAGE - 81, PAGE - 70, PAGE - 1):
            at = page * PAGE + offset
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << page % 8]) + whole[at + 1 :])
            if not _refused_or_found_broken(tmp_path):
                unnoticed.append((page, offset))
    assert unnoticed == []


def test_a_flipped_bit_in_the_salt_is_refused(tmp_path: Path) -> None:
    path = filled_file(tmp_path)
    whole = path.read_bytes()
    for offset in range(16):
        path.write_bytes(whole[:offset] + bytes([whole[offset] ^ 4]) + whole[offset + 1 :])
        assert _refused_or_found_broken(tmp_path)


def test_a_page_from_an_older_copy_of_the_file_is_found_by_the_audit_or_the_check(
    tmp_path: Path,
) -> None:
    path = filled_file(tmp_path)
    older = path.read_bytes()
    opened = open_file(tmp_path)
    for number in range(20, 60):
        note(opened, number)
    opened.close()
    newer = path.read_bytes()
    pages = range(len(older) // PAGE)
    changed = [page for page in pages if _page(older, page) != _page(newer, page)]
    assert changed
    unnoticed = []
    for page in changed:
        mixed = newer[: page * PAGE] + _page(older, page) + newer[(page + 1) * PAGE :]
        path.write_bytes(mixed)
        if not _refused_or_found_broken(tmp_path) and not _audit_broken(tmp_path):
            unnoticed.append(page)
    assert unnoticed == []


def _page(data: bytes, number: int) -> bytes:
    return data[number * PAGE : (number + 1) * PAGE]


def _audit_broken(folder: Path) -> bool:
    opened = open_file(folder)
    try:
        opened.verify_audit()
    except KimdeskError:
        return True
    finally:
        opened.close()
    return False


def test_no_page_holds_readable_text(tmp_path: Path) -> None:
    path = filled_file(tmp_path)
    data = path.read_bytes()
    assert b"SQLite format" not in data
    assert b"CREATE TABLE" not in data
    assert b"test.noted" not in data


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_every_file_is_for_its_owner_only_also_while_it_is_open(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    note(opened, 1)
    modes = {item.name: item.stat().st_mode & 0o777 for item in tmp_path.iterdir()}
    opened.close()
    assert set(modes) == {NAME, f"{NAME}-wal", f"{NAME}-shm", "in-use.lock"}
    assert set(modes.values()) == {0o600}


def test_after_closing_only_the_file_and_its_lock_are_left(tmp_path: Path) -> None:
    filled_file(tmp_path)
    assert {item.name for item in tmp_path.iterdir()} == {NAME, "in-use.lock"}


def test_a_change_and_its_audit_entry_are_stored_together(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    for number in range(3):
        note(opened, number)
        assert opened.audit_head()[0] == number + 1
    opened.close()


def _fail_after_writing(opened: store.Store) -> None:
    with opened.write(by="a" * 32, action="test.failed") as work:
        settings.put_setting(work.session, "office", "n2", {"number": 2})
        work.session.flush()
        raise ZeroDivisionError


def test_a_failed_change_leaves_neither_data_nor_audit_entry(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    note(opened, 1)
    head = opened.audit_head()
    with pytest.raises(ZeroDivisionError):
        _fail_after_writing(opened)
    assert not noted(opened, 2)
    assert opened.audit_head() == head
    note(opened, 3)
    assert opened.verify_audit() == 2
    opened.close()


def test_reading_never_stores_anything(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    with opened.read() as session:
        settings.put_setting(session, "office", "n1", {"number": 1})
        session.flush()
    assert not noted(opened, 1)
    opened.close()


def _write_more_than_there_is_room(opened: store.Store) -> None:
    with opened.write(by="a" * 32, action="test.large") as work:
        # The library's own limit on the file's size stands for a disk without room.
        pages = work.session.execute(text("PRAGMA page_count")).scalar_one()
        work.session.execute(text(f"PRAGMA max_page_count = {pages}"))
        settings.put_setting(work.session, "office", "large", {"text": "x" * 100_000})


def test_a_full_disk_is_said_and_what_was_stored_stays(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    note(opened, 1)
    with pytest.raises(DiskFull):
        _write_more_than_there_is_room(opened)
    opened.close()
    again = open_file(tmp_path)
    assert noted(again, 1)
    assert again.verify_audit() == 1
    again.check_integrity()
    again.close()


def test_writers_on_two_threads_queue_up(tmp_path: Path) -> None:
    opened = new_file(tmp_path)

    def note_some(first: int) -> None:
        for number in range(first, first + 15):
            note(opened, number)

    threads = [threading.Thread(target=note_some, args=(first,)) for first in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(noted(opened, first + number) for first in (0, 100) for number in range(15))
    assert opened.verify_audit() == 30
    opened.close()


def test_a_failed_opening_holds_no_lock(tmp_path: Path) -> None:
    filled_file(tmp_path)
    for _ in range(2):
        with pytest.raises(DatabaseDamaged):
            open_file(tmp_path, key=bytes(32))
    again = store.open_store("office", tmp_path, key=KEY, epoch=1, clock=CLOCK)
    again.close()
    with pytest.raises(FolderMissing):
        store.open_store("office", tmp_path, key=KEY, epoch=2, clock=CLOCK)
