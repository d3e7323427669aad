"""The recovery code: typed or pasted in any spelling, shown in its six groups."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it

_GROUP: Final = 6
_GROUPS: Final = 6
_SYMBOLS: Final = _GROUP * _GROUPS
# What looks alike on paper is the same symbol.
_READ_AS = str.maketrans("OIL", "011")


class CodeField(QLineEdit):
    """One line that puts the hyphens itself; ``code_changed`` comes at every edit."""

    code_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        name_it(self, "field-code", "Code")
        self.setPlaceholderText("sechs Gruppen zu sechs Zeichen")
        self.setToolTip("36 Zeichen; groß oder klein, mit oder ohne Striche")
        self.textEdited.connect(self._tidy)

    def code(self) -> str:
        """Return what is typed, in groups."""
        return self.text()

    def complete(self) -> bool:
        """Tell whether all 36 symbols are there."""
        return len(_symbols(self.text())) == _SYMBOLS

    def set_code(self, text: str) -> None:
        """Show a code written in any way."""
        self.setText(_grouped(_symbols(text)))

    def _tidy(self, text: str) -> None:
        before = len(_symbols(text[: self.cursorPosition()]))
        symbols = _symbols(text)[:_SYMBOLS]
        grouped = _grouped(symbols)
        place = min(before, len(symbols))
        place += max(place - 1, 0) // _GROUP
        if grouped != text:
            self.setText(grouped)
            self.setCursorPosition(place)
        self.code_changed.emit(grouped)

    def sizeHint(self) -> QSize:
        """Return room for the whole code."""
        hint = super().sizeHint()
        widest = QFontMetrics(self.font()).horizontalAdvance("-".join(["0H0W0M"] * _GROUPS))
        return QSize(widest + px(30), hint.height())


def _symbols(text: str) -> str:
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum()).translate(
        _READ_AS
    )


def _grouped(symbols: str) -> str:
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))
