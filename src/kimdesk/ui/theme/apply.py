"""Appearance of the running program: which tokens and which size are in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Slot

from kimdesk.errors import FolderMissing
from kimdesk.ui.theme.fonts import FontRole, load_fonts, make_font
from kimdesk.ui.theme.style import palette, style_sheet
from kimdesk.ui.theme.tokens import CONTRAST, DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication

ThemeName = Literal["light", "dark", "contrast", "system"]

_FIXED: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@dataclass(slots=True)
class _Appearance:
    """What is in force now; there is one screen, hence one of these."""

    tokens: Tokens = LIGHT
    scale: float = 1.0
    name: ThemeName = "light"


_now = _Appearance()


class _Follower(QObject):
    """Lives with the application: keeps the translator and follows the system's appearance."""

    NAME = "kimdesk-theme"

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(self.NAME)
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @Slot(Qt.ColorScheme)
    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if _now.name == "system":
            _dress(self._app)


def apply_theme(app: QApplication, name: ThemeName = "system", scale: float = 1.0) -> None:
    """Dress the application; may be called again at any time to switch.

    Args:
        app: the one application object.
        name: a fixed appearance, or ``system`` to follow the desktop's light or dark.
        scale: size of text and everything measured by it, 1.0 = 14 px body text.
    """
    if app.findChild(QObject, _Follower.NAME) is None:
        _prepare(app)
    _now.name, _now.scale = name, scale
    if name == "system":
        app.styleHints().unsetColorScheme()
    else:
        dark = _FIXED[name].dark
        # Tells the window system too, so that title bars fit.
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    _dress(app)


def _prepare(app: QApplication) -> None:
    load_fonts()
    follower = _Follower(app)
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(follower)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_de", folder):
        raise FolderMissing(path="qtbase_de.qm")
    app.installTranslator(translator)
    app.setStyle("Fusion")


def _dress(app: QApplication) -> None:
    if _now.name == "system":
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        _now.tokens = DARK if dark else LIGHT
    else:
        _now.tokens = _FIXED[_now.name]
    app.setPalette(palette(_now.tokens))
    app.setFont(font("body"))
    # Setting the sheet repolishes every widget, which also makes painters draw anew.
    app.setStyleSheet(style_sheet(_now.tokens, _now.scale))


def tokens() -> Tokens:
    """Return the colours in force; ask at each painting, never keep them."""
    return _now.tokens


def theme_name() -> ThemeName:
    """Return the appearance that was asked for, ``system`` included."""
    return _now.name


def scale() -> float:
    """Return the size factor in force."""
    return _now.scale


def px(length: float) -> int:
    """Scale a length of the design (pixels at 100 %) to the size in force, at least 1."""
    return max(1, round(length * _now.scale))


def font(role: FontRole = "body") -> QFont:
    """Return the font of a role in the size in force, for painters."""
    return make_font(role, _now.scale)
