"""Relations and events that a page lists as two and may be one, as `dipfacts check` reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences.date_words import MOST_DATES
from dipfacts.answers.occurrences.occurrences import gather_occurrences
from dipfacts.errors import allowed
from dipfacts.model.display import and_more
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import RelationOrEvent
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.periods.calendar import LONGEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.read.base.possible_duplicates import (
    NEAR,
    Alikeness,
    alikeness,
    group_of,
    possible_duplicates,
)
from dipfacts.text import fold

_FEW = 100  # claims of a kind about the same parties that a list reads to tell those of two titles
_LOOKED_UP = 10  # groups of such claims that a list of very many reads to tell all that may be one

Pair = tuple[Fact, Fact]
"""Two claims that may be about one relation or event, in the order of their files."""

IdPair = tuple[str, str]
"""The ids of such a pair."""

Group = tuple[type[RelationOrEvent], str, frozenset[str]]
"""The type, kind and parties of claims that may be one."""


def remarks(base: Base, several: Sequence[Occurrence]) -> list[str]:
    """Return a remark on the relations and events listed that may be one, though they are two.

    On a page of very many the first are looked for, and no more.
    """
    return remarks_on_pairs(base, pairs_among(base, several))


def remarks_on_pairs(base: Base, given: Sequence[Pair]) -> list[str]:
    """Return a remark on those pairs of claims that may be one among all claims of their kind."""
    groups = {group_of(relation_or_event(later)) for _, later in given}
    results = (pair for pair in given if _is_among_all(base, pair))
    ids = ((first.id, second.id) for first, second in results)
    if len(groups) <= _LOOKED_UP:
        return _in_words([*ids])
    return _in_words([*islice(ids, MOST_DATES)], ", and perhaps others, as dipfacts check tells")


def _in_words(results: list[IdPair], more: str = "") -> list[str]:
    if not results:
        return []
    texts = [f"{first} and {second}" for first, second in results[:MOST_DATES]]
    text = and_more("; ".join(texts), len(results) - MOST_DATES) + more
    return [f"Perhaps the same, though no same_as joins them: {text}."]


def duplicate_pairs(
    base: Base, several: Sequence[Occurrence], is_whole: bool = False
) -> list[Pair]:
    """Return the claims about different ones of some relations and events that may be about one.

    By the rule of `dipfacts check`, of the claims given, which are all of their kinds if that
    `is_whole`.
    """
    given = pairs_among(base, several)
    return [pair for pair in given if is_whole or _is_among_all(base, pair)]


def pairs_among(base: Base, several: Sequence[Occurrence]) -> list[Pair]:
    """Return the pairs that may be one as if there were no other claims; not those allowed.

    Of an end without a date `dipfacts check` says that both `cannot-be-both`.
    """
    every = {occurrence.id: occurrence for occurrence in several}.values()
    ids = {fact.id: occurrence.id for occurrence in every for fact in occurrence.facts}
    facts = _may_be_alike([fact for occurrence in every for fact in occurrence.facts], ids)
    if not facts:
        return []
    facts = _in_file_order(base, facts)
    claims = [relation_or_event(fact) for fact in facts]
    unique = {kind.id for kind in base.kinds.values() if kind.unique}
    alike = possible_duplicates(claims, ids.__getitem__, unique)
    pairs = [(facts[it.earlier], facts[it.later]) for it in alike]
    return [pair for pair in pairs if not _are_two(pair[1])]


def _may_be_alike(facts: list[Fact], ids: Mapping[str, str]) -> list[Fact]:
    """Return the claims of which others on the page are about the same parties, or about more."""
    every = [(fact, relation_or_event(fact)) for fact in facts]
    alike = [*grouped((group_of(claim), fact) for fact, claim in every).values()]
    if any(len(claim.everyone) != 2 for _, claim in every):
        of_title = grouped((alikeness(claim), fact) for fact, claim in every).values()
        alike += (
            group for group in of_title if len({len(fact.claim.everyone) for fact in group}) > 1
        )
    several = (group for group in alike if len({ids[fact.id] for fact in group}) > 1)
    return [*{fact.id: fact for group in several for fact in group}.values()]


def _is_among_all(base: Base, pair: Pair) -> bool:
    """Return whether a pair is one among all claims of its kind about the same parties, too.

    Of two titles the nearest are one, and a page may have but a part of the claims.
    """
    titles = {fold(relation_or_event(fact).title) for fact in pair}
    if len(titles) == 1:
        return True
    return _ids(pair) in base.remembered(_pairs_of, base, group_of(relation_or_event(pair[1])))


def _ids(pair: Pair) -> frozenset[str]:
    return frozenset(fact.id for fact in pair)


def _pairs_of(base: Base, group: Group) -> set[frozenset[str]]:
    """Return the ids of the pairs among all claims of a kind about the same parties.

    Of very many none, as they are not read.
    """
    type_, kind, parties = group
    wanted = Query(types=(type_.__name__.lower(),), parties=tuple(sorted(parties)), kind=kind)
    if base.has_more(wanted, _FEW):
        return set()
    facts = [it for it in base.find(wanted) if group_of(relation_or_event(it)) == group]
    return {
        *map(_ids, duplicate_pairs(base, gather_occurrences(base, wanted, facts), is_whole=True))
    }


def _in_file_order(base: Base, facts: list[Fact]) -> list[Fact]:
    from dipfacts.query.numbered_claims import numbers_of  # lazy: few pages have any

    numbers = numbers_of(base, (fact.id for fact in facts))
    return sorted(facts, key=lambda fact: numbers[fact.id])


def _are_two(later: Fact) -> bool:
    """Return whether a claim says why it is not about what others before it are about."""
    return any(allowed(entry)[0] == "possible-duplicate" for entry in later.claim.allow)


def remarks_beside(base: Base, query: Query, occurrence: Occurrence) -> list[str]:
    """Return a remark on what a relation or event on a page of its own may be one with.

    Claims of its kind about the same parties, or about more or fewer, are read for that, once for
    all pages; of very many those of about its time, for each.
    """
    groups = {group_of(relation_or_event(fact)): fact for fact in occurrence.counting}
    titles = frozenset(alikeness(relation_or_event(fact)) for fact in occurrence.counting)
    own = {fact.id for fact in occurrence.facts}
    asked = query.replaced(parties=(), within=None)
    beside = base.remembered(_Beside, base, asked, frozenset(groups))
    if not beside.are_very_many:
        return _in_words(beside.pairs(own, titles))
    near = [*occurrence.facts]
    for group, fact in groups.items():
        wanted = _query_for_kind(base, asked, group)
        if base.has_more(wanted, LIMITS.alike):
            wanted = wanted.replaced(within=_days_near(fact.period))
        near += _claims_beside(group, base.find(wanted), titles)
    return _in_words([pair for pair in _pairs_among(base, asked, near) if own.intersection(pair)])


class _Beside:
    """What may be one of all claims of some kinds, for the pages of each relation and event.

    Those about more or fewer parties are compared with the pages that have their titles.
    """

    def __init__(self, base: Base, query: Query, groups: Collection[Group]) -> None:
        self._base, self._query = base, query
        self._wanted = {group: _query_for_kind(base, query, group) for group in groups}
        self.are_very_many = any(
            base.has_more(wanted, LIMITS.alike) for wanted in self._wanted.values()
        )
        self._pairs = dict[frozenset[Alikeness], dict[str, list[tuple[int, IdPair]]]]()
        self._read = {} if self.are_very_many else self._claims()  # kept until it is compared
        self._titles = {
            alikeness(claim)
            for group, facts in self._read.items()
            for claim in map(relation_or_event, facts)
            if _is_of_more_or_fewer(claim, group)
        }

    def pairs(self, own: Collection[str], titles: frozenset[Alikeness]) -> list[IdPair]:
        """Return the pairs of which one is among some claims, which have these titles."""
        titles = titles & self._titles
        if titles not in self._pairs:
            self._pairs[titles] = self._by_id(titles)
        by_id = self._pairs[titles]
        return [pair for _, pair in sorted({it for id_ in own for it in by_id.get(id_, ())})]

    def _by_id(self, titles: frozenset[Alikeness]) -> dict[str, list[tuple[int, IdPair]]]:
        """Return the pairs of each claim, with their places in the order of the files."""
        read, self._read = self._read or self._claims(), {}
        facts = [it for group, every in read.items() for it in _claims_beside(group, every, titles)]
        results: dict[str, list[tuple[int, IdPair]]] = {}
        for nth, pair in enumerate(_pairs_among(self._base, self._query, facts)):
            for id_ in pair:
                results.setdefault(id_, []).append((nth, pair))
        return results

    def _claims(self) -> dict[Group, list[Fact]]:
        return {group: self._base.find(wanted) for group, wanted in self._wanted.items()}


def _query_for_kind(base: Base, query: Query, group: Group) -> Query:
    """Return the query for claims of a kind, or of very many those that name all its parties."""
    _, kind, parties = group
    wanted = query.replaced(kind=kind, deprecated=False)
    if len(parties) == 2 or base.has_more(wanted, LIMITS.alike):
        wanted = wanted.replaced(parties=tuple(sorted(parties)))
    return wanted


def _claims_beside(
    group: Group, facts: list[Fact], titles: Collection[Alikeness]
) -> Iterator[Fact]:
    """Yield the claims of a kind about the same parties, or about more or fewer by these titles."""
    for fact in facts:
        claim = relation_or_event(fact)
        is_titled = _is_of_more_or_fewer(claim, group) and alikeness(claim) in titles
        if is_titled or group_of(claim) == group:
            yield fact


def _is_of_more_or_fewer(claim: RelationOrEvent, group: Group) -> bool:
    """Return whether a claim is about some of these parties, or about others as well."""
    own, other = claim.party_set, group[-1]
    return own < other or other < own


def _pairs_among(base: Base, query: Query, facts: list[Fact]) -> list[IdPair]:
    """Return the ids of the pairs that may be one, of claims and all others about the same."""
    facts = [*{fact.id: fact for fact in facts}.values()]
    if len({fact.occurrence or fact.id for fact in facts}) < 2:
        return []
    pairs = duplicate_pairs(base, gather_occurrences(base, query, facts))
    return [(first.id, second.id) for first, second in pairs]


def _days_near(period: Period | None) -> Period | None:
    """Return the days in which what is near the beginning of a period begins; None for any."""
    first = period and period.start_day
    if not first:
        return None
    # A beginning that is not known to the day lies within a year.
    ends = max(1, first - NEAR), min(first + LONGEST_YEAR + NEAR, date.max.toordinal())
    return Period.parse("/".join(date.fromordinal(end).isoformat() for end in ends))
