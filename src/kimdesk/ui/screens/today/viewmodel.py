"""Today: what is due, and the steps that can be taken from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from kimdesk.domain.dates import Quarter
from kimdesk.domain.follow_ups import FollowUp
from kimdesk.messages import count
from kimdesk.ui.session import Session
from kimdesk.usecases import follow_ups
from kimdesk.usecases.today import TodayView, today_view

_FEATURES = {"follow_ups", "contacts", "cases", "states", "transitions", "findings", "quarters"}
WEEK = timedelta(days=7)
SHOWN = 30
"""Rows of a group; more would be a list to despair of, and slow to draw."""


@dataclass(frozen=True, slots=True)
class Group:
    """Follow-ups under one heading."""

    title: str
    rows: tuple[FollowUp, ...]

    @property
    def shown(self) -> tuple[FollowUp, ...]:
        """The rows there is room for, the oldest first; the others move up."""
        return self.rows[:SHOWN]

    @property
    def words(self) -> str:
        """Return how many there are, and what becomes of those not shown."""
        number = count(len(self.rows), "Wiedervorlage", "Wiedervorlagen")
        more = len(self.rows) - SHOWN
        return f"{number}; die ersten {SHOWN} stehen hier" if more > 0 else number


class TodayViewModel(QObject):
    """Reads the page's content and moves follow-ups; each move can be taken back."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.view: TodayView = today_view(session.desk)
        # One deed touches several features; one reading serves them all.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.reload)
        session.touched.connect(self._touched)

    def _touched(self, feature: str) -> None:
        if feature in _FEATURES:
            self._soon.start(0)

    def reload(self) -> None:
        """Read again."""
        self.view = today_view(self.session.desk)
        self.changed.emit()

    def groups(self) -> tuple[Group, ...]:
        """Return overdue, today and this week, without empty groups."""
        day = self.view.day
        overdue = tuple(row for row in self.view.due if row.due_on < day)
        now = tuple(row for row in self.view.due if row.due_on == day)
        later = tuple(row for row in self.view.due if row.due_on > day)
        found = (
            Group("Überfällig", overdue),
            Group("Heute", now),
            Group("Diese Woche", later),
        )
        return tuple(group for group in found if group.rows)

    def done(self, row: FollowUp) -> None:
        """Mark as done, with a way back."""
        desk = self.session.desk
        saved = self.session.attempt(lambda: follow_ups.finish_follow_up(desk, row), "follow_ups")
        if saved is not None:
            self.session.say(
                f"„{row.title}“ ist erledigt.",
                undo=lambda: self.session.attempt(
                    lambda: follow_ups.reopen_follow_up(desk, saved), "follow_ups"
                ),
            )

    def postpone(self, row: FollowUp) -> None:
        """Move by a week, with a way back."""
        desk = self.session.desk
        target = max(row.due_on, desk.today) + WEEK
        saved = self.session.attempt(
            lambda: follow_ups.postpone_follow_up(desk, row, target), "follow_ups"
        )
        if saved is not None:
            self.session.say(
                f"„{row.title}“ kommt am {target:%d.%m.%Y} wieder.",
                undo=lambda: self.session.attempt(
                    lambda: follow_ups.postpone_follow_up(desk, saved, row.due_on), "follow_ups"
                ),
            )

    def close_quarter(self, quarter: Quarter) -> None:
        """Go to the quarter that waits."""
        self.session.go.emit("quarters", quarter)
