"""Look at very many figures unread: who has one, for which period, and how large it is.

What claims of one question say together is decided by `agreement.Question` alone. The numbers of
the index are only as near as a float is: they say which claims to read, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.sizes import ABSENT, AHEAD, BOUND, DEPRECATED, UNSURE
from dipfacts.model.query import FAR, Fact, Query, any_of
from dipfacts.model.tables import CLAIM_TYPES
from dipfacts.query.base import Base
from dipfacts.query.series_keys import Series, Subject, subjects_of
from dipfacts.query.sized import IN_SPANS, Sized, Span, as_numbers, last_in_dates, last_sizes
from dipfacts.query.sql import as_json, conditions
from dipfacts.query.usual_pairs import UsualPairs, usual_pairs

_AHEAD = "(claim.apart IS NOT NULL AND claim.apart NOT LIKE '|%')"
_ABSENT = f"(claim.bound = {ABSENT})"
_HAPPENED = f"(NOT {_AHEAD} AND NOT {_ABSENT})"
_WHOLE = f"claim.series < '1' AND claim.apart IS NULL AND claim.bound < {ABSENT}"
_CACHE_KB = 24_000  # of what SQLite reads: the manners of a large base are asked for one by one
_FEW = 30  # subjects by which the usual last year is guessed
_UNUSUAL = f"({_WHOLE} AND (size IS NULL OR claim.bound = {BOUND} OR after >= {FAR}))"


class Wide:
    """The figures of a topic or of a measure that fit, as far as the index tells of them unread."""

    def __init__(self, base: Base, query: Query) -> None:
        self._base, self._ask, self._topic = base, base.index.all, query.topic
        self._ask(f"PRAGMA cache_size = -{_CACHE_KB}", (), tuple)
        types = CLAIM_TYPES if query.measure else ("figure",)  # figures alone have a measure
        query = query.replaced(types=types, topic=None if query.measure else query.topic)
        self._query = query
        self._claims: int | None = None  # until they are counted
        self._where, self._values = conditions(query)
        about = Query(types=query.types, measure=query.measure, parties=query.parties)
        self._is_all = bool(query.measure) and about == query.replaced(limit=None, in_order=None)
        if self._is_all and query.parties:  # whose other subjects need not be passed over each time
            self._where, self._values = self._of(self._keys)

    @cached_property
    def _subjects(self) -> list[Subject]:
        """The subjects of the measure, each with its series and its party set."""
        return subjects_of(self._base, self._query)

    @property
    def _keys(self) -> set[str]:
        return {key for _, key, _ in self._subjects}

    def usual(self, apart: set[str]) -> UsualPairs | None:
        """Return the pairs that are alike in their last year, none of them of parties `apart`.

        None where not all figures are asked for, or where they are in several units.
        """
        if not self._is_all or self._query.parties or len(self.units()) != 1:
            return None
        return usual_pairs(self._base.index, str(self._query.measure), self._odd, apart)

    def only(self, subjects: list[Subject]) -> None:
        """Look at some subjects alone from now on, but count the claims of all."""
        self._subjects = subjects

    def among(self, series: Collection[str]) -> Wide:
        """Return the same of some series alone."""
        part = copy(self)
        part._subjects = [of for of in self._subjects if of[1] in series]
        part._where, part._values = self._of(series)
        return part

    def _of(self, series: Collection[str]) -> tuple[str, list[object]]:
        """Return the condition that a claim fits and is of some series, and its values."""
        if not self._is_all:
            return f"{self._where} AND {_IN.format('')}", [*self._values, as_json(series)]
        numbers = as_json(n for n, key, _ in self._subjects if key in series)
        return f"claim.subject IN {_AMONG} AND claim.deprecated IS NOT 1", [numbers]

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
        if self._claims is None:
            self._claims = self._count()
        return self._claims

    def _count(self) -> int:
        if not self._is_all:
            return sum(count for (count,) in self._select("count(*)", "1"))
        if self._query.parties:
            every = f"SELECT count(*) FROM claim_row WHERE subject IN {_AMONG}"
            (count,) = self._ask(every, [as_json(n for n, *_ in self._subjects)], itemgetter(0))
            return int(count) - sum(n for _, kind, n in self._odd if kind == DEPRECATED)
        sql = f"SELECT sum(claims) FROM measure WHERE id IN {_AMONG}"
        measures = as_json(any_of(self._query.measure))
        old = f"SELECT count(*) FROM odd WHERE measure IN {_AMONG} AND kind = {DEPRECATED}"
        ((count,),) = self._ask(f"SELECT ({sql}) - ({old})", [measures, measures], tuple)
        return int(count)

    @cached_property
    def _odd(self) -> list[tuple[int, int, int]]:
        """The number of odd claims of each subject and kind, if all claims about it fit."""
        of, values = f"measure IN {_AMONG}", [as_json(any_of(self._query.measure))]
        if self._query.parties:
            of += f" AND subject IN {_AMONG}"
            values.append(as_json(n for n, *_ in self._subjects))
        sql = f"SELECT subject, kind, count(*) FROM odd WHERE {of} GROUP BY 1, 2"
        return self._ask(sql, values, tuple)

    def series(self) -> Series:
        """Return the series, and what of them there is."""
        if self._is_all:
            return self._series_of_all()
        columns = ", ".join(f"max({it})" for it in (_HAPPENED, _UNUSUAL, _AHEAD))
        rows = self._select(f"series, {columns}, count(*)", "1 GROUP BY 1")
        happened = {key for key, is_there, *_ in rows if is_there}
        unusual = {key for key, _, is_unusual, *_ in rows if is_unusual}
        self._claims = sum(claims for *_, claims in rows)
        return Series(happened, unusual, any(is_ahead for *_, is_ahead, _ in rows))

    def _series_of_all(self) -> Series:
        """Return the same by the odd claims alone: most subjects have none."""
        unsure = {subject for subject, kind, _ in self._odd if kind == UNSURE}
        none = Counter[int]()  # claims of what did not happen
        for subject, kind, count in self._odd:
            none[subject] += count * (kind > UNSURE)
        sql = f"SELECT subject, count(*) FROM claim_row WHERE subject IN {_AMONG} GROUP BY 1"
        counted = self._ask(sql, [as_json(none)], tuple) if (none := +none) else []
        gone = {subject for subject, count in counted if count == none[subject]}
        happened = {key for n, key, _ in self._subjects if n not in gone} if gone else self._keys
        unusual = {key for n, key, _ in self._subjects if n in unsure and key < "1"}
        are_ahead = any(kind == AHEAD for _, kind, _ in self._odd)
        return Series(happened, unusual, are_ahead)

    def units(self) -> list[str]:
        """Return the units that any claim of a measure is in."""
        sql = "SELECT unit FROM unit_count WHERE measure = ? AND unit != ''"
        return self._ask(sql, [self._query.measure], itemgetter(0))

    def usual_year(self) -> Span | None:
        """Return the year that most of a few subjects have their last number for, if all fit."""
        if not self._is_all:
            return None
        # What has a size is whole, and that it may be deprecated does no harm to a guess.
        sql = f"""SELECT first, max(after) FROM claim_row
            WHERE subject IN {_AMONG} AND {_YEARS} AND size IS NOT NULL GROUP BY subject"""
        last = Counter(self._ask(sql, [as_json(n for n, *_ in self._subjects[:_FEW])], tuple))
        return max(last, key=lambda span: (last[span], span), default=None)

    def beside(self, others: Iterable[str], known: Collection[str]) -> set[int]:
        """Return the party sets of `others` of the topic and its own, but of no `known` series."""
        every = {*self._party_sets(others)}
        every.difference_update(self._party_sets([str(self._query.measure)]))
        return every.union(party_set for _, key, party_set in self._subjects if key not in known)

    def _party_sets(self, measures: Iterable[str]) -> list[int]:
        sql = f"SELECT json_group_array(party_set) FROM subject WHERE measure IN {_AMONG}"
        (party_sets,) = self._ask(sql, [as_json(measures)], itemgetter(0))
        return msgspec.json.decode(party_sets, type=list[int])

    def of_party_sets(self, party_sets: Iterable[int]) -> list[str]:
        """Return the series with a number of these party sets."""
        more = f"party_set IN {_AMONG} AND NOT {_ABSENT}"
        return [key for (key,) in self._select("DISTINCT series", more, as_json(party_sets))]

    def spans(
        self, without: Collection[str], only_years: bool = False
    ) -> dict[tuple[str, Span], int]:
        """Return how many series have a number in each unit for each period, but some series.

        If asked, only for periods that are as long as a year.
        """
        years = _YEARS if only_years else "1"
        rows = self._select(
            "unit, first, after, count(DISTINCT series)",
            f"{_WHOLE} AND {years} AND {_IN.format('NOT')} GROUP BY first, after, unit",
            as_json(without),
        )
        return {(unit, (first, after)): count for unit, first, after, count in rows}

    def having(self, unit: str, spans: Iterable[Span], without: Collection[str]) -> int:
        """Return how many series have a number in a unit for any of these periods."""
        more = f"{_WHOLE} AND {_IN.format('NOT')} AND unit = ? AND {IN_SPANS}"
        values = as_json(without), unit, as_numbers(spans)
        ((count,),) = self._select("count(DISTINCT series)", more, *values)
        return int(count)

    def years(self, series: Collection[str], unit: str) -> set[Span]:
        """Return the periods as long as a year for which some series have a number in a unit."""
        where, values = self._of(series)
        sql = f"SELECT DISTINCT first, after FROM claim WHERE {where} AND {_WHOLE} AND {_YEARS}"
        return {*self._ask(f"{sql} AND unit = ?", [*values, unit], tuple)}

    # ------------------------------------------------------------------------ sizes

    def at(self, unit: str, span: Span, without: Collection[str]) -> list[Sized]:
        """Return the sizes for one period in a unit, but of some series."""
        more = f"{_WHOLE} AND {_IN.format('NOT')} AND unit = ? AND first = ? AND after = ?"
        columns = "series, first, after, min(size), max(size)"
        rows = self._select(columns, f"{more} GROUP BY 1", as_json(without), unit, *span)
        return [Sized(*row) for row in rows]

    def at_least(self, span: Span, without: Collection[str]) -> tuple[list[Sized], int]:
        """Return the sizes for a year, but of some series; and how many have one for a later year.

        All are in one unit.
        """
        series = {n: key for n, key, _ in self._subjects if key < "1" and key not in without}
        # What has a size is whole: no manner is looked for, and subjects are in their order.
        sql = f"""SELECT subject, size, first = ? AND after = ? FROM claim_row
            WHERE subject IN {_AMONG} AND {_YEARS} AND after >= ? AND size IS NOT NULL
            AND n NOT IN (SELECT claim FROM odd WHERE measure = ? AND kind = {DEPRECATED})"""
        values = [*span, as_json(series), span[1], self._query.measure]
        low, high, later = dict[str, float](), dict[str, float](), set[str]()
        for n, size, is_it in self._ask(sql, values, tuple):
            if (key := series[n]) not in low and is_it:  # as most, which have one
                low[key] = high[key] = size
            elif is_it:
                low[key], high[key] = min(low[key], size), max(high[key], size)
            else:
                later.add(key)
        return [Sized(key, *span, of, high[key]) for key, of in low.items()], len(later)

    def newest(self, series: Collection[str], unit: str, spans: Iterable[Span]) -> list[Sized]:
        """Return the sizes of some series for the newest of some periods."""
        where, own = self._of(series)
        inner = (
            "SELECT series, first, after, min(size) AS low, max(size) AS high,"
            f" {IN_SPANS} AS usual FROM claim WHERE {where} AND {_WHOLE} AND unit = ?"
            " GROUP BY 1, 2, 3"
        )
        columns = "series, first, max(after * usual), low, high, sum(usual) = count(*)"
        sql = f"SELECT {columns} FROM ({inner}) GROUP BY series"
        values = [as_numbers(spans), *own, unit]
        return [Sized(*row) for row in self._ask(sql, values, tuple)]

    def in_other_units(self, series: Collection[str], unit: str) -> set[str]:
        """Return those of some series that have numbers in another unit."""
        where, values = self._of(series)
        sql = f"SELECT DISTINCT series FROM claim WHERE {where} AND {_WHOLE} AND unit != ?"
        return {*self._ask(sql, [*values, unit], itemgetter(0))}

    # ------------------------------------------------------------------------ reading

    def ahead(self) -> list[Fact]:
        """Return the forecasts and targets."""
        return self.facts(_AHEAD)

    def absent(self) -> list[Fact]:
        """Return the figures without a number."""
        sql = f"SELECT manner FROM manner WHERE bound = {ABSENT}"
        manners = self._ask(sql, (), itemgetter(0))
        return self.facts(f"claim.manner IN {_AMONG}", as_json(manners)) if manners else []

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

    def day_of_newest(self, most: int, near: int | None = None) -> int:
        """Return the latest day at which or after which so many questions end; 0 if fewer do.

        Counted are those of numbers for a known period, which are one of each series and unit. It
        may be `near` a day.
        """
        plain = f"{_WHOLE} AND size IS NOT NULL AND after BETWEEN ? AND {FAR - 1}"
        nth = "ORDER BY after DESC LIMIT 1 OFFSET ?"
        days = (
            [(near,)] if near is not None else self._select("after", f"{plain} {nth}", 0, 2 * most)
        )
        for (day,) in (*days, (0,)):  # many are of one claim or two
            questions = f"{plain} GROUP BY measure, series, unit, first, after"
            if results := self._select("after", f"{questions} {nth}", day, most - 1):
                return int(results[0][0])
        return 0

    def since(self, day: int) -> list[Fact]:
        """Return what ends on a day or later; everything where it is in several units."""
        units = f"SELECT count(DISTINCT unit) FROM claim WHERE {self._where}"
        return self.facts(f"(after >= ? OR ({units}) > 1)", day, *self._values)

    def last(self, without: Collection[str]) -> list[Sized]:
        """Return the sizes of each series for its last day, but of some series: all are plain.

        It is the last in the dates asked for, if there is any in them.
        """
        if self._is_all:
            series = {n: key for n, key, _ in self._subjects if key < "1" and key not in without}
            return last_sizes(self._ask, str(self._query.measure), series)
        fits = f"{self._where} AND {_WHOLE} AND {_IN.format('NOT')}"
        return last_in_dates(self._ask, fits, [*self._values, as_json(without)], self._query.days)

    def ending(self, series: Mapping[str, int]) -> list[Fact]:
        """Return the claims of each series that end on its day."""
        ends = "(series, after) IN (SELECT key, value FROM json_each(?))"
        return self._read(series, ends, msgspec.json.encode(series).decode())

    def of_series(self, series: Collection[str], span: Span | None = None) -> list[Fact]:
        """Return the claims of some series, of one period or of any."""
        return self._read(series, "first = ? AND after = ?", *span) if span else self._read(series)

    def _read(self, series: Collection[str], more: str = "1", *values: object) -> list[Fact]:
        if not series:
            return []
        where, own = self._of(series)
        sql = f"SELECT {CLAIM} FROM claim WHERE {where} AND {_HAPPENED} AND {more}"
        return self._ask(sql, [*own, *values], fact_of)


_YEARS = "after - first IN (365, 366)"
_AMONG = "(SELECT value FROM json_each(?))"
_IN = f"series {{}} IN {_AMONG}"
