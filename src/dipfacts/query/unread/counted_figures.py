"""Counts of very many figures unread: how many there are, and of whom.

The head of answers/many_figures/broad has the words used here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from copy import copy
from functools import cached_property
from operator import itemgetter
from typing import Any, Self

import msgspec

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import COMPONENT, IS_TOTAL
from dipfacts.index.rows.sizes import ABSENT, AHEAD, BOUND, DEPRECATED, IS_AHEAD, UNSURE
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import CLAIM_TYPES
from dipfacts.model.periods.dates import Days
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.sql import AMONG, as_json, conditions
from dipfacts.query.unread.series_keys import Among, SeriesKeys, Subject, subjects_of
from dipfacts.query.unread.usual_pairs import UsualPairs, usual_pairs

IS_ABSENT = f"(claim.bound = {ABSENT})"
IS_ACTUAL = f"(NOT {IS_AHEAD} AND NOT {IS_ABSENT})"
WHOLE = f"{IS_TOTAL} AND claim.status_scope IS NULL AND claim.bound < {ABSENT}"
INSIDE = "(first >= ? AND after <= ?)"
YEARS = "after - first IN (365, 366)"
OF_SERIES = f"series {{}} IN {AMONG}"
_CACHE_KB = 12_000  # of what SQLite reads: the manners of a large base are asked for one by one
_FEW = 30  # subjects by which the usual last year is guessed
_UNUSUAL = f"({WHOLE} AND (size IS NULL OR claim.bound = {BOUND} OR after >= {FAR}))"


class CountedFigures:
    """The figures of a topic or of a measure that fit, counted unread."""

    def __init__(self, base: Base, query: Query) -> None:
        self._base = base
        self._ask = base.index.all
        self._topic = query.topic
        self._ask(f"PRAGMA cache_size = -{_CACHE_KB}", (), tuple)
        types = CLAIM_TYPES if query.measure else ("figure",)  # figures alone have a measure
        query = query.replaced(types=types, topic=None if query.measure else query.topic)
        self._query = query
        self._claims: int | None = None  # until they are counted
        self._where, self._values = conditions(query)
        about = Query(types=query.types, measure=query.measure, parties=query.parties)
        self._is_all = bool(query.measure) and about == query.replaced(limit=None, in_order=None)
        if self._is_all and query.parties:  # whose other subjects need not be passed over each time
            self._where, self._values = self._series_condition(self._keys)

    @cached_property
    def _subjects(self) -> list[Subject]:
        """The subjects of the measure, each with its series and its party set."""
        return subjects_of(self._base, self._query)

    @property
    def _keys(self) -> set[str]:
        return {key for _, key, _ in self._subjects}

    def usual(self, groupings: Among) -> UsualPairs | None:
        """Return the pairs that are alike in their last year, none of them of `groupings`.

        None where not all figures are asked for, or where they are in several units.
        """
        if not self._is_all or self._query.parties or len(self.units()) != 1:
            return None
        return usual_pairs(self._base.index, str(self._query.measure), self._odd, groupings)

    def only(self, subjects: list[Subject]) -> None:
        """Look at some subjects alone from now on, but count the claims of all."""
        self._subjects = subjects

    def among(self, series: Collection[str]) -> Self:
        """Return the counted figures of some series alone."""
        part = copy(self)
        part._subjects = [of for of in self._subjects if of[1] in series]
        part._where, part._values = self._series_condition(series)
        return part

    def _series_condition(self, series: Collection[str]) -> tuple[str, list[object]]:
        """Return the condition that a claim fits and is of some series, and its values."""
        if not self._is_all:
            return f"{self._where} AND {OF_SERIES.format('')}", [*self._values, as_json(series)]
        numbers = as_json(n for n, key, _ in self._subjects if key in series)
        return f"claim.subject IN {AMONG} AND claim.deprecated IS NOT 1", [numbers]

    def _select(self, columns: str, more: str, *values: object) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM claim WHERE {self._where} AND {more}"
        return self._ask(sql, [*self._values, *values], tuple)

    def facts(self, more: str, *values: object) -> list[Fact]:
        """Return the claims that fit and for which a condition holds."""
        sql = f"SELECT {CLAIM} FROM claim WHERE {self._where} AND {more}"
        return self._ask(sql, [*self._values, *values], fact_of)

    # ------------------------------------------------------------------------ counting

    def claim_count(self) -> int:
        """Return the number of claims."""
        if self._claims is None:
            self._claims = self._count()
        return self._claims

    def _count(self) -> int:
        if not self._is_all:
            return sum(count for (count,) in self._select("count(*)", "1"))
        if self._query.parties:
            every = f"SELECT count(*) FROM claim_row WHERE subject IN {AMONG}"
            (count,) = self._ask(every, [as_json(n for n, *_ in self._subjects)], itemgetter(0))
            return int(count) - sum(n for _, kind, n in self._odd if kind == DEPRECATED)
        sql = f"SELECT sum(claims) FROM measure WHERE id IN {AMONG}"
        measures = as_json(any_of(self._query.measure))
        old = (
            f"SELECT count(*) FROM unusual_figure WHERE measure IN {AMONG} AND kind = {DEPRECATED}"
        )
        ((count,),) = self._ask(f"SELECT ({sql}) - ({old})", [measures, measures], tuple)
        return int(count)

    @cached_property
    def _odd(self) -> list[tuple[int, int, int]]:
        """The number of odd claims of each subject and kind, if all claims about it fit."""
        of, values = f"measure IN {AMONG}", [as_json(any_of(self._query.measure))]
        if self._query.parties:
            of += f" AND subject IN {AMONG}"
            values.append(as_json(n for n, *_ in self._subjects))
        sql = f"SELECT subject, kind, count(*) FROM unusual_figure WHERE {of} GROUP BY 1, 2"
        return self._ask(sql, values, tuple)

    def series(self) -> SeriesKeys:
        """Return the series, and what of them there is."""
        if self._is_all:
            return self._series_of_all()
        columns = ", ".join(f"max({it})" for it in (IS_ACTUAL, _UNUSUAL, IS_AHEAD))
        rows = self._select(f"series, {columns}, count(*)", "1 GROUP BY 1")
        actual = {key for key, is_there, *_ in rows if is_there}
        unusual = {key for key, _, is_unusual, *_ in rows if is_unusual}
        self._claims = sum(claims for *_, claims in rows)
        return SeriesKeys(actual, unusual, any(is_ahead for *_, is_ahead, _ in rows))

    @property
    def _has_ends(self) -> bool:
        """Return whether --since or --until narrows the dates."""
        return self._query.since is not None or self._query.until is not None

    def _series_of_all(self) -> SeriesKeys:
        """Return the series of all figures by their odd claims alone: most subjects have none."""
        unsure = {subject for subject, kind, _ in self._odd if kind == UNSURE}
        none = {subject for subject, kind, _ in self._odd if kind > UNSURE}  # some did not happen
        own = f"""SELECT claim FROM unusual_figure AS own
            WHERE measure IN {AMONG} AND own.subject = value AND kind > {UNSURE}"""
        # Of most subjects the first claim that is looked at did happen.
        other = f"SELECT 1 FROM claim_row WHERE claim_row.subject = value AND n NOT IN ({own})"
        sql = f"SELECT value FROM json_each(?) WHERE NOT EXISTS ({other})"
        values = [as_json(none), as_json(any_of(self._query.measure))]
        gone = {*self._ask(sql, values, itemgetter(0))} if none else set[int]()
        actual = {key for n, key, _ in self._subjects if n not in gone} if gone else self._keys
        unusual = {key for n, key, _ in self._subjects if n in unsure and key < COMPONENT}
        are_ahead = any(kind == AHEAD for _, kind, _ in self._odd)
        return SeriesKeys(actual, unusual, are_ahead)

    def units(self) -> list[str]:
        """Return the units that any claim of a measure is in."""
        sql = "SELECT unit FROM unit_count WHERE measure = ? AND unit != ''"
        return self._ask(sql, [self._query.measure], itemgetter(0))

    def usual_year(self) -> Days | None:
        """Return the year that most of a few subjects have their last number for, if all fit."""
        if not self._is_all:
            return None
        # What has a size is whole, and that it may be deprecated does no harm to a guess.
        # The last day of each subject stands at an end of its entries.
        sql = f"""SELECT first, after FROM json_each(?) CROSS JOIN claim_row ON n =
            (SELECT n FROM claim_row WHERE subject = value AND {YEARS} AND size IS NOT NULL
            ORDER BY after DESC LIMIT 1)"""
        last = Counter(self._ask(sql, [as_json(n for n, *_ in self._subjects[:_FEW])], tuple))
        return max(last, key=lambda span: (last[span], span), default=None)

    def beside(self, others: Iterable[str], known: Collection[str]) -> set[int]:
        """Return the party sets of `others` of the topic and its own, but of no `known` series."""
        every = self._party_sets(others) - self._party_sets([str(self._query.measure)])
        return every.union(party_set for _, key, party_set in self._subjects if key not in known)

    def _party_sets(self, measures: Iterable[str]) -> set[int]:
        sql = f"SELECT json_group_array(party_set) FROM subject WHERE measure IN {AMONG}"
        (party_sets,) = self._ask(sql, [as_json(measures)], itemgetter(0))
        return msgspec.json.decode(party_sets, type=set[int])

    def series_of_party_sets(self, party_sets: Iterable[int]) -> list[str]:
        """Return the series with a number of these party sets."""
        more = f"party_set IN {AMONG} AND NOT {IS_ABSENT}"
        return [key for (key,) in self._select("DISTINCT series", more, as_json(party_sets))]
