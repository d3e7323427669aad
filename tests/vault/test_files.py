from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kimdesk.errors import DiskFull, FolderMissing, ReadOnly, UnsafePlace
from kimdesk.vault import keyfile
from kimdesk.vault.files import (
    make_private_folder,
    read_limited,
    translated_errors,
    write_atomically,
)
from kimdesk.vault.keyfile import TwinState
from vault.workspace import PRIMARY, TWIN, make, unlock


def test_a_file_is_written_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_rights_are_the_owners_unless_asked_for_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one")
    assert path.stat().st_mode & 0o777 == 0o600
    write_atomically(path, b"two", 0o644)
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_failed_write_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    (occupied / "inside").mkdir(parents=True)
    with pytest.raises((UnsafePlace, ReadOnly)):
        write_atomically(occupied, b"data")
    assert [entry.name for entry in tmp_path.iterdir()] == ["occupied"]
    with pytest.raises(FolderMissing):
        write_atomically(tmp_path / "nowhere" / "file", b"data")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device without room")
def test_a_full_disk_is_called_by_its_name() -> None:
    with pytest.raises(DiskFull), translated_errors(Path("/dev/full")):
        Path("/dev/full").write_bytes(b"data")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.ENOENT, FolderMissing),
        (errno.EIO, UnsafePlace),
    ],
)
def test_each_refusal_of_the_system_has_a_sentence(number: int, expected: type) -> None:
    with pytest.raises(expected), translated_errors(Path("x")):
        raise OSError(number, os.strerror(number))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_private_folder_is_made_or_tightened(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    folder.chmod(0o755)
    make_private_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(100))
    assert len(read_limited(tmp_path / "file", 100)) == 100
    assert len(read_limited(tmp_path / "file", 10)) == 11
    with pytest.raises(FolderMissing):
        read_limited(tmp_path / "none", 10)


def test_a_save_that_fails_between_the_copies_has_saved(tmp_path: Path) -> None:
    work = make(tmp_path / "o")
    (work.folder / TWIN).unlink()
    (work.folder / TWIN / "in the way").mkdir(parents=True)
    with pytest.raises((UnsafePlace, ReadOnly)):
        keyfile.heal_twin(work.folder, work.ring)
    ring = unlock(work.folder)
    assert (ring.generation, ring.twin) == (2, TwinState.DAMAGED)


def test_leftovers_of_a_crash_are_removed_at_the_next_save(tmp_path: Path) -> None:
    work = make(tmp_path / "o")
    (work.folder / f".{PRIMARY}.abc.part").write_bytes(b"half")
    (work.folder / f".{TWIN}.abc.part").write_bytes(b"half")
    keyfile.heal_twin(work.folder, work.ring)
    assert {path.name for path in work.folder.iterdir()} == {PRIMARY, TWIN}


@pytest.mark.skipif(os.name == "nt", reason="needs fork and kill -9")
def test_kill_9_in_the_middle_of_saving_loses_and_tears_nothing(tmp_path: Path) -> None:
    script = Path(__file__).with_name("killed_saver.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "o")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    result = json.loads(done.stdout)
    assert result == {"kills": 48, "lost": 0, "torn": 0, "left": [PRIMARY, TWIN]}
