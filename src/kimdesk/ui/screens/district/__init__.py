"""The district's reading: totals with spans, offices side by side, findings by field."""

from kimdesk.ui.screens.district.view import DistrictPage

__all__ = ["DistrictPage"]
