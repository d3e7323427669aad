"""Accounts of the demonstration: invented colleagues with random passphrases in files."""

from __future__ import annotations

from pathlib import Path

from kimdesk.demo.chance import Chance
from kimdesk.demo.content import Content
from kimdesk.demo.plan import BuiltAccount
from kimdesk.domain.access import Role
from kimdesk.vault.files import write_atomically


class Colleagues:
    """Gives out names of colleagues, none twice in the district."""

    def __init__(self, content: Content, seed: str) -> None:
        self._content = content
        self._chance = Chance(seed, "colleagues")
        self._taken: set[str] = set()

    def name(self) -> str:
        """Return an invented name."""
        given, family = self._content.colleagues["given"], self._content.colleagues["family"]
        while True:
            found = f"{self._chance.pick(given)} {self._chance.pick(family)}"
            if found not in self._taken:
                self._taken.add(found)
                return found


def keep_passphrase(folder: Path, label: str, name: str, role: Role, text: str) -> BuiltAccount:
    """Write a passphrase into a file that only its owner may read."""
    file = folder / f"{label}.txt"
    write_atomically(file, f"{text}\n".encode())
    return BuiltAccount(name, role.value, file)
