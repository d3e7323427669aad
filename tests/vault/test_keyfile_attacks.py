from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.errors import KimdeskError, Tampered
from kimdesk.vault import keyfile
from kimdesk.vault.changes import save_signed
from kimdesk.vault.copies import load
from kimdesk.vault.keyfile import TwinState
from kimdesk.vault.keyfile_format import KeyFile
from kimdesk.vault.keyring import wrap_workspace_pairs
from kimdesk.vault.sealing import seal
from kimdesk.vault.slots import KeyPairs, _root_info
from vault.workspace import (
    CHEAP,
    COLLEAGUE,
    COLLEAGUE_PHRASE,
    LEAD,
    LEAD_PHRASE,
    OTHER_PHRASE,
    PRIMARY,
    TWIN,
    Workspace,
    add_colleague,
    both,
    forge,
    make,
    unlock,
)

if TYPE_CHECKING:
    from collections.abc import Callable
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


@pytest.mark.parametrize(
    ("member", "value"),
    [("memory", 64), ("memory", 64 * 1024 - 1), ("memory", 2**40), ("passes", 0), ("lanes", 99)],
)
def test_a_changed_cost_is_refused_before_anything_is_computed(
    work: Workspace, member: str, value: int
) -> None:
    def edit(body: Body) -> None:
        for account in ("account-1", "account-2"):
            cost = _slot(body, account)["kdf"]
            cost.update(memory=64 * 1024, passes=1)
            cost[member] = value

    forge(work.folder, edit)
    with pytest.raises(Tampered):
        keyfile.unlock(work.folder, account_name=LEAD, passphrase=LEAD_PHRASE)


def test_a_cost_changed_within_the_limits_does_not_open(work: Workspace) -> None:
    forge(work.folder, lambda body: _slot(body, "account-1")["kdf"].update(passes=2))
    with pytest.raises(KimdeskError):
        unlock(work.folder)


def _inject(body: Body) -> None:
    body["slots"].append({**_slot(body, "account-2"), "account": "account-3", "name": "f" * 64})


def _swap_names(body: Body) -> None:
    first, second = _slot(body, "account-1"), _slot(body, "account-2")
    first["name"], second["name"] = second["name"], first["name"]


def _swap_roots(body: Body) -> None:
    first, second = _slot(body, "account-1"), _slot(body, "account-2")
    first["root"], second["root"] = second["root"], first["root"]


def _drop_slot(body: Body) -> None:
    body["slots"] = [slot for slot in body["slots"] if slot["account"] != "account-2"]


def _other_signing_key(body: Body) -> None:
    body["signing"] = "00" * 32


@pytest.mark.parametrize(
    "edit",
    [
        _inject,
        _swap_names,
        _swap_roots,
        _drop_slot,
        _other_signing_key,
        lambda body: body.update(generation=99),
        lambda body: body.update(epoch=2),
        lambda body: body.update(workspace="office-2"),
        lambda body: body.update(kind="district"),
        lambda body: _slot(body, "account-1").update(signing="11" * 32),
        lambda body: _slot(body, "account-1").update(proof="22" * 32),
    ],
)
def test_nobody_changes_the_file_without_the_root_key(
    work: Workspace, edit: Callable[[Body], None]
) -> None:
    forge(work.folder, edit)
    with pytest.raises(KimdeskError):
        unlock(work.folder)
    with pytest.raises(KimdeskError):
        unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)
    with pytest.raises(KimdeskError):
        keyfile.heal_twin(work.folder, work.ring)


def test_a_key_file_around_an_outsiders_root_key_is_refused(work: Workspace) -> None:
    """Anybody can seal to a public key; the proof in the slot says which root belongs there."""
    theirs, current = SeededEntropy("outsider").bytes(32), load(work.folder).file.content
    binding = current.binding
    slots = tuple(
        _resealed(slot, seal(slot.sealing, theirs, _root_info(binding, slot)))
        for slot in current.slots
    )
    pairs = KeyPairs.generate(SeededEntropy("pairs"))
    forged = KeyFile(
        binding,
        current.generation + 1,
        pairs.signing.public,
        pairs.sealing.public,
        wrap_workspace_pairs(theirs, binding, pairs, SeededEntropy("nonce")),
        slots,
    )
    save_signed(work.folder, forged, theirs)
    with pytest.raises(Tampered) as caught:
        unlock(work.folder)
    assert caught.value.facts["problem"] == "root"
    with pytest.raises(Tampered):
        keyfile.unlock_with_recovery(work.folder, work.sheet.code)


def _resealed(slot: Any, root: bytes) -> Any:
    return type(slot)(
        slot.account, slot.name, slot.salt, slot.signing, slot.sealing, slot.lock, root, slot.proof
    )


def test_an_old_key_file_shows_by_its_generation(work: Workspace) -> None:
    old = (work.folder / PRIMARY).read_bytes()
    newest = keyfile.heal_twin(work.folder, work.ring)
    (work.folder / PRIMARY).write_bytes(old)
    ring = unlock(work.folder)
    assert (ring.generation, ring.twin) == (newest.generation, TwinState.STALE)
    both(work.folder, old)
    assert unlock(work.folder).generation < newest.generation


def test_the_key_file_of_another_workspace_does_not_fit(work: Workspace, tmp_path: Path) -> None:
    other = make(tmp_path / "other", "other")
    shutil.copy(other.folder / PRIMARY, work.folder / PRIMARY)
    shutil.copy(other.folder / PRIMARY, work.folder / TWIN)
    with pytest.raises(Tampered):
        keyfile.remove_account(work.folder, work.ring, "account-1")


def test_an_old_file_does_not_bring_a_removed_account_back_into_the_new_one(
    work: Workspace,
) -> None:
    old = json.loads((work.folder / PRIMARY).read_bytes().split(b"\n", 2)[2])
    keyfile.remove_account(work.folder, work.ring, "account-2")
    forge(work.folder, lambda body: body["slots"].append(_slot(old, "account-2")))
    with pytest.raises(Tampered):
        unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)


def test_an_add_with_a_cheap_cost_needs_to_be_allowed(work: Workspace) -> None:
    with pytest.raises(KimdeskError):
        keyfile.add_account(
            work.folder,
            work.ring,
            account_id="account-3",
            account_name="Neu",
            passphrase=OTHER_PHRASE,
            entropy=SeededEntropy("x"),
            cost=CHEAP,
        )
