"""Claims that share a key, joined where their periods meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter

from dipfacts.model.disjoint_sets import DisjointSets, Name
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import CLASSES
from dipfacts.model.file_format.tables import RelationOrEvent
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import begin_and_end
from dipfacts.model.periods.period import Period


def join_sharing(
    sets: DisjointSets[Name],
    sharing: Iterable[tuple[str | None, Name]],
    meeting: bool,
    aside: Iterable[tuple[str | None, Name]],
) -> None:
    """Join the names of sets that share a key, each with its period: all, or those that meet.

    A beginning that is not known is that of the latest that is met, and such an end that of the
    earliest: what was over before, or began later, need not be the same. Names `aside` are
    joined to the first that they meet, and bring no others together where there are any.
    """
    counting, others = list(sharing), list(aside)
    if not counting:
        counting, others = others, []
    reached, has_end = 0, True
    last = None
    spans = list[tuple[int, int, Name]]()  # of each set: up to when, from when, and one of it
    for (first, after, begins, ends), name in sorted((_sure(it), name) for it, name in counting):
        meets = not meeting or first < reached or not begins or not has_end
        if meets and last is not None:
            sets.join(last, name)
            reached, has_end = max(reached, after), has_end or ends
            first = spans.pop()[1]
        else:
            reached, has_end = after, ends
        spans.append((reached if has_end else FAR, first, name))
        last = name
    for period, name in others:
        first, after, begins, _ = _sure(period)
        at = bisect_right(spans, first, key=itemgetter(0)) if meeting else 0
        if at < len(spans) and (not meeting or spans[at][1] < after):
            sets.join(spans[at][2], name)
        elif not begins and at:
            sets.join(spans[at - 1][2], name)


def periods_to_meet(claims: Sequence[RelationOrEvent]) -> list[str | None]:
    """Return the periods of claims that share a key, by which they are joined.

    Of what one voice says was over at a time that is not known, and began again later, the end is
    before that: these are two, one after the other. A pause, a day on which it was over, or one on
    which it was in force begins nothing.
    """
    periods = [it.period for it in claims]
    if not any(map(_is_over_some_time, claims)):
        return periods
    voices = grouped(((it.source, it.claimant), nth) for nth, it in enumerate(claims) if it.period)
    for nths in voices.values():
        begins = sorted(first for nth in nths if (first := _beginning(claims[nth])))
        for nth in (nth for nth in nths if _is_over_some_time(claims[nth])):
            period = Period.parse(periods[nth] or "")
            begin, end = period.ends
            earliest, latest = begin_and_end(end)
            first, after = begin_and_end(begin) if begin else (earliest, earliest)
            after += after - first if begin and begin.approximate else 0
            again = next((day for day in begins if max(after, earliest) <= day < latest), 0)
            if again:
                periods[nth] = f"{begin or ''}/{date.fromordinal(again - 1)}"
    return periods


def _beginning(claim: RelationOrEvent) -> int:
    """Return the first day of a time in which a claim says that it was in force; 0 for none."""
    period = Period.parse(claim.period or "")
    is_in_force = (claim.status or "in-force") in (*CLASSES["standing"], *CLASSES["over"])
    return begin_and_end(period.ends[0])[0] if period.is_interval and is_in_force else 0


def _is_over_some_time(claim: RelationOrEvent) -> bool:
    """Return whether a relation is over since a day that the claim does not know exactly."""
    if not claim.period or claim.status not in CLASSES["over"]:
        return False
    period = Period.parse(claim.period)
    if not period.is_interval or period.open_end:
        return False
    end = period.ends[1]
    return end is None or end.unspecified or end.approximate


@lru_cache(maxsize=65536)
def _sure(text: str | None) -> tuple[int, int, bool, bool]:
    """Return the days that a period surely has, and whether its beginning and end are known.

    >>> _sure("1962/..")[2:], _sure("1962/")[2:], _sure("/..")[2:]
    ((True, True), (True, False), (False, True))
    """
    first, after = begin_and_end(Period.parse(text) if text else None)
    begins, ends = first > 0, not text or not text.endswith("/")
    return (first if begins else after - 1), (after if ends else first + 1), begins, ends
