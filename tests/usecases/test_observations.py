"""From the case file to figures: each mapping by example, the headline counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from kimdesk.domain.cases import Case
from kimdesk.domain.dates import Quarter, years_between
from kimdesk.domain.people import BirthDate, BirthPrecision
from kimdesk.domain.states import Grant, StateKind
from kimdesk.domain.statistics.catalogue import shipped_profile
from kimdesk.domain.statistics.model import Observation
from kimdesk.domain.transitions import FAILED, Transition
from kimdesk.usecases import cases, observations, people, states, transitions
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.people import Belonging

Q3 = Quarter(2026, 3)
KEY_DATE = date(2026, 9, 30)
AGES = {
    "0-5": range(6),
    "6-13": range(6, 14),
    "14-17": range(14, 18),
    "18-26": range(18, 27),
    "27-39": range(27, 40),
    "40-54": range(40, 55),
    "55-66": range(55, 67),
    "67+": range(67, 130),
}


@given(st.dates(date(1900, 1, 1), KEY_DATE))
def test_every_age_falls_into_the_class_that_holds_it(born: date) -> None:
    code = observations.age_code(born, KEY_DATE)
    assert years_between(born, KEY_DATE) in AGES[code]


def test_the_age_classes_are_those_of_the_catalogue() -> None:
    leaves = shipped_profile().dimension("alter").leaves()
    assert set(leaves) == set(AGES)
    assert observations.age_code(None, KEY_DATE) in leaves


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("RK_ASYLBLG_3", "RK_SGB2", "ASYLBLG_SGB2"),
        ("RK_ASYLBLG_2", "RK_SGB2_AUFST", "ASYLBLG_SGB2"),
        ("RK_SGB2", "RK_ASYLBLG_3", "UKR"),
        ("RK_SGB2", "RK_ERWERB", "SGB2_ERWERB"),
        ("RK_ERWERB", "RK_SGB2", "ERWERB_SGB"),
        ("RK_ERWERB", "RK_SGB3", "ERWERB_SGB"),
        ("RK_SGB8", "RK_SGB2", "SGB8_ANDERE"),
        ("RK_SGB8", "RK_ERWERB", "SGB8_ANDERE"),
        ("RK_SGB2", "RK_SGB12_GSI", "ANDERE"),
        ("RK_KEINE", "RK_SGB2", "ANDERE"),
        ("RK_WOGG", "RK_SGB5", "ANDERE"),
        ("UNKNOWN", "ALSO_UNKNOWN", "ANDERE"),
    ],
)
def test_a_change_of_regime_falls_into_its_class(desk: Desk, old: str, new: str, code: str) -> None:
    assert observations.transition_code(desk, old, new) == code


def test_any_change_falls_into_a_class_of_the_catalogue(desk: Desk) -> None:
    leaves = shipped_profile().dimension("wechseltyp").leaves()
    codes = [value.code for value in desk.catalogues["rechtskreise"]]
    found = {observations.transition_code(desk, old, new) for old in codes for new in codes}
    assert found == set(leaves)


def stock(desk: Desk, day: date = KEY_DATE) -> list[Observation]:
    with desk.store.read() as session:
        return observations.stock_observations(desk, session, "bestand_klienten", day)


def test_a_client_is_counted_with_the_attributes_of_the_key_date(desk: Desk) -> None:
    case = make.case(desk, make.person(birth=BirthDate(date(1999, 10, 1), BirthPrecision.DAY)))
    make.state(desk, case, "RK_ASYLBLG_3", date(2024, 1, 1), date(2026, 9, 30))
    make.state(desk, case, "RK_SGB2", date(2026, 10, 1))
    make.state(desk, case, "AUF_GEST", date(2024, 1, 1), date(2026, 9, 30), StateKind.RESIDENCE)
    make.state(desk, case, "AUF_25_2_GFK", date(2026, 10, 1), kind=StateKind.RESIDENCE)
    (then,) = stock(desk)
    assert then.codes == {
        "geschlecht": "w",
        "alter": "18-26",
        "aufenthalt": "ASYL",
        "rechtskreis": "ASYLBLG",
    }
    (now,) = stock(desk, date(2026, 10, 1))
    assert now.codes == {
        "geschlecht": "w",
        "alter": "27-39",
        "aufenthalt": "SCHUTZ",
        "rechtskreis": "SGB2",
    }


@pytest.mark.parametrize(
    ("value", "grant", "leaf"),
    [
        ("RK_SGB2", Grant.GRANTED, "SGB2"),
        ("RK_SGB2", Grant.APPLIED, "SONST"),
        ("RK_WOGG", Grant.GRANTED, "SONST"),
        ("RK_KEINE", Grant.GRANTED, "UNGEDECKT"),
        ("RK_AUSSCHLUSS", Grant.GRANTED, "UNGEDECKT"),
        ("RK_SGB12_HLU", Grant.GRANTED, "SGB_SONST"),
    ],
)
def test_only_what_secures_the_livelihood_counts_as_the_rechtskreis(
    desk: Desk, value: str, grant: Grant, leaf: str
) -> None:
    case = make.case(desk)
    entry = make.state(desk, case, value, date(2026, 1, 1))
    states.correct_state(desk, entry, replace(entry, grant=grant))
    assert stock(desk)[0].codes["rechtskreis"] == leaf


def test_a_benefit_that_pays_outweighs_a_note_that_nothing_does(desk: Desk) -> None:
    case = make.case(desk)
    make.state(desk, case, "RK_SGB2", date(2026, 1, 1))
    make.state(desk, case, "RK_KEINE", date(2026, 2, 1))
    assert stock(desk)[0].codes["rechtskreis"] == "SGB2"


def test_the_latest_begun_of_two_benefits_counts(desk: Desk) -> None:
    case = make.case(desk)
    make.state(desk, case, "RK_SGB2", date(2026, 3, 1))
    make.state(desk, case, "RK_ASYLBLG_3", date(2026, 1, 1))
    assert stock(desk)[0].codes["rechtskreis"] == "SGB2"


def test_who_has_no_entry_is_counted_all_the_same(desk: Desk) -> None:
    make.case(desk, make.person(birth=BirthDate(), gender="x"))
    (one,) = stock(desk)
    assert one.codes["geschlecht"] in {"w", "m"}
    assert (one.codes["alter"], one.codes["aufenthalt"], one.codes["rechtskreis"]) == (
        "27-39",
        "DEU_SONST",
        "SONST",
    )


def test_stock_are_the_clients_of_agreed_open_cases_each_once(desk: Desk) -> None:
    twice = make.case(desk, make.person("Zweimal"))
    opened = date(2026, 8, 1)
    cases.open_case(desk, Case(twice.client, "KIM", opened, agreed_on=opened))
    make.case(desk, make.person("Ohne Vereinbarung"), agreed_on=None)
    make.case(desk, make.person("Später"), agreed_on=date(2026, 10, 1))
    closed = make.case(desk, make.person("Beendet"))
    cases.close_case(desk, closed, KEY_DATE, "WEGZUG")
    leaving = make.case(desk, make.person("Geht am Tag danach"))
    cases.close_case(desk, leaving, KEY_DATE + timedelta(days=1), "WEGZUG")
    pseudonyms = {
        people.get_person(desk, client).pseudonym for client in (twice.client, leaving.client)
    }
    assert {one.person for one in stock(desk)} == pseudonyms
    assert len(stock(desk)) == 2


def test_families_share_a_household_number_and_strangers_do_not(desk: Desk) -> None:
    father = make.case(desk, make.person("Vater"))
    mother = people.create_person(
        desk, make.person("Mutter"), Belonging(father.client, "PARTNER", date(2026, 8, 1))
    )
    opened = date(2026, 8, 1)
    cases.open_case(desk, Case(mother.id, "KIM", opened, agreed_on=opened))
    make.case(desk, make.person("Fremd"))
    homes = [one.household for one in stock(desk)]
    assert sorted(homes.count(home) for home in set(homes)) == [1, 2]


def test_no_observation_carries_a_name_or_an_id(desk: Desk) -> None:
    case = make.case(desk)
    text = repr(stock(desk))
    for secret in ("Kovalenko", "Olena", case.id, case.client, case.file_number):
        assert secret not in text


def needs(desk: Desk, first: date, last: date) -> list[str]:
    with desk.store.read() as session:
        found = observations.need_observations(session, "fluss_bedarfe", (first, last))
    return sorted(one.codes["handlungsfeld"] for one in found)


def test_a_need_belongs_to_exactly_one_period(desk: Desk) -> None:
    case = make.case(desk, agreed_on=date(2026, 7, 10))
    make.contact(desk, case, date(2026, 6, 20), fields=("HF01",))
    make.contact(desk, case, date(2026, 8, 20), fields=("HF01", "HF02"))
    make.contact(desk, case, date(2026, 10, 2), fields=("HF02", "HF03"))
    assert needs(desk, date(2026, 4, 1), date(2026, 6, 30)) == []
    # Recorded before the agreement, it counts from the agreement on.
    assert needs(desk, date(2026, 7, 1), date(2026, 9, 30)) == ["HF01", "HF02"]
    assert needs(desk, date(2026, 10, 1), date(2026, 12, 31)) == ["HF03"]


def test_a_gap_is_measured_in_begun_weeks(desk: Desk) -> None:
    first = Quarter.of(desk.today).first_day
    for days, result in ((0, ""), (1, ""), (7, ""), (8, ""), (30, FAILED)):
        case = make.case(desk, make.person(f"Lücke {days}"))
        make.state(desk, case, "RK_ASYLBLG_3", date(2024, 1, 1))
        running = transitions.start_transition(
            desk,
            Transition(case.client, case.id, "RK_ASYLBLG_3", "RK_SGB2", "A", date(2026, 6, 1)),
        )
        last_day = date(2026, 6, 30)
        begins = last_day + timedelta(days=days + 1)
        transitions.finish_transition(desk, running, last_day, begins, result)
    with desk.store.read() as session:
        found = observations.transition_observations(
            desk, session, "fluss_wechsel", "fluss_luecke_wochen", (first, desk.today)
        )
    weeks = sorted(one.measure for one in found if one.measure is not None)
    assert weeks == [1, 1, 2, 5]
    results = sorted(one.codes["wechselergebnis"] for one in found if one.codes)
    assert results == ["LUECKE", "LUECKE", "LUECKE", "LUECKENLOS", "NICHT_GELUNGEN"]
    leaves = shipped_profile().dimension("wechselergebnis").leaves()
    assert set(results) <= set(leaves)


def small_office(desk: Desk) -> None:
    """Fill an office whose headline figures are counted by hand in the test below."""
    # In stock all quarter, seen in person and on the phone; two children live with her.
    mother = make.case(desk, make.person("Mutter"))
    for name in ("Erstes", "Zweites", "Zieht vorher aus"):
        people.create_person(
            desk, make.person(name), Belonging(mother.client, "KIND", date(2026, 5, 1))
        )
    # The second child leaves on the key date and still counts, the third the day before.
    members = {one.name: one for one in cases.case_view(desk, mother.id).members}
    people.leave_household(desk, members["Zweites, Olena"], date(2026, 9, 30))
    people.leave_household(desk, members["Zieht vorher aus, Olena"], date(2026, 9, 29))
    make.contact(desk, mother, date(2026, 7, 1))
    make.contact(desk, mother, date(2026, 9, 30), kind="TELEFON")
    make.contact(desk, mother, date(2026, 6, 30), kind="EMAIL")
    # New in the quarter, tried in vain only: not reached.
    make.contact(
        desk,
        make.case(desk, make.person("Neu"), agreed_on=date(2026, 7, 1)),
        date(2026, 8, 1),
        kind="VERGEBLICH",
    )
    # Closed within the quarter after a letter and a talk with an authority.
    closed = make.case(desk, make.person("Beendet"))
    make.contact(desk, closed, date(2026, 7, 2), kind="BRIEF")
    make.contact(desk, closed, date(2026, 7, 3), kind="KONTAKT_DRITTE")
    cases.close_case(desk, closed, date(2026, 9, 30), "WEGZUG")
    # Closed before the quarter, agreed after it, and waiting.
    cases.close_case(desk, make.case(desk, make.person("Früher")), date(2026, 6, 30), "WEGZUG")
    make.case(desk, make.person("Später"), agreed_on=date(2026, 10, 1))
    make.case(desk, make.person("Wartet"), agreed_on=None, waiting_since=date(2026, 9, 1))
    # Short counselling, of which one is outside the quarter.
    for day in (date(2026, 7, 15), date(2026, 8, 15), date(2026, 10, 1)):
        make.contact(desk, None, day)
    make.contact(desk, None, date(2026, 7, 16), kind="VERGEBLICH")


def test_the_headline_figures_are_those_counted_by_hand(desk: Desk) -> None:
    small_office(desk)
    with desk.store.read() as session:
        figures, behind = observations.headline(desk, session, Q3, posts=175)
    assert figures == {
        "eckwert_faelle_bestand": 2,
        "eckwert_faelle_zugang": 1,
        "eckwert_faelle_abschluss": 1,
        "eckwert_personen": 4,
        "eckwert_haushalte": 2,
        "eckwert_kontakte_persoenlich": 1,
        "eckwert_kontakte_telefonisch": 1,
        "eckwert_kontakte_schriftlich": 1,
        "eckwert_kontakte_dritte": 1,
        "eckwert_kurzberatungen": 2,
        "eckwert_warteliste": 1,
        "eckwert_vze": 175,
    }
    facts = [one.fact for one in behind]
    assert all(facts.count(fact) == figures[fact] for fact in facts)
    assert {"eckwert_faelle_bestand", "eckwert_faelle_abschluss", "eckwert_warteliste"} <= {*facts}
    assert len({one.person for one in behind if one.fact == "eckwert_personen"}) == 4


def test_every_code_of_an_observation_is_a_leaf_of_the_profile(desk: Desk) -> None:
    small_office(desk)
    profile = desk.around.profile
    due = {"bestand_klienten": "2026", "fluss_bedarfe": "2026", "fluss_wechsel": "2026"}
    with desk.store.read() as session:
        found = observations.due_observations(desk, session, due)
    assert {one.fact for one in found} == {"bestand_klienten", "fluss_bedarfe"}
    for one in found:
        for dimension, code in one.codes.items():
            assert code in profile.dimension(dimension).leaves()
