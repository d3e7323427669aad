"""A contact in words, for the tab and the overview."""

from __future__ import annotations

from kimdesk.domain.contacts import Contact
from kimdesk.domain.dates import german_date
from kimdesk.usecases.desk import Desk

_LONGEST = 110


def contact_line(contact: Contact, desk: Desk) -> str:
    """Return day, kind and length: ``19.11.2026 · Büro · 16–30 min``."""
    parts = [german_date(contact.day), desk.catalogues["kontaktarten"].short(contact.kind)]
    if contact.duration:
        parts.append(desk.catalogues["dauerstufen"].short(contact.duration))
    if contact.interpreter:
        known = desk.catalogues["sprachmittlung"].short(contact.interpreter)
        parts.append(f"Sprachmittlung: {known}")
    return " · ".join(parts)


def first_line(contact: Contact, desk: Desk) -> str:
    """Return the beginning of the text, or what was done where there is none."""
    lines = contact.text.strip().splitlines()
    if not lines:
        return desk.catalogues["kontaktarten"].label(contact.kind)
    return lines[0] if len(lines[0]) <= _LONGEST else lines[0][:_LONGEST].rstrip() + " …"


def contact_icon(contact: Contact, desk: Desk) -> str:
    """Return the icon for the way in which one met."""
    kind = desk.catalogues["kontaktarten"].get(contact.kind)
    return _ICONS.get(kind.group if kind else "", "message-square")


_ICONS = {
    "Persönlich": "user",
    "Telefonisch": "phone",
    "Schriftlich": "mail",
    "Mit Dritten": "building-2",
}
