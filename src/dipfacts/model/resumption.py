"""Resumptions of a relation after a pause or an end, counted before each claim about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from dipfacts.model.ends import BEGINS, End, ends
from dipfacts.model.query import Fact
from dipfacts.model.stage import end_of, status_of
from dipfacts.model.status import ORDER, class_of


def resumed(facts: list[Fact]) -> dict[str, int]:
    """Return how often a relation had been resumed when each claim begins, by the claim's id."""
    begun = ends(facts, BEGINS)
    is_begun = _meets([end for end in begun if class_of(status_of(end.fact)) == "standing"])

    def day_of(begin: End) -> int:
        """Return the day of a status: the end of what is over, where its beginning is another's."""
        is_over = class_of(status_of(begin.fact)) == "over"
        return end_of(begin.fact).first if is_over and is_begun(begin) else begin.first

    started = [(day_of(end), ORDER[status_of(end.fact)], end.fact) for end in begun]
    counts: dict[str, int] = {}
    count, before = 0, ""
    for _, _, fact in sorted(started, key=lambda one: one[:2]):
        name = class_of(status_of(fact))
        if name != "not-yet":
            count += name == "standing" and before in ("paused", "over")
            counts[fact.id], before = count, name
    return counts


def _meets(beginnings: list[End]) -> Callable[[End], bool]:
    """Return a test of whether a beginning may be one of these, which may be many."""
    spans = sorted(end.reach for end in beginnings)
    firsts = [first for first, _ in spans]
    reached = [*accumulate((after for _, after in spans), max)]

    def meets(begin: End) -> bool:
        first, after = begin.reach
        before = bisect_left(firsts, after)
        return before > 0 and reached[before - 1] > first

    return meets
