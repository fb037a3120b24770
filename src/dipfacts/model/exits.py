"""Claims by which a relation or event of several parties is over, paused or off for some alone."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.model.ends import ENDS, ends
from dipfacts.model.participation import Parties, PartiesOf
from dipfacts.model.party_courses import ENDED, parties_of, stands
from dipfacts.model.query import Fact
from dipfacts.model.stage import status_of
from dipfacts.model.status import CLASSES

COMPARED = 100  # sets of parties that are compared with others


def exits_of(facts: list[Fact]) -> PartiesOf:
    """Return the claims by which something is over, paused or off for some of its parties alone.

    What ends by its period alone does so for all if a claim about all gives an end.
    """
    wholes = several(filter(is_on, facts))
    ended = {parties_of(fact) for fact in facts if not is_on(fact) or stands_until(fact)}
    results = dict[str, Parties]()
    for fact in facts:
        own = parties_of(fact)
        larger = [whole for whole in wholes if own < whole]
        is_exit = not is_on(fact) or (stands_until(fact) and ended.isdisjoint(larger))
        if larger and is_exit:
            results[fact.id] = own
    return results


def several(facts: Iterable[Fact]) -> list[Parties]:
    """Return the parties of claims that name more than one, the most first."""
    every = {own for fact in facts if len(own := parties_of(fact)) > 1}
    return sorted(every, key=lambda own: (-len(own), sorted(own)))[:COMPARED]


def is_on(fact: Fact) -> bool:
    """Return whether a claim says nothing of an end or a pause, or that an event is called off."""
    status = status_of(fact)
    return status not in ENDED and status not in CLASSES["paused"]


def stands_until(fact: Fact) -> bool:
    """Return whether a claim says until when a relation is in force."""
    return stands(fact) and bool(ends([fact], ENDS))
