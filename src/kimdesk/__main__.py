"""Start: with a command the command line, without one the window."""

from __future__ import annotations

import sys

from kimdesk.cli.main import run


def main() -> None:
    """Run the program with the arguments of the process and exit with its status."""
    sys.exit(run(sys.argv[1:], _open_window))


def _open_window(demo: str | None) -> int:
    # Qt is loaded only where a window is wanted: the command line must work without it.
    from kimdesk.app import open_window  # noqa: PLC0415

    return open_window(demo)


if __name__ == "__main__":
    main()
