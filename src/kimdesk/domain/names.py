"""Names of people from many languages: fold them, take their skeleton, compare two people.

One person is „Юсуф“ in the passport, „Youssef“ in the notice and „Jusuf“ on the telephone.
Three tiers find such a person again: the folded spelling (case, accents and script removed),
a list of given names that are the same name in different languages, and the skeleton, which
keeps only the consonants that transliterations agree on. All three propose; a person decides.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from kimdesk.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PARTICLES = frozenset(
    [
        *("al", "el", "ul", "as", "ad", "ar", "bin", "ibn", "ben", "bint", "abu", "abou", "umm"),
        *("von", "van", "vom", "zu", "zur", "der", "den", "de", "del", "della", "di", "da", "dos"),
        *("la", "le", "y", "e"),
    ]
)
"""Little words that one authority writes and the next leaves out."""

MIN_SKELETON = 3
"""Shorter skeletons say too little: „Ali“ and „Ala“ share theirs."""

# Below it, Jaro-Winkler finds some likeness in any two names.
_ALIKE = 0.85

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# The transliteration drops these letters, although every reader of Latin script writes a vowel.
_ARABIC_VOWELS = str.maketrans(dict.fromkeys("اأإآىة", "a"))
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_INITIAL_AYN = re.compile(r"(?<![\w`])`(?=[b-df-hj-np-tv-z])")
_APOSTROPHES = re.compile(r"[`'\"’]+")
_SYLLABLE_BORDER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")

SERVANT = frozenset(["abd", "abdul", "abdel", "abdal", "abdol"])
"""„Servant of …“: the first half of a given name, written apart or together."""

_SERVANT_PREFIX = re.compile(r"^abd(?:[aeou]l|[aeou](?=(.)\1))?(?=.{3})")

_VOWELS = frozenset("aeiou")
_SOUNDS = re.compile(r"schtsch|tsch|dsch|shch|sch|dzh|tch|th|dh|dj|ph|gh|ts|tz|cz|zh|sh|ck|kh|ch|x")
_SAME_SOUND = {
    **dict.fromkeys(("schtsch", "shch", "tsch", "tch", "cz", "sch", "sh", "zh", "ts", "tz"), "s"),
    **dict.fromkeys(("dsch", "dzh", "dj"), "j"),
    "th": "t",
    "dh": "d",
    "ph": "f",
    "gh": "g",
    "ck": "k",
    "x": "ks",
}
# „ch“ is a throat sound in German and Arabic, „tsch“ in English, a plain „h“ to many ears.
_READINGS = (
    {**_SAME_SOUND, "kh": "k", "ch": "k", "c": "k"},
    {**_SAME_SOUND, "kh": "k", "ch": "s", "c": "s"},
    {**_SAME_SOUND, "kh": "h", "ch": "h", "c": "k"},
)
_LETTERS = str.maketrans("qzv", "ksw")
_DOUBLES = re.compile(r"(.)\1+")
_SEMIVOWEL_Y = re.compile(r"(?<=.)[yj](?![aeiou])|(?<=[^aeiou])[yj]")
_SEMIVOWEL_W = re.compile(r"(?<=[^aeiou])w(?=[^aeiou]|$)")
_DROPPED = re.compile(r"(?<=.)[aeiouyh]")
_FINALS = str.maketrans("dbw", "tpf")


def fold(text: str) -> str:
    """Return the text in lower-case Latin letters and digits, words parted by one space.

    „ü“ becomes „u“ here; :func:`foldings` adds the spelling with „ue“.
    """
    if text.isascii():
        plain = text.lower()
    else:
        plain = unicodedata.normalize("NFKC", text).casefold()
        plain = _ARABIC_ARTICLE.sub("al ", plain).translate(_ARABIC_VOWELS)
        plain = _SYLLABLE_BORDER.sub(" ", anyascii(plain)).lower()
        plain = _INITIAL_AYN.sub("a", plain)
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def foldings(text: str) -> tuple[str, ...]:
    """Return the one or two ways to fold a German text: „muller“ and „mueller“."""
    plain = fold(text)
    if text.isascii():
        return (plain,)
    composed = unicodedata.normalize("NFKC", text).casefold()
    spelled_out = fold(composed.translate(_UMLAUTS))
    if spelled_out == plain or spelled_out.count(" ") != plain.count(" "):
        # Callers rely on both having the same number of words.
        return (plain,)
    return (plain, spelled_out)


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, particles included."""
    return tuple(fold(text).split())


def core_tokens(text: str) -> tuple[str, ...]:
    """Return the words by which a name is compared.

    Particles fall away (unless nothing else is left), and „Abd al-Rahman“, „Abdul Rahman“ and
    „Abdulrahman“ become the same single word.
    """
    words = tokens(text)
    kept = [word for word in words if word not in PARTICLES] or list(words)
    joined: list[str] = []
    for word in kept:
        if joined and joined[-1] in SERVANT:
            joined[-1] = "abd" + word
        else:
            joined.append(word)
    return tuple(_SERVANT_PREFIX.sub("abd", word) for word in joined)


