"""All findings of the office by status, and the steps the user may take with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.access import Action, may
from kimdesk.domain.findings import Finding, FindingStatus, frequency_code
from kimdesk.domain.identifiers import FindingId
from kimdesk.messages import count
from kimdesk.usecases import findings
from kimdesk.usecases.cases import case_rows

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

_FEATURES = ("findings", "cases")
_ONWARD = (FindingStatus.DRAFT, FindingStatus.SUBMITTED, FindingStatus.RELEASED)
_DONE = {
    FindingStatus.DRAFT: "Hinweis ist wieder ein Entwurf.",
    FindingStatus.SUBMITTED: "Hinweis liegt zur Freigabe vor.",
    FindingStatus.RELEASED: "Hinweis freigegeben. Er geht mit dem nächsten Quartalsbündel hinaus.",
    FindingStatus.DROPPED: "Hinweis verworfen.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the detail: where it leads, its words and icon."""

    target: FindingStatus
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the table shows it."""

    finding: Finding
    field: str
    kind: str
    frequency: str


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; ``status`` is the filter, empty for all."""

    rows: tuple[Row, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    status: str = ""
    total: int = 0
    selected: Row | None = None


class FindingsModel(QObject):
    """Lists findings and moves them along their way; every step can be undone."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = State()
        session.touched.connect(self._touched)
        self.load()

    @property
    def is_lead(self) -> bool:
        """Whether the user may release."""
        return may(self._session.desk.user, Action.RELEASE_FINDINGS)

    def _touched(self, feature: str) -> None:
        if feature == "findings":
            self.load()

    def load(self) -> None:
        """Read all findings and keep filter and selection."""
        everything = findings.list_findings(self._session.desk)
        rows = tuple(self._row(finding) for finding in everything)
        status = self.state.status
        wanted = tuple(row for row in rows if not status or row.finding.status == status)
        before = self.state.selected.finding.id if self.state.selected else None
        selected = next((row for row in wanted if row.finding.id == before), None)
        self.state = State(wanted, _filters(everything), status, len(rows), selected)
        self.changed.emit()

    def _row(self, finding: Finding) -> Row:
        known = self._session.desk.catalogues
        return Row(
            finding,
            known["handlungsfelder"].short(finding.field),
            known["hinweisarten"].short(finding.kind),
            known["haeufigkeit"].short(frequency_code(len(finding.cases))),
        )

    def filter(self, status: str) -> None:
        """Show one status, or all with an empty text."""
        self.state = State(status=status, selected=self.state.selected)
        self.load()

    def select(self, row: Row | None) -> None:
        """Show a finding in the detail."""
        state = self.state
        if row != state.selected:
            self.state = State(state.rows, state.filters, state.status, state.total, row)
            self.changed.emit()

    def facts(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return what the detail says besides title and description."""
        known, finding = self._session.desk.catalogues, row.finding
        way = " → ".join(
            known["akteure"].label(actor)
            for actor in (finding.from_actor, finding.to_actor)
            if actor
        )
        weeks = "" if finding.delay_weeks is None else count(finding.delay_weeks, "Woche", "Wochen")
        return (
            ("Handlungsfeld", known["handlungsfelder"].label(finding.field)),
            ("Art", known["hinweisarten"].label(finding.kind)),
            ("Schnittstelle", way),
            ("Rechtskreis", known["rechtskreise"].label(finding.rechtskreis)),
            ("Folge", known["hinweisfolgen"].label(finding.consequence)),
            ("Verzögerung", weeks),
            ("Bereits versucht", finding.tried),
            ("Lösungsvorschlag", finding.proposal),
            ("Ebene", known["loesungsebenen"].label(finding.level)),
            ("Häufigkeit", known["haeufigkeit"].label(frequency_code(len(finding.cases)))),
        )

    def linked_names(self, row: Row) -> str:
        """Return the names of the linked cases, which stay in the office."""
        rows = case_rows(self._session.desk, row.finding.cases)
        return "; ".join(f"{found.name} ({found.file_number})" for found in rows)

    def steps(self, row: Row) -> tuple[Step, ...]:
        """Return the steps this user may take with the finding, the main one first."""
        drop = Step(FindingStatus.DROPPED, "Verwerfen", "trash-2")
        match row.finding.status, self.is_lead:
            case FindingStatus.DRAFT, _:
                return (Step(FindingStatus.SUBMITTED, "Zur Freigabe", "send"), drop)
            case FindingStatus.SUBMITTED, True:
                release = Step(FindingStatus.RELEASED, "Freigeben", "circle-check")
                return (release, Step(FindingStatus.DRAFT, "Zurückgeben", "undo-2"), drop)
            case FindingStatus.SUBMITTED, False:
                return (Step(FindingStatus.DRAFT, "Zurückziehen", "undo-2"),)
            case FindingStatus.RELEASED, True:
                return (Step(FindingStatus.SUBMITTED, "Freigabe zurücknehmen", "undo-2"), drop)
            case FindingStatus.DROPPED, _:
                return (Step(FindingStatus.DRAFT, "Wieder aufnehmen", "undo-2"),)
            case _:
                return ()

    def reason(self, row: Row) -> str:
        """Return why some steps are not offered, or what comes next."""
        match row.finding.status, self.is_lead:
            case FindingStatus.SUBMITTED, False:
                return (
                    "Die Freigabe erteilt die Leitung. Bis dahin lässt sich der Hinweis noch "
                    "ändern oder zurückziehen."
                )
            case FindingStatus.RELEASED, _:
                return (
                    "Geht mit dem nächsten Quartalsbündel an den Kreis. Eine Änderung nimmt die "
                    "Freigabe zurück."
                )
            case FindingStatus.EXPORTED, _:
                return (
                    "Mit einem Quartalsbündel verschickt und darum nicht mehr zu ändern: Beim "
                    "Kreis stünde sonst etwas anderes als hier."
                )
            case _:
                return ""

    def move(self, row: Row, target: FindingStatus) -> None:
        """Take a step; the notice offers the way back."""
        session, before = self._session, row.finding.status
        moved = session.attempt(
            lambda: findings.move_finding(session.desk, row.finding, target), *_FEATURES
        )
        if isinstance(moved, Finding):
            session.say(_DONE[target], undo=lambda: _way_back(session, moved, before))

    def edit(self, row: Row) -> None:
        """Open the finding."""
        self._session.go.emit("finding.edit", FindingId(row.finding.id))

    def create(self) -> None:
        """Write a new finding."""
        self._session.go.emit("finding.new", None)


def _filters(everything: tuple[Finding, ...]) -> tuple[tuple[str, str], ...]:
    numbers = [
        (status.value, f"{status.german} {sum(one.status is status for one in everything)}")
        for status in FindingStatus
    ]
    return (("", f"Alle {len(everything)}"), *numbers)


def _way_back(session: Session, moved: Finding, before: FindingStatus) -> None:
    """Go back step by step: a dropped finding returns over draft to where it stood."""
    steps = [before]
    if moved.status is FindingStatus.DROPPED:
        steps = list(_ONWARD[: _ONWARD.index(before) + 1])

    def back() -> Finding:
        current = moved
        for status in steps:
            current = findings.move_finding(session.desk, current, status)
        return current

    session.attempt(back, *_FEATURES)
