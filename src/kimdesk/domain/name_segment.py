"""An unchanging part of the name index: sorted words, and for each the rows it stands in.

Rows are numbered in the order of the list, so „the first 200“ needs no sorting. A set of rows is
one long whole number with a byte per row: „and“ and „or“ of 100,000 rows are then one operation.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kimdesk.domain.names import MIN_SKELETON, SERVANT, core_tokens, foldings, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AFTER_ALL_WORDS = "\U0010ffff"
_SEPARATORS = re.compile(r"[^a-z0-9\n]+")
# Turns a column of letters into a set of rows: 1 where it is this letter.
_ONLY = {
    letter: bytes(1 if letter == other else 0 for other in range(256))
    for letter in b"abcdefghijklmnopqrstuvwxyz0123456789-"
}
# A skeleton of three letters begins too many names to be taken as a beginning.
_MIN_SKELETON_PREFIX = 4


class NameRow(NamedTuple):
    """What the index must know of a person; ``person_key`` is what a hit returns.

    Whoever has several file numbers has them parted by a space, the most common one first.
    """

    person_key: str | int
    display: str
    spellings: Sequence[str] = ()
    file_number: str = ""
    birth_year: int | None = None


def number_pattern(text: str) -> str:
    """Return a file number, or a part of it, in the form in which numbers are compared."""
    return _SEPARATORS.sub("-", text.lower().replace("\n", " "))


def _patterns(numbers: list[str]) -> list[str]:
    # All at once: one call for 100,000 numbers is much faster than the other way round.
    lines = "\n".join([number.replace("\n", " ") for number in numbers])
    return _SEPARATORS.sub("-", lines.lower()).split("\n")


class _Terms:
    """Sorted terms and the rows of each, in two flat arrays instead of many small lists."""

    def __init__(self, postings: dict[str, list[int]], rank: array[int]) -> None:
        self.terms = sorted(postings)
        self._rows = array("I")
        self._starts = array("I", [0])
        for term in self.terms:
            self._rows.extend(map(rank.__getitem__, postings[term]))
            self._starts.append(len(self._rows))

    def rows_of(self, term: str) -> array[int]:
        """Return the rows in which the term stands as a whole."""
        at = bisect_left(self.terms, term)
        if at == len(self.terms) or self.terms[at] != term:
            return array("I")
        return self._rows[self._starts[at] : self._starts[at + 1]]

    def rows_from(self, beginning: str) -> array[int]:
        """Return the rows of all terms that begin so."""
        first = bisect_left(self.terms, beginning)
        last = bisect_left(self.terms, beginning + _AFTER_ALL_WORDS, first)
        return self._rows[self._starts[first] : self._starts[last]]


class _Words(dict[str, tuple[str, tuple[str, ...]]]):
    """Every word met while building, with its folding and all the terms to find it by.

    Names repeat, so most words are looked up and only few are folded.
    """

    def __missing__(self, word: str) -> tuple[str, tuple[str, ...]]:
        ways = foldings(word)
        terms = dict.fromkeys(term for way in ways for term in way.split())
        found = self[word] = (ways[0], tuple(terms))
        return found

    def analyse(self, row: NameRow) -> tuple[str, set[str]]:
        """Return the key by which the list is sorted („ü“ as „u“), and the terms of the row."""
        found = [self[word] for word in row.display.split()]
        sort_key = " ".join([plain for plain, _ in found])
        for name in row.spellings:
            found += [self[word] for word in name.split()]
        terms = set().union(*[ways for _, ways in found])
        if not terms.isdisjoint(SERVANT):
            # „Abdul Rahman“ is also sought as one word.
            terms.update(*(core_tokens(name) for name in (row.display, *row.spellings)))
        return sort_key, terms


class Segment:
    """The index of a fixed set of rows; every method returns a set of rows as a number."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        rows = list(rows)
        words = _Words()
        unsorted_keys: list[tuple[str, str]] = []
        postings: dict[str, list[int]] = defaultdict(list)
        years: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            sort_key, terms = words.analyse(row)
            unsorted_keys.append((sort_key, str(row.person_key)))
            for term in terms:
                postings[term].append(at)
            if row.birth_year:
                years[str(row.birth_year)].append(at)
        order = sorted(range(len(rows)), key=unsorted_keys.__getitem__)
        rank = array("I", bytes(4 * len(rows)))
        for position, at in enumerate(order):
            rank[at] = position
        self.sort_keys = [unsorted_keys[at] for at in order]
        self.keys = [rows[at].person_key for at in order]
        self.everything = int.from_bytes(b"\1" * len(rows), "little")
        self._names = _Terms(postings, rank)
        self._years = _Terms(years, rank)
        self._skeletons = _Terms(_by_skeleton(postings), rank)
        self._by_length = _by_length(self._names.terms)
        numbers = [rows[at].file_number for at in order]
        self._columns = _columns(_patterns([number.partition(" ")[0] for number in numbers]))
        self._more_numbers = [
            (position, number_pattern(number))
            for position, text in enumerate(numbers)
            for number in text.split(" ")[1:]
        ]

    def whole(self, words: Iterable[str]) -> int:
        """Return the rows with a name that is one of the words."""
        return self._set(self._names.rows_of(word) for word in words)

    def beginning(self, words: Iterable[str]) -> int:
        """Return the rows with a name that begins with one of the words."""
        return self._set(self._names.rows_from(word) for word in words)

    def alike(self, words: Iterable[str]) -> int:
        """Return the rows with a name that sounds like one of the words."""
        bones = {bone for word in words for bone in skeletons(word) if len(bone) >= MIN_SKELETON}
        return self._set(
            self._skeletons.rows_from(bone)
            if len(bone) >= _MIN_SKELETON_PREFIX
            else self._skeletons.rows_of(bone)
            for bone in bones
        )

    def mistyped(self, words: Iterable[str]) -> int:
        """Return the rows with a name one slip of the finger away from one of the words."""
        return self.whole(
            [
                name
                for word in words
                for length in (len(word) - 1, len(word), len(word) + 1)
                for name, _, _ in extract(
                    word,
                    self._by_length.get(length, ()),
                    scorer=OSA.distance,
                    score_cutoff=1,
                    limit=None,
                )
            ]
        )

    def born(self, year: str) -> int:
        """Return the rows of people born in that year."""
        return self._set([self._years.rows_of(year)])

    def numbered(self, part: str) -> int:
        """Return the rows whose file number contains the part."""
        found = 0
        for start in range(len(self._columns) - len(part) + 1):
            rows = self.everything
            for column, letter in zip(self._columns[start:], part.encode(), strict=False):
                if letter not in column:
                    rows = 0
                    break
                rows &= int.from_bytes(column.translate(_ONLY[letter]), "little")
                if not rows:
                    break
            found |= rows
        return found | self._set([[at for at, number in self._more_numbers if part in number]])

    def first(self, rows: int, limit: int) -> list[int]:
        """Return the first row numbers of a set in the order of the list."""
        flags = rows.to_bytes(len(self.keys), "little")
        found: list[int] = []
        at = flags.find(1)
        while at >= 0 and len(found) < limit:
            found.append(at)
            at = flags.find(1, at + 1)
        return found

    def keys_of(self, rows: int) -> list[str | int]:
        """Return the keys of a set in the order of the list."""
        return list(compress(self.keys, rows.to_bytes(len(self.keys), "little")))

    def _set(self, parts: Iterable[Iterable[int]]) -> int:
        flags = bytearray(len(self.keys))
        for rows in parts:
            for at in rows:
                flags[at] = 1
        return int.from_bytes(flags, "little")


def _by_skeleton(postings: dict[str, list[int]]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for term, rows in postings.items():
        for bone in skeletons(term):
            grouped.setdefault(bone, []).extend(rows)
    return grouped


def _by_length(terms: list[str]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = {}
    for term in terms:
        grouped.setdefault(len(term), []).append(term)
    return grouped


def _columns(numbers: list[str]) -> list[bytes]:
    """Return the first letters of all numbers, their second letters, and so on.

    A part of a number is then sought place by place in all rows at once, which takes equally
    long for „2026“, which everybody has, and for a number that only one person has.
    """
    width = max(map(len, numbers), default=0)
    text = "".join([number.ljust(width) for number in numbers]).encode()
    return [text[place::width] for place in range(width)]
