"""What is wanted of a demonstration, and what came of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kimdesk.vault.passphrases import KdfCost

DEMO_COST: Final = KdfCost(memory_kib=64 * 1024, passes=3, lanes=4)
"""The lowest cost that real files may have; many logins are made while the district is built."""

Report = Callable[[float, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """How large the synthetic district is; the same seed gives the same people.

    ``persons`` counts clients and household members of each office, ``quarters`` the finished
    quarters before ``today``. ``allow_cheap`` admits a cost that no real file may have.
    """

    folder: Path
    today: date
    offices: int = 3
    persons: int = 60
    quarters: int = 4
    seed: str = "1"
    cost: KdfCost = DEMO_COST
    allow_cheap: bool = False


@dataclass(frozen=True, slots=True)
class BuiltAccount:
    """An account with the file that holds its passphrase."""

    name: str
    role: str
    passphrase_file: Path


@dataclass(frozen=True, slots=True)
class BuiltBundle:
    """A bundle that left an office."""

    quarter: str
    revision: int
    file: Path
    exported_on: date


@dataclass(frozen=True, slots=True)
class BuiltOffice:
    """An office of the demonstration."""

    folder: Path
    name: str
    municipality: str
    persons: int
    accounts: tuple[BuiltAccount, ...]
    bundles: tuple[BuiltBundle, ...]


@dataclass(frozen=True, slots=True)
class BuiltDistrict:
    """The district of the demonstration."""

    folder: Path
    accounts: tuple[BuiltAccount, ...]


def folder_name(text: str) -> str:
    """Return a text as a plain folder name: ``Schloß Holte`` becomes ``schloss-holte``."""
    spelt = text.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in ascii_only).split()
    return "-".join(words)
