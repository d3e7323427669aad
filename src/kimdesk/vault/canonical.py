"""Canonical JSON (RFC 8785), written and read strictly: one value has exactly one spelling."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn, cast

import rfc8785

from kimdesk.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_LARGEST = 2**53 - 1
_MOST_DIGITS = 16


def encode_json(value: Mapping[str, object]) -> bytes:
    """Return the only canonical spelling of ``value``."""
    return rfc8785.dumps(cast("dict[str, str]", dict(value)))


def decode_json(data: bytes, *, what: str) -> Record:
    """Read one canonical JSON object.

    Doubled names, fractions, numbers beyond 2⁵³, surplus blanks or another order of the names
    are refused, because two readers could understand them differently.

    Raises:
        Tampered: if ``data`` is anything but the canonical spelling of an object.
    """
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_distinct,
            parse_float=_refuse,
            parse_int=_whole,
            parse_constant=_refuse,
        )
        if not isinstance(value, dict) or rfc8785.dumps(value) != data:
            raise Tampered(what=what)
    except (ValueError, RecursionError) as error:
        raise Tampered(what=what) from error
    return Record(value, what)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("doubled name")
    return found


def _refuse(text: str) -> NoReturn:
    raise ValueError(text[:_MOST_DIGITS])


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS + 1 or abs(int(text)) > _LARGEST:
        raise ValueError("number out of range")
    return int(text)


class Record:
    """A JSON object whose members are taken out by type; any other shape is ``Tampered``."""

    def __init__(self, members: dict[str, object], what: str) -> None:
        self._members = members
        self._what = what

    def expect(self, names: Collection[str]) -> Record:
        """Return the record itself if it has exactly the members ``names``."""
        if set(self._members) != set(names):
            raise self._wrong()
        return self

    def has(self, name: str) -> bool:
        """Tell whether the member is there and not null."""
        return self._members.get(name) is not None

    def names(self) -> tuple[str, ...]:
        """Return the members' names, sorted."""
        return tuple(sorted(self._members))

    def text(self, name: str, longest: int = 200) -> str:
        """Return a string of at most ``longest`` characters."""
        value = self._members.get(name)
        if not isinstance(value, str) or len(value) > longest:
            raise self._wrong()
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a string, or None for null."""
        return self.text(name) if self.has(name) else None

    def number(self, name: str, largest: int = _LARGEST) -> int:
        """Return a whole number between 0 and ``largest``."""
        value = self._members.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
            raise self._wrong()
        return value

    def binary(self, name: str, length: int) -> bytes:
        """Return ``length`` bytes that are written as lower-case hexadecimal digits."""
        text = self.text(name, 2 * length)
        try:
            value = bytes.fromhex(text)
        except ValueError as error:
            raise self._wrong() from error
        if len(value) != length or value.hex() != text:
            raise self._wrong()
        return value

    def record(self, name: str) -> Record:
        """Return a nested object."""
        value = self._members.get(name)
        if not isinstance(value, dict):
            raise self._wrong()
        return Record(value, self._what)

    def records(self, name: str) -> tuple[Record, ...]:
        """Return a list of nested objects."""
        value = self._members.get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong()
        return tuple(Record(item, self._what) for item in value)

    def plain(self) -> dict[str, object]:
        """Return the members as they were read."""
        return dict(self._members)

    def _wrong(self) -> Tampered:
        return Tampered(what=self._what)
