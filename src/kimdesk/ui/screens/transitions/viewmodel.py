"""A change of regime while it is begun and while it is finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kimdesk.domain.identifiers import CaseId, PersonId
from kimdesk.domain.states import StateKind, as_of, main_rechtskreis
from kimdesk.domain.transitions import Transition, proposed_result
from kimdesk.errors import InvalidInput
from kimdesk.ui.screens.transitions.picture import Change, lanes_of
from kimdesk.ui.widgets.form_model import FormModel
from kimdesk.usecases import transitions
from kimdesk.usecases.people import get_person
from kimdesk.usecases.states import history_of

if TYPE_CHECKING:
    from kimdesk.ui.session import Session
    from kimdesk.ui.theme import Tone
    from kimdesk.ui.widgets.timeline_data import Lane
    from kimdesk.usecases.desk import Desk

FEATURES = ("transitions", "states", "cases")


@dataclass(frozen=True, slots=True)
class Start:
    """The inputs for beginning a change."""

    from_value: str
    to_value: str
    trigger: str
    triggered_on: date | None
    leaves_on: date | None = None
    starts_on: date | None = None


class StartModel(FormModel[Start]):
    """Begins a change; old and new benefit are proposed from what is known of the person."""

    def __init__(self, session: Session, argument: tuple[CaseId, PersonId]) -> None:
        self._session = session
        self.case, self.person = argument
        self.name = get_person(session.desk, self.person).display_name
        self._history = history_of(session.desk, self.person)
        main = main_rechtskreis(self._history, session.desk.today, session.desk.secures)
        old = main.value if main else ""
        self.proposal, self.proposed_by = self._proposed(old)
        first = Start(old, self.proposal, "", session.desk.today)
        super().__init__(first, session.drafts, f"transition.new/{self.case}/{self.person}")

    def _proposed(self, old: str) -> tuple[str, str]:
        """Return the benefit that usually belongs to the residence status, and its short name."""
        desk = self._session.desk
        known = desk.catalogues["aufenthalt"]
        for state in as_of(self._history, StateKind.RESIDENCE, desk.today):
            value = known.get(state.value)
            proposal = value.text("rechtskreis") if value else ""
            if proposal and proposal != old:
                return proposal, known.short(state.value)
        return "", ""

    def lanes(self) -> tuple[Lane, ...]:
        """Return the picture of the change as far as it is known."""
        form = self.form
        change = Change(form.from_value, form.to_value, form.leaves_on, form.starts_on)
        return lanes_of(self._session.desk, change, self._history)

    def save(self) -> bool:
        """Store the change; false if something is wrong, shown at its field."""
        session = self._session
        stored = self.attempt(lambda: transitions.start_transition(session.desk, self._wanted()))
        if stored is not None:
            session.announce(*FEATURES)
            session.say("Rechtskreiswechsel begonnen.", undo=lambda: _cancel(session, stored))
        return stored is not None

    def _wanted(self) -> Transition:
        form = self.form
        for name in ("from_value", "to_value", "trigger"):
            if not getattr(form, name):
                raise InvalidInput(field=name, problem="missing")
        if form.triggered_on is None:
            raise InvalidInput(field="triggered_on", problem="missing")
        return Transition(
            self.person,
            self.case,
            form.from_value,
            form.to_value,
            form.trigger,
            form.triggered_on,
            form.leaves_on,
            form.starts_on,
        )


def _cancel(session: Session, stored: Transition) -> None:
    session.attempt(lambda: transitions.cancel_transition(session.desk, stored), *FEATURES)


@dataclass(frozen=True, slots=True)
class State:
    """The inputs for finishing; ``chosen`` says that the result is no longer the proposed one."""

    leaves_on: date | None
    starts_on: date | None
    result: str = ""
    obstacle: str = ""
    chosen: bool = False


class FinishModel(FormModel[State]):
    """Goes on with a running change and finishes it; the gap is counted while typing."""

    def __init__(self, session: Session, transition: Transition) -> None:
        self._session, self.transition = session, transition
        self.name = get_person(session.desk, transition.person).display_name
        self._history = history_of(session.desk, transition.person)
        first = _shown(session.desk, transition)
        super().__init__(first, session.drafts, f"transition.edit/{transition.id}")
        self._propose()

    @property
    def finished(self) -> bool:
        """Whether the days are fixed already."""
        return not self.transition.is_open

    def gap(self) -> int | None:
        """Return the days without a benefit, ``None`` until both days are known."""
        form = self.form
        if self.finished:
            return self.transition.gap_days
        if form.leaves_on is None or form.starts_on is None:
            return None
        return transitions.preview_gap(
            self._session.desk, self.transition, form.leaves_on, form.starts_on
        )

    def gap_in_words(self) -> tuple[str, Tone]:
        """Return the sentence about the gap and its tone."""
        gap, form = self.gap(), self.form
        if gap is None or form.leaves_on is None or form.starts_on is None:
            return "Die Lücke wird gezählt, sobald beide Tage eingetragen sind.", "neutral"
        if gap:
            days = "1 Tag" if gap == 1 else f"{gap} Tage"
            return f"Lücke: {days} ohne existenzsichernde Leistung", "bad"
        if (form.starts_on - form.leaves_on).days <= 1:
            return "Keine Lücke: Die neue Leistung schließt direkt an.", "ok"
        return "Keine Lücke: Die Tage dazwischen deckt eine andere Leistung.", "ok"

    def lanes(self) -> tuple[Lane, ...]:
        """Return the picture: old benefit, gap, new benefit."""
        known, form = self.transition, self.form
        change = Change(known.from_value, known.to_value, form.leaves_on, form.starts_on)
        return lanes_of(self._session.desk, change, self._history)

    def suggests_finding(self) -> bool:
        """Tell whether the result is worth a finding: a gap, or no success."""
        value = self._session.desk.catalogues["wechselergebnis"].get(self.form.result)
        return value is not None and value.flag("gap")

    def choose_result(self, code: str) -> None:
        """Decide otherwise than proposed."""
        self.edit(result=code, chosen=bool(code))

    def edited(self, names: frozenset[str]) -> None:
        """Propose the result anew when a day changed."""
        if names & {"leaves_on", "starts_on"}:
            self._propose()

    def _propose(self) -> None:
        form, gap = self.form, self.gap()
        if form.chosen or self.finished:
            return
        known = form.leaves_on is not None and form.starts_on is not None and gap is not None
        result = ""
        if known and form.leaves_on and form.starts_on:
            result = proposed_result(form.leaves_on, form.starts_on, gap or 0)
        self.form = replace(form, result=result)

    @property
    def dirty(self) -> bool:
        """Whether the user changed anything; a proposed result is none of that."""
        return replace(self.form, result="") != replace(self._first, result="") or self.form.chosen

    def keep_for_later(self) -> bool:
        """Store days and obstacle of the running change without finishing it."""
        return self._store(self._changed(), "Zwischenstand gespeichert.")

    def save(self) -> bool:
        """Finish the change, or correct result and obstacle of a finished one."""
        if self.finished:
            changed = replace(self._changed(), result=self.form.result)
            return self._store(changed, "Rechtskreiswechsel geändert.")
        session, form, wanted = self._session, self.form, self._changed()
        stored = self.attempt(
            lambda: transitions.finish_transition(
                session.desk, wanted, form.leaves_on, form.starts_on, form.result
            )
        )
        if stored is not None:
            session.announce(*FEATURES)
            session.say("Rechtskreiswechsel abgeschlossen. Die Leistungen sind nachgeführt.")
        return stored is not None

    def _changed(self) -> Transition:
        form = self.form
        return replace(
            self.transition,
            leaves_on=form.leaves_on,
            starts_on=form.starts_on,
            obstacle=form.obstacle.strip(),
        )

    def _store(self, wanted: Transition, text: str) -> bool:
        session, before = self._session, self.transition
        stored = self.attempt(lambda: transitions.change_transition(session.desk, wanted))
        if stored is not None:
            session.announce(*FEATURES)
            session.say(text, undo=lambda: _restore(session, before, stored))
        return stored is not None

    def reload(self) -> None:
        """Go on from what a colleague saved, keeping what was changed here."""
        desk, known = self._session.desk, self.transition.id
        fresh = self.attempt(lambda: transitions.get_transition(desk, known))
        if fresh is not None:
            self.transition = fresh
            self._history = history_of(desk, fresh.person)
            self.rebase(_shown(desk, fresh))


def _shown(desk: Desk, transition: Transition) -> State:
    # Offices that took over older records hold codes of the list where the words stand now.
    obstacle = desk.catalogues["hinderungsgruende"].label(transition.obstacle)
    return State(transition.leaves_on, transition.starts_on, transition.result, obstacle)


def _restore(session: Session, before: Transition, stored: Transition) -> None:
    again = replace(before, version=stored.version)
    session.attempt(lambda: transitions.change_transition(session.desk, again), *FEATURES)
