"""All figures of a topic, read in their order."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.answers.statements.question_choice import newest_first
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base


def stream(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the figures of a topic between all parties, group by group.

    For lines written as they are read, of which each is by itself: in a group what is ahead, or not
    published, stands where it is read, and not behind all others, as `in_order` has it.
    """
    query = query.replaced(types=("figure",), limit=None)
    for measure in base.measures.asked(str(query.topic), any_of(query.measure)):
        for group in base.each_series(query, measure.id):
            for question in sorted(questions(group, base.measures), key=newest_first):
                yield from question.facts
            yield from (fact for fact in group if figure_of(fact).absent)


def in_order(base: Base, query: Query, absent: list[Question]) -> Iterator[Fact]:
    """Yield the figures between all parties in the order of an answer that holds them.

    That has what is ahead after all other numbers of its measure, and what is not published last.
    """
    for measure in base.measures.asked(str(query.topic), any_of(query.measure)):
        has_ahead = False
        for group in base.each_series(query, measure.id):
            results = sorted(questions(group, base.measures), key=newest_first)
            has_ahead |= any(q.is_ahead for q in results)
            yield from (fact for q in results if not q.is_ahead for fact in q.facts)
        for group in base.each_series(query, measure.id) if has_ahead else ():
            results = [q for q in questions(group, base.measures) if q.is_ahead]
            yield from (fact for q in sorted(results, key=newest_first) for fact in q.facts)
    yield from (question.facts[0] for question in absent)
