"""The fields of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from kimdesk.domain.people import NAME_LIMIT, Person
from kimdesk.ui.screens.people.birth_field import BirthField
from kimdesk.ui.screens.people.choices import choices
from kimdesk.ui.screens.people.many_field import ManyField
from kimdesk.ui.theme import px
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.fields import DateField, LabeledField, TextArea
from kimdesk.ui.widgets.labels import name_it, text_label
from kimdesk.usecases.desk import Desk

_UNKNOWN_PLACE = "99999999"
_BREAK = 520


class PersonForm(QWidget):
    """Shows a person and reads it back; problems stand at their fields."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        name_it(self, "person-form", "Angaben zur Person")
        self._desk = desk
        self._fields: dict[str, LabeledField] = {}
        self._shown: Person | None = None
        self._make_editors()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(12))
        self._place()
        self.birth.name_parts()

    def _make_editors(self) -> None:
        desk = self._desk
        self.family, self.given, self.script = QLineEdit(), QLineEdit(), QLineEdit()
        for editor in (self.family, self.given, self.script):
            editor.setMaxLength(NAME_LIMIT)
        self.spellings = QLineEdit()
        self.birth = BirthField(lambda: desk.today)
        self.gender = ChoiceField(choices(desk, "geschlecht"))
        self.nations = ManyField(choices(desk, "laender"))
        self.place = ChoiceField(choices(desk, "gemeinden"))
        self.language = ChoiceField(choices(desk, "sprachen"))
        self.interpreter = QCheckBox("Sprachmittlung nötig")
        self.interpreter.setAccessibleName("Sprachmittlung nötig")
        self.interpreter.setObjectName("field-interpreter")
        self.entered = DateField(lambda: desk.today)
        self.route = ChoiceField(choices(desk, "zuwanderungswege"))
        self.address, self.phone, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = TextArea(2, 6)

    def _place(self) -> None:
        self._row(
            self._field("family_name", "Familienname", self.family),
            self._field("given_name", "Vorname", self.given),
        )
        self._row(
            self._field("spellings", "Weitere Schreibweisen", self.spellings, "mit ; getrennt"),
            self._field("original_script", "Name in Originalschrift", self.script),
        )
        self._row(
            self._field("birth", "Geburt", self.birth),
            self._field("gender", "Geschlecht", self.gender),
        )
        self._heading("Herkunft und Sprache")
        self._row(
            self._field("nationalities", "Staatsangehörigkeit", self.nations),
            self._field("municipality", "Gemeinde", self.place),
        )
        self._row(
            self._field("entered_germany", "Einreise", self.entered),
            self._field("immigration_route", "Zuwanderungsweg", self.route),
        )
        self._row(self._field("preferred_language", "Sprache", self.language), self.interpreter)
        self._heading("Erreichbarkeit")
        self._row(
            self._field("phone", "Telefon", self.phone),
            self._field("email", "E-Mail", self.email),
        )
        self._column.addWidget(self._field("address", "Anschrift", self.address))
        self._column.addWidget(self._field("note", "Notiz", self.note))
        self._column.addStretch(1)

    def _field(self, key: str, label: str, editor: QWidget, hint: str = "") -> LabeledField:
        self._fields[key] = LabeledField(label, editor, hint=hint, name=f"field-{key}")
        return self._fields[key]

    def _row(self, *widgets: QWidget) -> None:
        pair = Columns(break_at=_BREAK)
        for widget in widgets:
            pair.add(widget)
        self._column.addWidget(pair)

    def _heading(self, text: str) -> None:
        self._column.addWidget(text_label(text, "heading"))

    def show_person(self, person: Person) -> None:
        """Fill the fields."""
        self.family.setText(person.family_name)
        self.given.setText(person.given_name)
        self.spellings.setText("; ".join(person.spellings))
        self.script.setText(person.original_script)
        if person.id or person.birth.day is not None:
            self.birth.set_value(person.birth)
        self.gender.set_code(person.gender)
        self.nations.set_codes(person.nationalities)
        self.place.set_code(person.municipality or _UNKNOWN_PLACE)
        self.language.set_code(person.preferred_language)
        self.interpreter.setChecked(person.interpreter_needed)
        self.entered.set_value(person.entered_germany)
        self.route.set_code(person.immigration_route)
        self.address.setText(person.address)
        self.phone.setText(person.phone)
        self.email.setText(person.email)
        self.note.setPlainText(person.note)
        self._shown = self._read(person)

    def person(self, base: Person) -> Person | None:
        """Return the person as typed, or ``None`` while a field holds something unreadable."""
        readable = [editor.read() for editor in (self.gender, self.place, self.language)]
        readable += [self.route.read(), self.entered.read(), self.birth.read()]
        return self._read(base) if all(readable) else None

    def _read(self, base: Person) -> Person:
        return replace(
            base,
            family_name=self.family.text().strip(),
            given_name=self.given.text().strip(),
            spellings=tuple(
                part.strip() for part in self.spellings.text().split(";") if part.strip()
            ),
            original_script=self.script.text().strip(),
            birth=self.birth.value(),
            gender=self.gender.code() or "x",
            nationalities=self.nations.codes(),
            municipality=self.place.code() or _UNKNOWN_PLACE,
            preferred_language=self.language.code(),
            interpreter_needed=self.interpreter.isChecked(),
            entered_germany=self.entered.value(),
            immigration_route=self.route.code(),
            address=self.address.text().strip(),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    def touched(self) -> bool:
        """Tell whether something was typed since the person was shown."""
        return self._shown is not None and self._read(self._shown) != self._shown

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each problem to its field and go to the first."""
        for key, field in self._fields.items():
            field.set_error(problems.get(key, ""))
        first = next((key for key in self._fields if key in problems), None)
        if first is not None:
            self._fields[first].editor.setFocus()
