"""What the claims about one matter say together, claim by claim, for the data of a reply."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.model.stage import status_of
from dipfacts.model.status import class_of
from dipfacts.query.base import Fact


def agreements_of(answer: Answer) -> dict[str, tuple[str, list[str]]]:
    """Return by the id of each claim the agreement of all about the same, and what they differ on.

    Claims of numbers differ on nothing else.
    """
    lines = [topic.line for topic in answer.overview.topics] if answer.overview else []
    asked = [*answer.questions, *(line.question for line in lines if line)]
    found = {fact.id: (q.agreement, list[str]()) for q in asked for fact in q.facts}
    for one in answer.occurrences:
        found |= {fact.id: (one.agreement, one.differ) for fact in one.facts}
    return found


def status_in(answer: Answer, fact: Fact) -> str:
    """Return the class of a relation on the day, what came of an event, or the status of a figure.

    'standing', 'paused', 'not-yet', 'over'; 'held', 'planned', 'cancelled'; 'estimate'.
    """
    if fact.type == "relation":
        standing = answer.standings.get(fact.id)
        return str(standing.name) if standing else class_of(fact.claim.status)
    return (status_of(fact) if fact.type == "event" else fact.claim.status) or ""
