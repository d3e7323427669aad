"""A finding as it leaves, in German words: for the preview, the print and the district."""

from __future__ import annotations

from dataclasses import dataclass

from kimdesk.bundles.contents import FindingRow
from kimdesk.domain.catalogues import Catalogues
from kimdesk.domain.findings import Finding
from kimdesk.storage.districts import ReceivedFinding
from kimdesk.usecases.exports import finding_row


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Title, labelled facts and text of a finding; nothing else of it leaves the office."""

    title: str
    facts: tuple[tuple[str, str], ...]
    text: str


def words_of_row(lists: Catalogues, row: FindingRow) -> FindingWords:
    """Return the words of a row of ``befunde.csv``; what was not stated is left out."""
    weeks = row.verzoegerung_wochen
    facts = (
        ("Handlungsfeld", lists["handlungsfelder"].label(row.handlungsfeld)),
        ("Art", lists["hinweisarten"].label(row.art)),
        ("Von", lists["akteure"].label(row.von_akteur)),
        ("Zu", lists["akteure"].label(row.zu_akteur)),
        ("Rechtskreis", lists["rechtskreise"].label(row.rechtskreis)),
        ("Häufigkeit", lists["haeufigkeit"].label(row.haeufigkeit)),
        ("Folge", lists["hinweisfolgen"].label(row.folge)),
        ("Verzögerung", f"{weeks} Wochen" if weeks else ""),
        ("Lösungsebene", lists["loesungsebenen"].label(row.ebene)),
        ("Gute Praxis", "ja" if row.gute_praxis == "ja" else ""),
    )
    texts = (row.beschreibung, _led("Versucht", row.versucht), _led("Vorschlag", row.vorschlag))
    return FindingWords(
        row.titel,
        tuple((label, value) for label, value in facts if value),
        "\n".join(text for text in texts if text),
    )


def words_that_leave(lists: Catalogues, finding: Finding) -> FindingWords:
    """Return exactly what of an office's finding would leave: codes in words, released text."""
    return words_of_row(lists, finding_row(finding, ""))


def words_received(lists: Catalogues, finding: ReceivedFinding) -> FindingWords:
    """Return a finding that the district received, in the words of its own catalogues."""
    return words_of_row(lists, _row(finding))


def _led(word: str, text: str) -> str:
    return f"{word}: {text}" if text else ""


def _row(finding: ReceivedFinding) -> FindingRow:
    return FindingRow(
        id=finding.id,
        titel=finding.title,
        beschreibung=finding.description,
        handlungsfeld=finding.field,
        art=finding.kind,
        von_akteur=finding.from_actor,
        zu_akteur=finding.to_actor,
        rechtskreis=finding.rechtskreis,
        ursache="",
        haeufigkeit=finding.frequency,
        folge=finding.consequence,
        verzoegerung_wochen="" if finding.delay_weeks is None else str(finding.delay_weeks),
        versucht=finding.tried,
        vorschlag=finding.proposal,
        ebene=finding.level,
        gute_praxis="ja" if finding.good_practice else "nein",
    )
