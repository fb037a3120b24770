"""Resumptions of a relation after a pause or an end, and new plans of an event called off.

Counted before each claim about it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container
from itertools import accumulate
from typing import TYPE_CHECKING

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import CALLED_OFF, ORDER, class_of
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import (
    BEGINS,
    ENDS,
    End,
    begin_and_end,
    end_told,
    ends,
    goes_on,
)
from dipfacts.model.occurrences.event_course import called_off_for, is_planned_after
from dipfacts.model.occurrences.stages.stage import status_of
from dipfacts.model.occurrences.stages.terms import numbered_terms

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

_BEFORE_ALL = -1  # the place of a status before all others of its day
_UNDATED, _IS_OFF, _PLANNED = range(3)  # a plan without a date, a claim that it is off, a plan


def resumed(facts: list[Fact], exits: Container[str] = ()) -> dict[str, int]:
    """Return the number of resumptions of a relation before each claim, by the claim's id.

    Of a claim without a beginning: when it ends; what stands without an end does since the last.
    The next term of what is renewed is a resumption, too; that of a pause has a number of its own.
    An end or a pause of which no day is known comes before what began after it was told. By the end
    of a term some of several have left whose claims are `exits`.
    """
    standing = [fact for fact in facts if class_of(status_of(fact)) == "standing"]
    counts: dict[str, int] = {}
    over = grouped((status_of(it), it) for it in facts if _is_over(it))
    term_of = numbered_terms(standing)
    for alike in over.values():
        term_of |= numbered_terms(alike)
    count = term = 0
    before, until = "", FAR
    for day, order, fact in sorted(_started(facts, standing), key=lambda one: one[:2]):
        name = class_of(status_of(fact))
        if order == len(ORDER):
            counts[fact.id] = count
        elif name != "not-yet":
            is_renewed = term_of.get(fact.id, 0) > term
            is_resumed = name == "standing" and (before in ("paused", "over") or until <= day)
            count += is_resumed or is_renewed
            until = FAR if is_resumed else until
            if name == "standing" and fact.id in exits:
                until = min([until, *(end.first for end in ends([fact], ENDS))])
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
        is_end = _is_over(begin.fact) and is_begun(begin)
        return end_told(begin.fact).first if is_end else begin.first

    anew = _begun_anew(standing)

    def started(end: End, day: int) -> tuple[int, int, Fact]:
        is_first = _is_over(end.fact) and day in anew  # it was over before it began anew
        return day, _BEFORE_ALL if is_first else ORDER[status_of(end.fact)], end.fact

    results = [started(end, status_day(end)) for end in begun]
    dated = {end.fact.id for end in begun}
    for end in ends(facts, ENDS):
        if end.fact.id not in dated:
            is_over = _is_over(end.fact)
            results.append(
                started(end, end.first) if is_over else (end.first, len(ORDER), end.fact)
            )
    earlier = _told_before_a_beginning(facts, standing)
    results += [(fact.known_day or 0, ORDER[status_of(fact)], fact) for fact in earlier]
    return results


def _is_over(fact: Fact) -> bool:
    return class_of(status_of(fact)) == "over"


def _begun_anew(standing: list[Fact]) -> set[int]:
    """Return the days since which a relation goes on by a claim, though it had begun before."""
    begun = ends(standing, BEGINS)
    first = min((end.first for end in begun), default=FAR)
    return {end.first for end in begun if goes_on(end.fact) and end.first > first}


def _told_before_a_beginning(facts: list[Fact], standing: list[Fact]) -> list[Fact]:
    """Return claims without a date that a relation is paused or over, after which one told anew.

    It began later than on the last day on which they were made, by a claim made later, too.
    """
    ended = [it for it in facts if class_of(status_of(it)) in ("paused", "over")]
    undated = [it for it in ended if not ends([it], BEGINS) and not ends([it], ENDS)]
    begun = [min(end.first, made(end.fact)) for end in ends(standing, BEGINS)] if undated else []
    last = max(begun, default=0)
    return [fact for fact in undated if (fact.known_day or FAR) < last]


def is_resumed_later(occurrence: Occurrence, fact: Fact, day: int) -> bool:
    """Return whether a relation that is over on a day is in force again from later, by a claim.

    One that was made before the relation was over told of what then did not come.
    """
    over = occurrence.stage_on(day)
    begun = min((end.first for end in ends([fact], BEGINS)), default=0)
    if class_of(status_of(fact)) != "standing" or begun <= day or occurrence.stage_of(fact) is over:
        return False
    return (fact.known_day or FAR) >= over.latest_day_by(day)


def planned_anew(facts: list[Fact]) -> dict[str, int]:
    """Return the number of new plans of an event before each plan, and each calling off, by id.

    A new plan is for a day after the one for which it was called off, if that is known; or it was
    made after the last claim that it is off, for another time than such a claim names: for one that
    reaches beyond that day, or for a day within a coarser time.
    """
    plans = [fact for fact in facts if status_of(fact) == "planned"]
    off = [fact for fact in facts if status_of(fact) in CALLED_OFF]
    times = {fact.id: called_off_for(fact, plans) for fact in off}
    # That of which no time is known is after plans without one: those made later alone have one.
    days = {
        id_: max((begin_and_end(it)[1] for it in some), default=0) for id_, some in times.items()
    }
    in_order = [(day, _IS_OFF, id_) for id_, day in days.items()]
    last = max(days.values(), default=0)
    for plan in plans:
        is_anew = all(is_planned_after(plan, it) and _is_for_another_time(plan, it) for it in off)
        first = last if off and is_anew else begin_and_end(plan.period)[0]
        in_order.append((first, _PLANNED if plan.period or is_anew else _UNDATED, plan.id))
    counts: dict[str, int] = {}
    count, is_off = 0, False
    for _, place, id_ in sorted(in_order):
        count += is_off and place != _IS_OFF
        counts[id_], is_off = count, place == _IS_OFF
    return counts


def _is_for_another_time(plan: Fact, off: Fact) -> bool:
    """Return whether a plan is for no time for which a claim names an event as called off."""
    if off.period is None:
        return True
    first, after = begin_and_end(plan.period)
    begin, end = begin_and_end(off.period)
    is_same = end == FAR or (first <= begin and end == after)
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
