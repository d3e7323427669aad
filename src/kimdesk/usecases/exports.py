"""Signing, sealing and saving a quarter's bundle, and the journal of what left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kimdesk.bundles.contents import (
    BackReference,
    CodeRow,
    Contents,
    FindingRow,
    StatisticRow,
)
from kimdesk.bundles.enrolment import DistrictCard
from kimdesk.bundles.pack import OfficeIdentity, Parcel, pack, seal
from kimdesk.domain.access import Action, require
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import Finding, FindingStatus, check_step, frequency_code
from kimdesk.domain.identifiers import FindingId, new_id
from kimdesk.domain.statistics.catalogue import codes_used
from kimdesk.domain.statistics.model import Release
from kimdesk.errors import AlreadyChanged, ExportBlocked, NotFound
from kimdesk.storage import findings, releases
from kimdesk.storage.releases import StoredRelease
from kimdesk.storage.store import Work
from kimdesk.usecases import workspaces
from kimdesk.usecases.desk import LEGAL_STATUS, Desk
from kimdesk.usecases.quarters import Preview, refuse_changed_meanwhile
from kimdesk.vault.files import write_atomically

SDC_METHOD = "KIM-SDC"
SDC_VERSION = 1
K_NORMAL, K_SENSITIVE = 3, 5


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle on its way."""

    path: Path
    quarter: Quarter
    revision: int
    seq: int
    manifest_hash: str


def export_quarter(desk: Desk, shown: Preview, folder: Path) -> Exported:
    """Sign, seal and save what was shown, and note it in the journal.

    The release is stored before the file is written: after a crash the same bytes are written
    again by :func:`save_again`, never computed anew (R8).

    Raises:
        NotAllowed: unless the lead does it.
        NotFound: if the office knows no district.
        AlreadyChanged: if the key date was frozen anew since the preview.
        ExportBlocked: if the audit left a table unproved.
    """
    require(desk.user, Action.EXPORT_QUARTER)
    card = _district(desk)
    _refuse_unproved(shown.release)
    with desk.change("quarter.exported", Action.EXPORT_QUARTER) as work:
        refuse_changed_meanwhile(releases.get_run(work.session, str(shown.quarter)), shown)
        stored = _store(desk, work, shown, card)
        releases.drop_run(work.session, str(shown.quarter))
        work.about("release", stored.id, quarter=stored.quarter, revision=stored.revision)
    return _save(stored, folder)


def _refuse_unproved(release: Release) -> None:
    """Stop rows of any table that the audit did not prove; a withdrawn one has none left."""
    broken_down = {cell.table for cell in release.cells if cell.codes}
    unproved = broken_down - set(release.audit.proven)
    if unproved:
        raise ExportBlocked(tables=",".join(sorted(unproved)))


def _district(desk: Desk) -> DistrictCard:
    card = workspaces.district_card(desk)
    if card is None:
        raise NotFound(what="district")
    return card


def _store(desk: Desk, work: Work, shown: Preview, card: DistrictCard) -> StoredRelease:
    earlier = releases.latest(work.session, str(shown.quarter))
    last = releases.last(work.session)
    current = [_unchanged(work, finding) for finding in shown.findings]
    public = {finding.id: new_id(desk.around.entropy) for finding in current}
    contents = Contents(
        statistics=statistic_rows(shown.release),
        codes=code_rows(desk, shown.release),
        findings=tuple(finding_row(finding, public[finding.id]) for finding in current),
        back_references=_back_references(work, earlier, public),
    )
    parcel = _packed(desk, contents, shown, card, last, earlier)
    stored = StoredRelease(
        id=desk.new_id(),
        quarter=str(shown.quarter),
        revision=shown.revision,
        seq=parcel.manifest.seq,
        manifest_hash=parcel.manifest_hash,
        replaces=earlier.manifest_hash if earlier else None,
        created_on=desk.today,
        released_by=desk.user.id,
        district=card.district_id,
        payload=parcel.payload,
        sealed=seal(parcel, card),
        ledger=shown.release.ledger,
        summary={**_summary(contents), "comment": shown.comment},
    )
    releases.add(work.session, stored)
    for finding in current:
        findings.note_export(work.session, stored.id, finding.id, public[finding.id])
        _mark_exported(work, finding)
    return stored


def _unchanged(work: Work, finding: Finding) -> Finding:
    now = findings.get(work.session, finding.id)
    if now.version != finding.version:
        raise AlreadyChanged(what="finding")
    return now


def _mark_exported(work: Work, finding: Finding) -> None:
    if finding.status is FindingStatus.EXPORTED:
        return
    check_step(finding.status, FindingStatus.EXPORTED)
    findings.mark_exported(work.session, finding.id)


