"""Text in CSV cells: one spelling, and nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from kimdesk.errors import BadBundle, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOM: Final = b"\xef\xbb\xbf"
LONGEST_TEXT: Final = 20_000

# Apostrophes before a dangerous sign are doubled too, so that the guard can be taken off again.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_UNWANTED = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF} - {0x09, 0x0A}
_REMOVED = dict.fromkeys(_UNWANTED)


def tidy(text: str) -> str:
    """Return ``text`` in composed letters (NFC), with plain line ends and no control signs."""
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", text).translate(_REMOVED))


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe in front if a spreadsheet would calculate it."""
    return "'" + text if _DANGEROUS.match(text) else text


def unguarded(cell: str) -> str:
    """Undo :func:`guarded`.

    Raises:
        BadBundle: if the guard is missing.
    """
    if not _DANGEROUS.match(cell):
        return cell
    if not cell.startswith("'"):
        raise BadBundle(problem="formula")
    return cell[1:]


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table: UTF-8 with BOM, semicolons, CRLF, rows sorted.

    Raises:
        InvalidInput: if a text is too long.
    """
    lines = ([_cell(name, text) for name, text in zip(header, row, strict=True)] for row in rows)
    return _write(header, sorted(lines))


def read_csv(data: bytes, header: Sequence[str]) -> list[list[str]]:
    """Return the rows of a table that was written by :func:`write_csv`.

    Raises:
        BadBundle: if it is written in any other way.
    """
    try:
        text = data.removeprefix(BOM).decode()
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadBundle(problem="csv") from error
    if not lines or lines[0] != list(header):
        raise BadBundle(problem="columns")
    if any(len(line) != len(header) for line in lines):
        raise BadBundle(problem="columns")
    rows = [[unguarded(cell) for cell in line] for line in lines[1:]]
    if any(text != tidy(text) or len(text) > LONGEST_TEXT for row in rows for text in row):
        raise BadBundle(problem="text")
    if write_csv(header, rows) != data:
        raise BadBundle(problem="csv")
    return rows


def _cell(name: str, text: str) -> str:
    clean = tidy(text)
    if len(clean) > LONGEST_TEXT:
        raise InvalidInput(field=name, problem="too long")
    return guarded(clean)


def _write(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return BOM + file.getvalue().encode()
