"""The same person is found again under another spelling, and another person is not."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.config import resources_folder
from kimdesk.domain.names import (
    NO_VARIANTS,
    core_tokens,
    fold,
    foldings,
    load_variants,
    name_forms,
    similarity,
    skeletons,
    tokens,
)
from kimdesk.errors import Damaged

if TYPE_CHECKING:
    from pathlib import Path

VARIANTS = load_variants(resources_folder() / "names" / "variants.json")

SAME_SOUND = [
    "Mohammed Muhammad Mohamad Mehmet محمد",
    "Oleksandr Alexander Aleksandr Олександр",
    "Yılmaz Yilmaz",
    "Müller Mueller Muller",
    "Khaled Chaled Halid خالد",
    "Youssef Yusuf Jusuf يوسف Юсуф",
    "Schewtschenko Shevchenko Шевченко",
    "Nguyễn Nguyen",
    "Hussain Husein حسين",
    "Ibrahim Ibrahím إبراهيم",
    "Tesfay Tesfai ተስፋይ",
    "Kovalenko Kowalenko Коваленко",
    "Kovač Kowatsch Kovach",
    "Abdulrahman Abdurrahman Abderrahmane",
    "Jamal Djamal Dschamal",
    "Volodymyr Wolodymyr Володимир",
    "Ahmad Achmed Ahmet أحمد",
    "Murad Murat",
    "Papadopoulos Παπαδόπουλος",
]

DIFFERENT_SOUND = [
    ("Maria", "Marek"),
    ("Khaled", "Hamid"),
    ("Oleksandr", "Olena"),
    ("Müller", "Meier"),
    ("Yilmaz", "Yildiz"),
    ("Kovalenko", "Kovacs"),
]

SAME_NAME = [
    ("Oleksandr", "Iskander"),
    ("Mykhailo", "Mikail"),
    ("Yusuf", "José"),
    ("Ibrahim", "Abraham"),
    ("Serhij", "Сергей"),
    ("Hryhorij", "Grigori"),
    ("Fatima", "Fatoumata"),
    ("Zeynep", "زينب"),
]


def alike(one: str, other: str) -> float:
    return similarity(name_forms([one], VARIANTS), name_forms([other], VARIANTS))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("Weiß", "weiss"),
        ("O’Brien", "obrien"),
        ("İbrahim YILMAZ", "ibrahim yilmaz"),
        ("Đặng Thị", "dang thi"),
        ("علي", "aly"),
        ("الحسن", "al hsn"),
        ("李小龙", "li xiao long"),
        ("Ольга", "olga"),
        ("🙂 …", "slight smile"),
    ],
)
def test_every_script_becomes_latin_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_an_umlaut_is_folded_both_ways() -> None:
    assert foldings("Müller") == ("muller", "mueller")
    assert foldings("Mu\u0308ller") == ("muller", "mueller")
    assert foldings("Miller") == foldings("MILLER") == ("miller",)
    assert foldings("Nguyễn") == ("nguyen",)


def test_particles_are_words_but_not_compared() -> None:
    assert tokens("Omar al-Masri") == ("omar", "al", "masri")
    assert core_tokens("Omar al-Masri") == ("omar", "masri")
    assert core_tokens("Von") == ("von",)


@pytest.mark.parametrize("name", ["Abd al-Rahman", "Abdul Rahman", "Abdulrahman", "Abdelrahman"])
def test_the_servant_of_is_one_name(name: str) -> None:
    assert core_tokens(name) == ("abdrahman",)


@pytest.mark.parametrize("row", SAME_SOUND)
def test_spellings_of_one_name_share_a_skeleton(row: str) -> None:
    first, *others = row.split()
    for other in others:
        assert skeletons(fold(first)) & skeletons(fold(other)), other


@pytest.mark.parametrize(("one", "other"), DIFFERENT_SOUND)
def test_different_names_share_no_skeleton(one: str, other: str) -> None:
    assert not skeletons(fold(one)) & skeletons(fold(other))


def test_nothing_has_an_empty_skeleton() -> None:
    assert skeletons("") == {""}


@pytest.mark.parametrize(("one", "other"), SAME_NAME)
def test_given_names_are_known_across_languages(one: str, other: str) -> None:
    assert VARIANTS.of(fold(one)) & VARIANTS.of(fold(other))
    assert fold(other) in VARIANTS.alike(fold(one))
    assert fold(one) not in VARIANTS.alike(fold(one))


def test_the_list_of_variants_is_large_and_its_groups_are_real() -> None:
    assert len(VARIANTS.groups) >= 120
    assert all(len(group) > 1 for group in VARIANTS.groups)
    assert all(name.isascii() and " " not in name for group in VARIANTS.groups for name in group)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Ali", "Ali Muhamad"),
        ("Muhamad Aly", "محمد علي"),
        ("Олександр Коваленко", "Kovalenko Alexander"),
        ("Abd al-Rahman Hassan", "Hasan Abdulrahman"),
        ("Anna Müller", "Mueller Anna"),
        ("Youssef Al Masri", "Jusuf Masri"),
        ("Schewtschenko Olena", "Elena Shevchenko"),
        ("Tesfay", "Tesfay Gebre"),
        ("Nguyễn Van", "Nguyen Van"),
        ("Kowalski Piotr", "Kowalsky Petr"),
    ],
)
def test_one_person_under_two_spellings_is_worth_asking(one: str, other: str) -> None:
    assert alike(one, other) >= 0.85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Hassan", "Ala Hassan"),
        ("Maria Schmidt", "Marek Schmidt"),
        ("Hassan Ahmadi", "Hussain Ahmadi"),
        ("Mahmoud Khalil", "Mohammed Khalil"),
        ("Omar Said", "Amir Said"),
        ("Li Wei", "Wang Wei"),
        ("Anna Müller", "Anna Meier"),
        ("", "Anna"),
        ("", ""),
    ],
)
def test_two_persons_are_not_taken_for_one(one: str, other: str) -> None:
    assert alike(one, other) < 0.85


def test_any_known_spelling_of_a_person_counts() -> None:
    person = name_forms(["Fatima Hosseini", "Fatemeh Hoseyni"], VARIANTS)
    assert similarity(person, name_forms(["Hoseyni Fatemeh"], NO_VARIANTS)) == 1.0


def test_a_word_that_is_a_particle_in_one_folding_only_does_not_count() -> None:
    assert alike("Dä Anna", "Anna") == 1.0


def test_a_slip_in_a_long_name_keeps_it_alike() -> None:
    forms = [name_forms([name]) for name in ("Wieczorekowa Anna", "Wieczorokowa Anna")]
    assert similarity(*forms) > 0.9


@pytest.mark.parametrize("content", ["{", "[]", '{"groups": [[1]]}', '{"groups": 3}'])
def test_a_broken_list_of_variants_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "variants.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Damaged):
        load_variants(path)


@given(st.text(max_size=40))
def test_folding_any_text_is_stable_and_plain(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert all(way.split() and len(way.split()) == len(folded.split()) for way in foldings(text)
               if folded)  # fmt: skip
    assert all(skeletons(token) for token in tokens(text))


_ANY_NAME = st.text(max_size=12) | st.sampled_from(" ".join(SAME_SOUND).split())


@given(st.lists(_ANY_NAME, max_size=3), st.lists(_ANY_NAME, max_size=3))
def test_similarity_is_even_handed_and_between_nothing_and_one(
    one: list[str], other: list[str]
) -> None:
    forms = name_forms([" ".join(one)], VARIANTS), name_forms([" ".join(other)], VARIANTS)
    score = similarity(*forms)
    assert 0.0 <= score <= 1.0 + 1e-9
    assert score == pytest.approx(similarity(*reversed(forms)), abs=0.2)
    for form in forms:
        assert similarity(form, form) == pytest.approx(1.0 if form.spellings else 0.0)


def test_similarity_does_not_depend_on_the_order_of_words() -> None:
    orders = [" ".join(order) for order in itertools.permutations(["Ali", "Reza", "Hosseini"])]
    assert {alike(orders[0], order) for order in orders} == {1.0}
