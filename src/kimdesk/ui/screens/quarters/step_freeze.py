"""Step 2: the key date is frozen, so that the figures stay while the work goes on."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.quarters.assistant_model import AssistantModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.fields import LabeledField, TextArea
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.usecases.published import POSTS_FACT, figure_text

_POSTS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")
_PROBLEM = "Bitte als Zahl mit höchstens zwei Nachkommastellen, zum Beispiel 1,5."
_COMMENT_LIMIT = 500


def parse_posts(text: str) -> int | None:
    """Return staff posts in hundredths from ``1,5``; ``None`` if it is no such number."""
    found = _POSTS.fullmatch(text.strip())
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


class FreezeStep(QWidget):
    """Staff posts, a comment for the office's own journal, and what freezing means."""

    def __init__(self, model: AssistantModel) -> None:
        super().__init__()
        name_it(self, "step-freeze", "Schritt 2: Stichtag")
        self._model = model
        self._posts = QLineEdit(figure_text(POSTS_FACT, model.state.posts))
        self._posts.setMaxLength(6)
        self._posts.setMaximumWidth(px(200))
        self._posts_field = LabeledField(
            "Besetzte Stellen (VZÄ)",
            self._posts,
            hint="Vollzeitäquivalente im Case Management am Stichtag, zum Beispiel 1,5.",
            required=True,
            name="field-posts",
        )
        self._comment = TextArea(2, 6)
        if model.state.frozen is not None:
            self._comment.setPlainText(model.state.frozen.comment)
        self._chip = Chip("noch nicht eingefroren", "warn", "clock")
        self._freeze = primary("Stichtag einfrieren", "lock", "button-freeze")
        self._again = secondary("Neu einfrieren", "refresh-cw", "button-freeze-again")
        self.setFocusProxy(self._posts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._build_card())
        model.changed.connect(self.render_state)
        self.render_state()

    def _build_card(self) -> Card:
        key_day = german_date(self._model.state.quarter.last_day)
        card = Card("Stichtag einfrieren", f"Letzter Tag des Quartals: {key_day}")
        card.add_action(self._chip)
        card.add(
            text_label(
                "Einfrieren heißt: Die Zahlen werden jetzt festgehalten, ohne Namen. Was danach "
                "in den Akten geändert wird, ändert sie nicht mehr; es zählt im nächsten Quartal. "
                "Solange nichts verschickt ist, können Sie neu einfrieren."
            )
        )
        card.add(self._posts_field)
        card.add(
            LabeledField(
                "Kurzer Kommentar",
                self._comment,
                hint="Für Ihr eigenes Protokoll, zum Beispiel „eine Stelle seit Mai unbesetzt“. "
                "Er geht nicht hinaus.",
                name="field-comment",
            )
        )
        for button in (self._freeze, self._again):
            button.clicked.connect(self._submit)
            card.add(button)
        self._posts.returnPressed.connect(self._submit)
        return card

    def render_state(self) -> None:
        """Show whether the key date is frozen."""
        frozen = self._model.state.frozen
        self._freeze.setVisible(frozen is None)
        self._again.setVisible(frozen is not None)
        if frozen is None:
            self._chip.set("noch nicht eingefroren", "warn", "clock")
        else:
            words = f"eingefroren am {german_date(frozen.day)}, Fassung {frozen.revision}"
            self._chip.set(words, "ok", "lock")

    def _submit(self) -> None:
        posts = parse_posts(self._posts.text())
        self._posts_field.set_error("" if posts is not None else _PROBLEM)
        if posts is None:
            self._posts.setFocus()
            return
        comment = self._comment.toPlainText().strip()[:_COMMENT_LIMIT]
        self._model.freeze(posts, comment)