def skeletons(token: str) -> frozenset[str]:
    """Return what is left of a folded word in each of the ways „c“, „ch“ and „kh“ are read."""
    word = _DOUBLES.sub(r"\1", _SERVANT_PREFIX.sub("abd", token) if token[:3] == "abd" else token)
    if "c" in word or "kh" in word:
        return frozenset(_skeleton(word, reading) for reading in _READINGS)
    return frozenset([_skeleton(word, _READINGS[0])])


def _skeleton(word: str, reading: Mapping[str, str]) -> str:
    word = _SOUNDS.sub(lambda sound: reading[sound[0]], word).replace("c", reading["c"])
    word = _SEMIVOWEL_Y.sub("", word.translate(_LETTERS))
    if word[:1] in _VOWELS:
        word = "a" + word[1:]
    elif word[:1] == "y":
        word = "j" + word[1:]
    if "w" in word:
        word = _SEMIVOWEL_W.sub("", word)
    bare = _DROPPED.sub("", word.replace("y", "j"))
    return bare[:1] + bare[1:-1] + bare[-1:].translate(_FINALS) if len(bare) > 1 else bare


@dataclass(frozen=True, slots=True)
class Variants:
    """Given names that are one name in different languages, by their folded spelling."""

    groups: tuple[frozenset[str], ...]
    by_token: Mapping[str, frozenset[int]]

    def of(self, token: str) -> frozenset[int]:
        """Return the numbers of the groups that a folded word belongs to."""
        return self.by_token.get(token, frozenset())

    def alike(self, token: str) -> frozenset[str]:
        """Return all other spellings of a folded given name."""
        found = {spelling for number in self.of(token) for spelling in self.groups[number]}
        return frozenset(found - {token})


NO_VARIANTS = Variants((), MappingProxyType({}))
"""For comparisons that shall rely on spelling alone."""


def load_variants(path: Path) -> Variants:
    """Read the list of equivalent given names.

    Raises:
        Damaged: if the file is not such a list; facts: ``what``.
    """
    try:
        raw = json.loads(path.read_bytes())["groups"]
        groups = tuple(_folded_group(group) for group in raw)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Damaged(what="list of name variants") from fault
    numbers: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for token in group:
            numbers.setdefault(token, set()).add(number)
    by_token = {token: frozenset(found) for token, found in numbers.items()}
    return Variants(groups, MappingProxyType(by_token))


def _folded_group(names: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for name in names for spelling in foldings(name))


@dataclass(frozen=True, slots=True)
class NamePart:
    """One word of a name, analysed once and compared often."""

    spellings: frozenset[str]
    skeletons: frozenset[str]
    groups: frozenset[int]


@dataclass(frozen=True, slots=True)
class NameForms:
    """All known spellings of a person's whole name, each as its parts."""

    spellings: tuple[tuple[NamePart, ...], ...]


def name_forms(names: Iterable[str], variants: Variants = NO_VARIANTS) -> NameForms:
    """Analyse the spellings of one person; the result is worth keeping."""
    analysed = (_parts(name, variants) for name in names)
    return NameForms(tuple(dict.fromkeys(parts for parts in analysed if parts)))


def _parts(name: str, variants: Variants) -> tuple[NamePart, ...]:
    composed = unicodedata.normalize("NFKC", name).casefold()
    plain = core_tokens(name)
    spelled_out = core_tokens(composed.translate(_UMLAUTS))
    if len(plain) != len(spelled_out):
        spelled_out = plain
    return tuple(
        NamePart(
            spellings=frozenset((short, long)),
            skeletons=frozenset(s for s in skeletons(short) if len(s) >= MIN_SKELETON),
            groups=variants.of(short) | variants.of(long),
        )
        for short, long in zip(plain, spelled_out, strict=True)
    )


def similarity(one: NameForms, other: NameForms) -> float:
    """Return how alike two persons' names are, from 0 to 1.

    The order of the words does not matter, because first and last name are often swapped; a
    person known by a single name can still be alike, but less. From about 0.85 on it is worth
    asking whether it is the same person.
    """
    return max(
        (_spelling_similarity(a, b) for a, b in product(one.spellings, other.spellings)),
        default=0.0,
    )


def _spelling_similarity(one: tuple[NamePart, ...], other: tuple[NamePart, ...]) -> float:
    short, long = sorted((one, other), key=len)
    pairs = sorted(
        ((_part_similarity(a, b), i, j) for i, a in enumerate(short) for j, b in enumerate(long)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used_short: set[int] = set()
    used_long: set[int] = set()
    scores: list[float] = []
    for score, i, j in pairs:
        if i not in used_short and j not in used_long:
            used_short.add(i)
            used_long.add(j)
            scores.append(score)
    # The weakest pair counts extra: one fitting word must not carry a foreign one.
    match = 0.6 * sum(scores) / len(scores) + 0.4 * min(scores)
    return match * (0.7 + 0.3 * len(short) / len(long))


def _part_similarity(one: NamePart, other: NamePart) -> float:
    if one.spellings & other.spellings:
        return 1.0
    if one.groups & other.groups:
        return 0.95
    closest = max(JaroWinkler.similarity(a, b) for a, b in product(one.spellings, other.spellings))
    if one.groups and other.groups:
        # Both are well-known names, and not the same one: Hassan is not Hussain.
        return 0.6 * closest
    if one.skeletons & other.skeletons:
        return 0.8 + 0.15 * closest
    return 0.95 * closest if closest >= _ALIKE else 0.6 * closest
