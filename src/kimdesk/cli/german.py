"""Click in German: headings, usage errors and the one place where failures become output."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from kimdesk.errors import KimdeskError
from kimdesk.messages import sentence

EXIT_REFUSED = 1
EXIT_USAGE = 2
_METAVARS = {
    "[OPTIONS]": "[OPTIONEN]",
    "COMMAND [ARGS]...": "BEFEHL [ANGABEN]…",
    "[COMMAND] [ARGS]...": "[BEFEHL] [ANGABEN]…",
}
_RANGE = re.compile(r"\[(\d+)<=x<=(\d+)\]")


class _Texts:
    """German headings for a command's help."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        pieces = [
            _METAVARS.get(piece, piece)
            for piece in self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Aufruf: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a German text."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Diese Hilfe zeigen."
        return option


class GermanCommand(_Texts, click.Command):
    """A command with German help."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a German heading."""
        _write_options(self, ctx, formatter)


class GermanGroup(_Texts, click.Group):
    """A group of commands with German help."""

    command_class = GermanCommand
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands under German headings."""
        _write_options(self, ctx, formatter)
        rows = [
            (name, command.get_short_help_str(80))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Befehle"):
            formatter.write_dl(rows)


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    records = [param.get_help_record(ctx) for param in command.get_params(ctx)]
    # Arguments stand in the first line already; without a text of their own they say nothing.
    rows = [(name, _german(text)) for name, text in filter(None, records) if text]
    if rows:
        with formatter.section("Optionen"):
            formatter.write_dl(rows)


def _german(text: str) -> str:
    return _RANGE.sub(r"[\1 bis \2]", text.replace("[required]", "[nötig]"))


def run_command(group: click.Group, arguments: Sequence[str]) -> int:
    """Run a command and return its exit status; no failure shows a traceback."""
    as_json = "--json" in arguments
    try:
        status = group.main(list(arguments), prog_name="kimdesk", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return _fail("Abgebrochen. Es wurde nichts verändert.", as_json)
    except click.UsageError as error:
        return _fail(_usage(error), as_json, EXIT_USAGE, "UsageError")
    except KimdeskError as error:
        return _fail(sentence(error), as_json, EXIT_REFUSED, type(error).__name__)
    except Exception as error:  # noqa: BLE001 - the last net: a code instead of a traceback
        return _fail(sentence(error), as_json, EXIT_REFUSED, "Bug")
    return status if isinstance(status, int) else 0


def _fail(text: str, as_json: bool, status: int = EXIT_REFUSED, kind: str = "Abort") -> int:
    if as_json:
        click.echo(json.dumps({"error": kind, "message": text}, ensure_ascii=False))
    click.echo(text, err=True)
    return status


def _usage(error: click.UsageError) -> str:
    name = _name(error)
    match error:
        case click.MissingParameter():
            text = f"Es fehlt die Angabe {name}."
        case click.NoSuchOption():
            text = f"Die Option {error.option_name} gibt es nicht."
        case click.BadParameter():
            text = f"Mit der Angabe für {name} kann der Befehl nichts anfangen."
        case click.exceptions.NoArgsIsHelpError():
            return error.ctx.get_help()
        case _:
            text = "Den Befehl gibt es so nicht."
    path = error.ctx.command_path if error.ctx else "kimdesk"
    return f"{text} Hilfe: {path} --help"


def _name(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return ""
    return str(param.opts[0] if isinstance(param, click.Option) else param.human_readable_name)


def show(facts: Mapping[str, Any], as_json: bool, people: Callable[[], str]) -> None:
    """Print a result: as JSON for programs, as German text for people."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=1) if as_json else people())
