"""Catalogues: the code lists of the work (legal regimes, residence titles, fields of need …).

They are data with a date, because the law behind them changes faster than the program. Code
never compares with a code of a catalogue; it asks the value for a property. A record that
carries a code from an older catalogue stays readable: its label is then the code itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kimdesk.errors import Damaged, FolderMissing, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CERTAINTIES = ("sicher", "prüfen")
"""How sure the legal content is; „prüfen“ asks the counsellor to look before relying on it."""

_HEAD_KEYS = ("catalogue", "version", "title", "source", "values")
_DATE_KEYS = ("valid_from", "valid_to", "checked_on")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Value:
    """One choice of a catalogue.

    ``short`` is the text of a chip, ``group`` the German heading it stands under, ``statistics``
    the leaf of the district's profile it is counted in (``None``: not counted), ``norm`` the
    legal basis, ``checked_on`` the day up to which somebody compared it with the law.
    """

    code: str
    label: str
    short: str
    group: str = ""
    statistics: str | None = None
    norm: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    checked_on: date | None = None
    certainty: str = ""
    properties: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, hash=False)

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the value may be chosen on that day; both ends belong to the period."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def flag(self, name: str) -> bool:
        """Return a yes/no property; what is not stated is no."""
        return self.properties.get(name) is True

    def text(self, name: str) -> str:
        """Return a property that is a word or a code; what is not stated is empty."""
        return str(self.properties.get(name, ""))

    def number(self, name: str) -> int | None:
        """Return a property that is a whole number, ``None`` where it is not stated."""
        found = self.properties.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def many(self, name: str) -> tuple[Any, ...]:
        """Return a property that is a list; what is not stated is empty."""
        return tuple(self.properties.get(name, ()))


_VALUE_KEYS = frozenset(Value.__slots__)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A named, versioned list of values in the order in which they are offered."""

    name: str
    version: str
    title: str
    source: str
    values: tuple[Value, ...]
    _by_code: Mapping[str, Value] = field(repr=False, compare=False)

    def get(self, code: str) -> Value | None:
        """Return the value of a code, ``None`` for a code this version does not know."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """Return the German label, or the code itself so that old records stay readable."""
        known = self._by_code.get(code)
        return known.label if known else code

    def short(self, code: str) -> str:
        """Return the text for a chip, or the code itself."""
        known = self._by_code.get(code)
        return known.short if known else code

    def valid_on(self, day: date) -> tuple[Value, ...]:
        """Return the values that may be chosen on that day, in the order of the list."""
        return tuple(value for value in self.values if value.is_valid_on(day))

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Catalogues:
    """All catalogues of one folder; whoever loads them hands them on."""

    _by_name: Mapping[str, Catalogue]

    def __getitem__(self, name: str) -> Catalogue:
        try:
            return self._by_name[name]
        except KeyError:
            raise NotFound(what=f"catalogue {name}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Catalogue]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)


def load_catalogues(folder: Path) -> Catalogues:
    """Read every ``*.json`` of the folder.

    Raises:
        FolderMissing: if the folder is not there or holds no catalogue.
        Damaged: if a file is not a catalogue; facts: ``what``.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise FolderMissing(path=folder.name)
    return Catalogues(MappingProxyType({path.stem: _read(path) for path in paths}))


def _read(path: Path) -> Catalogue:
    try:
        raw = json.loads(path.read_bytes())
        values = tuple(_value(row) for row in raw["values"])
        return Catalogue(
            name=raw["catalogue"],
            version=raw["version"],
            title=raw["title"],
            source=raw["source"],
            values=values,
            _by_code=MappingProxyType({value.code: value for value in values}),
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise Damaged(what=f"catalogue {path.stem}") from fault


def _value(row: dict[str, Any]) -> Value:
    fields = {"short": row["label"], **row}
    for key in _DATE_KEYS:
        if key in fields:
            fields[key] = date.fromisoformat(fields[key])
    if "properties" in fields:
        fields["properties"] = MappingProxyType(fields["properties"])
    return Value(**fields)


def problems(folder: Path, known_leaves: frozenset[str] | None = None) -> list[str]:
    """List what is wrong with the catalogues of a folder, for the one who edits them.

    Unlike the reader, which stops at the first broken file, this names every fault at once.
    ``known_leaves`` are the codes of the district's statistical profile; without them the
    reference from catalogue to profile is not checked.
    """
    return [
        f"{path.name}: {problem}"
        for path in sorted(folder.glob("*.json"))
        for problem in _file_problems(path, known_leaves)
    ]


def _file_problems(path: Path, known_leaves: frozenset[str] | None) -> Iterator[str]:
    try:
        raw = json.loads(path.read_bytes())
    except ValueError:
        yield "is no JSON"
        return
    if not isinstance(raw, dict) or sorted(raw) != sorted(_HEAD_KEYS):
        yield f"needs exactly the keys {', '.join(_HEAD_KEYS)}"
        return
    if not all(isinstance(row, dict) for row in raw["values"]):
        yield "holds a value that is no object"
        return
    if raw["catalogue"] != path.stem:
        yield "is named differently inside"
    yield from (f"{key} is empty" for key in _HEAD_KEYS if not raw[key])
    seen: set[str] = set()
    for row in raw["values"]:
        code = str(row.get("code", "?"))
        if code in seen:
            yield f"{code}: stands there twice"
        seen.add(code)
        yield from (f"{code}: {problem}" for problem in _row_problems(row, known_leaves))


def _row_problems(row: dict[str, Any], known_leaves: frozenset[str] | None) -> Iterator[str]:
    yield from (f"unknown key {key}" for key in sorted(set(row) - _VALUE_KEYS))
    yield from (f"{key} is empty" for key in ("code", "label") if not str(row.get(key, "")).strip())
    if row.get("certainty", CERTAINTIES[0]) not in CERTAINTIES:
        yield f"certainty {row['certainty']} is none of {', '.join(CERTAINTIES)}"
    leaf = row.get("statistics")
    if leaf is not None and known_leaves is not None and leaf not in known_leaves:
        yield f"statistics leaf {leaf} is not in the profile"
    yield from _date_problems(row)


def _date_problems(row: dict[str, Any]) -> Iterator[str]:
    for key in _DATE_KEYS:
        try:
            date.fromisoformat(row.get(key, "2000-01-01"))
        except (ValueError, TypeError):
            yield f"{key} is no date"
            return
    if row.get("valid_from", "") > row.get("valid_to", "9999-12-31"):
        yield "ends before it begins"
