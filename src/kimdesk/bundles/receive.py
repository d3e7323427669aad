"""Opening a bundle and believing nothing it says until it is proven.

The order matters: nothing is unpacked that was not sealed to us, and nothing of the contents is
read that was not signed by an enrolled office. What came before is judged by ``sequence``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kimdesk.bundles.envelope import open_payload, recipient_hash
from kimdesk.bundles.manifest import Manifest, facts_of, manifest_hash, verify_manifest
from kimdesk.bundles.payload import (
    DESCRIPTOR,
    MANIFEST,
    README,
    SIGNATURE_FILE,
    SIGNED_FILES,
    read_payload,
)
from kimdesk.bundles.sums import check_sums, check_trees
from kimdesk.bundles.tables import read_tables
from kimdesk.errors import BadBundle, ForeignBundle, Tampered, TooNew, UnknownOffice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kimdesk.bundles.contents import Contents
    from kimdesk.bundles.enrolment import EnrolmentCard
    from kimdesk.vault.sealing import SealingKey

_LARGEST_DESCRIPTION = 64 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A bundle whose sender, recipient, wholeness and sums are proven."""

    manifest: Manifest
    manifest_hash: str
    contents: Contents
    payload: bytes


def open_bundle(
    data: bytes,
    *,
    sealing: SealingKey,
    district_id: str,
    offices: Mapping[str, EnrolmentCard],
    known_catalogues: Collection[str],
) -> Received:
    """Open a ``.kimb`` file; ``offices`` are the enrolled ones by id.

    Raises:
        BadBundle: if it is not a bundle or breaks the format.
        Truncated: if it ends too early.
        Tampered: if it was changed or the signature is not the office's.
        ForeignBundle: if it is for another district.
        UnknownOffice: if the office is not enrolled here.
        TooNew: if format or catalogue are newer than this program.
    """
    payload = open_payload(data, sealing)
    files = read_payload(payload)
    manifest = Manifest.from_bytes(files[MANIFEST])
    _check_sender(manifest, files, offices)
    if (manifest.recipient, manifest.district_id) != (recipient_hash(sealing.public), district_id):
        raise ForeignBundle(quarter=manifest.quarter)
    if manifest.catalogue_version not in known_catalogues:
        raise TooNew(what="catalogue", version=manifest.catalogue_version)
    _check_files(manifest, files)
    contents = read_tables(files)
    check_trees(contents.codes)
    check_sums(contents.statistics, contents.codes)
    return Received(manifest, manifest_hash(files[MANIFEST]), contents, payload)


def _check_sender(
    manifest: Manifest, files: Mapping[str, bytes], offices: Mapping[str, EnrolmentCard]
) -> None:
    card = offices.get(manifest.office_id)
    if card is None:
        raise UnknownOffice(office=manifest.office_id)
    verify_manifest(files[MANIFEST], files[SIGNATURE_FILE], card.signing_public)
    if manifest.office_key != card.signing_public:
        raise Tampered(what="signature")


def _check_files(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    for name in SIGNED_FILES:
        if facts_of(files[name]) != manifest.files[name]:
            raise Tampered(what=name)
    # The two files nobody computes with: only that they are harmless to keep and to show.
    for name in (README, DESCRIPTOR):
        try:
            files[name].decode()
        except UnicodeDecodeError as error:
            raise BadBundle(problem=name) from error
        if len(files[name]) > _LARGEST_DESCRIPTION:
            raise BadBundle(problem=name)
