from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.errors import (
    AlreadyThere,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongPassphrase,
)
from kimdesk.vault import keyfile
from kimdesk.vault.signing import verify
from vault.workspace import (
    CHEAP,
    COLLEAGUE,
    COLLEAGUE_PHRASE,
    LEAD,
    LEAD_PHRASE,
    OTHER_PHRASE,
    PRIMARY,
    Workspace,
    add_colleague,
    make,
    unlock,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return make(tmp_path / "office.kimdesk")


def test_a_colleague_gets_the_same_database_and_keys_of_her_own(work: Workspace) -> None:
    ring = add_colleague(work)
    hers = unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)
    assert hers.database_key() == ring.database_key()
    assert hers.personal_signing.public != work.ring.personal_signing.public
    assert (hers.account_id, hers.generation, ring.generation) == ("account-2", 2, 2)
    with pytest.raises(WrongPassphrase):
        unlock(work.folder, COLLEAGUE, LEAD_PHRASE)


def test_a_name_or_id_is_taken_once(work: Workspace) -> None:
    add_colleague(work)
    for account_id, name in (("account-2", "Neu"), ("account-3", COLLEAGUE.upper())):
        with pytest.raises(AlreadyThere):
            keyfile.add_account(
                work.folder,
                work.ring,
                account_id=account_id,
                account_name=name,
                passphrase=OTHER_PHRASE,
                entropy=SeededEntropy("x"),
                cost=CHEAP,
                allow_cheap=True,
            )
    with pytest.raises(InvalidInput):
        keyfile.add_account(
            work.folder,
            work.ring,
            account_id="recovery",
            account_name="Neu",
            passphrase=OTHER_PHRASE,
            entropy=SeededEntropy("x"),
        )


def test_a_removed_account_is_out_and_the_last_one_stays(work: Workspace) -> None:
    add_colleague(work)
    keyfile.remove_account(work.folder, work.ring, "account-2")
    with pytest.raises(WrongPassphrase):
        unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)
    with pytest.raises(NotAllowed):
        keyfile.remove_account(work.folder, work.ring, "account-1")
    with pytest.raises(NotFound):
        keyfile.remove_account(work.folder, work.ring, "account-2")
    assert unlock(work.folder).generation == 3


def test_a_changed_passphrase_keeps_the_person_and_ends_the_old_one(work: Workspace) -> None:
    keyfile.change_passphrase(
        work.folder,
        work.ring,
        account_name=LEAD,
        old=LEAD_PHRASE,
        new=OTHER_PHRASE,
        entropy=SeededEntropy("new"),
        cost=CHEAP,
        allow_cheap=True,
    )
    ring = unlock(work.folder, LEAD, OTHER_PHRASE)
    signature = ring.personal_signing.sign(b"audit")
    verify(work.ring.personal_signing.public, signature, b"audit")
    assert ring.database_key() == work.ring.database_key()
    with pytest.raises(WrongPassphrase):
        unlock(work.folder)


@pytest.mark.parametrize(("name", "old"), [(LEAD, "wrong"), ("Niemand", LEAD_PHRASE)])
def test_a_passphrase_is_changed_only_by_who_knows_the_old_one(
    work: Workspace, name: str, old: str
) -> None:
    before = (work.folder / PRIMARY).read_bytes()
    with pytest.raises(WrongPassphrase):
        keyfile.change_passphrase(
            work.folder,
            work.ring,
            account_name=name,
            old=old,
            new="new",
            entropy=SeededEntropy("new"),
            cost=CHEAP,
            allow_cheap=True,
        )
    assert (work.folder / PRIMARY).read_bytes() == before


def _reset(work: Workspace, account_id: str, name: str) -> keyfile.Keyring:
    return keyfile.reset_account(
        work.folder,
        work.ring,
        account_id=account_id,
        account_name=name,
        passphrase=OTHER_PHRASE,
        entropy=SeededEntropy("reset"),
        cost=CHEAP,
        allow_cheap=True,
    )


def test_a_reset_account_gets_new_keys_and_a_start_passphrase(work: Workspace) -> None:
    add_colleague(work)
    old = unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)
    _reset(work, "account-2", COLLEAGUE)
    ring = unlock(work.folder, COLLEAGUE, OTHER_PHRASE)
    assert ring.database_key() == old.database_key()
    assert ring.personal_signing.public != old.personal_signing.public
    with pytest.raises(WrongPassphrase):
        unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)


def test_only_an_account_that_is_there_is_reset_and_under_no_others_name(work: Workspace) -> None:
    add_colleague(work)
    with pytest.raises(NotFound):
        _reset(work, "account-9", "Neu")
    with pytest.raises(AlreadyThere):
        _reset(work, "account-2", LEAD)


def test_changes_of_two_rings_do_not_undo_each_other(work: Workspace) -> None:
    add_colleague(work)
    ring = keyfile.heal_twin(work.folder, work.ring)
    assert ring.generation == 3
    unlock(work.folder, COLLEAGUE, COLLEAGUE_PHRASE)
