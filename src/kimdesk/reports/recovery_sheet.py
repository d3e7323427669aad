"""The recovery sheet: the paper in the safe that opens the office when all else is lost."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepInFrame
from segno.encoder import DataOverflowError

from kimdesk.errors import InvalidInput
from kimdesk.reports.base45 import base45_encode
from kimdesk.reports.letterhead import (
    ACCENT,
    BOLD,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    REGULAR,
    SHADE,
    TEXT_WIDTH,
    german_day,
    register_fonts,
    styles,
    text,
)

if TYPE_CHECKING:
    from datetime import date

GROUPS = 6
GROUP_LENGTH = 6
_GROUPS_IN_A_ROW = 3
_QR_SIZE = 88 * mm
_CELL = 8 * mm
_PADDING = 1.8 * mm
_ROW_HEIGHT = 15 * mm

INSTRUCTIONS = (
    (
        "Zweimal drucken: ein Blatt versiegelt in den Tresor der Leitung, eines versiegelt zum "
        "Träger. Nicht abfotografieren, nicht scannen, nicht als Datei behalten."
    ),
    (
        "Wer dieses Blatt und die KIMdesk-Datei hat, kann alles öffnen – ohne Passwort. Es ist so "
        "zu hüten wie die Akten selbst."
    ),
    (
        "Im Notfall: KIMdesk starten, im Fenster zum Entsperren „Wiederherstellungsblatt "
        "verwenden“ wählen und den Code abtippen. Fehlen auch die Schlüsseldateien, zusätzlich "
        "den Inhalt des QR-Codes einlesen."
    ),
    (
        "Nach jedem Schlüsselwechsel neu drucken und beide alten Blätter vernichten: Der Code "
        "bleibt gültig, der QR-Code nicht."
    ),
)


@dataclass(frozen=True, slots=True)
class RecoverySheetData:
    """What stands on the sheet; ``code`` may carry blanks or hyphens between its groups."""

    office: str
    workspace: str
    created: date
    code: str
    qr: bytes


def recovery_sheet(data: RecoverySheetData) -> bytes:
    """Return the sheet as a PDF of one A4 page; the QR code holds ``qr`` as base45.

    Raises:
        InvalidInput: if the code has not 36 symbols or ``qr`` is too long for a QR code.
    """
    register_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, lang="de-DE")
    canvas.setTitle("Wiederherstellungsblatt")
    canvas.setAuthor(data.office)
    canvas.setSubject("Zugang zur KIMdesk-Datei im Notfall")
    canvas.setCreator("KIMdesk")
    _draw_heading(canvas, data)
    _draw_code(canvas, code_groups(data.code), top=PAGE_HEIGHT - 62 * mm)
    _draw_instructions(canvas, top=PAGE_HEIGHT - 99 * mm)
    _draw_qr(canvas, data.qr, left=MARGIN, bottom=44 * mm)
    _draw_qr_explanation(canvas, left=MARGIN + _QR_SIZE + 8 * mm, top=44 * mm + _QR_SIZE)
    _draw_signature(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def code_groups(code: str) -> tuple[str, ...]:
    """Split a recovery code into its six groups of six symbols.

    Raises:
        InvalidInput: if it has another length.
    """
    symbols = "".join(code.replace("-", " ").split())
    if len(symbols) != GROUPS * GROUP_LENGTH:
        raise InvalidInput(field="code", problem="length")
    starts = range(0, len(symbols), GROUP_LENGTH)
    return tuple(symbols[start : start + GROUP_LENGTH] for start in starts)


def _draw_heading(canvas: Canvas, data: RecoverySheetData) -> None:
    canvas.setFillColor(ACCENT)
    canvas.setFont(BOLD, 26)
    canvas.drawString(MARGIN, PAGE_HEIGHT - 30 * mm, "Wiederherstellungsblatt")
    facts = f"Arbeitsbereich {data.workspace} · gedruckt am {german_day(data.created)}"
    lines = [text(data.office, styles().block), text(facts, styles().body)]
    _fill(canvas, lines, PAGE_HEIGHT - 34 * mm, 18 * mm, MARGIN, TEXT_WIDTH)


def _draw_code(canvas: Canvas, groups: tuple[str, ...], top: float) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 10.5)
    canvas.drawString(MARGIN, top + 4 * mm, "Wiederherstellungscode")
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(MUTED)
    hint = "0 ist die Ziffer Null, 1 die Ziffer Eins; I, L, O und U kommen nicht vor."
    canvas.drawRightString(MARGIN + TEXT_WIDTH, top + 4 * mm, hint)
    step = TEXT_WIDTH / _GROUPS_IN_A_ROW
    for index, group in enumerate(groups):
        row, column = divmod(index, _GROUPS_IN_A_ROW)
        _draw_group(canvas, index + 1, group, MARGIN + column * step, top - (row + 1) * _ROW_HEIGHT)


def _draw_group(canvas: Canvas, number: int, group: str, left: float, bottom: float) -> None:
    # Each symbol in a cell of its own: legible like a typewriter, without another font.
    box = left + 5 * mm
    width = GROUP_LENGTH * _CELL + 2 * _PADDING
    canvas.setFillColor(SHADE)
    canvas.setStrokeColor(LINE)
    canvas.roundRect(box, bottom + 2 * mm, width, _ROW_HEIGHT - 3 * mm, 4, fill=1)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 9)
    canvas.drawRightString(box - 1.5 * mm, bottom + 6.5 * mm, f"{number}")
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 19)
    for place, symbol in enumerate(group):
        middle = box + _PADDING + (place + 0.5) * _CELL
        canvas.drawCentredString(middle, bottom + 5.5 * mm, symbol)


def _draw_instructions(canvas: Canvas, top: float) -> None:
    step = styles().body.clone("step", leftIndent=5 * mm, bulletIndent=0)
    lines = [
        text(line, step, bullet=f"{number}.") for number, line in enumerate(INSTRUCTIONS, start=1)
    ]
    _fill(canvas, lines, top, 60 * mm, MARGIN, TEXT_WIDTH)


def _draw_qr(canvas: Canvas, content: bytes, left: float, bottom: float) -> None:
    # Level M survives a fold or a stain (15 %) and keeps the squares about half a millimetre.
    try:
        code = segno.make_qr(
            base45_encode(content), error="m", mode="alphanumeric", boost_error=False
        )
    except DataOverflowError as error:
        raise InvalidInput(field="qr", problem="too long") from error
    rows = [bytes(row) for row in code.matrix_iter(border=4)]
    size = _QR_SIZE / len(rows)
    canvas.setFillColor(INK)
    outline = canvas.beginPath()
    for row, modules in enumerate(rows):
        y = bottom + _QR_SIZE - (row + 1) * size
        for start, length in _dark_runs(modules):
            outline.rect(left + start * size, y, length * size, size)
    canvas.drawPath(outline, stroke=0, fill=1)


def _dark_runs(modules: bytes) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules: fewer rectangles, no hairlines."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


def _draw_qr_explanation(canvas: Canvas, left: float, top: float) -> None:
    lines = [
        text("Wozu der QR-Code?", styles().block),
        text(
            "Er enthält eine Kopie der Schlüssel, verschlossen mit dem Code oben. Mit "
            "Code und QR-Code genügt eine Sicherung der KIMdesk-Datei, auch wenn beide "
            "Schlüsseldateien verloren sind.",
            styles().body,
        ),
        text(
            "Ohne den Code ist der QR-Code wertlos; ohne KIMdesk-Datei sind es beide.",
            styles().body,
        ),
        text("Probe: Beim Einrichten wird der Code einmal vom Blatt abgetippt.", styles().body),
    ]
    _fill(canvas, lines, top, _QR_SIZE, left, MARGIN + TEXT_WIDTH - left)


def _draw_signature(canvas: Canvas) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 8)
    fields = (("Blatt Nr. / Aufbewahrungsort", 0.0), ("Datum", 0.4), ("Unterschrift Leitung", 0.62))
    ends = (0.37, 0.59, 1.0)
    for (label, start), end in zip(fields, ends, strict=True):
        canvas.line(MARGIN + start * TEXT_WIDTH, 26 * mm, MARGIN + end * TEXT_WIDTH, 26 * mm)
        canvas.drawString(MARGIN + start * TEXT_WIDTH, 22 * mm, label)


def _fill(
    canvas: Canvas, lines: list[object], top: float, height: float, left: float, width: float
) -> None:
    # Too long a name makes the block smaller; nothing is ever cut off this sheet.
    block = KeepInFrame(width, height, lines, mode="shrink")
    _, used = block.wrapOn(canvas, width, height)
    block.drawOn(canvas, left, top - used)
