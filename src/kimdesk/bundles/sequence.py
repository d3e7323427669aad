"""Whether a bundle is the next of its office: pure rules, no file and no key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kimdesk.errors import BundleGap, ConflictingBundle, OlderRevision

if TYPE_CHECKING:
    from kimdesk.bundles.manifest import Manifest


class Verdict(StrEnum):
    """What is to be done with a bundle that is in order."""

    ACCEPT = "accept"
    ALREADY_READ = "already_read"


@dataclass(frozen=True, slots=True)
class QuarterState:
    """The current revision of a quarter and the hash of its manifest."""

    revision: int
    manifest_hash: str


@dataclass(frozen=True, slots=True)
class OfficeState:
    """What was accepted last from an office; before the first bundle all is empty.

    ``earlier`` are the hashes of all accepted bundles by number, as far as they are kept; with
    them an old bundle that is read once more is told from a forged one.
    """

    seq: int = 0
    manifest_hash: str | None = None
    quarters: Mapping[str, QuarterState] = field(default_factory=dict)
    earlier: Mapping[int, str] = field(default_factory=dict)


def judge(state: OfficeState, manifest: Manifest, manifest_hash: str) -> Verdict:
    """Decide whether a proven bundle continues what is there.

    Raises:
        ConflictingBundle: if the office says two things under one number: an alarm.
        BundleGap: if an earlier bundle is missing; the number is named.
        OlderRevision: if a newer revision of the quarter is there already.
    """
    if manifest.seq <= state.seq:
        return _read_before(state, manifest, manifest_hash)
    if manifest.seq > state.seq + 1:
        raise BundleGap(office=manifest.office_id, missing=state.seq + 1)
    if manifest.prev != state.manifest_hash:
        raise BundleGap(office=manifest.office_id, missing=state.seq)
    _check_revision(state.quarters.get(manifest.quarter), manifest)
    return Verdict.ACCEPT


def _read_before(state: OfficeState, manifest: Manifest, manifest_hash: str) -> Verdict:
    known = {**state.earlier, state.seq: state.manifest_hash}
    current = state.quarters.get(manifest.quarter)
    if manifest_hash == known.get(manifest.seq):
        return Verdict.ALREADY_READ
    if manifest.seq in known or current is None:
        raise _conflict(manifest)
    if manifest_hash == current.manifest_hash:
        return Verdict.ALREADY_READ
    if manifest.revision < current.revision:
        raise OlderRevision(quarter=manifest.quarter, revision=current.revision)
    raise _conflict(manifest)


def _check_revision(current: QuarterState | None, manifest: Manifest) -> None:
    expected = (current.revision + 1, current.manifest_hash) if current else (1, None)
    if (manifest.revision, manifest.replaces) == expected:
        return
    if current is not None and manifest.revision <= current.revision:
        raise OlderRevision(quarter=manifest.quarter, revision=current.revision)
    raise _conflict(manifest)


def _conflict(manifest: Manifest) -> ConflictingBundle:
    return ConflictingBundle(office=manifest.office_id, seq=manifest.seq)
