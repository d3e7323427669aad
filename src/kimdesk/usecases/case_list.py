"""The list of cases: which ones a name and a filter show, and their rows page by page.

The names come from the index in memory and the rest from the file, so that a keystroke costs a
search in memory and one page of rows, however many cases there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from sys import intern

from kimdesk.domain.cases import CaseRow
from kimdesk.domain.identifiers import AccountId, CaseId, PersonId
from kimdesk.domain.name_index import NameIndex
from kimdesk.storage import cases, people
from kimdesk.usecases.cases import CaseKey, case_keys, case_rows
from kimdesk.usecases.desk import Desk

EntryId = CaseId | PersonId


class Shown(StrEnum):
    """The filters of the list."""

    MINE = "mine"
    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody without a case: lives with a client, or has no case yet."""

    id: PersonId
    name: str
    birth: str
    client_name: str = ""
    case: CaseId | None = None


ListRow = CaseRow | PersonRow


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows; ``elsewhere`` counts the cases that only the filter hides."""

    ids: tuple[EntryId, ...] = ()
    cases: int = 0
    elsewhere: int = 0


class CaseDirectory:
    """Which cases stand behind a person; read once and read anew when cases change."""

    def __init__(self, keys: Iterable[CaseKey], user: AccountId) -> None:
        self._newest: dict[Shown, dict[object, CaseId]] = {shown: {} for shown in Shown}
        self._older: dict[Shown, dict[object, tuple[CaseId, ...]]] = {shown: {} for shown in Shown}
        self._kept: dict[tuple[str, Shown, int], Found] = {}
        self.total = 0
        for key in sorted(keys, key=lambda one: one.file_number, reverse=True):
            self.total += 1
            for shown in _filters_of(key, user):
                self._add(shown, key)

    def _add(self, shown: Shown, key: CaseKey) -> None:
        client = intern(key.client)  # the same object as in the name index
        if self._newest[shown].setdefault(client, key.case) != key.case:
            older = self._older[shown]
            older[client] = (*older.get(client, ()), key.case)

    def find(
        self,
        index: NameIndex,
        text: str,
        shown: Shown,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Found:
        """Return the cases of everybody who fits, in the order of the names.

        Who has no case is found by name, too, wherever open cases are shown. Answers to nothing
        or to a single letter hold a large part of the office; they are kept.
        """
        asked = (text.strip().casefold(), shown, len(index))
        if asked in self._kept:
            return self._kept[asked]
        found = self._find(index, text, shown, cancelled)
        if len(asked[0]) <= 1 and not cancelled():
            self._kept[asked] = found
        return found

    def _find(
        self, index: NameIndex, text: str, shown: Shown, cancelled: Callable[[], bool]
    ) -> Found:
        keys = index.matching(text, cancelled)
        with_people = bool(text.strip()) and shown is not Shown.CLOSED
        if with_people and len(index) > len(self._newest[Shown.ALL]):
            ids, hits = self._cases_and_people(keys, shown)
        else:
            cases_of = self._cases_of(keys, shown)
            ids, hits = cases_of, len(cases_of)
        # Only an empty list has to say where else there is something.
        elsewhere = 0 if ids else len(self._cases_of(keys, Shown.ALL))
        return Found(tuple(ids), hits, elsewhere)

    def _cases_of(self, keys: Sequence[object], shown: Shown) -> list[EntryId]:
        newest, older = self._newest[shown], self._older[shown]
        if not older:
            return [case for case in map(newest.get, keys) if case is not None]
        return [
            case for key in keys if key in newest for case in (newest[key], *older.get(key, ()))
        ]

    def _cases_and_people(self, keys: Sequence[object], shown: Shown) -> tuple[list[EntryId], int]:
        newest, older, every = self._newest[shown], self._older[shown], self._newest[Shown.ALL]
        ids: list[EntryId] = []
        people_found = 0
        for key in keys:
            if key in newest:
                ids += (newest[key], *older.get(key, ()))
            elif key not in every:
                ids.append(PersonId(str(key)))
                people_found += 1
        return ids, len(ids) - people_found


def _filters_of(key: CaseKey, user: AccountId) -> tuple[Shown, ...]:
    if not key.is_open:
        return (Shown.ALL, Shown.CLOSED)
    mine = (Shown.MINE,) if key.responsible == user else ()
    return (Shown.ALL, Shown.OPEN, *mine)


def read_directory(desk: Desk) -> CaseDirectory:
    """Read the keys of all cases; slow for a large office, belongs in a worker."""
    return CaseDirectory(case_keys(desk), desk.user.id)


def list_rows(desk: Desk, wanted: Sequence[EntryId]) -> dict[EntryId, ListRow]:
    """Return the rows of a page by their ids; what was deleted meanwhile is missing."""
    found: dict[EntryId, ListRow] = {
        row.id: row for row in case_rows(desk, [CaseId(key) for key in wanted])
    }
    without_case = [PersonId(key) for key in wanted if key not in found]
    if without_case:
        found.update((row.id, row) for row in _person_rows(desk, without_case))
    return found


def _person_rows(desk: Desk, wanted: Sequence[PersonId]) -> list[PersonRow]:
    with desk.store.read() as session:
        near = cases.of_households(session, wanted, desk.today)
        known = people.get_many(session, {*wanted, *(client for _, client in near.values())})
    rows = []
    for key in wanted:
        if key not in known:
            continue
        case, client = near.get(key, (None, key))
        name = known[client].display_name if case else ""
        rows.append(PersonRow(key, known[key].display_name, known[key].birth.german, name, case))
    return rows


def case_near(desk: Desk, person: PersonId) -> CaseId | None:
    """Return a person's newest case, open ones first, or that of the household; else nothing."""
    with desk.store.read() as session:
        own = sorted(cases.of_person(session, person), key=lambda one: not one.is_open)
        if own:
            return own[0].id
        near = cases.of_households(session, [person], desk.today)
    return near[person][0] if person in near else None
