"""Entering a person: searched first, then created, then (for a client) with a case at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.cases import Case
from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.name_index import NameIndex
from kimdesk.domain.people import Person
from kimdesk.errors import AlreadyChanged, InvalidInput, KimdeskError
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases import cases, people, search
from kimdesk.usecases.case_list import case_near
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.people import Belonging
from kimdesk.usecases.search import Candidate

SURE = 0.9
"""From this certainty on a candidate is shown again before somebody is created."""

_SHORTEST = 2


class Step(Enum):
    """Where the entering stands."""

    SEARCH = 0
    FORM = 1
    CASE = 2


@dataclass(frozen=True, slots=True)
class State:
    """What the dialog shows.

    ``searched`` is the text whose candidates are shown; only then may somebody be created.
    ``problems`` are German sentences by field; ``conflict`` says that a colleague was faster.
    """

    step: Step = Step.SEARCH
    text: str = ""
    searched: str = ""
    candidates: tuple[Candidate, ...] = ()
    person: Person | None = None
    similar: tuple[Candidate, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)
    conflict: bool = False
    case: CaseId | None = None

    @property
    def may_create(self) -> bool:
        """Whether the typed name was searched for."""
        return len(self.text.strip()) >= _SHORTEST and self.searched == self.text.strip()


class PersonEntry(QObject):
    """The steps of the dialog; ``joins`` is the person whose household is joined, if any."""

    changed = Signal()
    finished = Signal()

    def __init__(
        self, session: Session, joins: PersonId | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.joins = joins
        self.state = State()
        self._search: Task | None = None
        session.index_ready.connect(self._index_ready)

    @property
    def ready(self) -> bool:
        """Whether names can be searched already."""
        return self._session.index is not None

    def _index_ready(self) -> None:
        self.search(self.state.text)

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.changed.emit()

    def search(self, text: str) -> None:
        """Look for people of that name."""
        if self._search is not None:
            self._search.cancel()
        self._set(text=text)
        index = self._session.index
        if index is None or len(text.strip()) < _SHORTEST:
            self._set(candidates=(), searched="")
            return
        work = partial(_candidates, self._session.desk, index, text.strip())
        self._search = self._session.run(work, done=self._searched)

    def _searched(self, answer: tuple[str, tuple[Candidate, ...]]) -> None:
        text, found = answer
        if text == self.state.text.strip():
            self._set(searched=text, candidates=found)

    def choose(self, candidate: Candidate) -> None:
        """Go to somebody known: to the case, or to opening one."""
        case = case_near(self._session.desk, candidate.person)
        self.finished.emit()
        if case is not None:
            self._session.go.emit("case", case)
        else:
            self._session.go.emit("case.new", candidate.person)

    def begin(self) -> None:
        """Go on to the form with the typed name, in the order in which it was typed."""
        if self.state.may_create:
            self._set(step=Step.FORM, person=_named(self.state.text))

    def back(self) -> None:
        """Return to the search."""
        self._set(step=Step.SEARCH, similar=(), problems={})

    def save(self, person: Person, belonging: Belonging | None, *, sure: bool = False) -> None:
        """Create the person; people of much the same name are shown first, unless ``sure``."""
        similar = () if sure else self._similar(person)
        if similar:
            self._set(person=person, similar=similar, problems={})
            return
        try:
            stored = people.create_person(self._session.desk, person, belonging)
        except KimdeskError as problem:
            self._refused(problem)
            return
        self._remember(stored)
        if self.joins is not None:
            self._session.say(f"{stored.display_name} gehört jetzt zum Haushalt.")
            self.finished.emit()
            return
        self._session.say(f"{stored.display_name} ist angelegt.")
        self._set(step=Step.CASE, person=stored, similar=(), problems={})

    def _similar(self, person: Person) -> tuple[Candidate, ...]:
        index = self._session.index
        if index is None:
            return ()
        found = search.find_people(self._session.desk, index, person.display_name)
        return tuple(one for one in found if one.score >= SURE)

    def _remember(self, person: Person, file_number: str = "") -> None:
        if self._session.index is not None:
            self._session.index.put(search.row_of(person, file_number))
        self._session.announce("people")

    def open_case(self, case: Case) -> None:
        """Open the client's case and go there."""
        person = self.state.person
        if person is None:
            return
        try:
            opened = cases.open_case(self._session.desk, replace(case, client=person.id))
        except KimdeskError as problem:
            self._refused(problem)
            return
        self._remember(person, opened.file_number)
        self._session.announce("cases")
        self.finished.emit()
        self._session.go.emit("case", opened.id)

    def _refused(self, problem: KimdeskError) -> None:
        if isinstance(problem, InvalidInput):
            self._set(problems={str(problem.facts["field"]): str(problem.facts["problem"])})
        else:
            self._session.tell(problem)


class PersonChange(QObject):
    """Changing somebody; what was typed survives a colleague's faster saving."""

    changed = Signal()
    finished = Signal()

    def __init__(self, session: Session, person: PersonId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = State(step=Step.FORM, person=people.get_person(session.desk, person))

    def save(self, person: Person) -> None:
        """Save the changed person."""
        desk = self._session.desk
        try:
            saved = people.change_person(desk, person)
        except AlreadyChanged:
            self.state = replace(self.state, conflict=True)
        except InvalidInput as problem:
            facts = problem.facts
            self.state = replace(self.state, problems={str(facts["field"]): str(facts["problem"])})
        except KimdeskError as problem:
            self._session.tell(problem)
        else:
            self._saved(saved)
            return
        self.changed.emit()

    def _saved(self, saved: Person) -> None:
        if self._session.index is not None:
            number = search.file_numbers(self._session.desk, saved.id)
            self._session.index.put(search.row_of(saved, number))
        self._session.announce("people", "cases")
        self._session.say(f"{saved.display_name} ist gespeichert.")
        self.finished.emit()

    def reload(self) -> None:
        """Show what the colleague saved."""
        if self.state.person is not None:
            fresh = people.get_person(self._session.desk, self.state.person.id)
            self.state = State(step=Step.FORM, person=fresh)
            self.changed.emit()


def _candidates(
    desk: Desk, index: NameIndex, text: str, task: Task
) -> tuple[str, tuple[Candidate, ...]]:
    found = search.find_people(desk, index, text, task.cancelled)
    task.check()
    return text, found


def _named(text: str) -> Person:
    """Split a typed name: ``Kovalenko, Olena`` and ``Olena Kovalenko`` are the same."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        given, _, family = text.strip().rpartition(" ")
    return Person(_capital(family), _capital(given.strip()))


def _capital(name: str) -> str:
    """Begin with a capital where nothing but small letters was typed."""
    return name.title() if name.islower() else name


def birth_year(text: str, today: date) -> date | None:
    """Read a year of birth as the first day of that year; anything else is no year."""
    typed = text.strip()
    known = typed.isdigit() and today.year - 130 <= int(typed) <= today.year
    return date(int(typed), 1, 1) if known else None
