"""Making a workspace: what was answered so far, and the making itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from kimdesk.errors import KimdeskError
from kimdesk.messages import sentence
from kimdesk.ui.tasks import Task, Tasks
from kimdesk.usecases import districts, papers, passphrases, recovery, workspaces
from kimdesk.usecases.desk import Surroundings
from kimdesk.usecases.workspaces import Created, Identity

PLACE, IDENTITY, ACCESS, SECURE = range(4)
STEPS = ("Ordner", "Angaben", "Konto", "Sicherung")
NAME_LIMIT = 200
ACCOUNT_LIMIT = 60
SHEET_NAME = "Wiederherstellungsblatt.pdf"
_LARGEST_CARD = 16_384
_MISSING = "Bitte ausfüllen."


@dataclass(frozen=True, slots=True)
class DistrictFile:
    """The district's ``.kimkey`` file, and what is compared on the telephone."""

    name: str
    words: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Secured:
    """What was done with the secrets of the new workspace; file names of what was saved."""

    words: str
    card_name: str
    sheet_saved: str = ""
    card_saved: str = ""
    proven: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The answers; ``errors`` belong to fields, ``problem`` to the whole step."""

    folder: Path
    step: int = PLACE
    kind: Literal["office", "district"] = "office"
    name: str = ""
    municipality: str = ""
    provider: str = ""
    legal_frame: str = "KDG"
    account: str = ""
    district: DistrictFile | None = None
    busy: str = ""
    problem: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    secured: Secured | None = None

    @property
    def office(self) -> bool:
        """Whether a counselling office is made, not a district."""
        return self.kind == "office"

    @property
    def may_finish(self) -> bool:
        """Whether the recovery sheet is proven or declared to be safe."""
        return self.secured is not None and (self.secured.proven or self.secured.kept)


class WelcomeViewModel(QObject):
    """Leads through the steps; ``created`` hands over the open desk after the last one."""

    changed = Signal()
    created = Signal(object)

    def __init__(self, around: Surroundings, tasks: Tasks, documents: Path) -> None:
        super().__init__()
        self._around = around
        self._tasks = tasks
        self._documents = documents
        self._made: Created | None = None
        self.state = State(folder=documents / "KIMdesk Beratungsstelle")

    def edit(self, **changes: Any) -> None:
        """Take over answers; their problems are gone with them."""
        kept = {name: text for name, text in self.state.errors.items() if name not in changes}
        self._set(replace(self.state, **changes, errors=kept, problem=""))

    def choose_kind(self, kind: Literal["office", "district"]) -> None:
        """Make an office or a district; the proposed folder follows unless it was changed."""
        names = {"office": "KIMdesk Beratungsstelle", "district": "KIMdesk Kreis"}
        proposals = {self._documents / name for name in names.values()}
        folder = self.state.folder
        proposed = self._documents / names[kind] if folder in proposals else folder
        self.edit(kind=kind, folder=proposed)

    def read_district(self, path: Path) -> None:
        """Read the district's key file; nothing is stored before the workspace is made."""
        try:
            content = _content(path)
            card = workspaces.read_district_card(content)
        except (KimdeskError, OSError):
            self._fail("district", "Das ist keine Schlüsseldatei eines Kreises (.kimkey).")
            return
        self.edit(district=DistrictFile(card.name, card.fingerprint, content))

    def next(self) -> None:
        """Go on, if the step is filled in."""
        check = {PLACE: self._place_errors, IDENTITY: self._identity_errors}[self.state.step]
        errors = check()
        step = self.state.step + (0 if errors else 1)
        self._set(replace(self.state, errors=errors, step=step, problem=""))

    def back_to(self, step: int) -> None:
        """Return to an earlier step; impossible once the workspace is made."""
        if self._made is None and not self.state.busy and 0 <= step < self.state.step:
            self._set(replace(self.state, step=step, errors={}, problem=""))

    def suggest(self) -> str:
        """Return a proposed passphrase."""
        return passphrases.suggest(self._around)

    def advise(self, passphrase: str) -> str:
        """Return what is weak in a passphrase."""
        return passphrases.advice(passphrase, (self.state.account, self.state.name))

    def check_account(self) -> bool:
        """Check the name of the first account."""
        tidy = " ".join(self.state.account.split())
        if 0 < len(tidy) <= ACCOUNT_LIMIT:
            return True
        self._fail("account", f"Bitte einen Namen mit höchstens {ACCOUNT_LIMIT} Zeichen eingeben.")
        return False

    def create(self, passphrase: str) -> None:
        """Make the workspace in a worker: stretching the passphrase takes a second."""
        if self.state.busy:
            return
        state, around = self.state, self._around
        text = "Die verschlüsselte Akte wird angelegt …"
        self._set(replace(state, busy=text, problem="", errors={}))

        def work(_task: Task) -> Created:
            return _create(state, around, passphrase)

        self._tasks.start(
            work, done=self._was_made, failed=self._failed, database=True, must_finish=True
        )

    def _was_made(self, made: Created) -> None:
        self._made = made
        office = self.state.office
        card = districts.district_card(made.desk)
        words = workspaces.fingerprint(made.desk) if office else card.fingerprint
        name = "Einschreibung.kimenrol" if office else "Kreis.kimkey"
        secured = Secured(words, name)
        self._set(replace(self.state, busy="", step=SECURE, secured=secured))

    @property
    def code(self) -> str:
        """The recovery code of the new workspace, for showing it once."""
        return self._made.recovery.code if self._made else ""

    def save_sheet(self, path: Path) -> None:
        """Save the recovery sheet as PDF, in a worker: the PDF library loads slowly."""
        made = self._made
        if made is None or self.state.busy:
            return
        self._set(replace(self.state, busy="Das Blatt wird erstellt …", problem=""))

        def work(_task: Task) -> Path:
            papers.save(path, papers.recovery_paper(made.desk, made.recovery))
            return path

        self._tasks.start(work, done=self._sheet_saved, failed=self._failed, database=True)

    def _sheet_saved(self, path: Path) -> None:
        self._set(replace(self.state, busy=""))
        self._secure(sheet_saved=path.name)

    def save_card(self, path: Path) -> None:
        """Save what the other side needs: the office's enrolment or the district's key file."""
        if self._made is None:
            return
        desk = self._made.desk
        try:
            if self.state.office:
                papers.save(path, workspaces.enrolment_file(desk))
            else:
                papers.save(path, districts.district_card(desk).to_bytes())
        except KimdeskError as error:
            self._failed(error)
            return
        self._secure(card_saved=path.name)

    def prove(self, typed: str) -> bool:
        """Tell whether the code was typed as it is printed, and remember it."""
        fits = self._made is not None and recovery.same_code(typed, self._made.recovery.code)
        self._secure(proven=fits)
        return fits

    def keep(self, *, kept: bool) -> None:
        """Note the declaration that the sheet is safe."""
        self._secure(kept=kept)

    def finish(self) -> None:
        """Hand over the desk; the recovery secret is forgotten here."""
        if self._made is None or not self.state.may_finish or self.state.busy:
            return
        desk, self._made = self._made.desk, None
        self.created.emit(desk)

    def abandon(self) -> None:
        """Close a workspace that was made but never handed over, e.g. when the program ends."""
        made, self._made = self._made, None
        if made is not None:
            workspaces.close_workspace(made.desk)

    def _place_errors(self) -> dict[str, str]:
        folder = self.state.folder
        if folder == Path() or not folder.is_absolute():
            return {"folder": "Bitte einen Ordner wählen."}
        try:
            workspaces.check_new_place(folder)
        except KimdeskError as error:
            return {"folder": sentence(error)}
        except OSError:
            return {"folder": "Dieser Ordner kann nicht gelesen werden. Bitte einen anderen."}
        return {}

    def _identity_errors(self) -> dict[str, str]:
        state = self.state
        asked = {"name": state.name}
        if state.office:
            asked |= {"municipality": state.municipality, "provider": state.provider}
        errors = {name: _MISSING for name, text in asked.items() if not text.strip()}
        long = {name for name, text in asked.items() if len(text) > NAME_LIMIT}
        return errors | dict.fromkeys(long, f"Höchstens {NAME_LIMIT} Zeichen.")

    def _fail(self, name: str, text: str) -> None:
        self._set(replace(self.state, errors={**self.state.errors, name: text}))

    def _failed(self, error: Exception) -> None:
        self._set(replace(self.state, busy="", problem=sentence(error)))

    def _secure(self, **changes: Any) -> None:
        if self.state.secured is not None:
            secured = replace(self.state.secured, **changes)
            self._set(replace(self.state, secured=secured, problem=""))

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _content(path: Path) -> bytes:
    # One byte more than a card may have is enough to see that it is none.
    with path.open("rb") as file:
        return file.read(_LARGEST_CARD + 1)


def _create(state: State, around: Surroundings, passphrase: str) -> Created:
    identity = Identity(" ".join(state.name.split()), legal_frame="DSGVO")
    if state.office:
        provider = " ".join(state.provider.split())
        identity = Identity(identity.name, state.municipality, provider, state.legal_frame)
    made = workspaces.create_workspace(
        state.kind,
        state.folder,
        identity,
        first_account=" ".join(state.account.split()),
        passphrase=passphrase,
        around=around,
    )
    if state.office and state.district is not None:
        workspaces.set_district(made.desk, state.district.content)
    return made
