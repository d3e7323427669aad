"""Overview of a case: what is next, how things stand, what was done last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.domain.follow_ups import FollowUp, due_in_words
from kimdesk.domain.states import State, StateKind
from kimdesk.domain.transitions import running_gap
from kimdesk.ui.screens.cases.contact_words import contact_icon, contact_line, first_line
from kimdesk.ui.screens.cases.facts import (
    begun_words,
    change_words,
    current_states,
    gap_words,
    open_follow_ups,
    running_transition,
)
from kimdesk.ui.screens.cases.item_rows import ItemRow, refill
from kimdesk.ui.screens.cases.tab import CaseTab
from kimdesk.ui.screens.cases.tones import due_tone
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import text_label
from kimdesk.usecases.cases import CaseView

_DUE_ICONS = {"bad": "triangle-alert", "warn": "triangle-alert", None: "calendar-clock"}
_LAST_CONTACTS = 3
_STEPS = 20


def _stack(card: Card) -> QVBoxLayout:
    """Put a column of its own into the card, to be refilled with each view."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(12))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    card.add(holder)
    return column


class OverviewTab(CaseTab):
    """Next steps, the state of affairs, the running change, the last contacts, the needs."""

    title = "Überblick"

    def build(self) -> None:
        """Lay out the tab."""
        self._change = Card("Rechtskreiswechsel läuft")
        self._change_rows = _stack(self._change)
        self.column.addWidget(self._change)
        pair = Columns(break_at=620)
        pair.add(self._build_steps(), 5)
        pair.add(self._build_state(), 4)
        self.column.addWidget(pair)
        self._contacts = Card("Letzte Kontakte")
        self._contact_rows = _stack(self._contacts)
        self.column.addWidget(self._contacts)
        self._needs = Card("Handlungsfelder", "Aus den Kontakten, mit dem Tag der ersten Erfassung")
        holder = QWidget()
        self._need_chips = FlowLayout(holder)
        self._needs.add(holder)
        self.column.addWidget(self._needs)
        self.column.addStretch(1)

    def _build_steps(self) -> Card:
        card = Card("Nächste Schritte")
        add = quiet("Frist", "plus", name="button-add-follow-up")
        add.setAccessibleName("Frist anlegen")
        add.clicked.connect(partial(self._go_case, "follow_up.new"))
        card.add_action(add)
        self._steps = _stack(card)
        return card

    def _build_state(self) -> Card:
        card = Card("Stand heute")
        self._states = _stack(card)
        self._confirm = secondary("Stand bestätigen", "check", name="button-confirm-state")
        self._confirm.setToolTip("Leistung und Aufenthalt gelten heute noch")
        self._confirm.clicked.connect(self.case.confirm_current)
        card.add(self._confirm)
        return card

    def _go_case(self, key: str, *_: object) -> None:
        if self.case.view is not None:
            self.session.go.emit(key, self.case.view.case.id)

    def show_view(self, view: CaseView) -> None:
        """Fill the cards."""
        waiting = open_follow_ups(view)
        steps: list[QWidget] = [self._step(one) for one in waiting[:_STEPS]]
        if len(waiting) > _STEPS:
            steps.append(text_label(f"und {len(waiting) - _STEPS} weitere", "muted"))
        nothing = text_label("Nichts offen. Eine Frist legen Sie mit der Taste F an.", "muted")
        refill(self._steps, steps or [nothing])
        self._show_states(view)
        self._show_change(view)
        self._show_contacts(view)
        fields = self.session.desk.catalogues["handlungsfelder"]
        chips = [Chip(fields.short(code), "accent") for code, _ in view.needs]
        for chip, (code, day) in zip(chips, view.needs, strict=True):
            chip.setToolTip(f"{fields.label(code)}, erstmals {german_date(day)}")
        refill(self._need_chips, chips)
        self._needs.setVisible(bool(chips))

    def _step(self, one: FollowUp) -> ItemRow:
        today = self.session.desk.today
        kind = self.session.desk.catalogues["wiedervorlagen"].short(one.kind)
        tone = due_tone(one.due_on, today)
        second = f"{german_date(one.due_on)} · {due_in_words(one.due_on, today)} · {kind}"
        return ItemRow(
            one.title,
            second,
            icon_name=_DUE_ICONS.get(tone, "calendar-clock"),
            tone=tone,
            deeds=(
                ("check", "Erledigt", partial(self.case.finish, one)),
                ("calendar-clock", "Eine Woche später", partial(self.case.postpone, one)),
            ),
        )

    def _show_states(self, view: CaseView) -> None:
        held = current_states(view, self.session.desk, view.client.id)
        missing = text_label("Leistung und Aufenthalt sind noch nicht erfasst.", "muted")
        refill(self._states, [self._state(one) for one in held] or [missing])
        self._confirm.setVisible(bool(held))

    def _state(self, state: State) -> ItemRow:
        desk = self.session.desk
        catalogue = desk.catalogues[state.kind.catalogue]
        since = f"{state.kind.german} seit {german_date(state.days.start)}"
        seen = state.confirmed_on
        second = f"{since} · bestätigt {german_date(seen)}" if seen else f"{since} · unbestätigt"
        picture = "landmark" if state.kind is StateKind.RECHTSKREIS else "file-check"
        return ItemRow(catalogue.label(state.value), second, icon_name=picture)

    def _show_change(self, view: CaseView) -> None:
        running = running_transition(view)
        self._change.setVisible(running is not None)
        if running is None:
            refill(self._change_rows, [])
            return
        desk = self.session.desk
        row = ItemRow(
            change_words(running, desk),
            f"begonnen {begun_words(running, desk)}",
            icon_name="arrow-right-left",
            tone="warn",
            chip=(
                gap_words(running, desk.today),
                "bad" if running_gap(running, desk.today) else "neutral",
            ),
        )
        go_on = secondary("Weiterführen", name="button-edit-transition")
        go_on.clicked.connect(lambda: self.session.go.emit("transition.edit", running))
        refill(self._change_rows, [row, go_on])

    def _show_contacts(self, view: CaseView) -> None:
        desk = self.session.desk
        last = [
            ItemRow(first_line(one, desk), contact_line(one, desk), icon_name=icon_name)
            for one in view.contacts[:_LAST_CONTACTS]
            for icon_name in (contact_icon(one, desk),)
        ]
        nothing = text_label("Noch kein Kontakt. Mit der Taste K halten Sie ihn fest.", "muted")
        refill(self._contact_rows, last or [nothing])
