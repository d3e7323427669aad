"""Step 4: the findings that leave, word by word, and those that wait for a decision."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kimdesk.domain.findings import FindingStatus
from kimdesk.messages import count
from kimdesk.ui.screens.quarters.assistant_model import AssistantModel, Deciding
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import Button, primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.ui.widgets.pile import Pile


class FindingsStep(QWidget):
    """Waiting ones first, because they need a decision."""

    def __init__(self, model: AssistantModel) -> None:
        super().__init__()
        name_it(self, "step-findings", "Schritt 4: Hinweise")
        self._model = model
        self._drawn: object = None
        self._pile = Pile("finding-cards", gap=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(
            text_label(
                "Genau so gehen die Hinweise hinaus: ohne Fälle, ohne Namen, die Häufigkeit nur "
                "als Klasse. Bitte auch den freien Text daraufhin lesen, ob jemand erkennbar ist.",
                "muted",
            )
        )
        column.addWidget(self._pile)
        model.changed.connect(self.render_state)
        self.render_state()

    def render_state(self) -> None:
        """Draw the cards anew when a finding changed."""
        state = self._model.state
        shown = (state.submitted, state.leaving)
        if shown == self._drawn:
            return
        self._drawn = shown
        widgets: list[QWidget] = []
        if state.submitted:
            widgets.append(_heading(len(state.submitted), "wartet", "warten", "auf Ihre Freigabe"))
            widgets += [self._waiting(one) for one in state.submitted]
        if state.leaving:
            widgets.append(_heading(len(state.leaving), "geht", "gehen", "hinaus"))
            widgets += [self._leaving(one) for one in state.leaving]
        self._pile.show_only(widgets or [_nothing()])

    def _waiting(self, one: Deciding) -> Card:
        card = _card(one)
        card.add_action(Chip("zur Freigabe", "warn", "clock"))
        release = primary("Freigeben", "check", f"release-{one.finding.id}")
        release.clicked.connect(partial(self._decide, one, FindingStatus.RELEASED))
        back = secondary("Zurückgeben", "undo-2", f"return-{one.finding.id}")
        back.clicked.connect(partial(self._decide, one, FindingStatus.DRAFT))
        card.add(_row(one, release, back))
        return card

    def _leaving(self, one: Deciding) -> Card:
        card = _card(one)
        again = one.finding.status is FindingStatus.EXPORTED
        words = "schon verschickt, geht wieder mit" if again else "freigegeben"
        card.add_action(Chip(words, "ok", "circle-check"))
        if not again:
            keep = quiet("Nicht hinausgeben", "undo-2", f"keep-{one.finding.id}")
            keep.clicked.connect(partial(self._decide, one, FindingStatus.SUBMITTED))
            card.add(_row(one, keep))
        return card

    def _decide(self, one: Deciding, status: FindingStatus, *_: object) -> None:
        self._model.decide(one.finding, status)


def _card(one: Deciding) -> Card:
    card = Card(one.words.title, name=f"finding-{one.finding.id}")
    card.add(text_label(one.words.text, selectable=True))
    card.add(KeyValue(one.words.title, one.words.facts))
    return card


def _row(one: Deciding, *buttons: Button) -> QWidget:
    box = QWidget()
    flow = FlowLayout(box)
    for button in buttons:
        button.setAccessibleName(f"{button.text()}: {one.finding.title}")
        flow.addWidget(button)
    return box


def _heading(number: int, one: str, many: str, rest: str) -> QWidget:
    verb = one if number == 1 else many
    return text_label(f"{count(number, 'Hinweis', 'Hinweise')} {verb} {rest}", "heading")


def _nothing() -> EmptyState:
    return EmptyState(
        "lightbulb",
        "Keine Hinweise in diesem Quartal",
        "Das Bündel geht auch ohne Hinweise hinaus. Freigegebene Hinweise kommen mit dem nächsten.",
    )
