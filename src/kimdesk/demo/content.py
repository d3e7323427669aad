"""The material of the demonstration: names, origins, typical histories, texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kimdesk.config import resources_folder

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Culture:
    """Names that belong together; each entry is ``latin|original script|other spellings``."""

    languages: Weights
    w: Sequence[str]
    m: Sequence[str]
    family: Sequence[str]


@dataclass(frozen=True, slots=True)
class Origin:
    """A country of origin; shares are weights, ``women`` and ``fictitious`` are percentages."""

    weight: float
    women: float
    cultures: Weights
    script: bool
    fictitious: float
    protection: Weights
    households: Weights
    ways: Weights


@dataclass(frozen=True, slots=True)
class Level:
    """A part of a history: residence, regime, and for how many months it lasts."""

    residence: str
    regime: str
    months: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """A typical history; ``turn`` is the level that begins during the counselling.

    ``arrival`` limits the day of entry and ``changes`` names calendar days on which the law
    makes a level begin. ``young`` and ``old`` limit the age; ``of_age`` means that the turn
    follows the eighteenth birthday.
    """

    route: str
    levels: tuple[Level, ...]
    turn: int | None = None
    trigger: str = ""
    arrival: tuple[date, date] | None = None
    changes: Mapping[int, tuple[date, ...]] | None = None
    young: bool = False
    old: bool = False
    of_age: bool = False

    @property
    def bound_to_law(self) -> bool:
        """Whether the day of the turn is fixed by the calendar."""
        return self.turn is not None and self.turn in (self.changes or {})


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that stands in ``resources/demo``; raw parts are plain JSON."""

    cultures: Mapping[str, Culture]
    origins: Mapping[str, Origin]
    ways: Mapping[str, Way]
    streets: Sequence[str]
    colleagues: Mapping[str, Sequence[str]]
    terms: Mapping[str, Any]
    caseload: Mapping[str, Any]
    contacts: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]
    offices: Sequence[Mapping[str, str]]
    district: Mapping[str, Any]
    foreigners_office: Mapping[str, str]


def load_content(folder: Path) -> Content:
    """Read the material from its folder."""

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((folder / f"{name}.json").read_bytes())
        return found

    names, offices = read("names"), read("offices")
    return Content(
        cultures={key: Culture(**one) for key, one in names["cultures"].items()},
        origins={key: Origin(**one) for key, one in read("origins")["origins"].items()},
        ways={key: _way(one) for key, one in read("ways")["ways"].items()},
        streets=names["streets"],
        colleagues=names["colleagues"],
        terms=read("terms"),
        caseload=read("caseload"),
        contacts=read("contacts"),
        findings=read("findings")["findings"],
        offices=offices["offices"],
        district=offices["district"],
        foreigners_office=offices["foreigners_office"],
    )


@cache
def shipped_content() -> Content:
    """Return the material that comes with the program."""
    return load_content(resources_folder() / "demo")


def _way(raw: dict[str, Any]) -> Way:
    arrival = raw.get("arrival")
    return Way(
        route=raw["route"],
        levels=tuple(_level(text) for text in raw["stages"]),
        turn=raw.get("turn"),
        trigger=raw.get("trigger", ""),
        arrival=(date.fromisoformat(arrival[0]), date.fromisoformat(arrival[1]))
        if arrival
        else None,
        changes={
            int(level): tuple(date.fromisoformat(day) for day in days)
            for level, days in raw.get("changes", {}).items()
        },
        young=raw.get("young", False),
        old=raw.get("old", False),
        of_age=raw.get("of_age", False),
    )


def _level(text: str) -> Level:
    residence, regime, months = text.split()
    least, most = months.split("-")
    return Level(residence, regime, (int(least), int(most)))
