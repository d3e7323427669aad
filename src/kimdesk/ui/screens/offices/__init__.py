"""The district's offices: enrolment, import of bundles, who is missing."""

from kimdesk.ui.screens.offices.view import OfficesPage

__all__ = ["OfficesPage"]
