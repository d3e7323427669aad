"""``kimdesk quarter``: export a quarter's bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kimdesk.cli.access import PATH, account_options, json_option, opened
from kimdesk.cli.german import GermanGroup, show
from kimdesk.domain.dates import Quarter
from kimdesk.domain.statistics.model import explain
from kimdesk.errors import InvalidInput
from kimdesk.usecases import exports, quarters
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.exports import Exported
from kimdesk.usecases.quarters import Preview


@click.group(cls=GermanGroup)
def quarter() -> None:
    """Quartal abschließen."""


@quarter.command("export")
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.option("--quarter", "name", required=True, metavar="QUARTAL", help="Zum Beispiel 2026-Q3.")
@click.option("--to", "target", type=PATH, metavar="ORDNER", help="Wohin das Bündel kommt.")
@click.option("--posts", type=float, metavar="ZAHL", help="Besetzte Stellen, zum Beispiel 1.5.")
@click.option("--new-revision", is_flag=True, help="Korrigierte Fassung statt derselben Bytes.")
@click.option("--dry-run", is_flag=True, help="Nur zeigen, was hinausginge.")
@account_options
@json_option
def export(  # noqa: PLR0913, PLR0917 - one parameter per option
    folder: Path,
    name: str,
    target: Path | None,
    posts: float | None,
    new_revision: bool,
    dry_run: bool,
    account: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Ein Quartal signieren, versiegeln und speichern (nur Leitung)."""
    wanted = Quarter.parse(name)
    if target is None and not dry_run:
        raise InvalidInput(field="--to", problem="missing")
    with opened("office", folder, account, passphrase_file) as desk:
        hundredths = round(posts * 100) if posts is not None else quarters.last_posts(desk)
        if dry_run:
            shown = quarters.dry_run(desk, wanted, posts=hundredths)
            show(_facts(shown), as_json, lambda: _in_words(desk, shown))
            return
        assert target is not None  # noqa: S101 - refused above
        done = _export(desk, wanted, target, hundredths, new_revision=new_revision)
    show(
        {
            "file": str(done.path),
            "quarter": str(wanted),
            "revision": done.revision,
            "seq": done.seq,
        },
        as_json,
        lambda: f"{wanted.german}, Fassung {done.revision}: {done.path}",
    )


def _export(
    desk: Desk, wanted: Quarter, target: Path, posts: int, *, new_revision: bool
) -> Exported:
    target.mkdir(parents=True, exist_ok=True)
    if not new_revision:
        again = exports.save_again(desk, wanted, target)
        if again is not None:
            return again
    quarters.freeze(desk, wanted, posts=posts)
    return exports.export_quarter(desk, quarters.preview(desk, wanted), target)


def _facts(shown: Preview) -> dict[str, Any]:
    return {
        "quarter": str(shown.quarter),
        "revision": shown.revision,
        "rows": [
            {
                "tabelle": cell.table,
                "fakt": cell.fact,
                "zeitraum": cell.period,
                "codes": [list(pair) for pair in cell.codes],
                "wert": "." if cell.value is None else cell.value,
            }
            for cell in shown.release.cells
        ],
        "not_offered": [list(pair) for pair in shown.release.not_offered],
        "findings": [finding.title for finding in shown.findings],
        "audit": list(shown.release.audit.sentences),
    }


def _in_words(desk: Desk, shown: Preview) -> str:
    profile = desk.around.profile
    lines = [f"{shown.quarter.german}, Fassung {shown.revision}: Das ginge hinaus.", ""]
    for cell in shown.release.cells:
        labels = [
            next(entry.label for entry in profile.dimension(dim).codes if entry.code == code)
            for dim, code in cell.codes
        ]
        what = " · ".join(labels) or profile.fact(cell.fact).label
        value = "." if cell.value is None else str(cell.value)
        why = f"   ({explain(cell.reason)})" if cell.reason else ""
        lines.append(f"{cell.table:<3} {cell.period:<8} {what:<58} {value:>7}{why}")
    lines += ["", *(f"Nicht enthalten {table}: {why}" for table, why in shown.release.not_offered)]
    lines += ["", *(f"Hinweis: {finding.title}" for finding in shown.findings)]
    return "\n".join([*lines, "", *shown.release.audit.sentences])
