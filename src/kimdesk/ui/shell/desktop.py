"""The running program: locked or open, one window, one session at a time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from kimdesk.domain.access import Role
from kimdesk.errors import KimdeskError
from kimdesk.messages import sentence
from kimdesk.ui.screens.recovery.view import RecoveryPage
from kimdesk.ui.screens.unlock.view import UnlockPage
from kimdesk.ui.screens.unlock.viewmodel import UnlockViewModel
from kimdesk.ui.screens.welcome.view import WelcomePage
from kimdesk.ui.session import Session
from kimdesk.ui.shell import routes
from kimdesk.ui.shell.idle import IdleWatch
from kimdesk.ui.shell.remembered import Remembered
from kimdesk.ui.shell.window import MainWindow
from kimdesk.ui.tasks import Tasks
from kimdesk.ui.theme import apply_theme
from kimdesk.usecases.desk import Desk, Surroundings
from kimdesk.usecases.workspaces import close_workspace, identity, workspace_kind


class Desktop(QObject):
    """Holds window, workers and the open session, and leads from one state to the next."""

    def __init__(self, app: QApplication, around: Surroundings) -> None:
        super().__init__(app)
        self._app = app
        self._around = around
        self._remembered = Remembered()
        apply_theme(app, self._remembered.theme, self._remembered.scale)  # type: ignore[arg-type]
        self.window = MainWindow()
        self.tasks = Tasks(self)
        self.tasks.unhandled.connect(self._bug)
        self.session: Session | None = None
        self._idle = IdleWatch(app)
        self._idle.idle.connect(self.lock)
        self.window.lock_requested.connect(self.lock)
        self.window.help_requested.connect(self._show_help)
        self.window.theme_requested.connect(self._set_theme)
        contact = QShortcut(QKeySequence("Ctrl+K"), self.window)
        contact.activated.connect(self._new_contact)
        app.aboutToQuit.connect(self.close)

    def start(self, proposed: tuple[tuple[Path, str], ...] = ()) -> None:
        """Show the window: unlock what is known, or welcome who is new."""
        self.window.set_office("")
        if proposed or self._known():
            self.show_unlock(proposed)
        else:
            self.show_welcome()
        self.window.show()

    def _known(self) -> tuple[tuple[Path, str], ...]:
        return tuple(one for one in self._remembered.workspaces() if one[0].is_dir())

    def show_unlock(self, proposed: tuple[tuple[Path, str], ...] = ()) -> UnlockPage:
        """Ask for name and passphrase."""
        known = (*proposed, *(one for one in self._known() if one not in proposed))
        model = UnlockViewModel(self._around, self.tasks, known)
        page = UnlockPage(model, _choose_folder)
        model.setParent(page)
        model.unlocked.connect(self.open)
        page.create_requested.connect(self.show_welcome)
        page.recovery_requested.connect(self.show_recovery)
        self.window.show_alone(page)
        page.focus_first_gap()
        return page

    def show_welcome(self) -> None:
        """Lead through making a workspace."""
        page = WelcomePage(self._around, self.tasks)
        page.created.connect(self.open)
        page.cancelled.connect(self._back_to_unlock)
        self.window.show_alone(page)

    def show_recovery(self, folder: Path) -> None:
        """Lead through the recovery sheet."""
        try:
            kind = workspace_kind(folder)
        except Exception as error:  # noqa: BLE001 - every failure becomes a sentence
            self.window.show_notice(sentence(error), "bad")
            return
        page = RecoveryPage(folder, kind, self._around, self.tasks)
        page.done.connect(self._back_to_unlock)
        page.cancelled.connect(self._back_to_unlock)
        self.window.show_alone(page)

    def _back_to_unlock(self) -> None:
        self.show_unlock()

    def open(self, desk: Desk) -> None:
        """Show the desk of somebody who unlocked a workspace."""
        self._remembered.note_workspace(desk.store.path.parent, desk.user.name)
        session = Session(desk, self.tasks, self)
        session.go.connect(self._go)
        session.said.connect(self._say)
        self.session = session
        self.window.set_office(identity(desk).name)
        self.window.page_changed.connect(self._page_changed)
        self._add_pages(session)
        self._idle.start()
        if desk.user.role is not Role.COORDINATOR:
            session.load_index()
        self._tell_about_twin(desk)

    def _tell_about_twin(self, desk: Desk) -> None:
        if desk.keys.twin.value != "fine":
            self.window.show_notice(
                "Die Zweitschrift der Schlüsseldatei fehlte oder war beschädigt. Sie wurde neu "
                "angelegt; die Akte ist unversehrt. Kommt das wieder vor, bitte den Datenträger "
                "prüfen lassen.",
                "warn",
            )

    def _add_pages(self, session: Session, first: str = "") -> None:
        pages = routes.pages_for(session.desk.user.role)
        for route in pages:
            self.window.add_page(route.key, route.title, route.icon, partial(route.make, session))
        help_page = routes.HELP
        self.window.add_hidden_page("help", help_page.title, partial(help_page.make, session))
        self.window.go(first or pages[0].key)

    def _page_changed(self, key: str) -> None:
        page = self.window.page(key) if key == "settings" else None
        if page is not None and not page.property("connected"):
            page.setProperty("connected", True)
            page.theme_chosen.connect(self._set_theme)  # type: ignore[attr-defined]
            page.scale_chosen.connect(self._set_scale)  # type: ignore[attr-defined]

    def lock(self) -> None:
        """Close the file and drop everything that showed it."""
        if self.session is None:
            return
        self._end_session()
        self.window.set_office("")
        self.show_unlock()

    def _end_session(self) -> None:
        session, self.session = self.session, None
        if session is None:
            return
        self._idle.stop()
        self.window.page_changed.disconnect(self._page_changed)
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.window.drop_pages()
        self.tasks.shutdown()
        self.tasks.deleteLater()
        self.tasks = Tasks(self)
        self.tasks.unhandled.connect(self._bug)
        close_workspace(session.desk)
        session.deleteLater()

    def close(self) -> None:
        """End the program: sign and close what is open."""
        self._end_session()
        self.tasks.shutdown()

    def _go(self, key: str, argument: object) -> None:
        if self.session is None:
            return
        if key in routes.DIALOGS:
            self._open_dialog(self.session, key, argument)
            return
        page: Any = self.window.go("cases" if key == "case" else key)
        if argument is not None and hasattr(page, "show_item"):
            page.show_item(argument)

    def _open_dialog(self, session: Session, key: str, argument: object) -> None:
        """Open a dialog; what it shows may have been deleted meanwhile."""
        try:
            dialog = routes.DIALOGS[key](session, argument, self.window)
        except KimdeskError as error:
            session.tell(error)
            return
        dialog.open()

    def _new_contact(self) -> None:
        if self.session is None or self.session.desk.user.role is Role.COORDINATOR:
            return
        self._go("contact.new", self._current_case())

    def _say(self, tone: str, text: str, action: str, on_action: object) -> None:
        callback = on_action if callable(on_action) else None
        self.window.show_notice(text, tone, action, callback)  # type: ignore[arg-type]

    def _bug(self, error: Exception) -> None:
        self._say("bad", sentence(error), "", None)

    def _show_help(self) -> None:
        if self.session is not None:
            self.window.go("help")

    def _set_theme(self, name: str) -> None:
        self._remembered.theme = name
        self._dress_soon()

    def _set_scale(self, factor: float) -> None:
        self._remembered.scale = factor
        self._dress_soon()

    def _dress_soon(self) -> None:
        # The wish comes from a button of a page that goes away: it must be left first.
        QTimer.singleShot(0, self, self._dress)

    def _dress(self) -> None:
        """Change the look with as few widgets as can be: the pages are built anew afterwards.

        Dressing hundreds of hidden widgets again would block the window, and distances are fixed
        when a page is built.
        """
        name, factor = self._remembered.theme, self._remembered.scale
        if self.session is None:
            apply_theme(self._app, name, factor)  # type: ignore[arg-type]
            return
        key, case = self.window.current_key(), self._current_case()
        self.window.drop_pages()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        apply_theme(self._app, name, factor)  # type: ignore[arg-type]
        self._add_pages(self.session, key)
        if case is not None:
            self._go("case", case)

    def _current_case(self) -> Any:
        page: Any = self.window.page("cases") if self.window.current_key() == "cases" else None
        return page.current_case() if page is not None else None


def _choose_folder(parent: QWidget) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, "Ordner der Akte wählen")
    return Path(chosen) if chosen else None
