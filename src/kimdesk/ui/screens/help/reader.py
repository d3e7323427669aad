"""The sheet on which a chapter is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from kimdesk.ui.screens.help.viewmodel import Chapter
from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.theme.fonts import FontRole
from kimdesk.ui.widgets.labels import name_it

_HEADINGS: dict[int, FontRole] = {1: "title", 2: "heading", 3: "strong"}
_LINE_HEIGHT = 140.0


class Reader(QTextBrowser):
    """Shows a chapter; ``chapter_wanted`` carries the file name behind a link.

    Nothing is ever fetched: links to anything but a chapter do nothing, pictures are not loaded.
    """

    chapter_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        name_it(self, "help-text", "Hilfetext")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self._chapter: Chapter | None = None
        self._term = ""

    def show_chapter(self, chapter: Chapter, term: str = "") -> None:
        """Show a chapter with all places of a term marked, the first one in sight."""
        if chapter != self._chapter:
            self._chapter = chapter
            self._fill()
        self._term = term
        self._mark()
        if term:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.next_hit()

    def next_hit(self, *, backward: bool = False) -> bool:
        """Go to the next place of the term, round the end; false if there is none."""
        if not self._term:
            return False
        flag = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if self.find(self._term, flag):
            return True
        edge = QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start
        self.moveCursor(edge)
        return self.find(self._term, flag)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Load nothing, from nowhere."""
        return

    def changeEvent(self, event: QEvent) -> None:
        """Set the chapter anew in the new colours and sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_chapter", None) is not None:
            self._fill()
            self._mark()

    def _follow(self, link: QUrl) -> None:
        if not link.scheme() and not link.host():
            self.chapter_wanted.emit(link.fileName())

    def _fill(self) -> None:
        assert self._chapter is not None  # noqa: S101 - asked by both callers
        self.document().setDefaultFont(font("body"))
        self.document().setDocumentMargin(px(20))
        self.document().setMarkdown(
            self._chapter.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        )
        block = self.document().begin()
        while block.isValid():
            _set(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self) -> None:
        marks = []
        place = QTextCursor(self.document())
        look = QTextCharFormat()
        look.setBackground(QColor(tokens().warn_soft))
        look.setForeground(QColor(tokens().text))
        while self._term:
            place = self.document().find(self._term, place)
            if place.isNull():
                break
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = place, look
            marks.append(mark)
        self.setExtraSelections(marks)


def _set(block: QTextBlock) -> None:
    """Give a block the type and the distances of the design."""
    level = block.blockFormat().headingLevel()
    spacing = QTextBlockFormat()
    spacing.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    spacing.setTopMargin(px(16 if level > 1 else 2))
    spacing.setBottomMargin(px(4 if block.textList() is not None else 8))
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(spacing)
    if level:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(_heading(_HEADINGS.get(level, "strong")))


def _heading(role: FontRole) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(font(role), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
    look.setFontWeight(QFont.Weight.DemiBold)
    return look


def _set_table(table: QTextTable) -> None:
    look = table.format()
    look.setCellPadding(px(6))
    look.setCellSpacing(0)
    look.setBorder(1)
    look.setBorderCollapse(True)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(tokens().border))
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
