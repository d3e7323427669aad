"""The inside of a bundle as a ZIP archive that any computer opens.

It is written and read here and not by a library: stored, in one order, with one date. So the same
files always give the same bytes, and an archive is accepted only if it is exactly the one that
would be written. All tricks with archives (doubled or hidden entries, bombs, overlaps, comments,
other names inside than in the directory) end at this comparison.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

from kimdesk.errors import BadBundle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST: Final = "manifest.json"
SIGNATURE_FILE: Final = "manifest.sig"
README: Final = "LIESMICH.txt"
DESCRIPTOR: Final = "datapackage.json"
STATISTICS: Final = "daten/statistik.csv"
CODES: Final = "daten/codes.csv"
FINDINGS: Final = "befunde/befunde.csv"
BACK_REFERENCES: Final = "befunde/rueckbezug.csv"
SIGNED_FILES: Final = (README, DESCRIPTOR, STATISTICS, CODES, FINDINGS, BACK_REFERENCES)
ALL_FILES: Final = frozenset({*SIGNED_FILES, MANIFEST, SIGNATURE_FILE})

_MOST_ENTRIES = 64
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_NEEDS = 20  # version 2.0, the oldest with folders
_MADE_BY_UNIX = 3 << 8 | _NEEDS
_MIDNIGHT, _FIRST_DAY = 0, 0 << 9 | 1 << 5 | 1  # 1 January 1980, the format's beginning
_MODE = 0o100644 << 16


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return ``files`` as a ZIP archive; the same files always give the same bytes."""
    body, directory = bytearray(), bytearray()
    for name, data in sorted(files.items()):
        raw = name.encode("ascii")
        facts = (0, 0, _MIDNIGHT, _FIRST_DAY, zlib.crc32(data), len(data), len(data), len(raw), 0)
        directory += _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY_UNIX, _NEEDS, *facts, 0, 0, 0, _MODE, len(body)
        )
        directory += raw
        body += _LOCAL.pack(_LOCAL_MARK, _NEEDS, *facts) + raw + data
    count = len(files)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def read_archive(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive that was written by :func:`write_archive`.

    Raises:
        BadBundle: if it is anything else.
    """
    files: dict[str, bytes] = {}
    for name, content in _entries(data):
        if name not in ALL_FILES or name in files or len(files) >= _MOST_ENTRIES:
            raise BadBundle(problem="files")
        files[name] = content
    if write_archive(files) != data:
        raise BadBundle(problem="archive")
    return files


def read_payload(payload: bytes) -> dict[str, bytes]:
    """Return all files of a payload, for laying them out in a folder.

    The names are from a fixed list, so nothing can be written beside that folder.

    Raises:
        BadBundle: if a file is missing or the archive is not as it should be.
    """
    files = read_archive(payload)
    if set(files) != ALL_FILES:
        raise BadBundle(problem="files")
    return files


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents by the local headers; the caller proves the rest."""
    at = 0
    while data.startswith(_LOCAL_MARK, at):
        if len(data) < at + _LOCAL.size:
            raise BadBundle(problem="archive")
        *_, size, name_length, extra = _LOCAL.unpack_from(data, at)
        name_at = at + _LOCAL.size
        content_at = name_at + name_length + extra
        at = content_at + size
        yield data[name_at : name_at + name_length].decode("ascii", "replace"), data[content_at:at]
