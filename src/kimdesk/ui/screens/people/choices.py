"""The lists that the forms offer, out of the catalogues."""

from __future__ import annotations

from kimdesk.domain.people import BirthPrecision
from kimdesk.usecases.desk import Desk

Choice = tuple[str, str, str]

BIRTH: tuple[Choice, ...] = (
    (BirthPrecision.DAY, "genaues Datum", ""),
    (BirthPrecision.YEAR, "nur das Jahr", ""),
    (BirthPrecision.ESTIMATED, "geschätztes Jahr", ""),
    (BirthPrecision.FICTITIOUS, "fiktiv (01.01.)", ""),
    (BirthPrecision.UNKNOWN, "unbekannt", ""),
)


def choices(desk: Desk, catalogue: str) -> tuple[Choice, ...]:
    """Return what may be chosen today; values of a group stand together."""
    values = desk.catalogues[catalogue].valid_on(desk.today)
    groups = list(dict.fromkeys(value.group for value in values))
    ordered = sorted(values, key=lambda value: groups.index(value.group))
    return tuple((value.code, value.label, value.group) for value in ordered)
