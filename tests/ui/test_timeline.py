"""Spans, gaps, and words that do not run into each other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kimdesk.ui.theme import font
from kimdesk.ui.widgets.timeline import Timeline
from kimdesk.ui.widgets.timeline_data import (
    Gap,
    Lane,
    Span,
    bounds,
    gaps_between,
    rows_as_text,
    ticks,
)
from kimdesk.ui.widgets.timeline_layout import plan
from ui.gallery import LANES, TODAY, make_timeline

DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 22))
SPANS = st.lists(
    st.tuples(DAYS, st.integers(0, 400)).map(
        lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1]), "x" * (pair[1] % 23))
    ),
    max_size=7,
)


def days_of(start: date, end: date) -> set[date]:
    return {start + timedelta(days=n) for n in range((end - start).days + 1)}


def test_a_gap_says_how_many_days_are_missing() -> None:
    before = Span(date(2026, 1, 1), date(2026, 1, 31), "a")
    after = Span(date(2026, 2, 13), None, "b")
    (gap,) = gaps_between([after, before])
    assert (gap.label, gap.period) == ("12 Tage Lücke", "01.02.2026 bis 12.02.2026")
    assert Gap(TODAY, TODAY).label == "1 Tag Lücke"


def test_spans_that_follow_on_the_next_day_or_overlap_leave_no_gap() -> None:
    first = Span(date(2026, 1, 1), date(2026, 1, 31), "a")
    assert gaps_between([first, Span(date(2026, 2, 1), date(2026, 2, 2), "b")]) == ()
    assert gaps_between([first, Span(date(2026, 1, 5), date(2026, 1, 9), "b")]) == ()


def test_nothing_is_missing_after_an_open_span() -> None:
    open_one = Span(date(2026, 1, 1), None, "a")
    assert gaps_between([open_one, Span(date(2026, 6, 1), date(2026, 6, 2), "b")]) == ()


@given(SPANS)
def test_gaps_and_spans_together_cover_every_day_exactly(spans: list[Span]) -> None:
    covered = set().union(*(days_of(one.start, one.end or one.start) for one in spans), set())
    missing = [days_of(gap.start, gap.end) for gap in gaps_between(spans)]
    together = set().union(*missing, covered)
    assert sum(map(len, missing)) + len(covered) == len(together)
    if spans:
        assert together == days_of(min(covered), max(covered))


@given(DAYS, st.integers(40, 9000))
def test_dates_below_the_line_rise_and_lie_within_it(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    days = [tick.day for tick in ticks(first, last)]
    assert all(one < other for one, other in pairwise(days))
    assert all(first <= day <= last for day in days)
    assert days or length < 366


def test_the_calendars_ends_do_no_harm() -> None:
    lanes = [Lane("a", (Span(date.min, date.max, "ewig"),))]
    first, last = bounds(lanes, TODAY)
    assert (first, last) == (date.min, date.max)
    assert ticks(date(9990, 1, 1), date.max)[-1].label == "9999"


def test_the_rows_for_the_table_name_lane_gap_and_period() -> None:
    rows = rows_as_text(LANES, "lane")
    assert ("SGB II", "12 Tage Lücke", "01.10.2024 bis 12.10.2024") in rows
    assert rows[0] == ("AsylbLG", "Landratsamt, Erstaufnahme", "18.03.2022 bis 31.05.2022")
    assert rows[-2][2] == "01.03.2025 bis heute offen"
    across = [row for row in rows_as_text(LANES, "all") if row[0] == "Lücken"]
    assert across == [("Lücken", "11 Tage Lücke", "01.06.2022 bis 11.06.2022")]


@pytest.mark.usefixtures("app")
@given(st.lists(SPANS, min_size=1, max_size=3), st.integers(320, 1400))
def test_no_two_texts_touch_and_all_lie_inside(lanes: list[list[Span]], width: int) -> None:
    named = [Lane(f"Spur {n}", tuple(spans)) for n, spans in enumerate(lanes)]
    arranged = plan(named, TODAY, "lane", width)
    outside = [item.text_area for item in arranged.items if item.text and not item.inside]
    assert not any(one.intersects(other) for one, other in combinations(outside, 2))
    assert all(area.bottom() <= arranged.height for area in outside)
    metrics = QFontMetrics(font("small_strong"))
    shown = [(tick, x) for tick, x, named in arranged.ticks if named]
    for (left, x), (right, next_x) in pairwise(shown):
        half = metrics.horizontalAdvance(left.label) + metrics.horizontalAdvance(right.label)
        assert next_x - x >= half / 2


@pytest.mark.usefixtures("app")
def test_the_arrow_keys_walk_over_spans_and_gaps(qtbot: QtBot) -> None:
    timeline = make_timeline()
    qtbot.addWidget(timeline)
    timeline.resize(900, 300)
    seen = []
    for _ in range(8):
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        seen.append(timeline.current_text())
    assert len(set(seen)) == 7
    assert seen[3] == "SGB II, 12 Tage Lücke, 01.10.2024 bis 12.10.2024"
    assert "Bedarfsgemeinschaft, 3 Personen" in seen[1]
    QTest.keyClick(timeline, Qt.Key.Key_Up)
    assert timeline.current_text().startswith("AsylbLG")
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.current_text().startswith("SGB II,")


@pytest.mark.usefixtures("app")
def test_return_and_click_hand_out_the_span(qtbot: QtBot) -> None:
    timeline = make_timeline()
    qtbot.addWidget(timeline)
    timeline.resize(900, 300)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    with qtbot.waitSignal(timeline.activated) as opened:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == [LANES[0].spans[0]]
    place = timeline._items()[-1].area.center().toPoint()
    with qtbot.waitSignal(timeline.activated) as opened:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [LANES[2].spans[0]]


@pytest.mark.usefixtures("app")
def test_an_empty_timeline_can_be_drawn_and_walked(qtbot: QtBot) -> None:
    timeline = Timeline("Leer")
    qtbot.addWidget(timeline)
    timeline.set_lanes([Lane("SGB II")], TODAY)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.current_text() == ""
    assert timeline.rows_as_text() == ()
    assert not timeline.grab().isNull()
