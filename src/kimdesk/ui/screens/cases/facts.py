"""What one case says at a glance, worked out from its view; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimdesk.domain.catalogues import Catalogues
from kimdesk.domain.dates import german_date
from kimdesk.domain.follow_ups import FollowUp, due_in_words
from kimdesk.domain.households import REFERENCE, Membership
from kimdesk.domain.identifiers import PersonId
from kimdesk.domain.people import Person
from kimdesk.domain.states import State, StateKind, as_of, gaps, main_rechtskreis
from kimdesk.domain.transitions import Transition, running_gap
from kimdesk.messages import count
from kimdesk.ui.screens.cases.tones import due_tone, value_tone
from kimdesk.ui.theme import Tone
from kimdesk.usecases.cases import CaseView
from kimdesk.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Mark:
    """A pill of the head."""

    text: str
    tone: Tone = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody in the client's household."""

    person: Person
    membership: Membership
    role: str
    here: bool


def open_follow_ups(view: CaseView) -> tuple[FollowUp, ...]:
    """Return what is still to do, the next first."""
    waiting = [one for one in view.follow_ups if one.done_on is None]
    return tuple(sorted(waiting, key=lambda one: (one.due_on, one.title)))


def running_transition(view: CaseView) -> Transition | None:
    """Return the change of regime that is not finished, the latest begun if there are several."""
    running = [one for one in view.transitions if one.is_open]
    return max(running, key=lambda one: one.triggered_on, default=None)


def current_states(view: CaseView, desk: Desk, person: PersonId) -> tuple[State, ...]:
    """Return what holds today: the securing benefit and the residence title, where known."""
    known = [state for state in view.states if state.person == person]
    main = main_rechtskreis(known, desk.today, desk.secures)
    benefits = as_of(known, StateKind.RECHTSKREIS, desk.today)
    benefit = main or next(iter(benefits), None)
    title = next(iter(as_of(known, StateKind.RESIDENCE, desk.today)), None)
    return tuple(state for state in (benefit, title) if state is not None)


def uncovered_days(view: CaseView, desk: Desk, person: PersonId) -> int:
    """Return how long nobody has secured the livelihood up to today; 0 if somebody does.

    Without any entry nothing is known, which is no gap.
    """
    known = [s for s in view.states if s.person == person and s.kind is StateKind.RECHTSKREIS]
    if not known:
        return 0
    first = min(state.days.start for state in known)
    found = gaps(known, first, desk.today, desk.secures)
    return found[-1].days if found and found[-1].last == desk.today else 0


def marks(view: CaseView, desk: Desk) -> tuple[Mark, ...]:
    """Return the pills of the head, the most important first."""
    found = [] if view.case.is_open else [Mark("abgeschlossen", "neutral", "archive")]
    if view.case.is_open and view.case.waiting_since is not None:
        found.append(Mark(f"Warteliste seit {german_date(view.case.waiting_since)}", "warn"))
    for state in current_states(view, desk, view.client.id):
        catalogue = desk.catalogues[state.kind.catalogue]
        tone = value_tone(desk.catalogues, state.kind, state.value)
        icon_name = "landmark" if state.kind is StateKind.RECHTSKREIS else "file-check"
        found.append(Mark(catalogue.short(state.value), tone, icon_name))
    missing = uncovered_days(view, desk, view.client.id)
    if missing and view.case.is_open:
        found.append(Mark(f"ohne Leistung seit {count(missing, 'Tag', 'Tagen')}", "bad", "clock"))
    running = running_transition(view)
    if running is not None:
        found.append(Mark(f"Wechsel läuft: {change_words(running, desk)}", "warn", "refresh-cw"))
    due = next(iter(open_follow_ups(view)), None)
    if due is not None:
        tone = due_tone(due.due_on, desk.today) or "neutral"
        found.append(Mark(f"Frist {due_in_words(due.due_on, desk.today)}", tone, "calendar-clock"))
    return tuple(found)


def change_words(transition: Transition, desk: Desk) -> str:
    """Return ``AsylbLG § 3 → SGB II``."""
    names = desk.catalogues["rechtskreise"]
    return f"{names.short(transition.from_value)} → {names.short(transition.to_value)}"


def begun_words(transition: Transition, desk: Desk) -> str:
    """Return when and by what the change began: ``18.11.2026: Anerkennung im Asylverfahren``."""
    trigger = desk.catalogues["wechselausloeser"].label(transition.trigger)
    return f"{german_date(transition.triggered_on)}: {trigger}"


def obstacle_words(transition: Transition, desk: Desk) -> str:
    """Return what held the change up: a reason of the list, or the caseworker's own words."""
    return desk.catalogues["hinderungsgruende"].label(transition.obstacle)


def gap_words(transition: Transition, today: date) -> str:
    """Return the gap of a change of regime, running or finished."""
    if transition.is_open:
        days = running_gap(transition, today)
        return f"Lücke bisher: {count(days, 'Tag', 'Tage')}" if days else "bisher keine Lücke"
    if not transition.gap_days:
        return "keine Lücke"
    return f"Lücke: {count(transition.gap_days, 'Tag', 'Tage')}"


def homes(view: CaseView, desk: Desk) -> tuple[Home, ...]:
    """Return the household: the client first, then who lives there, then who has left."""
    roles = desk.catalogues["haushaltsrollen"]
    known = {person.id: person for person in view.people}
    found = [
        Home(known[one.person], one, _role(roles.label(one.role), one, view), here)
        for one in view.members
        if one.person in known
        for here in (one.days.contains(desk.today),)
    ]
    return tuple(sorted(found, key=lambda one: (one.person.id != view.client.id, not one.here)))


def _role(label: str, member: Membership, view: CaseView) -> str:
    if member.person == view.client.id:
        return "Klient:in"
    return "Haushaltsmitglied" if member.role == REFERENCE else label


def age_words(person: Person, today: date) -> str:
    """Return ``38 Jahre, geboren 14.07.1988``; months for a baby."""
    born, age = person.birth.day, person.birth.age_on(today)
    if born is None or age is None:
        return "Geburtsdatum unbekannt"
    if age == 0:
        months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
        return f"{count(months, 'Monat', 'Monate')}, geboren {person.birth.german}"
    return f"{count(age, 'Jahr', 'Jahre')}, geboren {person.birth.german}"


def labels(catalogues: Catalogues, name: str, codes: tuple[str, ...]) -> str:
    """Return the labels of several codes, separated by commas."""
    return ", ".join(catalogues[name].label(code) for code in codes if code)
