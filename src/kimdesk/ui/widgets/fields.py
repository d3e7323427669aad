"""A labelled place to type, and the date and long-text editors that go into it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kimdesk.errors import InvalidInput
from kimdesk.ui.icons import icon
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.dates import format_date, parse_date
from kimdesk.ui.widgets.labels import announce, name_it, set_style, slug, text_label

if TYPE_CHECKING:
    from collections.abc import Callable


class LabeledField(QWidget):
    """Label above an editor, a hint below it, and the problem in words when there is one.

    The editor gets its names from the label unless it has some already. A required field says
    so in words, because a bare asterisk is not explained anywhere.
    """

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", required: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._label = text_label(label, "field", wrap=False)
        self._label.setBuddy(editor)
        self.setObjectName(f"labeled-{name or slug(label)}")
        name_it(editor, name or f"field-{slug(label)}", label, hint)
        if required:
            editor.setAccessibleName(f"{label}, Pflichtangabe")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(5))
        column.addLayout(self._build_head(required=required))
        column.addWidget(editor)
        column.addLayout(self._build_foot())
        column.addStretch(1)
        problem = getattr(editor, "problem_changed", None)
        if problem is not None:
            problem.connect(self.set_error)

    def _build_head(self, *, required: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self._label)
        if required:
            head.addWidget(text_label("Pflicht", "small", tone="accent", wrap=False))
        head.addStretch(1)
        return head

    def _build_foot(self) -> QHBoxLayout:
        self._mark = QLabel()
        self._foot = text_label(self._hint, "small")
        self._mark.hide()
        if not self._hint:
            self._foot.hide()
        foot = QHBoxLayout()
        foot.setSpacing(px(6))
        foot.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._foot, 1)
        return foot

    def set_error(self, problem: str) -> None:
        """Show a problem in place of the hint; an empty text clears it."""
        if problem == self.error():
            return
        if problem:
            # Drawn when it is first needed: most fields never show it.
            self._mark.setPixmap(icon("circle-alert", "bad").pixmap(QSize(px(16), px(16))))
        self._mark.setVisible(bool(problem))
        self._foot.setText(problem or self._hint)
        self._foot.setVisible(bool(problem or self._hint))
        set_style(self._foot, "tone", "bad" if problem else "")
        set_style(self.editor, "invalid", bool(problem))
        self.editor.setAccessibleDescription(problem or self._hint)
        if problem:
            announce(self.editor, problem)

    def set_hint(self, hint: str) -> None:
        """Exchange the hint; a problem stays in its place until it is solved."""
        self._hint = hint
        if not self.error():
            self._foot.setText(hint)
            self._foot.setVisible(bool(hint))

    def error(self) -> str:
        """Return the problem shown, or nothing."""
        return self._foot.text() if not self._mark.isHidden() else ""


class DateField(QLineEdit):
    """A date typed freely and shown as dd.MM.yyyy.

    ``value_changed`` carries a date or ``None``; ``problem_changed`` a sentence or nothing. Both
    come when typing ends, not in its middle.
    """

    value_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._value: date | None = None
        self._problem = ""
        self.setPlaceholderText("TT.MM.JJJJ")
        name_it(self, "field-date", "Datum")
        self.setToolTip("Auch möglich: „heute“, „gestern“, +7, -3, 3.5.26")
        self.editingFinished.connect(self.read)

    def value(self) -> date | None:
        """Return the last date understood."""
        return self._value

    def problem(self) -> str:
        """Return why the text is no date, or nothing."""
        return self._problem

    def set_value(self, day: date | None) -> None:
        """Show a date without sending ``value_changed``."""
        self._value = day
        self.setText(format_date(day))
        self._set_problem("")

    def read(self) -> bool:
        """Read the text now; true if it is a date or empty."""
        try:
            day = parse_date(self.text(), self._today())
        except InvalidInput as problem:
            self._set_problem(str(problem.facts["problem"]))
            return False
        self._set_problem("")
        self.setText(format_date(day))
        if day != self._value:
            self._value = day
            self.value_changed.emit(day)
        return True

    def _set_problem(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)

    def sizeHint(self) -> QSize:
        """Return room for a full date with air."""
        hint = super().sizeHint()
        width = QFontMetrics(self.font()).horizontalAdvance("00.00.0000") + 3 * px(14)
        return QSize(max(width, px(150)), hint.height())


class TextArea(QPlainTextEdit):
    """Several lines of text; grows with them up to a limit, then scrolls."""

    edited = Signal()

    def __init__(self, min_lines: int = 3, max_lines: int = 12) -> None:
        super().__init__()
        self._lines = (min_lines, max_lines)
        # Tab must lead out of the field, or the keyboard user is caught in it.
        self.setTabChangesFocus(True)
        name_it(self, "field-text", "Text")
        self.document().setDocumentMargin(px(4))
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = QFontMetrics(self.font()).lineSpacing()
        # A plain-text document counts its height in lines, wrapped ones included.
        wanted = round(self.document().size().height())
        lines = min(max(wanted, self._lines[0]), self._lines[1])
        self.setFixedHeight(lines * line + 2 * px(11) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew at another width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that typing ended."""
        super().focusOutEvent(event)
        if self.document().isModified():
            self.document().setModified(False)
            self.edited.emit()