def _packed(
    desk: Desk,
    contents: Contents,
    shown: Preview,
    card: DistrictCard,
    last: tuple[int, str] | None,
    earlier: StoredRelease | None,
) -> Parcel:
    office = workspaces.identity(desk)
    return pack(
        contents,
        office=OfficeIdentity(desk.keys.workspace_id, office.name),
        signing=desk.keys.workspace_signing,
        district=card,
        quarter=str(shown.quarter),
        revision=shown.revision,
        seq=last[0] + 1 if last else 1,
        prev=last[1] if last else None,
        replaces=earlier.manifest_hash if earlier else None,
        catalogue_version=desk.around.profile.version,
        legal_status=LEGAL_STATUS.isoformat(),
        sdc={"method": SDC_METHOD, "version": SDC_VERSION, "k": K_SENSITIVE},
        created=desk.today,
    )


def statistic_rows(release: Release) -> tuple[StatisticRow, ...]:
    """Return the published cells as rows of ``statistik.csv``; reasons stay behind (R5)."""
    return tuple(
        StatisticRow(cell.table, cell.fact, cell.period, cell.codes, cell.value)
        for cell in release.cells
    )


def code_rows(desk: Desk, release: Release) -> tuple[CodeRow, ...]:
    """Return every code of every dimension that the release uses."""
    return tuple(CodeRow(*row) for row in codes_used(desk.around.profile, release.cells))


def finding_row(finding: Finding, public_id: str) -> FindingRow:
    """Return what of a finding leaves: codes and released words, the frequency as class only."""
    return FindingRow(
        id=public_id,
        titel=finding.title,
        beschreibung=finding.description,
        handlungsfeld=finding.field,
        art=finding.kind,
        von_akteur=finding.from_actor,
        zu_akteur=finding.to_actor,
        rechtskreis=finding.rechtskreis,
        ursache="",
        haeufigkeit=frequency_code(len(finding.cases)),
        folge=finding.consequence,
        verzoegerung_wochen="" if finding.delay_weeks is None else str(finding.delay_weeks),
        versucht=finding.tried,
        vorschlag=finding.proposal,
        ebene=finding.level,
        gute_praxis="ja" if finding.good_practice else "nein",
    )


def _back_references(
    work: Work, earlier: StoredRelease | None, public: Mapping[FindingId, str]
) -> tuple[BackReference, ...]:
    known = findings.exported_ids(work.session, earlier.id) if earlier else {}
    return tuple(
        BackReference(public[finding], known[finding]) for finding in public if finding in known
    )


def _summary(contents: Contents) -> dict[str, Any]:
    return {
        "tables": sorted({row.tabelle for row in contents.statistics}),
        "cells": len(contents.statistics),
        "protected": sum(1 for row in contents.statistics if row.wert is None),
        "findings": len(contents.findings),
    }


def file_name(quarter: str, revision: int, manifest_hash: str) -> str:
    """Return a name that tells the quarter and nothing about the office."""
    return f"buendel-{quarter}-v{revision}-{manifest_hash[:8]}.kimb"


def _save(stored: StoredRelease, folder: Path) -> Exported:
    path = folder / file_name(stored.quarter, stored.revision, stored.manifest_hash)
    write_atomically(path, stored.sealed)
    quarter = Quarter.parse(stored.quarter)
    return Exported(path, quarter, stored.revision, stored.seq, stored.manifest_hash)


def save_again(desk: Desk, quarter: Quarter, folder: Path) -> Exported | None:
    """Write the newest bundle of a quarter once more, byte for byte; ``None`` if there is none."""
    require(desk.user, Action.EXPORT_QUARTER)
    with desk.store.read() as session:
        stored = releases.latest(session, str(quarter))
    return None if stored is None else _save(stored, folder)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One bundle that left; ``summary`` and its comment never leave the office."""

    quarter: Quarter
    revision: int
    seq: int
    created_on: date
    released_by: str
    district: str
    manifest_hash: str
    summary: Mapping[str, Any]


def journal(desk: Desk) -> Sequence[JournalEntry]:
    """Return everything that ever left the office, newest first."""
    with desk.store.read() as session:
        return [
            JournalEntry(
                Quarter.parse(one.quarter),
                one.revision,
                one.seq,
                one.created_on,
                one.released_by,
                one.district,
                one.manifest_hash,
                one.summary,
            )
            for one in releases.journal(session)
        ]


def stored_release(desk: Desk, quarter: Quarter) -> StoredRelease | None:
    """Return the newest exported revision of a quarter with its exact payload."""
    with desk.store.read() as session:
        return releases.latest(session, str(quarter))
