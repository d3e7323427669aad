"""``kimdesk demo``: a synthetic district."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kimdesk.cli.access import PATH, json_option
from kimdesk.cli.german import GermanCommand, show
from kimdesk.demo.build import DemoPlan, build_demo
from kimdesk.domain.dates import SystemClock

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=GermanCommand)
@click.argument("folder", type=PATH, metavar="ORDNER")
@click.option(
    "--offices",
    type=click.IntRange(1, 53),
    default=3,
    metavar="ZAHL",
    help="Beratungsstellen (3).",
)
@click.option(
    "--persons",
    type=click.IntRange(1, 20_000),
    default=60,
    metavar="ZAHL",
    help="Personen je Stelle (60).",
)
@click.option(
    "--quarters", type=click.IntRange(1, 40), default=4, metavar="ZAHL", help="Quartale (4)."
)
@click.option("--seed", default="1", metavar="TEXT", help="Gleicher Wert, gleiche Menschen (1).")
@click.option("--today", type=_DAY, metavar="JJJJ-MM-TT", help="Gespielter heutiger Tag.")
@json_option
def demo(
    folder: Path,
    offices: int,
    persons: int,
    quarters: int,
    seed: str,
    today: datetime | None,
    as_json: bool,
) -> None:
    """Einen erfundenen Kreis anlegen: Stellen, Fälle, Bündel, Kreisauswertung."""
    day = today.date() if today else SystemClock().today()
    plan = DemoPlan(
        folder=folder, offices=offices, persons=persons, quarters=quarters, seed=seed, today=day
    )
    last = [""]

    def report(share: float, text: str) -> None:
        if text != last[0]:
            last[0] = text
            click.echo(f"{share:4.0%}  {text}", err=True)

    description = build_demo(plan, report)
    show(
        {"demo": str(description)},
        as_json,
        lambda: f"Fertig. Alles liegt in „{folder}“; die Übersicht steht in „{description}“.",
    )
