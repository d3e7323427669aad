"""A dialog around a form: fields bound by name, problems shown, inputs never lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, quiet
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.dialogs import Dialog
from kimdesk.ui.widgets.fields import DateField, LabeledField, TextArea
from kimdesk.ui.widgets.labels import announce, name_it, set_tone, text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kimdesk.ui.widgets.form_model import FormModel

RESTORED = "Ihre nicht gespeicherten Eingaben von vorhin sind wieder da."


class FormDialog(Dialog):
    """Base of the dialogs that enter or change something.

    The makers ``line``, ``area``, ``choice``, ``date`` and ``custom`` bind an editor to the input
    of that name; put what they return into the column with ``add`` or ``row``. The column scrolls
    where the screen is small. ``save`` is overridden and tells whether the dialog may close.
    """

    def __init__(
        self,
        parent: QWidget | None,
        model: FormModel[Any],
        title: str,
        text: str = "",
        *,
        width: int = 600,
    ) -> None:
        super().__init__(parent, title, text, width=width)
        self.model = model
        # Qt frees a model only with its parent; the dialog is freed on close.
        model.setParent(self)
        self._labeled: dict[str, LabeledField] = {}
        self._setters: dict[str, Callable[[Any], object]] = {}
        self._shown_errors: dict[str, str] = {}
        self._outer = self.body
        self._build_banner()
        self._build_sheet()
        for key in ("Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(key), self).activated.connect(self._confirm)
        model.changed.connect(self._render)

    def _build_banner(self) -> None:
        banner = QWidget()
        row = QHBoxLayout(banner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._message = text_label("", "strong")
        name_it(self._message, "form-message", "")
        self._reload = quiet("Neu laden", "refresh-cw", "button-reload")
        self._reload.clicked.connect(self.reload)
        self._forget = quiet("Verwerfen", "", "button-discard-draft")
        self._forget.clicked.connect(self._start_again)
        for button in (self._reload, self._forget):
            # Return must never discard or reload by being the first button of the dialog.
            button.setAutoDefault(False)
        row.addWidget(self._message, 1)
        row.addWidget(self._reload)
        row.addWidget(self._forget)
        self._banner = banner
        self._outer.addWidget(banner)

    def _build_sheet(self) -> None:
        content = QWidget()
        content.setProperty("surface", "scroll")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(px(2), px(2), px(8), px(2))
        self.body.setSpacing(px(14))
        self._sheet = QScrollArea()
        name_it(self._sheet, "form-scroll", "Eingaben")
        self._sheet.setFrameShape(QFrame.Shape.NoFrame)
        self._sheet.setWidgetResizable(True)
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet.setWidget(content)
        self._outer.addWidget(self._sheet, 1)

    def line(self, name: str, label: str, *, placeholder: str = "", **more: Any) -> LabeledField:
        """Bind a single line of text."""
        editor = QLineEdit()
        editor.setPlaceholderText(placeholder)
        editor.textChanged.connect(lambda text: self.model.edit(**{name: text}))
        return self.custom(name, label, editor, editor.setText, **more)

    def area(
        self, name: str, label: str, lines: tuple[int, int] = (2, 8), **more: Any
    ) -> LabeledField:
        """Bind a text of several lines that grows."""
        editor = TextArea(*lines)
        editor.textChanged.connect(lambda: self.model.edit(**{name: editor.toPlainText()}))
        return self.custom(name, label, editor, editor.setPlainText, **more)

    def choice(
        self, name: str, label: str, items: Sequence[tuple[str, str, str]], **more: Any
    ) -> LabeledField:
        """Bind one of many, searched by typing."""
        editor = ChoiceField(items)
        editor.code_changed.connect(lambda code: self.model.edit(**{name: code}))
        return self.custom(name, label, editor, editor.set_code, **more)

    def date(self, name: str, label: str, today: date, **more: Any) -> LabeledField:
        """Bind a date."""
        editor = DateField(lambda: today)
        editor.value_changed.connect(lambda day: self.model.edit(**{name: day}))
        return self.custom(name, label, editor, editor.set_value, **more)

    def custom(
        self,
        name: str,
        label: str,
        editor: QWidget,
        setter: Callable[[Any], object],
        *,
        hint: str = "",
        required: bool = False,
    ) -> LabeledField:
        """Bind any editor by its setter; its signal is connected by whoever made it."""
        field_name = f"field-{name.replace('_', '-')}"
        labeled = LabeledField(label, editor, hint=hint, required=required, name=field_name)
        self._labeled[name], self._setters[name] = labeled, setter
        setter(getattr(self.model.form, name))
        return labeled

    def field(self, name: str) -> LabeledField:
        """Return the labelled editor of an input."""
        return self._labeled[name]

    def row(self, *fields: QWidget, weights: Sequence[int] = (), break_at: int = 420) -> Columns:
        """Put fields side by side, below one another where it is narrow."""
        columns = Columns(break_at=break_at)
        for number, widget in enumerate(fields):
            columns.add(widget, weights[number] if weights else 1)
        self.add(columns)
        return columns

    def second_action(self, button: Button, deed: Callable[[], object]) -> None:
        """Put another action left of the main one."""
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.read_all() and deed())
        self._row.insertWidget(max(self._row.count() - 1, 1), button)

    def read_all(self) -> bool:
        """Read what is typed but not left yet; the first problem gets the focus."""
        unread = [
            labeled
            for labeled in self._labeled.values()
            if isinstance(labeled.editor, (DateField, ChoiceField)) and not labeled.editor.read()
        ]
        if unread:
            self._reveal(unread[0])
        return not unread

    def submit(self) -> None:
        """Save and close, or show what is wrong."""
        if self.read_all() and self.save():
            self.accept()

    def save(self) -> bool:
        """Store the inputs; true if that worked."""
        raise NotImplementedError

    def reload(self) -> None:
        """Fetch what somebody else saved; override where that can happen."""

    def done(self, result: int) -> None:
        """Close; what was typed and not saved is remembered."""
        if result:
            self.model.drop_draft()
        elif self.model.keep_draft():
            self.kept()
        super().done(result)

    def kept(self) -> None:
        """Tell that the inputs were remembered; override."""

    def fill(self) -> None:
        """Show the inputs as they are now in every editor."""
        for name, setter in self._setters.items():
            setter(getattr(self.model.form, name))

    def _start_again(self) -> None:
        self.model.start_again()
        self.fill()

    def _render(self) -> None:
        self._render_banner()
        errors = dict(self.model.errors)
        first = None
        for name, labeled in self._labeled.items():
            problem = errors.get(name, "")
            # Only differences: a date that cannot be read shows its own problem there.
            if problem != self._shown_errors.get(name, ""):
                labeled.set_error(problem)
                first = first or (labeled if problem else None)
        self._shown_errors = errors
        if first is not None:
            self._reveal(first)
        self.render_form()

    def _render_banner(self) -> None:
        problem = self.model.problem
        text = problem or (RESTORED if self.model.restored else "")
        if text and text != self._message.text():
            announce(self._message, text)
        self._message.setText(text)
        self._message.setAccessibleName(text)
        set_tone(self._message, "warn" if self.model.outdated else "bad" if problem else "info")
        self._reload.setVisible(self.model.outdated)
        self._forget.setVisible(self.model.restored and not problem)
        self._banner.setVisible(bool(text))

    def render_form(self) -> None:
        """Show what depends on the inputs; override."""

    def _reveal(self, labeled: LabeledField) -> None:
        labeled.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sheet.ensureWidgetVisible(labeled)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as tall as the inputs need and the screen allows."""
        self._render()
        # What remains free stays below the last field instead of pulling the fields apart.
        self.body.addStretch(1)
        super().showEvent(event)
        layout = self.layout()
        least = layout.minimumSize().width() if layout else 0
        largest = self.largest()
        width = min(max(self.minimumWidth(), least), largest.width())
        inner = width - 2 * px(24)
        tall = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else 0
        needed = tall or self.body.sizeHint().height()
        missing = needed - self._sheet.sizeHint().height()
        self.resize(width, min(self.sizeHint().height() + missing, largest.height()))
