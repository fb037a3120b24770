"""The beginnings and the ends that claims about a relation or an event give, and which agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final, Literal

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.record import Record

Side = Literal[0, 1]
"""The end of a relation that a line of a timeline is: BEGINS or ENDS, as an index has it."""

BEGINS: Final = 0
ENDS: Final = 1
SIDES: tuple[Side, Side] = (BEGINS, ENDS)


class End(Record, frozen=True):
    """The beginning or the end that a claim gives: the days it may be, and how it is written.

    It may `reach` from a first day to the one before a last; what is approximate reaches further.
    `spans` are what it reaches over, in order and apart: of a set each date or span by itself.
    """

    fact: Fact
    period: Period
    first: int
    after: int
    reach: Days
    spans: tuple[Days, ...]

    @staticmethod
    def of(fact: Fact, period: Period, first: int, after: int) -> End:
        """Return the end that may be on some days."""
        reach = _reach(period, first, after)
        return End(fact, period, first, after, reach, _spans(period, reach))

    @property
    def is_of_period(self) -> bool:
        """Return whether it is one of the two ends of a period, and no date alone.

        Nor the one since which something goes on, as it does of what has been over since a day.
        """
        return self.period != self.fact.period and not goes_on(self.fact)


def _reach(period: Period, first: int, after: int) -> Days:
    return _wider(first, after) if period.approximate else (first, after)


def _spans(period: Period, reach: Days) -> tuple[Days, ...]:
    """Return the spans of days that a period of this reach covers, in order and apart."""
    if len(period.choices) == 1:
        return (reach,)
    results: list[Days] = []
    for first, after in sorted(_reach(one, *begin_and_end(one)) for one in period.choices):
        if results and first <= results[-1][1]:
            first, after = results[-1][0], max(after, results.pop()[1])
        results.append((first, after))
    return tuple(results)


def _wider(first: int, after: int) -> tuple[int, int]:
    """Return days with as long a time before and after: of years and months, as many of them.

    >>> [date.fromordinal(day).isoformat() for day in _wider(719893, 720259)]  # 1972
    ['1971-01-01', '1974-01-01']
    """
    same = 2 * first - after, 2 * after - first
    if after > date.max.toordinal():
        return same
    begin, end = date.fromordinal(first), date.fromordinal(after)
    months = _month(end) - _month(begin)
    earliest, latest = _month(begin) - months, _month(end) + months
    if begin.day != 1 or end.day != 1 or earliest < 12 or latest >= 12 * date.max.year:
        return same
    days = (date(nth // 12, nth % 12 + 1, 1).toordinal() for nth in (earliest, latest))
    return next(days), next(days)


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def ends(facts: Iterable[Fact], side: Side) -> list[End]:
    """Return the beginnings or the ends that claims give; an event of one date has both."""
    return [
        End(fact, *end)
        for fact in facts
        if (text := fact.claim.period) and (end := _end(text, side, fact.type == "event"))
    ]


@lru_cache(maxsize=10_000)
def _end(
    text: str, side: Side, is_event: bool
) -> tuple[Period, int, int, Days, tuple[Days, ...]] | None:
    """Return one end of a period, its first day, the one after its last, and how far it reaches."""
    period = Period.parse(text)
    end = period.ends[side] if period.is_interval else period
    if end is None or (side == ENDS and not period.is_interval and not is_event):
        return None
    days = begin_and_end(end)
    reach = _reach(end, *days)
    return end, *days, reach, _spans(end, reach)


def with_finer_end(period: Period, end: Period) -> Period:
    """Return a period with a more precise end, as far as it has one that lies after its start."""
    begin, last = period.ends
    if not period.is_interval or end == last or end.text[0] == "[":
        return period
    if begin and (begin.start_day or 0) >= (end.end_day or FAR):  # of another time
        return period
    return Period.parse(f"{begin or ''}/{end}")


days_of = attrgetter("first", "after")
"""Return the days that an end may be, to sort by."""


def begin_and_end(period: Period | None) -> tuple[int, int]:
    """Return the first day of a period and the day after its last, to sort by."""
    return (period and period.start_day) or 0, (period and period.end_day) or FAR


def possible_days(periods: Iterable[Period], known: Iterable[int]) -> list[tuple[int, int]]:
    """Return the days of periods of which one is right, and days known, apart and in order.

    Each is a first and a last day; a set is of all days from its first to its last.
    """
    each = (begin_and_end(period) for period in periods)
    return joined_days(
        [*((first, after - 1) for first, after in each), *((it, it) for it in known)]
    )


def joined_days(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans, each of a first and a last day, apart and in order.

    >>> joined_days([(7, 9), (1, 2), (3, 4)])
    [(1, 4), (7, 9)]
    """
    results: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if results and first <= results[-1][1] + 1:
            first, last = results[-1][0], max(results.pop()[1], last)
        results.append((first, last))
    return results


def meet(ends_given: list[End]) -> bool:
    """Return whether all of these ends may be one date: whether they have a day in common."""
    if len(ends_given) < 2:
        return True
    distinct = {end.spans for end in ends_given}  # of many claims few give another date
    if max([spans[0][0] for spans in distinct]) >= min([spans[-1][1] for spans in distinct]):
        return False
    if max(map(len, distinct)) == 1:
        return True
    steps = [
        step for spans in distinct for days in spans for step in zip(days, (1, -1), strict=True)
    ]
    return max(accumulate(by for _, by in sorted(steps))) == len(distinct)


