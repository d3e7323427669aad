"""Folders of the program itself."""

from __future__ import annotations

from pathlib import Path

from kimdesk.errors import FolderMissing


def resources_folder() -> Path:
    """Return the folder ``resources``: inside the installed package, or beside ``src``.

    Raises:
        FolderMissing: if the installation is incomplete.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / "resources", here.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    raise FolderMissing(path="resources")
