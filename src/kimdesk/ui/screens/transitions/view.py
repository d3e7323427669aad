"""The dialog that begins a Rechtskreiswechsel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kimdesk.domain.dates import german_date
from kimdesk.ui.screens.transitions.viewmodel import StartModel
from kimdesk.ui.widgets.buttons import primary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.timeline import Timeline
from kimdesk.usecases.desk import LEGAL_STATUS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kimdesk.domain.identifiers import CaseId, PersonId
    from kimdesk.ui.session import Session

_WHY = (
    "Vom Auslöser bis zur ersten Zahlung der neuen Leistung. So fällt rechtzeitig auf, wenn "
    "dazwischen Tage ohne Geld liegen."
)


class TransitionDialog(FormDialog):
    """Begins a change of regime for a person of a case."""

    model: StartModel

    def __init__(
        self,
        session: Session,
        argument: tuple[CaseId, PersonId],
        parent: QWidget | None = None,
    ) -> None:
        model = StartModel(session, argument)
        super().__init__(parent, model, f"Rechtskreiswechsel – {model.name}", _WHY, width=680)
        self._session = session
        self._argument = argument
        self._build_fields()
        self._picture = Timeline("Verlauf des Wechsels")
        self._card = Card(name="card-gap")
        self._card.add(self._picture)
        self.add(self._card)
        self.add_buttons(primary("Wechsel beginnen", "arrow-right-left", "button-save"))
        first = "to_value" if model.form.from_value else "from_value"
        self.field("trigger" if model.proposal else first).editor.setFocus()

    def _build_fields(self) -> None:
        desk = self._session.desk
        known = desk.catalogues["rechtskreise"].valid_on(desk.today)
        values = [(v.code, v.label, v.group) for v in known if v.flag("secures_livelihood")]
        triggers = [
            (v.code, v.label, v.group)
            for v in desk.catalogues["wechselausloeser"].valid_on(desk.today)
        ]
        # One below the other: the names of the benefits are long, and their ends tell them apart.
        reason = self._reason()
        self.add(self.choice("from_value", "Bisherige Leistung", values, required=True))
        self.add(self.choice("to_value", "Neue Leistung", values, required=True, hint=reason))
        self.row(
            self.choice("trigger", "Auslöser", triggers, required=True),
            self.date("triggered_on", "Auslöser am", desk.today, required=True),
        )
        self.row(
            self.date(
                "leaves_on", "Letzter Tag der bisherigen Leistung", desk.today, hint="falls bekannt"
            ),
            self.date(
                "starts_on",
                "Voraussichtlich erster Tag der neuen",
                desk.today,
                hint="falls bekannt",
            ),
        )

    def _reason(self) -> str:
        if not self.model.proposal:
            return ""
        return (
            f"Vorschlag aus dem Aufenthalt ({self.model.proposed_by}). "
            f"Stand {german_date(LEGAL_STATUS)} – bitte prüfen."
        )

    def render_form(self) -> None:
        """Draw the change as far as its days are known."""
        lanes = self.model.lanes()
        self._card.setVisible(bool(lanes))
        if lanes:
            self._picture.set_lanes(lanes, self._session.desk.today, "all")

    def save(self) -> bool:
        """Store the change."""
        return self.model.save()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        session, argument = self._session, self._argument
        session.say(
            "Wechsel nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit("transition.new", argument),
        )
