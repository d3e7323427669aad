"""Making a bundle: the same release gives the same bytes, until it is sealed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kimdesk.bundles.contents import Contents
from kimdesk.bundles.datapackage import descriptor
from kimdesk.bundles.envelope import recipient_hash, seal_payload
from kimdesk.bundles.liesmich import read_me
from kimdesk.bundles.manifest import (
    Manifest,
    Protection,
    facts_of,
    manifest_hash,
    sign_manifest,
)
from kimdesk.bundles.payload import (
    DESCRIPTOR,
    MANIFEST,
    README,
    SIGNATURE_FILE,
    write_archive,
)
from kimdesk.bundles.sums import check_sums, check_trees
from kimdesk.bundles.tables import read_tables, write_tables
from kimdesk.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kimdesk.bundles.enrolment import DistrictCard
    from kimdesk.vault.signing import SigningKey


@dataclass(frozen=True, slots=True)
class OfficeIdentity:
    """The sender: the id under which it is enrolled, and its name for the read-me."""

    office_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle before it is sealed, for preview, archive and the release ledger."""

    payload: bytes
    manifest: Manifest
    manifest_hash: str


def pack(  # noqa: PLR0913  # the caller decides each of the manifest's facts
    contents: Contents,
    *,
    office: OfficeIdentity,
    signing: SigningKey,
    district: DistrictCard,
    quarter: str,
    revision: int,
    seq: int,
    prev: str | None,
    replaces: str | None,
    catalogue_version: str,
    legal_status: str,
    sdc: Mapping[str, object],
    created: date,
) -> Parcel:
    """Return the signed payload.

    ``sdc`` has ``method``, ``version``, ``k``. What the receiver checks is checked here first.

    Raises:
        BadBundle: if rows, code trees or sums are not as the format wants them.
        InvalidInput: if the manifest contradicts itself or a text is too long.
    """
    manifest = Manifest(
        office_id=office.office_id,
        office_key=signing.public,
        recipient=recipient_hash(district.sealing_public),
        district_id=district.district_id,
        quarter=quarter,
        revision=revision,
        seq=seq,
        prev=prev,
        replaces=replaces,
        catalogue_version=catalogue_version,
        legal_status=legal_status,
        sdc=_protection(sdc),
        created=created,
        files={},
    )
    return _signed(_files(contents, manifest, office, district), manifest, signing)


def seal(parcel: Parcel, district: DistrictCard) -> bytes:
    """Return the content of a ``.kimb`` file for ``district``.

    Raises:
        InvalidInput: if the parcel was packed for another key, or is too large.
    """
    if parcel.manifest.recipient != recipient_hash(district.sealing_public):
        raise InvalidInput(field="district", problem="other key")
    return seal_payload(parcel.payload, district.sealing_public)


def _files(
    contents: Contents, manifest: Manifest, office: OfficeIdentity, district: DistrictCard
) -> dict[str, bytes]:
    files = write_tables(contents)
    written = read_tables(files)
    check_trees(written.codes)
    check_sums(written.statistics, written.codes)
    files[README] = read_me(
        quarter=manifest.quarter,
        revision=manifest.revision,
        office=office.name,
        district=district.name,
        catalogue=manifest.catalogue_version,
        legal_status=manifest.legal_status,
    )
    files[DESCRIPTOR] = descriptor(
        quarter=manifest.quarter,
        revision=manifest.revision,
        catalogue=manifest.catalogue_version,
    )
    return files


def _signed(files: Mapping[str, bytes], draft: Manifest, signing: SigningKey) -> Parcel:
    manifest = replace(draft, files={name: facts_of(data) for name, data in files.items()})
    manifest.check()
    data = manifest.to_bytes()
    signature = sign_manifest(data, signing)
    payload = write_archive({**files, MANIFEST: data, SIGNATURE_FILE: signature})
    return Parcel(payload, manifest, manifest_hash(data))


def _protection(sdc: Mapping[str, object]) -> Protection:
    if set(sdc) != {"method", "version", "k"} or not isinstance(sdc["k"], int):
        raise InvalidInput(field="sdc", problem="members")
    return Protection(str(sdc["method"]), str(sdc["version"]), sdc["k"])