def alternative_ends(ends_given: list[End]) -> list[End]:
    """Return ends of which one is right, in order.

    Without those that hold a more precise one: 2021 beside 2 June and 5 June 2021.
    """
    distinct = {end.period: end for end in ends_given}
    in_order = sorted(distinct.values(), key=lambda end: (end.reach[0], -end.reach[1]))
    vague = {
        end.period
        for end, other in pairwise(in_order)
        if other.spans != end.spans and _holds(end, other)
    }
    kept = [end for end in ends_given if end.period not in vague]
    return sorted(kept, key=days_of)


def _holds(end: End, other: End) -> bool:
    """Return whether all days that one may be are among those of another."""
    spans = end.spans
    return all(any(a <= first and after <= z for a, z in spans) for first, after in other.spans)


def contradicting_ends(ends_given: list[End]) -> list[End]:
    """Return ends that differ, in order, without those that agree with all others.

    Unlike `alternative_ends` with 2021 beside 2 June 2021 and 5 June 2022.
    """
    periods = {end.period for end in alternative_ends(ends_given)}
    last, least = max(end.reach[0] for end in ends_given), min(end.reach[1] for end in ends_given)
    kept = [
        e for e in ends_given if e.period in periods or e.reach[0] >= least or e.reach[1] <= last
    ]
    return sorted(kept, key=days_of)


def dating_claims(
    facts: list[Fact],
    choose: Callable[[list[End]], list[End]] = alternative_ends,
    is_ending_disputed: bool = False,
) -> list[Fact]:
    """Return claims with a date; where dates differ, those with an end that `choose` returns.

    And those that it goes on, where it `is_ending_disputed` whether it has ended.
    """
    contested = [some for side in SIDES if not meet(some := ends(facts, side))]
    if not contested:
        return [fact for fact in facts if fact.period]
    named = {end.fact.id for some in contested for end in choose(some)}
    named |= {fact.id for fact in facts if is_ending_disputed and goes_on(fact)}
    return [fact for fact in facts if fact.id in named]


def _coarseness(end: End) -> tuple[int, bool, int]:
    """Return the number of days of an end, whether it is about these, and that of the event."""
    first, after = begin_and_end(end.fact.period) if end.fact.type == "event" else (0, 0)
    return end.reach[1] - end.reach[0], end.period.approximate, after - first


def _within_exact(ends_given: list[End]) -> list[End]:
    """Return ends that agree without those about a time in which an exact one does not lie.

    About December 2023 is not more precise than 2024.
    """
    exact = [end for end in ends_given if not end.period.approximate] or ends_given
    last, least = max(end.first for end in exact), min(end.after for end in exact)
    return [end for end in ends_given if end.first < least and last < end.after] or ends_given


def finest(ends_given: list[End], side: Side) -> End:
    """Return the most precise of ends that agree, else the earliest beginning or latest end."""
    if len(ends_given) == 1:
        return ends_given[0]
    if meet(ends_given):
        return min(_within_exact(ends_given), key=_coarseness)
    ends_given = alternative_ends(ends_given)
    named = [end for end in ends_given if not end.period.unspecified] or ends_given
    if side == BEGINS:
        return min(named, key=days_of)
    return max(named, key=lambda end: (end.after, end.first))


def with_finest_end(period: Period, finishes: list[End]) -> Period:
    """Return a period with the finest of some ends, but none of a date alone, which holds it."""
    given = [end for end in finishes if end.is_of_period]
    return with_finer_end(period, finest(given, ENDS).period) if given else period


def answering_ends(ends_given: list[End], side: Side) -> list[End]:
    """Return the ends of which one is right, in order; one of those that agree, the most precise.

    Of dates that are all about as long a time none is the more precise.
    """
    if not ends_given or not meet(ends_given):
        return alternative_ends(ends_given)
    best = finest(ends_given, side)
    if not best.period.approximate:
        return [best]
    alike = [
        e for e in ends_given if e.period.approximate and e.period.length == best.period.length
    ]
    return sorted({end.period: end for end in alike}.values(), key=days_of)


def days_filled_in(
    period: Period | None, starts: Iterable[End], finishes: Iterable[End], has_ended: bool
) -> tuple[int, int]:
    """Return the first day of a period, and the one after its last; of what is unknown others say.

    A beginning or an end that nobody knows ("1985/") is among those that other claims give, if any,
    and so is that of what went on ("1985/.."), where it `has_ended` by these. A beginning after the
    end that the claim gives is none of those, nor is an end before its beginning.
    """
    first, after = begin_and_end(period)
    if period is None:
        return first, after
    if period.text.startswith("/"):
        first = min((end.first for end in starts if end.first < after), default=first)
    if period.text.endswith("/") or (has_ended and period.open_end):
        after = max((end.after for end in finishes if end.after > first), default=after)
    return first, after


def goes_on(fact: Fact) -> bool:
    """Return whether a claim says that a relation goes on."""
    return fact.period is not None and fact.period.open_end


def end_told(over: Fact) -> End:
    """Return the end of a relation by a claim that it is over: that of its period, else its day."""
    return (ends([over], ENDS) or ends([over], BEGINS))[0]
