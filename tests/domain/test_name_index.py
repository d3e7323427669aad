"""Whoever types a piece of a name, a file number or a birth year finds the person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimdesk.config import resources_folder
from kimdesk.domain import name_index
from kimdesk.domain.name_index import NameIndex, NameRow
from kimdesk.domain.names import fold, foldings, load_variants

VARIANTS = load_variants(resources_folder() / "names" / "variants.json")

PEOPLE = [
    NameRow(1, "Müller, Anna", (), "MB-2026-00471", 1985),
    NameRow(2, "Mueller, Bernd", (), "MB-2026-04711", 1990),
    NameRow(3, "al-Masri, Mohammed", ("محمد المصري",), "MB-2025-00012", 1985),
    NameRow(4, "Schewtschenko, Olena", ("Шевченко Олена",), "MB-2025-00013", 1979),
    NameRow(5, "Tesfay", (), "KIM-2026-00001 XY-77-1 XY-78-9", None),
    NameRow(6, "Abdul Rahman, Khaled", (), "", 2001),
    NameRow(7, "Alice, Ali", (), "MB-2024-00099", 1999),
    NameRow(8, "Alibaba, Ben", (), "MB-2024-00100", 1985),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(PEOPLE, VARIANTS)


def found(index: NameIndex, text: str) -> list[str | int]:
    return [hit.key for hit in index.search(text).hits]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("m", [3, 2, 1]),
        ("Mül", [2, 1]),
        ("mue", [2, 1]),
        ("Muller", [1, 2]),
        ("anna mül", [1]),
        ("Mü an", [1]),
        ("Muhammad", [3]),
        ("محمد", [3]),
        ("masri", [3]),
        ("el masri", [3]),
        ("Shevchenko", [4]),
        ("Шевч", [4]),
        ("Elena", [4]),
        ("schewtschemko", [4]),
        ("abdulrahman", [6]),
        ("Abd al-Rahman", [6]),
        ("Chalid", [6]),
        ("4711", [2]),
        ("471", [2, 1]),
        ("MB-2026-00", [1]),
        ("mb-2026", [2, 1]),
        ("2026-04", [2]),
        ("KIM", [5]),
        ("77-1", [5]),
        ("xy-78", [5]),
        ("00001-xy", []),
        ("1985", [3, 8, 1]),
        ("1985 anna", [1]),
        ("tesfya", [5]),
        ("xyzzy", []),
        ("anna bernd", []),
    ],
)
def test_what_is_typed_finds_whom(index: NameIndex, text: str, keys: list[int]) -> None:
    assert found(index, text) == keys


def test_whole_names_stand_before_beginnings(index: NameIndex) -> None:
    matches = index.search("ali")
    assert [hit.key for hit in matches.hits] == [7, 8, 3][:2] + [
        hit.key for hit in matches.hits[2:3]
    ]
    assert [hit.score for hit in matches.hits[:2]] == [name_index.WHOLE, name_index.BEGINNING]


def test_nothing_typed_is_everybody_in_the_order_of_the_list(index: NameIndex) -> None:
    order = [row.person_key for row in sorted(PEOPLE, key=lambda row: fold(row.display))]
    assert found(index, "  ") == order
    assert index.search("").total == len(index) == len(PEOPLE)


def test_the_limit_cuts_the_hits_but_not_the_total(index: NameIndex) -> None:
    matches = index.search("m", limit=2)
    assert ([hit.key for hit in matches.hits], matches.total) == ([3, 2], 3)


def test_a_new_person_is_found_in_the_right_place() -> None:
    index = NameIndex(PEOPLE, VARIANTS)
    index.put(NameRow(9, "Mahler, Gustav"))
    assert found(index, "m") == [3, 9, 2, 1]
    assert len(index) == len(PEOPLE) + 1


def test_a_changed_name_is_found_under_the_new_one_only() -> None:
    index = NameIndex(PEOPLE, VARIANTS)
    index.put(PEOPLE[0]._replace(display="Zander, Anna"))
    assert found(index, "zander") == [1]
    assert found(index, "müller") == [2]
    index.put(PEOPLE[0])
    assert found(index, "zander") == []
    assert len(index) == len(PEOPLE)


def test_a_removed_person_is_gone_also_if_just_added() -> None:
    index = NameIndex(PEOPLE, VARIANTS)
    index.put(NameRow(9, "Mahler, Gustav"))
    for key in (9, 1, 404):
        index.remove(key)
    assert found(index, "m") == [3, 2]
    assert found(index, "4711") == [2]


def test_many_changes_are_merged_without_losing_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "_MERGE_AT", 3)
    index = NameIndex(PEOPLE[:2], VARIANTS)
    for row in PEOPLE[2:]:
        index.put(row)
    index.remove(1)
    assert sorted(map(str, found(index, ""))) == [str(row.person_key) for row in PEOPLE[1:]]


def test_a_cancelled_search_stops(index: NameIndex) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return True

    assert index.search("anna müller", cancelled=cancelled).hits == ()
    assert asked


def test_an_empty_index_finds_nobody() -> None:
    index = NameIndex([])
    for text in ("", "a", "2026", "anna müller"):
        assert index.search(text).total == 0


NAMES = st.lists(
    st.sampled_from(
        [
            "Ali",
            "Alia",
            "Anna",
            "Änne",
            "Müller",
            "Mueller",
            "Muller",
            "Marek",
            "O’Brien",
            "Öz",
            "Шевченко",
        ]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def slow_beginnings(rows: list[NameRow], words: list[str]) -> set[str | int]:
    """The plain meaning of „every word begins a name“, person by person."""
    hits: set[str | int] = set()
    for row in rows:
        terms = {way for word in row.display.split() for way in foldings(word)}
        if all(
            any(term.startswith(way) for way in foldings(word) for term in terms) for word in words
        ):
            hits.add(row.person_key)
    return hits


@settings(max_examples=60, deadline=None)
@given(
    st.lists(NAMES, max_size=12),
    st.sampled_from(["a", "al", "an", "mü", "mu", "mue", "öz", "ma al", "Ш", "anna mü", "ali"]),
    st.sets(st.integers(0, 11)),
)
def test_hits_by_beginning_agree_with_a_plain_search(
    names: list[str], text: str, changed: set[int]
) -> None:
    rows = [NameRow(number, name) for number, name in enumerate(names)]
    index = NameIndex(
        NameRow(row.person_key, "Vorher") for row in rows if row.person_key in changed
    )
    index.put(*rows)
    sure = {hit.key for hit in index.search(text).hits if hit.score >= name_index.BEGINNING}
    assert sure == slow_beginnings(rows, text.split())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=12))
def test_no_text_breaks_the_search(display: str, typed: str, number: str) -> None:
    index = NameIndex([NameRow("k", display, (typed,), number, 2026)], VARIANTS)
    assert index.search(typed).total <= 1
    assert index.search(display).total == 1
    assert index.search(f"{number} {typed}").total <= 1
