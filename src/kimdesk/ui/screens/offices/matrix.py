"""Offices against quarters: received or missing, in words, icon and colour."""

from __future__ import annotations

from collections.abc import Sequence

from kimdesk.domain.dates import Quarter
from kimdesk.messages import count
from kimdesk.ui.screens.offices.viewmodel import Office
from kimdesk.ui.widgets.card import Card
from kimdesk.ui.widgets.pile import Pile
from kimdesk.ui.widgets.rows_model import Column, RowsModel
from kimdesk.ui.widgets.table import DataTable

_TITLE = "Stellen und Quartale"


class QuarterMatrix(Card):
    """One row per office, one column per quarter."""

    def __init__(self) -> None:
        super().__init__(_TITLE)
        self._shown: object = None
        self._pile = Pile("matrix")
        self.add(self._pile)

    def show_offices(self, quarters: Sequence[Quarter], offices: Sequence[Office]) -> None:
        """Show who delivered; built anew only if something changed."""
        shown = (tuple(quarters), tuple(offices))
        if not quarters or shown == self._shown:
            return
        self._shown = shown
        missing = sum(1 for office in offices if not office.received[0])
        verb = "fehlt" if missing == 1 else "fehlen"
        words = f"{missing} {verb} noch" if missing else "alle sind da"
        here = count(len(offices), "Stelle", "Stellen")
        self.set_title(_TITLE, f"{here}; {quarters[0].german}: {words}")
        columns = [_office_column(), *(_column(at, one) for at, one in enumerate(quarters))]
        rows = RowsModel(columns, offices, key=lambda office: office.id)
        self._pile.show_only([DataTable(_TITLE, rows, two_lines=True, fit_rows=True, bare=True)])


def _office_column() -> Column:
    return Column(
        "Stelle",
        lambda office: office.name,
        second=_about,
        stretch=1,
        min_chars=18,
        tooltip=lambda office: f"{office.name}\n{_about(office)}\n{office.words}",
        sort_key=lambda office: office.name.casefold(),
    )


def _about(office: Office) -> str:
    newest = f"zuletzt {office.newest}" if office.newest else "noch nichts eingegangen"
    return " · ".join(part for part in (office.municipality, office.provider, newest) if part)


def _column(at: int, quarter: Quarter) -> Column:
    return Column(
        f"{quarter.number}. Q. {quarter.year}",
        lambda office: _words(office.received[at]),
        chip=True,
        tone=lambda office: "ok" if office.received[at] else "warn",
        icon=lambda office: "circle-check" if office.received[at] else "minus",
        accessible=lambda office: f"{quarter.german}: {_words(office.received[at])}",
    )


def _words(revision: int) -> str:
    if not revision:
        return "fehlt"
    return "da" if revision == 1 else f"da, Fassung {revision}"
