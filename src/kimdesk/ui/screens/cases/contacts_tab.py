"""All contacts of a case, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.domain.contacts import Contact
from kimdesk.messages import count
from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.screens.cases.contact_words import contact_line
from kimdesk.ui.screens.cases.item_rows import refill
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, IconButton, primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import text_label
from kimdesk.usecases.cases import CaseView

_AT_ONCE = 25


class ContactCard(Card):
    """One contact: day, kind and length, its text, its fields of need, and what can be done."""

    def __init__(self, contact: Contact, case: CaseModel) -> None:
        desk, session = case.session.desk, case.session
        author = case.names.get(contact.author, "")
        super().__init__(contact_line(contact, desk), author, name="contact-card")
        if contact.text:
            self.add(text_label(contact.text, "body", selectable=True))
        self.add(self._foot(contact, case))
        edit = IconButton("pencil", "Kontakt bearbeiten")
        edit.clicked.connect(lambda: session.go.emit("contact.edit", contact))
        remove = IconButton("trash-2", "Kontakt löschen")
        remove.clicked.connect(lambda: case.remove(contact))
        self.add_action(edit)
        self.add_action(remove)

    def _foot(self, contact: Contact, case: CaseModel) -> QWidget:
        fields = case.session.desk.catalogues["handlungsfelder"]
        foot, chips = QWidget(), QWidget()
        flow = FlowLayout(chips)
        for code in contact.fields:
            flow.addWidget(Chip(fields.short(code), "accent"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(chips, 1)
        row.addWidget(_finding_button(contact, case.session.go.emit))
        return foot


def _finding_button(contact: Contact, go: Callable[[str, object], object]) -> Button:
    button = quiet("Hinweis daraus", "lightbulb", name="button-finding-from-contact")
    button.setToolTip("Einen Hinweis an den Kreis beginnen; der Text wird nicht übernommen")
    button.clicked.connect(lambda: go("finding.new", contact))
    return button


class ContactsTab(CaseTab):
    """Cards of the newest contacts; older ones come on request."""

    title = "Kontakte"

    def build(self) -> None:
        """Lay out the tab."""
        self._shown = _AT_ONCE
        self._case_shown = ""
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(px(12))
        self.column.addWidget(holder)
        self._more = secondary("Ältere zeigen", "chevron-down", name="button-more-contacts")
        self._more.clicked.connect(self._show_more)
        self.column.addWidget(self._more)
        add = primary("Kontakt festhalten", "plus", name="button-first-contact")
        add.clicked.connect(partial(self._go, "contact.new"))
        text = "Ein Kontakt ist in Sekunden festgehalten: Art, Dauer, Handlungsfeld."
        self._empty = EmptyState("message-square", "Noch kein Kontakt", text, add)
        self.column.addWidget(self._empty)
        self.column.addStretch(1)

    def show_view(self, view: CaseView) -> None:
        """Build the cards."""
        if view.case.id != self._case_shown:
            self._shown, self._case_shown = _AT_ONCE, view.case.id
        shown = view.contacts[: self._shown]
        refill(self._cards, [ContactCard(contact, self.case) for contact in shown])
        older = len(view.contacts) - len(shown)
        self._more.set_text(f"{count(older, 'älteren Kontakt', 'ältere Kontakte')} zeigen")
        self._more.setVisible(older > 0)
        self._empty.setVisible(not view.contacts)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        if self.case.view is not None:
            self.show_view(self.case.view)

    def _go(self, key: str, *_: object) -> None:
        if self.case.view is not None:
            self.session.go.emit(key, self.case.view.case.id)
