"""What is typed into a dialog, kept apart from its widgets."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from kimdesk.errors import AlreadyChanged, InvalidInput, KimdeskError
from kimdesk.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

F = TypeVar("F")
R = TypeVar("R")

RELOADED = "Neu geladen. Ihre Änderungen sind erhalten; bitte vergleichen und speichern."


class FormModel(QObject, Generic[F]):
    """A frozen dataclass of inputs ``form`` and what is wrong with them.

    ``drafts`` is the memory of the session: what was typed and not saved waits there under
    ``key`` until the same dialog is opened again or the file is locked.
    """

    changed = Signal()

    def __init__(self, first: F, drafts: MutableMapping[str, Any], key: str) -> None:
        super().__init__()
        self._first = first
        self._drafts, self._key = drafts, key
        draft: F = drafts.get(key, first)
        self.restored = draft != first
        self.form = draft
        self.errors: Mapping[str, str] = {}
        self.problem = ""
        self.outdated = False

    @property
    def dirty(self) -> bool:
        """Whether anything differs from how the dialog was opened."""
        return self.form != self._first

    def edit(self, **changes: object) -> None:
        """Take over inputs; their problems are gone with them."""
        form: Any = self.form
        edited = replace(form, **changes)
        if edited == self.form:
            return
        self.form = edited
        self.errors = {name: text for name, text in self.errors.items() if name not in changes}
        self.edited(frozenset(changes))
        self.changed.emit()

    def edited(self, names: frozenset[str]) -> None:
        """Follow up an edit before ``changed`` is sent; override where inputs depend on others."""

    def show_errors(self, errors: Mapping[str, str], problem: str = "") -> None:
        """Show problems at the fields and one for the whole form."""
        self.errors, self.problem = dict(errors), problem
        self.changed.emit()

    def attempt(self, change: Callable[[], R]) -> R | None:
        """Run a change; a failure is shown here and ``None`` returned, the inputs stay."""
        try:
            result = change()
        except AlreadyChanged as error:
            self.outdated = True
            self.show_errors({}, sentence(error))
        except InvalidInput as error:
            name = str(error.facts.get("field", ""))
            known = name in {item.name for item in fields(self.form)}  # type: ignore[arg-type]
            text = sentence(error)
            self.show_errors({name: text} if known else {}, "" if known else text)
        except KimdeskError as error:
            self.show_errors({}, sentence(error))
        else:
            self.outdated = False
            self.show_errors({})
            return result
        return None

    def rebase(self, fresh: F) -> None:
        """Go on from what somebody else saved; what was changed here stays as typed."""
        mine: Any = self.form
        kept = {
            item.name: getattr(mine, item.name)
            for item in fields(mine)
            if getattr(mine, item.name) != getattr(self._first, item.name)
        }
        base: Any = fresh
        self._first, self.form = fresh, replace(base, **kept)
        self.outdated = False
        self.show_errors({}, RELOADED)

    def start_again(self) -> None:
        """Throw the inputs away."""
        self.form, self.restored = self._first, False
        self.drop_draft()
        self.show_errors({})

    def keep_draft(self) -> bool:
        """Remember what was typed; true if there was anything."""
        if self.dirty:
            self._drafts[self._key] = self.form
        else:
            self.drop_draft()
        return self.dirty

    def drop_draft(self) -> None:
        """Forget what was remembered, because it is saved or unwanted."""
        self._drafts.pop(self._key, None)
