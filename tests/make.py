"""Builders: a real, unlocked, encrypted office with cheap keys, and people to fill it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kimdesk.config import resources_folder
from kimdesk.domain.access import Account, Role
from kimdesk.domain.cases import Case
from kimdesk.domain.catalogues import load_catalogues
from kimdesk.domain.contacts import Contact
from kimdesk.domain.dates import DateRange, FixedClock
from kimdesk.domain.entropy import SeededEntropy
from kimdesk.domain.people import BirthDate, BirthPrecision, Person
from kimdesk.domain.states import State, StateKind
from kimdesk.domain.statistics.catalogue import shipped_profile
from kimdesk.usecases import accounts, cases, contacts, districts, people, states, workspaces
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.vault.passphrases import KdfCost

TODAY = date(2026, 11, 22)
LEAD, WORKER, COORDINATOR = "Leitung", "Fallmanagerin", "Koordination"
PASSPHRASE = "apfel-turm-regen-kiesel-lampe"  # noqa: S105 - of invented offices only
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)

_CATALOGUES = load_catalogues(resources_folder() / "catalogues")
_PROFILE = shipped_profile()


def surroundings(today: date = TODAY, seed: str = "test") -> Surroundings:
    """Return a standing clock, seeded chance and keys that cost next to nothing."""
    return Surroundings(
        FixedClock(today), SeededEntropy(seed), _CATALOGUES, _PROFILE, CHEAP, allow_cheap=True
    )


def office(
    folder: Path,
    today: date = TODAY,
    seed: str = "test",
    around: Surroundings | None = None,
    name: str = "Migrationsberatung Rietberg",
) -> Desk:
    """Return the desk of the lead of a new office."""
    return workspaces.create_workspace(
        "office",
        folder / "buero",
        workspaces.Identity(name, "05754032", "Caritasverband"),
        first_account=LEAD,
        passphrase=PASSPHRASE,
        around=around or surroundings(today, seed),
    ).desk


def district(folder: Path, today: date = TODAY, seed: str = "kreis") -> Desk:
    """Return the desk of a new district."""
    return workspaces.create_workspace(
        "district",
        folder / "kreis",
        workspaces.Identity("Kreis Gütersloh", legal_frame="DSGVO"),
        first_account=COORDINATOR,
        passphrase=PASSPHRASE,
        around=surroundings(today, seed),
    ).desk


def unlocked(
    folder: Path, today: date = TODAY, account: str = LEAD, passphrase: str = PASSPHRASE
) -> Desk:
    """Return the desk of whoever unlocks a closed workspace."""
    return workspaces.open_workspace(
        workspaces.workspace_kind(folder),
        folder,
        account=account,
        passphrase=passphrase,
        around=surroundings(today, "unlocked"),
    )


def joined(folder: Path, today: date = TODAY) -> tuple[Desk, Desk]:
    """Return an office and its district that know each other."""
    bureau, kreis = office(folder, today), district(folder, today)
    introduce(bureau, kreis)
    return bureau, kreis


def introduce(bureau: Desk, kreis: Desk) -> None:
    """Let an office and a district know each other."""
    workspaces.set_district(bureau, districts.district_card(kreis).to_bytes())
    enrolment = workspaces.enrolment_file(bureau)
    districts.enrol(kreis, enrolment, workspaces.fingerprint(bureau))


def as_caseworker(desk: Desk) -> Desk:
    """Return the same open file as seen by a caseworker."""
    known = [one for one in accounts.list_accounts(desk) if one.role is Role.CASEWORKER]
    worker: Account
    if known:
        worker = known[0]
    else:
        _, worker = accounts.add_account(desk, WORKER, Role.CASEWORKER, PASSPHRASE)
    return replace(desk, user=worker)


def person(name: str = "Kovalenko", given: str = "Olena", **changes: object) -> Person:
    """Return a valid person that is not stored yet."""
    usual = Person(
        family_name=name,
        given_name=given,
        birth=BirthDate(date(1988, 7, 14), BirthPrecision.DAY),
        gender="w",
        nationalities=("UA",),
        municipality="05754032",
        preferred_language="uk",
        entered_germany=date(2022, 3, 18),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def case(desk: Desk, who: Person | None = None, **changes: object) -> Case:
    """Return an agreed case of a stored client."""
    client = people.create_person(desk, who or person())
    opened = desk.today - timedelta(days=200)
    wanted = Case(client.id, "KIM", opened, agreed_on=opened + timedelta(days=14))
    return cases.open_case(desk, replace(wanted, **changes))  # type: ignore[arg-type]


def state(
    desk: Desk,
    of: Case,
    value: str,
    start: date,
    end: date | None = None,
    kind: StateKind = StateKind.RECHTSKREIS,
) -> State:
    """Return a stored entry of the client's time series."""
    entry = State(of.client, kind, value, DateRange(start, end), source="Bescheid")
    return states.add_state(desk, entry)


def contact(desk: Desk, of: Case | None, day: date | None = None, **changes: object) -> Contact:
    """Return a stored contact."""
    usual = Contact(
        day=day or desk.today,
        kind="PERS_BUERO",
        duration="D30",
        fields=("HF02",),
        text="Antrag besprochen.",
        case=of.id if of else None,
        programme="KIM",
    )
    return contacts.record_contact(desk, replace(usual, **changes))  # type: ignore[arg-type]


def family(desk: Desk) -> Case:
    """Return the case of a mixed-status family with a history worth looking at."""
    father = case(desk, person("Al-Khatib", "Mohammed", gender="m", nationalities=("SY",)))
    for name, given, role, born in (
        ("Al-Khatib", "Rima", "PARTNER", date(1992, 3, 2)),
        ("Al-Khatib", "Yusuf", "KIND", date(2019, 9, 9)),
        ("Al-Khatib", "Lina", "KIND", date(2026, 9, 20)),
    ):
        member = person(
            name, given, birth=BirthDate(born, BirthPrecision.DAY), entered_germany=None
        )
        people.create_person(desk, member, people.Belonging(father.client, role, date(2026, 10, 1)))
    state(desk, father, "RK_ASYLBLG_3", date(2024, 2, 1), date(2026, 6, 30))
    state(desk, father, "RK_SGB2", date(2026, 7, 20))
    state(desk, father, "AUF_GEST", date(2024, 2, 1), date(2026, 6, 11), StateKind.RESIDENCE)
    state(desk, father, "AUF_25_2_GFK", date(2026, 6, 12), kind=StateKind.RESIDENCE)
    for days, text in ((3, "Bescheid des Jobcenters erklärt."), (20, "Konto eröffnet.")):
        contact(desk, father, desk.today - timedelta(days=days), text=text)
    return father
