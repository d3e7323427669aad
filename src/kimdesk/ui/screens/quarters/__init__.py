"""Closing a quarter: the lead's page with its assistant and the journal of what left."""

from kimdesk.ui.screens.quarters.view import QuartersPage

__all__ = ["QuartersPage"]
