"""One case: head with its pills and deeds, and the tabs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.screens.cases.contacts_tab import ContactsTab
from kimdesk.ui.screens.cases.facts import marks
from kimdesk.ui.screens.cases.findings_tab import FindingsTab
from kimdesk.ui.screens.cases.history_tab import HistoryTab
from kimdesk.ui.screens.cases.item_rows import refill
from kimdesk.ui.screens.cases.overview_tab import OverviewTab
from kimdesk.ui.screens.cases.people_tab import PeopleTab
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.avatar import Avatar
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.usecases.cases import CaseView

_DEEDS = (
    ("Kontakt", "plus", "K", "contact.new"),
    ("Frist", "calendar-clock", "F", "follow_up.new"),
    ("Hinweis", "lightbulb", "H", "finding.new"),
)
_TABS: tuple[type[CaseTab], ...] = (
    OverviewTab,
    PeopleTab,
    HistoryTab,
    ContactsTab,
    FindingsTab,
)


class CaseDetail(QWidget):
    """Shows the open case; ``back`` asks for the list where there is no room for both."""

    back = Signal()

    def __init__(self, case: CaseModel) -> None:
        super().__init__()
        self._case = case
        self._session = case.session
        name_it(self, "case-detail", "Fall")
        self._old: set[CaseTab] = set()
        self.tabs = QTabWidget()
        self._build()
        case.changed.connect(self._render)

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(20), px(12), 0)
        column.setSpacing(px(10))
        self.back_button = quiet("Zur Liste", "arrow-left", name="button-back-to-list")
        self.back_button.setToolTip("Zurück zur Liste (Alt+Pfeil links)")
        self._back_key = QShortcut(QKeySequence("Alt+Left"), self)
        self._back_key.activated.connect(self.back)
        self.back_button.clicked.connect(self.back)
        column.addWidget(self.back_button)
        column.addLayout(self._build_head())
        column.addWidget(self._build_deeds())
        column.addWidget(self._build_tabs(), 1)

    def _build_head(self) -> QHBoxLayout:
        self._avatar = Avatar("", 52)
        self._name = text_label("", "title", selectable=True)
        self._below = text_label("", "muted", selectable=True)
        holder = QWidget()
        self._marks = FlowLayout(holder)
        words = QVBoxLayout()
        words.setSpacing(px(6))
        for widget in (self._name, self._below, holder):
            words.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_deeds(self) -> QWidget:
        deeds = QWidget()
        flow = FlowLayout(deeds)
        for number, (text, icon_name, key, target) in enumerate(_DEEDS):
            make = secondary if number else primary
            button = make(text, icon_name, name=f"button-{target}")
            button.setToolTip(f"{text} anlegen (Taste {key})")
            button.setAccessibleName(f"{text} anlegen, Taste {key}")
            button.clicked.connect(partial(self._go, target))
            # A shortcut of the button itself would play its press first, a tenth of a second.
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._go, target))
            flow.addWidget(button)
        self._more = secondary("Fall", "ellipsis", name="button-case-menu")
        self._more.setAccessibleName("Weitere Schritte für den Fall")
        self._more.setToolTip("Bearbeiten, abschließen")
        self._more.setMenu(self._build_menu())
        flow.addWidget(self._more)
        return deeds

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Fall bearbeiten …").triggered.connect(partial(self._go, "case.edit"))
        menu.addAction("Person bearbeiten …").triggered.connect(self._edit_client)
        menu.addSeparator()
        self._close_action = menu.addAction("Fall abschließen …")
        self._close_action.triggered.connect(partial(self._go, "case.close"))
        self._reopen_action = menu.addAction("Fall wieder öffnen")
        self._reopen_action.triggered.connect(self._case.reopen)
        return menu

    def _build_tabs(self) -> QTabWidget:
        name_it(self.tabs, "case-tabs", "Bereiche des Falls")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setObjectName("case-tab-bar")
        self.tabs.tabBar().setAccessibleName("Bereiche des Falls")
        for kind in _TABS:
            self.tabs.addTab(kind(self._case), kind.title)
        self.tabs.currentChanged.connect(self._fill_current)
        return self.tabs

    def _render(self) -> None:
        view = self._case.view
        if view is None:
            return
        self._show_head(view)
        self._old = {self._tab(number) for number in range(self.tabs.count())}
        self._fill_current()

    def _show_head(self, view: CaseView) -> None:
        desk, case = self._session.desk, view.case
        self._avatar.set_name(view.client.display_name)
        self._name.setText(view.client.display_name)
        programme = desk.catalogues["programme"].short(case.programme)
        responsible = self._case.names.get(case.responsible, "")
        parts = (case.file_number, programme, case.phase.german, responsible)
        self._below.setText(" · ".join(part for part in parts if part))
        self._below.setToolTip(f"eröffnet {german_date(case.opened_on)}")
        self.setAccessibleName(f"Fall {case.file_number}, {view.client.display_name}")
        refill(self._marks, [Chip(one.text, one.tone, one.icon) for one in marks(view, desk)])
        self._close_action.setVisible(case.is_open)
        self._reopen_action.setVisible(not case.is_open)

    def _tab(self, number: int) -> CaseTab:
        tab = self.tabs.widget(number)
        assert isinstance(tab, CaseTab)  # noqa: S101 -- only such tabs are added above
        return tab

    def _fill_current(self) -> None:
        """Fill the visible tab only; the others wait until they are looked at."""
        tab = self._tab(self.tabs.currentIndex())
        if tab in self._old and self._case.view is not None:
            self._old.discard(tab)
            tab.fill(self._case.view)

    def set_alone(self, *, alone: bool) -> None:
        """Take the page's full margins and offer the way back where the list is not beside it."""
        side = px(24) if alone else px(12)
        self._column.setContentsMargins(side, px(20), px(12), 0)
        self.back_button.setVisible(alone)
        self._back_key.setEnabled(alone)

    def _go(self, key: str, *_: object) -> None:
        if self._case.view is not None:
            self._session.go.emit(key, self._case.view.case.id)

    def _edit_client(self) -> None:
        if self._case.view is not None:
            self._session.go.emit("person.edit", self._case.view.client.id)
