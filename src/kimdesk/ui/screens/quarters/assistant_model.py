"""Closing one quarter step by step; everything that matters is kept, so any step resumes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import Finding, FindingStatus
from kimdesk.domain.identifiers import CaseId
from kimdesk.errors import RevisionRefused
from kimdesk.messages import sentence
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases import exports, findings, quarters
from kimdesk.usecases.completeness import Completeness, check_quarter
from kimdesk.usecases.exports import Exported
from kimdesk.usecases.finding_words import FindingWords, words_that_leave
from kimdesk.usecases.quarters import Preview

CHECK, FREEZE, TABLES, FINDINGS, SEND = range(5)
STEPS = ("Prüfliste", "Stichtag", "Tabellen", "Hinweise", "Versand")
_SHOWN_IN_CHECK = {"cases", "people", "states", "contacts", "transitions", "needs", "findings"}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The key date as it was frozen."""

    revision: int
    day: date
    comment: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """A finding with what of it would leave."""

    finding: Finding
    words: FindingWords


@dataclass(frozen=True, slots=True)
class State:
    """What the assistant shows.

    ``refusal`` is the sentence when a revision is refused; ``unsaved`` tells that the bundle is
    signed and noted but its file could not be written yet.
    """

    quarter: Quarter
    step: int = CHECK
    check: Completeness | None = None
    posts: int = 0
    frozen: Frozen | None = None
    preview: Preview | None = None
    computing: bool = False
    refusal: str = ""
    submitted: tuple[Deciding, ...] = ()
    leaving: tuple[Deciding, ...] = ()
    sending: bool = False
    unsaved: bool = False
    exported: Exported | None = None


