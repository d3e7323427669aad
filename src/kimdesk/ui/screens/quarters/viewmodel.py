"""The lead's overview: which quarters are done, the district they go to, what ever left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.access import Action, may
from kimdesk.domain.dates import Quarter
from kimdesk.domain.identifiers import AccountId
from kimdesk.errors import FolderMissing
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases import exports, papers, quarters, workspaces
from kimdesk.usecases.accounts import account_names
from kimdesk.usecases.exports import JournalEntry
from kimdesk.usecases.quarters import QuarterRow

LARGEST_CARD = 64 * 1024


@dataclass(frozen=True, slots=True)
class DistrictKey:
    """The district that the office reports to, with the words to compare by telephone."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Left:
    """A bundle that left, as a line of the journal."""

    quarter: str
    revision: int
    seq: int
    day: date
    released_by: str
    cells: int
    protected: int
    findings: int
    comment: str
    hash: str


@dataclass(frozen=True, slots=True)
class State:
    """What the overview shows."""

    is_lead: bool
    quarters: tuple[QuarterRow, ...] = ()
    journal: tuple[Left, ...] = ()
    district: DistrictKey | None = None


class QuartersModel(QObject):
    """State and intentions of the overview."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = self._read()
        session.touched.connect(self._touched)

    def _touched(self, feature: str) -> None:
        if feature == "quarters":
            self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        self.state = self._read()
        self.changed.emit()

    def _read(self) -> State:
        desk = self._session.desk
        if not may(desk.user, Action.EXPORT_QUARTER):
            return State(is_lead=False)
        names = account_names(desk)
        card = workspaces.district_card(desk)
        return State(
            is_lead=True,
            quarters=quarters.recent_quarters(desk),
            journal=tuple(_left(entry, names) for entry in exports.journal(desk)),
            district=DistrictKey(card.name, card.fingerprint) if card else None,
        )

    def read_card(self, path: Path) -> tuple[bytes, DistrictKey] | None:
        """Return a district's card from its file, to be compared before it is taken."""

        def read() -> tuple[bytes, DistrictKey]:
            data = read_file(path)
            card = workspaces.read_district_card(data)
            return data, DistrictKey(card.name, card.fingerprint)

        found: tuple[bytes, DistrictKey] | None = self._session.attempt(read)
        return found

    def take_card(self, data: bytes) -> None:
        """Note the district after its words were compared."""
        desk = self._session.desk
        if self._session.attempt(lambda: workspaces.set_district(desk, data), "quarters"):
            self._session.say("Der Kreis ist eingetragen. Bündel werden für ihn verschlossen.")

    def save_again(self, quarter: Quarter, folder: Path) -> None:
        """Write the newest bundle of a quarter once more, byte for byte."""
        desk = self._session.desk
        if self._session.attempt(lambda: exports.save_again(desk, quarter, folder)):
            self._session.say(f"Dasselbe Bündel liegt jetzt auch in „{folder}“.")

    def save_paper(self, quarter: Quarter, path: Path) -> None:
        """Print the newest bundle of a quarter into a PDF file, in a worker."""
        desk = self._session.desk

        def work(_task: Task) -> Path:
            papers.save(path, papers.quarter_paper(desk, quarter))
            return path

        self._session.run(work, done=self._paper_saved, must_finish=True)

    def _paper_saved(self, path: Path) -> None:
        self._session.say(f"Die Druckfassung ist gespeichert: {path.name}")


def _left(entry: JournalEntry, names: dict[AccountId, str]) -> Left:
    counts = entry.summary
    return Left(
        quarter=entry.quarter.german,
        revision=entry.revision,
        seq=entry.seq,
        day=entry.created_on,
        released_by=names.get(AccountId(entry.released_by), "unbekannt"),
        cells=int(counts.get("cells", 0)),
        protected=int(counts.get("protected", 0)),
        findings=int(counts.get("findings", 0)),
        comment=str(counts.get("comment", "")),
        hash=entry.manifest_hash,
    )


def read_file(path: Path) -> bytes:
    """Return a small file's content.

    Raises:
        FolderMissing: if it is not there or is far too large to be a card.
    """
    try:
        if path.stat().st_size > LARGEST_CARD:
            raise FolderMissing(path=path.name)
        return path.read_bytes()
    except OSError as error:
        raise FolderMissing(path=path.name) from error
