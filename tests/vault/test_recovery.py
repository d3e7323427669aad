from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.errors import (
    AlreadyThere,
    KeyFileMissing,
    KimdeskError,
    Tampered,
    TooNew,
    Truncated,
    WrongRecoveryCode,
)
from kimdesk.vault import keyfile
from kimdesk.vault.keyfile import TwinState
from kimdesk.vault.recovery_code import read_code, write_code
from vault.workspace import CHEAP, LEAD, OTHER_PHRASE, PRIMARY, TWIN, Workspace, make, unlock

if TYPE_CHECKING:
    from pathlib import Path

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.binary(min_size=20, max_size=20)


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return make(tmp_path / "office.kimdesk")


@given(SECRETS)
def test_a_code_is_read_back(secret: bytes) -> None:
    code = write_code(secret)
    assert [len(group) for group in code.split("-")] == [6] * 6
    assert set(code) <= set(ALPHABET) | {"-"}
    assert read_code(code) == secret


@given(SECRETS)
def test_a_code_is_read_as_people_write_it(secret: bytes) -> None:
    code = write_code(secret)
    assert read_code(f"  {code.lower().replace('-', ' ')}\n") == secret
    assert read_code(code.replace("-", "").replace("0", "o").replace("1", "l")) == secret
    assert read_code(code.replace("0", "O").replace("1", "I").replace("-", "–")) == secret


@given(SECRETS, st.integers(0, 35), st.integers(1, 31))
def test_each_single_wrong_symbol_is_noticed(secret: bytes, place: int, shift: int) -> None:
    symbols = list(write_code(secret).replace("-", ""))
    symbols[place] = ALPHABET[(ALPHABET.index(symbols[place]) + shift) % 32]
    with pytest.raises(WrongRecoveryCode):
        read_code("".join(symbols))


@given(SECRETS, st.integers(0, 35), st.integers(0, 35))
def test_each_swap_of_two_symbols_is_noticed(secret: bytes, one: int, other: int) -> None:
    symbols = list(write_code(secret).replace("-", ""))
    if symbols[one] == symbols[other]:
        return
    symbols[one], symbols[other] = symbols[other], symbols[one]
    with pytest.raises(WrongRecoveryCode):
        read_code("".join(symbols))


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with pytest.raises(WrongRecoveryCode):
        read_code(text)


def test_the_code_opens_the_key_file(work: Workspace) -> None:
    ring = keyfile.unlock_with_recovery(work.folder, work.sheet.code.lower())
    assert ring.database_key() == work.ring.database_key()
    assert (ring.account_id, ring.twin) == ("recovery", TwinState.FINE)
    keyfile.reset_account(
        work.folder,
        ring,
        account_id="account-1",
        account_name=LEAD,
        passphrase=OTHER_PHRASE,
        entropy=SeededEntropy("reset"),
        cost=CHEAP,
        allow_cheap=True,
    )
    assert unlock(work.folder, LEAD, OTHER_PHRASE).database_key() == ring.database_key()


def test_a_well_formed_code_of_another_file_is_refused(work: Workspace) -> None:
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_recovery(work.folder, write_code(bytes(20)))
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_sheet(work.sheet.qr, write_code(bytes(20)))


def test_a_renewed_code_ends_the_old_one(work: Workspace) -> None:
    ring, sheet = keyfile.renew_recovery(work.folder, work.ring, SeededEntropy("renew"))
    assert sheet.code != work.sheet.code
    assert ring.generation == 2
    assert keyfile.unlock_with_recovery(work.folder, sheet.code).root == ring.root
    assert keyfile.unlock_with_sheet(sheet.qr, sheet.code).generation == 2
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_recovery(work.folder, work.sheet.code)
    assert unlock(work.folder).root == ring.root


def test_the_sheet_alone_brings_back_a_workspace_without_key_files(work: Workspace) -> None:
    (work.folder / PRIMARY).unlink()
    (work.folder / TWIN).unlink()
    with pytest.raises(KeyFileMissing):
        keyfile.unlock_with_recovery(work.folder, work.sheet.code)
    ring = keyfile.unlock_with_sheet(work.sheet.qr, work.sheet.code)
    assert ring.database_key() == work.ring.database_key()
    assert ring.workspace_sealing.public == work.ring.workspace_sealing.public
    assert ring.workspace_signing.public == work.ring.workspace_signing.public
    assert (ring.kind, ring.workspace_id, ring.epoch) == ("office", "office-1", 1)
    assert ring.twin is TwinState.MISSING
    rebuilt, sheet = keyfile.rebuild(
        work.folder,
        ring,
        account_id="account-1",
        account_name=LEAD,
        passphrase=OTHER_PHRASE,
        entropy=SeededEntropy("rebuild"),
        cost=CHEAP,
        allow_cheap=True,
    )
    assert rebuilt.generation == 2
    assert unlock(work.folder, LEAD, OTHER_PHRASE).database_key() == work.ring.database_key()
    assert keyfile.unlock_with_recovery(work.folder, sheet.code).root == ring.root


def test_a_key_file_that_is_there_is_not_rebuilt_over(work: Workspace) -> None:
    ring = keyfile.unlock_with_sheet(work.sheet.qr, work.sheet.code)
    (work.folder / PRIMARY).write_bytes(b"damaged")
    with pytest.raises(AlreadyThere):
        keyfile.rebuild(
            work.folder,
            ring,
            account_id="a",
            account_name=LEAD,
            passphrase=OTHER_PHRASE,
            entropy=SeededEntropy("x"),
            cost=CHEAP,
            allow_cheap=True,
        )


def test_the_sheet_fits_one_symbol_and_is_useless_alone(work: Workspace) -> None:
    assert len(work.sheet.qr) <= 1536
    for secret in (work.ring.root, work.ring.database_key(), read_code(work.sheet.code)):
        assert secret not in work.sheet.qr
    assert LEAD.encode() not in work.sheet.qr


def test_a_scan_that_is_cut_off_or_misread_is_refused(work: Workspace) -> None:
    qr = work.sheet.qr
    for length in range(0, len(qr), 7):
        with pytest.raises((Truncated, Tampered)):
            keyfile.unlock_with_sheet(qr[:length], work.sheet.code)
    for place in range(len(qr)):
        flipped = bytearray(qr)
        flipped[place] ^= 1
        with pytest.raises(KimdeskError):
            keyfile.unlock_with_sheet(bytes(flipped), work.sheet.code)
    with pytest.raises(Tampered):
        keyfile.unlock_with_sheet(qr + b"x", work.sheet.code)


def test_a_later_sheet_asks_for_an_update(work: Workspace) -> None:
    later = work.sheet.qr.replace(b"RECOVERY-1", b"RECOVERY-2", 1)
    with pytest.raises(TooNew):
        keyfile.unlock_with_sheet(later, work.sheet.code)


@given(st.binary(max_size=1600))
def test_any_bytes_are_a_sheet_or_refused(junk: bytes) -> None:
    with pytest.raises(KimdeskError):
        keyfile.unlock_with_sheet(junk, write_code(bytes(20)))
    with pytest.raises(KimdeskError):
        keyfile.unlock_with_sheet(b"KIMDESK-RECOVERY-1" + junk, write_code(bytes(20)))
