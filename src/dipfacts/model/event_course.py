"""The course of an event: what of it counts, and claims that it was held and that it was not.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from dipfacts.model.ends import BEGINS, ENDS, begin_and_end, ends
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import status_of
from dipfacts.model.voices import made

_HELD = 3
# The last of them that a claim tells is what came of an event, or of the plan of one.
EVENT_COURSE = {
    "planned": 0,
    "postponed": 1,
    **dict.fromkeys(("cancelled", "denied"), 2),
    **dict.fromkeys(("held", "reported"), _HELD),
}


def called_off_for(off: Fact, plans: list[Fact]) -> list[Period | None]:
    """Return the times for which a claim calls an event off: its period, if it has one.

    Else those of the plans, but of what was surely planned later; None where nobody says when.
    """
    known = off.known_day or FAR
    before = [] if off.period else [it.period for it in plans if it.period and made(it) <= known]
    return [*before] or [off.period]


def both_ways(facts: list[Fact]) -> list[Fact]:
    """Return the claims by which an event was held, and was not; none if it was not on another day.

    What was cancelled or postponed for a day may have been held after it, also later in a month in
    which it was held; what is denied, or cancelled without a date, is so on any day, unless that
    was said before it was held, of a plan for another day.
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
        if status == "cancelled":
            over = [one for end in ends([fact], ENDS) for one in end.period.choices]
            if not over and (fact.known_day or FAR) < since:
                over = [one for one in called_off_for(fact, plans) if one]
            return min((begin_and_end(one)[1] for one in over), default=FAR) >= after
        if status == "postponed":  # of a month it may have been held later in it
            return any(begin.reach[0] >= after - 1 for begin in ends([fact], BEGINS))
        return status == "denied"

    against = {fact.id for fact in facts if is_against(fact)}
    said_ids = against | {fact.id for fact in held} if held and against else set()
    return [fact for fact in facts if fact.id in said_ids]
