"""Colours, type and switching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from kimdesk.config import resources_folder
from kimdesk.ui import theme
from kimdesk.ui.theme import CONTRAST, DARK, LIGHT, TONES, Tokens, apply_theme
from kimdesk.ui.theme.apply import _now
from kimdesk.ui.theme.fonts import ROLES, make_font
from kimdesk.ui.theme.style import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ALL = (LIGHT, DARK, CONTRAST)


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    ink = QColor(colour)
    red, green, blue = (linear(part) for part in (ink.redF(), ink.greenF(), ink.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs(tokens: Tokens) -> list[tuple[str, str]]:
    grounds = (tokens.bg, tokens.surface, tokens.surface2)
    pairs = [(text, ground) for text in (tokens.text, tokens.muted) for ground in grounds]
    pairs += [(tokens.tone(tone)[0], ground) for tone in TONES for ground in grounds]
    pairs += [tokens.tone(tone) for tone in TONES]
    # Notices carry plain text and the quiet button's accent on the soft grounds.
    softs = [tokens.tone(tone)[1] for tone in TONES]
    pairs += [(text, soft) for text in (tokens.text, tokens.accent) for soft in softs]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    return [*pairs, (tokens.on_bad, tokens.bad)]


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_every_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    weak = {pair: round(ratio(*pair), 2) for pair in text_pairs(tokens) if ratio(*pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_edges_of_controls_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.bg, tokens.surface):
        assert ratio(tokens.strong, ground) >= 2.8
        assert ratio(tokens.accent, ground) >= 3


def test_the_contrast_appearance_reaches_seven_to_one() -> None:
    weak = {pair for pair in text_pairs(CONTRAST) if ratio(*pair) < 7}
    assert weak == set()


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_the_images_of_controls_carry_the_colours_of_the_tokens(tokens: Tokens) -> None:
    folder = resources_folder() / "style" / tokens.name
    expected = {
        "check.svg": tokens.on_accent,
        "minus.svg": tokens.on_accent,
        "dot.svg": tokens.on_accent,
        "chevron-down.svg": tokens.muted,
    }
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}
    assert found.keys() == expected.keys()
    assert all(f'stroke="{colour}"' in found[name] for name, colour in expected.items())


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name)
def test_the_style_sheet_leaves_no_placeholder_and_grows_with_the_scale(tokens: Tokens) -> None:
    assert "$" not in style_sheet(tokens, 1.0)
    assert "min-height: 36px" in style_sheet(tokens, 1.0)
    assert "min-height: 72px" in style_sheet(tokens, 2.0)


def test_a_hairline_does_not_vanish_when_scaled_down() -> None:
    assert "border: 1px solid" in style_sheet(LIGHT, 0.4)
    assert "padding: 0px" in style_sheet(LIGHT, 2.0)


@pytest.mark.usefixtures("app")
def test_the_shipped_typeface_is_used_with_figures_of_one_width() -> None:
    for role in ROLES:
        made = make_font(role, 1.0)
        metrics = QFontMetrics(made)
        assert QFontInfo(made).family() == "Inter"
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


@pytest.mark.usefixtures("app")
def test_figures_keep_one_width_in_styled_labels_too() -> None:
    label = QLabel("1.111")
    label.setProperty("role", "figure")
    label.ensurePolished()
    metrics = label.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_switching_at_run_time_changes_colours_and_size(app: QApplication) -> None:
    label = QLabel("Text")
    before = label.sizeHint().height()
    apply_theme(app, "dark", 2.0)
    label.ensurePolished()
    assert theme.tokens() is DARK
    assert theme.theme_name() == "dark"
    assert (theme.scale(), theme.px(10), app.font().pixelSize()) == (2.0, 20, 28)
    assert label.palette().windowText().color() == QColor(DARK.text)
    assert label.sizeHint().height() > before


def test_by_default_the_desktop_decides_about_light_and_dark(app: QApplication) -> None:
    apply_theme(app)
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.theme_name() == "system"
    assert theme.tokens() is (DARK if dark else LIGHT)


def test_the_desktop_switching_is_followed_only_when_asked_for(app: QApplication) -> None:
    # Without a display nothing can switch the desktop, so only its signal is sent.
    switched = app.styleHints().colorSchemeChanged
    apply_theme(app, "system")
    of_desktop = theme.tokens()
    _now.tokens = CONTRAST
    switched.emit(app.styleHints().colorScheme())
    followed = theme.tokens()
    apply_theme(app, "contrast")
    switched.emit(app.styleHints().colorScheme())
    assert (followed, theme.tokens()) == (of_desktop, CONTRAST)


@pytest.mark.usefixtures("app")
def test_qt_speaks_german() -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text().replace("&", "") == "Abbrechen"
    assert QLocale().toString(QDate(2026, 11, 22), "d. MMMM") == "22. November"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
