from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.errors import (
    AlreadyThere,
    FolderMissing,
    InvalidInput,
    KeyFileMissing,
    WrongPassphrase,
)
from kimdesk.vault import keyfile
from kimdesk.vault.keyfile import TwinState
from kimdesk.vault.passphrases import KdfCost
from vault.workspace import (
    CHEAP,
    COLLEAGUE,
    COLLEAGUE_PHRASE,
    LEAD,
    LEAD_PHRASE,
    PRIMARY,
    TWIN,
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


def test_the_passphrase_opens_what_was_created(work: Workspace) -> None:
    ring = unlock(work.folder)
    assert ring.database_key() == work.ring.database_key()
    assert len(ring.database_key()) == 32
    assert ring.workspace_signing.public == work.ring.workspace_signing.public
    assert ring.workspace_sealing.public == work.ring.workspace_sealing.public
    assert ring.personal_signing.public == work.ring.personal_signing.public
    assert (ring.workspace_id, ring.kind, ring.account_id) == ("office-1", "office", "account-1")
    assert (ring.epoch, ring.generation, ring.twin) == (1, 1, TwinState.FINE)


def test_the_standard_cost_opens_too(tmp_path: Path) -> None:
    made, _ = keyfile.create(
        tmp_path / "o",
        kind="district",
        workspace_id="district-1",
        account_id="a",
        account_name=LEAD,
        passphrase=LEAD_PHRASE,
        entropy=SeededEntropy("standard"),
    )
    ring = keyfile.unlock(tmp_path / "o", account_name=LEAD, passphrase=LEAD_PHRASE)
    assert ring.database_key() == made.database_key()
    assert ring.kind == "district"


def test_other_keys_are_different_from_each_other_and_from_the_root(work: Workspace) -> None:
    keys = {
        work.ring.root,
        work.ring.database_key(),
        work.ring.personal_signing.to_bytes(),
        work.ring.workspace_signing.to_bytes(),
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        (LEAD, LEAD_PHRASE + "x"),
        (LEAD, LEAD_PHRASE.upper()),
        (LEAD, ""),
        ("Niemand", LEAD_PHRASE),
        ("", LEAD_PHRASE),
        (LEAD, "\ud800"),
        ("recovery", LEAD_PHRASE),
    ],
)
def test_a_wrong_name_or_passphrase_is_refused_without_saying_which(
    work: Workspace, name: str, phrase: str
) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        unlock(work.folder, name, phrase)
    assert caught.value.facts == {}


def test_name_and_passphrase_may_be_typed_in_any_unicode_form(tmp_path: Path) -> None:
    phrase = "grün-Café-zwölf-ﬁ"
    keyfile.create(
        tmp_path / "o",
        kind="office",
        workspace_id="o",
        account_id="a",
        account_name=LEAD,
        passphrase=phrase,
        entropy=SeededEntropy("forms"),
        cost=CHEAP,
        allow_cheap=True,
    )
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        name = unicodedata.normalize(form, LEAD.swapcase())
        unlock(tmp_path / "o", f" {name} ", unicodedata.normalize(form, phrase))


def test_no_name_and_no_secret_stands_in_the_file(work: Workspace) -> None:
    add_colleague(work)
    raw = b"".join((work.folder / name).read_bytes() for name in (PRIMARY, TWIN))
    haystacks = (raw, raw.lower())
    names = [part for name in (LEAD, COLLEAGUE) for part in (name, name.lower(), *name.split())]
    for text in [*names, LEAD_PHRASE, COLLEAGUE_PHRASE]:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            needle = text.encode(encoding)
            assert not any(
                form in hay for hay in haystacks for form in (needle, needle.hex().encode())
            )
    secrets = [
        work.ring.root,
        work.ring.database_key(),
        work.ring.personal_signing.to_bytes(),
        work.ring.workspace_signing.to_bytes(),
        work.ring.workspace_sealing.to_bytes(),
    ]
    for secret in secrets:
        assert secret not in raw
        assert secret.hex().encode() not in raw


def test_secrets_do_not_show_as_text(work: Workspace) -> None:
    ring = work.ring
    shown = f"{ring!r} {ring} {work.sheet!r} {ring.personal_signing!r} {ring.workspace_sealing!r}"
    assert work.sheet.code not in shown
    assert ring.root.hex() not in shown
    assert repr(ring.root) not in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_files_and_folder_are_private(work: Workspace) -> None:
    assert work.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in work.folder.iterdir()} == {0o600}
    assert {path.name for path in work.folder.iterdir()} == {PRIMARY, TWIN}


def test_a_second_key_file_is_not_made_over_the_first(work: Workspace) -> None:
    (work.folder / PRIMARY).unlink()
    with pytest.raises(AlreadyThere):
        make(work.folder, "again")


def test_a_cheap_cost_needs_to_be_allowed(tmp_path: Path) -> None:
    for cost in (CHEAP, KdfCost(64 * 1024 - 1, 3, 4), KdfCost(4 * 1024 * 1024 + 1, 3, 4)):
        with pytest.raises(InvalidInput):
            keyfile.create(
                tmp_path / "o",
                kind="office",
                workspace_id="o",
                account_id="a",
                account_name=LEAD,
                passphrase=LEAD_PHRASE,
                entropy=SeededEntropy("cheap"),
                cost=cost,
            )
    assert not (tmp_path / "o").exists()


def test_the_same_entropy_makes_the_same_keys(tmp_path: Path) -> None:
    first, second = make(tmp_path / "a", "same"), make(tmp_path / "b", "same")
    other = make(tmp_path / "c", "other")
    assert first.ring.database_key() == second.ring.database_key()
    assert first.ring.workspace_sealing.public == second.ring.workspace_sealing.public
    assert first.sheet.code == second.sheet.code
    assert first.ring.database_key() != other.ring.database_key()


def test_missing_files_and_folders_are_named_as_such(work: Workspace, tmp_path: Path) -> None:
    (work.folder / PRIMARY).unlink()
    (work.folder / TWIN).unlink()
    with pytest.raises(KeyFileMissing):
        unlock(work.folder)
    with pytest.raises(FolderMissing):
        unlock(tmp_path / "elsewhere")
