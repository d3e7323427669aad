from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from dataclasses import astuple, fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from frictionless import Package, system
from hypothesis import given, settings
from hypothesis import strategies as st

from bundles.samples import (
    CODES,
    CONTENTS,
    DISTRICT,
    FINDING,
    OFFICE,
    district_card,
    parcel,
    receive,
    sealed,
)
from kimdesk.bundles.cells import tidy
from kimdesk.bundles.contents import BackReference, Contents, FindingRow, StatisticRow
from kimdesk.bundles.envelope import MAGIC, recipient_hash
from kimdesk.bundles.inspect import inspect_bundle
from kimdesk.bundles.manifest import Manifest, manifest_hash
from kimdesk.bundles.pack import seal
from kimdesk.bundles.payload import ALL_FILES, MANIFEST, README, read_payload
from kimdesk.bundles.tables import read_tables, write_tables

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(max_size=30)
NAMES = st.from_regex(r"[A-Za-z0-9_ÄÖÜäöüß.-]{1,12}", fullmatch=True)


@st.composite
def findings(draw: st.DrawFn, name: str) -> FindingRow:
    texts = {field.name: draw(TEXTS) for field in fields(FindingRow)}
    weeks = draw(st.none() | st.integers(0, 500))
    texts |= {
        "id": name,
        "titel": "T" + draw(TEXTS).replace("\n", ""),
        "verzoegerung_wochen": "" if weeks is None else str(weeks),
        "gute_praxis": draw(st.sampled_from(["ja", "nein"])),
    }
    texts["titel"] = "".join(tidy(texts["titel"]).split("\n"))
    return FindingRow(**texts)


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    """Return a release with protected sums only, so that any figures are coherent."""
    cells = draw(
        st.dictionaries(
            st.tuples(NAMES, st.sampled_from(CODES), st.sampled_from(["2026", "2026-H2"])),
            st.none() | st.integers(0, 10**9),
            max_size=8,
        )
    )
    names = draw(st.lists(NAMES, unique=True, max_size=4))
    return Contents(
        statistics=tuple(
            StatisticRow(table, "fluss_x", period, ((row.dimension, row.code),),
                         None if row.code == "TOTAL" else value)
            for (table, row, period), value in cells.items()
        ),
        codes=CODES,
        findings=tuple(draw(findings(name)) for name in names),
        back_references=tuple(BackReference(name, draw(NAMES)) for name in names[:2]),
    )  # fmt: skip


def _tidy(row: FindingRow) -> FindingRow:
    return FindingRow(*(tidy(text) for text in astuple(row)))


@given(contents())
@settings(max_examples=40)
def test_what_is_packed_arrives(release: Contents) -> None:
    made = parcel(release)
    got = receive(seal(made, district_card())).contents
    assert set(got.statistics) == set(release.statistics)
    assert set(got.codes) == set(release.codes)
    assert set(got.findings) == {_tidy(row) for row in release.findings}
    assert set(got.back_references) == set(release.back_references)


def test_the_received_bundle_says_who_when_and_what() -> None:
    made = parcel(revision=2, replaces="ab" * 32, seq=7, prev="cd" * 32)
    received = receive(seal(made, district_card()))
    assert received.manifest == made.manifest
    assert received.manifest_hash == made.manifest_hash
    assert received.payload == made.payload
    assert received.manifest.created == date(2026, 10, 5)
    assert received.manifest.office_key == OFFICE.signing.public
    assert received.manifest_hash == manifest_hash(read_payload(made.payload)[MANIFEST])


def test_the_same_release_gives_the_same_bytes() -> None:
    turned = Contents(
        statistics=CONTENTS.statistics[::-1],
        codes=CONTENTS.codes[::-1],
        findings=CONTENTS.findings[::-1],
        back_references=CONTENTS.back_references,
    )
    assert parcel().payload == parcel(turned).payload
    assert parcel().manifest_hash != parcel(created=date(2026, 10, 6)).manifest_hash
    assert sealed(parcel().payload) != sealed(parcel().payload)


