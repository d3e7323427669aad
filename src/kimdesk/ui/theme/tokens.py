"""The colours of the three appearances, and nothing else.

Screens and painters never name a colour: they name a token, so that dark and high-contrast
appearance come for free and the contrast test covers every text that is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["neutral", "accent", "ok", "warn", "bad", "info", "violet"]
TONES: tuple[Tone, ...] = ("neutral", "accent", "ok", "warn", "bad", "info", "violet")


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one appearance as ``#RRGGBB``.

    ``*_soft`` is the background that belongs to a tone's text; ``on_accent`` and ``on_bad`` are
    the texts on filled buttons.
    """

    name: str
    dark: bool
    bg: str
    surface: str
    surface2: str
    border: str
    strong: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    on_bad: str
    info: str
    info_soft: str
    violet: str
    violet_soft: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return text colour and soft background of a tone."""
        if tone == "neutral":
            return self.muted, self.surface2
        return getattr(self, tone), getattr(self, f"{tone}_soft")


LIGHT = Tokens(
    name="light",
    dark=False,
    bg="#F5F6F8",
    surface="#FFFFFF",
    surface2="#F2F4F7",
    border="#E3E7EC",
    strong="#8A94A3",
    text="#17202B",
    muted="#566273",
    accent="#0B6670",
    accent_soft="#E1F1F1",
    accent_hover="#095059",
    on_accent="#FFFFFF",
    ok="#1B6E42",
    ok_soft="#E2F3E8",
    warn="#8A5200",
    warn_soft="#FDF0DA",
    bad="#B0261E",
    bad_soft="#FDE7E5",
    on_bad="#FFFFFF",
    info="#2A57A5",
    info_soft="#E6EDFA",
    violet="#6B3FA0",
    violet_soft="#F0E8FA",
)

DARK = Tokens(
    name="dark",
    dark=True,
    bg="#12161B",
    surface="#1B2128",
    surface2="#232A33",
    border="#2E3741",
    strong="#76828F",
    text="#E9EDF2",
    muted="#A4B0BE",
    accent="#5FC6C9",
    accent_soft="#1C3B3F",
    accent_hover="#7DD6D8",
    on_accent="#06282A",
    ok="#74D39B",
    ok_soft="#1C3527",
    warn="#F0BC6A",
    warn_soft="#3B2A14",
    bad="#F59A92",
    bad_soft="#42201E",
    on_bad="#3A0B08",
    info="#93B8F5",
    info_soft="#1D2C4A",
    violet="#C5A6F2",
    violet_soft="#322043",
)

CONTRAST = Tokens(
    name="contrast",
    dark=False,
    bg="#FFFFFF",
    surface="#FFFFFF",
    surface2="#EEF0F2",
    border="#4A5462",
    strong="#000000",
    text="#000000",
    muted="#2B333D",
    accent="#00464E",
    accent_soft="#D2EEEE",
    accent_hover="#002A2F",
    on_accent="#FFFFFF",
    ok="#0A4A27",
    ok_soft="#DDF3E4",
    warn="#5A3400",
    warn_soft="#FCEBCC",
    bad="#8A0F0A",
    bad_soft="#FCE0DE",
    on_bad="#FFFFFF",
    info="#123A80",
    info_soft="#DFE8FA",
    violet="#4B1F80",
    violet_soft="#ECE1FA",
)
