"""The nearest of very many events, found without reading the others, and the counts of all."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from heapq import nlargest, nsmallest
from itertools import chain

from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import gather_occurrences
from dipfacts.answers.occurrences.relations import Batch
from dipfacts.answers.occurrences.timeline_reading import lines
from dipfacts.answers.occurrences.timeline_words import Plans, plans_of
from dipfacts.answers.occurrences.upcoming import may_come
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.query import numbered_claims, single_claims
from dipfacts.query.base import Base
from dipfacts.query.single_claims import LineKey
from dipfacts.query.timeline_lines import TimelineCounts, place
from dipfacts.record import Record

_RECENT = 366  # days of which all events are looked at
_BEHIND = 1 << 63  # no number of a claim is as great


def nearest_events(
    base: Base, query: Query, most: int, day: int, last: int
) -> tuple[list[Entry], int]:
    """Return the lines of events next to a day, in order, and how many of those ahead are unread.

    Of what one claim tells of, these are the latest so many and the next ones, and so many of the
    `last` lines of all; of what has no date, of what was planned for a day now past, and of what
    was called off, all. Only for a query without dates.
    """
    held, undated, ahead, others = list[LineKey](), list[LineKey](), list[LineKey](), list[int]()
    before = day - _RECENT
    for event in single_claims.events(base, query, before):
        begun = event.first or (event.after - 1 if event.after < FAR else FAR)
        days = begun, event.first, event.after, event.n
        if may_come(event.status, event.first, event.after, day):
            ahead.append(days)
        elif event.status in NOT_HELD:
            others.append(event.n)
        else:
            (held if begun < FAR else undated).append(days)
    if sum(begun >= before for begun, *_ in held) < max(most, last):  # what is over began earlier
        held += single_claims.over(base, query, before, max(most, last))
    lasts = {*nlargest(last, chain(held, undated, ahead))}
    to_come = {*nsmallest(most, ahead), *lasts.intersection(ahead)}
    past = {*nlargest(most, held), *nlargest(most, undated), *lasts.difference(to_come)}
    numbers = [*others, *(key[-1] for key in chain(past, to_come))]
    entries = lines(base, query, single_claims.without_single(base, query, (), numbers))
    return entries, len(ahead) - len(to_come)


def count_plans(base: Base, query: Query, day: int) -> Plans:
    """Return the numbers of very many events that are planned, and that were for a past time."""
    facts = single_claims.without_single(base, query.undated, (), [])
    several = gather_occurrences(base, query, facts)
    if query != query.undated:
        several = [event for event in several if any(event.within(*query.days))]
    ahead, past = plans_of(several, day)
    more_ahead, more_past = single_claims.planned(base, query, day)
    return ahead + more_ahead, past + more_past


class CountedEvents(Record, frozen=True):
    """The counts of events, those of which are `planned`, and the numbers of all.

    The newest come first, those without a date last.
    """

    base: Base
    query: Query
    counts: TimelineCounts
    planned: list[Occurrence]
    numbers: array[int]

    def parts(self) -> Iterator[Batch]:
        """Yield the events, some at a time."""
        for some in batches(self.numbers):
            facts = [*numbered_claims.with_others(self.base, self.query.undated, some).values()]
            yield Batch(gather_occurrences(self.base, self.query, facts), {})


def count_events(base: Base, query: Query) -> CountedEvents:
    """Return the events that fit, counted but not held."""
    order, planned = list[tuple[int, ...]](), list[Occurrence]()
    statuses, claims = Counter[str](), 0
    days = query.days if query != query.undated else None
    every = numbered_claims.numbers(base, query.undated)
    for _, facts in numbered_claims.each_once(base, query.undated, every):
        numbers = {fact.id: n for n, fact in facts.items()}
        for event in gather_occurrences(base, query, [*facts.values()]):
            for line in event.within(*days) if days else event.lines():  # of an event there is one
                key = place(numbers.get(line.fact.id, _BEHIND), line)
                order.append((*key, _number(event, numbers)))
                statuses[event.main.words] += 1
                claims += len(event.facts)
                planned += [event] if event.main.status == "planned" else []
    order.sort()
    dated = bisect_left(order, (FAR,))
    order = [*order[:dated][::-1], *order[dated:]]
    counts = TimelineCounts(len(order), dict(statuses), 0, None, None, claims)
    return CountedEvents(base, query, counts, planned, array("q", (n for *_, n in order)))


def _number(occurrence: Occurrence, numbers: dict[str, int]) -> int:
    """Return the number of the claim that answers, or of another where that is on other topics."""
    return next(
        numbers[fact.id] for fact in (occurrence.fact, *occurrence.facts) if fact.id in numbers
    )
