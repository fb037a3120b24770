"""The keys of series of figures, as the index has them: whom each is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import chain
from operator import itemgetter
from sys import intern

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.keys import direction, series_key
from dipfacts.index.lines import days
from dipfacts.model.groups import grouped
from dipfacts.model.query import Fact, Query, any_of
from dipfacts.model.tables import CLAIM_TYPES, Figure
from dipfacts.query.base import Base
from dipfacts.query.sized import IN_SPANS, as_numbers
from dipfacts.query.sql import as_json, conditions
from dipfacts.record import Record

_AMONG = "(SELECT value FROM json_each(?))"
_DYAD = itemgetter(slice(2, None))  # of the key of a series: its parties

Subject = tuple[int, str, int]
"""The number of what figures are about, with its series and its party set."""


class Series(Record, frozen=True):
    """The keys of series: of what happened, and of what is not plain; and whether any is ahead."""

    happened: set[str]
    unusual: set[str]
    are_ahead: bool


class Parties:
    """Some parties and those of pairs, which are looked through when one is asked for."""

    def __init__(self, own: set[str], pairs: Collection[str] = ()) -> None:
        self._own, self._pairs = own, pairs

    def __bool__(self) -> bool:
        return bool(self._own or self._pairs)

    def __contains__(self, party: str) -> bool:
        return party in self._all

    @cached_property
    def _all(self) -> set[str]:
        return self._own.union(" ".join(self._pairs).split())


NOBODY = Parties(set())


def subjects_of(base: Base, query: Query) -> list[Subject]:
    """Return the subjects of figures of a measure and of parties, if any are asked about."""
    if query.parties:
        by_measure = base.once(_by_measure, base, query.parties)
        return [of for it in any_of(query.measure) for of in by_measure.get(it, ())]
    where, values = conditions(Query(measure=query.measure, deprecated=True))
    sql = f"SELECT subject, series, party_set FROM subject AS claim WHERE {where}"
    return base.index.all(sql, values, tuple)


def _by_measure(base: Base, parties: tuple[str, ...]) -> dict[str, list[Subject]]:
    """Return all that there are of parties: a page asks about one measure after the other."""
    where, values = conditions(Query(types=("figure",), parties=parties, deprecated=True))
    sql = f"SELECT measure, subject, series, party_set FROM subject AS claim WHERE {where}"
    return grouped(base.index.all(sql, values, lambda row: (row[0], row[1:])))


def of_several_reporters(base: Base, query: Query, figures: Iterable[Figure]) -> list[Fact]:
    """Return the claims on the same as some figures, whichever measure or party reports it.

    They are of the measures asked for, of the figures' days, and about what several claims may
    report: each party whose statistics they are has a subject of its own in the index. Those in a
    scope may be components, of a total that one side names, or not.
    """
    figures = [*figures]
    series = {*map(series_key, figures)}
    series |= {f"{nth}{direction(figure)}" for figure in figures if figure.scope for nth in "01"}
    subjects = (
        f"SELECT json_group_array(subject) FROM subject WHERE measure IN {_AMONG}"
        f" AND series IN {_AMONG} GROUP BY substr(series, 2) HAVING count(*) > 1"
    )
    about = as_json(any_of(query.measure)), as_json(series)
    several = [*chain.from_iterable(base.index.all(subjects, about, _numbers))]
    # Of these subjects all are of the measures; SQLite would look for the measures first.
    rest = query.replaced(types=CLAIM_TYPES, topic=None, measure=None, parties=())
    where, values = conditions(rest)
    of_them = f"claim.subject IN {_AMONG} AND {IN_SPANS} AND {where}"
    sql = f"SELECT {CLAIM} FROM claim WHERE {of_them} ORDER BY claim.n"
    spans = as_numbers({days(figure.period, True) for figure in figures})
    return base.index.all(sql, [as_json(several), spans, *values], fact_of) if several else []


def _numbers(row: tuple[str]) -> list[int]:
    return msgspec.json.decode(row[0], type=list[int])


def parties_of(series: str) -> tuple[str, ...]:
    """Return the parties of a series by its key, in their direction if it has one."""
    return tuple(map(intern, series[2:].split()))


def is_directed(series: str) -> bool:
    """Return whether a series has a direction."""
    return series[1] == "1"


def everyone(series: Iterable[str]) -> set[str]:
    """Return all parties that series are about."""
    return {*" ".join(map(_DYAD, series)).split()}


def pairs_of(series: Iterable[str]) -> set[str]:
    """Return the pairs of parties that series are about, whichever way: each as one text."""
    ends = ((key, *key[2:].partition(" ")) for key in series)
    return {f"{b} {a}" if key[1] == "1" and b < a else key[2:] for key, a, _, b in ends}


def plain_of(series: Series, apart: set[str]) -> tuple[set[str], set[str]]:
    """Return the keys of plain series, those of pairs of which nothing is odd, and their parties.

    None is about parties `apart`, nor about a pair with figures with a direction and without.
    """
    usual = series.happened - series.unusual
    plain = {key for key in usual if key.count(" ") == 1 and key[-1] != " "}  # of two parties
    if len({*map(_DYAD, series.happened)}) < len(series.happened):  # with a direction and without
        both = Counter(map(_DYAD, series.happened))
        plain = {key for key in plain if both[_DYAD(key)] == 1}
    if not apart.isdisjoint(parties := everyone(plain)):
        plain = {key for key in plain if apart.isdisjoint(parties_of(key))}
        parties = everyone(plain)
    return plain, parties
