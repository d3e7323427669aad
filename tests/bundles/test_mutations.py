from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundles.samples import (
    OFFICE,
    parcel,
    receive,
    resigned,
    sealed,
)
from kimdesk.bundles.envelope import MAGIC
from kimdesk.bundles.manifest import Manifest, sign_manifest
from kimdesk.bundles.payload import (
    ALL_FILES,
    MANIFEST,
    SIGNATURE_FILE,
    STATISTICS,
    read_payload,
    write_archive,
)
from kimdesk.errors import (
    BadBundle,
    KimdeskError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PAYLOAD = parcel().payload
BUNDLE = sealed(PAYLOAD)
FILES = read_payload(PAYLOAD)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Flip, insert, delete, double, splice or cut off; never return ``data`` itself."""
    at, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :],
        lambda: data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:],
        lambda: data[:at] + data[at + rng.randrange(1, 9) :],
        lambda: data[:at] + data[end:],
        lambda: data[:end] + data[at:end] + data[end:],
        lambda: data[:at] + data[at:end][::-1] + data[end:],
        lambda: data[:at],
        lambda: data + data[at:end],
    ]
    while (changed := rng.choice(ways)()) == data:
        at, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return changed


def test_no_mutation_of_the_file_is_accepted() -> None:
    rng = random.Random(1)
    started = time.perf_counter()
    for _ in range(3000):
        with pytest.raises(KimdeskError):
            receive(mutated(BUNDLE, rng))
    assert time.perf_counter() - started < 20


def test_no_mutation_of_the_payload_is_accepted() -> None:
    """The attacker knows the district's public key and seals the changed payload again."""
    rng = random.Random(2)
    for _ in range(2000):
        with pytest.raises(KimdeskError):
            receive(sealed(mutated(PAYLOAD, rng)))


@pytest.mark.parametrize("name", sorted(ALL_FILES))
def test_no_mutation_of_a_single_file_is_accepted(name: str) -> None:
    rng = random.Random(name)
    for _ in range(150):
        changed = write_archive({**FILES, name: mutated(FILES[name], rng)})
        with pytest.raises(KimdeskError):
            receive(sealed(changed))


def test_what_a_dishonest_office_signs_is_whole_or_refused() -> None:
    """An enrolled office signs any tables it likes: they are refused or mean what they say."""
    rng, opened = random.Random(3), 0
    for _ in range(1500):
        name = rng.choice([STATISTICS, "daten/codes.csv", "befunde/befunde.csv",
                           "befunde/rueckbezug.csv"])  # fmt: skip
        files = {**FILES, name: mutated(FILES[name], rng)}
        data = sealed(resigned(files))
        try:
            received = receive(data)
        except KimdeskError:
            continue
        opened += 1
        assert read_payload(received.payload)[name] == files[name]
    assert 0 < opened < 150


def test_no_mutation_of_a_signed_manifest_breaks_the_reader() -> None:
    rng = random.Random(4)
    for _ in range(1500):
        data = mutated(FILES[MANIFEST], rng)
        signature = sign_manifest(data, OFFICE.signing)
        payload = write_archive({**FILES, MANIFEST: data, SIGNATURE_FILE: signature})
        try:
            receive(sealed(payload))
        except KimdeskError:
            continue
        assert Manifest.from_bytes(data).to_bytes() == data


@given(st.binary(max_size=200))
def test_any_bytes_are_no_bundle(junk: bytes) -> None:
    for data in (junk, MAGIC + junk, MAGIC + len(junk).to_bytes(4, "big") + junk):
        with pytest.raises(KimdeskError):
            receive(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_no_payload(junk: bytes) -> None:
    for payload in (junk, b"PK\3\4" + junk, PAYLOAD + junk + b"x"):
        with pytest.raises(BadBundle):
            receive(sealed(payload))
