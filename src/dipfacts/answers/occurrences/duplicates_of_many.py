"""Relations and events that may be one, among very many that are listed a part at a time."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

from dipfacts.answers.occurrences.occurrences import gather_occurrences
from dipfacts.answers.occurrences.possible_duplicates import Pair, pairs_among, remarks_on_pairs
from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.numbered_claims import numbered, numbers_of
from dipfacts.read.base.possible_duplicates import alikeness, group_of

_AT_ONCE = 2_000  # claims that are read again
_PARTS = 16  # in which values of very many claims are put in order


class Watch:
    """Relations and events of which very many are listed, a part at a time.

    Those that may be one are looked for at the end, when the claims of some kinds at a time are
    read again. Until then little is held of a claim: numbers, and of its kind and its title a hash,
    so short that two may have the same, whose claims then are read again though they need not be.
    """

    def __init__(self, base: Base, query: Query) -> None:
        self._base, self._query = base, query
        self._numbers, self._firsts = array("q"), array("q")  # and of the first about the same
        self._kinds, self._titles = array("I"), array("I")  # 32 bits of their hashes
        self._sizes = array("I")  # how many parties a claim has
        self._joined = DisjointSets[int]()  # kinds of claims about the same
        self._several = set[int]()  # those that are joined

    def add(self, several: Sequence[Occurrence]) -> None:
        """Add some of those that are listed."""
        facts = (fact for occurrence in several for fact in occurrence.facts)
        numbers = numbers_of(self._base, (fact.id for fact in facts))
        for occurrence in several:
            claims = [relation_or_event(fact) for fact in occurrence.facts]
            kind, *others = {_short_hash(group_of(claim)) for claim in claims}
            for other in others:
                self._join(kind, other)
            for fact, claim in zip(occurrence.facts, claims, strict=True):
                self._numbers.append(numbers[fact.id])
                self._firsts.append(numbers[occurrence.facts[0].id])
                self._kinds.append(kind)
                self._titles.append(_short_hash(alikeness(claim)))
                self._sizes.append(len(claim.everyone))

    def _join(self, kind: int, other: int) -> None:
        self._joined.join(kind, other)
        self._several |= {kind, other}

    def remarks(self) -> list[str]:
        """Return a remark on those of all that were added that may be one, though they are two."""
        given = [pair for numbers in self._listed_together() for pair in self._among(numbers)]
        places = numbers_of(self._base, (later.id for _, later in given))
        return remarks_on_pairs(self._base, sorted(given, key=lambda pair: places[pair[1].id]))

    def _listed_together(self) -> Iterator[list[int]]:
        """Yield the claims of some kinds at a time of which several are listed."""
        for places in _with_equals(self._titles):  # claims of more and of fewer parties
            if len({self._sizes[at] for at in places}) > 1:
                for at in places[1:]:
                    self._join(self._kinds[places[0]], self._kinds[at])
        for at, kind in enumerate(self._kinds):
            if kind in self._several:
                self._kinds[at] = self._joined.representative(kind)
        numbers = list[int]()
        for places in _with_equals(self._kinds):
            if len({self._firsts[at] for at in places}) > 1:
                numbers += {self._numbers[at] for at in places}
            if len(numbers) >= _AT_ONCE:
                yield numbers
                numbers = []
        yield numbers

    def _among(self, numbers: list[int]) -> list[Pair]:
        facts = numbered(self._base, numbers)
        return pairs_among(self._base, gather_occurrences(self._base, self._query, facts))


def _short_hash(value: Hashable) -> int:
    return hash(value) & 0xFFFF_FFFF


def _with_equals(values: array[int]) -> Iterator[list[int]]:
    """Yield the places of each value that stands in several, in parts, to hold few at a time."""
    for part in range(_PARTS):
        places = sorted(
            (at for at, value in enumerate(values) if value % _PARTS == part),
            key=values.__getitem__,
        )
        for _, equal in groupby(places, key=values.__getitem__):
            if len(several := [*equal]) > 1:
                yield several
