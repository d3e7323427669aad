"""The cases behind a finding: shown with their names, which never leave the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kimdesk.domain.identifiers import CaseId
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import IconButton
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.usecases.search import find_cases

if TYPE_CHECKING:
    from kimdesk.ui.session import Session

_PAUSE_MS = 120
_SHOWN_ROWS = 4
_NO_INDEX = "Die Namenssuche wird gerade geladen …"
_SEARCH = "Weiteren Fall verknüpfen: Name oder Aktenzeichen"


class LinkedCases(Card):
    """Lists the linked cases and finds further ones by name.

    ``linked`` and ``unlinked`` carry the id of a case; whoever owns the card shows the new list.
    """

    linked = Signal(str)
    unlinked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("Verknüpfte Fälle", name="card-linked-cases")
        self._session = session
        self._asked = ""
        self.add_action(Chip("bleibt in der Beratungsstelle", "ok", "lock"))
        self._list = QVBoxLayout()
        self._list.setSpacing(px(4))
        self.body.addLayout(self._list)
        self._build_search()
        self._leaves = text_label("", "small")
        name_it(self._leaves, "finding-frequency", "Was weitergegeben wird")
        self.add(self._leaves)

    def _build_search(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(_SEARCH)
        name_it(self._search, "field-link-case", _SEARCH, "Vorschläge erscheinen darunter")
        self._hits = QListWidget()
        name_it(self._hits, "link-case-hits", "Gefundene Fälle")
        self._hits.hide()
        self._hits.itemActivated.connect(self._take)
        self._hits.itemClicked.connect(self._take)
        self._search.textChanged.connect(self._wait)
        self._search.returnPressed.connect(self._take_first)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.add(self._search)
        self.add(self._hits)

    def set_cases(self, cases: tuple[tuple[CaseId, str], ...], frequency: str) -> None:
        """Show the linked cases and the class that leaves in their place."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for case, name in cases:
            self._list.addWidget(self._row(case, name))
        if not cases:
            self._list.addWidget(text_label("Noch kein Fall verknüpft.", "muted"))
        text = f"Weitergegeben wird nur die Häufigkeit: {frequency}."
        self._leaves.setText(text)
        self._leaves.setAccessibleName(text)

    def set_read_only(self) -> None:
        """Offer no search."""
        self._search.hide()
        self._hits.hide()

    def _row(self, case: CaseId, name: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        label = text_label(name)
        label.setToolTip(name)
        row.addWidget(label, 1)
        if not self._search.isHidden():
            away = IconButton("x", f"{name} nicht mehr verknüpfen")
            away.setAutoDefault(False)
            away.clicked.connect(lambda: self.unlinked.emit(case))
            row.addWidget(away)
        return line

    def _wait(self, text: str) -> None:
        if len(text.strip()) > 1:
            self._timer.start()
        else:
            self._timer.stop()
            self._show_hits(())

    def _ask(self) -> None:
        index, desk, text = self._session.index, self._session.desk, self._search.text().strip()
        if index is None:
            self._show_hits(((CaseId(""), _NO_INDEX),))
            return
        self._asked = text
        self._session.run(
            lambda task: (text, find_cases(desk, index, text, task.cancelled)), done=self._found
        )

    def _found(self, answer: tuple[str, tuple[tuple[CaseId, str], ...]]) -> None:
        asked, hits = answer
        # An answer to an earlier text comes too late.
        if asked == self._asked:
            self._show_hits(hits or ((CaseId(""), "Kein Fall gefunden."),))

    def _show_hits(self, hits: tuple[tuple[CaseId, str], ...]) -> None:
        self._hits.clear()
        for case, name in hits:
            item = QListWidgetItem(name)
            item.setToolTip(name)
            item.setData(Qt.ItemDataRole.UserRole, case)
            if not case:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._hits.addItem(item)
        self._hits.setVisible(bool(hits))
        rows = min(len(hits), _SHOWN_ROWS)
        if rows:
            self._hits.setFixedHeight(rows * self._hits.sizeHintForRow(0) + px(14))

    def _take_first(self) -> None:
        first = self._hits.item(0)
        if self._hits.isVisible() and first is not None:
            self._take(first)

    def _take(self, item: QListWidgetItem) -> None:
        case = item.data(Qt.ItemDataRole.UserRole)
        if case:
            self._search.clear()
            self._search.setFocus()
            self.linked.emit(case)
