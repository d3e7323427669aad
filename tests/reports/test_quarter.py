from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimdesk.reports.quarter import SIGNS, number, quarter_report
from kimdesk.reports.quarter_data import (
    Figure,
    LabelledValue,
    PrintedFinding,
    PrintedTable,
    QuarterReport,
    Row,
    TableNotOffered,
)

HASH = "9f2c" * 16
TABLE = PrintedTable(
    title="Neue Personen nach Alter",
    period="3. Quartal 2026",
    columns=("Alter", "Personen"),
    rows=(
        Row(("Insgesamt",), 1234, level=0),
        Row(("unter 18 Jahre",), None),
        Row(("18 Jahre und älter",), 0),
    ),
    definition="Gezählt werden Personen, deren Fallarbeit im Quartal begann.",
)
FINDING = PrintedFinding(
    title="Ausländerbehörde: Termine erst nach Ablauf",
    facts=(LabelledValue("Häufigkeit", "6–20 Fälle"),),
    text="Arbeitgeber & Träger stellen bis dahin nicht ein <sagen sie>.\nVorschlag: Postweg.",
)
REPORT = QuarterReport(
    office="KIM Rietberg",
    municipality="Stadt Rietberg",
    quarter="3. Quartal 2026",
    revision=2,
    created=date(2026, 10, 5),
    released_by=("Anna Muster", "Bert Beispiel"),
    figures=(Figure("Fälle im Bestand", 61, "Nur mit Vereinbarung."), Figure("Warteliste", 0)),
    tables=(TABLE,),
    not_offered=(TableNotOffered("Ziele nach Rechtskreis", "Weniger als 20 Personen."),),
    findings=(FINDING,),
    manifest_hash=HASH,
)


def document(report: QuarterReport) -> Any:
    return pypdfium2.PdfDocument(quarter_report(report))


def pages(report: QuarterReport) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document(report)]


def words(report: QuarterReport) -> str:
    return " ".join(" ".join(pages(report)).split())


def solid(content: str) -> str:
    """Text without blanks: long words are broken over lines without a hyphen."""
    return "".join(content.split())


@pytest.mark.parametrize(
    "expected",
    [
        "Stelle KIM Rietberg",
        "Kommune Stadt Rietberg",
        "Quartal 3. Quartal 2026",
        "Fassung 2",
        "Erstellt am 05.10.2026",
        "Freigegeben von Anna Muster, Bert Beispiel",
        "Fälle im Bestand Nur mit Vereinbarung. 61",
        "Warteliste –",
        "Neue Personen nach Alter – 3. Quartal 2026",
        "Insgesamt 1 234 unter 18 Jahre . 18 Jahre und älter –",
        "Definition: Gezählt werden Personen",
        "Ziele nach Rechtskreis Weniger als 20 Personen.",
        "1. Ausländerbehörde: Termine erst nach Ablauf",
        "Häufigkeit 6–20 Fälle",
        "Arbeitgeber & Träger stellen bis dahin nicht ein <sagen sie>.",
        SIGNS,
        f"Prüfsumme des Bündels: {HASH}",
    ],
)
def test_the_paper_says(expected: str) -> None:
    assert expected in words(REPORT)


def test_each_page_carries_office_day_number_and_checksum() -> None:
    report = replace(REPORT, findings=(FINDING,) * 40)
    sheets = pages(report)
    assert len(sheets) > 4
    for position, sheet in enumerate(sheets, start=1):
        assert f"Seite {position} von {len(sheets)}" in sheet
        assert "KIM Rietberg" in sheet
        assert "05.10.2026" in sheet
        assert HASH in sheet


def test_the_page_number_is_visible_ink_at_the_right_edge() -> None:
    page = document(REPORT)[0].render(scale=2).to_pil().convert("L")
    width, height = page.size
    # Below the foot line, 18 mm above the paper's edge, and inside the right margin of 20 mm.
    corner = page.crop((width - 220, height - 94, width - 113, height - 68))
    assert corner.getextrema()[0] < 160


