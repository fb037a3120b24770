"""The keys by which rows of the index are found and grouped."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from operator import itemgetter
from sys import intern
from typing import NamedTuple, NewType, cast

from dipfacts.model.file_format.tables import AnyClaim, Figure, RelationOrEvent
from dipfacts.text import fold

PartyPair = NewType("PartyPair", str)
"""Two parties, whichever way: their ids in alphabetical order, joined by a blank."""


class OccurrenceKey(NamedTuple):
    """A key that claims about one and the same relation or event share.

    All that share it are one; where it `must_meet`, those whose periods do.
    """

    values: tuple[Hashable, ...]
    must_meet: bool


# The key of a series of figures says whether they are totals or components, and whether they have
# a direction; its ends follow, joined by blanks, which sort before all that ids hold.
TOTAL, COMPONENT = "0", "1"
UNDIRECTED, DIRECTED = "0", "1"
IS_TOTAL = f"claim.series < '{COMPONENT}'"
"""The condition on claims that are figures, and no components."""


def direction(claim: AnyClaim) -> str:
    """Return a key for whether a claim has a direction, and for its ends, in their order if so."""
    return direction_of(claim.parties, claim.from_, claim.to)


def direction_of(parties: tuple[str, ...], from_: str | None, to: str | None) -> str:
    """Return the key of `direction` for these ends."""
    return f"{DIRECTED}{from_} {to or ''}" if from_ else UNDIRECTED + " ".join(sorted(parties))


def parties_of_direction(way: str) -> list[str]:
    """Return the ends by the key of `direction`."""
    return way[1:].split()


def series_sort_key(figure: Figure) -> str:
    """Return a key that sorts figures as answers do: totals before parts, then by direction."""
    return series_of(direction(figure), figure.part_of is not None)


def series_of(way: str, is_component: bool) -> str:
    """Return the key of a series by that of `direction`.

    >>> series_of(direction_of((), "russia", "azerbaijan"), is_component=False)
    '01russia azerbaijan'
    >>> series_of(direction_of(("russia", "azerbaijan"), None, None), is_component=True)
    '10azerbaijan russia'
    """
    return f"{COMPONENT if is_component else TOTAL}{way}"


def starting_from(party: str, kind: str) -> tuple[str, str]:
    """Return the least key of series from a party, of totals or components, and one above all."""
    beginning = f"{kind}{DIRECTED}{party}"
    return f"{beginning} ", f"{beginning}!"  # which sorts next to a blank


dyad_of = itemgetter(slice(2, None))
"""Return the ends of a series by its key: whom it is about, joined by a blank."""


def parties_of_series(series: str) -> tuple[str, ...]:
    """Return the parties of a series by its key, in their direction if it has one."""
    return tuple(map(intern, series[2:].split()))


def is_directed(series: str) -> bool:
    """Return whether a series has a direction."""
    return series[1] == DIRECTED


def everyone(series: Iterable[str]) -> set[str]:
    """Return all parties that series are about."""
    return {*" ".join(map(dyad_of, series)).split()}


def pair_of(parties: Iterable[str]) -> PartyPair:
    """Return two parties as a pair.

    >>> pair_of(("russia", "azerbaijan"))
    'azerbaijan russia'
    """
    return PartyPair(" ".join(sorted(parties)))


def parties_of_pairs(pairs: Iterable[PartyPair]) -> set[str]:
    """Return all parties of pairs."""
    return {*" ".join(pairs).split()}


def pairs_of(series: Iterable[str]) -> set[PartyPair]:
    """Return the pairs of parties that series are about."""
    ends = ((key, *key[2:].partition(" ")) for key in series)
    pairs = {f"{b} {a}" if key[1] == DIRECTED and b < a else key[2:] for key, a, _, b in ends}
    return cast("set[PartyPair]", pairs)


def occurrence_key(claim: RelationOrEvent, unique: Collection[str]) -> OccurrenceKey:
    """Return the key that claims about one occurrence share: see `occurrence_key`."""
    whose = type(claim).__name__, direction(claim)
    return occurrence_key_of_values(whose, claim.kind, claim.title, claim.period, unique)


def occurrence_key_of_values(
    whose: tuple[str, str], kind: str, title: str, period: str | None, unique: Collection[str]
) -> OccurrenceKey:
    """Return the key that claims about one occurrence share.

    All that share it are one: their type, parties, kind, title and period are equal. Of a kind that
    is `unique`, dated claims share one in which any may meet: those are one whose periods do,
    whether they name a direction or not.
    """
    if period and kind in unique:
        type_, way = whose
        parties = " ".join(sorted(parties_of_direction(way)))
        return OccurrenceKey((type_, parties, kind), must_meet=True)
    return OccurrenceKey((*whose, kind, fold(title) or title, period), must_meet=False)
