"""The lines of a client's relatives: same status, reunited later, undecided, or born here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.days import add_months, month_start
from kimdesk.demo.drafts import Life, Lines, Stretch, Track
from kimdesk.demo.tracks import chained
from kimdesk.domain.states import StateKind

_DAY: Final = timedelta(days=1)
_MINOR: Final = timedelta(days=18 * 365)


class Relatives:
    """Derives the lines of relatives from the client's track."""

    def __init__(self, terms: Mapping[str, Any], today: date, chance: Chance) -> None:
        self._terms = terms
        self._today = today
        self._chance = chance

    def together(self, track: Track, *, dependent: bool = True) -> Lines:
        """Return the lines of an adult who came with the client and has the same status."""
        regimes = self._follow(track, track.arrival, "partner" if dependent else "")
        return Lines(track.arrival, track.arrival, track.residence, regimes)

    def partner(self, track: Track) -> Lines:
        """Return the lines of the partner: together, sponsor, reunited later or undecided."""
        chance = self._chance
        current = track.residence[-1]
        term = self._terms["residence"].get(current.value, {})
        spouse = str(term.get("spouse", ""))
        if spouse == self._terms["own_country"]["residence"]:
            return self._national(track)
        if spouse and "sponsor" in term:
            return self._sponsor(track, spouse)
        if spouse and chance.percent(35):
            reunited = self._reunited(track, current, spouse)
            if reunited is not None:
                return reunited
        if track.turn is not None and len(track.residence) > 1 and spouse and chance.percent(40):
            return self._undecided(track)
        return self.together(track)

    def _national(self, track: Track) -> Lines:
        residence = chained(
            StateKind.RESIDENCE, [(self._terms["own_country"]["residence"], track.arrival)]
        )
        regimes = self._follow(track, track.arrival, "partner")
        return Lines(track.arrival, None, residence, regimes, national=True)

    def _sponsor(self, track: Track, status: str) -> Lines:
        """Return the lines of who was here first and had the client join."""
        arrival = track.arrival - timedelta(days=self._chance.between(500, 2500))
        since = arrival + timedelta(days=self._chance.between(60, 400))
        residence = chained(StateKind.RESIDENCE, [(status, since)])
        return Lines(since, arrival, residence, self._follow(track, track.arrival, "partner"))

    def _reunited(self, track: Track, current: Stretch, status: str) -> Lines | None:
        arrival = current.start + timedelta(days=self._chance.between(240, 800))
        until = self._terms["residence"][current.value].get("spouse_until", "9999")
        if arrival > self._today - timedelta(days=100) or arrival.isoformat() > until:
            return None
        decided = arrival + timedelta(days=self._chance.between(50, 85))
        values = [(self._terms["spouse_before"], arrival), (status, decided)]
        return Lines(
            arrival,
            arrival,
            chained(StateKind.RESIDENCE, values),
            self._follow(track, arrival, "partner"),
        )

    def _undecided(self, track: Track) -> Lines:
        """Return the lines of who still waits for the decision; mixed families are common."""
        state = self._terms["undecided"]
        return Lines(
            track.arrival,
            track.arrival,
            chained(StateKind.RESIDENCE, [(state["residence"], track.arrival)]),
            chained(StateKind.RECHTSKREIS, [(state["regime"], track.arrival)]),
        )

    def child(self, track: Track, born: date) -> Lines:
        """Return the lines of a child, who came along or was born here."""
        if born <= track.arrival:
            regimes = self._follow(track, track.arrival, "dependant")
            return Lines(track.arrival, track.arrival, track.residence, regimes)
        own = self._terms["own_country"]["residence"]
        residence = self._newborn(track, born)
        return Lines(
            born,
            None,
            residence,
            self._follow(track, born, "dependant"),
            national=residence[0].value == own,
        )

    def _newborn(self, track: Track, born: date) -> tuple[Stretch, ...]:
        parts = clipped(track.residence, born)
        status = self._terms["residence"].get(parts[0].value, {}).get("newborn")
        if status is None:
            return parts
        if status == self._terms["own_country"]["residence"]:
            return chained(StateKind.RESIDENCE, [(status, born)])
        decided = add_months(born, self._chance.between(4, 8))
        if decided > self._today:
            return chained(StateKind.RESIDENCE, [(status, born)])
        return chained(StateKind.RESIDENCE, [(status, born), (parts[-1].value, decided)])

    def parent(self, track: Track, born: date) -> Lines:
        """Return the lines of a client's elderly parent, who came along."""
        lines = self.together(track)
        old = (self._today - born).days // 365 >= self._terms["retirement"]["age"]
        if not old:
            return lines
        swap = self._terms["retirement"]["regimes"]
        regimes = tuple(replace(one, value=swap.get(one.value, one.value)) for one in lines.regimes)
        return replace(lines, regimes=joined(regimes))

    def _follow(self, track: Track, since: date, as_what: str) -> tuple[Stretch, ...]:
        """Return what a relative lives on while the client lives on that."""
        terms = self._terms["regime"]
        mapped = (
            replace(one, value=terms.get(one.value, {}).get(as_what, one.value))
            for one in clipped(track.regimes, since)
        )
        return joined(mapped)

    def extra_benefits(self, lives: list[Life]) -> tuple[Stretch, ...]:
        """Return what a client receives besides: for children, as a lone parent, insurance."""
        client, chance, rules = lives[0], self._chance, self._terms["benefits"]
        current = client.lines.residence[-1]
        if current.value in self._terms["short_stay"]:
            return ()
        start = month_start(current.start, 1)
        found = []
        children = [life.born for life in lives[1:] if self._today - life.born < _MINOR]
        if children and chance.percent(rules["children"]["percent"]):
            first = max(start, month_start(min(children), 1))
            found.append(self._benefit("children", first))
        if (
            children
            and len(children) == len(lives) - 1
            and chance.percent(rules["alone"]["percent"])
        ):
            found.append(self._benefit("alone", max(start, month_start(max(children), 1))))
        if chance.percent(rules["health"]["percent"]):
            found.append(self._benefit("health", start))
        return tuple(one for one in found if one.start <= self._today)

    def _benefit(self, name: str, start: date) -> Stretch:
        value = self._terms["benefits"][name]["value"]
        return Stretch(StateKind.RECHTSKREIS, value, start)


def clipped(stretches: tuple[Stretch, ...], since: date) -> tuple[Stretch, ...]:
    """Return the parts of the stretches from a day on."""
    return tuple(
        replace(one, start=max(one.start, since))
        for one in stretches
        if one.end is None or one.end >= since
    )


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches with touching ones of the same value made one."""
    found: list[Stretch] = []
    for one in stretches:
        last = found[-1] if found else None
        touching = last is not None and last.end is not None and last.end + _DAY == one.start
        if last is not None and touching and last.value == one.value and not one.note:
            found[-1] = replace(last, end=one.end)
        else:
            found.append(one)
    return tuple(found)
