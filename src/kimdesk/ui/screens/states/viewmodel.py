"""An entry of a time series while it is entered, corrected or ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kimdesk.domain import states as series
from kimdesk.domain.dates import DateRange, german_date
from kimdesk.domain.identifiers import PersonId
from kimdesk.domain.states import Grant, StateKind
from kimdesk.errors import InvalidInput
from kimdesk.ui.widgets.form_model import FormModel
from kimdesk.usecases import states
from kimdesk.usecases.desk import LEGAL_STATUS
from kimdesk.usecases.people import get_person

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

Argument = tuple[PersonId, StateKind] | series.State
_FEATURES = ("states", "cases")


@dataclass(frozen=True, slots=True)
class State:
    """The inputs; ``value`` and ``grant`` are codes."""

    value: str = ""
    start: date | None = None
    end: date | None = None
    grant: str = Grant.GRANTED.value
    authority: str = ""
    reference: str = ""
    approved_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Legal:
    """What is said beside a value: the text of its chip and where the law says so."""

    short: str
    norm: str
    status: str


class StateModel(FormModel[State]):
    """Enters a new state of a person, or corrects a stored one."""

    def __init__(self, session: Session, argument: Argument) -> None:
        self._session = session
        self.entry = argument if isinstance(argument, series.State) else None
        if isinstance(argument, series.State):
            self.person, self.kind = argument.person, argument.kind
            first, key = _shown(argument), f"state.edit/{argument.id}"
        else:
            self.person, self.kind = argument
            first, key = State(), f"state.new/{self.person}/{self.kind}"
        self.name = get_person(session.desk, self.person).display_name
        self._history = states.history_of(session.desk, self.person)
        super().__init__(first, session.drafts, key)

    def legal(self) -> Legal | None:
        """Return what is to be said about the chosen value; nothing for an unknown one."""
        value = self._session.desk.catalogues[self.kind.catalogue].get(self.form.value)
        if value is None:
            return None
        status = f"Stand {german_date(LEGAL_STATUS)} – bitte prüfen"
        return Legal(value.short, value.norm, status)

    def overlap(self) -> str:
        """Return a sentence where the entry overlaps another one; it may be saved all the same."""
        candidate = self._candidate()
        if candidate is None:
            return ""
        others = [
            state for state in self._history if self.entry is None or state.id != self.entry.id
        ]
        catalogue = self._session.desk.catalogues[self.kind.catalogue]
        names = [
            f"{catalogue.short(other.value)} ({_period(other.days)})"
            for pair in series.overlaps([*others, candidate], self._session.desk.secures)
            if candidate in pair
            for other in pair
            if other is not candidate
        ]
        if not names:
            return ""
        return (
            f"Überschneidet sich mit {', '.join(names)}. Das ist möglich, aber selten: "
            "Stimmen die Tage?"
        )

    def _candidate(self) -> series.State | None:
        try:
            return self._wanted()
        except InvalidInput:
            return None

    def _wanted(self) -> series.State:
        """Return the entry as typed.

        Raises:
            InvalidInput: if it has no value or start, or ends before it begins.
        """
        form = self.form
        if not form.value:
            raise InvalidInput(field="value", problem="missing")
        if form.start is None:
            raise InvalidInput(field="start", problem="missing")
        base = self.entry or series.State(self.person, self.kind, "", DateRange(form.start))
        return replace(
            base,
            value=form.value,
            days=DateRange(form.start, form.end),
            grant=Grant(form.grant),
            authority=form.authority.strip(),
            reference=form.reference.strip(),
            approved_until=form.approved_until,
            source=form.source.strip(),
        )

    def save(self) -> bool:
        """Store the entry or its correction; false if something is wrong, shown at its field."""
        desk, before = self._session.desk, self.entry
        if before is None:
            stored = self.attempt(lambda: states.add_state(desk, self._wanted()))
        else:
            stored = self.attempt(lambda: states.correct_state(desk, before, self._wanted()))
        if stored is not None:
            self._tell(
                stored, f"{self.kind.german} {'eingetragen' if not before else 'korrigiert'}."
            )
        return stored is not None

    def end(self) -> bool:
        """Note the last day of the entry: the one typed, otherwise today."""
        desk, before = self._session.desk, self.entry
        if before is None:
            return False
        last_day = self.form.end or desk.today
        stored = self.attempt(lambda: states.end_state(desk, before, last_day))
        if stored is not None:
            self._tell(stored, f"{self.kind.german} endet am {german_date(last_day)}.")
        return stored is not None

    def _tell(self, stored: series.State, text: str) -> None:
        session, before = self._session, self.entry
        session.announce(*_FEATURES)
        session.say(text, undo=lambda: _undo(session, stored, before))

    def reload(self) -> None:
        """Go on from the correction somebody else made, keeping what was changed here."""
        known = self.entry
        if known is not None:
            fresh = self.attempt(lambda: states.latest_state(self._session.desk, known))
            if fresh is not None:
                self.entry = fresh
                self._history = states.history_of(self._session.desk, self.person)
                self.rebase(_shown(fresh))


def _shown(state: series.State) -> State:
    return State(
        state.value,
        state.days.start,
        state.days.end,
        state.grant.value,
        state.authority,
        state.reference,
        state.approved_until,
        state.source,
    )


def _period(days: DateRange) -> str:
    until = f"bis {german_date(days.end)}" if days.end else "bis heute"
    return f"{german_date(days.start)} {until}"


def _undo(session: Session, stored: series.State, before: series.State | None) -> None:
    desk = session.desk
    if before is None:
        session.attempt(lambda: states.withdraw_state(desk, stored), *_FEATURES)
    else:
        session.attempt(lambda: states.correct_state(desk, stored, before), *_FEATURES)
