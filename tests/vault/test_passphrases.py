from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.config import resources_folder
from kimdesk.domain.entropy import SeededEntropy, SystemEntropy
from kimdesk.errors import WeakPassphrase
from kimdesk.vault.passphrases import KdfCost, check_strength, stretch, suggest_passphrase
from kimdesk.vault.words import fingerprint_words, german_words

# Words that a German ear cannot tell apart on a bad line are spelled alike here.
ALIKE = {
    "ph": "f", "v": "f", "th": "t", "dt": "t", "ck": "k", "tz": "z", "chs": "x", "ks": "x",
    "gs": "x", "ie": "i", "ah": "a", "eh": "e", "ih": "i", "oh": "o", "uh": "u", "ai": "ei",
    "ay": "ei", "ey": "ei", "y": "i",
}  # fmt: skip
WEAK = [
    "passwort1234",
    "Passwort12345!",
    "kurz-aber-wo",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "qwertzuiopasdf",
    "1qaz2wsx3edc4rfv",
    "123456789012345",
    "Integration2026!",
    "willkommen2026",
    "apfel-tisch-lampe",
    "SommerSommerSommer",
    "            ",
    "- - - - - - - -",
]


def _heard(word: str) -> str:
    for written, spoken in ALIKE.items():
        word = word.replace(written, spoken)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub("d$", "t", re.sub("b$", "p", re.sub("g$", "k", word)))


def test_the_word_list_is_what_telephone_and_keyboard_need() -> None:
    words = german_words()
    assert len(words) == len(set(words)) == 2048
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in words)
    assert len({_heard(word) for word in words}) == 2048


def test_the_word_list_never_changes_because_fingerprints_are_made_of_it() -> None:
    data = (resources_folder() / "words" / "german.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert digest == "de244aca935028f07768170507b9d60300020f4d218376361ea33343a99183d8"


def test_a_fingerprint_is_twelve_words_of_the_first_132_bits() -> None:
    words = german_words()
    assert fingerprint_words(bytes(32)).split() == [words[0]] * 12
    assert fingerprint_words(b"\xff" * 17).split() == [words[-1]] * 12
    assert fingerprint_words(b"\x00\x20" + bytes(30)).split()[:2] == [words[1], words[0]]
    with pytest.raises(ValueError, match="16"):
        fingerprint_words(bytes(16))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 131))
def test_each_of_the_132_bits_shows(digest: bytes, bit: int) -> None:
    other = (int.from_bytes(digest, "big") ^ 1 << 255 - bit).to_bytes(32, "big")
    assert fingerprint_words(digest) != fingerprint_words(other)


@pytest.mark.parametrize("passphrase", WEAK)
def test_a_weak_passphrase_is_refused_with_german_advice(passphrase: str) -> None:
    with pytest.raises(WeakPassphrase) as caught:
        check_strength(passphrase, [])
    advice = str(caught.value.facts["advice"])
    assert "fünf" in advice
    assert passphrase not in advice


def test_what_an_attacker_knows_of_the_person_does_not_count() -> None:
    chosen = "Przybylski-Ahornstraat"
    check_strength(chosen, [])
    with pytest.raises(WeakPassphrase):
        check_strength(chosen, ["Anna Przybylski", "Ahornstraat"])


@given(st.integers(0, 2**32))
def test_five_random_words_are_always_strong_enough(seed: int) -> None:
    phrase = suggest_passphrase(SeededEntropy(str(seed)))
    assert len(phrase.split("-")) == 5
    assert set(phrase.split("-")) <= set(german_words())
    check_strength(phrase, ["Anna Beispiel"])
    check_strength(phrase.replace("-", " "), [])


def test_twelve_random_letters_and_a_long_sentence_are_strong_enough() -> None:
    check_strength("xK9#mQ2$vL7p", [])
    check_strength("Im Keller steht seit 1998 ein blaues Fahrrad von Onkel Gerd." * 4, [])


def test_suggestions_differ() -> None:
    assert len({suggest_passphrase(SystemEntropy()) for _ in range(50)}) == 50


def test_stretching_depends_on_each_of_its_inputs() -> None:
    cheap = KdfCost(64, 1, 1)
    results = {
        stretch("a", bytes(16), cheap),
        stretch("b", bytes(16), cheap),
        stretch("a", b"\1" * 16, cheap),
        stretch("a", bytes(16), KdfCost(72, 1, 1)),
        stretch("a", bytes(16), KdfCost(64, 2, 1)),
    }
    assert len(results) == 5
    assert stretch("\u0041\u030a", bytes(16), cheap) == stretch("\u00c5", bytes(16), cheap)


@pytest.mark.parametrize(
    ("cost", "allowed", "cheap"),
    [
        (KdfCost.STANDARD, True, True),
        (KdfCost(64 * 1024, 1, 1), True, True),
        (KdfCost(64 * 1024 - 1, 3, 4), False, True),
        (KdfCost(4 * 1024 * 1024, 3, 4), True, True),
        (KdfCost(4 * 1024 * 1024 + 1, 3, 4), False, False),
        (KdfCost(64 * 1024, 0, 1), False, False),
        (KdfCost(64 * 1024, 11, 1), False, False),
        (KdfCost(64 * 1024, 3, 17), False, False),
        (KdfCost(64 * 1024, 3, 0), False, False),
        (KdfCost(7, 1, 1), False, False),
    ],
)
def test_costs_have_limits_on_both_sides(cost: KdfCost, *, allowed: bool, cheap: bool) -> None:
    assert cost.allowed(allow_cheap=False) is allowed
    assert cost.allowed(allow_cheap=True) is cheap