def test_forty_findings_are_numbered_and_all_there() -> None:
    findings = tuple(replace(FINDING, title=f"Hinweis zu Stelle {n}") for n in range(1, 41))
    printed = words(replace(REPORT, findings=findings))
    assert all(f"{n}. Hinweis zu Stelle {n} " in printed for n in range(1, 41))


def test_a_quarter_without_tables_and_findings_says_so() -> None:
    small = replace(REPORT, tables=(), not_offered=(), findings=(), released_by=())
    printed = words(small)
    assert "In diesem Quartal wurden keine Hinweise freigegeben." in printed
    assert "noch nicht freigegeben" in printed
    assert "Tabellen" not in printed
    assert len(document(small)) == 1


def test_the_head_of_a_long_table_repeats_on_every_page() -> None:
    rows = tuple(Row((f"Gemeinde {n}", "weiblich"), n) for n in range(1, 121))
    table = replace(TABLE, columns=("Ort", "Geschlecht", "Gezählte Personen"), rows=rows)
    sheets = pages(replace(REPORT, tables=(table,)))
    with_rows = [sheet for sheet in sheets if "weiblich" in sheet]
    assert len(with_rows) > 2
    assert all("GezähltePersonen" in solid(sheet) for sheet in with_rows)


def test_a_finding_longer_than_a_page_is_printed_to_its_last_word() -> None:
    endless = replace(FINDING, text="Es dauert und dauert. " * 600 + "Schlusswort.")
    printed = words(replace(REPORT, findings=(endless,)))
    assert printed.count("dauert") == 1200
    assert "Schlusswort." in printed


def test_long_names_are_broken_not_lost() -> None:
    name = "Fachkräfteeinwanderungsangelegenheitenvermittlungsstelle" * 4
    table = replace(TABLE, rows=(Row((name,), 7, level=3),))
    report = replace(REPORT, office=name, tables=(table,), findings=(replace(FINDING, title=name),))
    assert solid(words(report)).count(solid(name)) == 3


def test_signs_that_the_font_lacks_get_a_stand_in() -> None:
    finding = replace(FINDING, text="SGB II → SGB III, ≥ 12 Wochen, \N{ARABIC LETTER BEH} ✓")
    printed = words(replace(REPORT, findings=(finding,)))
    assert "SGB II › SGB III, >= 12 Wochen, \N{REPLACEMENT CHARACTER} x" in printed


def test_title_author_and_language_are_set() -> None:
    report = document(REPORT)
    assert report.get_metadata_value("Title") == "Quartalsbericht 3. Quartal 2026 (Fassung 2)"
    assert report.get_metadata_value("Author") == "KIM Rietberg"
    assert b"/Lang (de-DE)" in quarter_report(REPORT)


def test_the_first_revision_is_not_called_one_in_the_title() -> None:
    title = document(replace(REPORT, revision=1)).get_metadata_value("Title")
    assert title == "Quartalsbericht 3. Quartal 2026"


def test_the_same_quarter_is_the_same_file() -> None:
    assert quarter_report(REPORT) == quarter_report(REPORT)


@given(st.integers(min_value=1, max_value=10**9))
def test_a_printed_number_reads_back_and_never_holds_the_sign_of_protection(value: int) -> None:
    assert int(number(value).replace("\N{NO-BREAK SPACE}", "")) == value
    assert "." not in number(value)


def test_protected_and_zero_have_their_own_signs() -> None:
    assert (number(None), number(0)) == (".", "–")


@settings(max_examples=15)
@given(st.text(max_size=300))
def test_no_text_breaks_the_paper(content: str) -> None:
    finding = PrintedFinding(content, (LabelledValue(content, content),), content)
    report = replace(REPORT, office=content, findings=(finding,), tables=())
    assert len(document(report)) >= 1
