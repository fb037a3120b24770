"""The geometry of the pictures: nothing off the scale, nothing upon another, zero where it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.model.periods.period import Period
from dipfacts.render.html import drawing
from dipfacts.render.html.drawing import Column
from dipfacts.render.page.figures.spots import DrawnEnd

NUMBERS = st.integers(-(10**13), 10**13) | st.decimals(-1000, 1000, places=2)
DAYS = st.integers(date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal())


def at(text: str) -> float:
    """A percentage as a number."""
    assert text.endswith("%")
    return float(text[:-1])


@given(NUMBERS, NUMBERS)
def test_steps_are_even_and_hold_zero_and_both_ends(one: Decimal, other: Decimal) -> None:
    low, high = sorted((Decimal(one), Decimal(other)))
    found = drawing.steps(low, high)
    assert 0 in found
    assert found[0] <= low
    assert high <= found[-1]
    assert 2 <= len(found) <= 8
    assert len({after - before for before, after in pairwise(found)}) == 1


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=40))
def test_columns_stand_on_zero_and_within_the_picture(ends: list[tuple[Decimal, Decimal]]) -> None:
    given = [Column("full", min(it), max(it), [*map(DrawnEnd, sorted({*it}))]) for it in ends]
    chart = drawing.columns(given)
    assert len(chart.columns) == len(ends)
    edge = 0.0
    for column, pair in zip(chart.columns, ends, strict=True):
        assert at(column.x) >= edge - 0.02  # none upon another
        edge = at(column.x) + at(column.width)
        assert -0.1 <= column.top <= column.middle <= chart.height + 0.1
        assert len(column.dots) == len({*pair})
        assert column.base == chart.base
        assert (column.top <= chart.base + 0.1) or max(pair) < 0
        assert (column.middle >= chart.base - 0.1) or min(pair) > 0
    assert edge <= 94.1
    assert [tick for tick in chart.ticks if tick.label == "0"]


def test_a_year_without_a_claim_keeps_its_place() -> None:
    five, seven = (Column("full", it, it, [DrawnEnd(it)]) for it in (5, 7))
    chart = drawing.columns([five, Column("none", None, None, []), seven])
    assert [column.kind for column in chart.columns] == ["full", "none", "full"]
    assert [at(column.centre) for column in chart.columns] == pytest.approx([15.67, 47, 78.33])


@pytest.mark.parametrize(
    ("most", "labels", "word"),
    [
        (4_400_000_000, ["0", "1", "2", "3", "4", "5"], "billion"),
        (950_000, ["0", "0.2", "0.4", "0.6", "0.8", "1"], "million"),
        (7, ["0", "2", "4", "6", "8"], ""),
        (Decimal("0.42"), ["0", "0.1", "0.2", "0.3", "0.4", "0.5"], ""),
    ],
)
def test_ticks_are_round_numbers(most: Decimal | int, labels: list[str], word: str) -> None:
    chart = drawing.columns([Column("full", most, most, [DrawnEnd(most)])])
    assert ([tick.label for tick in chart.ticks], chart.word) == (labels, word)


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_a_range_holds_its_dots_between_its_ends(values: list[Decimal]) -> None:
    found = drawing.spread([*map(DrawnEnd, values)])
    start, end = at(found.start), at(found.start) + at(found.width)
    assert 0 <= start <= end <= 100
    for dot, side in found.dots:
        assert side == 0
        assert start - 0.02 <= at(dot) <= end + 0.02
    assert (at(found.zero) <= start + 0.02) or min(values) < 0


@given(st.lists(DAYS, min_size=2, max_size=30))
def test_days_keep_their_order_on_a_calendar(days: list[int]) -> None:
    calendar = drawing.Calendar(days)
    places = [calendar.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] < 100
    assert 1 <= len(calendar.ticks()) <= 8 or calendar.after - calendar.first == 1


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_no_mark_lies_upon_another_in_its_lane(days: list[int]) -> None:
    periods = [Period.parse(date.fromordinal(day).isoformat()) for day in days]
    calendar = drawing.Calendar(days)
    marks = [*map(calendar.mark, periods, calendar.lanes(periods))]
    lanes: dict[int, list[float]] = {}
    for mark, period in zip(marks, periods, strict=True):
        assert mark.is_day
        assert at(mark.centre) == pytest.approx(
            drawing.Calendar(days).at(period.start_day or 0), abs=0.3
        )
        lanes.setdefault(mark.lane, []).append(at(mark.centre))
    for places in lanes.values():
        places.sort()
        assert all(after - before > 2.3 for before, after in pairwise(places))


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_a_mark_is_in_the_lowest_lane_that_is_free(days: list[int]) -> None:
    calendar = drawing.Calendar(days)
    lanes = calendar.lanes([Period.parse(date.fromordinal(day).isoformat()) for day in days])
    free_from: dict[int, float] = {}
    for day, lane in sorted(zip(days, lanes, strict=True), key=lambda one: one[0]):
        place = calendar.at(day)
        is_free = [free_from.get(lower, 0) <= place for lower in range(lane + 1)]
        assert is_free == [False] * lane + [True]
        free_from[lane] = place + 2.4


@pytest.mark.parametrize(
    ("period", "is_day", "fades"),
    [
        ("2022-12-05", True, False),
        ("2022-12-05?", False, False),
        ("2022-12~", False, False),
        ("2022", False, False),
        ("2020-01-01/..", False, True),
        ("2020-01-01/2020-01-03", False, False),
    ],
)
def test_only_a_known_day_is_a_dot(period: str, is_day: bool, fades: bool) -> None:
    mark = drawing.Calendar([date(2020, 1, 1).toordinal(), date(2023, 1, 1).toordinal()]).mark(
        Period.parse(period)
    )
    assert (mark.is_day, mark.fades) == (is_day, fades)


def test_a_span_is_as_long_as_what_is_known() -> None:
    calendar = drawing.Calendar([date(2020, 1, 1).toordinal(), date(2023, 12, 31).toordinal()])
    mark = calendar.mark(Period.parse("2021"))
    assert (at(mark.start), at(mark.width)) == pytest.approx((25.05, 24.98), abs=0.02)
