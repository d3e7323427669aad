"""Settings: own passphrase, accounts, recovery sheet, district, and the state of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from kimdesk import __version__
from kimdesk.domain.access import Account, Action, Role, may
from kimdesk.errors import KimdeskError, WeakPassphrase, WrongPassphrase
from kimdesk.messages import count, sentence
from kimdesk.ui.session import Session
from kimdesk.usecases import accounts, districts, papers, passphrases, recovery, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.workspaces import Health, Identity

SHEET_NAME = "Wiederherstellungsblatt.pdf"
_LARGEST_CARD = 16_384
_SHORT_HASH = 16
_TWIN = {
    "fine": "beide Schriften stimmen überein",
    "missing": "die Zweitschrift fehlte und wurde neu angelegt",
    "damaged": "die Zweitschrift war beschädigt und wurde neu angelegt",
    "stale": "die Zweitschrift war veraltet und wurde erneuert",
}


@dataclass(frozen=True, slots=True)
class District:
    """A district by its key file ``content``; empty where only its words are shown."""

    name: str
    words: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class StartPassphrase:
    """A passphrase to be handed to a colleague; shown once and never stored."""

    account: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; ``errors`` belong to the two fields of the own passphrase."""

    identity: Identity
    accounts: tuple[Account, ...]
    district: District | None
    own_words: str
    facts: tuple[tuple[str, str], ...]
    busy: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    handed_out: StartPassphrase | None = None
    new_code: str = ""
    new_paper: bytes = b""
    checked: str = ""


