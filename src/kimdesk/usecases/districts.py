"""The district: enrol offices, import their bundles, read totals and findings side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kimdesk.bundles import enrolment
from kimdesk.bundles.catalogued import check_catalogued
from kimdesk.bundles.enrolment import DistrictCard, EnrolmentCard
from kimdesk.bundles.receive import Received, open_bundle
from kimdesk.bundles.sequence import OfficeState, QuarterState, Verdict, judge
from kimdesk.domain.access import Action, require
from kimdesk.domain.dates import Quarter
from kimdesk.domain.statistics.model import Cell
from kimdesk.domain.statistics.spans import Span, combine
from kimdesk.errors import AlreadyThere, FingerprintMismatch, FolderMissing, KimdeskError
from kimdesk.storage import districts
from kimdesk.storage.districts import EnrolledOffice, ReceivedFinding, StoredBundle
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.workspaces import identity


def district_card(desk: Desk) -> DistrictCard:
    """Return the district's public card, the content of its ``.kimkey`` file."""
    return DistrictCard(
        district_id=desk.keys.workspace_id,
        name=identity(desk).name,
        signing_public=desk.keys.workspace_signing.public,
        sealing_public=desk.keys.workspace_sealing.public,
    )


def read_enrolment(data: bytes) -> EnrolmentCard:
    """Return the card of an enrolment file after checking its own signature.

    Raises:
        BadBundle, Tampered: if it is not one or was changed.
    """
    return enrolment.read_enrolment(data)


def enrol(desk: Desk, data: bytes, fingerprint: str) -> EnrolmentCard:
    """Accept an office after its twelve words were compared by telephone.

    Raises:
        FingerprintMismatch: if the words do not belong to the file.
        AlreadyThere: if the office is enrolled with the same key.
    """
    require(desk.user, Action.RUN_DISTRICT)
    card = read_enrolment(data)
    if fingerprint.casefold().split() != card.fingerprint.casefold().split():
        raise FingerprintMismatch
    known = {office.id: office for office in list_offices(desk)}
    if card.office_id in known and known[card.office_id].card == data:
        raise AlreadyThere(what="office")
    with desk.change("office.enrolled", Action.RUN_DISTRICT) as work:
        office = EnrolledOffice(
            card.office_id,
            card.name,
            card.municipality,
            card.provider,
            card.legal_frame,
            data,
            card.fingerprint,
            desk.today,
        )
        districts.put_office(work.session, office)
        work.about("office", card.office_id)
    return card


def list_offices(desk: Desk) -> tuple[EnrolledOffice, ...]:
    """Return the enrolled offices by name."""
    with desk.store.read() as session:
        return districts.offices(session)


@dataclass(frozen=True, slots=True)
class Import:
    """What became of one file: accepted, already read, or refused with the reason."""

    file: str
    office: str = ""
    quarter: str = ""
    revision: int = 0
    already_read: bool = False
    refused: KimdeskError | None = None


def import_bundles(desk: Desk, files: Sequence[Path]) -> tuple[Import, ...]:
    """Import bundle files, each for itself; a refused one changes nothing.

    Files are taken in the order of their sequence numbers per office, so that a folder full of
    bundles needs no sorting by hand.
    """
    require(desk.user, Action.RUN_DISTRICT)
    opened = [(path, _open(desk, path)) for path in files]
    order = sorted(range(len(opened)), key=lambda index: _order(opened[index][1]))
    results: dict[int, Import] = {}
    for index in order:
        path, one = opened[index]
        results[index] = (
            Import(path.name, refused=one)
            if isinstance(one, KimdeskError)
            else _accept(desk, path.name, one)
        )
    return tuple(results[index] for index in range(len(opened)))


def _order(one: Received | KimdeskError) -> tuple[str, int]:
    return ("", 0) if isinstance(one, KimdeskError) else (one.manifest.office_id, one.manifest.seq)


def _open(desk: Desk, path: Path) -> Received | KimdeskError:
    try:
        data = path.read_bytes()
    except OSError:
        return FolderMissing(path=path.name)
    try:
        return open_received(desk, data)
    except KimdeskError as error:
        return error


def open_received(desk: Desk, data: bytes) -> Received:
    """Open a bundle with the district's key and check everything but its place in the sequence.

    Raises:
        KimdeskError: the reason why it is refused.
    """
    cards = {office.id: read_enrolment(office.card) for office in list_offices(desk)}
    received = open_bundle(
        data,
        sealing=desk.keys.workspace_sealing,
        district_id=desk.keys.workspace_id,
        offices=cards,
        known_catalogues={desk.around.profile.version},
    )
    contents, quarter = received.contents, received.manifest.quarter
    check_catalogued(desk.around.profile, quarter, contents.statistics, contents.codes)
    return received


