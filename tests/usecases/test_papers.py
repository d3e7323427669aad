"""Papers: what is printed is what left, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

import make
from kimdesk.domain.dates import Quarter
from kimdesk.domain.findings import FindingStatus
from kimdesk.domain.statistics.model import Reason, explain
from kimdesk.errors import FolderMissing, NotFound
from kimdesk.usecases import exports, papers, published, quarters, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.vault.keyring import RecoverySheet
from quarters_office import filled, finding

YEAR_END = Quarter(2026, 4)


@dataclass(frozen=True, slots=True)
class Sent:
    """An office that sent its year end."""

    desk: Desk
    hash: str


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("papers")
    office, _ = make.joined(folder, date(2027, 1, 20))
    clients = filled(office, 40)
    finding(
        office, "Termine erst nach Ablauf", FindingStatus.RELEASED, tuple(c.id for c in clients[:4])
    )
    quarters.freeze(office, YEAR_END, posts=150)
    done = exports.export_quarter(office, quarters.preview(office, YEAR_END), folder)
    yield Sent(office, done.manifest_hash)
    office.store.close()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())


def test_the_printed_quarter_holds_the_figures_tables_and_findings_that_left(sent: Sent) -> None:
    text = words(papers.quarter_paper(sent.desk, YEAR_END))
    for expected in (
        "Stelle Migrationsberatung Rietberg",
        "Kommune Rietberg",
        "Quartal 4. Quartal 2026",
        "Freigegeben von Leitung",
        "Fälle im Bestand",
        "Bestand nach Geschlecht – Jahr 2026",
        "Insgesamt 40",
        "weiblich 20",
        "Bestand nach Rechtskreis",
        "1. Termine erst nach Ablauf",
        "Handlungsfeld Existenzsicherung",
        "Häufigkeit 3 bis 5 Fälle",
        "Vorschlag: Ein gemeinsamer Termin im Monat.",
        f"Prüfsumme des Bündels: {sent.hash[:16]}",
    ):
        assert expected in text


def test_the_print_never_tells_why_a_cell_or_table_is_missing(sent: Sent) -> None:
    stored = exports.stored_release(sent.desk, YEAR_END)
    assert stored is not None
    assert stored.summary["protected"] > 0
    text = words(papers.quarter_paper(sent.desk, YEAR_END))
    assert not [reason for reason in Reason if explain(reason) in text]
    assert "zu klein" not in text
    assert " ".join(papers.NOT_PRINTED.split()) in text


def test_the_print_holds_no_client_and_no_case(sent: Sent) -> None:
    text = words(papers.quarter_paper(sent.desk, YEAR_END))
    assert "Kovalenko" not in text
    assert "Olena" not in text


def test_the_same_release_prints_the_same_bytes(sent: Sent) -> None:
    assert papers.quarter_paper(sent.desk, YEAR_END) == papers.quarter_paper(sent.desk, YEAR_END)


def test_a_quarter_that_never_left_has_no_paper(sent: Sent) -> None:
    with pytest.raises(NotFound):
        papers.quarter_paper(sent.desk, Quarter(2026, 3))


def test_the_recovery_paper_shows_the_code_of_the_sheet(tmp_path: Path) -> None:
    created = workspaces.create_workspace(
        "office",
        tmp_path / "neu",
        workspaces.Identity("Beratung Verl", "05754044", "Diakonie"),
        first_account="Leitung",
        passphrase=make.PASSPHRASE,
        around=make.surroundings(),
    )
    pdf = papers.recovery_paper(created.desk, created.recovery)
    created.desk.store.close()
    solid = "".join(words(pdf).split())
    assert "Beratung Verl" in words(pdf)
    assert isinstance(created.recovery, RecoverySheet)
    first = created.recovery.code.replace("-", " ").split()[0]
    assert first in solid


def test_saving_into_a_missing_folder_is_refused_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        papers.save(tmp_path / "weg" / "blatt.pdf", b"%PDF")
    papers.save(tmp_path / "blatt.pdf", b"%PDF")
    assert (tmp_path / "blatt.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("period", "german"),
    [("2026-Q3", "3. Quartal 2026"), ("2026-H2", "2. Halbjahr 2026"), ("2026", "Jahr 2026")],
)
def test_periods_are_written_in_german(period: str, german: str) -> None:
    assert published.german_period(period) == german


def test_staff_posts_keep_their_decimals_and_spans_show_both_ends() -> None:
    assert published.figure_text("eckwert_vze", 150) == "1,50"
    assert published.figure_text("eckwert_vze", 1205) == "12,05"
    assert published.figure_text("eckwert_personen", 1234) == "1.234"
    assert published.span_text("bestand_klienten", 14, 18) == "14–18"
    assert published.span_text("bestand_klienten", 14, 14) == "14"
