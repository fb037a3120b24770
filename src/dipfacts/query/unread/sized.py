"""Sizes of the figures of a series, as near as a float is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest

from dipfacts.index.rows.sizes import DEPRECATED
from dipfacts.model.fact import FAR
from dipfacts.model.figures.rounding import INFINITE
from dipfacts.model.periods.dates import Days
from dipfacts.query.sql import AMONG, Ask, as_json
from dipfacts.record import Record

_DAYS = 10_000_000  # more than there are days: a span in one number
IN_SPANS = f"(first * {_DAYS} + after IN {AMONG})"

Ends = tuple[float, float]
"""The two numbers between which another lies."""


class Sized(Record, frozen=True):
    """The bounds of the numbers of one series, for a period that begins and ends on these days.

    `is_simple` is whether all its other periods are among those asked about, too.
    """

    series: str
    first: int
    after: int
    low: float
    high: float
    is_simple: bool = True


def as_numbers(spans: Iterable[Days]) -> str:
    """Return some spans as the value for `IN_SPANS`."""
    return as_json(begin * _DAYS + after for begin, after in spans)


def last_sizes(ask: Ask, measure: str, series: Mapping[int, str]) -> list[Sized]:
    """Return the sizes of series of a measure for their last days, by the numbers of subjects."""
    fits = f"""size IS NOT NULL AND n NOT IN
        (SELECT claim FROM unusual_figure WHERE measure = ? AND kind = {DEPRECATED})"""
    # The last day of each subject stands at an end of its entries.
    last = f"""SELECT value, (SELECT after FROM claim_row WHERE subject = value AND {fits}
        ORDER BY after DESC LIMIT 1) AS day FROM json_each(?)"""
    sql = f"""SELECT subject, first, after, min(size), max(size) FROM ({last})
        CROSS JOIN claim_row ON subject = value AND after = day WHERE {fits} GROUP BY 1"""
    results = dict[str, Sized]()
    for n, begin, after, low, high in ask(sql, [measure, as_json(series), measure], tuple):
        other = results.get(key := series[n])
        if other and other.after == after:
            low, high = min(low, other.low), max(high, other.high)
        if other is None or other.after <= after:
            results[key] = Sized(key, begin, after, low, high)
    return [*results.values()]


def last_in_dates(ask: Ask, fits: str, values: list[object], days: Days) -> list[Sized]:
    """Return the sizes of each series of claims that fit, for its last day.

    That is the last in the dates asked for, which are `days`, if there is any in them.
    """
    start = "CASE first WHEN 0 THEN after - 1 ELSE first END"
    each = f"""SELECT series, max({start}) AS first, after, min(size) AS low, max(size) AS high
        FROM claim WHERE {fits} GROUP BY series, after"""
    order = f"(first >= ? AND after <= ?) * {FAR * 2} + after"
    sql = f"SELECT series, first, after, low, high, max({order}) FROM ({each}) GROUP BY series"
    return ask(sql, [*days, *values], lambda row: Sized(*row[:5]))


def first(sized: list[Sized], most: int | None) -> list[Sized]:
    """Return all that may be among so many largest, and as few others as the sizes can tell."""
    if most is None:
        return sized
    least = nlargest(most, (one.low for one in sized))[-1:]
    return [one for one in sized if one.high >= least[0]]


def spreads(reaches: Iterable[Ends]) -> list[Ends]:
    """Return the ends that lie apart and are both numbers: neither exact nor open."""
    return [(a, b) for a, b in reaches if a != b and a > -INFINITE and b < INFINITE]


def maybe_largest(ranked: list[Sized], others: list[Ends]) -> set[str]:
    """Return the series larger than the smallest number that the first place may have."""
    sure = max(one.low for one in ranked)  # the first is no smaller
    ranges = (*others, *((one.low, one.high) for one in ranked))
    least = min(low for low, high in ranges if low > -INFINITE and sure <= high < INFINITE)
    return {one.series for one in ranked if one.high > least}
