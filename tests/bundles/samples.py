"""An office, two districts and a small release for the tests of the bundle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from kimdesk.bundles.contents import BackReference, CodeRow, Contents, FindingRow, StatisticRow
from kimdesk.bundles.enrolment import DistrictCard, EnrolmentCard
from kimdesk.bundles.envelope import seal_payload
from kimdesk.bundles.manifest import Manifest, facts_of, sign_manifest
from kimdesk.bundles.pack import OfficeIdentity, Parcel, pack
from kimdesk.bundles.payload import (
    MANIFEST,
    SIGNATURE_FILE,
    SIGNED_FILES,
    write_archive,
)
from kimdesk.bundles.receive import Received, open_bundle
from kimdesk.domain.entropy import SeededEntropy
from kimdesk.vault.sealing import SealingKey
from kimdesk.vault.signing import SigningKey

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOGUE = "2026.1"


@dataclass(frozen=True)
class Keys:
    """Both private keys of one side, the same in every run."""

    name: str
    signing: SigningKey = field(init=False)
    sealing: SealingKey = field(init=False)

    def __post_init__(self) -> None:
        entropy = SeededEntropy(self.name)
        object.__setattr__(self, "signing", SigningKey.generate(entropy))
        object.__setattr__(self, "sealing", SealingKey.generate(entropy))


OFFICE, OTHER_OFFICE = Keys("office"), Keys("other office")
DISTRICT, OTHER_DISTRICT = Keys("district"), Keys("other district")


def office_card(keys: Keys = OFFICE, office_id: str = "office-1") -> EnrolmentCard:
    """Return an office's card."""
    return EnrolmentCard(
        office_id=office_id,
        name="KIM-Stelle Süd",
        municipality="03355022",
        provider="Träger e. V.",
        legal_frame="NI",
        signing_public=keys.signing.public,
        sealing_public=keys.sealing.public,
    )


def district_card(keys: Keys = DISTRICT, district_id: str = "district-1") -> DistrictCard:
    """Return a district's card."""
    return DistrictCard(district_id, "Landkreis Beispiel", keys.signing.public, keys.sealing.public)


def statistic(codes: Mapping[str, str], value: int | None, **changes: Any) -> StatisticRow:
    """Return a published cell."""
    row = StatisticRow("T1", "bestand_faelle", "2026-Q3", tuple(codes.items()), value)
    return replace(row, **changes)


def code(dimension: str, name: str, parent: str = "TOTAL") -> CodeRow:
    """Return a code."""
    return CodeRow(dimension, name, f"Bezeichnung {name}", parent, CATALOGUE)


CODES = (
    code("geschlecht", "TOTAL", ""),
    code("geschlecht", "W"),
    code("geschlecht", "M"),
    code("alter", "TOTAL", ""),
    code("alter", "U18"),
    code("alter", "U27"),
    code("alter", "AB27"),
)
FINDING = FindingRow(
    id="a1b2c3",
    titel="Warten auf die Anerkennung",
    beschreibung="Die Stelle nennt keinen Termin; „nächstes Jahr“.\nMehrfach beobachtet.",
    handlungsfeld="ARBEIT",
    art="SCHNITTSTELLE",
    von_akteur="JOBCENTER",
    zu_akteur="ANERKENNUNG",
    rechtskreis="SGB2",
    ursache="",
    haeufigkeit="BIS5",
    folge="Arbeit beginnt später; Vertrag verfällt",
    verzoegerung_wochen="12",
    versucht="Anruf",
    vorschlag="Fester Ansprechpartner",
    ebene="LAND",
    gute_praxis="nein",
)
CONTENTS = Contents(
    statistics=(
        StatisticRow("T0", "eckwert_faelle", "2026-Q3", (), 61),
        statistic({"geschlecht": "TOTAL"}, 61),
        statistic({"geschlecht": "W"}, 33),
        statistic({"geschlecht": "M"}, 28),
        statistic({"geschlecht": "W", "alter": "TOTAL"}, 33, tabelle="T2"),
        statistic({"geschlecht": "W", "alter": "U18"}, None, tabelle="T2"),
        statistic({"geschlecht": "W", "alter": "U27"}, 12, tabelle="T2"),
        statistic({"geschlecht": "W", "alter": "AB27"}, None, tabelle="T2"),
    ),
    codes=CODES,
    findings=(FINDING, replace(FINDING, id="d4e5f6", titel="Gut", gute_praxis="ja")),
    back_references=(BackReference("d4e5f6", "999999"),),
)


def parcel(contents: Contents = CONTENTS, **changes: Any) -> Parcel:
    """Return what the office packs for the district."""
    facts: dict[str, Any] = {
        "office": OfficeIdentity("office-1", "KIM-Stelle Süd"),
        "signing": OFFICE.signing,
        "district": district_card(),
        "quarter": "2026-Q3",
        "revision": 1,
        "seq": 1,
        "prev": None,
        "replaces": None,
        "catalogue_version": CATALOGUE,
        "legal_status": "2026-07-01",
        "sdc": {"method": "suppression", "version": "1", "k": 5},
        "created": date(2026, 10, 5),
    }
    return pack(contents, **{**facts, **changes})


def receive(data: bytes, **changes: Any) -> Received:
    """Open a bundle as the district."""
    facts: dict[str, Any] = {
        "sealing": DISTRICT.sealing,
        "district_id": "district-1",
        "offices": {"office-1": office_card()},
        "known_catalogues": {CATALOGUE},
    }
    return open_bundle(data, **{**facts, **changes})


def sealed(payload: bytes) -> bytes:
    """Seal to the district, as anybody can who has its card."""
    return seal_payload(payload, DISTRICT.sealing.public)


@cache
def _first_manifest() -> Manifest:
    return parcel().manifest


def resigned(files: Mapping[str, bytes], signing: SigningKey = OFFICE.signing) -> bytes:
    """Return a payload of changed files that an enrolled but dishonest office signs again."""
    listed = {name: facts_of(files[name]) for name in SIGNED_FILES}
    data = replace(_first_manifest(), files=listed, office_key=signing.public).to_bytes()
    signature = sign_manifest(data, signing)
    return write_archive({**files, MANIFEST: data, SIGNATURE_FILE: signature})
