"""Find a person among 100,000 while the name is still being typed.

The index lives in memory only and is dropped when the office is locked, because it holds names.
A search never changes it: writers replace the whole state at once, so one thread may search
while another one saves a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import merge, nsmallest
from typing import TYPE_CHECKING

from kimdesk.domain.name_segment import NameRow, Segment, number_pattern
from kimdesk.domain.names import NO_VARIANTS, PARTICLES, Variants, fold, foldings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Hit", "Matches", "NameIndex", "NameRow"]

WHOLE, BEGINNING, ALIKE, MISTYPED = 1.0, 0.9, 0.7, 0.5
"""How sure a hit is: all words whole, all begin so, some only sound alike, some mistyped."""

_FEW = 20
"""Below it, the search also looks for a slip of the finger."""

_MIN_ALIKE = 3
_MIN_MISTYPED = 4
_MERGE_AT = 2_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Hit:
    """A person who was found; ``score`` is one of the four grades of certainty."""

    key: str | int
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """The best hits first, inside a grade in the order of the list, and how many there are."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One typed word; ``number`` is it as part of a file number.

    ``foldings`` are its spellings, of which one must fit, or (where it holds a digit) its
    pieces, which must all fit.
    """

    foldings: tuple[str, ...]
    number: str
    is_number: bool
    is_particle: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment with those of its rows that are still valid."""

    segment: Segment
    alive: int


def _never() -> bool:
    return False


class NameIndex:
    """Search for names, file numbers and birth years over all persons of an office."""

    def __init__(self, rows: Iterable[NameRow], variants: Variants = NO_VARIANTS) -> None:
        self._variants = variants
        self._rows: dict[str | int, NameRow] = {row.person_key: row for row in rows}
        self._changed: dict[str | int, NameRow] = {}
        self._gone: set[str | int] = set()
        self._parts: tuple[_Part, ...] = ()
        self._rebuild()

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, *rows: NameRow) -> None:
        """Add persons, or replace those whose key is known already."""
        for row in rows:
            self._rows[row.person_key] = row
            self._changed[row.person_key] = row
            self._gone.add(row.person_key)
        self._refresh()

    def remove(self, person_key: str | int) -> None:
        """Forget a person; an unknown key is no error."""
        self._rows.pop(person_key, None)
        self._changed.pop(person_key, None)
        self._gone.add(person_key)
        self._refresh()

    def search(
        self, text: str, limit: int = 200, cancelled: Callable[[], bool] = _never
    ) -> Matches:
        """Return the persons that fit all typed words, in any order.

        A word fits a name it begins, in any folding; from three letters on also a name that
        sounds alike; from four on, if hardly anything was found, one with a slip of the finger.
        An empty text fits everybody. ``cancelled`` is asked between the steps; a cancelled
        search returns what it has.
        """
        graded = self._graded(text, cancelled)
        return Matches(tuple(_best(graded, limit)), sum(_count(grades) for _, grades in graded))

    def matching(self, text: str, cancelled: Callable[[], bool] = _never) -> tuple[str | int, ...]:
        """Return the keys of everybody whom :meth:`search` would find, in its order.

        For lists that are paged through to their end; the rows of a grade are taken out in one
        step, which is much cheaper than a hit for each.
        """
        graded = self._graded(text, cancelled)
        found: list[str | int] = []
        for grade in (WHOLE, BEGINNING, ALIKE, MISTYPED):
            found += _in_order([(part.segment, grades.get(grade, 0)) for part, grades in graded])
        return tuple(found)

    def _graded(
        self, text: str, cancelled: Callable[[], bool]
    ) -> list[tuple[_Part, dict[float, int]]]:
        words = list(_words(text))
        graded: list[tuple[_Part, dict[float, int]]] = [
            (part, self._grades(part, words, cancelled)) for part in self._parts
        ]
        if words and not cancelled() and sum(_count(grades) for _, grades in graded) < _FEW:
            for part, grades in graded:
                _add_grade(grades, MISTYPED, _mistyped(part, words, self._variants))
        return graded

    def _grades(
        self, part: _Part, words: list[_Word], cancelled: Callable[[], bool]
    ) -> dict[float, int]:
        """Return the rows of each grade; no row is in two of them."""
        grades = {WHOLE: part.alive, BEGINNING: part.alive, ALIKE: part.alive}
        for word in words:
            if cancelled():
                return {}
            whole, beginning = _strict(part.segment, word)
            grades[WHOLE] &= whole
            grades[BEGINNING] &= beginning
            grades[ALIKE] &= beginning | _alike(part.segment, word, self._variants, len(words))
        disjoint: dict[float, int] = {}
        for score, rows in grades.items():
            _add_grade(disjoint, score, rows)
        return disjoint

    def _refresh(self) -> None:
        if len(self._changed) > _MERGE_AT:
            self._rebuild()
            return
        base = self._parts[0].segment
        flags = bytearray(b"\1" * len(base.keys))
        for key in self._gone:
            at = self._base_rows.get(key)
            if at is not None:
                flags[at] = 0
        fresh = Segment(self._changed.values())
        alive = int.from_bytes(flags, "little")
        self._parts = (_Part(base, alive), _Part(fresh, fresh.everything))

    def _rebuild(self) -> None:
        base = Segment(self._rows.values())
        self._base_rows: Mapping[str | int, int] = {key: at for at, key in enumerate(base.keys)}
        self._changed.clear()
        self._gone.clear()
        self._parts = (_Part(base, base.everything),)


