"""The series of very many figures by their keys: which there are, and which of them are plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING

from dipfacts.model.groups import grouped
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.sql import conditions
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.index.rows.keys import PartyPair

Among = Callable[[Collection[str]], set[str]]
"""A function that returns those of some parties that are of a kind."""

Subject = tuple[int, str, int]
"""The number of what figures are about, with its series and its party set."""


class SeriesKeys(Record, frozen=True):
    """The keys of series: of actual figures, and of what is not plain; and whether any is ahead."""

    actual: set[str]
    unusual: set[str]
    are_ahead: bool


class Parties:
    """Some parties and those of pairs, which are looked through when one is asked for."""

    def __init__(self, own: set[str], pairs: Collection[PartyPair] = ()) -> None:
        self._own, self._pairs = own, pairs

    def __bool__(self) -> bool:
        return bool(self._own or self._pairs)

    def __contains__(self, party: str) -> bool:
        return party in self._all

    @cached_property
    def _all(self) -> set[str]:
        if not self._pairs:
            return self._own
        from dipfacts.index.rows.keys import parties_of_pairs  # lazy: only for very many

        return self._own | parties_of_pairs(self._pairs)


NOBODY = Parties(set())


def subjects_of(base: Base, query: Query) -> list[Subject]:
    """Return the subjects of figures of a measure and of parties, if any are asked about."""
    if query.parties:
        by_measure = base.remembered(_by_measure, base, query.parties)
        return [of for it in any_of(query.measure) for of in by_measure.get(it, ())]
    where, values = conditions(Query(measure=query.measure, deprecated=True))
    sql = f"SELECT subject, series, party_set FROM subject AS claim WHERE {where}"
    return base.index.all(sql, values, tuple)


def _by_measure(base: Base, parties: tuple[str, ...]) -> dict[str, list[Subject]]:
    """Return all that there are of parties: a page asks about one measure after the other."""
    where, values = conditions(Query(types=("figure",), parties=parties, deprecated=True))
    sql = f"SELECT measure, subject, series, party_set FROM subject AS claim WHERE {where}"
    return grouped(base.index.all(sql, values, lambda row: (row[0], row[1:])))


def plain_of(series: SeriesKeys, groupings: Among) -> tuple[set[str], set[str]]:
    """Return the keys of plain series, those of pairs of which nothing is odd, and their parties.

    None is about `groupings`, nor about a pair with figures with a direction and without.
    """
    # lazy: only for very many
    from dipfacts.index.rows.keys import dyad_of, everyone, parties_of_series

    usual = series.actual - series.unusual
    plain = {key for key in usual if key.count(" ") == 1 and key[-1] != " "}  # of two parties
    if len({*map(dyad_of, series.actual)}) < len(series.actual):  # with a direction and without
        both = Counter(map(dyad_of, series.actual))
        plain = {key for key in plain if both[dyad_of(key)] == 1}
    if among := groupings(parties := everyone(plain)):
        plain = {key for key in plain if among.isdisjoint(parties_of_series(key))}
        parties = everyone(plain)
    return plain, parties
