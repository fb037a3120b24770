"""The course of an event: what of it counts, and claims that it was held and that it was not.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.occurrences.ends import BEGINS, ENDS, begin_and_end, ends
from dipfacts.model.occurrences.stages.stage import status_of
from dipfacts.model.periods.period import Period

_HELD = 3
# The last of them that a claim tells is what came of an event, or of the plan of one.
EVENT_COURSE = {
    "planned": 0,
    "postponed": 1,
    **dict.fromkeys(("cancelled", "denied"), 2),
    **dict.fromkeys(("held", "reported"), _HELD),
}


def called_off_for(off: Fact, plans: list[Fact]) -> list[Period]:
    """Return the times for which a claim calls an event off: its period, if it has one.

    Else those of the plans that were surely not made later, but of what its source plans anew in
    the same breath; none where nobody says when.
    """
    if off.period:
        return [off.period]
    before = [plan for plan in plans if plan.period and not is_planned_after(plan, off)]
    own = {plan.id: plan.period for plan in before if _is_said_with(plan, off)}
    anew = max((begin_and_end(period)[0] for period in own.values()), default=0)
    is_moved = status_of(off) == "postponed"  # of its own plans, too
    others = [plan for plan in before if is_moved or plan.id not in own]
    earlier = [plan for plan in others if begin_and_end(plan.period)[1] <= anew]
    return [plan.period for plan in earlier or before if plan.period]


def is_planned_after(plan: Fact, off: Fact) -> bool:
    """Return whether a plan was surely made after a claim that an event is called off."""
    return made(plan) > (off.known_day or FAR)


def _is_said_with(fact: Fact, other: Fact) -> bool:
    """Return whether a source says two things on one day."""
    return (fact.claim.source, fact.known_day) == (other.claim.source, other.known_day)


def both_ways(facts: list[Fact]) -> list[Fact]:
    """Return the claims by which an event was held, and was not; none if it was not on another day.

    What was cancelled or postponed for a day may have been held after it, also later in a month in
    which it was held; what is denied, or cancelled without a date, is so on any day, unless that
    was said before it was held, of a plan for another day, or without a date before it was planned
    anew.
    """
    held = [fact for fact in facts if EVENT_COURSE[status_of(fact)] == _HELD]
    plans = [fact for fact in facts if status_of(fact) == "planned"]
    days = [begin.reach for begin in ends(held, BEGINS)]
    since, after = (
        min((first for first, _ in days), default=0),
        min((z for _, z in days), default=FAR),
    )

    def is_against(fact: Fact) -> bool:
        status = status_of(fact)
        if status == "postponed":  # of a month it may have been held later in it
            return any(begin.reach[0] >= after - 1 for begin in ends([fact], BEGINS))
        is_anew = not fact.period and any(is_planned_after(plan, fact) for plan in plans)
        if status not in ("cancelled", "denied") or is_anew:
            return False
        named = ends([fact], ENDS) if status == "cancelled" else []
        over = [one for end in named for one in end.period.choices]
        if not over and (fact.known_day or FAR) < since:
            over = called_off_for(fact, plans)
        return min((begin_and_end(one)[1] for one in over), default=FAR) >= after

    against = {fact.id for fact in facts if is_against(fact)}
    said_ids = against | {fact.id for fact in held} if held and against else set()
    return [fact for fact in facts if fact.id in said_ids]
