"""Setting up an office: its workspace, its accounts, its district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from kimdesk.demo.accounts import Colleagues, keep_passphrase
from kimdesk.demo.content import Content
from kimdesk.demo.plan import BuiltAccount, DemoPlan, folder_name
from kimdesk.domain.access import Account, Role
from kimdesk.domain.dates import FixedClock
from kimdesk.domain.entropy import SeededEntropy
from kimdesk.usecases import accounts, workspaces
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.usecases.workspaces import Identity
from kimdesk.vault import keyfile
from kimdesk.vault.passphrases import suggest_passphrase

WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class OfficeSite:
    """One office of the plan; ``label`` names its folders and files."""

    number: int
    identity: Identity
    label: str


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office at work: the desks of the lead and of the caseworkers share one open file."""

    site: OfficeSite
    folder: Path
    clock: FixedClock
    lead: Desk
    workers: tuple[Desk, ...]
    accounts: tuple[BuiltAccount, ...]


def site_of(content: Content, around: Surroundings, number: int) -> OfficeSite:
    """Return the office of a number; after all municipalities they begin again."""
    turn, place = divmod(number, len(content.offices))
    raw = content.offices[place]
    again = f" {turn + 1}" if turn else ""
    town = around.catalogues["gemeinden"].label(raw["municipality"])
    identity = Identity(
        raw["name"] + again, raw["municipality"], raw["provider"], raw["legal_frame"]
    )
    return OfficeSite(number, identity, f"buero-{number + 1:02}-{folder_name(town + again)}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every office of a demonstration is set up with."""

    plan: DemoPlan
    around: Surroundings
    colleagues: Colleagues
    card: bytes

    @property
    def passphrases(self) -> Path:
        """The folder with the files of the passphrases."""
        return self.plan.folder / "passphrasen"


def open_office(setting: Setting, site: OfficeSite, day: date) -> OpenOffice:
    """Make the workspace with its accounts and tell it its district."""
    clock = FixedClock(day)
    entropy = SeededEntropy(f"{setting.plan.seed}|office|{site.number}")
    around = replace(setting.around, clock=clock, entropy=entropy)
    folder = setting.plan.folder / site.label
    name, passphrase = setting.colleagues.name(), suggest_passphrase(entropy)
    lead = workspaces.create_workspace(
        "office",
        folder,
        site.identity,
        first_account=name,
        passphrase=passphrase,
        around=around,
    ).desk
    label = f"{site.label}-leitung"
    known = [keep_passphrase(setting.passphrases, label, name, Role.LEAD, passphrase)]
    workspaces.set_district(lead, setting.card)
    hired = []
    for number in range(1, WORKERS + 1):
        name, passphrase = setting.colleagues.name(), accounts.propose_passphrase(lead)
        lead, account = accounts.add_account(lead, name, Role.CASEWORKER, passphrase)
        label = f"{site.label}-fallmanagement-{number}"
        known.append(keep_passphrase(setting.passphrases, label, name, Role.CASEWORKER, passphrase))
        hired.append((account, passphrase))
    workers = tuple(_desk(lead, folder, *one) for one in hired)
    return OpenOffice(site, folder, clock, lead, workers, tuple(known))


def _desk(lead: Desk, folder: Path, account: Account, passphrase: str) -> Desk:
    """Return a colleague's desk in the file that the lead holds open.

    A file can be open in one program only, so the colleague logs in with the own passphrase but
    works on the same store.
    """
    keys = keyfile.unlock(
        folder,
        account_name=account.name,
        passphrase=passphrase,
        allow_cheap=lead.around.allow_cheap,
    )
    return Desk(lead.store, keys, account, lead.around)
