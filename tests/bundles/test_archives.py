from __future__ import annotations

import io
import struct
import zipfile

import pytest

from bundles.samples import (
    parcel,
    receive,
    sealed,
)
from kimdesk.bundles.payload import (
    ALL_FILES,
    read_payload,
    write_archive,
)
from kimdesk.errors import (
    BadBundle,
)

PAYLOAD = parcel().payload
FILES = read_payload(PAYLOAD)


@pytest.mark.parametrize("name", ["extra.txt", "../flucht.txt", "/etc/passwd", "daten/", "C:\\x"])
def test_an_extra_file_is_refused_even_if_the_office_signs_it(name: str) -> None:
    with pytest.raises(BadBundle):
        receive(sealed(write_archive({**FILES, name: b"x"})))


@pytest.mark.parametrize("name", sorted(ALL_FILES))
def test_a_missing_file_is_refused(name: str) -> None:
    rest = {other: data for other, data in FILES.items() if other != name}
    with pytest.raises(BadBundle):
        receive(sealed(write_archive(rest)))


def _zipped(
    compression: int = zipfile.ZIP_STORED,
    *,
    year: int = 1980,
    mode: int = 0o100644,
    comment: bytes = b"",
    double: bool = False,
    turned: bool = False,
) -> bytes:
    file = io.BytesIO()
    names = sorted(FILES, reverse=turned)
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.comment = comment
        for name in [*names, *names[: 1 if double else 0]]:
            info = zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0))
            info.external_attr, info.create_system = mode << 16, 3
            info.compress_type = compression
            archive.writestr(info, FILES[name])
    return file.getvalue()


def test_an_ordinary_archive_in_the_same_form_is_the_same_bytes() -> None:
    assert _zipped() == PAYLOAD


def _encrypted_flag(data: bytes) -> bytes:
    return data.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0", 1)


def _descriptor_flag(data: bytes) -> bytes:
    return data.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\x08\0", 1)


def _other_name_in_directory(data: bytes) -> bytes:
    at = data.rindex(b"manifest.sig")
    return data[:at] + b"manifest.sic" + data[at + 12 :]


def _overlapping(data: bytes) -> bytes:
    first = data.index(b"PK\1\2")
    at = first + 46 - 4
    return data[:at] + struct.pack("<I", 7) + data[at + 4 :]


def _wrong_checksum(data: bytes) -> bytes:
    return data[:14] + b"\0\0\0\0" + data[18:]


def _huge_size(data: bytes) -> bytes:
    return data[:18] + b"\xff" * 8 + data[26:]


@pytest.mark.parametrize(
    "payload",
    [
        _zipped(zipfile.ZIP_DEFLATED),
        _zipped(zipfile.ZIP_LZMA),
        _zipped(year=1999),
        _zipped(mode=0o100755),
        _zipped(mode=0o120777),
        _zipped(comment=b"hello"),
        _zipped(turned=True),
        PAYLOAD + b"x",
        b"x" + PAYLOAD,
        PAYLOAD + PAYLOAD,
        PAYLOAD[:-22],
        _encrypted_flag(PAYLOAD),
        _descriptor_flag(PAYLOAD),
        _other_name_in_directory(PAYLOAD),
        _overlapping(PAYLOAD),
        _wrong_checksum(PAYLOAD),
        _huge_size(PAYLOAD),
        b"",
    ],
)
def test_any_other_archive_is_refused(payload: bytes) -> None:
    assert payload != PAYLOAD
    with pytest.raises(BadBundle):
        receive(sealed(payload))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_doubled_file_is_refused() -> None:
    with pytest.raises(BadBundle):
        receive(sealed(_zipped(double=True)))
