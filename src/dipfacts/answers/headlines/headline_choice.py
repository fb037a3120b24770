"""The figures that answer for each direction: its total, or parts where none is of these dates."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.claims.several_units import Units, unit_order
from dipfacts.answers.statements.question_choice import (
    choose_question,
    lies_in,
    questions_in_order,
    within_dates,
)
from dipfacts.answers.world_totals.world_lookups import (
    in_one_form_if_world,
    with_same_total_if_world,
)
from dipfacts.model.figures.agreement import Question, direction_key
from dipfacts.model.file_format.tables import WORLD
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def choose(
    answer: Answer, query: Query, whole: list[Question], units: Units | None
) -> list[Question]:
    """Return the questions that answer of some totals: one of each direction, or kind of share."""
    inside = lying_in_dates(whole, query)
    choices = (
        choose_question(group, query.within, units) for group in subject_words.by_dyad(inside)
    )
    chosen = [question for question in choices if question is not None]
    are_shares = any(owner(answer.base, question.figure) for question in chosen)
    has_sides = len(answer.asked.parties) > 1
    return _every_share(answer, query) if are_shares and has_sides else chosen


def with_parts(
    answer: Answer,
    query: Query,
    actual: list[Question],
    whole: list[Question],
    chosen: list[Question],
    units: Units | None,
) -> tuple[list[Question], list[Question]]:
    """Return the questions that answer, and all parts in the dates.

    Parts answer for each direction in which no total in the dates does.
    """
    parts = _parts(actual, whole, chosen, query)
    answering = choose(answer, query, parts, units)
    ways = {direction_key(question.figure) for question in answering}
    return [q for q in chosen if direction_key(q.figure) not in ways] + answering, parts


def _every_share(answer: Answer, query: Query) -> list[Question]:
    """Return the questions on the share of each side in the other's exports and imports."""
    asked = answer.asked.parties
    shares: dict[tuple[int, str], list[Question]] = {}
    for question in answer.figures.questions:
        figure = question.figure
        is_whole = not (question.is_ahead or figure.part_of) and lies_in(question, query)
        if is_whole and (whose := owner(answer.base, figure)):
            shares.setdefault((asked.index(whose), figure.measure), []).append(question)
    places = answer.base.measures.places
    in_order = sorted(shares, key=lambda share: (share[0], places[share[1]]))
    choices = (choose_question(shares[share], query.within) for share in in_order)
    return [question for question in choices if question is not None]


def _parts(
    actual: list[Question], whole: list[Question], chosen: list[Question], query: Query
) -> list[Question]:
    """Return the parts within the dates, of each direction that has no total within them."""
    measure, totals = whole[0].figure.measure, {*whole}
    answered = {direction_key(q.figure) for q in chosen if lies_in(q, query)}
    return [
        question
        for question in actual
        if question.figure.measure == measure and question not in totals
        if direction_key(question.figure) not in answered and lies_in(question, query)
    ]


def lying_in_dates(whole: list[Question], query: Query) -> list[Question]:
    """Return the questions of each direction in --since and --until; else those that touch them."""
    return within_dates(whole, query, subject_words.measured_way)


def units_of(base: Base, query: Query, measure: str, candidates: list[Question]) -> Units | None:
    """Return the order of the units of a measure over all years, if the period asked has several.

    One period cannot tell which unit is the usual one.
    """
    if query == query.undated or len({q.figure.unit for q in candidates}) < 2:
        return None
    there = {_whose(base, question) for question in candidates}
    of_measure = query.undated.replaced(measure=measure)
    facts = with_same_total_if_world(base, of_measure, base.find(of_measure))
    every = questions_in_order(base, in_one_form_if_world(base, of_measure, facts))
    same = [q for q in every if not q.is_ahead and _whose(base, q) in there]
    return unit_order(subject_words.totals(same))


def _whose(base: Base, question: Question) -> frozenset[str]:
    """Return the parties of a question but the world, as a total has other forms in other years."""
    parties = base.parties_by_id(question.figure.everyone)
    return frozenset(id for id, party in parties.items() if role(party) != WORLD)
