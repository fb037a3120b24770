"""The figures that are added to an answer for which few of very many were read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, pairwise

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.claims.timing import is_no_year
from dipfacts.answers.statements.question_choice import questions_in_order
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.periods.calendar import LONGEST_YEAR
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.unread.unread_figures import UnreadFigures

RECENT = 3 * 365 + 1  # days before a figure in which others are told beside it
_AT_ONCE = 1_000  # claims that are looked at together for conflicts


def read_dyads(
    answer: Answer, query: Query, questions: Iterable[Question], larger: Iterable[Question]
) -> None:
    """Add the figures between the same two parties that may be told beside questions.

    Beside a part of a year stand several years, and beside what is `larger` than the last place the
    last full year, whenever that was. Where two parties have figures in several units, the newest
    in each may be told.
    """
    since: dict[frozenset[str], int] = {}
    for question in questions:
        day = 0 if is_no_year(question) else question.period.reached - RECENT
        dyad = question.figure.party_set
        since[dyad] = min(day, since.get(dyad, day))
    since |= {question.figure.party_set: 0 for question in larger}
    each = (
        UnreadFigures(answer.base, query.replaced(parties=tuple(sorted(dyad)))).since(day)
        for dyad, day in since.items()
        if len(dyad) == 2  # of others all was read
    )
    _add(answer, once(chain.from_iterable(each)))


def read_conflicts(answer: Answer, query: Query, most: int, day: int) -> bool:
    """Add the latest questions on which sources differ, so many; return whether there are more.

    Or whether there may be. First it looks at the last year before a day, then at some more.
    """
    by_measure = _by_measure(answer.base, query)
    whole = query.replaced(measure=tuple(str(part.measure) for part in by_measure))
    unread = UnreadFigures(answer.base, whole)
    for until, since in pairwise((FAR + 1, day - LONGEST_YEAR, day - RECENT, 0)):
        many, claims, before = unread.repeated(since, until), 0, until
        for after, count in many:
            claims += count
            is_last = after == many[-1][0]
            if claims < _AT_ONCE and not is_last:
                continue
            is_one_day = claims == count and not is_last
            for part in by_measure if is_one_day else [whole]:
                read = UnreadFigures(answer.base, part).between(after, before, is_repeated=True)
                _add(answer, read)
                if _conflicts_until(answer, after, part) > most:
                    return not is_last or bool(since and unread.is_repeated(since))
            claims, before = 0, after
    return False


def _by_measure(base: Base, query: Query) -> list[Query]:
    """Return the query for each measure, in the order of questions that end on one day."""
    asked = base.measures.asked(str(query.topic), any_of(query.measure))
    return [query.replaced(measure=measure.id) for measure in asked]


def _conflicts_until(answer: Answer, after: int, query: Query) -> int:
    """Return the number of questions in dispute, up to those of a measure that end on a day."""
    places = answer.base.measures.places
    last = -after, max(places[it] for it in any_of(query.measure))
    actual = (q for q in answer.figures.questions if not q.is_ahead and q.agreement == "conflict")
    return sum((-q.period.reached, places[q.figure.measure]) <= last for q in actual)


def _add(answer: Answer, facts: list[Fact]) -> None:
    """Add figures, all claims of each question, but for what is there."""
    there = {fact.id for fact in answer.facts}
    new = [fact for fact in facts if fact.id not in there]
    answer.facts += new
    answer.figures.questions = questions_in_order(answer.base, new, answer.figures.questions)
