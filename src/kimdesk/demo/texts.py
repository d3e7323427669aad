"""Short notes of contacts, put together from templates; they name nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.days import month_start

_MONTHS: Final = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")


@dataclass(frozen=True, slots=True)
class Talk:
    """A contact before it is recorded; codes are those of the catalogues."""

    kind: str
    duration: str
    fields: tuple[str, ...]
    text: str
    interpreter: str


class TextMaker:
    """Makes contacts of a case: how, how long, about what, and one line about it.

    ``status`` chooses the notes about residence; a note is not used twice while others are left.
    """

    def __init__(self, content: Content, town: str, chance: Chance, status: str = "") -> None:
        self._content = content
        self._town = town
        self._chance = chance
        self._status = status
        self._used: set[str] = set()

    def talk(self, day: date, fields: Sequence[str], *, interpreted: bool) -> Talk:
        """Return an everyday contact about one or two of the fields."""
        chance, load = self._chance, self._content.caseload
        kind = chance.weighted(load["kinds"])
        voice = load["voices"].get(kind, "with")
        about = tuple(chance.sample(fields, 2 if chance.percent(25) else 1))
        if voice in {"failed", "team"}:
            return self._made(kind, (), self._content.contacts[voice], day)
        texts = self._content.contacts["fields"][about[0]][voice]
        if voice == "with" and about[0] == load["residence_need"]:
            texts = self._content.contacts["residence"].get(self._status, texts)
        return self._made(kind, about, texts, day, interpreted=interpreted and voice == "with")

    def occasion(self, name: str, day: date, fields: Sequence[str], *, interpreted: bool) -> Talk:
        """Return a contact of a certain occasion, such as the first talk."""
        kind = self._content.caseload["meeting"]
        texts = self._content.contacts[name]
        return self._made(kind, tuple(fields), texts, day, interpreted=interpreted)

    def short(self, day: date) -> Talk:
        """Return a short, anonymous counselling without a case."""
        short, none = self._content.caseload["short"], self._content.caseload["no_interpreter"]
        field = self._chance.pick(list(self._content.contacts["short"]))
        text = self._chance.pick(self._content.contacts["short"][field])
        return Talk(short["kind"], short["duration"], (field,), self._filled(text, day), none)

    def _made(
        self,
        kind: str,
        fields: tuple[str, ...],
        texts: Sequence[str],
        day: date,
        *,
        interpreted: bool = False,
    ) -> Talk:
        chance, load = self._chance, self._content.caseload
        interpreter = load["no_interpreter"]
        if interpreted:
            interpreter = chance.weighted(load["interpreters"])
        duration = chance.weighted(load["durations"][kind])
        fresh = [text for text in texts if text not in self._used] or list(texts)
        text = chance.pick(fresh)
        self._used.add(text)
        return Talk(kind, duration, fields, self._filled(text, day), interpreter)

    def _filled(self, text: str, day: date) -> str:
        chance = self._chance
        month = month_start(day, chance.between(1, 4)).month
        return text.format(
            ort=self._town,
            wochen=chance.between(2, 9),
            monat=_MONTHS[month - 1],
            wochentag=chance.pick(_WEEKDAYS),
            kurs=chance.pick(self._content.contacts["courses"]),
        )
