"""The dialog for an entry of a time series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kimdesk.domain.states import StateKind
from kimdesk.ui.screens.states.viewmodel import Argument, StateModel
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.buttons import primary, secondary
from kimdesk.ui.widgets.chips import Chip
from kimdesk.ui.widgets.form_dialog import FormDialog
from kimdesk.ui.widgets.labels import announce, name_it, text_label

if TYPE_CHECKING:
    from kimdesk.domain.catalogues import Catalogue
    from kimdesk.ui.session import Session

_CORRECTING = "Der bisherige Eintrag bleibt als früherer Stand lesbar; nichts wird überschrieben."
_LABELS = {
    StateKind.RECHTSKREIS: ("Leistung", "Leistungsstand", "Bewilligt bis", "Jobcenter Rietberg"),
    StateKind.RESIDENCE: ("Aufenthalt", "Stand", "Gültig bis", "Ausländerbehörde Kreis"),
}


class StateDialog(FormDialog):
    """Enters what holds from a day on; opened with ``(person, kind)`` or with an entry."""

    model: StateModel

    def __init__(self, session: Session, argument: Argument, parent: QWidget | None = None) -> None:
        model = StateModel(session, argument)
        verb = "eintragen" if model.entry is None else "korrigieren"
        title = f"{model.kind.german} {verb} – {model.name}"
        super().__init__(
            parent, model, title, "" if model.entry is None else _CORRECTING, width=640
        )
        self._session = session
        self._argument = argument
        self._build_value()
        self._build_fields()
        self._build_buttons()
        self.field("value").editor.setFocus()

    def _build_value(self) -> None:
        label = _LABELS[self.model.kind][0]
        catalogue = self._session.desk.catalogues[self.model.kind.catalogue]
        items = grouped(catalogue)
        hint = "Tippen sucht, zum Beispiel „25“ oder „Duldung“."
        if self.model.kind is StateKind.RECHTSKREIS:
            hint = "Tippen sucht, zum Beispiel „SGB“ oder „Asyl“."
        self.add(self.choice("value", label, items, required=True, hint=hint))
        self._legal = QWidget()
        row = QHBoxLayout(self._legal)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        self._chip = Chip("–", "info")
        self._norm = text_label("", "small")
        row.addWidget(self._chip)
        row.addWidget(self._norm, 1)
        self.add(self._legal)

    def _build_fields(self) -> None:
        _, grant, until, authority = _LABELS[self.model.kind]
        today = self._session.desk.today
        self.row(
            self.date("start", "Von (erster Tag)", today, required=True),
            self.date("end", "Bis (letzter Tag)", today, hint="leer = gilt weiter"),
        )
        self._overlap = text_label("", tone="warn")
        name_it(self._overlap, "state-overlap", "Überschneidung")
        self.add(self._overlap)
        known = self._session.desk.catalogues["leistungsstatus"]
        grants = [(value.code, value.label, "") for value in known.valid_on(today)]
        self.row(
            self.choice("grant", grant, grants),
            self.date("approved_until", until, today, hint="erinnert vor dem Ablauf"),
        )
        self.row(
            self.line("authority", "Behörde", placeholder=f"z. B. {authority}"),
            self.line("reference", "Aktenzeichen"),
        )
        self.add(self.line("source", "Woher bekannt?", placeholder="z. B. Bescheid vom 03.05.2026"))

    def _build_buttons(self) -> None:
        if self.model.entry is None:
            self.add_buttons(primary("Eintragen", "check", "button-save"))
            return
        self.add_buttons(primary("Korrektur speichern", "check", "button-save"))
        end = secondary("Beenden", "calendar-check", "button-end")
        end.setToolTip("Trägt den letzten Tag ein: den unter „Bis“, sonst heute.")
        self.second_action(end, self._end)

    def render_form(self) -> None:
        """Show the law behind the value and where days overlap."""
        legal = self.model.legal()
        self._legal.setVisible(legal is not None)
        if legal is not None:
            self._chip.set(legal.short, "info")
            self._norm.setText(" · ".join(part for part in (legal.norm, legal.status) if part))
        overlap = self.model.overlap()
        if overlap and overlap != self._overlap.text():
            announce(self._overlap, overlap)
        self._overlap.setText(overlap)
        self._overlap.setAccessibleName(overlap or "Keine Überschneidung")
        self._overlap.setVisible(bool(overlap))

    def save(self) -> bool:
        """Store the entry or its correction."""
        return self.model.save()

    def _end(self) -> None:
        if self.model.end():
            self.accept()

    def reload(self) -> None:
        """Take over what a colleague saved."""
        self.model.reload()
        self.fill()

    def kept(self) -> None:
        """Tell where the inputs wait."""
        key = "state.new" if self.model.entry is None else "state.edit"
        session, argument = self._session, self._argument
        session.say(
            "Eintrag nicht gespeichert. Die Eingaben warten bis zum Sperren.",
            "info",
            undo=lambda: session.go.emit(key, argument),
        )


def grouped(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Return the values with their groups kept together, in the order groups first occur."""
    order = list(dict.fromkeys(value.group for value in catalogue))
    values = sorted(catalogue, key=lambda value: order.index(value.group))
    return [(value.code, value.label, value.group) for value in values]
