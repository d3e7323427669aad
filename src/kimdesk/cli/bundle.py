"""``kimdesk bundle``: what anyone may know of a file, and its content for the district."""

from __future__ import annotations

from pathlib import Path

import click

from kimdesk.bundles.enrolment import DistrictCard, read_enrolment
from kimdesk.bundles.inspect import inspect_bundle
from kimdesk.bundles.payload import read_payload
from kimdesk.cli.access import PATH, account_options, json_option, opened, read_file
from kimdesk.cli.german import GermanGroup, show
from kimdesk.usecases.districts import open_received
from kimdesk.vault.files import write_atomically


@click.group(cls=GermanGroup)
def bundle() -> None:
    """Bündel ansehen und öffnen."""


@bundle.command("inspect")
@click.argument("file", type=PATH, metavar="DATEI")
@json_option
def inspect(file: Path, as_json: bool) -> None:
    """Zeigen, was jeder über die Datei wissen darf."""
    facts = _facts(file.suffix, read_file(file))
    show(
        {"file": file.name, **{name: value for name, _, value in facts}},
        as_json,
        lambda: "\n".join(f"{label}: {value}" for _, label, value in facts),
    )


def _facts(suffix: str, data: bytes) -> list[tuple[str, str, str | int]]:
    if suffix == ".kimkey":
        district = DistrictCard.from_bytes(data)
        return [
            ("district", "Kreis", district.name),
            ("fingerprint", "Zwölf Wörter", district.fingerprint),
        ]
    if suffix == ".kimenrol":
        office = read_enrolment(data)
        return [
            ("office", "Beratungsstelle", office.name),
            ("municipality", "Gemeinde", office.municipality),
            ("provider", "Träger", office.provider),
            ("fingerprint", "Zwölf Wörter", office.fingerprint),
        ]
    known = inspect_bundle(data)
    return [
        ("version", "Format", known.version),
        ("recipient", "Verschlossen für (Anfang des Schlüssel-Hashs)", known.recipient),
        ("size", "Größe in Byte", known.size),
        ("payload_size", "Inhalt in Byte", known.payload_size),
    ]


@bundle.command("open")
@click.argument("file", type=PATH, metavar="DATEI")
@click.option("--district", required=True, type=PATH, metavar="ORDNER", help="Ordner des Kreises.")
@click.option("--to", "target", required=True, type=PATH, metavar="ORDNER", help="Zielordner.")
@account_options
@json_option
def open_file(
    file: Path,
    district: Path,
    target: Path,
    account: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Den Inhalt prüfen und als CSV-Dateien ablegen."""
    data = read_file(file)
    with opened("district", district, account, passphrase_file) as desk:
        received = open_received(desk, data)
    files = read_payload(received.payload)
    for name, content in files.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, content)
    facts = {
        "folder": str(target),
        "files": sorted(files),
        "quarter": received.manifest.quarter,
        "revision": received.manifest.revision,
    }
    show(facts, as_json, lambda: f"{len(files)} Dateien liegen in „{target}“.")
