"""Who may do what. Rights are enforced by the program; keys protect the file as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kimdesk.domain.identifiers import AccountId
from kimdesk.errors import NotAllowed


class Role(StrEnum):
    """The parts people play in a workspace."""

    CASEWORKER = "caseworker"
    LEAD = "lead"
    COORDINATOR = "coordinator"

    @property
    def german(self) -> str:
        """The role as users know it."""
        return _GERMAN[self]


_GERMAN = {
    Role.CASEWORKER: "Fallmanagement",
    Role.LEAD: "Leitung",
    Role.COORDINATOR: "Koordination im Kreis",
}


class Action(StrEnum):
    """Things that not everybody may do."""

    KEEP_CASES = "keep_cases"
    RELEASE_FINDINGS = "release_findings"
    EXPORT_QUARTER = "export_quarter"
    MANAGE_ACCOUNTS = "manage_accounts"
    PRINT_RECOVERY = "print_recovery"
    RUN_DISTRICT = "run_district"


_RIGHTS: dict[Role, frozenset[Action]] = {
    Role.CASEWORKER: frozenset({Action.KEEP_CASES}),
    Role.LEAD: frozenset(
        {
            Action.KEEP_CASES,
            Action.RELEASE_FINDINGS,
            Action.EXPORT_QUARTER,
            Action.MANAGE_ACCOUNTS,
            Action.PRINT_RECOVERY,
        }
    ),
    Role.COORDINATOR: frozenset(
        {Action.RUN_DISTRICT, Action.MANAGE_ACCOUNTS, Action.PRINT_RECOVERY}
    ),
}


@dataclass(frozen=True, slots=True)
class Account:
    """A person who works with the program; never a client."""

    id: AccountId
    name: str
    role: Role
    active: bool = True


def may(account: Account, action: Action) -> bool:
    """Tell whether the account's role includes the action."""
    return account.active and action in _RIGHTS[account.role]


def require(account: Account, action: Action) -> None:
    """Stop what the role does not include.

    Raises:
        NotAllowed: if it does not.
    """
    if not may(account, action):
        raise NotAllowed(action=action.value)
