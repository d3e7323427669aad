from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bundles.samples import (
    CATALOGUE,
    DISTRICT,
    OFFICE,
    OTHER_DISTRICT,
    OTHER_OFFICE,
    district_card,
    office_card,
    parcel,
    receive,
    resigned,
    sealed,
)
from kimdesk.bundles.envelope import LARGEST_FILE, MAGIC, recipient_hash
from kimdesk.bundles.manifest import sign_manifest
from kimdesk.bundles.pack import OfficeIdentity, seal
from kimdesk.bundles.payload import (
    MANIFEST,
    SIGNATURE_FILE,
    STATISTICS,
    read_payload,
    write_archive,
)
from kimdesk.errors import (
    BadBundle,
    ForeignBundle,
    Tampered,
    TooNew,
    Truncated,
    UnknownOffice,
)
from kimdesk.vault.canonical import encode_json
from kimdesk.vault.sealing import seal as seal_to

if TYPE_CHECKING:
    from collections.abc import Callable

PAYLOAD = parcel().payload
BUNDLE = sealed(PAYLOAD)
FILES = read_payload(PAYLOAD)


def test_a_file_that_ends_too_early_is_called_truncated() -> None:
    for length in (*range(400), *range(400, len(BUNDLE), 501), len(BUNDLE) - 1):
        with pytest.raises(Truncated):
            receive(BUNDLE[:length])


def test_too_large_a_file_is_not_looked_at() -> None:
    with pytest.raises(BadBundle):
        receive(MAGIC + bytes(LARGEST_FILE))


def test_a_changed_header_does_not_open() -> None:
    length = int.from_bytes(BUNDLE[17:21], "big")
    header = json.loads(BUNDLE[21 : 21 + length])
    for change in ({"plain": header["plain"] + 1}, {"plain": 0}):
        data = encode_json({**header, **change})
        changed = MAGIC + len(data).to_bytes(4, "big") + data + BUNDLE[21 + length :]
        with pytest.raises(Tampered):
            receive(changed)


def _envelope(plaintext: bytes, **changes: object) -> bytes:
    header = {
        "v": 1,
        "kem": "ML-KEM-768+X25519, HKDF-SHA256, ChaCha20-Poly1305",
        "to": recipient_hash(DISTRICT.sealing.public)[:16],
        "plain": len(PAYLOAD),
        "padded": len(plaintext),
    }
    data = encode_json({**header, **changes})
    before = MAGIC + len(data).to_bytes(4, "big") + data
    return before + seal_to(DISTRICT.sealing.public, plaintext, before)


