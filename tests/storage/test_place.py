"""Where a workspace may lie, and that only one program holds it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kimdesk.errors import FileLocked, FolderMissing, ReadOnly, UnsafePlace
from kimdesk.storage import place
from kimdesk.storage.place import FolderLock, check_place
from storage.files import new_file, open_file

TESTS = Path(__file__).parents[1]
HOLD = """
import sys, time
from pathlib import Path
from storage.files import open_file
opened = open_file(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
OPEN = """
import sys
from pathlib import Path
from kimdesk.errors import FileLocked
from storage.files import open_file
try:
    open_file(Path(sys.argv[1]))
except FileLocked as error:
    print(error.facts["holder"])
"""


def child(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


@pytest.mark.parametrize(
    "name",
    ["Dropbox", "OneDrive", "OneDrive - Caritasverband", "nextcloud", "ownCloud", "Google Drive"],
)
def test_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafePlace) as refused:
        check_place(tmp_path / name / "akten" / "buero")
    assert refused.value.facts == {"reason": "sync"}


@pytest.mark.parametrize("name", ["Akten", "Cloud", "dropbox-alt", "Nextcloud-Anleitung"])
def test_an_ordinary_folder_is_taken(tmp_path: Path, name: str) -> None:
    check_place(tmp_path / name)


def test_a_link_into_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "buero").mkdir(parents=True)
    (tmp_path / "harmlos").symlink_to(tmp_path / "Dropbox" / "buero")
    with pytest.raises(UnsafePlace):
        check_place(tmp_path / "harmlos")


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of mounted file systems in the form that Linux gives it."""
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        f"//server/akten {tmp_path}/netz cifs rw 0 0\n"
        f"server:/daten {tmp_path}/Team\\040Beratung nfs4 rw 0 0\n"
        f"/dev/sdb1 {tmp_path}/netz/stick vfat rw 0 0\n"
        f"gvfsd-fuse {tmp_path}/gvfs fuse.gvfsd-fuse rw 0 0\n"
        f"/dev/sdc1 {tmp_path}/zweimal ext4 rw 0 0\n"
        f"//server/zwei {tmp_path}/zweimal smb3 rw 0 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(place, "_MOUNTS", table)
    return tmp_path


@pytest.mark.parametrize("inside", ["netz", "netz/a/b", "Team Beratung/x", "gvfs/s", "zweimal"])
def test_a_network_share_is_refused(mounts: Path, inside: str) -> None:
    with pytest.raises(UnsafePlace) as refused:
        check_place(mounts / inside)
    assert refused.value.facts == {"reason": "network"}


@pytest.mark.parametrize("inside", ["", "akten", "netzwerk", "netz/stick/buero", "Team"])
def test_a_disk_of_this_computer_is_taken(mounts: Path, inside: str) -> None:
    check_place(mounts / inside)


def test_where_no_mounts_are_listed_every_disk_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "nowhere")
    check_place(tmp_path)


def test_a_second_program_is_told_who_holds_the_file(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    second = child(OPEN, tmp_path)
    told, _ = second.communicate(timeout=60)
    opened.close()
    assert f"Prozess {os.getpid()}" in told


def test_the_same_program_does_not_open_a_file_twice(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    with pytest.raises(FileLocked):
        open_file(tmp_path)
    opened.close()
    open_file(tmp_path).close()


def test_the_lock_of_a_killed_program_does_not_block(tmp_path: Path) -> None:
    new_file(tmp_path).close()
    holder = child(HOLD, tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(FileLocked) as refused:
        open_file(tmp_path)
    assert f"Prozess {holder.pid}" in str(refused.value.facts["holder"])
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=60)
    assert (tmp_path / place.LOCK_NAME).read_text(encoding="utf-8")
    open_file(tmp_path).close()


def test_a_lock_can_be_given_free_twice_and_taken_again(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as lock:
        with pytest.raises(FileLocked):
            FolderLock(tmp_path)
        lock.release()
    FolderLock(tmp_path).release()


def test_a_folder_that_cannot_take_a_lock_is_named_for_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        FolderLock(tmp_path / "nowhere")
    (tmp_path / "full" / place.LOCK_NAME).mkdir(parents=True)
    with pytest.raises(ReadOnly):
        FolderLock(tmp_path / "full")


@pytest.mark.skipif(os.name == "nt", reason="forks and kills as Linux does")
def test_no_acknowledged_change_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "storage.killed_writer", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == 12
    assert found["lost"] == 0
    # One audit entry per change: neither without the other, whenever the program died.
    assert found["written"] == found["entries"] >= 12
