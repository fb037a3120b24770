"""Resumptions of a relation after a pause or an end, and new plans of an event called off.

Counted before each claim about it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from dipfacts.model.ends import BEGINS, ENDS, End, begin_and_end, end_of, ends
from dipfacts.model.event_course import called_off_for
from dipfacts.model.groups import grouped
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import status_of
from dipfacts.model.status import CALLED_OFF, ORDER, class_of
from dipfacts.model.terms import numbered_terms
from dipfacts.model.voices import made

if TYPE_CHECKING:
    from dipfacts.model.occurrence import Occurrence


def resumed(facts: list[Fact]) -> dict[str, int]:
    """Return how often a relation had been resumed when each claim begins, by the claim's id.

    Of a claim without a beginning: when it ends; what stands without an end does since the last.
    The next term of what is renewed is a resumption, too; that of a pause has a number of its own.
    An end or a pause of which no day is known comes before what began after it was told.
    """
    standing = [fact for fact in facts if class_of(status_of(fact)) == "standing"]
    counts: dict[str, int] = {}
    over = grouped((status_of(it), it) for it in facts if class_of(status_of(it)) == "over")
    term_of = numbered_terms(standing)
    for alike in over.values():
        term_of |= numbered_terms(alike)
    count = term = 0
    before = ""
    for _, order, fact in sorted(_started(facts, standing), key=lambda one: one[:2]):
        name = class_of(status_of(fact))
        if order == len(ORDER):
            counts[fact.id] = count
        elif name != "not-yet":
            is_renewed = term_of.get(fact.id, 0) > term
            is_resumed = name == "standing" and before in ("paused", "over")
            count += is_resumed or is_renewed
            counts[fact.id] = count
            before = name
            term += is_renewed
    paused = [fact for fact in facts if class_of(status_of(fact)) == "paused"]
    for id_, nth in numbered_terms(paused).items():
        counts[id_] += nth * len(facts)  # more than any other number
    return dict.fromkeys((fact.id for fact in standing), count) | counts


def _started(facts: list[Fact], standing: list[Fact]) -> list[tuple[int, int, Fact]]:
    """Return the day from which each claim holds, and its place among those of that day."""
    begun = ends(facts, BEGINS)
    is_begun = _meets(ends(standing, BEGINS))

    def status_day(begin: End) -> int:
        """Return the day of a status: the end of what is over, where its beginning is another's."""
        is_over = class_of(status_of(begin.fact)) == "over"
        return end_of(begin.fact).first if is_over and is_begun(begin) else begin.first

    results = [(status_day(end), ORDER[status_of(end.fact)], end.fact) for end in begun]
    dated = {end.fact.id for end in begun}
    ended = [end for end in ends(facts, ENDS) if end.fact.id not in dated]
    results += [(end.first, len(ORDER), end.fact) for end in ended]
    told = _told_before_a_beginning(facts, standing)
    results += [(fact.known_day or 0, ORDER[status_of(fact)], fact) for fact in told]
    return results


def _told_before_a_beginning(facts: list[Fact], standing: list[Fact]) -> list[Fact]:
    """Return claims without a date that a relation is paused or over, after which one told anew.

    It began later than on the last day on which they were made, by a claim made later, too.
    """
    ended = [it for it in facts if class_of(status_of(it)) in ("paused", "over")]
    undated = [it for it in ended if not ends([it], BEGINS) and not ends([it], ENDS)]
    begun = [min(end.first, made(end.fact)) for end in ends(standing, BEGINS)] if undated else []
    last = max(begun, default=0)
    return [fact for fact in undated if (fact.known_day or FAR) < last]


def is_resumed_later(one: Occurrence, fact: Fact, day: int) -> bool:
    """Return whether a relation that is over on a day is in force again from later, by a claim.

    One that was made before the relation was over told of what then did not come.
    """
    over = one.stage_on(day)
    begun = min((end.first for end in ends([fact], BEGINS)), default=0)
    if class_of(status_of(fact)) != "standing" or begun <= day or one.stage_of(fact) is over:
        return False
    return (fact.known_day or FAR) >= over.reached(day)


def planned_anew(facts: list[Fact]) -> dict[str, int]:
    """Return how often an event had been planned anew by each plan, and each that it is called off.

    A new plan is for a day after the one for which it was called off, if that is known; or for
    another time, if it was made after the last claim that it is off: for one that reaches beyond
    that day, or for a day within a coarser time.
    """
    plans = [fact for fact in facts if status_of(fact) == "planned"]
    off = [fact for fact in facts if status_of(fact) in CALLED_OFF]
    spans_of = {fact.id: [*map(begin_and_end, called_off_for(fact, plans))] for fact in off}
    in_order = [(max(after for _, after in spans), False, id_) for id_, spans in spans_of.items()]
    last = max((after for after, _, _ in in_order), default=0)
    spans = {span for some in spans_of.values() for span in some}
    known = max((fact.known_day or FAR for fact in off), default=FAR)
    for plan in plans:
        is_later = made(plan) > known and _is_of_another_time(plan, spans)
        first = last if is_later else begin_and_end(plan.period)[0]
        in_order.append((first, True, plan.id))
    counts: dict[str, int] = {}
    count, is_off = 0, False
    for _, is_plan, id_ in sorted(in_order):
        count += is_plan and is_off
        counts[id_], is_off = count, not is_plan
    return counts


def _is_of_another_time(plan: Fact, spans: Iterable[tuple[int, int]]) -> bool:
    """Return whether a plan is for none of the times for which an event was called off."""
    first, after = begin_and_end(plan.period)
    is_same = any(z == FAR or (first <= a and z == after) for a, z in spans)
    return plan.period is not None and not is_same


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
