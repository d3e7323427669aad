"""The printed quarter: everything a bundle says, on paper, with its definitions beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, LongTable, Paragraph, Spacer, TableStyle

from kimdesk.reports.letterhead import (
    ACCENT,
    SHADE,
    TEXT_WIDTH,
    THIN_LINE,
    Letterhead,
    build,
    german_day,
    styles,
    text,
)
from kimdesk.reports.quarter_data import LabelledValue

if TYPE_CHECKING:
    from kimdesk.reports.quarter_data import (
        Figure,
        PrintedFinding,
        PrintedTable,
        QuarterReport,
        Row,
        TableNotOffered,
    )

PROTECTED = "."
ZERO = "–"
SIGNS = (
    "Zeichen: „.“ = zum Schutz von Personen nicht ausgewiesen; „–“ = genau null. Aus einem Punkt "
    "lässt sich nicht schließen, ob der Wert klein, groß oder null ist."
)

_NUMBER_WIDTH = 28 * mm
_INDENT = 4 * mm
# Less room than this below a heading would leave it alone at the foot of the page.
_ROOM_FOR_TABLE = 38 * mm
_ROOM_FOR_FINDING = 30 * mm
_TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, THIN_LINE),
]


def quarter_report(data: QuarterReport) -> bytes:
    """Return the quarter as PDF, A4; equal data give equal bytes."""
    revision = f" (Fassung {data.revision})" if data.revision > 1 else ""
    head = Letterhead(
        office=data.office,
        title=f"Quartalsbericht {data.quarter}{revision}",
        day=data.created,
        subject=f"{data.municipality}: anonymisierte Zahlen und Hinweise",
        foot=f"Prüfsumme des Bündels: {data.manifest_hash}",
    )
    story = [
        *_cover(data),
        *_figures(data.figures),
        *_tables(data.tables),
        *_not_offered(data.not_offered),
        *_findings(data.findings),
    ]
    return build(head, story)


def number(value: int | None) -> str:
    """Return a value as printed: sign, or digits with blanks for thousands (1 234).

    Blanks, because a thousands point beside the sign „.“ would mislead.
    """
    if value is None:
        return PROTECTED
    if value == 0:
        return ZERO
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def _cover(data: QuarterReport) -> list[object]:
    facts = (
        LabelledValue("Stelle", data.office),
        LabelledValue("Kommune", data.municipality),
        LabelledValue("Quartal", data.quarter),
        LabelledValue("Fassung", str(data.revision)),
        LabelledValue("Erstellt am", german_day(data.created)),
        LabelledValue("Freigegeben von", ", ".join(data.released_by) or "noch nicht freigegeben"),
    )
    return [
        text("Quartalsbericht", styles().title),
        _fact_table(facts),
        Spacer(0, 3 * mm),
        text(SIGNS, styles().note),
    ]


def _fact_table(facts: tuple[LabelledValue, ...]) -> LongTable:
    cells = [
        [text(fact.label, styles().cell), text(fact.value, styles().cell_bold)] for fact in facts
    ]
    return LongTable(
        cells,
        colWidths=(38 * mm, TEXT_WIDTH - 38 * mm),
        style=TableStyle(_TIGHT),
    )


def _figures(figures: tuple[Figure, ...]) -> list[object]:
    rows = [
        [_label_with_definition(figure), text(number(figure.value), styles().number_bold)]
        for figure in figures
    ]
    return [
        CondPageBreak(_ROOM_FOR_TABLE),
        text("Eckwerte", styles().section),
        _table(("Eckwert", "Anzahl"), rows),
    ]


def _label_with_definition(figure: Figure) -> list[Paragraph]:
    label = [text(figure.label, styles().cell)]
    return [*label, text(figure.definition, styles().note)] if figure.definition else label


def _tables(tables: tuple[PrintedTable, ...]) -> list[object]:
    if not tables:
        return []
    parts: list[object] = [CondPageBreak(_ROOM_FOR_TABLE), text("Tabellen", styles().section)]
    for table in tables:
        parts += [
            CondPageBreak(_ROOM_FOR_TABLE),
            text(f"{table.title} – {table.period}", styles().block),
            _table(table.columns, [_cells(row) for row in table.rows]),
            text(f"Definition: {table.definition}", styles().note),
        ]
    return parts


def _cells(row: Row) -> list[object]:
    plain, strong = styles().cell, styles().cell_bold
    total = row.level == 0
    label_style = strong if total else plain
    indent = max(row.level - 1, 0) * _INDENT
    first, *others = row.labels
    return [
        text(first, label_style.clone("indented", leftIndent=indent)),
        *(text(label, label_style) for label in others),
        text(number(row.value), styles().number_bold if total else styles().number),
    ]


def _table(columns: tuple[str, ...], rows: list[list[object]]) -> LongTable:
    dimensions = len(columns) - 1
    heads = [
        *(text(column, styles().cell_bold) for column in columns[:-1]),
        text(columns[-1], styles().number_bold),
    ]
    return LongTable(
        [heads, *rows],
        colWidths=(*[(TEXT_WIDTH - _NUMBER_WIDTH) / dimensions] * dimensions, _NUMBER_WIDTH),
        repeatRows=1,
        style=TableStyle(
            [
                *_TIGHT,
                ("BACKGROUND", (0, 0), (-1, 0), SHADE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
            ]
        ),
    )


def _not_offered(tables: tuple[TableNotOffered, ...]) -> list[object]:
    if not tables:
        return []
    rows: list[list[object]] = [
        [text(table.title, styles().cell), text(table.reason, styles().cell)] for table in tables
    ]
    return [
        CondPageBreak(_ROOM_FOR_TABLE),
        text("Nicht ausgewiesene Tabellen", styles().section),
        _two_columns(("Tabelle", "Grund"), rows),
    ]


def _two_columns(columns: tuple[str, str], rows: list[list[object]]) -> LongTable:
    heads = [text(column, styles().cell_bold) for column in columns]
    return LongTable(
        [heads, *rows],
        colWidths=(TEXT_WIDTH * 0.42, TEXT_WIDTH * 0.58),
        repeatRows=1,
        style=TableStyle([*_TIGHT, ("BACKGROUND", (0, 0), (-1, 0), SHADE)]),
    )


def _findings(findings: tuple[PrintedFinding, ...]) -> list[object]:
    parts: list[object] = [CondPageBreak(_ROOM_FOR_TABLE), text("Hinweise", styles().section)]
    if not findings:
        return [*parts, text("In diesem Quartal wurden keine Hinweise freigegeben.", styles().body)]
    for position, finding in enumerate(findings, start=1):
        parts += [
            CondPageBreak(_ROOM_FOR_FINDING),
            text(f"{position}. {finding.title}", styles().block),
        ]
        if finding.facts:
            parts += [_fact_table(finding.facts), Spacer(0, 1.5 * mm)]
        parts.append(text(finding.text, styles().body))
    return parts
