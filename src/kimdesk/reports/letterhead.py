"""What all papers share: paper size, fonts, styles, head and foot of the page.

The same data must give the same bytes (rule R8 of the release), so documents are built with
reportlab's ``invariant`` mode and take every date from the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from kimdesk.config import resources_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
INK = HexColor("#17202B")
MUTED = HexColor("#566273")
LINE = HexColor("#8A94A3")
THIN_LINE = HexColor("#CBD2DA")
ACCENT = HexColor("#0B6670")
SHADE = HexColor("#F2F4F7")

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 20 * mm
HEAD_LINE = PAGE_HEIGHT - 18 * mm
FOOT_LINE = 17 * mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

_SMALL = 8
# Signs that German texts use and Noto Sans has not; a missing one would vanish silently.
_STAND_INS = {
    "→": "›",
    "←": "‹",
    "⇒": "›",
    "≥": ">=",
    "≤": "<=",
    "✓": "x",
    "☐": "[ ]",
    "☑": "[x]",
    "\t": " ",
}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Head and foot of a paper; ``foot`` is a reference line such as a checksum."""

    office: str
    title: str
    day: date
    subject: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of all papers, largest first."""

    title: ParagraphStyle
    section: ParagraphStyle
    block: ParagraphStyle
    body: ParagraphStyle
    cell: ParagraphStyle
    cell_bold: ParagraphStyle
    number: ParagraphStyle
    number_bold: ParagraphStyle
    note: ParagraphStyle


def german_day(day: date) -> str:
    """Return a day as on German letters: ``05.10.2026``."""
    return f"{day:%d.%m.%Y}"


@cache
def register_fonts() -> None:
    """Make Noto Sans known to reportlab, whose own fonts are not embedded and lack letters."""
    folder = resources_folder() / "fonts"
    for name, file in ((REGULAR, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )


@cache
def styles() -> Styles:
    """Return the shared styles; sizes in points."""
    register_fonts()

    def style(name: str, font: str, size: float, **more: object) -> ParagraphStyle:
        base = {
            "bulletFontName": font,
            "fontName": font,
            "fontSize": size,
            "leading": size * 1.38,
            "textColor": INK,
        }
        return ParagraphStyle(name, **(base | more))

    return Styles(
        title=style("title", BOLD, 20, spaceAfter=4 * mm),
        section=style(
            "section", BOLD, 14, spaceBefore=7 * mm, spaceAfter=2.5 * mm, textColor=ACCENT
        ),
        block=style("block", BOLD, 10.5, spaceBefore=4 * mm, spaceAfter=1.5 * mm),
        body=style("body", REGULAR, 10, spaceAfter=1.5 * mm),
        cell=style("cell", REGULAR, 9),
        cell_bold=style("cell-bold", BOLD, 9),
        number=style("number", REGULAR, 9, alignment=TA_RIGHT),
        number_bold=style("number-bold", BOLD, 9, alignment=TA_RIGHT),
        note=style("note", REGULAR, _SMALL, textColor=MUTED, spaceBefore=1 * mm),
    )


def text(content: str, style: ParagraphStyle, *, bullet: str | None = None) -> Paragraph:
    """Return a paragraph of plain text: markup signs are printed, line breaks are kept."""
    markup = escape(printable(content), quote=False).replace("\n", "<br/>")
    return Paragraph(markup, style, bulletText=bullet)


def printable(content: str) -> str:
    """Replace what the font cannot show by a stand-in or the sign �, so that nothing is lost."""
    register_fonts()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(
        sign if sign == "\n" or ord(sign) in known else _STAND_INS.get(sign, _UNKNOWN)
        for sign in content
    )


class _CountingCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """Writes "Seite x von y" at the end, when y is known.

    Every page refers to a small form of its own that is defined last; so the document need
    not be laid out twice.
    """

    def save(self) -> None:
        """Define the form of each page, then finish the file."""
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            # Without a box of its own, all left of the origin would be clipped away.
            self.beginForm(_page_form(page), lowerx=-TEXT_WIDTH, lowery=-_SMALL, upperx=0)
            self.setFont(REGULAR, _SMALL)
            self.setFillColor(MUTED)
            self.drawRightString(0, 0, f"Seite {page} von {total}")
            self.endForm()
        super().save()


def _page_form(page: int) -> str:
    return f"page-{page}"


def build(letterhead: Letterhead, story: Sequence[object]) -> bytes:
    """Lay the flowables out on A4 below the letterhead and return the PDF."""
    register_fonts()
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=PAGE_HEIGHT - HEAD_LINE + 5 * mm,
        bottomMargin=FOOT_LINE + 4 * mm,
        title=letterhead.title,
        author=letterhead.office,
        subject=letterhead.subject,
        creator="KIMdesk",
        lang="de-DE",
        invariant=1,
    )
    # The frame's own padding would move the text away from the head and foot lines.
    document.leftMargin -= 6
    document.rightMargin -= 6

    def decorate(canvas: Canvas, _document: object) -> None:
        _draw_head_and_foot(canvas, letterhead)

    document.build(
        list(story), onFirstPage=decorate, onLaterPages=decorate, canvasmaker=_CountingCanvas
    )
    return buffer.getvalue()


def _draw_head_and_foot(canvas: Canvas, letterhead: Letterhead) -> None:
    right = PAGE_WIDTH - MARGIN
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, HEAD_LINE, right, HEAD_LINE)
    canvas.line(MARGIN, FOOT_LINE, right, FOOT_LINE)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, _SMALL)
    day = german_day(letterhead.day)
    canvas.drawRightString(right, HEAD_LINE + 2 * mm, day)
    _draw_shortened(canvas, printable(letterhead.office), TEXT_WIDTH - 30 * mm)
    canvas.drawString(MARGIN, FOOT_LINE - 4 * mm, letterhead.title)
    canvas.drawString(MARGIN, FOOT_LINE - 8 * mm, letterhead.foot)
    canvas.translate(right, FOOT_LINE - 4 * mm)
    canvas.doForm(_page_form(canvas.getPageNumber()))
    canvas.restoreState()


def _draw_shortened(canvas: Canvas, office: str, width: float) -> None:
    while pdfmetrics.stringWidth(office, REGULAR, _SMALL) > width:
        office = office.rstrip("…")[:-1] + "…"
    canvas.drawString(MARGIN, HEAD_LINE + 2 * mm, office)
