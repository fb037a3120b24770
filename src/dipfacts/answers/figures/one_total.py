"""Claims about one total of a party as one question, whether of it alone or with the world."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from dipfacts.answers.derived.shares import total_key
from dipfacts.answers.figures.partner_roles import role
from dipfacts.model.agreement import Question, direction_key
from dipfacts.model.groups import grouped
from dipfacts.model.tables import WORLD, Figure
from dipfacts.query.base import Base


def with_one_total(base: Base, questions: list[Question], party: str) -> list[Question]:
    """Return questions about a party, those about one total of it in the words of the plainest.

    "Exports of Norway" and "exports from Norway to the world" are one total, in each of its years.
    """
    others = {other for q in questions for other in q.figure.everyone} - {party}
    world = {id for id, it in base.parties_by_id(sorted(others)).items() if role(it) == WORLD}
    if not world:
        return questions
    totals = [q for q in questions if q.figure.party_set <= {party, *world} and not q.is_ahead]
    same = grouped((without_dates(base, q, party), q) for q in totals)
    as_one = dict[Question, Question | None]()
    for total in same.values():
        if len({direction_key(question.figure) for question in total}) > 1:
            figures = (question.figure for question in total)
            plainest = min(figures, key=lambda it: (len(it.everyone), direction_key(it)))
            as_one |= joined(base, total, party, plainest)
    results = (as_one.get(question, question) for question in questions)
    return [question for question in results if question is not None]


def without_dates(base: Base, question: Question, party: str) -> Hashable:
    """Return the key shared by questions about one total, whatever their dates."""
    measure, unit, way, _, part = total_key(base, question.figure, party)
    return measure, unit, way, part


def joined(
    base: Base, total: list[Question], party: str, words: Figure
) -> dict[Question, Question | None]:
    """Return for each question of a total the one that has its place, None where another has it.

    They are about the parties of a figure, in its direction.
    """
    ways = {"parties": words.parties, "from_": words.from_, "to": words.to}
    results = dict[Question, Question | None]()
    for first, *others in grouped((total_key(base, q.figure, party), q) for q in total).values():
        facts = [fact for question in (first, *others) for fact in question.facts]
        question = Question(facts, first.nature, base.origins(facts))
        question.figure = replace(question.figure, **ways)
        results |= {first: question, **dict.fromkeys(others)}
    return results
