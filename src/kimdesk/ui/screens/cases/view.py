"""The page „Fälle“: the list at the left, the open case at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from kimdesk.domain.identifiers import CaseId
from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.screens.cases.detail import CaseDetail
from kimdesk.ui.screens.cases.list_panel import ListPanel
from kimdesk.ui.screens.cases.viewmodel import CaseList
from kimdesk.ui.session import Session
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.labels import name_it

_BOTH_FROM = 1040
_LIST_SHARE = 0.44
_LIST_WIDTH = (456, 600)


class CasesPage(QWidget):
    """List and case side by side; one at a time where the window is narrow."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_it(self, "page-cases", "Fälle")
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cases = CaseList(session, self)
        self._case = CaseModel(session, self)
        self.panel = ListPanel(session, self._cases)
        self.detail = CaseDetail(self._case)
        self._right = QStackedWidget()
        name_it(self._right, "case-area", "Geöffneter Fall")
        text = "Wählen Sie links einen Fall, oder suchen Sie mit Strg+F nach einem Namen."
        self._right.addWidget(EmptyState("folder-open", "Kein Fall geöffnet", text))
        self._right.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self._right, 1)
        self.panel.chosen.connect(self._chosen)
        self.detail.back.connect(self.show_list)
        self._cases.changed.connect(self._mark)
        self._cases.load()
        self._arrange()

    def show_item(self, case: CaseId) -> None:
        """Open a case."""
        self._right.setCurrentIndex(1 if self._case.open(case) else 0)
        self._mark()
        self._arrange()
        if not self._list_fits():
            self.detail.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def current_case(self) -> CaseId | None:
        """Return the case that is open, for deeds that are asked for from anywhere."""
        return self._case.view.case.id if self._case.view else None

    def show_list(self) -> None:
        """Close the case and go back to the list."""
        self._case.close()
        self._right.setCurrentIndex(0)
        self._arrange()
        self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, case: str) -> None:
        self.show_item(CaseId(case))

    def _mark(self) -> None:
        self.panel.mark(self._case.view.case.id if self._case.view else None)

    def _list_fits(self) -> bool:
        return self.width() >= px(_BOTH_FROM)

    def _arrange(self) -> None:
        """Give both their place, or only the one that is wanted now."""
        both, is_open = self._list_fits(), self._case.view is not None
        self.panel.setVisible(both or not is_open)
        self._right.setVisible(both or is_open)
        self.detail.set_alone(alone=not both)
        if both:
            least, most = (px(width) for width in _LIST_WIDTH)
            wanted = max(round(self.width() * _LIST_SHARE), self.panel.minimumSizeHint().width())
            self.panel.setFixedWidth(min(max(wanted, least), most))
        else:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between one and two columns for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the search field."""
        super().showEvent(event)
        if self._case.view is None:
            self.panel.focus_search()
