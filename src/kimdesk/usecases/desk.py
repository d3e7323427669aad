"""What every use case is handed: the open file, the keys, the user and the surroundings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from kimdesk.config import resources_folder
from kimdesk.domain.access import Account, Action, require
from kimdesk.domain.catalogues import Catalogues, load_catalogues
from kimdesk.domain.dates import Clock, SystemClock
from kimdesk.domain.entropy import Entropy, SystemEntropy
from kimdesk.domain.identifiers import new_id
from kimdesk.domain.statistics.catalogue import shipped_profile
from kimdesk.domain.statistics.profile import Profile
from kimdesk.storage.store import Store, Work
from kimdesk.vault.keyring import Keyring
from kimdesk.vault.passphrases import KdfCost

LEGAL_STATUS = date(2026, 11, 22)
"""Day up to which the shipped legal content was checked; printed beside every legal statement."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Clock, chance and content that a workspace is opened with.

    ``cost`` is what a guess at a passphrase costs; ``allow_cheap`` admits test files whose
    cost no real office may have.
    """

    clock: Clock
    entropy: Entropy
    catalogues: Catalogues
    profile: Profile
    cost: KdfCost = KdfCost.STANDARD
    allow_cheap: bool = False


def real_surroundings() -> Surroundings:
    """Return the computer's clock and chance with the shipped content."""
    catalogues = load_catalogues(resources_folder() / "catalogues")
    return Surroundings(SystemClock(), SystemEntropy(), catalogues, shipped_profile())


@dataclass(frozen=True, slots=True)
class Desk:
    """An unlocked workspace with the person who works in it."""

    store: Store
    keys: Keyring
    user: Account
    around: Surroundings

    @property
    def today(self) -> date:
        """The day on the desk's clock."""
        return self.around.clock.today()

    @property
    def catalogues(self) -> Catalogues:
        """The code lists."""
        return self.around.catalogues

    def new_id(self) -> str:
        """Return a fresh random id."""
        return new_id(self.around.entropy)

    def secures(self, rechtskreis: str) -> bool:
        """Tell whether a Rechtskreis secures the livelihood, as the catalogue says."""
        value = self.catalogues["rechtskreise"].get(rechtskreis)
        return value is not None and value.flag("secures_livelihood")

    @contextmanager
    def change(self, action: str, right: Action = Action.KEEP_CASES) -> Iterator[Work]:
        """Run a change as this user, after checking that the role includes it.

        Raises:
            NotAllowed: if the role does not.
        """
        require(self.user, right)
        with self.store.write(by=self.user.id, action=action) as work:
            yield work
