"""Claims by which a relation or event of several parties is over, paused or off for some alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CLASSES
from dipfacts.model.occurrences.ends import ENDS, ends
from dipfacts.model.occurrences.several_parties.participation import Parties, PartiesOf
from dipfacts.model.occurrences.several_parties.party_courses import (
    ENDED,
    effective_day,
    parties_of,
    stands,
)
from dipfacts.model.occurrences.stages.stage import status_of

COMPARED_SETS = 100  # sets of parties that are compared with others


def exits_of(facts: list[Fact]) -> PartiesOf:
    """Return the claims by which something is over, paused or off for some of its parties alone.

    What ends by its period alone does so for all if a claim about all gives an end; and by the end
    of a term before the others joined nobody left.
    """
    on = [fact for fact in facts if is_on(fact)]
    wholes, begun = sets_of_several(on), _first_days(on)
    ended = {parties_of(fact) for fact in facts if not is_on(fact) or stands_until(fact)}
    results = dict[str, Parties]()
    for fact in facts:
        own = parties_of(fact)
        larger = [whole for whole in wholes if own < whole]
        if larger and is_on(fact):
            is_exit = stands_until(fact) and ended.isdisjoint(larger)
            larger = [it for it in larger if _had_begun(begun[it], fact)] if is_exit else []
        if larger:
            results[fact.id] = own
    return results


def _first_days(facts: list[Fact]) -> dict[Parties, dict[str, int]]:
    """Return the first day that each source gives for some parties; 0 where it gives none."""
    results = dict[Parties, dict[str, int]]()
    for fact in facts:
        day = effective_day(fact) if effective_day(fact) < FAR else 0
        days = results.setdefault(parties_of(fact), {})
        days[fact.claim.source] = min(day, days.get(fact.claim.source, FAR))
    return results


def _had_begun(days: Mapping[str, int], term: Fact) -> bool:
    """Return whether it had begun for all in the term of a claim of fewer, by what sources say.

    By the same source before that term: else this is one of before the others joined.
    """
    own, until = term.claim.source, min(end.after for end in ends([term], ENDS))
    if days.get(own, FAR) <= effective_day(term):
        return True
    return any(day < until for source, day in days.items() if source != own)


def sets_of_several(facts: Iterable[Fact]) -> list[Parties]:
    """Return the parties of claims that name more than one, the most first."""
    every = {own for fact in facts if len(own := parties_of(fact)) > 1}
    return sorted(every, key=lambda own: (-len(own), sorted(own)))[:COMPARED_SETS]


def is_on(fact: Fact) -> bool:
    """Return whether a claim says nothing of an end or a pause, or that an event is called off."""
    status = status_of(fact)
    return status not in ENDED and status not in CLASSES["paused"]


def stands_until(fact: Fact) -> bool:
    """Return whether a claim says until when a relation is in force."""
    return stands(fact) and bool(ends([fact], ENDS))
