"""The four tables of a bundle: rows as values on one side, CSV files on the other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Final

from kimdesk.bundles.cells import read_csv, write_csv
from kimdesk.bundles.contents import BackReference, CodeRow, Contents, FindingRow, StatisticRow
from kimdesk.bundles.payload import BACK_REFERENCES, CODES, FINDINGS, STATISTICS
from kimdesk.errors import BadBundle

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

STATISTIC_COLUMNS: Final = (
    "tabelle",
    "fakt",
    "zeitraum",
    "dim1",
    "code1",
    "dim2",
    "code2",
    "dim3",
    "code3",
    "wert",
)
CODE_COLUMNS: Final = tuple(field.name for field in fields(CodeRow))
FINDING_COLUMNS: Final = tuple(field.name for field in fields(FindingRow))
BACK_REFERENCE_COLUMNS: Final = tuple(field.name for field in fields(BackReference))
PROTECTED: Final = "."

_DIMENSIONS = 3
_FACT = re.compile(r"(eckwert|fluss|bestand)_.{1,80}")
_PERIOD = re.compile(r"[0-9]{4}(-Q[1-4]|-H[12])?")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,11}")
_NAME = re.compile(r"[^\s;].{0,199}")


def write_tables(contents: Contents) -> dict[str, bytes]:
    """Return the four CSV files.

    Raises:
        InvalidInput: if a text is too long.
    """
    return {
        STATISTICS: write_csv(STATISTIC_COLUMNS, map(_statistic_cells, contents.statistics)),
        CODES: write_csv(CODE_COLUMNS, map(astuple, contents.codes)),
        FINDINGS: write_csv(FINDING_COLUMNS, map(astuple, contents.findings)),
        BACK_REFERENCES: write_csv(BACK_REFERENCE_COLUMNS, map(astuple, contents.back_references)),
    }


def read_tables(files: Mapping[str, bytes]) -> Contents:
    """Read the four CSV files and check each row and what the tables say about each other.

    Raises:
        BadBundle: if anything is not as :func:`write_tables` writes it.
    """
    contents = Contents(
        statistics=tuple(
            _statistic(cells) for cells in read_csv(files[STATISTICS], STATISTIC_COLUMNS)
        ),
        codes=tuple(CodeRow(*cells) for cells in read_csv(files[CODES], CODE_COLUMNS)),
        findings=tuple(FindingRow(*cells) for cells in read_csv(files[FINDINGS], FINDING_COLUMNS)),
        back_references=tuple(
            BackReference(*cells)
            for cells in read_csv(files[BACK_REFERENCES], BACK_REFERENCE_COLUMNS)
        ),
    )
    check(contents)
    return contents


def check(contents: Contents) -> None:
    """Check what every row must be and that the tables fit each other; not the sums.

    Raises:
        BadBundle: naming the table and the kind of fault, never a text from it.
    """
    _require("statistik row", *map(_statistic_fits, contents.statistics))
    _require("codes row", *map(_code_fits, contents.codes))
    _require("befunde row", *map(_finding_fits, contents.findings))
    _require("rueckbezug row", *map(_back_reference_fits, contents.back_references))
    _once("statistik doubled", map(_place, contents.statistics))
    _once("codes doubled", ((row.dimension, row.code) for row in contents.codes))
    _once("befunde doubled", (row.id for row in contents.findings))
    _once("rueckbezug doubled", contents.back_references)
    known = {(row.dimension, row.code) for row in contents.codes}
    used = {pair for row in contents.statistics for pair in row.codes}
    _require("code not listed", used <= known)
    findings = {row.id for row in contents.findings}
    _require("rueckbezug", all(row.id in findings for row in contents.back_references))


def _require(problem: str, *fits: bool) -> None:
    if not all(fits):
        raise BadBundle(problem=problem)


def _once(problem: str, keys: Iterable[Hashable]) -> None:
    _require(problem, *(count == 1 for count in Counter(keys).values()))


def _place(row: StatisticRow) -> tuple[str, str, str, frozenset[tuple[str, str]]]:
    return row.tabelle, row.fakt, row.zeitraum, frozenset(row.codes)


def _statistic_cells(row: StatisticRow) -> list[str]:
    pairs = [text for pair in row.codes for text in pair]
    unused = [""] * (2 * _DIMENSIONS - len(pairs))
    value = PROTECTED if row.wert is None else str(row.wert)
    return [row.tabelle, row.fakt, row.zeitraum, *pairs, *unused, value]


def _statistic(cells: list[str]) -> StatisticRow:
    table, fact, period, *middle, value = cells
    pairs = tuple(zip(middle[::2], middle[1::2], strict=True))
    used = tuple(pair for pair in pairs if pair != ("", ""))
    _require("unused dimensions", pairs[: len(used)] == used)
    _require("statistik value", value == PROTECTED or bool(_WHOLE.fullmatch(value)))
    return StatisticRow(table, fact, period, used, None if value == PROTECTED else int(value))


def _statistic_fits(row: StatisticRow) -> bool:
    headline = row.fakt.startswith("eckwert_")
    return (
        _all_names(row.tabelle, *(text for pair in row.codes for text in pair))
        and bool(_FACT.fullmatch(row.fakt) and _PERIOD.fullmatch(row.zeitraum))
        and len(row.codes) <= (0 if headline else _DIMENSIONS)
        and len({dimension for dimension, _ in row.codes}) == len(row.codes)
        and (row.wert is None or bool(_WHOLE.fullmatch(str(row.wert))))
    )


def _code_fits(row: CodeRow) -> bool:
    above = [row.oberkode] if row.oberkode else []
    return _all_names(row.dimension, row.code, row.bezeichnung, row.katalogversion, *above)


def _finding_fits(row: FindingRow) -> bool:
    weeks = row.verzoegerung_wochen
    return (
        _all_names(row.id, row.titel)
        and (not weeks or bool(_WHOLE.fullmatch(weeks)))
        and row.gute_praxis in {"ja", "nein"}
    )


def _back_reference_fits(row: BackReference) -> bool:
    return _all_names(row.id, row.frueher)


def _all_names(*texts: str) -> bool:
    return all(_NAME.fullmatch(text) for text in texts)
