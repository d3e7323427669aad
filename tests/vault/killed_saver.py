"""Started by a test: saves a key file again and again in a child that is killed in between.

Forking here and not in the test keeps the interpreter of the test run free of half a fork.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.vault import keyfile
from kimdesk.vault.keyfile import Keyring
from kimdesk.vault.passphrases import KdfCost

KILLS = 48
LONGEST_WAIT = 0.004
PHRASE = "lampe-ufer-ziege-taste-mond"


def save_for_ever(folder: Path, ring: Keyring, acknowledge: int) -> None:
    while True:
        ring = keyfile.heal_twin(folder, ring)
        os.write(acknowledge, ring.generation.to_bytes(4, "big"))


def killed_after_some_saves(folder: Path, ring: Keyring, rng: random.Random) -> int:
    """Return the last generation that the child said was saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        save_for_ever(folder, ring, writing)
    os.close(writing)
    acknowledged = ring.generation
    for _ in range(rng.randrange(1, 4)):
        acknowledged = int.from_bytes(os.read(reading, 4), "big")
    until = time.perf_counter() + rng.random() * LONGEST_WAIT
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rest = os.read(reading, 4096)
    os.close(reading)
    return int.from_bytes(rest[-4:], "big") if rest else acknowledged


def main() -> None:
    folder, rng = Path(sys.argv[1]), random.Random(7)
    cost = KdfCost(64, 1, 1)
    ring, _ = keyfile.create(
        folder,
        kind="office",
        workspace_id="o",
        account_id="a",
        account_name="A",
        passphrase=PHRASE,
        entropy=SeededEntropy("kills"),
        cost=cost,
        allow_cheap=True,
    )
    lost = kills = torn = 0
    for _ in range(KILLS):
        acknowledged = killed_after_some_saves(folder, ring, rng)
        ring = keyfile.unlock(folder, account_name="A", passphrase=PHRASE, allow_cheap=True)
        kills += 1
        lost += ring.generation < acknowledged
        torn += ring.twin not in {keyfile.TwinState.FINE, keyfile.TwinState.STALE}
    ring = keyfile.heal_twin(folder, ring)
    left = sorted(path.name for path in folder.iterdir())
    sys.stdout.write(json.dumps({"kills": kills, "lost": lost, "torn": torn, "left": left}))


if __name__ == "__main__":
    main()