class AssistantModel(QObject):
    """State and intentions of the assistant for one quarter.

    ``computation`` carries the running task, for the progress panel.
    """

    changed = Signal()
    computation = Signal(object)

    def __init__(self, session: Session, quarter: Quarter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        run = quarters.running(session.desk, quarter)
        self.state = State(
            quarter,
            posts=quarters.last_posts(session.desk),
            frozen=Frozen(run.revision, run.frozen_on, run.comment) if run else None,
        )
        self._task: Task | None = None
        session.touched.connect(self._touched)
        if run is not None:
            self.go_to(TABLES)
        else:
            self.check()

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.changed.emit()

    def _touched(self, feature: str) -> None:
        if feature in _SHOWN_IN_CHECK and self.state.step == CHECK:
            self.check()
        if feature == "findings":
            self._read_findings()

    def check(self) -> None:
        """Look through the cases in a worker."""
        desk, quarter = self._session.desk, self.state.quarter
        self._session.run(lambda _task: check_quarter(desk, quarter), done=self._checked)

    def _checked(self, check: Completeness) -> None:
        self._set(check=check)

    def open_case(self, case: CaseId) -> None:
        """Leave for a case of the check list; the assistant waits."""
        self._session.go.emit("case", case)

    def go_to(self, step: int) -> None:
        """Show a step if what comes before it is done."""
        if step > FREEZE and self.state.frozen is None:
            step = FREEZE
        if step > TABLES and self.state.preview is None:
            step = TABLES
        self._set(step=step)
        if step == CHECK:
            self.check()
        if step == TABLES and self.state.preview is None:
            self.compute()
        if step in {FINDINGS, SEND}:
            self._read_findings()

    def next(self) -> None:
        """Go one step on."""
        self.go_to(min(self.state.step + 1, SEND))

    def back(self) -> None:
        """Go one step back."""
        self.go_to(max(self.state.step - 1, CHECK))

    def freeze(self, posts: int, comment: str) -> None:
        """Take the snapshot and go on to the tables; freezing anew replaces the old one."""
        desk, quarter = self._session.desk, self.state.quarter
        self.cancel()
        self._set(posts=posts)

        def work(_task: Task) -> Frozen:
            run = quarters.freeze(desk, quarter, posts=posts, comment=comment)
            return Frozen(run.revision, run.frozen_on, run.comment)

        self._session.run(work, done=self._frozen, must_finish=True)

    def _frozen(self, frozen: Frozen) -> None:
        self._set(frozen=frozen, preview=None, refusal="")
        self._session.announce("quarters")
        self.go_to(TABLES)

    def discard(self) -> None:
        """Forget the frozen key date; nothing has left."""
        desk, quarter = self._session.desk, self.state.quarter
        self.cancel()
        if self._session.attempt(lambda: quarters.discard_run(desk, quarter), "quarters"):
            self._set(frozen=None, preview=None, refusal="", step=CHECK)
            self._session.say("Der Abschluss ist verworfen. Es ist nichts hinausgegangen.")
            self.check()

    def compute(self) -> None:
        """Compute the tables in a worker, with progress; nothing is stored."""
        if self.state.computing:
            return
        desk, quarter = self._session.desk, self.state.quarter
        self._set(computing=True, refusal="")
        self._task = self._session.run(
            lambda task: quarters.preview(desk, quarter, task.cancelled, task.report),
            done=self._computed,
            failed=self._not_computed,
        )
        self._task.finished.connect(self._settled)
        self.computation.emit(self._task)

    def cancel(self) -> None:
        """Stop the computation; the frozen key date stays."""
        if self._task is not None:
            self._task.cancel()

    def _computed(self, preview: Preview) -> None:
        self._set(preview=preview)

    def _not_computed(self, error: object) -> None:
        if isinstance(error, RevisionRefused):
            self._set(refusal=sentence(error))
        else:
            self._session.tell(error)

    def _settled(self) -> None:
        self._task = None
        self._set(computing=False)

    def _read_findings(self) -> None:
        if self.state.preview is None:
            return
        desk = self._session.desk
        preview = quarters.with_current_findings(desk, self.state.preview)
        waiting = findings.list_findings(desk, FindingStatus.SUBMITTED)
        self._set(
            preview=preview,
            submitted=self._with_words(waiting),
            leaving=self._with_words(preview.findings),
        )

    def _with_words(self, listed: tuple[Finding, ...]) -> tuple[Deciding, ...]:
        lists = self._session.desk.catalogues
        return tuple(Deciding(one, words_that_leave(lists, one)) for one in listed)

    def decide(self, finding: Finding, status: FindingStatus) -> None:
        """Release a finding, or send it back to its author; both can be undone."""
        moved = self._move(finding, status)
        if moved is None:
            return
        words = {
            FindingStatus.RELEASED: "ist freigegeben und geht mit",
            FindingStatus.DRAFT: "geht als Entwurf zurück",
            FindingStatus.SUBMITTED: "bleibt hier und wartet auf die Freigabe",
        }[status]
        self._session.say(
            f"„{finding.title}“ {words}.", undo=lambda: self._undo(moved, finding.status)
        )

    def _move(self, finding: Finding, status: FindingStatus) -> Finding | None:
        desk = self._session.desk
        moved: Finding | None = self._session.attempt(
            lambda: findings.move_finding(desk, finding, status), "findings"
        )
        return moved

    def _undo(self, moved: Finding, before: FindingStatus) -> None:
        self._move(moved, before)

    def export(self, folder: Path) -> None:
        """Sign, seal and save in a worker that is not interrupted.

        After a failed saving the same bytes are written again, never computed anew.
        """
        desk, shown = self._session.desk, self.state.preview
        if shown is None or self.state.sending:
            return
        again = self.state.unsaved
        self._set(sending=True)

        def work(_task: Task) -> Exported | None:
            if again:
                return exports.save_again(desk, shown.quarter, folder)
            return exports.export_quarter(desk, shown, folder)

        self._session.run(work, done=self._exported, failed=self._not_exported, must_finish=True)

    def _exported(self, done: Exported | None) -> None:
        self._set(sending=False, unsaved=False, exported=done)
        self._session.say("Das Bündel ist gespeichert. Bitte jetzt dem Kreis übergeben.")
        self._session.announce("quarters", "findings")

    def _not_exported(self, error: object) -> None:
        desk, shown = self._session.desk, self.state.preview
        stored = exports.stored_release(desk, self.state.quarter)
        noted = bool(stored and shown and stored.revision == shown.revision)
        self._set(sending=False, unsaved=noted)
        self._session.tell(error)
        self._session.announce("quarters", "findings")
