"""A birth date with its certainty: a day, a year, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kimdesk.domain.people import BirthDate, BirthPrecision
from kimdesk.ui.screens.people.choices import BIRTH
from kimdesk.ui.screens.people.viewmodel import birth_year
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.fields import DateField
from kimdesk.ui.widgets.labels import name_it

_NO_YEAR = "Bitte ein Jahr eingeben, zum Beispiel 1988."


class BirthField(QWidget):
    """How sure the date is, and the date or the year."""

    problem_changed = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.precision = ChoiceField(BIRTH)
        self.day = DateField(today)
        self.year = QLineEdit()
        self.year.setPlaceholderText("JJJJ")
        self.year.setMaxLength(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.precision, 3)
        row.addWidget(self.day, 2)
        row.addWidget(self.year, 2)
        self.setFocusProxy(self.precision)
        self.precision.code_changed.connect(self._arrange)
        self.day.problem_changed.connect(self.problem_changed)
        self.set_value(BirthDate(None, BirthPrecision.DAY))

    def name_parts(self) -> None:
        """Give the three editors their names."""
        name_it(self.precision, "field-birth-precision", "Genauigkeit des Geburtsdatums")
        name_it(self.day, "field-birth-day", "Geburtsdatum")
        name_it(self.year, "field-birth-year", "Geburtsjahr")

    def set_value(self, birth: BirthDate) -> None:
        """Show a birth date."""
        self.precision.set_code(birth.precision)
        self.day.set_value(birth.day)
        self.year.setText(str(birth.day.year) if birth.day else "")
        self._arrange()

    def _kind(self) -> BirthPrecision:
        return BirthPrecision(self.precision.code() or BirthPrecision.UNKNOWN)

    def _arrange(self, *_: object) -> None:
        kind = self._kind()
        self.day.setVisible(kind is BirthPrecision.DAY)
        self.year.setVisible(kind not in {BirthPrecision.DAY, BirthPrecision.UNKNOWN})

    def value(self) -> BirthDate:
        """Return the birth date; unknown where nothing was entered."""
        kind = self._kind()
        if kind is BirthPrecision.DAY:
            day = self.day.value()
        else:
            day = birth_year(self.year.text(), self._today())
        known = day is not None and kind is not BirthPrecision.UNKNOWN
        return BirthDate(day, kind) if known else BirthDate()

    def read(self) -> bool:
        """Read what was typed; false (and the problem at the field) if it is no date."""
        kind = self._kind()
        if kind is BirthPrecision.DAY:
            return self.day.read()
        unknown = kind is BirthPrecision.UNKNOWN
        readable = unknown or birth_year(self.year.text(), self._today()) is not None
        self.problem_changed.emit("" if readable else _NO_YEAR)
        return readable
