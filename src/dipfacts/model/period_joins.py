"""Claims that share a key, joined where their periods meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from dipfacts.model.disjoint_sets import DisjointSets, Name
from dipfacts.model.ends import begin_and_end
from dipfacts.model.period import Period
from dipfacts.model.query import FAR


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


@lru_cache(maxsize=65536)
def _sure(text: str | None) -> tuple[int, int, bool, bool]:
    """Return the days that a period surely has, and whether its beginning and end are known.

    >>> _sure("1962/..")[2:], _sure("1962/")[2:], _sure("/..")[2:]
    ((True, True), (True, False), (False, True))
    """
    first, after = begin_and_end(Period.parse(text) if text else None)
    begins, ends = first > 0, not text or not text.endswith("/")
    return (first if begins else after - 1), (after if ends else first + 1), begins, ends
