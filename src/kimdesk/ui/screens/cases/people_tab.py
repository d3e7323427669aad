"""The household: client and members as cards."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.cases.case_model import CaseModel
from kimdesk.ui.screens.cases.facts import Home, age_words, current_states, homes, labels
from kimdesk.ui.screens.cases.item_rows import refill
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.screens.cases.tones import value_tone
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.avatar import Avatar
from kimdesk.ui.widgets.buttons import primary, quiet
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import text_label
from kimdesk.usecases.cases import CaseView
from kimdesk.usecases.desk import Desk

_UNKNOWN_PLACE = "99999999"


class PersonCard(Card):
    """One person: name, age, role, what is known, and what can be done."""

    def __init__(self, home: Home, case: CaseModel, view: CaseView) -> None:
        super().__init__(name="person-card")
        person, desk = home.person, case.session.desk
        self.setAccessibleName(f"{person.display_name}, {home.role}")
        self.add(self._top(home, desk, view))
        self.add(KeyValue(person.display_name, _facts(home, desk)))
        self.add(self._deeds(home, case, view))

    def _top(self, home: Home, desk: Desk, view: CaseView) -> QWidget:
        head, chips = QWidget(), QWidget()
        flow = FlowLayout(chips)
        flow.addWidget(Chip(home.role, "accent"))
        if not home.here:
            flow.addWidget(Chip(f"ausgezogen {german_date(home.membership.days.end)}", "neutral"))
        for state in current_states(view, desk, home.person.id):
            short = desk.catalogues[state.kind.catalogue].short(state.value)
            flow.addWidget(Chip(short, value_tone(desk.catalogues, state.kind, state.value)))
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(text_label(home.person.display_name, "heading", selectable=True))
        words.addWidget(chips)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(Avatar(home.person.display_name, 40))
        row.addLayout(words, 1)
        return head

    def _deeds(self, home: Home, case: CaseModel, view: CaseView) -> QWidget:
        go, person = case.session.go.emit, home.person
        buttons = QWidget()
        flow = FlowLayout(buttons)
        edit = quiet("Bearbeiten", "pencil", name="button-edit-person")
        edit.setAccessibleName(f"{person.display_name} bearbeiten")
        edit.clicked.connect(lambda: go("person.edit", person.id))
        flow.addWidget(edit)
        if person.id != view.client.id:
            own = quiet("Eigener Fall", "folder-plus", name="button-own-case")
            own.setAccessibleName(f"Eigenen Fall für {person.display_name} eröffnen")
            own.clicked.connect(lambda: go("case.new", person.id))
            flow.addWidget(own)
            if home.here:
                leave = quiet("Zieht aus", "arrow-right", name="button-leave-household")
                leave.setAccessibleName(f"{person.display_name} zieht aus dem Haushalt aus")
                leave.clicked.connect(partial(self._leave, case, home))
                flow.addWidget(leave)
        return buttons

    def _leave(self, case: CaseModel, home: Home, *_: object) -> None:
        case.leave_household(home.membership)


def _facts(home: Home, desk: Desk) -> list[tuple[str, str]]:
    person, lists = home.person, desk.catalogues
    place = person.municipality
    language = labels(lists, "sprachen", (person.preferred_language,))
    helped = "mit Sprachmittlung" if person.interpreter_needed else ""
    rows = [
        ("Alter", age_words(person, desk.today)),
        ("Gemeinde", "" if place == _UNKNOWN_PLACE else labels(lists, "gemeinden", (place,))),
        ("Staatsangehörigkeit", labels(lists, "laender", person.nationalities)),
        ("Sprache", ", ".join(part for part in (language, helped) if part)),
    ]
    spellings = (*person.spellings, person.original_script)
    optional = (
        ("Weitere Schreibweisen", "; ".join(name for name in spellings if name)),
        ("Einreise", german_date(person.entered_germany)),
        ("Anschrift", person.address),
        ("Telefon", person.phone),
        ("E-Mail", person.email),
        ("Notiz", person.note),
    )
    return rows + [(key, value) for key, value in optional if value]


class PeopleTab(CaseTab):
    """Cards of the household and the way to add somebody."""

    title = "Personen"

    def build(self) -> None:
        """Lay out the tab."""
        self._add = primary("Haushaltsmitglied hinzufügen", "user-plus", name="button-add-member")
        self._add.clicked.connect(self._add_member)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(12))
        self.column.addLayout(self._cards)
        self.column.addWidget(self._add)
        self.column.addStretch(1)

    def _add_member(self) -> None:
        if self.case.view is not None:
            self.session.go.emit("person.new", self.case.view.client.id)

    def show_view(self, view: CaseView) -> None:
        """Build the cards."""
        household = homes(view, self.session.desk)
        refill(self._cards, [PersonCard(home, self.case, view) for home in household])
