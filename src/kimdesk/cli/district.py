"""``kimdesk district``: the district's workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kimdesk.cli.access import (
    PATH,
    account_options,
    json_option,
    opened,
    read_file,
    read_passphrase,
    surroundings,
)
from kimdesk.cli.german import EXIT_REFUSED, GermanGroup, show
from kimdesk.domain.dates import Quarter
from kimdesk.domain.statistics.spans import Span
from kimdesk.messages import sentence
from kimdesk.usecases import districts, papers, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.vault.files import write_atomically

CARD_NAME = "kreis.kimkey"


@click.group(cls=GermanGroup)
def district() -> None:
    """Kreis: Stellen einschreiben, Bündel einlesen, Summen sehen."""


@district.command("create")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.option("--name", required=True, metavar="NAME", help="Name des Kreises.")
@click.option(
    "--account", "coordinator", default="Koordination", metavar="NAME", help="Name des Kontos."
)
@click.option("--passphrase-file", type=PATH, metavar="DATEI", help="Datei mit der Passphrase.")
@click.option("--recovery", type=PATH, metavar="DATEI", help="Wiederherstellungsblatt als PDF.")
@json_option
def create(
    folder: Path,
    name: str,
    coordinator: str,
    passphrase_file: Path | None,
    recovery: Path | None,
    as_json: bool,
) -> None:
    """Den verschlüsselten Arbeitsbereich des Kreises anlegen; schreibt auch kreis.kimkey."""
    created = workspaces.create_workspace(
        "district",
        folder,
        workspaces.Identity(name, legal_frame="DSGVO"),
        first_account=coordinator,
        passphrase=read_passphrase(passphrase_file, twice=True),
        around=surroundings(),
    )
    desk = created.desk
    try:
        card = districts.district_card(desk)
        write_atomically(folder / CARD_NAME, card.to_bytes())
        if recovery is not None:
            write_atomically(recovery, papers.recovery_paper(desk, created.recovery))
    finally:
        workspaces.close_workspace(desk)
    facts = {
        "folder": str(folder),
        "card": str(folder / CARD_NAME),
        "fingerprint": card.fingerprint,
        "account": desk.user.name,
        "recovery": str(recovery) if recovery else None,
    }
    kept = (
        f"Wiederherstellungsblatt: {recovery}"
        if recovery
        else f"Wiederherstellungscode, jetzt aufschreiben: {created.recovery.code}"
    )
    show(
        facts,
        as_json,
        lambda: (
            f"Der Kreis ist angelegt: {folder}\nKonto: {desk.user.name}\n"
            f"Schlüsseldatei für die Stellen: {facts['card']}\n"
            f"Zwölf Wörter zum Vergleich: {card.fingerprint}\n{kept}"
        ),
    )


@district.command("enrol")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.argument("file", type=PATH, metavar="DATEI")
@click.option("--fingerprint", required=True, metavar="WÖRTER", help="Die zwölf Wörter.")
@account_options
@json_option
def enrol(
    folder: Path,
    file: Path,
    fingerprint: str,
    account: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Eine Stelle mit ihrer Einschreibung und den zwölf Wörtern aufnehmen."""
    data = read_file(file)
    with opened("district", folder, account, passphrase_file) as desk:
        card = districts.enrol(desk, data, fingerprint)
    show(
        {"office": card.office_id, "name": card.name, "municipality": card.municipality},
        as_json,
        lambda: f"Eingeschrieben: {card.name}",
    )


@district.command("import")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="DATEI…")
@account_options
@json_option
@click.pass_context
def import_files(
    ctx: click.Context,
    folder: Path,
    files: tuple[Path, ...],
    account: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Bündel einlesen; jedes wird für sich geprüft."""
    with opened("district", folder, account, passphrase_file) as desk:
        results = districts.import_bundles(desk, files)
        names = {office.id: office.name for office in districts.list_offices(desk)}
    rows = [_import_facts(one, names) for one in results]
    show(
        {"results": rows},
        as_json,
        lambda: "\n".join(f"{row['file']}: {row['message']}" for row in rows),
    )
    if any(one.refused for one in results):
        ctx.exit(EXIT_REFUSED)


def _import_facts(one: districts.Import, names: dict[str, str]) -> dict[str, Any]:
    if one.refused is not None:
        status, message = "refused", sentence(one.refused)
    elif one.already_read:
        status, message = "already_read", "war schon eingelesen"
    else:
        status, message = "accepted", f"übernommen ({one.quarter}, Fassung {one.revision})"
    return {
        "file": one.file,
        "status": status,
        "reason": type(one.refused).__name__ if one.refused else None,
        "message": message,
        "office": names.get(one.office, ""),
        "quarter": one.quarter,
        "revision": one.revision,
    }


@district.command("totals")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.option("--quarter", "name", required=True, metavar="QUARTAL", help="Zum Beispiel 2026-Q3.")
@account_options
@json_option
def totals(
    folder: Path,
    name: str,
    account: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Summen des Kreises; geschützte Zahlen erscheinen als Spanne."""
    wanted = Quarter.parse(name)
    with opened("district", folder, account, passphrase_file) as desk:
        view = districts.district_view(desk, wanted)
        facts = {
            "quarter": str(wanted),
            "missing": [one.office.name for one in view.offices if one.missing],
            "rows": [_row(span) for span in view.spans],
            "findings": len(view.findings),
        }
        text = _in_words(desk, view)
    show(facts, as_json, lambda: text)


def _row(span: Span) -> dict[str, Any]:
    return {
        "tabelle": span.table,
        "fakt": span.fact,
        "zeitraum": span.period,
        "codes": [list(pair) for pair in span.codes],
        "von": span.low,
        "bis": span.high,
        "stellen": span.offices,
    }


def _in_words(desk: Desk, view: districts.DistrictView) -> str:
    profile = desk.around.profile
    missing = [one.office.name for one in view.offices if one.missing]
    lines = [view.quarter.german]
    lines.append("Es fehlen: " + ", ".join(missing) if missing else "Alle Stellen haben geliefert.")
    for span in view.spans:
        labels = [
            next(entry.label for entry in profile.dimension(dim).codes if entry.code == code)
            for dim, code in span.codes
        ]
        what = " · ".join(labels) or profile.fact(span.fact).label
        value = str(span.low) if span.low == span.high else f"{span.low}–{span.high}"
        lines.append(f"{span.table:<3} {span.period:<8} {what:<58} {value:>11}")
    lines.append(f"Hinweise: {len(view.findings)}")
    return "\n".join(lines)
