"""What the tabs of a case have in common: a column that scrolls, filled when it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.labels import name_it, slug
from kimdesk.usecases.cases import CaseView


class CaseTab(QScrollArea):
    """Base of the tabs; built when it is first looked at, filled with each new view after that."""

    title = ""

    def __init__(self, case: CaseModel) -> None:
        super().__init__()
        self.case = case
        self.session = case.session
        name_it(self, f"tab-{slug(self.title)}", self.title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("surface", "scroll")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, px(14), px(12), px(16))
        self.column.setSpacing(px(14))
        self.setWidget(content)
        self._built = False

    def fill(self, view: CaseView) -> None:
        """Show a view; the first one has the tab laid out."""
        if not self._built:
            self._built = True
            self.build()
        self.show_view(view)

    def build(self) -> None:
        """Lay out the tab."""
        raise NotImplementedError

    def show_view(self, view: CaseView) -> None:
        """Show another view of the case."""
        raise NotImplementedError
