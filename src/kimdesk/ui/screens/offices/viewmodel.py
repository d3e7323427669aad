"""The district's offices: who is enrolled, what arrived, what became of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.access import Action, may
from kimdesk.domain.dates import Quarter
from kimdesk.errors import FingerprintMismatch, FolderMissing
from kimdesk.messages import sentence
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases import districts, papers
from kimdesk.usecases.districts import Import

CARD_NAME = "kreis.kimkey"
QUARTERS_SHOWN = 4
_LARGEST_CARD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Office:
    """An enrolled office; ``received`` holds the revision per quarter shown, 0 if missing."""

    id: str
    name: str
    municipality: str
    provider: str
    words: str
    newest: str
    received: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A read enrolment file, not yet accepted."""

    data: bytes
    name: str
    municipality: str
    provider: str
    words: str
    known: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, in words."""

    file: str
    tone: Literal["ok", "bad", "neutral"]
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    allowed: bool
    quarters: tuple[Quarter, ...] = ()
    offices: tuple[Office, ...] = ()
    results: tuple[Result, ...] = ()
    importing: bool = False


class OfficesModel(QObject):
    """State and intentions of the page; ``importing`` carries the running task."""

    changed = Signal()
    importing = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        allowed = may(session.desk.user, Action.RUN_DISTRICT)
        self.state = State(allowed)
        if allowed:
            self.reload()
        session.touched.connect(self._touched)

    def _touched(self, feature: str) -> None:
        if feature in {"offices", "bundles"} and self.state.allowed:
            self.reload()

    def reload(self) -> None:
        """Read offices and bundles anew."""
        quarters = self._quarters()
        self.state = replace(self.state, quarters=quarters, offices=self._offices(quarters))
        self.changed.emit()

    def _quarters(self) -> tuple[Quarter, ...]:
        quarter = Quarter.of(self._session.desk.today).previous
        shown = []
        for _ in range(QUARTERS_SHOWN):
            shown.append(quarter)
            quarter = quarter.previous
        return tuple(shown)

    def _offices(self, quarters: Sequence[Quarter]) -> tuple[Office, ...]:
        desk = self._session.desk
        here = districts.received_revisions(desk)
        places = desk.catalogues["gemeinden"]
        found = []
        for office in districts.list_offices(desk):
            mine = {quarter: number for (who, quarter), number in here.items() if who == office.id}
            newest = max(mine, default=None)
            found.append(
                Office(
                    office.id,
                    office.name,
                    places.label(office.municipality),
                    office.provider,
                    office.fingerprint,
                    newest.german if newest else "",
                    tuple(mine.get(quarter, 0) for quarter in quarters),
                )
            )
        return tuple(found)

    def read_enrolment(self, path: Path) -> Enrolment | None:
        """Return what an enrolment file says of itself; its own signature is checked."""
        found: Enrolment | None = self._session.attempt(lambda: self._enrolment(path))
        return found

    def _enrolment(self, path: Path) -> Enrolment:
        data = _small_file(path)
        card = districts.read_enrolment(data)
        place = self._session.desk.catalogues["gemeinden"].label(card.municipality)
        known = card.office_id in {office.id for office in self.state.offices}
        return Enrolment(data, card.name, place, card.provider, card.fingerprint, known)

    def enrol(self, enrolment: Enrolment, words: str) -> str:
        """Accept an office; return the problem with the words, or nothing.

        ``words`` are those that the telephone gave: typed, or confirmed as the ones shown.
        """
        desk = self._session.desk
        try:
            districts.enrol(desk, enrolment.data, words)
        except FingerprintMismatch as error:
            return sentence(error)
        except Exception as error:  # noqa: BLE001 - every failure becomes a sentence
            self._session.tell(error)
            return sentence(error)
        self._session.say(f"„{enrolment.name}“ ist eingeschrieben.")
        self._session.announce("offices")
        return ""

    def import_files(self, files: Sequence[Path]) -> None:
        """Import bundles in a worker that is not interrupted; each file for itself."""
        if not files or self.state.importing:
            return
        desk = self._session.desk
        self._set_importing(True)

        def work(_task: Task) -> tuple[Import, ...]:
            return districts.import_bundles(desk, files)

        task = self._session.run(work, done=self._imported, must_finish=True)
        task.finished.connect(self._settled)
        self.importing.emit(task)

    def _set_importing(self, running: bool) -> None:  # noqa: FBT001 - the state's own flag
        self.state = replace(self.state, importing=running)
        self.changed.emit()

    def _settled(self) -> None:
        self._set_importing(False)

    def _imported(self, results: tuple[Import, ...]) -> None:
        names = {office.id: office.name for office in self.state.offices}
        self.state = replace(
            self.state, results=tuple(_result(one, names.get(one.office, "")) for one in results)
        )
        self._session.announce("bundles")

    def save_card(self, path: Path) -> None:
        """Write the district's key for new offices."""
        desk = self._session.desk
        data = districts.district_card(desk).to_bytes()
        if self._session.attempt(lambda: papers.save(path, data)):
            self._session.say(f"Die Schlüsseldatei ist gespeichert: {path.name}")

    def own_words(self) -> str:
        """Return the twelve words of the district's own key."""
        return districts.district_card(self._session.desk).fingerprint


def _result(one: Import, office: str) -> Result:
    if one.refused is not None:
        return Result(one.file, "bad", "nicht übernommen", sentence(one.refused))
    what = f"{office}, {Quarter.parse(one.quarter).german}, Fassung {one.revision}"
    if one.already_read:
        return Result(one.file, "neutral", "schon eingelesen", f"{what}. Nichts wurde geändert.")
    return Result(one.file, "ok", "übernommen", what)


def _small_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_CARD:
            raise FolderMissing(path=path.name)
        return path.read_bytes()
    except OSError as error:
        raise FolderMissing(path=path.name) from error
