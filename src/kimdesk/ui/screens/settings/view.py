"""The settings page: each person sees what their role may do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.access import Action, may
from kimdesk.ui.screens.settings.accounts import AccountsCard
from kimdesk.ui.screens.settings.look import LookCard, PassphraseCard
from kimdesk.ui.screens.settings.viewmodel import SettingsViewModel
from kimdesk.ui.screens.settings.workspace import DistrictCard, FileCard, OwnCard, SheetCard
from kimdesk.ui.session import Session
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.progress import ProgressPanel


class SettingsPage(Page):
    """``theme_chosen`` and ``scale_chosen`` are answered by whoever dresses the program."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, chooser: Chooser | None = None
    ) -> None:
        manages = may(session.desk.user, Action.MANAGE_ACCOUNTS)
        # One column of short fields is read more easily when it is not as wide as the window.
        super().__init__("Einstellungen", max_width=1280 if manages else 720)
        if parent is not None:
            self.setParent(parent)
        self.model = SettingsViewModel(session)
        self.model.setParent(self)
        self._progress = ProgressPanel(can_cancel=False)
        self.add(self._progress)
        self._look = LookCard()
        self._look.theme_chosen.connect(self.theme_chosen)
        self._look.scale_chosen.connect(self.scale_chosen)
        self._passphrase = PassphraseCard(self.model)
        self._accounts: AccountsCard | None = None
        self._sheet: SheetCard | None = None
        self._district: DistrictCard | None = None
        self._file = FileCard(self.model)
        self._build(chooser or Chooser())
        self.model.changed.connect(self._render)
        self._render()

    def _build(self, chooser: Chooser) -> None:
        right: list[Card] = []
        if self.model.may(Action.MANAGE_ACCOUNTS):
            self._accounts = AccountsCard(self.model)
            right.append(self._accounts)
        if self.model.may(Action.PRINT_RECOVERY):
            self._sheet = SheetCard(self.model, chooser)
            right.append(self._sheet)
        if self.model.may(Action.EXPORT_QUARTER):
            self._district = DistrictCard(self.model, chooser)
            right.append(self._district)
        if self.model.may(Action.EXPORT_QUARTER) or self.model.may(Action.RUN_DISTRICT):
            right.append(OwnCard(self.model, chooser))
        columns = Columns(break_at=980)
        left: list[Card] = [self._look, self._passphrase, self._file]
        columns.add(_column(left), 2)
        if right:
            columns.add(_column(right), 3)
        self.add(columns)
        self.body.addStretch(1)

    def _render(self) -> None:
        state = self.model.state
        self._progress.setVisible(bool(state.busy))
        if state.busy:
            self._progress.set_progress(None, state.busy)
        self._passphrase.show_state(state)
        self._file.show_state(state)
        for card in (self._accounts, self._sheet, self._district):
            if card is not None:
                card.show_state(state)

    def changeEvent(self, event: QEvent) -> None:
        """Mark the appearance in force, however it was switched."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_look"):
            self._look.show_theme()


def _column(cards: list[Card]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(14))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return holder