def _words(text: str) -> Iterator[_Word]:
    for chunk in text.split():
        number = number_pattern(chunk)
        if _HAS_DIGIT.search(number):
            pieces = tuple(fold(chunk).split())
            yield _Word(pieces, number, is_number=True, is_particle=False)
            continue
        ways = [way.split() for way in foldings(chunk)]
        # Both foldings part a word at the same places, so their pieces belong together.
        for pieces in zip(*ways, strict=True):
            spellings = tuple(dict.fromkeys(pieces))
            yield _Word(spellings, number, is_number=False, is_particle=pieces[0] in PARTICLES)


def _strict(segment: Segment, word: _Word) -> tuple[int, int]:
    """Return the rows that fit as a whole, and those that fit as a beginning."""
    if word.is_number:
        rows = segment.everything
        for piece in word.foldings:
            rows &= segment.beginning([piece])
        rows |= segment.numbered(word.number)
        if _YEAR.fullmatch(word.number):
            rows |= segment.born(word.number)
        return rows, rows
    beginning = segment.beginning(word.foldings)
    if not beginning and len(word.number) > 1:
        beginning = segment.numbered(word.number)
        return beginning, beginning
    return segment.whole(word.foldings), beginning


def _alike(segment: Segment, word: _Word, variants: Variants, words: int) -> int:
    if word.is_particle and words > 1:
        return segment.everything
    if word.is_number or len(word.foldings[0]) < _MIN_ALIKE:
        return 0
    others = {other for spelling in word.foldings for other in variants.alike(spelling)}
    return segment.alike(word.foldings) | segment.whole(others)


def _mistyped(part: _Part, words: list[_Word], variants: Variants) -> int:
    rows = part.alive
    for word in words:
        fitting = _strict(part.segment, word)[1]
        fitting |= _alike(part.segment, word, variants, len(words))
        if not word.is_number and len(word.foldings[0]) >= _MIN_MISTYPED:
            fitting |= part.segment.mistyped(word.foldings)
        rows &= fitting
    return rows


def _add_grade(grades: dict[float, int], score: float, rows: int) -> None:
    for better in grades.values():
        rows &= ~better
    grades[score] = rows


def _count(grades: dict[float, int]) -> int:
    return sum(rows.bit_count() for rows in grades.values())


def _in_order(sets: list[tuple[Segment, int]]) -> list[str | int]:
    filled = [(segment, rows) for segment, rows in sets if rows]
    if len(filled) == 1:
        segment, rows = filled[0]
        return segment.keys_of(rows)
    lines = [
        [(segment.sort_keys[at], segment.keys[at]) for at in segment.first(rows, len(segment.keys))]
        for segment, rows in filled
    ]
    return [key for _, key in merge(*lines, key=lambda line: line[0])]


def _best(graded: list[tuple[_Part, dict[float, int]]], limit: int) -> Iterator[Hit]:
    candidates = [
        (-score, part.segment.sort_keys[at], part.segment.keys[at])
        for part, grades in graded
        for score, rows in grades.items()
        if rows
        for at in part.segment.first(rows, limit)
    ]
    for score, _, key in nsmallest(limit, candidates, key=lambda found: found[:2]):
        yield Hit(key, -score)
