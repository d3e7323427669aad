"""Follow-ups: set, done, postponed; each step can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kimdesk.domain.follow_ups import FollowUp
from kimdesk.domain.identifiers import FollowUpId
from kimdesk.errors import InvalidInput
from kimdesk.storage import follow_ups
from kimdesk.usecases.desk import Desk


def add_follow_up(desk: Desk, follow_up: FollowUp) -> FollowUp:
    """Set something due.

    Raises:
        InvalidInput: if it has no title.
    """
    if not follow_up.title.strip():
        raise InvalidInput(field="title", problem="missing")
    stored = replace(follow_up, id=FollowUpId(desk.new_id()), author=desk.user.id, version=1)
    with desk.change("follow_up.added") as work:
        follow_ups.add(work.session, stored)
        work.about("follow_up", stored.id)
    return stored


def finish_follow_up(desk: Desk, follow_up: FollowUp) -> FollowUp:
    """Mark as done today."""
    return _save(desk, replace(follow_up, done_on=desk.today), "follow_up.done")


def reopen_follow_up(desk: Desk, follow_up: FollowUp) -> FollowUp:
    """Take "done" back."""
    return _save(desk, replace(follow_up, done_on=None), "follow_up.reopened")


def postpone_follow_up(desk: Desk, follow_up: FollowUp, due_on: date) -> FollowUp:
    """Move to another day."""
    return _save(desk, replace(follow_up, due_on=due_on), "follow_up.postponed")


def remove_follow_up(desk: Desk, follow_up: FollowUp) -> None:
    """Undo one that was just set."""
    with desk.change("follow_up.removed") as work:
        follow_ups.remove(work.session, follow_up.id)
        work.about("follow_up", follow_up.id)


def _save(desk: Desk, follow_up: FollowUp, action: str) -> FollowUp:
    with desk.change(action) as work:
        follow_ups.change(work.session, follow_up)
        work.about("follow_up", follow_up.id)
    return replace(follow_up, version=follow_up.version + 1)
