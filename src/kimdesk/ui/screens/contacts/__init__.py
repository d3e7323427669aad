"""Contacts: entered in seconds, changed, removed."""
