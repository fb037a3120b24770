"""Ends of a relation without a day, and claims made after these by which it goes on."""

from __future__ import annotations

from dipfacts.model.ends import BEGINS, ends, goes_on
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import Stage, status_of
from dipfacts.model.status import class_of
from dipfacts.model.voices import made


def against_undated_ends(facts: list[Fact]) -> set[str]:
    """Return the claims of ends without a day, and those made after all of them that it goes on.

    None where a claim gives the day of an end, or of a beginning after these, which resumes the
    relation. A source contradicts no end of its own, nor do claims about more than those who left.
    """
    over = [fact for fact in facts if class_of(status_of(fact)) == "over"]
    if not over or any(fact.period for fact in over):
        return set()
    known = max(fact.known_day or FAR for fact in over)
    standing = [fact for fact in facts if class_of(status_of(fact)) == "standing"]
    later = [fact for fact in standing if goes_on(fact) and made(fact) > known]
    against = _said_by_others(later, over) if later else []
    if not against or any(begin.first > known for begin in ends(standing, BEGINS)):
        return set()
    return {fact.id for fact in [*over, *against]}


def is_contested_end(stage: Stage, stages: list[Stage]) -> bool:
    """Return whether by claims of others a relation went on after an end without a day."""
    against = against_undated_ends([fact for one in stages for fact in one.facts])
    return all(fact.id in against for fact in stage.facts)


def _said_by_others(going: list[Fact], over: list[Fact]) -> list[Fact]:
    """Return claims of other sources than those of an end, but of no more parties than it ended."""
    sources = {fact.claim.source for fact in over}
    left = {frozenset(fact.claim.everyone) for fact in over}
    others = [fact for fact in going if fact.claim.source not in sources]
    return [it for it in others if not any(some < {*it.claim.everyone} for some in left)]
