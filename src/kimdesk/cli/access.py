"""Opening a workspace from the command line: account, passphrase file or prompt."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from kimdesk.errors import FolderMissing, WrongPassphrase
from kimdesk.storage.store import Kind
from kimdesk.usecases.desk import Desk, Surroundings, real_surroundings
from kimdesk.usecases.workspaces import close_workspace, open_workspace

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Ausgabe für Programme.")


def account_options(command: F) -> F:
    """Add ``--account`` and ``--passphrase-file`` to a command."""
    command = click.option(
        "--passphrase-file",
        type=PATH,
        metavar="DATEI",
        help="Datei mit der Passphrase in der ersten Zeile; sonst wird danach gefragt.",
    )(command)
    return click.option("--account", metavar="NAME", required=True, help="Name des Kontos.")(
        command
    )


def read_passphrase(file: Path | None, *, twice: bool = False) -> str:
    """Return the passphrase from a file's first line or from a prompt without echo.

    It is never taken from an argument or the environment, where other programs could read it.

    Raises:
        FolderMissing: if the file is not there.
        WrongPassphrase: if there is neither a file nor anybody to ask.
    """
    if file is None:
        if not sys.stdin.isatty():
            raise WrongPassphrase
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice))
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise FolderMissing(path=file.name) from error
    if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        click.echo(
            f"Hinweis: Andere Konten dieses Rechners können „{file.name}“ lesen (chmod 600).",
            err=True,
        )
    return text.split("\n", 1)[0].rstrip("\r")


def read_file(path: Path) -> bytes:
    """Return a file's content.

    Raises:
        FolderMissing: if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FolderMissing(path=path.name) from error


@contextmanager
def opened(kind: Kind, folder: Path, account: str, passphrase_file: Path | None) -> Iterator[Desk]:
    """Open a workspace for one command and close it properly whatever happens."""
    around = surroundings()
    passphrase = read_passphrase(passphrase_file)
    desk = open_workspace(kind, folder, account=account, passphrase=passphrase, around=around)
    try:
        yield desk
    finally:
        close_workspace(desk)


def surroundings() -> Surroundings:
    """Return the real clock, chance and content."""
    return real_surroundings()
