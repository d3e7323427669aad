"""Contacts and follow-ups: recorded, changed, removed, and each step taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import make
from kimdesk.domain.contacts import Contact
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import ContactId
from kimdesk.errors import AlreadyChanged, InvalidInput, NotFound
from kimdesk.usecases import cases, contacts, findings, follow_ups
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.findings import draft_from_contact
from kimdesk.usecases.today import today_view

DAY = date(2026, 11, 3)


def test_a_contact_is_stored_as_it_was_entered(desk: Desk) -> None:
    case = make.case(desk)
    stored = make.contact(desk, case, DAY, fields=("HF02", "HF05"), interpreter="EHRENAMT")
    assert contacts.get_contact(desk, stored.id) == stored
    assert stored.author == desk.user.id
    assert contacts.latest_contact(desk, case.id) == stored


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": make.TODAY + timedelta(days=1)}, "day"),
        ({"kind": "RAUCHZEICHEN"}, "kind"),
        ({"fields": ("HF02", "HF99")}, "fields"),
    ],
)
def test_an_impossible_contact_is_refused(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    case = make.case(desk)
    stored = make.contact(desk, case, DAY)
    wrong: Contact = replace(stored, **change)  # type: ignore[arg-type]
    for attempt in (contacts.record_contact, contacts.change_contact):
        with pytest.raises(InvalidInput) as refused:
            attempt(desk, wrong)
        assert refused.value.facts["field"] == field
    assert cases.case_view(desk, case.id).contacts == (stored,)


def test_a_field_of_need_is_noted_once_with_its_first_day(desk: Desk) -> None:
    case = make.case(desk)
    make.contact(desk, case, DAY, fields=("HF02",))
    make.contact(desk, case, DAY + timedelta(days=5), fields=("HF02", "HF05"))
    assert cases.case_view(desk, case.id).needs == (
        ("HF02", DAY),
        ("HF05", DAY + timedelta(days=5)),
    )
    # Entered later, but earlier in time: the need was there before.
    make.contact(desk, case, DAY - timedelta(days=9), fields=("HF05",))
    assert dict(cases.case_view(desk, case.id).needs)["HF05"] == DAY - timedelta(days=9)


def test_a_field_that_is_added_to_a_contact_is_noted_too(desk: Desk) -> None:
    case = make.case(desk)
    stored = make.contact(desk, case, DAY, fields=())
    assert cases.case_view(desk, case.id).needs == ()
    contacts.change_contact(desk, replace(stored, fields=("HF07", "HF07")))
    assert cases.case_view(desk, case.id).needs == (("HF07", DAY),)


def test_short_counselling_belongs_to_no_case(desk: Desk) -> None:
    case = make.case(desk)
    stored = make.contact(desk, None, DAY)
    assert contacts.get_contact(desk, stored.id).case is None
    assert cases.case_view(desk, case.id).contacts == ()


def test_a_removed_contact_can_be_restored_under_its_id(desk: Desk) -> None:
    case = make.case(desk)
    stored = make.contact(desk, case, DAY)
    removed = contacts.remove_contact(desk, stored)
    assert removed == stored
    with pytest.raises(NotFound):
        contacts.get_contact(desk, stored.id)
    with pytest.raises(NotFound):
        contacts.remove_contact(desk, stored)
    assert contacts.restore_contact(desk, removed) == stored
    assert cases.case_view(desk, case.id).contacts == (stored,)
    assert desk.store.verify_audit() > 4


def test_a_finding_outlives_the_contact_it_was_made_in(desk: Desk) -> None:
    case = make.case(desk)
    stored = make.contact(desk, case, DAY)
    found = findings.create_finding(desk, draft_from_contact(stored))
    assert (found.contact, found.cases, found.field) == (stored.id, (case.id,), "HF02")
    assert (found.title, found.description) == ("", "")
    contacts.remove_contact(desk, stored)
    assert findings.get_finding(desk, found.id).contact is None


def test_two_who_change_the_same_contact_do_not_overwrite_each_other(desk: Desk) -> None:
    stored = make.contact(desk, make.case(desk), DAY)
    changed = contacts.change_contact(desk, replace(stored, text="zuerst"))
    with pytest.raises(AlreadyChanged):
        contacts.change_contact(desk, replace(stored, text="danach"))
    assert contacts.get_contact(desk, stored.id) == changed
    with pytest.raises(NotFound):
        contacts.change_contact(desk, replace(stored, id=ContactId("0" * 32)))


def due(desk: Desk) -> list[str]:
    return [one.title for one in today_view(desk).due]


def test_a_follow_up_is_done_reopened_postponed_and_removed(desk: Desk) -> None:
    case = make.case(desk)
    with pytest.raises(InvalidInput):
        follow_ups.add_follow_up(desk, FollowUp(case.id, desk.today, "  "))
    one = follow_ups.add_follow_up(desk, FollowUp(case.id, desk.today, "Nachfragen"))
    assert due(desk) == ["Nachfragen"]
    done = follow_ups.finish_follow_up(desk, one)
    assert done.done_on == desk.today
    assert due(desk) == []
    again = follow_ups.reopen_follow_up(desk, done)
    assert due(desk) == ["Nachfragen"]
    with pytest.raises(AlreadyChanged):
        follow_ups.postpone_follow_up(desk, one, desk.today)
    later = follow_ups.postpone_follow_up(desk, again, desk.today + timedelta(days=30))
    assert due(desk) == []
    follow_ups.remove_follow_up(desk, later)
    assert cases.case_view(desk, case.id).follow_ups == ()
    with pytest.raises(NotFound):
        follow_ups.remove_follow_up(desk, later)
