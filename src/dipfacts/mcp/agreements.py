"""The agreement of each claim in a reply with the others about the same."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.show import about_same
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, questions
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.stages.stage import status_of
from dipfacts.model.query import Query


def agreements_of(answer: Answer, facts: list[Fact]) -> dict[str, tuple[str, list[str]]]:
    """Return the agreement of all claims about the same, and their differences, by each claim's id.

    Claims of numbers differ on nothing else. A search answers no question about numbers, so those
    of the claims that it found, `facts`, are asked here.
    """
    lines = [topic.line for topic in answer.overview.topics] if answer.overview else []
    asked = [
        *answer.figures.questions,
        *(it.question for line in lines if line for it in line.directions),
    ]
    results = {fact.id: (q.agreement, list[str]()) for q in asked for fact in q.facts}
    for one in answer.occurrences:
        results |= {fact.id: (one.agreement, one.differ) for fact in one.facts}
    for fact in facts if answer.command == "search" else ():
        if fact.type == "figure" and fact.id not in results:
            results |= {
                fact.id: (q.agreement, []) for q in _asked(answer, fact) for fact in q.facts
            }
    return results


def _asked(answer: Answer, fact: Fact) -> list[Question]:
    """Return the question of a figure, if it has a number, by what was known on the same day."""
    same = about_same(answer.base, fact, Query(known_by=answer.asked.known_by))
    return questions(same, answer.base.measures, answer.base.origins(same))


def status_in(answer: Answer, fact: Fact) -> str:
    """Return the class of a relation on the day, what came of an event, or the status of a figure.

    'standing', 'paused', 'not-yet', 'over'; 'held', 'planned', 'cancelled'; 'estimate'.
    """
    if fact.type == "relation":
        standing = answer.standings.get(fact.id)
        return str(standing.name) if standing else class_of(fact.claim.status)
    return (status_of(fact) if fact.type == "event" else fact.claim.status) or ""
