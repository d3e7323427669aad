"""The page: overview, or the assistant for the quarter that is being closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from kimdesk.domain.dates import Quarter
from kimdesk.ui.screens.quarters.assistant import Assistant
from kimdesk.ui.screens.quarters.assistant_model import AssistantModel
from kimdesk.ui.screens.quarters.dialogs import DistrictKeyDialog, JournalDialog
from kimdesk.ui.screens.quarters.overview import Overview
from kimdesk.ui.screens.quarters.viewmodel import Left, QuartersModel
from kimdesk.ui.session import Session
from kimdesk.ui.widgets.chooser import Chooser
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.page import Page

_TITLE = "Quartale"
_SUBTITLE = "Zahlen und Hinweise an den Kreis, ohne dass jemand erkennbar ist"


class QuartersPage(Page):
    """For the lead; everybody else reads who does it."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, chooser: Chooser | None = None
    ) -> None:
        super().__init__(_TITLE, _SUBTITLE)
        self.setParent(parent)
        self._session = session
        self._chooser = chooser or Chooser()
        self.model = QuartersModel(session, self)
        self.assistant: Assistant | None = None
        self._overview: Overview | None = None
        if not self.model.state.is_lead:
            self.add(_for_the_lead())
            self.body.addStretch(1)
            return
        self._overview = self._build_overview()
        self.add(self._overview)

    def _build_overview(self) -> Overview:
        overview = Overview(self.model)
        overview.close_wanted.connect(self.open_assistant)
        overview.save_again_wanted.connect(self._ask_save_again)
        overview.paper_wanted.connect(self._ask_paper)
        overview.card_wanted.connect(self._ask_card)
        overview.journal_opened.connect(self._open_journal)
        return overview

    def show_item(self, quarter: Quarter) -> None:
        """Go straight to closing a quarter, as the Today page offers it."""
        if self.model.state.is_lead:
            self.open_assistant(quarter)

    def open_assistant(self, quarter: Quarter) -> None:
        """Begin or resume closing a quarter."""
        self.close_assistant()
        model = AssistantModel(self._session, quarter)
        self.assistant = Assistant(model, self.model, self._session.desk.around.profile)
        model.setParent(self.assistant)
        self.assistant.left.connect(self.close_assistant)
        self.assistant.send_wanted.connect(self._ask_target)
        self.assistant.paper_wanted.connect(self._ask_paper)
        self.assistant.save_again_wanted.connect(self._ask_save_again)
        self.assistant.folder_wanted.connect(self._chooser.show_folder)
        self.assistant.card_wanted.connect(self._ask_card)
        self.set_title(f"{quarter.german} abschließen", "Sie können jederzeit unterbrechen.")
        if self._overview is not None:
            self._overview.hide()
        self.add(self.assistant)
        self.assistant.focus_first()

    def close_assistant(self) -> None:
        """Go back to the overview; an unfinished quarter waits as it is."""
        if self.assistant is None or self._overview is None:
            return
        self.assistant.model.cancel()
        self.body.removeWidget(self.assistant)
        self.assistant.hide()
        self.assistant.deleteLater()
        self.assistant = None
        self.set_title(_TITLE, _SUBTITLE)
        self.model.reload()
        self._overview.show()

    def _ask_target(self) -> None:
        if self.assistant is not None:
            self._chooser.folder(self, "Wohin kommt das Bündel?", self.assistant.model.export)

    def _ask_save_again(self, quarter: Quarter) -> None:
        def chosen(folder: Path) -> None:
            self.model.save_again(quarter, folder)

        self._chooser.folder(self, "Wohin kommt das Bündel?", chosen)

    def _ask_paper(self, quarter: Quarter) -> None:
        def chosen(path: Path) -> None:
            self.model.save_paper(quarter, path)

        name = f"quartalsbericht-{quarter}.pdf"
        self._chooser.target(self, "Druckfassung speichern", name, chosen)

    def _ask_card(self) -> None:
        title, pattern = "Schlüsseldatei des Kreises", "Schlüsseldatei (*.kimkey)"
        self._chooser.files(self, title, pattern, self._card_chosen)

    def _card_chosen(self, paths: list[Path]) -> None:
        found = self.model.read_card(paths[0]) if paths else None
        if found is None:
            return
        data, key = found
        dialog = DistrictKeyDialog(key, self)
        dialog.accepted.connect(lambda: self.model.take_card(data))
        dialog.open()

    def _open_journal(self, row: Left) -> None:
        JournalDialog(row, self).open()


def _for_the_lead() -> EmptyState:
    return EmptyState(
        "calendar-check",
        "Das Quartal schließt die Leitung ab",
        "Sie prüft die Zahlen, gibt die Hinweise frei und speichert das Bündel für den Kreis. "
        "Was Sie dafür tun können: Kontakte, Leistungen und Wechsel aktuell halten und Hinweise "
        "zur Freigabe vorlegen.",
    )
