"""Rights: the matrix of roles and actions, written down a second time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kimdesk.domain.access import Account, Action, Role, may, require
from kimdesk.domain.identifiers import AccountId
from kimdesk.errors import NotAllowed

MATRIX = {
    Role.CASEWORKER: {"keep_cases"},
    Role.LEAD: {
        "keep_cases",
        "release_findings",
        "export_quarter",
        "manage_accounts",
        "print_recovery",
    },
    Role.COORDINATOR: {"run_district", "manage_accounts", "print_recovery"},
}


def account(role: Role) -> Account:
    return Account(AccountId("a"), "Somebody", role)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_a_role_may_exactly_what_the_matrix_says(role: Role, action: Action) -> None:
    expected = action.value in MATRIX[role]
    assert may(account(role), action) is expected
    if expected:
        require(account(role), action)
    else:
        with pytest.raises(NotAllowed) as refused:
            require(account(role), action)
        assert refused.value.facts == {"action": action.value}


@pytest.mark.parametrize("role", list(Role))
def test_a_closed_account_may_nothing(role: Role) -> None:
    closed = replace(account(role), active=False)
    assert not [action for action in Action if may(closed, action)]


def test_nobody_who_keeps_cases_runs_the_district() -> None:
    both = [
        role
        for role in Role
        if may(account(role), Action.KEEP_CASES) and may(account(role), Action.RUN_DISTRICT)
    ]
    assert both == []


def test_every_role_has_a_german_name() -> None:
    assert len({role.german for role in Role}) == len(Role)
