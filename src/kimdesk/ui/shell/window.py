"""The main window: rail, notices, pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kimdesk.ui.shell.rail import Rail
from kimdesk.ui.theme import px, tokens
from kimdesk.ui.widgets.labels import name_it
from kimdesk.ui.widgets.notice import Notice, NoticeBar, NoticeTone

if TYPE_CHECKING:
    from collections.abc import Callable

_SLIM_BELOW = 1000
_MINIMUM = (720, 520)
_REMEMBERED = 30


@dataclass(slots=True)
class _Entry:
    """A page of the rail; its widget is built when it is first wanted."""

    title: str
    make: Callable[[], QWidget]
    widget: QWidget | None = None


class MainWindow(QMainWindow):
    """Frame of the program; knows no screen.

    ``help_requested``, ``theme_requested`` (with the name to switch to) and ``lock_requested``
    are answered by whoever built it. ``page_changed`` carries the key of the page shown.
    """

    page_changed = Signal(str)
    help_requested = Signal()
    theme_requested = Signal(str)
    lock_requested = Signal()

    def __init__(self, title: str = "KIMdesk") -> None:
        super().__init__()
        name_it(self, "main-window", title)
        self.setWindowTitle(title)
        self._entries: dict[str, _Entry] = {}
        self._current = ""
        self._history: list[str] = []
        self._alone: QWidget | None = None
        self._stack = QStackedWidget()
        name_it(self._stack, "window-stack", "Fensterinhalt")
        self._stack.addWidget(self._build_frame())
        self.setCentralWidget(self._stack)
        # Fits a small laptop even at a large type size; the pages scroll.
        self.setMinimumSize(*_MINIMUM)
        self.resize(px(1280), px(820))

    def _build_frame(self) -> QWidget:
        self.rail = Rail()
        self.rail.chosen.connect(self.go)
        self._build_bottom()
        self._notices = NoticeBar()
        self._pages = QStackedWidget()
        name_it(self._pages, "pages", "Seite")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._notices)
        right.addWidget(self._pages, 1)
        frame = QWidget()
        frame.setObjectName("frame")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        return frame

    def _build_bottom(self) -> None:
        show_help = self.rail.add_bottom("help", "Hilfe", "circle-question-mark", "F1")
        show_help.clicked.connect(self.help_requested)
        icon = "sun" if tokens().dark else "moon"
        look = self.rail.add_bottom("theme", "Darstellung", icon, "Ctrl+Shift+D")
        look.setAccessibleDescription("Wechselt zwischen heller und dunkler Darstellung")
        look.clicked.connect(self._switch_theme)
        lock = self.rail.add_bottom("lock", "Sperren", "lock", "Ctrl+L")
        lock.clicked.connect(self.lock_requested)

    def set_office(self, name: str) -> None:
        """Show whose file is open, in the rail and the title bar."""
        self.rail.set_office(name)
        self.setWindowTitle(f"{name} – KIMdesk" if name else "KIMdesk")

    def add_page(self, key: str, title: str, icon: str, make: Callable[[], QWidget]) -> None:
        """Add a page to the rail; ``make`` builds it when it is first wanted."""
        self.add_hidden_page(key, title, make)
        self.rail.add_page(key, title, icon)

    def add_hidden_page(self, key: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a page that has no place of its own in the rail, such as the help."""
        self._entries[key] = _Entry(title, make)

    def go(self, key: str) -> QWidget:
        """Show a page, building it if need be, and remember the way there."""
        widget = self._shown(key)
        if self._current and self._current != key:
            self._history = [*self._history, self._current][-_REMEMBERED:]
        return self._display(key, widget)

    def back(self) -> None:
        """Return to the page before."""
        if self._history:
            key = self._history.pop()
            self._display(key, self._shown(key))

    def _shown(self, key: str) -> QWidget:
        entry = self._entries[key]
        if entry.widget is None:
            entry.widget = entry.make()
            self._pages.addWidget(entry.widget)
        return entry.widget

    def _display(self, key: str, widget: QWidget) -> QWidget:
        self.show_frame()
        self._pages.setCurrentWidget(widget)
        self.rail.set_current(key)
        if self.focusWidget() is None:
            self.rail.button(key).setFocus(Qt.FocusReason.OtherFocusReason)
        if key != self._current:
            self._current = key
            self.page_changed.emit(key)
        return widget

    def current_key(self) -> str:
        """Return the key of the page shown."""
        return self._current

    def page(self, key: str) -> QWidget | None:
        """Return a page if it was built."""
        return self._entries[key].widget

    def drop_pages(self) -> None:
        """Delete every page and the way through them: nothing decrypted stays on a hidden one."""
        for entry in self._entries.values():
            if entry.widget is not None:
                self._pages.removeWidget(entry.widget)
                entry.widget.deleteLater()
        self._entries.clear()
        self._history.clear()
        self._current = ""
        self.rail.remove_pages()
        self._notices.clear()

    def show_alone(self, widget: QWidget) -> None:
        """Fill the window with one widget, e.g. to unlock; the one before it is deleted."""
        before = self._alone
        self._alone = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None and before is not widget:
            self._stack.removeWidget(before)
            before.deleteLater()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_frame(self) -> None:
        """Go back to rail and pages; the widget that filled the window is deleted."""
        if self._alone is not None:
            self._stack.removeWidget(self._alone)
            self._alone.deleteLater()
            self._alone = None
        self._stack.setCurrentIndex(0)

    @property
    def alone(self) -> QWidget | None:
        """The widget that fills the window, if there is one."""
        return self._alone

    def show_notice(
        self,
        text: str,
        tone: NoticeTone = "info",
        action_label: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> Notice:
        """Tell something at the top of the page."""
        return self._notices.show_notice(text, tone, action_label, on_action)

    def notices(self) -> tuple[Notice, ...]:
        """Return the messages shown."""
        return self._notices.notices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the rail slim when the window is narrow."""
        super().resizeEvent(event)
        self.rail.set_slim(slim=self.width() < px(_SLIM_BELOW))

    def changeEvent(self, event: QEvent) -> None:
        """Show at „Darstellung“ what a press leads to, however the theme was switched."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.centralWidget() is not None:
            self.rail.button("theme").set_icon("sun" if tokens().dark else "moon")

    def _switch_theme(self) -> None:
        self.theme_requested.emit("light" if tokens().dark else "dark")
