"""The relations and events of two states that are the same, though they share no claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from dipfacts.model.fact import FAR
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event, status_of
from dipfacts.read.base.possible_duplicates import NEAR
from dipfacts.text import fold

_COMPARED = 10_000  # pairs of one title and the same parties

Pair = tuple[Occurrence, Occurrence]
"""A relation or event in the old state and in the new one."""


def same_occurrences(removed: list[Occurrence], added: list[Occurrence]) -> Iterator[Pair]:
    """Yield pairs of a removed one and one added in its place: alike in kind, title, parties.

    First those of the same dates and status, then the nearest that overlap or almost do.
    """
    if not (removed and added):
        return
    left = grouped((_identity(one), one) for one in removed)
    for about, others in grouped((_identity(one), one) for one in added).items():
        ones = left.get(about, [])
        alike = grouped((_dated(one), one) for one in ones)
        rest: list[Occurrence] = []
        for other in others:
            if same := alike.get(_dated(other)):
                yield same.pop(0), other
            else:
                rest.append(other)
        yield from _nearest([one for same in alike.values() for one in same], rest)


def _identity(one: Occurrence) -> tuple[object, ...]:
    claim = relation_or_event(one.fact)
    ends = claim.from_, claim.to, claim.party_set
    return one.fact.type, claim.kind, fold(claim.title), *ends


def _dated(one: Occurrence) -> tuple[int, int, str]:
    return *_span(one), status_of(one.fact)


def _span(one: Occurrence) -> tuple[int, int]:
    """Return the first day of all claims, and the day after the last: FAR where it is open."""
    periods = [fact.period for fact in one.counting if fact.period]
    begins = [it.start_day for it in periods if it.start_day is not None]
    goes_on = not one.is_event and not any(it.is_interval for it in periods)
    ends = [] if goes_on else [it.end_day or FAR for it in periods]
    return min(begins, default=0), max(ends, default=FAR)


def _nearest(removed: Iterable[Occurrence], added: Iterable[Occurrence]) -> Iterator[Pair]:
    """Yield the pairs that lie in each other or near by, the nearest first: each is in one."""
    before, after = [(_span(it), it) for it in removed], [(_span(it), it) for it in added]
    if len(before) * len(after) > _COMPARED:
        return
    ranks = [
        (_days_between(span, other_span), sorted((one.id, other.id)), (one, other))
        for (span, one), (other_span, other) in product(before, after)
        if max(span[0], other_span[0]) < min(span[1], other_span[1]) + NEAR
    ]
    paired = set[int]()
    for *_, pair in sorted(ranks, key=lambda ranked: ranked[:2]):
        if paired.isdisjoint(map(id, pair)):
            paired.update(map(id, pair))
            yield pair


def _days_between(span: tuple[int, int], other: tuple[int, int]) -> int:
    return sum(abs(day - other_day) for day, other_day in zip(span, other, strict=True))
