"""A finding while it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kimdesk.domain.contacts import Contact
from kimdesk.domain.findings import Finding, FindingStatus, frequency_code, problems_of
from kimdesk.domain.identifiers import CaseId
from kimdesk.ui.widgets.form_model import FormModel
from kimdesk.usecases import findings
from kimdesk.usecases.cases import case_rows

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

FEATURES = ("findings", "cases")
_MOST_WEEKS = 520
_MISSING = "Zum Einreichen fehlt noch etwas. Als Entwurf lässt sich der Hinweis so speichern."


@dataclass(frozen=True, slots=True)
class State:
    """The inputs; everything but ``cases`` may leave the office after release."""

    title: str = ""
    description: str = ""
    field: str = ""
    kind: str = ""
    from_actor: str = ""
    to_actor: str = ""
    rechtskreis: str = ""
    consequence: str = ""
    delay_weeks: str = ""
    tried: str = ""
    proposal: str = ""
    level: str = ""
    good_practice: bool = False
    cases: tuple[CaseId, ...] = ()


class FindingModel(FormModel[State]):
    """Writes a finding: a new one (see ``begun``) or one that exists."""

    def __init__(self, session: Session, finding: Finding) -> None:
        self._session = session
        self.finding = finding
        begun_at = finding.id or finding.contact or "/".join(finding.cases)
        super().__init__(_shown(finding), session.drafts, f"finding/{begun_at}")

    @property
    def is_new(self) -> bool:
        """Whether the finding is not stored yet."""
        return not self.finding.id

    @property
    def read_only(self) -> bool:
        """Whether the finding has left the office; what left is not rewritten."""
        return self.finding.status is FindingStatus.EXPORTED

    @property
    def may_submit(self) -> bool:
        """Whether the next step is the way to the lead."""
        return self.finding.status is FindingStatus.DRAFT

    def linked(self) -> tuple[tuple[CaseId, str], ...]:
        """Return the linked cases with the names that stay here."""
        rows = case_rows(self._session.desk, self.form.cases)
        return tuple((row.id, f"{row.name} · {row.file_number}") for row in rows)

    def link(self, case: CaseId) -> None:
        """Add a case that shows the same."""
        self.edit(cases=tuple(dict.fromkeys((*self.form.cases, case))))

    def unlink(self, case: CaseId) -> None:
        """Remove a case."""
        self.edit(cases=tuple(other for other in self.form.cases if other != case))

    def frequency(self) -> str:
        """Return the class of how often it was seen: all that leaves about the cases."""
        known = self._session.desk.catalogues["haeufigkeit"]
        return known.label(frequency_code(len(self.form.cases)))

    def save(self) -> Finding | None:
        """Store the finding as it is, however incomplete; ``None`` if that failed."""
        session, before = self._session, self.finding
        stored = self._store()
        if stored is None:
            return None
        session.announce(*FEATURES)
        if self.is_new:
            session.say("Entwurf gespeichert.", undo=lambda: _drop(session, stored))
        else:
            session.say("Hinweis geändert.", undo=lambda: _change_back(session, before, stored))
        return stored

    def submit(self) -> Finding | None:
        """Store the finding and put it before the lead; what is missing is shown at its field."""
        wanted = self._wanted()
        if wanted is None:
            return None
        problems = problems_of(wanted)
        if problems:
            self.show_errors(problems, _MISSING)
            return None
        stored = self._store()
        if stored is None:
            return None
        # From here on the draft exists: another attempt must change it, not create it twice.
        self.finding = stored
        return self._put_forward(stored)

    def _put_forward(self, stored: Finding) -> Finding | None:
        session = self._session
        moved = self.attempt(
            lambda: findings.move_finding(session.desk, stored, FindingStatus.SUBMITTED)
        )
        if moved is not None:
            session.announce(*FEATURES)
            session.say("Hinweis zur Freigabe vorgelegt.", undo=lambda: _take_back(session, moved))
        return moved

    def _store(self) -> Finding | None:
        wanted, desk = self._wanted(), self._session.desk
        if wanted is None:
            return None
        if self.is_new:
            return self.attempt(lambda: findings.create_finding(desk, wanted))
        return self.attempt(lambda: findings.change_finding(desk, wanted))

    def _wanted(self) -> Finding | None:
        form = self.form
        weeks = form.delay_weeks.strip()
        if weeks and not (weeks.isdecimal() and int(weeks) <= _MOST_WEEKS):
            self.show_errors({"delay_weeks": "Bitte eine Zahl von Wochen, zum Beispiel 6."})
            return None
        return replace(
            self.finding,
            title=form.title.strip(),
            description=form.description.strip(),
            field=form.field,
            kind=form.kind,
            from_actor=form.from_actor,
            to_actor=form.to_actor,
            rechtskreis=form.rechtskreis,
            consequence=form.consequence,
            delay_weeks=int(weeks) if weeks else None,
            tried=form.tried.strip(),
            proposal=form.proposal.strip(),
            level=form.level,
            good_practice=form.good_practice,
            cases=form.cases,
        )

    def reload(self) -> None:
        """Go on from what a colleague saved, keeping what was changed here."""
        desk, known = self._session.desk, self.finding.id
        fresh = self.attempt(lambda: findings.get_finding(desk, known))
        if fresh is not None:
            self.finding = fresh
            self.rebase(_shown(fresh))


def begun(argument: Contact | CaseId | None) -> Finding:
    """Return the finding to begin with: from a contact, for a case, or empty."""
    if isinstance(argument, Contact):
        return findings.draft_from_contact(argument)
    return Finding("", cases=(argument,) if argument else ())


def _shown(finding: Finding) -> State:
    return State(
        title=finding.title,
        description=finding.description,
        field=finding.field,
        kind=finding.kind,
        from_actor=finding.from_actor,
        to_actor=finding.to_actor,
        rechtskreis=finding.rechtskreis,
        consequence=finding.consequence,
        delay_weeks="" if finding.delay_weeks is None else str(finding.delay_weeks),
        tried=finding.tried,
        proposal=finding.proposal,
        level=finding.level,
        good_practice=finding.good_practice,
        cases=finding.cases,
    )


def _drop(session: Session, stored: Finding) -> None:
    desk = session.desk
    session.attempt(lambda: findings.move_finding(desk, stored, FindingStatus.DROPPED), *FEATURES)


def _take_back(session: Session, moved: Finding) -> None:
    desk = session.desk
    session.attempt(lambda: findings.move_finding(desk, moved, FindingStatus.DRAFT), *FEATURES)


def _change_back(session: Session, before: Finding, stored: Finding) -> None:
    again = replace(before, version=stored.version, status=stored.status)
    session.attempt(lambda: findings.change_finding(session.desk, again), *FEATURES)
