"""Asking where files are and where they go, without a nested event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from kimdesk.ui.widgets.labels import name_it, slug

_LAST = "folders/last"
Chosen = Callable[[Path], object]
ManyChosen = Callable[[list[Path]], object]


class Chooser:
    """File dialogs; the last folder is remembered on this computer. Tests hand in their own."""

    def folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Ask for a folder to save into."""
        dialog = _dialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda text: chosen(_remembered(Path(text), Path(text))))
        dialog.open()

    def target(self, parent: QWidget, title: str, name: str, chosen: Chosen) -> None:
        """Ask under which name a file is saved; overwriting is asked about."""
        dialog = _dialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda text: chosen(_remembered(Path(text).parent, Path(text))))
        dialog.open()

    def files(self, parent: QWidget, title: str, pattern: str, chosen: ManyChosen) -> None:
        """Ask for files of a kind, e.g. ``Bündel (*.kimb)``."""
        dialog = _dialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(pattern)
        dialog.filesSelected.connect(lambda texts: chosen(_paths(texts)))
        dialog.open()

    def show_folder(self, folder: Path) -> None:
        """Open a folder in the desktop's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, _last_folder())
    name_it(dialog, f"chooser-{slug(title)}", title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    return dialog


def _last_folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    last = str(QSettings("KIMdesk", "KIMdesk").value(_LAST, documents))
    return last if Path(last).is_dir() else documents


def _remembered(folder: Path, answer: Path) -> Path:
    QSettings("KIMdesk", "KIMdesk").setValue(_LAST, str(folder))
    return answer


def _paths(texts: list[str]) -> list[Path]:
    paths = [Path(text) for text in texts]
    if paths:
        _remembered(paths[0].parent, paths[0])
    return paths
