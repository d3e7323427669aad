"""``kimdesk office``: create and check a counselling office's encrypted file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

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
from kimdesk.cli.german import GermanGroup, show
from kimdesk.errors import InvalidInput
from kimdesk.usecases import papers, workspaces
from kimdesk.vault.files import write_atomically

ENROLMENT_NAME = "einschreibung.kimenrol"


@click.group(cls=GermanGroup)
def office() -> None:
    """Beratungsstelle anlegen und prüfen."""


@office.command("create")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.option("--name", required=True, metavar="NAME", help="Name der Beratungsstelle.")
@click.option("--municipality", required=True, metavar="AGS", help="Gemeindeschlüssel, 8 Ziffern.")
@click.option(
    "--lead", "--account", "lead", required=True, metavar="NAME", help="Kontoname der Leitung."
)
@click.option("--district", required=True, type=PATH, metavar="DATEI", help=".kimkey des Kreises.")
@click.option("--provider", metavar="NAME", help="Träger (sonst der Name der Stelle).")
@click.option(
    "--legal-frame",
    type=click.Choice(["KDG", "DSGVO", "DSG-EKD"]),
    default="KDG",
    help="Datenschutzrecht des Trägers (KDG).",
)
@click.option("--passphrase-file", type=PATH, metavar="DATEI", help="Datei mit der Passphrase.")
@click.option("--recovery", type=PATH, metavar="DATEI", help="Wiederherstellungsblatt als PDF.")
@json_option
def create(  # noqa: PLR0913, PLR0917 - one parameter per option
    folder: Path,
    name: str,
    municipality: str,
    lead: str,
    district: Path,
    provider: str | None,
    legal_frame: str,
    passphrase_file: Path | None,
    recovery: Path | None,
    as_json: bool,
) -> None:
    """Eine verschlüsselte Akte anlegen; schreibt auch die Einschreibung für den Kreis."""
    around = surroundings()
    if municipality not in around.catalogues["gemeinden"]:
        raise InvalidInput(field="municipality", problem="unknown")
    card = read_file(district)
    created = workspaces.create_workspace(
        "office",
        folder,
        workspaces.Identity(name, municipality, provider or name, legal_frame),
        first_account=lead,
        passphrase=read_passphrase(passphrase_file, twice=True),
        around=around,
    )
    desk = created.desk
    try:
        workspaces.set_district(desk, card)
        enrolment = workspaces.enrolment_file(desk)
        words = workspaces.fingerprint(desk)
        write_atomically(folder / ENROLMENT_NAME, enrolment)
        if recovery is not None:
            write_atomically(recovery, papers.recovery_paper(desk, created.recovery))
    finally:
        workspaces.close_workspace(desk)
    facts = {
        "folder": str(folder),
        "enrolment": str(folder / ENROLMENT_NAME),
        "fingerprint": words,
        "recovery": str(recovery) if recovery else None,
    }
    show(facts, as_json, lambda: _created(facts, created.recovery.code))


def _created(facts: dict[str, str | None], code: str) -> str:
    kept = (
        f"Wiederherstellungsblatt: {facts['recovery']} (drucken, in den Tresor, Datei löschen)"
        if facts["recovery"]
        else f"Wiederherstellungscode, jetzt aufschreiben: {code}"
    )
    return (
        f"Die Beratungsstelle ist angelegt: {facts['folder']}\n"
        f"Einschreibung für den Kreis: {facts['enrolment']}\n"
        f"Zwölf Wörter zum Vergleich am Telefon: {facts['fingerprint']}\n{kept}"
    )


@office.command("check")
@click.argument("folder", type=PATH, metavar="ORDNER")
@account_options
@json_option
def check(folder: Path, account: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Datei, Schlüsseldatei mit Zweitschrift und Protokoll prüfen."""
    with opened("office", folder, account, passphrase_file) as desk:
        health = workspaces.check_workspace(desk, folder)
    twin = {
        "FINE": "in Ordnung",
        "MISSING": "fehlte und wurde neu angelegt",
        "DAMAGED": "war beschädigt und wurde neu angelegt",
        "STALE": "war veraltet und wurde erneuert",
    }
    show(
        {"ok": True, **asdict(health)},
        as_json,
        lambda: (
            "Die Akte ist in Ordnung.\n"
            f"Aktendatei: {health.size / 1e6:.1f} MB, jede Seite gelesen und geprüft\n"
            f"Schlüsseldatei: Stand {health.generation}; "
            f"Zweitschrift {twin.get(health.twin.upper(), health.twin)}\n"
            f"Protokoll: {health.audit_entries} Einträge, lückenlos; "
            f"Kopf {health.audit_head[:16]}"
        ),
    )