def test_the_header_is_as_the_format_says() -> None:
    data = sealed(parcel().payload)
    assert data.startswith(b"KIMDESK-BUNDLE-1\n")
    length = int.from_bytes(data[17:21], "big")
    assert length <= 4096
    plain = len(parcel().payload)
    to = recipient_hash(DISTRICT.sealing.public)[:16]
    assert data[21 : 21 + length].decode() == (
        '{"kem":"ML-KEM-768+X25519, HKDF-SHA256, ChaCha20-Poly1305","padded":16384,'
        f'"plain":{plain},"to":"{to}","v":1}}'
    )
    assert len(data) == len(MAGIC) + 4 + length + 1120 + 16384 + 16


def test_the_manifest_is_as_the_format_says() -> None:
    made = parcel()
    files = read_payload(made.payload)
    manifest = json.loads(files[MANIFEST])
    assert list(manifest) == sorted(manifest)
    assert manifest["format"] == "KIMdesk bundle"
    assert (manifest["version"], manifest["type"]) == (1, "quarter")
    assert manifest["created"] == "2026-10-05"
    assert set(manifest["files"]) == ALL_FILES - {MANIFEST, "manifest.sig"}
    assert Manifest.from_bytes(files[MANIFEST]) == made.manifest


def test_the_outside_shows_nothing_of_the_sender() -> None:
    data = sealed(parcel().payload)
    facts = inspect_bundle(data)
    assert facts.version == 1
    assert facts.recipient == recipient_hash(DISTRICT.sealing.public)[:16]
    assert (facts.size, facts.payload_size) == (len(data), len(parcel().payload))
    for text in (b"office-1", b"2026-Q3", OFFICE.signing.public, OFFICE.signing.public.hex()):
        assert (text if isinstance(text, bytes) else text.encode()) not in data


def test_size_shows_in_steps_of_16_kib_only() -> None:
    small, larger = sealed(b"a" * 20_000), sealed(b"b" * 29_999)
    assert len(small) == len(larger)


def test_any_program_opens_the_archive() -> None:
    made = parcel()
    with zipfile.ZipFile(io.BytesIO(made.payload)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == ALL_FILES
        assert archive.namelist() == sorted(archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
        assert {name: archive.read(name) for name in archive.namelist()} == read_payload(
            made.payload
        )


def test_tables_are_written_for_german_spreadsheets() -> None:
    lines = read_payload(parcel().payload)["daten/statistik.csv"].split(b"\r\n")
    assert lines[0] == (b"\xef\xbb\xbftabelle;fakt;zeitraum;dim1;code1;dim2;code2;dim3;code3;wert")
    assert lines[1] == b"T0;eckwert_faelle;2026-Q3;;;;;;;61"
    assert b"T2;bestand_faelle;2026-Q3;geschlecht;W;alter;U18;;;." in lines
    assert lines[-1] == b""
    assert lines[1:-1] == sorted(lines[1:-1])


def test_the_descriptor_fits_the_tables(tmp_path: Path) -> None:
    for name, data in read_payload(parcel().payload).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["type", "message"])
        cells = package.get_table_resource("statistik").read_rows()
        labels = [field.name for field in package.get_resource("statistik").schema.fields]
    assert len(cells) == len(CONTENTS.statistics)
    assert labels[0] == "tabelle"
    assert [row["wert"] for row in cells].count(None) == 2
    assert cells[0]["wert"] == 61


def test_an_empty_release_is_a_bundle_too() -> None:
    assert receive(sealed(parcel(Contents()).payload)).contents == Contents()


def test_the_read_me_explains_the_signs_in_german() -> None:
    text = read_payload(parcel().payload)[README].decode()
    assert "2026-Q3" in text
    assert "geschützt" in text
    assert "KIM-Stelle Süd" in text
    assert "\n" not in text.replace("\r\n", "")
    assert "{" not in text


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@SUM(A1)", "\tx", "'=1", "''=1", "\r=1"])
def test_no_text_is_a_formula_and_none_is_changed(text: str) -> None:
    finding = replace(FINDING, beschreibung=text)
    files = write_tables(Contents(findings=(finding,)))
    cell = files["befunde/befunde.csv"].decode("utf-8-sig").split("\r\n")[1].split(";")[2]
    assert cell.strip('"')[0] not in "=+-@\t\r"
    read = read_tables(files).findings[0].beschreibung
    assert read == tidy(text)


@given(st.text())
def test_texts_have_one_spelling(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(
        unicodedata.category(sign) in {"Cc", "Cs"} for sign in clean if sign not in "\n\t"
    )
