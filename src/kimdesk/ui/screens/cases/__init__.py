"""All cases: the list with its search, and one case in detail."""

from kimdesk.ui.screens.cases.view import CasesPage

__all__ = ["CasesPage"]
