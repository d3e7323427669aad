"""All commands of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kimdesk import __version__
from kimdesk.cli import bundle, demo, district, office, quarter
from kimdesk.cli.german import GermanGroup, run_command

OpenWindow = Callable[[str | None], int]


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run the command line and return the exit status; without a command the window opens."""

    @click.group(cls=GermanGroup, invoke_without_command=True)
    @click.version_option(
        __version__, message="KIMdesk %(version)s", help="Version des Programms zeigen."
    )
    @click.option(
        "--demo",
        "demo_folder",
        metavar="ORDNER",
        help="Fenster auf der ersten Beratungsstelle eines Demo-Kreises öffnen.",
    )
    @click.pass_context
    def kimdesk(ctx: click.Context, demo_folder: str | None) -> None:
        """KIMdesk: Fallarbeit über Rechtskreise hinweg. Ohne Befehl öffnet sich das Fenster."""
        if ctx.invoked_subcommand is None:
            ctx.exit(open_window(demo_folder))

    for command in (demo.demo, office.office, quarter.quarter, bundle.bundle, district.district):
        kimdesk.add_command(command)
    return run_command(kimdesk, arguments)
