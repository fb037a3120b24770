"""Ends and pauses of a relation without a day, and claims made after these by which it stands."""

from __future__ import annotations

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import StatusClass, class_of
from dipfacts.model.occurrences.ends import BEGINS, ENDS, ends, goes_on
from dipfacts.model.occurrences.stages.stage import Stage, relation_or_event, status_of


def against_undated_ends(facts: list[Fact]) -> set[str]:
    """Return the claims of ends or pauses without a day, and those of others against them."""
    return _against(facts, "over") | _against(facts, "paused")


def is_contested_end(stage: Stage, stages: list[Stage]) -> bool:
    """Return whether by later claims of others a relation stood after an end without a day.

    After a pause without a day also by those of its source, which tell that it is in force again.
    """
    facts, name = [fact for one in stages for fact in one.facts], class_of(stage.status)
    against = _against(facts, name, of_others=name != "paused")
    return all(fact.id in against for fact in stage.facts)


def _against(facts: list[Fact], name: StatusClass, of_others: bool = True) -> set[str]:
    """Return the claims of a class without a day, and those made after all of them that it stands.

    Empty where a claim of the class has a day, or one of a beginning after these, which resumes the
    relation.
    """
    ended = [fact for fact in facts if class_of(status_of(fact)) == name]
    if not ended or any(fact.period for fact in ended):
        return set()
    known = max(fact.known_day or FAR for fact in ended)
    standing = [fact for fact in facts if class_of(status_of(fact)) == "standing"]
    later = [it for it in standing if made(it) > known and _stands_after(it, known)]
    against = _not_of_more(_said_by_others(later, ended) if of_others else later, ended)
    if not against or any(begin.first > known for begin in ends(standing, BEGINS)):
        return set()
    return {fact.id for fact in [*ended, *against]}


def _said_by_others(going: list[Fact], ended: list[Fact]) -> list[Fact]:
    """Return claims of other sources than those of an end: none contradicts its own."""
    sources = {fact.claim.source for fact in ended}
    return [fact for fact in going if fact.claim.source not in sources]


def _not_of_more(going: list[Fact], ended: list[Fact]) -> list[Fact]:
    """Return claims about no more parties than those who left."""
    left = {fact.claim.party_set for fact in ended}
    return [it for it in going if not any(some < it.claim.party_set for some in left)]


def _stands_after(fact: Fact, known: int) -> bool:
    """Return whether a relation stands after a day by a claim made after it: also by its status.

    What has neither a status nor a period says nothing of that.
    """
    if not fact.claim.period:
        return relation_or_event(fact).status is not None
    return goes_on(fact) or any(end.first > known for end in ends([fact], ENDS))
