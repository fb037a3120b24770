"""Very many events, counted a part at a time, and read anew when they are written."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator

from dipfacts.answers.occurrences import gather_occurrences
from dipfacts.answers.relations import Part
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.query import Moments
from dipfacts.query import whole_base
from dipfacts.query.base import Base, Query
from dipfacts.query.timeline_lines import place
from dipfacts.record import Record

_BEHIND = 1 << 63  # no number of a claim is as great


class Happened(Record, frozen=True):
    """The counts of events, those of which are `planned`, and the numbers of all, newest first."""

    base: Base
    query: Query
    counts: Moments
    planned: list[Occurrence]
    numbers: array[int]

    def parts(self) -> Iterator[Part]:
        """Yield the events, some at a time."""
        for some in whole_base.batches(self.numbers):
            facts = [*whole_base.with_others(self.base, self.query.undated, some).values()]
            yield Part(gather_occurrences(self.base, self.query, facts), {})


def count_events(base: Base, query: Query) -> Happened:
    """Return how many events fit, without holding them."""
    order, seen, planned = list[tuple[int, ...]](), set[str](), list[Occurrence]()
    statuses, claims = Counter[str](), 0
    days = query.days if query != query.undated else None
    for some in whole_base.batches(whole_base.numbers(base, query.undated)):
        results = whole_base.with_others(base, query.undated, some)
        numbers = {fact.id: n for n, fact in results.items()}
        new = [fact for fact in results.values() if fact.occurrence not in seen]
        seen |= {fact.occurrence for fact in new if fact.occurrence}
        for one in gather_occurrences(base, query, new):
            for line in one.within(*days) if days else one.lines():  # of an event there is one
                key = place(numbers.get(line.fact.id, _BEHIND), line)
                order.append((*key, _number(one, numbers)))
                statuses[one.main.words] += 1
                claims += len(one.facts)
                planned += [one] if one.main.status == "planned" else []
    order.sort(reverse=True)
    counts = Moments(len(order), dict(statuses), 0, None, None, claims)
    return Happened(base, query, counts, planned, array("q", (n for *_, n in order)))


def _number(one: Occurrence, numbers: dict[str, int]) -> int:
    """Return the number of the claim that answers, or of another where that is on other topics."""
    return next(numbers[fact.id] for fact in (one.fact, *one.facts) if fact.id in numbers)
