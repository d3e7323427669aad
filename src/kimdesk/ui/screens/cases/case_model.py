"""One case as a value, and what can be done with it at once."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kimdesk.domain.contacts import Contact
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.households import Membership
from kimdesk.domain.identifiers import CaseId
from kimdesk.domain.states import State
from kimdesk.errors import NotFound
from kimdesk.ui.screens.cases.facts import current_states
from kimdesk.ui.session import Session
from kimdesk.usecases import accounts, cases, contacts, follow_ups, people, states
from kimdesk.usecases.cases import CaseView

POSTPONED_BY = timedelta(days=7)


class CaseModel(QObject):
    """The open case; ``changed`` comes with every new view, also when none is open any more."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view: CaseView | None = None
        self.names: dict[str, str] = {}
        self._soon = QTimer(self)
        # Several features are touched by one deed; one reading serves them all.
        self._soon.setSingleShot(True)
        self._soon.setTimerType(Qt.TimerType.PreciseTimer)
        self._soon.timeout.connect(self.reload)
        session.touched.connect(self._touched)

    def open(self, case: CaseId) -> bool:
        """Show a case; false (and a message) if it is gone."""
        try:
            self.view = cases.case_view(self.session.desk, case)
        except NotFound as problem:
            self.view = None
            self.session.tell(problem)
        self.names = {
            str(key): name for key, name in accounts.account_names(self.session.desk).items()
        }
        self.changed.emit()
        return self.view is not None

    def close(self) -> None:
        """Show no case any more."""
        self.view = None
        self.changed.emit()

    def reload(self) -> None:
        """Read the open case anew."""
        if self.view is not None:
            self.open(self.view.case.id)

    def _touched(self, _feature: str) -> None:
        if self.view is not None:
            self._soon.start(0)

    def finish(self, follow_up: FollowUp) -> None:
        """Mark a step as done; can be undone."""
        desk = self.session.desk
        done = self.session.attempt(
            lambda: follow_ups.finish_follow_up(desk, follow_up), "follow_ups"
        )
        if isinstance(done, FollowUp):
            self.session.say(f"Erledigt: {done.title}", undo=lambda: self._reopen(done))

    def _reopen(self, done: FollowUp) -> None:
        desk = self.session.desk
        self.session.attempt(lambda: follow_ups.reopen_follow_up(desk, done), "follow_ups")

    def postpone(self, follow_up: FollowUp) -> None:
        """Move a step a week ahead, counted from today if it is overdue; can be undone."""
        desk = self.session.desk
        day = max(follow_up.due_on, desk.today) + POSTPONED_BY
        moved = self.session.attempt(
            lambda: follow_ups.postpone_follow_up(desk, follow_up, day), "follow_ups"
        )
        if isinstance(moved, FollowUp):
            before = follow_up.due_on
            self.session.say(
                f"Verschoben auf {day:%d.%m.%Y}: {moved.title}",
                undo=lambda: self.session.attempt(
                    lambda: follow_ups.postpone_follow_up(desk, moved, before), "follow_ups"
                ),
            )

    def confirm_current(self) -> None:
        """Note that benefit and residence still hold („Stand bestätigt“)."""
        view = self.view
        if view is None:
            return
        held = current_states(view, self.session.desk, view.client.id)
        if self._confirm(held):
            self.session.say("Stand bestätigt: Leistung und Aufenthalt gelten heute noch.")

    def confirm(self, state: State) -> None:
        """Note that one entry still holds."""
        if self._confirm((state,)):
            self.session.say("Eintrag bestätigt.")

    def _confirm(self, held: tuple[State, ...]) -> bool:
        desk = self.session.desk

        def confirm_all() -> None:
            for state in held:
                states.confirm_state(desk, state)

        return bool(self.session.attempt(confirm_all, "states"))

    def remove(self, contact: Contact) -> None:
        """Delete a contact; can be undone."""
        desk = self.session.desk
        removed = self.session.attempt(
            lambda: contacts.remove_contact(desk, contact), "contacts", "findings"
        )
        if isinstance(removed, Contact):
            self.session.say(
                f"Kontakt vom {removed.day:%d.%m.%Y} gelöscht.",
                undo=lambda: self.session.attempt(
                    lambda: contacts.restore_contact(desk, removed), "contacts"
                ),
            )

    def leave_household(self, membership: Membership) -> None:
        """Note that somebody moved out today."""
        desk = self.session.desk
        left = self.session.attempt(
            lambda: people.leave_household(desk, membership, desk.today), "people"
        )
        if left:
            self.session.say(
                f"{membership.name} gehört ab morgen nicht mehr zum Haushalt.",
                undo=lambda: self.session.attempt(
                    lambda: people.rejoin_household(desk, membership), "people"
                ),
            )

    def reopen(self) -> None:
        """Take the closing of the case back."""
        view, desk = self.view, self.session.desk
        if view is None:
            return
        if self.session.attempt(lambda: cases.reopen_case(desk, view.case), "cases"):
            self.session.say(f"Fall {view.case.file_number} ist wieder offen.")