def _accept(desk: Desk, file: str, received: Received) -> Import:
    manifest = received.manifest
    done = Import(file, manifest.office_id, manifest.quarter, manifest.revision)
    try:
        with desk.change("bundle.imported", Action.RUN_DISTRICT) as work:
            known = [
                bundle
                for bundle in districts.bundles(work.session)
                if bundle.office_id == manifest.office_id
            ]
            _leave_if_read(judge(_state(known), manifest, received.manifest_hash))
            stored = _stored(desk, received)
            districts.add_bundle(work.session, stored, cells_of(received), _findings(received))
            work.about("bundle", stored.id, seq=stored.seq)
    except _AlreadyRead:
        return Import(file, done.office, done.quarter, done.revision, already_read=True)
    except KimdeskError as error:
        return Import(file, done.office, done.quarter, done.revision, refused=error)
    return done


class _AlreadyRead(Exception):  # noqa: N818 - not an error, it leaves the transaction unwritten
    pass


def _leave_if_read(verdict: Verdict) -> None:
    if verdict is Verdict.ALREADY_READ:
        raise _AlreadyRead


def _state(known: Sequence[StoredBundle]) -> OfficeState:
    if not known:
        return OfficeState()
    newest = max(known, key=lambda bundle: bundle.seq)
    return OfficeState(
        seq=newest.seq,
        manifest_hash=newest.manifest_hash,
        quarters={
            bundle.quarter: QuarterState(bundle.revision, bundle.manifest_hash)
            for bundle in known
            if bundle.current
        },
        earlier={bundle.seq: bundle.manifest_hash for bundle in known},
    )


def _stored(desk: Desk, received: Received) -> StoredBundle:
    manifest = received.manifest
    return StoredBundle(
        id=desk.new_id(),
        office_id=manifest.office_id,
        quarter=manifest.quarter,
        revision=manifest.revision,
        seq=manifest.seq,
        manifest_hash=received.manifest_hash,
        created_on=manifest.created,
        imported_on=desk.today,
        current=True,
        payload=received.payload,
    )


def cells_of(received: Received) -> tuple[Cell, ...]:
    """Return the rows of a bundle as cells."""
    return tuple(
        Cell(row.tabelle, row.fakt, row.zeitraum, row.codes, row.wert)
        for row in received.contents.statistics
    )


def _findings(received: Received) -> list[ReceivedFinding]:
    return [
        ReceivedFinding(
            id=row.id,
            office=received.manifest.office_id,
            quarter=received.manifest.quarter,
            title=row.titel,
            description=row.beschreibung,
            field=row.handlungsfeld,
            kind=row.art,
            from_actor=row.von_akteur,
            to_actor=row.zu_akteur,
            rechtskreis=row.rechtskreis,
            frequency=row.haeufigkeit,
            consequence=row.folge,
            delay_weeks=int(row.verzoegerung_wochen) if row.verzoegerung_wochen else None,
            tried=row.versucht,
            proposal=row.vorschlag,
            level=row.ebene,
            good_practice=row.gute_praxis == "ja",
        )
        for row in received.contents.findings
    ]


@dataclass(frozen=True, slots=True)
class OfficeQuarter:
    """Whether an office's bundle of a quarter is here."""

    office: EnrolledOffice
    revision: int
    missing: bool


@dataclass(frozen=True, slots=True)
class DistrictView:
    """A quarter in the district: who delivered, totals with spans, findings side by side."""

    quarter: Quarter
    offices: tuple[OfficeQuarter, ...]
    spans: tuple[Span, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    findings: tuple[ReceivedFinding, ...]


def district_view(desk: Desk, quarter: Quarter) -> DistrictView:
    """Return a quarter as the district sees it; spans are computed, so this is for a worker."""
    with desk.store.read() as session:
        known = districts.offices(session)
        current = {
            bundle.office_id: bundle.revision
            for bundle in districts.bundles(session)
            if bundle.current and bundle.quarter == str(quarter)
        }
        cells = districts.cells_of_quarter(session, str(quarter))
        found = districts.findings_of_quarter(session, str(quarter))
    return DistrictView(
        quarter,
        tuple(
            OfficeQuarter(office, current.get(office.id, 0), office.id not in current)
            for office in known
        ),
        combine(desk.around.profile, cells),
        cells,
        found,
    )


def quarters_here(desk: Desk) -> tuple[Quarter, ...]:
    """Return the quarters of which any bundle is here, newest first."""
    with desk.store.read() as session:
        found = {Quarter.parse(quarter) for _, quarter in districts.current_revisions(session)}
    return tuple(sorted(found, reverse=True))


def received_revisions(desk: Desk) -> dict[tuple[str, Quarter], int]:
    """Return the newest revision that is here, by office and quarter."""
    with desk.store.read() as session:
        found = districts.current_revisions(session)
    return {(office, Quarter.parse(quarter)): number for (office, quarter), number in found.items()}
