"""Closing a quarter: frozen key date, protected tables, released findings, a sealed bundle."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from kimdesk.domain.access import Action, require
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.statistics.model import Observation, PastRelease, Release
from kimdesk.domain.statistics.periods import due_period, published_sizes
from kimdesk.domain.statistics.profile import FactKind
from kimdesk.domain.statistics.release import build_release
from kimdesk.errors import AlreadyChanged, NotFound, NotYet
from kimdesk.storage import cases, findings, releases, settings
from kimdesk.storage.releases import QuarterRun
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.observations import due_observations, headline

Cancelled = Callable[[], bool]
Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The frozen key date: figures and units as they were, without names."""

    headline: dict[str, int]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave: the tables with what is protected and why, and the findings.

    ``snapshot`` is the frozen key date that it was computed from.
    """

    quarter: Quarter
    revision: int
    frozen_on: date
    comment: str
    release: Release
    findings: tuple[Finding, ...]
    snapshot: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter in the list of the office: when it was exported, or that it waits."""

    quarter: Quarter
    revision: int
    exported_on: date | None
    running: bool


def recent_quarters(desk: Desk, count: int = 6) -> tuple[QuarterRow, ...]:
    """Return the finished quarters, newest first, with their state.

    The list ends with the quarter of the office's first case; the last finished quarter is
    always there.
    """
    rows = []
    quarter = Quarter.of(desk.today).previous
    with desk.store.read() as session:
        begun = cases.first_opening(session)
        newest: dict[str, tuple[int, date]] = {}
        for left in releases.journal(session):
            newest.setdefault(left.quarter, (left.revision, left.created_on))
        for _ in range(count):
            revision, day = newest.get(str(quarter), (0, None))
            running = releases.get_run(session, str(quarter)) is not None
            rows.append(QuarterRow(quarter, revision, day, running))
            quarter = quarter.previous
            if begun is None or quarter.last_day < begun:
                break
    return tuple(rows)


def freeze(desk: Desk, quarter: Quarter, *, posts: int, comment: str = "") -> QuarterRun:
    """Take the snapshot of the key date; freezing again replaces an unfinished run.

    ``posts`` are staff posts in hundredths. A quarter that was exported before gets a new
    revision.

    Raises:
        NotAllowed: unless the lead does it.
        NotYet: before the quarter is over.
    """
    require(desk.user, Action.EXPORT_QUARTER)
    if quarter.last_day >= desk.today:
        raise NotYet(quarter=str(quarter))
    with desk.change("quarter.frozen", Action.EXPORT_QUARTER) as work:
        latest = releases.latest(work.session, str(quarter))
        due = _due(desk, quarter, releases.past(work.session))
        figures, behind = headline(desk, work.session, quarter, posts)
        units = [*behind, *due_observations(desk, work.session, due)]
        run = QuarterRun(
            quarter=str(quarter),
            revision=latest.revision + 1 if latest else 1,
            frozen_on=desk.today,
            snapshot=_packed(Snapshot(figures, tuple(units))),
            comment=comment,
        )
        releases.put_run(work.session, run)
        settings.put_setting(work.session, "office", "posts", {"hundredths": posts})
        work.about("quarter", str(quarter), revision=run.revision)
    return run


def discard_run(desk: Desk, quarter: Quarter) -> None:
    """Forget an unfinished run; nothing has left."""
    with desk.change("quarter.discarded", Action.EXPORT_QUARTER) as work:
        releases.drop_run(work.session, str(quarter))
        work.about("quarter", str(quarter))


def running(desk: Desk, quarter: Quarter) -> QuarterRun | None:
    """Return the unfinished run of a quarter, so that it can be resumed."""
    with desk.store.read() as session:
        return releases.get_run(session, str(quarter))


def preview(
    desk: Desk,
    quarter: Quarter,
    cancelled: Cancelled = lambda: False,
    report: Report = lambda _share: None,
) -> Preview:
    """Compute what the frozen quarter would publish; slow, belongs in a worker.

    Raises:
        NotFound: if nothing was frozen.
        RevisionRefused: if too few persons changed for a corrected quarter (R4).
    """
    with desk.store.read() as session:
        run = releases.get_run(session, str(quarter))
        if run is None:
            raise NotFound(what="quarter_run")
        past = releases.past(session)
        leaving = _leaving(desk, quarter)
    return _preview(desk, run, past, leaving, cancelled, report)


