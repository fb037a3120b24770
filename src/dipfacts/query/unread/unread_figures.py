"""Very many figures unread: who has one, for which period, and how large it is.

What claims of one question say together is decided by `agreement.Question` alone. The numbers of
the index are only as near as a float is: they say which claims to read, and no more. The head of
answers/many_figures/broad has the words used here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import COMPONENT
from dipfacts.index.rows.sizes import ABSENT, DEPRECATED, IS_AHEAD, IS_PART
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.periods.dates import Days
from dipfacts.query.sql import AMONG, as_json
from dipfacts.query.unread.counted_figures import (
    INSIDE,
    IS_ACTUAL,
    OF_SERIES,
    WHOLE,
    YEARS,
    CountedFigures,
)
from dipfacts.query.unread.sized import IN_SPANS, Sized, as_numbers, last_in_dates, last_sizes
from dipfacts.record import json_text


class UnreadFigures(CountedFigures):
    """The figures of a topic or of a measure that fit, as far as the index tells of them unread."""

    def _answering(self) -> tuple[str, list[object]]:
        """Return the condition that a number may answer for --since and --until, and its values.

        It lies in them, or only touches them as all of its series in the unit do: see
        `within_dates` in answers/statements/question_choice.
        """
        if not self._has_ends:
            return WHOLE, []
        days = self._query.replaced(within=None).days
        answered = f"SELECT series, unit FROM claim WHERE {self._where} AND {WHOLE} AND {INSIDE}"
        own = f"{WHOLE} AND ({INSIDE} OR (series, unit) NOT IN ({answered}))"
        return own, [*days, *self._values, *days]

    def spans(
        self, without: Collection[str], only_years: bool = False
    ) -> dict[tuple[str, Days], int]:
        """Return the number of series with a number in each unit for each period, but some series.

        If asked, only for periods that are as long as a year.
        """
        (answers, values), years = self._answering(), YEARS if only_years else "1"
        rows = self._select(
            "unit, first, after, count(DISTINCT series)",
            f"{answers} AND {years} AND {OF_SERIES.format('NOT')} GROUP BY first, after, unit",
            *values,
            as_json(without),
        )
        return {(unit, (first, after)): count for unit, first, after, count in rows}

    def having(self, unit: str, spans: Iterable[Days], without: Collection[str]) -> int:
        """Return the number of series with a number in a unit for any of these periods."""
        answers, values = self._answering()
        more = f"{answers} AND {OF_SERIES.format('NOT')} AND unit = ? AND {IN_SPANS}"
        values += as_json(without), unit, as_numbers(spans)
        ((count,),) = self._select("count(DISTINCT series)", more, *values)
        return int(count)

    def years(self, series: Collection[str], unit: str) -> set[Days]:
        """Return the periods as long as a year for which some series have a number in a unit."""
        (where, own), (answers, values) = self._series_condition(series), self._answering()
        sql = f"SELECT DISTINCT first, after FROM claim WHERE {where} AND {answers} AND {YEARS}"
        return {*self._ask(f"{sql} AND unit = ?", [*own, *values, unit], tuple)}

    # ------------------------------------------------------------------------ sizes

    def _totals(self, without: Collection[str]) -> dict[int, str]:
        """Return the series of totals by the numbers of their subjects, but some series."""
        every = self._subjects
        return {n: key for n, key, _ in every if key < COMPONENT and key not in without}

    def at(self, unit: str, span: Days, without: Collection[str]) -> list[Sized]:
        """Return the sizes for one period in a unit, but of some series."""
        answers, values = self._answering()
        more = f"{answers} AND {OF_SERIES.format('NOT')} AND unit = ? AND first = ? AND after = ?"
        columns = "series, first, after, min(size), max(size)"
        values += as_json(without), unit, *span
        rows = self._select(columns, f"{more} GROUP BY 1", *values)
        return [Sized(*row) for row in rows]

    def at_least(self, span: Days, without: Collection[str]) -> tuple[list[Sized], int]:
        """Return the sizes for a year, but of some series; and how many have one for another year.

        That is a later one, or shares days with it. All are in one unit.
        """
        series = self._totals(without)
        # What has a size is whole: no manner is looked for, and subjects are in their order.
        sql = f"""SELECT subject, size, first = ? AND after = ? FROM claim_row
            WHERE subject IN {AMONG} AND {YEARS} AND after > ? AND size IS NOT NULL
            AND n NOT IN
            (SELECT claim FROM unusual_figure WHERE measure = ? AND kind = {DEPRECATED})"""
        values = [*span, as_json(series), span[0], self._query.measure]
        low, high = dict[str, float](), dict[str, float]()
        other = set[str]()
        for n, size, is_it in self._ask(sql, values, tuple):
            if (key := series[n]) not in low and is_it:  # as most, which have one
                low[key] = high[key] = size
            elif is_it:
                low[key], high[key] = min(low[key], size), max(high[key], size)
            else:
                other.add(key)
        return [Sized(key, *span, of, high[key]) for key, of in low.items()], len(other)

    def newest(self, series: Collection[str], unit: str, spans: Iterable[Days]) -> list[Sized]:
        """Return the sizes of some series for the newest of some periods."""
        (where, own), (answers, values) = self._series_condition(series), self._answering()
        inner = (
            "SELECT series, first, after, min(size) AS low, max(size) AS high,"
            f" {IN_SPANS} AS usual FROM claim WHERE {where} AND {answers} AND unit = ?"
            " GROUP BY 1, 2, 3"
        )
        columns = "series, first, max(after * usual), low, high, sum(usual) = count(*)"
        sql = f"SELECT {columns} FROM ({inner}) GROUP BY series"
        values = [as_numbers(spans), *own, *values, unit]
        return [Sized(*row) for row in self._ask(sql, values, tuple)]

    def in_other_units(self, series: Collection[str], unit: str) -> set[str]:
        """Return those of some series that have numbers in another unit."""
        where, values = self._series_condition(series)
        sql = f"SELECT DISTINCT series FROM claim WHERE {where} AND {WHOLE} AND unit != ?"
        return {*self._ask(sql, [*values, unit], itemgetter(0))}

    def with_parts(self, series: Collection[str]) -> set[str]:
        """Return those of some series that have parts, such as goods, in the dates asked for."""
        where, values = self._series_condition(series)
        sql = f"SELECT DISTINCT series FROM claim WHERE {where} AND {IS_PART}"
        return {*self._ask(f"{sql} AND {INSIDE}", [*values, *self._query.days], itemgetter(0))}

    # ------------------------------------------------------------------------ reading

    def ahead(self) -> list[Fact]:
        """Return the forecasts and targets."""
        return self.facts(IS_AHEAD)

    def absent(self) -> list[Fact]:
        """Return the figures without a number."""
        sql = f"SELECT manner FROM manner WHERE bound = {ABSENT}"
        manners = self._ask(sql, (), itemgetter(0))
        return self.facts(f"claim.manner IN {AMONG}", as_json(manners)) if manners else []

    def repeated(self, after: int, before: int) -> list[tuple[int, int]]:
        """Return the days after an end that claims share, the last first, and the number of these.

        Several of a series end on one day, which is one day or later, but before another.
        """
        at = f"{IS_ACTUAL} AND after >= ? AND after < ?"
        inner = f"SELECT after, count(*) AS claims FROM claim WHERE {self._where} AND {at}"
        inner += " GROUP BY series, after HAVING claims > 1"
        sql = f"SELECT after, sum(claims) FROM ({inner}) GROUP BY after ORDER BY after DESC"
        return self._ask(sql, [*self._values, after, before], tuple)

    def is_repeated(self, before: int) -> bool:
        """Return whether several claims of a series end on one day, before another."""
        # Most are about one subject: to find one of these takes a moment.
        at = f"{IS_ACTUAL} AND after < ?"
        several = f"SELECT 1 FROM claim WHERE subject = value AND {self._where} AND {at}"
        several += " GROUP BY after HAVING count(*) > 1"
        sql = f"SELECT 1 FROM json_each(?) WHERE EXISTS ({several}) LIMIT 1"
        subjects = as_json(n for n, *_ in self._subjects)
        if self._ask(sql, [subjects, *self._values, before], tuple):
            return True
        return bool(self.repeated(0, before))

    def between(self, after: int, before: int = FAR + 1, is_repeated: bool = False) -> list[Fact]:
        """Return the claims on what happened and ends at one day or later, but before another.

        If asked, only of what several claims of a series end on one day.
        """
        at = f"{IS_ACTUAL} AND after >= ? AND after < ?"
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
        plain = f"{WHOLE} AND size IS NOT NULL AND after BETWEEN ? AND {FAR - 1}"
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
        """Return the claims that end on a day or later; all where it is in several units."""
        units = f"SELECT count(DISTINCT unit) FROM claim WHERE {self._where}"
        return self.facts(f"(after >= ? OR ({units}) > 1)", day, *self._values)

    def last(self, without: Collection[str]) -> list[Sized]:
        """Return the sizes of each series for its last day, but of some series: all are plain.

        It is the last in the dates asked for, if there is any in them.
        """
        if self._is_all:
            return last_sizes(self._ask, str(self._query.measure), self._totals(without))
        fits = f"{self._where} AND {WHOLE} AND {OF_SERIES.format('NOT')}"
        return last_in_dates(self._ask, fits, [*self._values, as_json(without)], self._query.days)

    def ending(self, series: Mapping[str, int]) -> list[Fact]:
        """Return the claims of each series that end on its day."""
        ends = "(series, after) IN (SELECT key, value FROM json_each(?))"
        return self._read(series, ends, json_text(series))

    def claims_of_series(self, series: Collection[str], span: Days | None = None) -> list[Fact]:
        """Return the claims of some series, of one period or of any."""
        return self._read(series, "first = ? AND after = ?", *span) if span else self._read(series)

    def newer_in_other_units(self, series: Collection[str], unit: str, after: int) -> list[Fact]:
        """Return the claims of some series in another unit than one that end later than a day."""
        if len(self.units()) == 1:
            return []
        return self._read(series, "unit != ? AND after > ?", unit, after)

    def _read(self, series: Collection[str], more: str = "1", *values: object) -> list[Fact]:
        if not series:
            return []
        where, own = self._series_condition(series)
        sql = f"SELECT {CLAIM} FROM claim WHERE {where} AND {IS_ACTUAL} AND {more}"
        return self._ask(sql, [*own, *values], fact_of)
