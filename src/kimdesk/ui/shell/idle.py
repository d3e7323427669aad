"""Locks after a while without a key or a move of the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

MINUTES = 10
_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Sends ``idle`` when nobody has touched the program for some minutes.

    It listens at the windows, where the keys and the mouse come in. A filter on the application
    would be called for every event of every widget and make each dialog open in half a second.
    """

    idle = Signal()

    def __init__(self, app: QApplication, minutes: float = MINUTES) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self._listen)

    def start(self) -> None:
        """Begin to watch."""
        self._timer.start()

    def stop(self) -> None:
        """Stop watching; nothing is open."""
        self._timer.stop()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing twice moves the filter to the front; it is still called once.
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start anew at every sign of life."""
        if self._timer.isActive() and event.type() in _ACTIVITY:
            self._timer.start()
        return super().eventFilter(watched, event)
