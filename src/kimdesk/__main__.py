"""Start: with a command the command line, without one the window."""

from __future__ import annotations

import os
import sys

from kimdesk.cli.main import run

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> None:
    """Run the program with the arguments of the process and exit with its status."""
    sys.exit(run(sys.argv[1:], _open_window))


def _open_window(demo: str | None) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        # Qt would end the process with a page of English.
        sys.stderr.write(
            "Hier ist kein Bildschirm, darum öffnet sich kein Fenster. Ohne Fenster geht alles "
            "mit Befehlen: „kimdesk --help“ nennt sie, „kimdesk demo ORDNER“ legt eine Demo an.\n"
        )
        return 1
    # Qt is loaded only where a window is wanted: the command line must work without it.
    from kimdesk.app import open_window  # noqa: PLC0415

    return open_window(demo)


if __name__ == "__main__":
    main()
