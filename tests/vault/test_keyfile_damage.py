from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from kimdesk.errors import KeyFileDamaged, KimdeskError, TooNew, Truncated
from kimdesk.vault import keyfile
from kimdesk.vault.keyfile import TwinState
from vault.workspace import (
    PRIMARY,
    TWIN,
    Workspace,
    add_colleague,
    both,
    forge,
    framed,
    make,
    unlock,
)

if TYPE_CHECKING:
    from pathlib import Path

Body = dict[str, Any]


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    made = make(tmp_path / "office.kimdesk")
    add_colleague(made)
    return made


def _slot(body: Body, account: str) -> Body:
    found: Body = next(slot for slot in body["slots"] if slot["account"] == account)
    return found


def test_a_damaged_primary_is_healed_from_the_twin(work: Workspace) -> None:
    data = (work.folder / PRIMARY).read_bytes()
    (work.folder / PRIMARY).write_bytes(data[:-1] + b"!")
    ring = unlock(work.folder)
    assert ring.twin is TwinState.DAMAGED
    state = keyfile.inspect(work.folder)
    assert (state.primary, state.twin) == (TwinState.DAMAGED, TwinState.FINE)
    healed = keyfile.heal_twin(work.folder, ring)
    assert healed.twin is TwinState.FINE
    assert (work.folder / PRIMARY).read_bytes() == (work.folder / TWIN).read_bytes()
    assert unlock(work.folder).twin is TwinState.FINE


@pytest.mark.parametrize("name", [PRIMARY, TWIN])
def test_a_missing_copy_is_noticed_and_made_again(work: Workspace, name: str) -> None:
    (work.folder / name).unlink()
    ring = unlock(work.folder)
    assert ring.twin is TwinState.MISSING
    keyfile.heal_twin(work.folder, ring)
    assert unlock(work.folder).twin is TwinState.FINE


def test_two_damaged_copies_say_so(work: Workspace) -> None:
    data = (work.folder / PRIMARY).read_bytes()
    both(work.folder, data.replace(b"slots", b"stols"))
    with pytest.raises(KeyFileDamaged):
        unlock(work.folder)
    state = keyfile.inspect(work.folder)
    assert (state.primary, state.twin) == (TwinState.DAMAGED, TwinState.DAMAGED)
    assert (state.slots, state.format_version) == (0, 0)


def test_inspecting_needs_no_passphrase_and_tells_no_secret(work: Workspace) -> None:
    state = keyfile.inspect(work.folder)
    assert (state.primary, state.twin) == (TwinState.FINE, TwinState.FINE)
    assert (state.workspace_id, state.generation, state.epoch) == ("office-1", 2, 1)
    assert (state.slots, state.format_version) == (3, 1)


def test_a_truncated_file_is_refused_at_every_length(work: Workspace) -> None:
    data = (work.folder / PRIMARY).read_bytes()
    lengths = [*range(120), *range(120, len(data), 97), len(data) - 1]
    for length in lengths:
        both(work.folder, data[:length])
        with pytest.raises(Truncated):
            unlock(work.folder)


def test_any_flipped_byte_is_healed_from_the_twin_or_refused(work: Workspace) -> None:
    data = (work.folder / PRIMARY).read_bytes()
    rng = random.Random(20261122)
    places = [*range(170), *rng.sample(range(len(data)), 250)]
    for place in places:
        flipped = bytearray(data)
        flipped[place] ^= 1 << rng.randrange(8)
        (work.folder / PRIMARY).write_bytes(flipped)
        (work.folder / TWIN).write_bytes(data)
        assert unlock(work.folder).twin is TwinState.DAMAGED
        both(work.folder, bytes(flipped))
        with pytest.raises((KeyFileDamaged, Truncated)):
            unlock(work.folder)


@pytest.mark.parametrize(
    "rest",
    [
        b"",
        b"\n",
        b"zz\n{}",
        b"00" * 32 + b"\n{}",
        b"00" * 32 + b"\n" + b"[" * 100_000,
        b"00" * 32 + b'\n{"a":' + b"9" * 5000 + b"}",
        b"00" * 32 + b"\n\xff",
        b"00" * 32 + b'\n{"a":1,"a":1}',
    ],
)
def test_a_well_framed_file_without_sense_is_damaged(work: Workspace, rest: bytes) -> None:
    both(work.folder, framed(1, rest))
    with pytest.raises(KeyFileDamaged):
        unlock(work.folder)


def test_every_member_of_the_wrong_type_is_damaged(work: Workspace) -> None:
    original = json.loads((work.folder / PRIMARY).read_bytes().split(b"\n", 2)[2])
    keys = [(None, key) for key in original] + [("slot", key) for key in original["slots"][0]]
    values: tuple[Any, ...] = (None, True, -1, 1.5, "", [], {}, "ä" * 300)
    for where, key in keys:
        for value in values:

            def edit(body: Body, where: str | None = where, key: str = key, v: Any = value) -> None:
                body.clear()
                body.update(json.loads(json.dumps(original)))
                target = body["slots"][0] if where else body
                target[key] = v

            forge(work.folder, edit)
            with pytest.raises(KimdeskError):
                unlock(work.folder)


def test_a_later_format_asks_for_an_update_and_is_not_taken_for_damage(work: Workspace) -> None:
    data = (work.folder / PRIMARY).read_bytes()
    (work.folder / PRIMARY).write_bytes(framed(2, b"whatever comes"))
    with pytest.raises(TooNew):
        unlock(work.folder)
    with pytest.raises(TooNew):
        keyfile.inspect(work.folder)
    (work.folder / PRIMARY).write_bytes(data.replace(b"KEYS-1", b"KEYS-2", 1))
    assert unlock(work.folder).twin is TwinState.DAMAGED
