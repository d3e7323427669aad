"""A page with one of everything, for looking at and for the audits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QTabWidget, QWidget

from kimdesk.ui.shell.window import MainWindow
from kimdesk.ui.widgets.avatar import Avatar
from kimdesk.ui.widgets.bars import Bar, Bars
from kimdesk.ui.widgets.buttons import IconButton, danger, primary, quiet, secondary
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.chips import Chip, FilterChips
from kimdesk.ui.widgets.choice import ChoiceField
from kimdesk.ui.widgets.columns import Columns
from kimdesk.ui.widgets.empty import EmptyState
from kimdesk.ui.widgets.fields import DateField, LabeledField, TextArea
from kimdesk.ui.widgets.figure import Figure
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.key_value import KeyValue
from kimdesk.ui.widgets.multi_choice import MultiChoice
from kimdesk.ui.widgets.page import Page
from kimdesk.ui.widgets.progress import ProgressPanel
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.stepper import Stepper
from kimdesk.ui.widgets.table import DataTable
from kimdesk.ui.widgets.timeline import Timeline
from kimdesk.ui.widgets.timeline_data import Lane, Span

if TYPE_CHECKING:
    from kimdesk.ui.theme import Tone

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the table."""

    number: str
    name: str
    area: str
    tone: Tone
    due: date
    remark: str
    count: int


PEOPLE = (
    Person(
        "MB-2022-001906", "Abdi, Ahmad", "AsylbLG", "violet", date(2027, 2, 13), "in 83 Tagen", 4
    ),
    Person(
        "MB-2023-004711", "Kovalenko, Olena", "SGB II", "info", date(2026, 11, 27), "in 5 Tagen", 12
    ),
    Person(
        "MB-2025-004464",
        "Nguyen-Schwarzenberg, Thi Bao Châu",
        "SGB VIII",
        "bad",
        date(2026, 11, 19),
        "3 Tage überfällig",
        101,
    ),
    Person("MB-2025-005220", "Haile, Selam", "SGB III", "ok", date(2027, 1, 28), "in 67 Tagen", 7),
)

COLUMNS = (
    Column(
        "Person",
        lambda p: p.name,
        second=lambda p: p.number,
        stretch=1,
        min_chars=14,
        sort_key=lambda p: p.name,
    ),
    Column("Rechtskreis", lambda p: p.area, chip=True, tone=lambda p: p.tone),
    Column(
        "Nächste Frist",
        lambda p: f"{p.due:%d.%m.%Y}",
        second=lambda p: p.remark,
        tone=lambda p: "bad" if p.due < TODAY else None,
        sort_key=lambda p: p.due,
    ),
    Column("Kontakte", lambda p: str(p.count), align="right", sort_key=lambda p: p.count),
)

LANES = (
    Lane(
        "AsylbLG",
        (Span(date(2022, 3, 18), date(2022, 5, 31), "Landratsamt, Erstaufnahme", "violet"),),
    ),
    Lane(
        "SGB II",
        (
            Span(
                date(2022, 6, 12),
                date(2024, 9, 30),
                "Jobcenter – Bürgergeld",
                "info",
                "Bedarfsgemeinschaft, 3 Personen",
            ),
            Span(date(2024, 10, 13), date(2025, 1, 31), "Jobcenter", "info"),
            Span(date(2025, 3, 1), None, "Bürgergeld mit Zuverdienst", "info"),
        ),
    ),
    Lane("SGB III", (Span(date(2024, 8, 12), date(2025, 8, 20), "Berufssprachkurs B2", "ok"),)),
)


def make_people_table(*, two_lines: bool = True) -> DataTable:
    model = RowsModel(COLUMNS, PEOPLE, key=lambda person: person.number)
    return DataTable("Fälle", model, two_lines=two_lines, fit_rows=True)


def make_timeline() -> Timeline:
    timeline = Timeline("Rechtskreise im Zeitverlauf")
    timeline.set_lanes(LANES, TODAY)
    return timeline


def make_page() -> Page:
    page = Page("Fälle", "100 Fälle, davon 12 mit Frist in dieser Woche")
    page.add_action(secondary("Fallakte drucken", "printer"))
    page.add_action(primary("Neuer Fall", "plus"))
    page.add(_filters())
    page.add(_figures())
    page.add(_steps_and_buttons())
    page.add(_form_card())
    page.add(_data_card())
    page.add(_timeline_card())
    page.add(_rest())
    page.body.addStretch(1)
    return page


def _filters() -> QWidget:
    return FilterChips(
        "Rechtskreis",
        [("all", "Alle"), ("2", "SGB II · 61"), ("a", "AsylbLG · 20"), ("3", "SGB III · 19")],
    )


def _figures() -> QWidget:
    row = Columns(break_at=520)
    fast = Figure("Offene Fälle", "128")
    late = Figure("Überfällige Fristen", "3")
    late.set("3", "seit gestern 1 mehr", "bad")
    row.add(fast)
    row.add(late)
    row.add(Figure("Beratungen im Quartal", "1.204", "Vorquartal 1.187"))
    return row


