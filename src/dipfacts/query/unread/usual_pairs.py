"""The pairs of parties that have their last figure of a measure for one year, as most pairs have.

They are counted, and the largest found, by the rows that an index keeps of them: see
index/rows/latest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise, repeat
from typing import Any

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import (
    COMPONENT,
    DIRECTED,
    TOTAL,
    UNDIRECTED,
    PartyPair,
    pairs_of,
    parties_of_pairs,
)
from dipfacts.index.rows.sizes import DEPRECATED
from dipfacts.model.fact import Fact
from dipfacts.model.periods.dates import Days
from dipfacts.query.index_repair import OpenIndex
from dipfacts.query.sql import AMONG, as_json
from dipfacts.query.unread.series_keys import Among, Subject
from dipfacts.query.unread.sized import Ends, Sized

_SPANS = "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
_SUBJECTS = "SELECT subject.subject, series, party_set FROM subject"
_UNDIRECTED, _DIRECTED = TOTAL + UNDIRECTED, TOTAL + DIRECTED  # how the keys of totals begin
_AFTER = {_UNDIRECTED: _DIRECTED, _DIRECTED: COMPONENT}  # how those after these begin
_FEW = 4  # times as many are usual as are not, at least


class UsualPairs:
    """The `pairs` that are about two partners, have one subject, and nothing odd but for its size.

    Where they have a direction, one in each that there is. So many series are of them in all, and
    the last number of each is for one year, `span`. `others` are all other subjects.
    """

    def __init__(
        self,
        index: OpenIndex,
        measure: str,
        span: Days,
        pairs: set[PartyPair],
        series: int,
        others: list[Subject],
    ) -> None:
        self._ask = index.all
        self.span = span
        self.pairs = pairs
        self.series = series
        self.others = others
        self._of = measure, *span
        self._without = as_json(n for n, *_ in others)

    def deciding(self, most: int, others: Iterable[Ends], within: Collection[Ends]) -> list[Sized]:
        """Return the pairs that may be among the `most` largest, the largest or the smallest.

        So may be `others`, each between two numbers. With them are the pairs that may lie `within`
        any of these. In place of a series each has the number of its subject.
        """
        lows = [low for (low,) in self._sizes("low", order=f"ORDER BY high DESC LIMIT {most}")]
        # The first place is at least `sure`; of what may be as large, none is less than `low`.
        sure = max(lows)
        ((low,),) = self._sizes("min(low)", "high >= ?", sure)
        least = min(*lows, low, *(low for low, high in others if high >= sure))
        ((smallest,),) = self._sizes("high", order="ORDER BY high LIMIT 1")
        where, values = "high >= ? OR low <= ?", list[object]([least, smallest])
        if within:
            ends = "json_extract(value, '$[0]') <= high AND low <= json_extract(value, '$[1]')"
            where = f"{where} OR EXISTS (SELECT 1 FROM json_each(?) WHERE {ends})"
            values.append(as_json(within))
        rows = self._sizes("subject, low, high", where, *values)
        return [Sized(str(n), *self.span, *ends) for n, *ends in rows]

    def facts(self, numbers: Iterable[str]) -> list[Fact]:
        """Return the claims about subjects of these numbers for the last year of all."""
        where = f"subject IN {AMONG} AND first = ? AND after = ? AND deprecated IS NOT 1"
        values = [as_json(map(int, numbers)), *self.span]
        return self._ask(f"SELECT {CLAIM} FROM claim WHERE {where}", values, fact_of)

    def _sizes(
        self, columns: str, where: str = "1", *values: object, order: str = ""
    ) -> list[tuple[Any, ...]]:
        rows = "SELECT subject, high, coalesce(low, high) AS low FROM last_year"
        rows += " WHERE measure = ? AND first = ? AND after = ?"
        usual = f"({where}) AND subject NOT IN {AMONG}"  # the last is the slowest
        sql = f"SELECT {columns} FROM ({rows}) WHERE {usual} {order}"
        return self._ask(sql, [*self._of, *values, self._without], tuple)


def usual_pairs(
    index: OpenIndex, measure: str, odd: Iterable[tuple[int, int, int]], groupings: Among
) -> UsualPairs | None:
    """Return the usual pairs of a measure, of two parties that are no `groupings`; None if few are.

    All have a direction, or none has one, as most figures of the measure do. `odd` are its odd
    claims, of which there are so many of each subject and kind.
    """
    by_span = "SELECT first, after, count(*) FROM last_year WHERE measure = ? GROUP BY after, first"
    spans = index.all(by_span, [measure], tuple)
    first, after, most = max(spans, key=lambda it: it[::-1], default=(0, 0, 0))
    if not after or (sum(count for *_, count in spans) - most) * _FEW > most:
        return None

    def select(where: str, *values: object) -> list[Subject]:
        return index.all(f"{_SUBJECTS} WHERE {where}", values, tuple)

    way, dyads = _dyads_of_most(index, measure)
    others = select("measure = ? AND series < ?", measure, way)
    others += select("measure = ? AND series >= ?", measure, _AFTER[way])
    numbers = as_json(n for n, kind, _ in odd if kind != DEPRECATED)
    others += select(f"subject IN {AMONG}", numbers)
    other_spans = as_json(span[:2] for span in spans if span[:2] != (first, after))
    of = f"measure = ? AND (first, after) IN {_SPANS}"
    others += select(f"subject IN (SELECT subject FROM last_year WHERE {of})", measure, other_spans)
    is_directed = way == _DIRECTED
    pairs = pairs_of(f"{way}{dyad}" for dyad in dyads) if is_directed else {*map(PartyPair, dyads)}
    unusual = pairs_of(series for _, series, _ in others) | _pairs_of_groupings(pairs, groupings)
    if len({*dyads}) < len(dyads):
        dyads.sort()
        unusual |= pairs_of(f"{way}{dyad}" for dyad, after in pairwise(dyads) if dyad == after)
    either = (*unusual, *(" ".join(pair.split()[::-1]) for pair in unusual if is_directed))
    among = as_json(f"{way}{pair}" for pair in either)
    others += select(f"measure = ? AND series IN {AMONG}", measure, among)
    others = [*dict.fromkeys(others)]
    # Each of the rest has a series of its own.
    series = len(dyads) - sum(key.startswith(way) for _, key, _ in others)
    pairs -= unusual
    if len(others) * _FEW > series:
        return None
    return UsualPairs(index, measure, (first, after), pairs, series, others)


def _pairs_of_groupings(pairs: set[PartyPair], groupings: Among) -> set[PartyPair]:
    """Return the pairs that one of the groupings is in."""
    if not (among := groupings(parties_of_pairs(pairs))):
        return set()
    ends = map(str.partition, pairs, repeat(" "))  # in half of the time of splitting each
    each = zip(pairs, ends, strict=True)
    return {pair for pair, (a, _, b) in each if a in among or b in among}


def _dyads_of_most(index: OpenIndex, measure: str) -> tuple[str, list[str]]:
    """Return the beginning of series with a direction, or of those without, whichever are more.

    And of each subject that begins so, the rest of its key.
    """
    results = []
    for way, after in _AFTER.items():
        # One text of all is much quicker than a row of each.
        sql = (
            "SELECT group_concat(series) FROM subject WHERE measure = ? AND series BETWEEN ? AND ?"
        )
        ((text,),) = index.all(sql, [measure, way, after], tuple)
        results.append((way, text.removeprefix(way).split(f",{way}") if text else []))
    return max(results, key=lambda it: len(it[1]))
