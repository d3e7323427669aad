"""The dialog that goes on with a Rechtskreiswechsel and finishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kimdesk.ui.screens.transitions.viewmodel import FinishModel
from kimdesk.ui.widgets.buttons import primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.labels import announce, name_it, set_tone, text_label
from kimdesk.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from kimdesk.domain.transitions import Transition
    from kimdesk.ui.session import Session

_FIXED = "Der Wechsel ist abgeschlossen: Die Tage stehen fest, Ergebnis und Hindernis nicht."


class FinishDialog(FormDialog):
    """Shows a change with its gap in days; saves it as it stands or finishes it."""

    model: FinishModel

    def __init__(
        self, session: Session, transition: Transition, parent: QWidget | None = None
    ) -> None:
        model = FinishModel(session, transition)
        known = session.desk.catalogues["rechtskreise"]
        way = f"{known.short(transition.from_value)} → {known.short(transition.to_value)}"
        text = (
            _FIXED
            if model.finished
            else session.desk.catalogues["wechselausloeser"].label(transition.trigger)
            + f" am {transition.triggered_on:%d.%m.%Y}"
        )
        super().__init__(parent, model, f"{way} – {model.name}", text, width=680)
        self._session = session
        self._build_days()
        self._build_result()
        self._build_buttons()
        self.field("obstacle" if model.finished else "starts_on").editor.setFocus()

    def _build_days(self) -> None:
        today = self._session.desk.today
        self.row(
            self.date("leaves_on", "Letzter Tag der bisherigen Leistung", today),
            self.date("starts_on", "Erster Tag der neuen Leistung", today),
        )
        for name in ("leaves_on", "starts_on"):
            self.field(name).editor.setEnabled(not self.model.finished)
        self._gap = text_label("", "heading")
        name_it(self._gap, "transition-gap", "Lücke")
        self._picture = Timeline("Verlauf des Wechsels")
        card = Card(name="card-gap")
        card.add(self._gap)
        card.add(self._picture)
        card.add(self._build_finding())
        self.add(card)

    def _build_result(self) -> None:
        desk = self._session.desk
        known = desk.catalogues["wechselergebnis"].valid_on(desk.today)
        self._result = ChoiceField([(value.code, value.label, "") for value in known])
        self._result.code_changed.connect(self.model.choose_result)
        hint = "Aus den Tagen vorgeschlagen; Sie entscheiden."
        self.add(self.custom("result", "Ergebnis", self._result, self._result.set_code, hint=hint))
        self.add(
            self.area(
                "obstacle",
                "Was hat aufgehalten?",
                (2, 6),
                hint="bleibt in der Beratungsstelle; für den Kreis wird daraus ein Hinweis",
            )
        )

    def _build_finding(self) -> QWidget:
        self._finding = quiet("Abschließen und Hinweis anlegen", "lightbulb", "button-finding")
        if self.model.finished:
            self._finding.set_text("Hinweis anlegen")
        self._finding.setAutoDefault(False)
        self._finding.setToolTip(
            "Speichert und macht aus dem Hindernis einen Hinweis ohne Personenbezug"
        )
        self._finding.clicked.connect(self._save_and_find)
        return self._finding

    def _build_buttons(self) -> None:
        if self.model.finished:
            self.add_buttons(primary("Änderung speichern", "check", "button-save"))
            return
        self.add_buttons(primary("Wechsel abschließen", "check", "button-save"))
        later = secondary("Zwischenstand merken", "save", "button-later")
        later.setToolTip("Merkt die Tage; der Wechsel läuft weiter.")
        self.second_action(later, self._keep_for_later)

    def render_form(self) -> None:
        """Count the gap, draw it and propose the result."""
        text, tone = self.model.gap_in_words()
        if text != self._gap.text():
            announce(self._gap, text)
        self._gap.setText(text)
        self._gap.setAccessibleName(text)
        set_tone(self._gap, None if tone == "neutral" else tone)
        if self._result.code() != self.model.form.result:
            self._result.set_code(self.model.form.result)
        lanes = self.model.lanes()
        self._picture.setVisible(bool(lanes))
        if lanes:
            self._picture.set_lanes(lanes, self._session.desk.today, "all")
        self._finding.setVisible(self.model.suggests_finding())

    def save(self) -> bool:
        """Finish the change."""
        return self.model.save()

    def _keep_for_later(self) -> None:
        if self.model.keep_for_later():
            self.accept()

    def _save_and_find(self) -> None:
        if self.read_all() and self.save():
            self.accept()
            self._session.go.emit("finding.new", self.model.transition.case)

    def reload(self) -> None:
        """Take over what a colleague saved."""
        self.model.reload()
        self.fill()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        session, transition = self._session, self.model.transition
        session.say(
            "Wechsel nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit("transition.edit", transition),
        )
