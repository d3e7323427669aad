"""What the program tells without being asked: one line at the top of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import px, tokens
from kimdesk.ui.widgets.buttons import IconButton, quiet
from kimdesk.ui.widgets.labels import announce, name_it, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

NoticeTone = Literal["info", "ok", "warn", "bad"]

_ICONS: dict[NoticeTone, str] = {
    "info": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}
_WORDS: dict[NoticeTone, str] = {
    "info": "Hinweis",
    "ok": "Erledigt",
    "warn": "Achtung",
    "bad": "Fehler",
}
_SHOWN_MS = 8000
_WITH_ACTION_MS = 20000
_MOST = 3


class Notice(QWidget):
    """One message; ``action`` is sent when its button is pressed, ``closed`` when it goes."""

    action = Signal()
    closed = Signal()

    def __init__(self, text: str, tone: NoticeTone = "info", action_label: str = "") -> None:
        super().__init__()
        self.text = text
        self.tone: NoticeTone = tone
        name_it(self, "notice", f"{_WORDS[tone]}: {text}")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(44), px(6), px(8), px(6))
        row.setSpacing(px(8))
        row.addWidget(text_label(text, selectable=True), 1)
        if action_label:
            button = quiet(action_label)
            button.clicked.connect(self._act)
            row.addWidget(button)
        close = IconButton("x", "Meldung schließen")
        close.clicked.connect(self.close_now)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)
        self._duration = _WITH_ACTION_MS if action_label else _SHOWN_MS

    def begin(self) -> None:
        """Speak the message and start its time; warnings and errors stay until dismissed."""
        announce(self, self.accessibleName(), urgent=self.stays)
        if not self.stays:
            self._timer.start(self._duration)

    @property
    def stays(self) -> bool:
        """Whether it waits to be dismissed."""
        return self.tone in {"warn", "bad"}

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _act(self) -> None:
        self.action.emit()
        self.close_now()

    def _time_over(self) -> None:
        focus = QApplication.focusWidget()
        in_use = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if in_use:
            self._timer.start(self._duration)
        else:
            self.close_now()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the soft ground, its edge and the icon."""
        colour, soft = tokens().tone(self.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(soft))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, px(8), px(8))
        side = px(20)
        top = px(6) + (px(36) - side) / 2
        paint_icon(painter, _ICONS[self.tone], colour, QRectF(px(14), top, side, side))
        painter.end()


class NoticeBar(QWidget):
    """The place for up to three messages; takes no room when there are none."""

    def __init__(self) -> None:
        super().__init__()
        name_it(self, "notice-bar", "Meldungen")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(24), px(12), px(24), 0)
        self._column.setSpacing(px(6))
        self._notices: list[Notice] = []
        self.hide()

    def show_notice(
        self,
        text: str,
        tone: NoticeTone = "info",
        action_label: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> Notice:
        """Show a message, e.g. with „Rückgängig“ as its action.

        Room for a fourth is made by the oldest, errors last: an error must not be pushed away
        unread by a success.
        """
        notice = Notice(text, tone, action_label)
        if on_action is not None:
            notice.action.connect(on_action)
        notice.closed.connect(self._forget)
        while len(self._notices) >= _MOST:
            passing = [old for old in self._notices if not old.stays]
            (passing or self._notices)[0].close_now()
        self._notices.append(notice)
        self._column.addWidget(notice)
        self.show()
        notice.begin()
        return notice

    def notices(self) -> tuple[Notice, ...]:
        """Return what is shown, oldest first."""
        return tuple(self._notices)

    def clear(self) -> None:
        """Take everything away, e.g. on locking: messages may name people."""
        for notice in self.notices():
            notice.close_now()

    def _forget(self) -> None:
        gone = self.sender()
        self._notices = [notice for notice in self._notices if notice is not gone]
        self.setVisible(bool(self._notices))
