"""Which key opens which page or dialog; the only place where all screens meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from kimdesk.domain.access import Role
from kimdesk.ui.screens.cases.view import CasesPage
from kimdesk.ui.screens.contacts.view import ContactDialog
from kimdesk.ui.screens.district.view import DistrictPage
from kimdesk.ui.screens.findings.dialog import EditFindingDialog, FindingDialog
from kimdesk.ui.screens.findings.view import FindingsPage
from kimdesk.ui.screens.follow_ups.view import FollowUpDialog
from kimdesk.ui.screens.help.view import HelpPage
from kimdesk.ui.screens.offices.view import OfficesPage
from kimdesk.ui.screens.people.case_dialogs import CaseCloseDialog, CaseDialog, NewCaseDialog
from kimdesk.ui.screens.people.edit_dialog import PersonEditDialog
from kimdesk.ui.screens.people.view import PersonDialog
from kimdesk.ui.screens.quarters.view import QuartersPage
from kimdesk.ui.screens.settings.view import SettingsPage
from kimdesk.ui.screens.states.view import StateDialog
from kimdesk.ui.screens.today.view import TodayPage
from kimdesk.ui.screens.transitions.finish import FinishDialog
from kimdesk.ui.screens.transitions.view import TransitionDialog
from kimdesk.ui.session import Session

MakeDialog = Callable[[Session, Any, QWidget], QDialog]


@dataclass(frozen=True, slots=True)
class Route:
    """A page of the rail."""

    key: str
    title: str
    icon: str
    make: Callable[[Session], QWidget]


_OFFICE = (
    Route("today", "Heute", "house", TodayPage),
    Route("cases", "Fälle", "folder-open", CasesPage),
    Route("findings", "Hinweise", "lightbulb", FindingsPage),
    Route("quarters", "Quartal", "chart-column", QuartersPage),
    Route("settings", "Einstellungen", "settings", SettingsPage),
)
_DISTRICT = (
    Route("offices", "Stellen", "building-2", OfficesPage),
    Route("district", "Auswertung", "chart-column", DistrictPage),
    Route("settings", "Einstellungen", "settings", SettingsPage),
)
HELP = Route("help", "Hilfe", "circle-question-mark", HelpPage)

DIALOGS: dict[str, MakeDialog] = {
    "contact.new": ContactDialog,
    "contact.edit": ContactDialog,
    "state.new": StateDialog,
    "state.edit": StateDialog,
    "transition.new": TransitionDialog,
    "transition.edit": FinishDialog,
    "follow_up.new": FollowUpDialog,
    "finding.new": FindingDialog,
    "finding.edit": EditFindingDialog,
    "person.new": PersonDialog,
    "person.edit": PersonEditDialog,
    "case.new": NewCaseDialog,
    "case.edit": CaseDialog,
    "case.close": CaseCloseDialog,
}


def pages_for(role: Role) -> tuple[Route, ...]:
    """Return the pages of a role, in the order of the rail."""
    return _DISTRICT if role is Role.COORDINATOR else _OFFICE
