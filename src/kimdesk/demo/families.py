"""Drawing households: who lives together, with which status, on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content, Way
from kimdesk.demo.days import add_months, years_earlier
from kimdesk.demo.drafts import Family, Life, Lines, Slot, Track
from kimdesk.demo.people import PersonMaker, Roots
from kimdesk.demo.relatives import Relatives
from kimdesk.demo.tracks import TrackDrawer
from kimdesk.domain.households import REFERENCE

_CHILDREN: Final = {"1": 38, "2": 36, "3": 18, "4": 8}
_AGES: Final = {"19-26": 22, "27-39": 42, "40-54": 27, "55-64": 9}
_YOUNG, _OLD = (18, 23), (67, 78)
_ADULT: Final = 18
_LEAST_AGE_AT_ENTRY: Final = 16
_LEAST_AGE_OF_PARENT: Final = 19
_TRIES: Final = 1000
# Chance alone would give small offices very different numbers of cases.
_MEMBERS_A_HOUSEHOLD: Final = 1.75
_BORN_HERE: Final = "GEBOREN_D"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is settled before the people: where from, which way, which dates, which names."""

    country: str
    way_name: str
    way: Way
    track: Track
    roots: Roots


class FamilyDrawer:
    """Draws households until an office has as many persons as it shall have."""

    def __init__(self, content: Content, municipality: str, today: date, *labels: object) -> None:
        self._content = content
        self._today = today
        self._chance = Chance(*labels, "families")
        self._tracks = TrackDrawer(content, today, Chance(*labels, "tracks"))
        self._people = PersonMaker(content, municipality, today, Chance(*labels, "people"))
        self._relatives = Relatives(content.terms, today, Chance(*labels, "relatives"))
        self._keys = count()
        self._taken: set[str] = set()
        self._crowded = False

    def families(self, persons: int, slots: Iterator[Slot]) -> Iterator[Family]:
        """Yield households that have ``persons`` members altogether."""
        left = persons
        for number in count(1):
            if left <= 0:
                return
            family = self._family(next(slots), left)
            left -= len(family.lives)
            self._crowded = (persons - left) / number > _MEMBERS_A_HOUSEHOLD
            yield family

    def _family(self, slot: Slot, room: int) -> Family:
        frame = self._frame(slot)
        kind = self._kind(frame)
        self._taken.clear()
        lives = [self._client(frame, kind)]
        if kind in {"paar", "familie"}:
            lives.append(self._partner(frame, lives[0]))
        if kind in {"familie", "alleinerziehend"}:
            lives += self._children(frame, lives)
        if kind == "geschwister":
            lives.append(self._sibling(frame, lives[0]))
        if kind == "mit_eltern":
            lives.append(self._parent(frame, lives[0]))
        settled = _settled(slot, frame.track)
        known_until = (settled.closed or self._today) - timedelta(days=8)
        lives = [life for life in lives if life.lines.since <= known_until][:room]
        lives[0] = replace(lives[0], extras=self._relatives.extra_benefits(lives))
        return Family(settled, frame.country, frame.way_name, tuple(lives), frame.track.turn)

    def _frame(self, slot: Slot) -> _Frame:
        """Return origin and way that fit the case; most ways fit most cases."""
        chance, content = self._chance, self._content
        weights = {key: one.weight for key, one in content.origins.items()}
        for _ in range(_TRIES):
            country = chance.weighted(weights)
            origin = content.origins[country]
            way_name = chance.weighted(origin.ways)
            way = content.ways[way_name]
            if not self._suits(way, slot):
                continue
            protection = chance.weighted(origin.protection) if origin.protection else ""
            track = self._tracks.draw(way, protection, slot)
            if track is not None and (track.turn is not None or slot.turn_on is None):
                return _Frame(country, way_name, way, track, self._people.roots(country))
        raise LookupError(slot.opened)

    def _suits(self, way: Way, slot: Slot) -> bool:
        """Tell whether a way can hold the change that the case shall have."""
        if slot.turn_on is None:
            return True
        if way.turn is None or way.bound_to_law:
            return False
        to_value = way.levels[way.turn].regime
        paid = "authority" in self._content.terms["regime"][to_value]
        return paid or not slot.pending

    def _kind(self, frame: _Frame) -> str:
        if frame.way.young or (self._crowded and self._chance.percent(60)):
            return "allein"
        term = self._content.terms["residence"].get(frame.track.residence[-1].value, {})
        if "sponsor" in term and self._chance.percent(75):
            return "familie" if self._chance.percent(55) else "paar"
        return self._chance.weighted(frame.roots.origin.households)

    def _life(
        self, frame: _Frame, role: str, sex: str, born: date, lines: Lines, *, adult: bool = True
    ) -> Life:
        person = self._people.person(
            frame.roots, sex, born, lines.arrival, adult=adult, taken=self._taken
        )
        self._taken.update({person.given_name, *person.given_name.split()})
        route = frame.way.route if lines.arrival else _BORN_HERE
        person = replace(person, immigration_route=route)
        if lines.national:
            nation = self._content.terms["own_country"]["nationality"]
            person = replace(person, nationalities=(nation,), interpreter_needed=False)
        return Life(next(self._keys), person, role, born, lines)

    def _client(self, frame: _Frame, kind: str) -> Life:
        track = frame.track
        women = 92 if kind == "alleinerziehend" else frame.roots.origin.women
        lines = Lines(track.arrival, track.arrival, track.residence, track.regimes)
        sex = self._people.sex(women)
        return self._life(frame, REFERENCE, sex, self._client_born(frame), lines)

    def _client_born(self, frame: _Frame) -> date:
        way, track, chance = frame.way, frame.track, self._chance
        if way.of_age and track.turn is not None:
            # Help ends some months after the eighteenth birthday.
            months = -12 * _ADULT - chance.between(1, 6)
            return add_months(track.turn.leaves_on, months)
        if way.young:
            return self._people.birth_day(*_YOUNG)
        if way.old:
            return self._people.birth_day(*_OLD)
        least, most = chance.weighted(_AGES).split("-")
        born = self._people.birth_day(int(least), int(most))
        latest = years_earlier(track.arrival, _LEAST_AGE_AT_ENTRY)
        return min(born, latest - timedelta(days=chance.between(0, 900)))

    def _partner(self, frame: _Frame, client: Life) -> Life:
        chance = self._chance
        sex = "m" if client.person.gender == "w" else "w"
        lines = self._relatives.partner(frame.track)
        latest = years_earlier(lines.arrival or frame.track.arrival, _ADULT)
        born = client.born + timedelta(days=chance.between(-1800, 1800))
        return self._life(frame, "PARTNER", sex, min(born, latest), lines)

    def _children(self, frame: _Frame, parents: list[Life]) -> list[Life]:
        chance = self._chance
        youngest_parent = max(parent.born for parent in parents)
        first_possible = add_months(youngest_parent, 12 * _LEAST_AGE_OF_PARENT)
        born = self._today - timedelta(days=chance.between(25, 11 * 365))
        found: list[Life] = []
        for _ in range(int(chance.weighted(_CHILDREN))):
            if born < first_possible or self._today - born > timedelta(days=17 * 365):
                break
            lines = self._relatives.child(frame.track, born)
            sex = self._people.sex(48)
            found.append(self._life(frame, "KIND", sex, born, lines, adult=False))
            born -= timedelta(days=chance.between(400, 1500))
        return found

    def _sibling(self, frame: _Frame, client: Life) -> Life:
        latest = years_earlier(frame.track.arrival, _ADULT)
        born = min(client.born + timedelta(days=self._chance.between(500, 2600)), latest)
        lines = self._relatives.together(frame.track, dependent=False)
        return self._life(frame, "GESCHWISTER", self._people.sex(40), born, lines)

    def _parent(self, frame: _Frame, client: Life) -> Life:
        born = years_earlier(client.born, self._chance.between(22, 33))
        lines = self._relatives.parent(frame.track, born)
        return self._life(frame, "ELTERNTEIL", self._people.sex(75), born, lines)


def _settled(slot: Slot, track: Track) -> Slot:
    """Return the slot with a closing that leaves time for the change of regime."""
    turn = track.turn
    if slot.closed is None or turn is None:
        return slot
    if turn.decided_on is None or turn.decided_on + timedelta(days=20) >= slot.closed:
        return replace(slot, closed=None)
    return slot