class SettingsViewModel(QObject):
    """Everything that needs new keys runs alone and in a worker: it stretches a passphrase."""

    changed = Signal()
    passphrase_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.state = self._read()
        session.touched.connect(self._touched)

    @property
    def office(self) -> bool:
        """Whether the file is an office's and not the district's."""
        return self.user.role is not Role.COORDINATOR

    @property
    def user(self) -> Account:
        """Who is logged in."""
        return self.session.desk.user

    def may(self, action: Action) -> bool:
        """Tell whether the user's role includes an action."""
        return may(self.user, action)

    def suggest(self) -> str:
        """Return a proposed passphrase."""
        return passphrases.suggest(self.session.desk.around)

    def advise(self, passphrase: str) -> str:
        """Return what is weak in a passphrase of the user's own."""
        return passphrases.advice(passphrase, (self.user.name,))

    def change_passphrase(self, old: str, new: str) -> None:
        """Change one's own passphrase."""
        if not old:
            self._change(errors={"old": "Bitte die bisherige Passphrase eingeben."})
            return
        self._renew(
            "Die Passphrase wird geändert …",
            lambda desk: accounts.change_passphrase(desk, old, new),
            self._passphrase_done,
            self._passphrase_failed,
        )

    def _passphrase_done(self, desk: Desk) -> None:
        self._renewed(desk)
        self.passphrase_changed.emit()
        self.session.say("Ihre Passphrase ist geändert. Ab jetzt gilt nur noch die neue.")

    def _passphrase_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self._change(busy="", errors={"old": "Das ist nicht die bisherige Passphrase."})
        elif isinstance(error, WeakPassphrase):
            self._change(busy="", errors={"new": sentence(error)})
        else:
            self._failed(error)

    def add_account(self, name: str, role: Role, passphrase: str) -> None:
        """Give a colleague an account; the start passphrase is shown once."""

        def add(desk: Desk) -> tuple[Desk, StartPassphrase]:
            renewed, account = accounts.add_account(desk, name, role, passphrase)
            return renewed, StartPassphrase(account.name, passphrase)

        self._renew("Das Konto wird angelegt …", add, self._handed_out)

    def reset_account(self, account: Account) -> None:
        """Give a colleague who lost the passphrase a new start passphrase."""
        passphrase = self.suggest()

        def reset(desk: Desk) -> tuple[Desk, StartPassphrase]:
            renewed = accounts.reset_passphrase(desk, account, passphrase)
            return renewed, StartPassphrase(account.name, passphrase)

        self._renew("Die Startpassphrase wird gesetzt …", reset, self._handed_out)

    def _handed_out(self, result: tuple[Desk, StartPassphrase]) -> None:
        desk, handed_out = result
        self._renewed(desk, handed_out=handed_out)

    def forget_passphrase(self) -> None:
        """Stop showing a start passphrase."""
        self._change(handed_out=None)

    def close_account(self, account: Account) -> None:
        """Take a colleague's access away."""
        closed = self.session.attempt(lambda: accounts.close_account(self.session.desk, account))
        if closed is not None:
            self._renewed(closed, handed_out=None)
            self.session.say(f"Das Konto „{account.name}“ ist geschlossen.")

    def renew_sheet(self) -> None:
        """Make a new recovery sheet; the old one ends."""

        def renew(desk: Desk) -> tuple[Desk, str, bytes]:
            renewed, sheet = recovery.renew_recovery(desk)
            return renewed, sheet.code, papers.recovery_paper(renewed, sheet)

        self._renew("Das neue Blatt wird erstellt …", renew, self._sheet_renewed)

    def _sheet_renewed(self, result: tuple[Desk, str, bytes]) -> None:
        desk, code, paper = result
        self._renewed(desk, new_code=code, new_paper=paper)

    def save_sheet(self, path: Path) -> None:
        """Save the new recovery sheet as PDF."""
        self._save(path, self.state.new_paper)

    def forget_sheet(self) -> None:
        """Stop showing the new code."""
        self._change(new_code="", new_paper=b"")

    def read_district(self, path: Path) -> District | None:
        """Return whose key file it is, so that its words are compared before it is taken."""
        try:
            content = _content(path)
            card = workspaces.read_district_card(content)
        except (KimdeskError, OSError):
            self.session.say("Das ist keine Schlüsseldatei eines Kreises (.kimkey).", "bad")
            return None
        return District(card.name, card.fingerprint, content)

    def take_district(self, compared: District) -> None:
        """Send bundles to this district from now on; exactly the file that was compared."""
        desk = self.session.desk
        card = self.session.attempt(
            lambda: workspaces.set_district(desk, compared.content), "settings"
        )
        if card is not None:
            self.session.say(f"Bündel gehen ab jetzt an „{card.name}“.")

    def save_card(self, path: Path) -> None:
        """Save the office's enrolment or the district's key file."""
        desk = self.session.desk
        make = workspaces.enrolment_file if self.office else _district_file
        self._save(path, make(desk))

    def check(self) -> None:
        """Read and verify the whole file in a worker."""
        if not self.state.busy:
            self._change(busy="Die Akte wird geprüft …", checked="")
            desk = self.session.desk
            folder = desk.store.path.parent
            self.session.run(
                lambda _task: workspaces.check_workspace(desk, folder),
                done=self._checked,
                failed=self._failed,
            )

    def _checked(self, health: Health) -> None:
        entries = count(health.audit_entries, "Eintrag", "Einträge")
        text = (
            f"Die Akte ist in Ordnung: jede Seite gelesen, {entries} im Protokoll lückenlos, "
            f"Schlüsseldatei auf Stand {health.generation}, {_TWIN[health.twin]}."
        )
        self._change(busy="", checked=text, facts=_facts(self.session.desk))

    def _save(self, path: Path, data: bytes) -> None:
        if self.session.attempt(lambda: papers.save(path, data)) is not None:
            self.session.say(f"Gespeichert als „{path.name}“.")

    def _renew(
        self,
        text: str,
        change: Callable[[Desk], object],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        # One at a time: each change of the key file starts from the keys of the one before.
        if self.state.busy:
            return
        self._change(busy=text, errors={}, handed_out=None)
        desk = self.session.desk
        self.session.run(
            lambda _task: change(desk), done=done, failed=failed or self._failed, must_finish=True
        )

    def _renewed(self, desk: Desk, **changes: Any) -> None:
        self.session.replace_desk(desk)
        self.session.announce("accounts")
        self._change(busy="", **changes)

    def _failed(self, error: Exception) -> None:
        self._change(busy="")
        self.session.tell(error)

    def _touched(self, feature: str) -> None:
        if feature in {"accounts", "settings"}:
            fresh = self._read()
            self._change(accounts=fresh.accounts, district=fresh.district, facts=fresh.facts)

    def _read(self) -> State:
        desk = self.session.desk
        if self.office:
            card = workspaces.district_card(desk)
            district = District(card.name, card.fingerprint) if card else None
            words = workspaces.fingerprint(desk)
        else:
            district, words = None, districts.district_card(desk).fingerprint
        return State(
            workspaces.identity(desk),
            accounts.list_accounts(desk),
            district,
            words,
            _facts(desk),
        )

    def _change(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.changed.emit()


def _content(path: Path) -> bytes:
    # One byte more than a card may have is enough to see that it is none.
    with path.open("rb") as file:
        return file.read(_LARGEST_CARD + 1)


def _district_file(desk: Desk) -> bytes:
    return districts.district_card(desk).to_bytes()


def _facts(desk: Desk) -> tuple[tuple[str, str], ...]:
    path = desk.store.path
    number, head = desk.store.audit_head()
    megabytes = f"{path.stat().st_size / 1e6:.1f} MB".replace(".", ",")
    return (
        ("Ordner", str(path.parent)),
        ("Aktendatei", f"{path.name}, {megabytes}"),
        ("Protokoll", count(number, "Eintrag", "Einträge")),
        ("Kopf des Protokolls", head[:_SHORT_HASH]),
        ("Programm", f"KIMdesk {__version__}"),
    )
