"""The days of claims, and the lines that a timeline has of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from dipfacts.index.rows.schema import SEEN, CountKey, count_id
from dipfacts.model.fact import FAR
from dipfacts.model.figures.spans import date_at_end
from dipfacts.model.file_format.tables import Relation, RelationOrEvent
from dipfacts.model.occurrences.ends import BEGINS, ENDS, begin_and_end
from dipfacts.model.periods.period import Period, is_unspecified

NEVER = 0  # a day before all that can be written as a date; one after it is FAR

Reach = tuple[int | None, int | None]
"""The first and the last day of a line, where it is not that of its place."""


class LineRow(NamedTuple):
    """A row of `timeline`: a line that a timeline has of a claim, and on which day."""

    day: int
    first: int  # the first day on which the claim may hold
    after: int  # the day after the last of these
    claim: int
    is_end: int  # BEGINS or ENDS
    type: str
    deprecated: int
    status: str | None
    spread: int | None  # that of `Line`; None where `day` tells it
    least: int | None  # the first day of the reach; None where `day` tells it
    most: int | None  # the last day of the reach; None where `day` tells it
    root: str | None  # the first of several claims about the same
    visibility: int  # who sees the line: see `schema.SEEN`


@lru_cache(maxsize=65536)
def days(text: str | None) -> tuple[int, int]:
    """Return the first day and the day after the last, as ordinals; of no period FAR."""
    if text is None:
        return FAR, FAR
    period = Period.parse(text)
    first, after = period.start_day, period.end_day
    return (NEVER if first is None else first), (FAR if after is None else after)


def days_of_figure(period: str, nature: str) -> tuple[int, int]:
    """Return the days of a figure, of a stock "up to" a date those of the date, as `days`."""
    first, after = days(period)
    if first != NEVER or after == FAR:
        return first, after
    date = date_at_end(Period.parse(period), nature)
    return days(date.text if date else period)[0], after


def days_of_each(
    periods: Sequence[str | None], natures: Iterable[str | None]
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the first days of claims, and the days after their last.

    `natures` are those of the measures of figures, and None of other claims.
    """
    spans = {period: days(period) for period in {*periods}}
    first, after = zip(*map(spans.__getitem__, periods), strict=True)
    if NEVER in first:  # few are
        each = zip(periods, natures, first, strict=True)
        first = tuple(days_of_figure(it, of)[0] if it and of else day for it, of, day in each)
    return first, after


def line_days(type_: str, period: str | None, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield the day of each line that a timeline has of a claim, and which end that is.

    `first` and `after` are the days in the claim's row. An undated claim is on the day FAR.
    """
    begun = first if first != NEVER else FAR
    ended = after - 1 if after != FAR else FAR
    if type_ != "relation" or period is None or "/" not in period:
        yield (begun if begun != FAR else ended), BEGINS
        return
    if begun != FAR or ended == FAR:  # one of which no day is known is undated
        yield begun, BEGINS
    if ended != FAR:
        yield ended, ENDS


def lines_of(n: int, claim: RelationOrEvent, root: str | None) -> list[LineRow]:
    """Return the rows of `timeline` of claim number `n`, as if no other were about the same.

    `root` is the first claim of that, if there are several.
    """
    type_ = "relation" if isinstance(claim, Relation) else "event"
    rows = line_rows(n, type_, claim.period, claim.rank == "deprecated", claim.status, root)
    return [*map(LineRow._make, rows)]


def line_rows(
    n: int,
    type_: str,
    period: str | None,
    deprecated: bool,
    status: str | None,
    root: str | None = None,
) -> list[tuple[Any, ...]]:
    """Return the rows of `timeline` of a claim by what decides them: see `lines_of`.

    A compile makes very many: they are plain, as a `LineRow` takes longer to make.
    """
    status = status if type_ == "event" else None
    return [
        (day, first, after, n, which, type_, int(deprecated), status, spread, *reach, root, SEEN)
        for day, first, after, which, spread, reach in _lines(type_, period)
    ]


def gap_rows(n: int, which: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of `timeline_gap` of a line that may be in these days, which lie apart."""
    for (_, last), (first, _) in pairwise(spans):
        yield n, which, last + 1, first


@lru_cache(maxsize=65536)
def _lines(type_: str, period: str | None) -> list[tuple[int, int, int, int, int | None, Reach]]:
    """Return the day, span, end, spread and reach of each line of claims with a period."""
    first, after = days(period)
    return [
        (day, first, after, which, _spread(period, type_, which), _reach(period, type_, which, day))
        for day, which in line_days(type_, period, first, after)
    ]


def _reach(text: str | None, type_: str, which: int, day: int) -> Reach:
    """Return the ends of the days on which an end of a relation may lie, as `Line.reach`."""
    if type_ != "relation" or text is None or day == FAR:
        return None, None
    period = Period.parse(text)
    end = period.ends[which] if period.is_interval else period
    first, after = begin_and_end(end)
    last = after - 1
    return (first if first != day else None), (last if last != day else None)


def _spread(text: str | None, type_: str, which: int) -> int | None:
    """Return the other end of what a line is some time within, which begins or ends on its day.

    None where its day is known, or nothing of it is.
    """
    if not text or not is_unspecified(text):  # in a fraction of the time of reading it
        return None
    period = Period.parse(text)
    end = period.ends[which] if type_ == "relation" else period
    if end is None or not end.unspecified or not end.start_day or not end.end_day:
        return None
    return end.start_day if which == ENDS else end.end_day - 1


def timeline_counts(lines: Iterable[tuple[Any, ...]]) -> dict[CountKey, int]:
    """Count rows of `timeline`: all of them, events by their status, and each relation once.

    The keys are as those of `Rows.counts`, each with an id of `count_id`.
    """
    alike = Counter(
        (type_, status, which == BEGINS or first == NEVER)
        for _, first, _, _, which, type_, _, status, *_ in lines
    )
    results: Counter[CountKey] = Counter()
    for (type_, status, is_first), count in alike.items():
        results["timeline_count", "line"] += count
        results["timeline_count", count_id(type_, status)] += count if is_first else 0
    return results


def last_day(text: str | None) -> int | None:
    """Return the last day, an ordinal, on which something may have been said or published."""
    after = days(text)[1]
    return None if after == FAR else after - 1
