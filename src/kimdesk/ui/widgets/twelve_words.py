"""The twelve words of a key, large enough to be read out on the telephone."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.labels import name_it, text_label

_COLUMNS = (6, 4, 3, 2)
_GAP = 8
_BESIDE_WORD = 52
_DIALOG_EDGES = 120


class TwelveWords(QWidget):
    """Two rows of six numbered words; more rows where the screen is too narrow for six.

    ``columns`` fixes how many stand side by side, for places that are narrower than the screen.
    """

    def __init__(self, words: str, columns: int = 0) -> None:
        super().__init__()
        listed = words.split()
        spoken = ", ".join(f"{number} {word}" for number, word in enumerate(listed, 1))
        name_it(self, "twelve-words", "Zwölf Wörter", spoken)
        columns = columns or _columns(listed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(_GAP))
        for at, word in enumerate(listed):
            grid.addWidget(_word(at + 1, word), at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)


class WordsPlace(QWidget):
    """A place in a card for twelve words that may be exchanged or missing."""

    def __init__(self, words: str = "", columns: int = 3) -> None:
        super().__init__()
        self.setObjectName("words-place")
        self._columns = columns
        self._text = ""
        self._shown: TwelveWords | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show other words; none take no room."""
        if words == self._text:
            return
        self._text = words
        if self._shown is not None:
            self._row.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = TwelveWords(words, self._columns) if words else None
        if self._shown is not None:
            self._row.addWidget(self._shown)


def _columns(words: list[str]) -> int:
    """Return how many words fit side by side on this screen."""
    metrics = QFontMetrics(font("heading"))
    widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
    room = QGuiApplication.primaryScreen().availableSize().width() - px(_DIALOG_EDGES)
    one = widest + px(_BESIDE_WORD) + px(_GAP)
    return next((columns for columns in _COLUMNS if columns * one <= room), 1)


def _word(number: int, word: str) -> QFrame:
    box = QFrame()
    box.setProperty("card", True)
    box.setObjectName(f"word-{number}")
    line = QHBoxLayout(box)
    line.setContentsMargins(px(10), px(8), px(10), px(8))
    line.setSpacing(px(8))
    line.addWidget(text_label(str(number), "small", wrap=False))
    line.addWidget(text_label(word, "heading", wrap=False, selectable=True), 1)
    return box
