"""Every expected failure has its own German sentence; a bug has a code and nothing else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kimdesk import errors, messages
from kimdesk.domain.access import Action
from kimdesk.errors import KimdeskError
from kimdesk.messages import bug_code, count, sentence

CODE = re.compile(r"[0-9A-F]{3}-[0-9A-F]{3}-[0-9A-F]{3}")

# Facts as the program raises them, for the classes whose sentence depends on them.
FACTS: dict[type[KimdeskError], list[dict[str, Any]]] = {
    errors.WeakPassphrase: [{"advice": "Bitte ein Wort mehr."}],
    errors.NotAllowed: [
        *({"action": action.value} for action in Action),
        {"action": "close_own_account"},
        {"action": "finding:ENTWURF->EXPORTIERT"},
        {"action": "open office as district"},
    ],
    errors.AlreadyThere: [{"what": what} for what in ("folder", "account", "office", "keyfile")],
    errors.NotFound: [{"what": what} for what in ("quarter_run", "district", "person", "contact")],
    errors.InvalidInput: [
        {"field": field, "problem": problem}
        for field in ("quarter", "day", "to_value", "provider", "name", "end")
        for problem in ("format", "future", "before_start", "missing", "unknown", "length")
    ],
    errors.NotYet: [{"quarter": "2026-Q4"}],
    errors.RevisionRefused: [{"quarter": "2026-Q4", "figures": ("bestand_klienten",)}],
    errors.ExportBlocked: [{"tables": "B1,B2"}],
    errors.BundleGap: [{"office": "0" * 32, "missing": 3}],
    errors.OlderRevision: [{"quarter": "2026-Q4", "revision": 2}],
    errors.ConflictingBundle: [{"office": "0" * 32, "seq": 4}],
    errors.FolderMissing: [{"path": "akten"}],
    errors.FileLocked: [{"holder": "rechner, Prozess 7"}],
    errors.UnsafePlace: [{"reason": "network"}, {"reason": "sync"}, {"path": "stick"}],
    errors.Truncated: [{"what": what} for what in ("database", "keyfile", "bundle")],
    errors.Tampered: [{"what": "audit", "entry": 7}, {"what": "signature"}],
    errors.TooNew: [{"what": what} for what in ("database", "keyfile", "catalogue")],
    errors.BadBundle: [{"problem": "archive"}],
}


def leaves(kind: type[KimdeskError] = KimdeskError) -> Iterator[type[KimdeskError]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from leaves(one)


LEAVES = sorted(leaves(), key=lambda kind: kind.__name__)
CASES = [
    pytest.param(kind, facts, id=f"{kind.__name__} {facts}")
    for kind in LEAVES
    for facts in [{}, *FACTS.get(kind, [])]
]


def is_sentence(text: str) -> bool:
    """Tell whether a text is finished German and not something that fell out of the program."""
    return bool(
        text[0] in "„ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ"
        and text.endswith((".", "!", "?"))
        and not re.search(r"[{}<>\[\]_]|None|Error|kimdesk\.|\bNone\b", text)
        and "  " not in text
    )


@pytest.mark.parametrize("kind", LEAVES)
def test_every_failure_has_a_sentence_of_its_own(kind: type[KimdeskError]) -> None:
    assert kind in messages._SENTENCES


def test_no_two_failures_have_the_same_sentence() -> None:
    told = {kind: sentence(kind()) for kind in LEAVES}
    twice = [
        (one.__name__, two.__name__)
        for one, two in itertools.combinations(told, 2)
        if told[one] == told[two]
    ]
    assert twice == []


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_a_failure_is_said_in_a_finished_sentence(
    kind: type[KimdeskError], facts: dict[str, Any]
) -> None:
    text = sentence(kind(**facts))
    assert is_sentence(text), text


@pytest.mark.parametrize("kind", [errors.Refused, errors.Unavailable, errors.Damaged])
def test_a_general_failure_is_said_somehow(kind: type[KimdeskError]) -> None:
    assert is_sentence(sentence(kind()))


@pytest.mark.parametrize("action", list(Action))
def test_every_right_that_is_missing_is_named(action: Action) -> None:
    text = sentence(errors.NotAllowed(action=action.value))
    assert "diesen Schritt gehen" not in text


def test_a_damaged_file_is_called_by_its_name() -> None:
    assert sentence(errors.Truncated(what="database")).startswith("Die Aktendatei")
    assert sentence(errors.Truncated(what="keyfile")).startswith("Die Schlüsseldatei")
    assert sentence(errors.Tampered(what="audit")).startswith("Das Protokoll")


def test_a_pulled_stick_is_not_called_a_cloud_folder() -> None:
    assert "Stick" in sentence(errors.UnsafePlace(path="x"))
    assert "Netzspeicher" in sentence(errors.UnsafePlace(reason="sync"))
    assert "Netzlaufwerke" in sentence(errors.UnsafePlace(reason="network"))


def test_a_word_for_programmers_is_no_sentence_for_users() -> None:
    assert "not the next one" not in sentence(
        errors.InvalidInput(field="revision", problem="not the next one")
    )
    own = errors.InvalidInput(field="birth", problem="Das Geburtsdatum liegt in der Zukunft.")
    assert sentence(own).startswith("Geburtsdatum: Das Geburtsdatum liegt in der Zukunft.")


def broken(secret: str) -> None:
    raise ValueError(secret)


def caught(secret: str) -> ValueError:
    try:
        broken(secret)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_bug_gets_a_code_and_tells_no_value() -> None:
    text = sentence(caught("Zwetschgenwasserfall"))
    assert CODE.search(text)
    assert "Zwetschgen" not in text
    assert "ValueError" not in text
    assert is_sentence(text)


def test_equal_bugs_have_equal_codes_whatever_the_values() -> None:
    assert bug_code(caught("eins")) == bug_code(caught("zwei"))


def test_another_place_or_kind_of_bug_has_another_code() -> None:
    codes = {bug_code(caught("x")), bug_code(ValueError("x")), bug_code(TypeError("x"))}
    assert len(codes) == 3


def test_the_code_does_not_depend_on_where_the_program_is_installed() -> None:
    def raised_in(path: str) -> str:
        try:
            exec(compile("raise ValueError", path, "exec"))  # noqa: S102 - a place of our choice
        except ValueError as error:
            error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
            return bug_code(error)
        raise AssertionError

    places = (
        "/opt/kimdesk/store.py",
        "C:\\Programme\\KIMdesk\\store.py",
        "C:\\Users\\Meier\\store.py",
    )
    assert len({raised_in(place) for place in places}) == 1
    assert raised_in("/opt/kimdesk/other.py") != raised_in(places[0])


def test_numbers_are_counted_in_german() -> None:
    assert [count(number, "Fall", "Fälle") for number in (0, 1, 2, 1250, 1_000_000)] == [
        "0 Fälle",
        "1 Fall",
        "2 Fälle",
        "1.250 Fälle",
        "1.000.000 Fälle",
    ]
