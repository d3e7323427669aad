"""Dialogs for persons and their cases; a person is created only after a search."""

from kimdesk.ui.screens.people.case_dialogs import CaseCloseDialog, CaseDialog, NewCaseDialog
from kimdesk.ui.screens.people.edit_dialog import PersonEditDialog
from kimdesk.ui.screens.people.view import PersonDialog

__all__ = ["CaseCloseDialog", "CaseDialog", "NewCaseDialog", "PersonDialog", "PersonEditDialog"]
