"""The material of the demonstration: codes that exist, names that can be read, nobody real."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from kimdesk.config import resources_folder
from kimdesk.demo.chance import Chance
from kimdesk.demo.content import shipped_content
from kimdesk.demo.people import PersonMaker, read_name
from kimdesk.demo.texts import TextMaker
from kimdesk.domain.catalogues import load_catalogues
from kimdesk.domain.findings import TITLE_LIMIT
from kimdesk.domain.people import NAME_LIMIT, BirthPrecision

CONTENT = shipped_content()
CATALOGUES = load_catalogues(resources_folder() / "catalogues")
TODAY = date(2026, 11, 22)


def unknown(catalogue: str, codes: Iterable[str]) -> set[str]:
    return {code for code in codes if code and code not in CATALOGUES[catalogue]}


def test_ways_use_titles_regimes_and_triggers_of_the_catalogues() -> None:
    levels = [level for way in CONTENT.ways.values() for level in way.levels]
    assert unknown("aufenthalt", (level.residence for level in levels)) == {"SCHUTZ"}
    assert unknown("rechtskreise", (level.regime for level in levels)) == set()
    assert unknown("zuwanderungswege", (way.route for way in CONTENT.ways.values())) == set()
    triggers = [way.trigger for way in CONTENT.ways.values() if way.turn is not None]
    assert "" not in triggers
    assert unknown("wechselausloeser", triggers) == set()


def test_origins_use_ways_and_names_that_exist() -> None:
    assert unknown("laender", CONTENT.origins) == set()
    for country, origin in CONTENT.origins.items():
        assert set(origin.ways) <= set(CONTENT.ways), country
        assert set(origin.cultures) <= set(CONTENT.cultures), country
        assert unknown("aufenthalt", origin.protection) == set()
        drawn = [level for name in origin.ways for level in CONTENT.ways[name].levels]
        needs_protection = any(level.residence == "SCHUTZ" for level in drawn)
        assert bool(origin.protection) >= needs_protection, country
    spoken = [code for culture in CONTENT.cultures.values() for code in culture.languages]
    assert unknown("sprachen", spoken) == set()


@pytest.mark.parametrize(
    ("catalogue", "part"),
    [
        ("zugangswege", "access"),
        ("abschlussgruende", "closing"),
        ("abschlussgruende", "never_agreed"),
        ("handlungsfelder", "needs"),
        ("handlungsfelder", "child_needs"),
        ("kontaktarten", "kinds"),
        ("kontaktarten", "durations"),
        ("sprachmittlung", "interpreters"),
        ("wechselergebnis", "outcomes"),
        ("hinderungsgruende", "obstacles"),
        ("wiedervorlagen", "follow_ups"),
    ],
)
def test_the_caseload_uses_codes_of_the_catalogues(catalogue: str, part: str) -> None:
    assert unknown(catalogue, CONTENT.caseload[part]) == set()


def test_programmes_and_durations_exist() -> None:
    load: Any = CONTENT.caseload
    assert (
        unknown("programme", {code for group in load["programmes"].values() for code in group})
        == set()
    )
    used = {code for kind in load["durations"].values() for code in kind}
    assert unknown("dauerstufen", used) == set()
    assert set(load["durations"]) == set(load["kinds"])


def test_terms_and_texts_stand_under_codes_of_the_catalogues() -> None:
    terms, texts = CONTENT.terms, CONTENT.contacts
    assert unknown("aufenthalt", terms["residence"]) == set()
    assert unknown("rechtskreise", {*terms["regime"], *terms["bridges"]}) == set()
    follows = [
        term[key]
        for term in terms["regime"].values()
        for key in ("partner", "dependant")
        if key in term
    ]
    assert unknown("rechtskreise", follows) == set()
    assert set(texts["fields"]) == {value.code for value in CATALOGUES["handlungsfelder"]}
    assert unknown("handlungsfelder", texts["short"]) == set()
    assert unknown("wiedervorlagen", texts["follow_ups"]) == set()
    used = {term["talk"] for term in terms["residence"].values() if "talk" in term}
    assert used == set(texts["residence"])


def test_findings_are_complete_and_coded() -> None:
    assert len(CONTENT.findings) >= 40
    assert len({raw["title"] for raw in CONTENT.findings}) == len(CONTENT.findings)
    for raw in CONTENT.findings:
        assert 0 < len(raw["title"]) <= TITLE_LIMIT
        assert raw["description"]
        assert raw["proposal"]
        assert unknown("handlungsfelder", [raw["field"]]) == set()
        assert unknown("hinweisarten", [raw["kind"]]) == set()
        assert unknown("akteure", [raw["from"], raw["to"]]) == set()
        assert unknown("rechtskreise", [raw["regime"]]) == set()
        assert unknown("hinweisfolgen", [raw["consequence"]]) == set()
        assert unknown("loesungsebenen", [raw["level"]]) == set()
        value = CATALOGUES["hinweisarten"].get(raw["kind"])
        assert value is not None
        assert value.flag("positive") == raw.get("good", False)


def test_findings_count_nobody_and_name_no_country() -> None:
    countries = {value.label for value in CATALOGUES["laender"]}
    for raw in CONTENT.findings:
        words = set(f"{raw['title']} {raw['description']} {raw['proposal']}".split())
        assert not words & countries


def test_offices_lie_in_the_thirteen_municipalities() -> None:
    places = [raw["municipality"] for raw in CONTENT.offices]
    assert len(set(places)) == 13
    assert unknown("gemeinden", places) == set()


def test_every_note_can_be_filled_in() -> None:
    maker = TextMaker(CONTENT, "Rietberg", Chance("texts"))
    fields = list(CONTENT.contacts["fields"])
    said = [maker.talk(TODAY, fields, interpreted=True) for _ in range(600)]
    said += [maker.short(TODAY) for _ in range(40)]
    assert not any("{" in talk.text or "}" in talk.text for talk in said)
    assert all(10 <= len(talk.text) <= 110 for talk in said)


@pytest.mark.parametrize(
    ("entry", "sex", "latin", "original"),
    [
        ("Petrov/Petrova|Петров/Петрова|Petrow/Petrowa", "w", "Petrova", "Петрова"),
        ("Petrov/Petrova|Петров/Петрова|Petrow/Petrowa", "m", "Petrov", "Петров"),
        ("Elif", "w", "Elif", ""),
        ("Ayşe||Ayse|Aische", "w", "Ayşe", ""),
    ],
)
def test_a_name_is_read_for_women_and_men(entry: str, sex: str, latin: str, original: str) -> None:
    name = read_name(entry, sex)
    assert (name.latin, name.original) == (latin, original)


def test_people_have_the_names_and_dates_that_registers_have() -> None:
    maker = PersonMaker(CONTENT, "05754032", TODAY, Chance("people"))
    found = [
        maker.person(maker.roots(country), sex, date(1990, 5, 17), date(2022, 3, 4))
        for country in CONTENT.origins
        for sex in "wm" * 60
    ]
    assert any(person.given_name == "" for person in found)
    assert any(" " in person.given_name for person in found)
    assert any("-" in person.family_name for person in found)
    assert max(len(person.display_name) for person in found) > 30
    assert all(len(person.family_name) <= NAME_LIMIT for person in found)
    certainties = {person.birth.precision for person in found}
    assert certainties == set(BirthPrecision)
    fictitious = [one for one in found if one.birth.precision is BirthPrecision.FICTITIOUS]
    assert {(one.birth.day.month, one.birth.day.day) for one in fictitious if one.birth.day} == {
        (1, 1)
    }
    scripts = [one.original_script for one in found if one.original_script]
    assert any("А" <= letter <= "я" for name in scripts for letter in name)
    assert any("\u0600" <= letter <= "\u06ff" for name in scripts for letter in name)
    assert any("\u1200" <= letter <= "\u137f" for name in scripts for letter in name)
    assert {person.gender for person in found} == {"w", "m", "d", "x"}


def test_nobody_can_be_reached() -> None:
    maker = PersonMaker(CONTENT, "05754032", TODAY, Chance("reach"))
    roots = maker.roots("SY")
    found = [maker.person(roots, "w", date(1990, 5, 17), date(2022, 3, 4)) for _ in range(200)]
    phones = {person.phone for person in found if person.phone}
    assert phones
    assert all(phone.startswith(("0171 39200", "0176 040690")) for phone in phones)
    mails = {person.email for person in found if person.email}
    assert mails
    assert all(mail.endswith("@example.org") and mail.isascii() for mail in mails)
