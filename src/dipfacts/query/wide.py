"""Look at very many figures unread: who has one, for which period, and how large it is.

What claims of one question say together is decided by `agreement.Question` alone. The numbers of
the index are only as near as a float is: they say which claims to read, and no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.sizes import ABSENT, BOUND
from dipfacts.model.query import FAR, Fact, Query
from dipfacts.model.tables import CLAIM_TYPES
from dipfacts.query.base import Base
from dipfacts.query.sql import conditions

_AHEAD = "(claim.apart IS NOT NULL AND claim.apart NOT LIKE '|%')"
_ABSENT = f"(claim.bound = {ABSENT})"
_HAPPENED = f"(NOT {_AHEAD} AND NOT {_ABSENT})"
_WHOLE = f"claim.series < '1' AND claim.apart IS NULL AND claim.bound < {ABSENT}"
_CACHE_KB = 24_000  # of what SQLite reads: the manners of a large base are asked for one by one
_DAYS = 10_000_000  # more than there are days: a span in one number
_SPAN = f"first * {_DAYS} + after"
_UNUSUAL = f"({_WHOLE} AND (size IS NULL OR claim.bound = {BOUND} OR after >= {FAR}))"

Span = tuple[int, int]
"""The first day of a period, and the day after its last."""


class Series(NamedTuple):
    """A series by its key: whether any of it happened, is not plain, or is ahead; its claims."""

    key: str
    happened: bool
    unusual: bool
    ahead: bool
    claims: int


class Sized(NamedTuple):
    """Between what the numbers of one series lie for a period that begins and ends on these days.

    `is_simple` is whether all its other periods are among those asked about, too.
    """

    series: str
    first: int
    after: int
    low: float
    high: float
    is_simple: bool = True


class Wide:
    """The figures of a topic or of a measure that fit, as far as the index tells of them unread."""

    def __init__(self, base: Base, query: Query) -> None:
        self._ask, self._topic = base.index.all, query.topic
        self._ask(f"PRAGMA cache_size = -{_CACHE_KB}", (), tuple)
        if query.measure:  # which figures alone have
            query = query._replace(types=CLAIM_TYPES, topic=None)
        else:
            query = query._replace(types=("figure",))
        self._query = query
        self._where, self._values = conditions(query)

    def _select(self, columns: str, more: str, *values: object) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM claim WHERE {self._where} AND {more}"
        return self._ask(sql, [*self._values, *values], tuple)

    def facts(self, more: str, *values: object) -> list[Fact]:
        """Return the claims that fit and for which a condition holds."""
        sql = f"SELECT {CLAIM} FROM claim WHERE {self._where} AND {more}"
        return self._ask(sql, [*self._values, *values], fact_of)

    # ------------------------------------------------------------------------ counting

    def counted(self) -> int:
        """Return how many claims there are."""
        asked = self._query
        if not asked.measure or asked != Query(types=asked.types, measure=asked.measure):
            return sum(count for (count,) in self._select("count(*)", "1"))
        withdrawn = "SELECT count(*) FROM claim WHERE measure = ? AND deprecated = 1"
        sql = f"SELECT claims - ({withdrawn}) FROM measure WHERE id = ?"
        return int(self._ask(sql, [asked.measure] * 2, itemgetter(0))[0])

    def series(self) -> list[Series]:
        """Return the series, and what of each of them there is."""
        columns = ", ".join(f"max({it})" for it in (_HAPPENED, _UNUSUAL, _AHEAD))
        return [
            Series(*row) for row in self._select(f"series, {columns}, count(*)", "1 GROUP BY 1")
        ]

    def others(self, main: str, others: Iterable[str], known: Collection[str]) -> list[str]:
        """Return the series with a number of parties about whom the main measure has none known.

        They are those of the main measure and of the `others` of the topic.
        """
        circle_of = "SELECT circle FROM subject WHERE measure"
        rows = self._ask("SELECT circle, series FROM subject WHERE measure = ?", (main,), tuple)
        measures = "SELECT value FROM json_each(?)"
        beside = self._ask(
            f"{circle_of} IN ({measures}) EXCEPT {circle_of} = ?", (_json(others), main), tuple
        )
        circles = {circle for circle, series in rows if series not in known}
        circles |= {circle for (circle,) in beside}
        more = f"circle IN (SELECT value FROM json_each(?)) AND NOT {_ABSENT}"
        return [key for (key,) in self._select("DISTINCT series", more, _json(circles))]

    def spans(
        self, without: Collection[str], only_years: bool = False
    ) -> dict[tuple[str, Span], int]:
        """Return how many series have a number in each unit for each period, but some series.

        If asked, only for periods that are as long as a year.
        """
        years = "after - first IN (365, 366)" if only_years else "1"
        rows = self._select(
            "unit, first, after, count(DISTINCT series)",
            f"{_WHOLE} AND {years} AND {_IN.format('NOT')} GROUP BY first, after, unit",
            _json(without),
        )
        return {(unit, (first, after)): count for unit, first, after, count in rows}

    def having(self, unit: str, spans: Iterable[Span], without: Collection[str]) -> int:
        """Return how many series have a number in a unit for any of these periods."""
        more = f"{_WHOLE} AND {_IN.format('NOT')} AND unit = ? AND {_AMONG}"
        ((count,),) = self._select(
            "count(DISTINCT series)", more, _json(without), unit, _json(map(_number, spans))
        )
        return int(count)

    # ------------------------------------------------------------------------ sizes

    def at(self, unit: str, span: Span, without: Collection[str]) -> list[Sized]:
        """Return the sizes for one period in a unit, but of some series."""
        more = f"{_WHOLE} AND {_IN.format('NOT')} AND unit = ? AND first = ? AND after = ?"
        columns = "series, first, after, min(size), max(size)"
        rows = self._select(columns, f"{more} GROUP BY 1", _json(without), unit, *span)
        return [Sized(*row) for row in rows]

    def newest(self, series: Iterable[str], unit: str, spans: Iterable[Span]) -> list[Sized]:
        """Return the sizes of some series for the newest of some periods."""
        more = f"{_WHOLE} AND {_IN.format('')} AND unit = ?"
        inner = (
            "SELECT series, first, after, min(size) AS low, max(size) AS high,"
            f" {_AMONG} AS usual FROM claim WHERE {self._where} AND {more} GROUP BY 1, 2, 3"
        )
        columns = "series, first, max(after * usual), low, high, sum(usual) = count(*)"
        sql = f"SELECT {columns} FROM ({inner}) GROUP BY series"
        values = [_json(map(_number, spans)), *self._values, _json(series), unit]
        return [Sized(*row) for row in self._ask(sql, values, tuple)]

    def in_other_units(self, series: Iterable[str], unit: str) -> set[str]:
        """Return those of some series that have numbers in another unit."""
        more = f"{_WHOLE} AND {_IN.format('')} AND unit != ?"
        return {key for (key,) in self._select("DISTINCT series", more, _json(series), unit)}

    # ------------------------------------------------------------------------ reading

    def ahead(self) -> list[Fact]:
        """Return the forecasts and targets."""
        return self.facts(_AHEAD)

    def absent(self) -> list[Fact]:
        """Return the figures without a number."""
        manners = [
            n for (n,) in self._ask(f"SELECT manner FROM manner WHERE bound = {ABSENT}", (), tuple)
        ]
        more = "claim.manner IN (SELECT value FROM json_each(?))"
        return self.facts(more, _json(manners)) if manners else []

    def repeated(self, after: int, before: int) -> list[tuple[int, int]]:
        """Return by the day after their end, the last first, how many claims are not alone.

        Several of a series end on one day, which is one day or later, but before another.
        """
        at = f"{_HAPPENED} AND after >= ? AND after < ?"
        inner = f"SELECT after, count(*) AS claims FROM claim WHERE {self._where} AND {at}"
        inner += " GROUP BY series, after HAVING claims > 1"
        sql = f"SELECT after, sum(claims) FROM ({inner}) GROUP BY after ORDER BY after DESC"
        return self._ask(sql, [*self._values, after, before], tuple)

    def between(self, after: int, before: int = FAR + 1, is_repeated: bool = False) -> list[Fact]:
        """Return what happened and ends at one day or later, but before another.

        If asked, only of what several claims of a series end on one day.
        """
        at = f"{_HAPPENED} AND after >= ? AND after < ?"
        if not is_repeated:
            return self.facts(at, after, before)
        several = f"SELECT series, after FROM claim WHERE {self._where} AND {at}"
        several += " GROUP BY series, after HAVING count(*) > 1"
        more = f"{at} AND (series, after) IN ({several})"
        return self.facts(more, after, before, *self._values, after, before)

    def day_of_newest(self, most: int) -> int:
        """Return the latest day at which or after which so many questions end; 0 if fewer do.

        Counted are those of numbers for a known period, which are one of each series and unit.
        """
        plain = f"{_WHOLE} AND size IS NOT NULL AND after BETWEEN ? AND {FAR - 1}"
        nth = "ORDER BY after DESC LIMIT 1 OFFSET ?"
        near = self._select("after", f"{plain} {nth}", 0, 2 * most)  # many are of one claim or two
        for (day,) in (*near, (0,)):
            questions = f"{plain} GROUP BY measure, series, unit, first, after"
            if found := self._select("after", f"{questions} {nth}", day, most - 1):
                return int(found[0][0])
        return 0

    def since(self, day: int) -> list[Fact]:
        """Return what ends on a day or later; everything where it is in several units."""
        units = f"SELECT count(DISTINCT unit) FROM claim WHERE {self._where}"
        return self.facts(f"(after >= ? OR ({units}) > 1)", day, *self._values)

    def last(self, without: Collection[str]) -> dict[str, int]:
        """Return the day after the last end of each series, but of some series."""
        more = f"{_WHOLE} AND {_IN.format('NOT')} GROUP BY 1"
        return dict(self._select("series, max(after)", more, _json(without)))

    def ending(self, series: Mapping[str, int]) -> list[Fact]:
        """Return the claims of each series that end on its day."""
        more = f"{_HAPPENED} AND (series, after) IN (SELECT key, value FROM json_each(?))"
        return self.facts(more, msgspec.json.encode(series).decode())

    def of_series(self, series: Iterable[str], span: Span | None = None) -> Iterator[Fact]:
        """Yield the claims of some series, of one period or of any."""
        more = f"{_HAPPENED} AND series IN (SELECT value FROM json_each(?))"
        if span is not None:
            yield from self.facts(f"{more} AND first = ? AND after = ?", _json(series), *span)
        else:
            yield from self.facts(more, _json(series))


_IN = "series {} IN (SELECT value FROM json_each(?))"
_AMONG = f"({_SPAN} IN (SELECT value FROM json_each(?)))"


def _number(span: Span) -> int:
    return span[0] * _DAYS + span[1]


def _json(values: Iterable[object]) -> str:
    return msgspec.json.encode([*values]).decode()


def parties_of(series: str) -> tuple[str, ...]:
    """Return the parties of a series by its key, in their direction if it has one."""
    return tuple(map(intern, series[2:].split()))