def _padded(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // 16384) * 16384, b"\0")


def test_an_envelope_made_by_hand_is_accepted_so_that_the_next_tests_mean_something() -> None:
    assert receive(_envelope(_padded(zlib.compress(PAYLOAD)))).payload == PAYLOAD


@pytest.mark.parametrize(
    ("plaintext", "changes"),
    [
        (_padded(zlib.compress(bytes(64 * 2**20))), {}),
        (_padded(zlib.compress(bytes(64 * 2**20))), {"plain": 2**40}),
        (_padded(zlib.compress(PAYLOAD)), {"plain": len(PAYLOAD) - 1}),
        (_padded(zlib.compress(PAYLOAD)), {"plain": len(PAYLOAD) + 1}),
        (_padded(zlib.compress(PAYLOAD)), {"kem": "none"}),
        (_padded(zlib.compress(PAYLOAD)), {"extra": 1}),
        (_padded(zlib.compress(PAYLOAD)), {"v": 0}),
        (_padded(zlib.compress(PAYLOAD)), {"to": "0"}),
        (_padded(zlib.compress(PAYLOAD)), {"padded": "16384"}),
        (_padded(zlib.compress(PAYLOAD)) + bytes(16384), {}),
        (_padded(zlib.compress(PAYLOAD))[:-1] + b"x", {}),
        (zlib.compress(PAYLOAD), {}),
        (_padded(zlib.compress(PAYLOAD)[:-5]), {}),
        (_padded(b"no compression"), {}),
        (_padded(PAYLOAD), {}),
        (b"", {}),
    ],
)
def test_an_envelope_that_breaks_the_format_is_refused(
    plaintext: bytes, changes: dict[str, object]
) -> None:
    with pytest.raises((BadBundle, Tampered)):
        receive(_envelope(plaintext, **changes))


def test_later_formats_and_catalogues_ask_for_an_update() -> None:
    with pytest.raises(TooNew):
        receive(BUNDLE.replace(b"BUNDLE-1\n", b"BUNDLE-2\n", 1))
    with pytest.raises(TooNew):
        receive(_envelope(bytes(16384), v=2, news="yes"))
    with pytest.raises(TooNew) as caught:
        receive(BUNDLE, known_catalogues={"2025.1"})
    assert caught.value.facts["what"] == "catalogue"
    members = json.loads(FILES[MANIFEST])
    data = encode_json({**members, "version": 2, "news": "yes"})
    later = {**FILES, MANIFEST: data, SIGNATURE_FILE: sign_manifest(data, OFFICE.signing)}
    with pytest.raises(TooNew):
        receive(sealed(write_archive(later)))


@pytest.mark.parametrize("change", [{"format": "x"}, {"version": 0}, {"type": "receipt"}])
def test_a_manifest_of_another_kind_is_refused(change: dict[str, object]) -> None:
    data = encode_json({**json.loads(FILES[MANIFEST]), **change})
    files = {**FILES, MANIFEST: data, SIGNATURE_FILE: sign_manifest(data, OFFICE.signing)}
    with pytest.raises(BadBundle):
        receive(sealed(write_archive(files)))


def test_a_bundle_for_another_district_does_not_open() -> None:
    with pytest.raises(ForeignBundle):
        receive(BUNDLE, sealing=OTHER_DISTRICT.sealing)


def test_a_district_cannot_pass_a_bundle_on_as_if_it_were_for_another() -> None:
    """The first district opens the bundle and seals the signed payload to the second."""
    forwarded = seal_to_other(PAYLOAD)
    for district_id in ("district-1", "district-2"):
        with pytest.raises(ForeignBundle):
            receive(forwarded, sealing=OTHER_DISTRICT.sealing, district_id=district_id)
    with pytest.raises(ForeignBundle):
        receive(BUNDLE, district_id="district-2")


def seal_to_other(payload: bytes) -> bytes:
    made = parcel(district=district_card(OTHER_DISTRICT, "district-2"))
    return seal(replace(made, payload=payload), district_card(OTHER_DISTRICT, "district-2"))


def test_an_office_that_is_not_enrolled_is_unknown() -> None:
    with pytest.raises(UnknownOffice):
        receive(BUNDLE, offices={})


def test_an_office_cannot_speak_for_another() -> None:
    """A second enrolled office signs with its own key under the first one's id."""
    offices = {"office-1": office_card(), "office-2": office_card(OTHER_OFFICE, "office-2")}
    pretended = parcel(signing=OTHER_OFFICE.signing)
    with pytest.raises(Tampered):
        receive(sealed(pretended.payload), offices=offices)
    honest = parcel(
        signing=OTHER_OFFICE.signing, office=OfficeIdentity("office-2", "Zweite Stelle")
    )
    assert receive(sealed(honest.payload), offices=offices).manifest.office_id == "office-2"


def test_the_key_is_taken_from_the_enrolment_and_never_from_the_bundle() -> None:
    members = json.loads(FILES[MANIFEST])
    data = encode_json({**members, "office_key": OTHER_OFFICE.signing.public.hex()})
    for signing in (OFFICE.signing, OTHER_OFFICE.signing):
        files = {**FILES, MANIFEST: data, SIGNATURE_FILE: sign_manifest(data, signing)}
        with pytest.raises(Tampered):
            receive(sealed(write_archive(files)))


def test_a_missing_or_wrong_signature_is_refused() -> None:
    other = parcel(quarter="2026-Q2").payload
    for signature in (b"", bytes(64), read_payload(other)[SIGNATURE_FILE], b"x" * 65):
        with pytest.raises(Tampered):
            receive(sealed(write_archive({**FILES, SIGNATURE_FILE: signature})))


def test_a_file_of_an_earlier_bundle_cannot_be_put_in() -> None:
    other = read_payload(parcel(revision=2, replaces="ab" * 32).payload)
    for name in ("LIESMICH.txt", "datapackage.json"):
        with pytest.raises(Tampered):
            receive(sealed(write_archive({**FILES, name: other[name]})))
    swapped = {**FILES, "daten/codes.csv": FILES[STATISTICS]}
    with pytest.raises(Tampered):
        receive(sealed(write_archive(swapped)))


CSV_TRICKS: list[Callable[[bytes], bytes]] = [
    lambda data: data.removeprefix(b"\xef\xbb\xbf"),
    lambda data: data.replace(b"\r\n", b"\n"),
    lambda data: data.replace(b";", b","),
    lambda data: data.replace(b"61", b'"61"', 1),
    lambda data: data.replace(b"61", b"061", 1),
    lambda data: data.replace(b"61", b"61.0", 1),
    lambda data: data.replace(b"61", b"-61", 1),
    lambda data: data.replace(b"61", b"9" * 5000, 1),
    lambda data: data.replace(b"61", "٦١".encode(), 1),
    lambda data: data.replace(b"61", b"60", 2).replace(b"60", b"61", 1),
    lambda data: data.replace(b"61", b"=61", 1),
    lambda data: data.replace(b"61", b"", 1),
    lambda data: data.replace(b"T2;", b"=T2;"),
    lambda data: data.replace(b"T2;", b"U\xcc\x88;"),
    lambda data: data.replace(b"T2;", b"\xff;"),
    lambda data: data.replace(b"T2;", b"T\x002;"),
    lambda data: data.replace(b"T2;", b'"T2;'),
    lambda data: data.replace(b"T2;", b"T" * 200_000 + b";"),
    lambda data: data.replace(b"wert", b"Wert"),
    lambda data: data + b"\r\n",
    lambda data: data + b"T9;bestand_x;2026;;;;;;;1;2\r\n",
    lambda data: data + data.split(b"\r\n")[-2] + b"\r\n",
    lambda data: data.replace(b"geschlecht;W;alter;U18;;", b";;geschlecht;W;alter;U18"),
    lambda data: data.replace(b"2026-Q3", b"2026-Q9"),
    lambda _data: b"",
]


@pytest.mark.parametrize("trick", CSV_TRICKS)
def test_a_signed_table_in_any_other_form_is_refused(trick: Callable[[bytes], bytes]) -> None:
    changed = trick(FILES[STATISTICS])
    assert changed != FILES[STATISTICS]
    with pytest.raises(BadBundle):
        receive(sealed(resigned({**FILES, STATISTICS: changed})))


def test_signed_descriptions_are_text_of_bounded_size() -> None:
    for data in (b"\xff\xfe", b"x" * 65_537):
        with pytest.raises(BadBundle):
            receive(sealed(resigned({**FILES, "LIESMICH.txt": data})))


def test_errors_tell_no_content() -> None:
    broken = FILES["befunde/befunde.csv"].replace(b"nein", b"geheimer Text")
    with pytest.raises(BadBundle) as caught:
        receive(sealed(resigned({**FILES, "befunde/befunde.csv": broken})))
    assert "geheim" not in str(caught.value)


def test_the_catalogue_that_is_known_is_accepted() -> None:
    assert receive(BUNDLE).manifest.catalogue_version == CATALOGUE
