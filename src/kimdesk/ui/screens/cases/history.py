"""The time series of a household as lanes of a timeline and as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimdesk.domain.dates import german_date
from kimdesk.domain.people import Person
from kimdesk.domain.states import State, StateKind, gaps
from kimdesk.messages import count
from kimdesk.ui.screens.cases.facts import homes
from kimdesk.ui.screens.cases.tones import value_tone
from kimdesk.ui.theme import Tone
from kimdesk.ui.widgets.timeline_data import Lane, Span
from kimdesk.usecases.cases import CaseView
from kimdesk.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An entry, or a gap between entries; ``state`` is ``None`` for a gap."""

    who: str
    kind: str
    value: str
    remark: str
    start: date
    period: str
    confirmed: str
    tone: Tone
    state: State | None = None


def lanes(view: CaseView, desk: Desk, *, household: bool) -> tuple[Lane, ...]:
    """Return a lane for the securing benefit, one for the residence, one for each other benefit.

    ``household`` adds the two main lanes of everybody who lives with the client.
    """
    found = list(_person_lanes(view, desk, view.client, ""))
    if household:
        others = [home.person for home in homes(view, desk) if home.here]
        for person in others:
            if person.id != view.client.id:
                name = person.given_name or person.family_name
                found += _person_lanes(view, desk, person, f"{name}: ")[:2]
    return tuple(found)


def _person_lanes(view: CaseView, desk: Desk, person: Person, prefix: str) -> list[Lane]:
    main: list[Span] = []
    residence: list[Span] = []
    others: dict[str, list[Span]] = {}
    for state in view.states:
        if state.person != person.id:
            continue
        span = _span(state, desk)
        if state.kind is StateKind.RESIDENCE:
            residence.append(span)
        elif state.grant.pays and desk.secures(state.value):
            main.append(span)
        else:
            others.setdefault(span.label, []).append(span)
    found = [
        Lane(f"{prefix}{kind.german}", tuple(spans))
        for kind, spans in ((StateKind.RECHTSKREIS, main), (StateKind.RESIDENCE, residence))
    ]
    return found + [Lane(label, tuple(spans)) for label, spans in others.items()]


def _span(state: State, desk: Desk) -> Span:
    catalogue = desk.catalogues[state.kind.catalogue]
    grant = "" if state.grant.pays else f" ({_grant(state, desk)})"
    tone = value_tone(desk.catalogues, state.kind, state.value)
    label = f"{catalogue.short(state.value)}{grant}"
    return Span(state.days.start, state.days.end, label, tone, state.authority)


def _grant(state: State, desk: Desk) -> str:
    return desk.catalogues["leistungsstatus"].label(state.grant.value)


def rows(view: CaseView, desk: Desk, *, household: bool) -> tuple[HistoryRow, ...]:
    """Return all entries and the client's gaps, the newest first."""
    names = {person.id: person.display_name for person in view.people}
    wanted = {view.client.id} if not household else set(names)
    found = [
        _row(state, desk, names[state.person]) for state in view.states if state.person in wanted
    ]
    found += _gap_rows(view, desk)
    return tuple(sorted(found, key=lambda row: (row.start, row.value), reverse=True))


def corrected_rows(view: CaseView, desk: Desk) -> tuple[HistoryRow, ...]:
    """Return the client's earlier entries that were corrected: what was once believed."""
    return tuple(_row(state, desk, view.client.display_name) for state in view.corrected)


def _row(state: State, desk: Desk, who: str) -> HistoryRow:
    label = desk.catalogues[state.kind.catalogue].label(state.value)
    grant = "" if state.grant.pays else _grant(state, desk)
    until = f"bewilligt bis {german_date(state.approved_until)}" if state.approved_until else ""
    source = f"laut {state.source}" if state.source else ""
    remark = " · ".join(part for part in (grant, state.authority, until, source) if part)
    tone = value_tone(desk.catalogues, state.kind, state.value)
    start, end = german_date(state.days.start), german_date(state.days.end)
    period = f"{start} bis {end}" if end else f"seit {start}"
    seen = german_date(state.confirmed_on)
    confirmed = f"bestätigt am {seen}" if seen else "unbestätigt"
    return HistoryRow(
        who, state.kind.german, label, remark, state.days.start, period, confirmed, tone, state
    )


def _gap_rows(view: CaseView, desk: Desk) -> list[HistoryRow]:
    known = [state for state in view.states if state.person == view.client.id]
    paid = [state for state in known if state.kind is StateKind.RECHTSKREIS]
    if not paid:
        return []
    first = min(state.days.start for state in paid)
    return [
        HistoryRow(
            view.client.display_name,
            StateKind.RECHTSKREIS.german,
            f"Lücke von {count(gap.days, 'Tag', 'Tagen')}",
            "keine Leistung, die den Lebensunterhalt sichert",
            gap.first,
            f"{german_date(gap.first)} bis {german_date(gap.last)}",
            "",
            "bad",
        )
        for gap in gaps(paid, first, desk.today, desk.secures)
    ]
