"""A follow-up while it is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import CaseId
from kimdesk.errors import InvalidInput
from kimdesk.ui.widgets.form_model import FormModel
from kimdesk.usecases import follow_ups
from kimdesk.usecases.cases import case_rows

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

_FEATURES = ("follow_ups", "cases")
QUICK: tuple[tuple[int, str, str], ...] = (
    (0, "heute", "H"),
    (1, "morgen", "M"),
    (7, "in 1 Woche", "1"),
    (14, "in 2 Wochen", "2"),
    (42, "in 6 Wochen", "6"),
)
"""Days ahead, words and key of the days that are asked for most."""
_USUAL = 7


@dataclass(frozen=True, slots=True)
class State:
    """The inputs; ``kind`` is a code of the catalogue ``wiedervorlagen``."""

    title: str
    kind: str
    due_on: date | None


class FollowUpModel(FormModel[State]):
    """Sets something due for a case."""

    def __init__(self, session: Session, case: CaseId) -> None:
        self._session, self.case = session, case
        rows = case_rows(session.desk, [case])
        self.name = rows[0].name if rows else ""
        first = State("", FollowUp(case, session.desk.today, "").kind, self._day(_USUAL))
        super().__init__(first, session.drafts, f"follow_up.new/{case}")

    def _day(self, ahead: int) -> date:
        return self._session.desk.today + timedelta(days=ahead)

    def choose_day(self, ahead: int) -> None:
        """Take one of the quick days."""
        self.edit(due_on=self._day(ahead))

    def quick(self) -> str:
        """Return which quick day is the chosen one, as text of its days ahead."""
        return next((str(days) for days, *_ in QUICK if self._day(days) == self.form.due_on), "")

    def save(self) -> bool:
        """Store the follow-up; false if something is missing, shown at its field."""
        session = self._session
        stored = self.attempt(lambda: follow_ups.add_follow_up(session.desk, self._wanted()))
        if stored is None:
            return False
        session.announce(*_FEATURES)
        session.say(
            f"Wiedervorlage zum {stored.due_on:%d.%m.%Y} angelegt.",
            undo=lambda: _undo(session, stored),
        )
        return True

    def _wanted(self) -> FollowUp:
        form = self.form
        if form.due_on is None:
            raise InvalidInput(field="due_on", problem="missing")
        return FollowUp(self.case, form.due_on, form.title.strip(), form.kind)


def _undo(session: Session, stored: FollowUp) -> None:
    session.attempt(lambda: follow_ups.remove_follow_up(session.desk, stored), *_FEATURES)
