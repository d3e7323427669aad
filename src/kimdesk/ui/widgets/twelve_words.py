"""The twelve words of a key, large enough to be read out on the telephone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, text_label

_IN_A_ROW = 6


class TwelveWords(QWidget):
    """Two rows of six numbered words; a narrow place breaks the rows, never a word."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self._rows: list[QWidget] = []
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show other words, separated by blanks."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        listed = words.split()
        starts = range(0, len(listed), _IN_A_ROW)
        self._rows = [self._row(start, listed[start : start + _IN_A_ROW]) for start in starts]
        spoken = ", ".join(f"{number} {word}" for number, word in enumerate(listed, 1))
        name_it(self, "twelve-words", "Zwölf Wörter", spoken)

    def _row(self, start: int, words: list[str]) -> QWidget:
        row = QWidget()
        row.setObjectName(f"words-{start + 1}")
        flow = FlowLayout(row)
        for number, word in enumerate(words, start + 1):
            flow.addWidget(_word(number, word))
        self._column.addWidget(row)
        return row


def _word(number: int, word: str) -> QFrame:
    box = QFrame()
    box.setProperty("card", True)
    box.setObjectName(f"word-{number}")
    line = QHBoxLayout(box)
    line.setContentsMargins(px(12), px(8), px(14), px(8))
    line.setSpacing(px(8))
    line.addWidget(text_label(str(number), "small", wrap=False))
    line.addWidget(text_label(word, "heading", wrap=False, selectable=True))
    return box
