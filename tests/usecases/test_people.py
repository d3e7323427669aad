"""Persons and households: created tidy, joined to a family, changed with the version seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import make
from kimdesk.domain.households import REFERENCE
from kimdesk.domain.identifiers import PersonId
from kimdesk.errors import AlreadyChanged, InvalidInput, NotAllowed, NotFound
from kimdesk.storage import households
from kimdesk.usecases import cases, people
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.people import Belonging

SINCE = date(2026, 10, 1)


def home_of(desk: Desk, person: PersonId, day: date) -> str | None:
    with desk.store.read() as session:
        return households.household_of(session, person, day)


def test_a_person_is_stored_tidy_and_found_again(desk: Desk) -> None:
    messy = make.person("  Al   Khatib", " Rima ", spellings=("  ", " Alkhatib"))
    stored = people.create_person(desk, messy)
    assert (stored.family_name, stored.given_name) == ("Al Khatib", "Rima")
    assert stored.spellings == ("Alkhatib",)
    assert stored.version == 1
    assert people.get_person(desk, stored.id) == stored


@pytest.mark.parametrize(
    ("name", "born_in", "field"),
    [(" ", 1990, "family_name"), ("x" * 121, 1990, "family_name"), ("Kind", 2030, "birth")],
)
def test_what_cannot_be_is_refused_and_not_stored(
    desk: Desk, name: str, born_in: int, field: str
) -> None:
    impossible = replace(
        make.person(name, "", entered_germany=None),
        birth=replace(make.person().birth, day=date(born_in, 1, 1)),
    )
    head = desk.store.audit_head()
    with pytest.raises(InvalidInput) as refused:
        people.create_person(desk, impossible)
    assert refused.value.facts["field"] == field
    assert desk.store.audit_head() == head


def test_two_persons_never_share_id_or_pseudonym(desk: Desk) -> None:
    made = [people.create_person(desk, make.person(f"Nr {number}")) for number in range(30)]
    assert len({one.id for one in made}) == 30
    assert len({one.pseudonym for one in made}) == 30


def test_who_comes_alone_has_a_household_of_one(desk: Desk) -> None:
    one, two = (people.create_person(desk, make.person(name)) for name in ("Eins", "Zwei"))
    assert home_of(desk, one.id, desk.today)
    assert home_of(desk, one.id, desk.today) != home_of(desk, two.id, desk.today)


def test_who_joins_lives_in_the_same_household_from_that_day(desk: Desk) -> None:
    father = people.create_person(desk, make.person("Vater"))
    child = people.create_person(desk, make.person("Kind"), Belonging(father.id, "KIND", SINCE))
    home = home_of(desk, father.id, SINCE)
    assert home is not None
    assert home_of(desk, child.id, SINCE) == home
    assert home_of(desk, child.id, SINCE - timedelta(days=1)) is None


def test_a_family_is_shown_with_its_roles(desk: Desk) -> None:
    view = cases.case_view(desk, make.family(desk).id)
    assert [member.role for member in view.members] == [REFERENCE, "PARTNER", "KIND", "KIND"]
    assert {one.id for one in view.people} == {member.person for member in view.members}
    assert {member.household for member in view.members} == {view.members[0].household}


def test_who_left_a_household_belongs_to_it_until_the_last_day(desk: Desk) -> None:
    father = make.family(desk)
    member = cases.case_view(desk, father.id).members[1]
    last_day = date(2026, 11, 1)
    with pytest.raises(InvalidInput):
        people.leave_household(desk, member, member.days.start - timedelta(days=1))
    people.leave_household(desk, member, last_day)
    assert home_of(desk, member.person, last_day) == member.household
    assert home_of(desk, member.person, last_day + timedelta(days=1)) != member.household


def test_a_change_is_refused_if_somebody_saved_meanwhile(desk: Desk) -> None:
    seen = people.create_person(desk, make.person())
    changed = people.change_person(desk, replace(seen, phone="05241 1234"))
    assert changed.version == 2
    with pytest.raises(AlreadyChanged):
        people.change_person(desk, replace(seen, phone="05241 9999"))
    assert people.get_person(desk, seen.id).phone == "05241 1234"


def test_a_change_is_checked_like_a_new_person(desk: Desk) -> None:
    seen = people.create_person(desk, make.person())
    with pytest.raises(InvalidInput):
        people.change_person(desk, replace(seen, family_name="", given_name=" "))
    assert people.get_person(desk, seen.id) == seen


def test_nobody_of_an_unknown_id_is_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        people.get_person(desk, PersonId("0" * 32))


def test_the_published_sex_is_drawn_once_and_kept(desk: Desk) -> None:
    seen = people.create_person(desk, make.person(gender="x"))
    drawn = seen.statistics_sex
    assert drawn in {"w", "m"}
    for gender in ("d", "x", "d"):
        seen = people.change_person(desk, replace(seen, gender=gender, note=gender))
        assert seen.statistics_sex == drawn
    assert people.change_person(desk, replace(seen, gender="w")).statistics_sex == "w"


def test_the_coordinator_of_the_district_keeps_no_persons(pair: tuple[Desk, Desk]) -> None:
    _, kreis = pair
    with pytest.raises(NotAllowed):
        people.create_person(kreis, make.person())
