"""Dates as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kimdesk.errors import InvalidInput

_GERMAN = re.compile(r"(\d{1,2})[.,/ -](\d{1,2})[.,/ -](\d{4}|\d{2})")
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OFFSET = re.compile(r"([+-])\s?(\d{1,4})")
_WORDS = {"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2}

PROBLEM_FORM = "Bitte ein Datum eingeben, zum Beispiel 03.05.2026."
PROBLEM_CALENDAR = "Diesen Tag gibt es im Kalender nicht."


def parse_date(text: str, today: date) -> date | None:
    """Read a date as typed; nothing typed is no date.

    Understood: ``3.5.26``, ``03.05.2026``, ``3.5.`` (this year), ``2026-05-03``, ``heute``,
    ``gestern``, ``morgen``, ``+7``, ``-3`` (days from today). A two-digit year lies at most ten
    years ahead, so ``85`` is 1985.

    Raises:
        InvalidInput: ``problem`` is a sentence for the user.
    """
    typed = " ".join(text.split()).lower()
    if not typed:
        return None
    if typed in _WORDS:
        return _moved(today, _WORDS[typed])
    if found := _OFFSET.fullmatch(typed):
        return _moved(today, int(found[1] + found[2]))
    if found := _ISO.fullmatch(typed):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.fullmatch(typed):
        return _made(_year(found[3], today), int(found[2]), int(found[1]))
    if found := _SHORT.fullmatch(typed):
        return _made(today.year, int(found[2]), int(found[1]))
    raise InvalidInput(field="date", problem=PROBLEM_FORM)


def format_date(day: date | None) -> str:
    """Write a date the German way, nothing for no date."""
    return "" if day is None else f"{day.day:02}.{day.month:02}.{day.year:04}"


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:  # noqa: PLR2004 -- a year has four digits
        return year
    full = today.year // 100 * 100 + year
    return full if full <= today.year + 10 else full - 100


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidInput(field="date", problem=PROBLEM_CALENDAR) from None


def _moved(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise InvalidInput(field="date", problem=PROBLEM_CALENDAR) from None
