"""From the case file to countable units: pseudonyms and codes, no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kimdesk.domain.dates import Quarter, period_days, years_between
from kimdesk.domain.states import StateKind
from kimdesk.domain.statistics.model import Observation
from kimdesk.storage import households, states, statistics
from kimdesk.storage.statistics import CountedPerson
from kimdesk.storage.store import Session
from kimdesk.usecases.desk import Desk

_AGES = ((6, "0-5"), (14, "6-13"), (18, "14-17"), (27, "18-26"), (40, "27-39"), (55, "40-54"))
_CLASSES = ("persoenlich", "telefonisch", "schriftlich", "dritte")
DAYS_A_WEEK = 7


def age_code(born: date | None, day: date) -> str:
    """Return the age class on a day; who has no birth date counts with the largest class.

    An own class for "unknown" would be nearly empty and cost the whole table.
    """
    if born is None:
        return "27-39"
    age = years_between(born, day)
    young = next((code for limit, code in _AGES if age < limit), None)
    return young or ("55-66" if age < 67 else "67+")  # noqa: PLR2004 - class of the profile


def transition_code(desk: Desk, old: str, new: str) -> str:
    """Return the class of a change of regime, from the catalogue's statistics groups."""
    groups = [_leaf(desk, "rechtskreise", value, "SONST") for value in (old, new)]
    if old == "RK_SGB8":
        return "SGB8_ANDERE"
    match groups:
        case ["ASYLBLG", "SGB2"]:
            return "ASYLBLG_SGB2"
        case ["SGB2", "ASYLBLG"]:
            return "UKR"
        case ["SGB2", "ERWERB"]:
            return "SGB2_ERWERB"
        case ["ERWERB", "SGB2" | "SGB_SONST"]:
            return "ERWERB_SGB"
        case _:
            return "ANDERE"


def _leaf(desk: Desk, catalogue: str, code: str, otherwise: str) -> str:
    value = desk.catalogues[catalogue].get(code)
    return (value.statistics if value else None) or otherwise


@dataclass(frozen=True, slots=True)
class _Homes:
    """Household numbers on a day; who lives alone counts as a household of its own."""

    known: Mapping[str, int]

    def of(self, person: CountedPerson) -> int:
        return self.known.get(person.id, -person.pseudonym - 1)


def stock_observations(desk: Desk, session: Session, fact: str, day: date) -> list[Observation]:
    """Return the clients with an open case on a key date, with their attributes on that day."""
    people = statistics.people(session)
    homes = _Homes(households.pseudonyms_on(session, day))
    regimes, residences = _held(desk, session, day)
    found = []
    for client in statistics.clients_in_stock(session, day):
        person = people[client]
        codes = {
            "geschlecht": person.sex,
            "alter": age_code(person.born, day),
            "aufenthalt": _leaf(desk, "aufenthalt", residences.get(client, ""), "DEU_SONST"),
            "rechtskreis": _leaf(desk, "rechtskreise", regimes.get(client, ""), "SONST"),
        }
        found.append(Observation(fact, person.pseudonym, homes.of(person), codes))
    return found


def _held(desk: Desk, session: Session, day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Return the livelihood-securing regime and the residence of everybody on a day.

    Entries come in the order of their start, so the latest begun stays.
    """
    regimes: dict[str, str] = {}
    uncovered: dict[str, str] = {}
    residences: dict[str, str] = {}
    for one in sorted(states.holding_on(session, day), key=lambda one: (one.start, one.id)):
        if one.kind is StateKind.RESIDENCE:
            residences[one.person] = one.value
        elif desk.secures(one.value) and one.grant.pays:
            regimes[one.person] = one.value
        elif _leaf(desk, "rechtskreise", one.value, "") == "UNGEDECKT":
            uncovered[one.person] = one.value
    return uncovered | regimes, residences


def need_observations(session: Session, fact: str, days: tuple[date, date]) -> list[Observation]:
    """Return the fields of need that were first recorded in a period, one per client and field."""
    people = statistics.people(session)
    homes = _Homes(households.pseudonyms_on(session, days[1]))
    return [
        Observation(
            fact, people[client].pseudonym, homes.of(people[client]), {"handlungsfeld": field}
        )
        for client, field in statistics.needs_first_recorded(session, *days)
    ]


def transition_observations(
    desk: Desk, session: Session, fact: str, gap_fact: str, days: tuple[date, date]
) -> list[Observation]:
    """Return the changes of regime finished in a period, and the weeks of those with a gap."""
    people = statistics.people(session)
    homes = _Homes(households.pseudonyms_on(session, days[1]))
    found = []
    for who, old, new, result, gap in statistics.transitions_finished(session, *days):
        person, home = people[who], homes.of(people[who])
        codes = {"wechseltyp": transition_code(desk, old, new), "wechselergebnis": result}
        found.append(Observation(fact, person.pseudonym, home, codes))
        if gap:
            # Rounded up: a gap of one day is a gap.
            weeks = -(-gap // DAYS_A_WEEK)
            found.append(Observation(gap_fact, person.pseudonym, home, {}, measure=weeks))
    return found


def due_observations(desk: Desk, session: Session, due: Mapping[str, str]) -> list[Observation]:
    """Return the units of all facts that fall due, ``due`` maps fact to period."""
    found: list[Observation] = []
    for fact, period in due.items():
        days = period_days(period)
        if fact == "bestand_klienten":
            found += stock_observations(desk, session, fact, days[1])
        elif fact == "fluss_bedarfe":
            found += need_observations(session, fact, days)
        elif fact == "fluss_wechsel":
            found += transition_observations(desk, session, fact, "fluss_luecke_wochen", days)
    return found


def headline(
    desk: Desk, session: Session, quarter: Quarter, posts: int
) -> tuple[dict[str, int], Sequence[Observation]]:
    """Return the headline figures of a quarter and who is behind cases and persons reached.

    The gate against revisions needs them: one case more is one person more (R4). ``posts`` are
    staff posts in hundredths, as the lead enters them.
    """
    days = quarter.first_day, quarter.last_day
    counted = statistics.case_clients(session, *days)
    by_kind, short = statistics.contacts_by_kind(session, *days)
    classes = dict.fromkeys(_CLASSES, 0)
    counted_kinds = []
    for value in desk.catalogues["kontaktarten"]:
        if value.statistics in classes:
            classes[value.statistics] += by_kind.get(value.code, 0)
            counted_kinds.append(value.code)
    _, together = statistics.reached(session, *days, counted_kinds)
    people = statistics.people(session)
    homes = _Homes(households.pseudonyms_on(session, quarter.last_day))
    behind: dict[str, Sequence[str]] = {
        "eckwert_faelle_bestand": counted.stock,
        "eckwert_faelle_zugang": counted.new,
        "eckwert_faelle_abschluss": counted.closed,
        "eckwert_warteliste": counted.waiting,
        "eckwert_personen": sorted(together),
    }
    figures = {
        **{fact: len(clients) for fact, clients in behind.items()},
        "eckwert_haushalte": len({homes.of(people[who]) for who in together}),
        **{f"eckwert_kontakte_{name}": number for name, number in classes.items()},
        "eckwert_kurzberatungen": sum(short[kind] for kind in counted_kinds),
        "eckwert_vze": posts,
    }
    return figures, [
        Observation(fact, people[who].pseudonym, homes.of(people[who]), {})
        for fact, clients in behind.items()
        for who in clients
    ]
