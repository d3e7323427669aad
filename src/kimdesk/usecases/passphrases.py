"""Proposing and judging passphrases before there is a desk to ask."""

from __future__ import annotations

from collections.abc import Sequence

from kimdesk.errors import WeakPassphrase
from kimdesk.usecases.desk import Surroundings
from kimdesk.vault.passphrases import check_strength, suggest_passphrase


def suggest(around: Surroundings) -> str:
    """Return five random words, joined by hyphens."""
    return suggest_passphrase(around.entropy)


def advice(passphrase: str, hints: Sequence[str] = ()) -> str:
    """Return in German why a passphrase is too weak, or nothing if it is strong enough.

    ``hints`` are words near at hand, such as the account's name, which a guesser tries first.
    Takes up to 10 ms, so it is asked when typing pauses.
    """
    try:
        check_strength(passphrase, list(hints))
    except WeakPassphrase as weak:
        return str(weak.facts["advice"])
    return ""