def _steps_and_buttons() -> QWidget:
    card = Card("Aufnahme", "Vier Schritte, jederzeit unterbrechbar")
    stepper = Stepper(["Person", "Aufenthalt", "Lebensunterhalt", "Einwilligung"])
    stepper.set_current(2)
    card.add(stepper)
    row = QWidget()
    flow = FlowLayout(row)
    off = primary("Nicht möglich", "send")
    off.setEnabled(False)
    for button in (
        primary("Speichern", "save"),
        secondary("Zurück", "arrow-left"),
        quiet("Mehr anzeigen", "chevron-down"),
        danger("Fall löschen", "trash-2"),
        off,
        IconButton("pencil", "Bearbeiten"),
    ):
        flow.addWidget(button)
    card.add(row)
    return card


def _form_card() -> Card:
    card = Card("Person", "Angaben laut Ausweis")
    first = Columns(gap=20)
    first.add(LabeledField("Nachname", QLineEdit("Kovalenko"), required=True))
    first.add(LabeledField("Vorname", QLineEdit("Olena")))
    card.add(first)
    second = Columns(gap=20)
    born = DateField(lambda: TODAY)
    second.add(
        LabeledField("Geburtsdatum", born, hint="Unbekannt? Dann den 1. Januar.", required=True)
    )
    born.setText("31.02.1988")
    born.read()
    second.add(LabeledField("Staatsangehörigkeit", _countries()))
    card.add(second)
    tongues = MultiChoice(
        [("uk", "Ukrainisch"), ("ru", "Russisch"), ("de", "Deutsch"), ("en", "Englisch")]
    )
    tongues.set_codes(["uk", "de"])
    card.add(LabeledField("Sprachen", tongues))
    note = TextArea()
    note.setPlainText("Frau K. hat den Bescheid vom 12.11. mitgebracht.\nWiderspruchsfrist läuft.")
    card.add(
        LabeledField("Notiz", note, hint="Nur für die Beratung, kommt nicht ins Quartalsbündel.")
    )
    card.add(_checks())
    return card


def _countries() -> ChoiceField:
    field = ChoiceField(
        [
            ("UA", "Ukraine", "Häufig"),
            ("SY", "Syrien", "Häufig"),
            ("ER", "Eritrea", "Weitere"),
            ("AF", "Afghanistan", "Weitere"),
        ]
    )
    field.set_code("UA")
    return field


def _checks() -> QWidget:
    box = QWidget()
    row = FlowLayout(box)
    for control, on in (
        (QCheckBox("Dolmetschen nötig"), True),
        (QCheckBox("Schutzadresse"), False),
        (QRadioButton("persönlich"), True),
        (QRadioButton("telefonisch"), False),
    ):
        control.setChecked(on)
        control.setObjectName(f"check-{control.text()}")
        control.setAccessibleName(control.text())
        row.addWidget(control)
    return box


def _data_card() -> QWidget:
    return make_people_table()


def _timeline_card() -> Card:
    card = Card("Rechtskreise im Zeitverlauf", "Schraffiert: Tage ohne Leistung")
    card.add(make_timeline())
    return card


def _rest() -> QWidget:
    row = Columns()
    facts = Card("Stammdaten")
    top = QWidget()
    head = FlowLayout(top)
    head.addWidget(Avatar("Kovalenko, Olena"))
    for chip in (
        Chip("SGB II", "info"),
        Chip("§ 24 AufenthG", "ok", "check"),
        Chip("Frist in 5 Tagen", "warn", "clock"),
    ):
        head.addWidget(chip)
    facts.add(top)
    facts.add(
        KeyValue(
            "Stammdaten",
            [("Geburtsdatum", "14.07.1988"), ("Telefon", "+49 151 2345 6789"), ("E-Mail", "")],
        )
    )
    row.add(facts)
    chart = Card("Rechtskreise", "Beratene Personen im Quartal")
    chart.add(
        Bars(
            "Rechtskreise",
            [
                Bar("SGB II", 61),
                Bar("AsylbLG", 20, tone="violet"),
                Bar("SGB VIII", None),
                Bar("SGB XII", 4),
            ],
        )
    )
    row.add(chart)
    box = QTabWidget()
    box.setObjectName("tabs")
    box.setAccessibleName("Bereiche")
    box.setDocumentMode(True)
    box.tabBar().setAccessibleName("Bereiche")
    box.addTab(row, "Überblick")
    box.addTab(
        EmptyState(
            "inbox",
            "Noch keine Kontakte",
            "Der erste wird hier stehen.",
            primary("Kontakt eintragen", "plus"),
        ),
        "Kontakte",
    )
    return box


def make_window() -> MainWindow:
    window = MainWindow()
    window.set_office("MBE Musterstadt")
    for key, title, icon in (
        ("home", "Übersicht", "house"),
        ("cases", "Fälle", "folder-open"),
        ("due", "Fristen", "calendar-clock"),
        ("papers", "Dokumente", "file-text"),
        ("network", "Netzwerk", "users"),
        ("report", "Auswertung", "chart-column"),
        ("settings", "Einstellungen", "settings"),
    ):
        window.add_page(key, title, icon, make_page)
    window.go("cases")
    return window


def make_panel() -> ProgressPanel:
    panel = ProgressPanel("Quartalsbündel wird versiegelt …")
    panel.set_progress(0.4)
    return panel
