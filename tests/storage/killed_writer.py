"""Started by a test: writes to a file in a child that is killed in between, a dozen times.

The child opens the file itself: a database must never be carried through a fork.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from storage.files import new_file, note, noted, open_file

KILLS = 12
LONGEST_WAIT = 0.02


def write_for_ever(folder: Path, number: int, acknowledge: int) -> None:
    opened = open_file(folder)
    while True:
        number += 1
        note(opened, number)
        os.write(acknowledge, number.to_bytes(4, "big"))


def killed_after_some_writes(folder: Path, number: int, rng: random.Random) -> int:
    """Return the last number that the child said was stored."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_for_ever(folder, number, writing)
    os.close(writing)
    for _ in range(rng.randrange(1, 6)):
        number = int.from_bytes(os.read(reading, 4), "big")
    until = time.perf_counter() + rng.random() * LONGEST_WAIT
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rest = os.read(reading, 65536)
    os.close(reading)
    return int.from_bytes(rest[-4:], "big") if rest else number


def main() -> None:
    folder, rng = Path(sys.argv[1]), random.Random(11)
    new_file(folder).close()
    number, kills, lost, entries = 0, 0, 0, 0
    for _ in range(KILLS):
        before = number
        number = killed_after_some_writes(folder, number, rng)
        kills += 1
        opened = open_file(folder)
        lost += sum(1 for one in range(before + 1, number + 1) if not noted(opened, one))
        # A change that was stored just before its acknowledgement may be there in addition.
        while noted(opened, number + 1):
            number += 1
        opened.check_integrity()
        entries = opened.verify_audit()
        opened.close()
    found = {"kills": kills, "lost": lost, "written": number, "entries": entries}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