def dry_run(desk: Desk, quarter: Quarter, *, posts: int) -> Preview:
    """Compute what would leave without freezing, storing or releasing anything."""
    require(desk.user, Action.EXPORT_QUARTER)
    if quarter.last_day >= desk.today:
        raise NotYet(quarter=str(quarter))
    with desk.store.read() as session:
        latest = releases.latest(session, str(quarter))
        past = releases.past(session)
        figures, behind = headline(desk, session, quarter, posts)
        units = [*behind, *due_observations(desk, session, _due(desk, quarter, past))]
    run = QuarterRun(
        str(quarter),
        latest.revision + 1 if latest else 1,
        desk.today,
        _packed(Snapshot(figures, tuple(units))),
    )
    return _preview(desk, run, past, _leaving(desk, quarter))


def _preview(
    desk: Desk,
    run: QuarterRun,
    past: Sequence[PastRelease],
    leaving: tuple[Finding, ...],
    cancelled: Cancelled = lambda: False,
    report: Report = lambda _share: None,
) -> Preview:
    snapshot = _unpacked(run.snapshot)
    release = build_release(
        desk.around.profile,
        run.quarter,
        run.revision,
        snapshot.headline,
        snapshot.observations,
        past,
        cancelled=cancelled,
        report=report,
    )
    quarter = Quarter.parse(run.quarter)
    return Preview(
        quarter, run.revision, run.frozen_on, run.comment, release, leaving, run.snapshot
    )


def _leaving(desk: Desk, quarter: Quarter) -> tuple[Finding, ...]:
    """Return the released findings, and those that an earlier revision of the quarter carried.

    A revision replaces the earlier bundle whole, so its findings travel again.
    """
    with desk.store.read() as session:
        released = findings.listed(session, FindingStatus.RELEASED)
        stored = releases.latest(session, str(quarter))
        again = findings.exported_ids(session, stored.id) if stored else {}
        return (*released, *(findings.get(session, one) for one in sorted(again)))


def with_current_findings(desk: Desk, shown: Preview) -> Preview:
    """Return a preview with the findings as they are released now; the tables stay as frozen."""
    return replace(shown, findings=_leaving(desk, shown.quarter))


def _due(desk: Desk, quarter: Quarter, past: Sequence[PastRelease]) -> dict[str, str]:
    profile = desk.around.profile
    sizes = published_sizes(profile, past, quarter.year - 1)
    due: dict[str, str] = {}
    for fact in profile.facts:
        if fact.kind in {FactKind.STOCK, FactKind.FLOW}:
            period = due_period(profile, fact.id, str(quarter), sizes.get(fact.id))
            if period is not None:
                due[fact.id] = period
    return due


def _packed(snapshot: Snapshot) -> bytes:
    return zlib.compress(json.dumps(asdict(snapshot), separators=(",", ":")).encode())


def _unpacked(data: bytes) -> Snapshot:
    raw = json.loads(zlib.decompress(data))
    return Snapshot(raw["headline"], tuple(Observation(**one) for one in raw["observations"]))


def refuse_changed_meanwhile(run: QuarterRun | None, shown: Preview) -> QuarterRun:
    """Return the run if it is still the one that was shown.

    Raises:
        AlreadyChanged: if the key date was frozen anew since.
    """
    frozen = (shown.revision, shown.frozen_on, shown.comment, shown.snapshot)
    if run is None or (run.revision, run.frozen_on, run.comment, run.snapshot) != frozen:
        raise AlreadyChanged(what="quarter_run")
    return run


def last_posts(desk: Desk) -> int:
    """Return the staff posts (hundredths) that the lead entered last, 0 if never."""
    with desk.store.read() as session:
        return int(settings.setting(session, "office", "posts").get("hundredths", 0))
