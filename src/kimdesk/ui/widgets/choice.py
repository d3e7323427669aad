"""One of many: a list to search by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QChildEvent, QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

from kimdesk.ui.theme import font, px
from kimdesk.ui.widgets.labels import name_it

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choice = tuple[str, str, str]

CODE_ROLE = Qt.ItemDataRole.UserRole
_WIDEST = 44  # letters; longer labels are shown in full in the open list
_PROBLEM = "Bitte einen Eintrag aus der Liste wählen."


class ChoiceField(QComboBox):
    """A combo box over ``(code, label, group)``; typing shows the labels that contain the text.

    ``code_changed`` is sent only when the user chose. Text that names no entry is a problem and
    keeps the last code, so nothing unknown can be stored.
    """

    code_changed = Signal(str)
    problem_changed = Signal(str)

    def __init__(self, items: Sequence[Choice] = (), *, placeholder: str = "Bitte wählen") -> None:
        super().__init__()
        self._code = ""
        self._labels: dict[str, str] = {}
        self._offered = False
        self._edit = QLineEdit()
        self._edit.setObjectName("choice-text")
        self._edit.setPlaceholderText(placeholder)
        # This alone makes the box editable; setEditable would build a line only to drop it.
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        name_it(self, "field-choice", "Auswahl")
        self._flat = QStandardItemModel(self)
        self._build_completer()
        self.set_items(items)
        self.activated.connect(self._activated)
        self._edit.editingFinished.connect(self.read)
        self._edit.installEventFilter(self)

    def _build_completer(self) -> None:
        completer = QCompleter(self._flat, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        # The stubs do not know that a signal with two signatures is chosen by its type.
        cast("Any", completer.activated)[QModelIndex].connect(self._completed)

    def set_items(self, items: Sequence[Choice]) -> None:
        """Exchange the entries; the code stays chosen if it is still among them."""
        model = QStandardItemModel(self)
        self._offered = False
        self._labels = {code: label for code, label, _ in items}
        group_before = ""
        for code, label, group in items:
            if group and group != group_before:
                model.appendRow(_header(group))
                group_before = group
            model.appendRow(_entry(code, label))
        self.setModel(model)
        self.set_code(self._code if self._code in self._labels else "")

    def childEvent(self, event: QChildEvent) -> None:
        """Name the list when Qt builds it; asking for it would build it in every form."""
        super().childEvent(event)
        listed = self.findChild(QAbstractItemView) if event.polished() else None
        if listed is not None and not listed.objectName():
            name_it(listed, "choice-list", "Einträge")

    def _offer(self) -> None:
        """Fill the list of the completer when somebody begins to type, not in every form."""
        if self._offered:
            return
        self._offered = True
        self._flat.clear()
        for code, label in self._labels.items():
            self._flat.appendRow(_entry(code, label))

    def setAccessibleName(self, name: str) -> None:
        """Name the inner line too: that is what gets the focus."""
        super().setAccessibleName(name)
        self._edit.setAccessibleName(name)

    def code(self) -> str:
        """Return the chosen code, or nothing."""
        return self._code

    def set_code(self, code: str) -> None:
        """Choose without sending ``code_changed``; an unknown code is shown as it is.

        Old records may hold codes of an older list; dropping them silently would change data.
        """
        self._code = code
        self.setCurrentIndex(self.findData(code) if code else -1)
        self._edit.setText(self._labels.get(code, code))
        self._edit.setCursorPosition(0)
        self._edit.setToolTip(self._edit.text())
        self.problem_changed.emit("")

    def read(self) -> bool:
        """Take the typed text as a choice; false if it names no entry."""
        typed = self._edit.text().strip().casefold()
        if typed == self._labels.get(self._code, self._code).casefold():
            self.problem_changed.emit("")
            return True
        matches = [code for code, label in self._labels.items() if typed in label.casefold()]
        exact = [code for code in matches if self._labels[code].casefold() == typed]
        if not typed:
            self._choose("")
        elif len(exact or matches) == 1:
            self._choose((exact or matches)[0])
        else:
            self.problem_changed.emit(_PROBLEM)
            return False
        return True

    def _choose(self, code: str) -> None:
        changed = code != self._code
        self.set_code(code)
        if changed:
            self.code_changed.emit(code)

    def _activated(self, row: int) -> None:
        code = self.itemData(row, CODE_ROLE)
        if isinstance(code, str):
            self._choose(code)

    def _completed(self, index: QModelIndex) -> None:
        self._choose(str(index.data(CODE_ROLE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the whole text on entry, so that typing starts a new search."""
        if event.type() == QEvent.Type.FocusIn and watched is self._edit:
            self._offer()
            # From the end to the beginning, so that of a long text the beginning stays in sight.
            self._edit.end(False)
            self._edit.home(True)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past must not change data."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """Return room for the longest label up to a limit."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(text) for text in self._labels.values()), default=0)
        limit = metrics.averageCharWidth() * _WIDEST
        return QSize(max(px(150), min(widest, limit) + px(56)), super().sizeHint().height())


def _entry(code: str, label: str) -> QStandardItem:
    item = QStandardItem(label)
    item.setData(code, CODE_ROLE)
    item.setToolTip(label)
    return item


def _header(group: str) -> QStandardItem:
    item = QStandardItem(group)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setFont(font("small_strong"))
    return item
