from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from kimdesk.errors import InvalidInput
from kimdesk.reports.base45 import base45_decode
from kimdesk.reports.recovery_sheet import (
    INSTRUCTIONS,
    RecoverySheetData,
    code_groups,
    recovery_sheet,
)

CODE = "7K3MPQ-9XW2ZR-4HTVBN-80CDEF-GJ15YS-6AKQ3W"
# The size that the key file's recovery part has.
SEALED = random.Random(1).randbytes(1372)
SHEET = RecoverySheetData(
    office="KIM Rheda-Wiedenbrück",
    workspace="7F3A-91C2",
    created=date(2026, 11, 22),
    code=CODE,
    qr=SEALED,
)


def only_page(pdf: bytes) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0]


def text_of(pdf: bytes) -> str:
    return str(only_page(pdf).get_textpage().get_text_range())


def scanned(pdf: bytes, dots_per_inch: int) -> bytes:
    picture = only_page(pdf).render(scale=dots_per_inch / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return base45_decode(code.text)


@pytest.mark.parametrize("dots_per_inch", [150, 300])
def test_the_qr_code_gives_back_every_byte_when_scanned(dots_per_inch: int) -> None:
    assert scanned(recovery_sheet(SHEET), dots_per_inch) == SEALED


def test_the_qr_code_survives_a_black_stain() -> None:
    picture = only_page(recovery_sheet(SHEET)).render(scale=300 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    corner = found.position
    middle_x = (corner.top_left.x + corner.bottom_right.x) // 2
    middle_y = (corner.top_left.y + corner.bottom_right.y) // 2
    picture.paste("black", (middle_x, middle_y, middle_x + 120, middle_y + 120))
    (stained,) = zxingcpp.read_barcodes(picture)
    assert base45_decode(stained.text) == SEALED


def test_the_code_stands_on_the_paper_in_numbered_groups() -> None:
    printed = "".join(text_of(recovery_sheet(SHEET)).split())
    for number, group in enumerate(CODE.split("-"), start=1):
        assert f"{number}{group}" in printed


def test_every_instruction_is_printed_in_full() -> None:
    printed = "".join(text_of(recovery_sheet(SHEET)).split())
    for instruction in INSTRUCTIONS:
        assert "".join(instruction.split()) in printed


def test_office_workspace_and_day_are_printed() -> None:
    printed = text_of(recovery_sheet(SHEET))
    assert "KIM Rheda-Wiedenbrück" in printed
    assert "Arbeitsbereich 7F3A-91C2 · gedruckt am 22.11.2026" in printed


def test_a_very_long_office_name_stays_on_the_one_page_and_loses_nothing() -> None:
    name = "Arbeitsgemeinschaft Kommunales Integrationsmanagement " * 8
    printed = "".join(text_of(recovery_sheet(replace(SHEET, office=name))).split())
    assert "".join(name.split()) in printed
    assert "gedrucktam22.11.2026" in printed


def test_the_same_sheet_is_the_same_file() -> None:
    assert recovery_sheet(SHEET) == recovery_sheet(SHEET)


def test_groups_are_read_with_any_separators() -> None:
    assert code_groups(CODE.replace("-", " ")) == code_groups(CODE.replace("-", ""))


@pytest.mark.parametrize("code", ["", CODE[:-1], CODE + "7"])
def test_a_code_of_another_length_is_not_printed(code: str) -> None:
    with pytest.raises(InvalidInput):
        recovery_sheet(replace(SHEET, code=code))


def test_too_much_for_a_qr_code_is_refused_not_cut() -> None:
    with pytest.raises(InvalidInput):
        recovery_sheet(replace(SHEET, qr=b"\xff" * 2261))
