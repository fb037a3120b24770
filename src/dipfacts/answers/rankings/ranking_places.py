"""The places of a ranking: who has one, by size, and each direction by itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.flow_direction import flow_end, is_share, owner
from dipfacts.answers.claims.sizes import by_size, is_bound, limits, size
from dipfacts.answers.rankings.ranking import Ranked, Roles
from dipfacts.model.figures.agreement import Question, part_of
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.figures.rounding import INFINITE
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.groups import grouped


def ordered_lines(answer: Answer, ranked: list[Question], roles: Roles) -> list[Ranked]:
    """Return the lines of each direction: by their places, then those without, by their names.

    A bound without a place stands before the first number that it is surely above.
    A direction with places comes first, then that with the most lines, then the largest number.
    """
    if not ranked:
        return []
    sized = ranked
    if ranked[0].nature not in SIZED:
        measure = answer.base.measures[ranked[0].figure.measure]
        is_part = is_share(measure, ranked[0].figure.unit)
        sized = _shares_of_one_whole(answer, ranked, measure) if is_part else []
    elif len({part_of(question.figure) for question in ranked}) > 1:
        sized = []  # of different parts, none of which is compared with another
    ways = grouped((roles.way(question), question) for question in ranked)

    def first(way: str) -> tuple[object, ...]:
        return _order_of_way(answer, way, ways[way], has_places=not {*sized}.isdisjoint(ways[way]))

    order = sorted(ways, key=first)
    places = {way: dict(_places({*sized} & {*ways[way]})) for way in order}
    return [
        roles.ranked(question, places[way].get(question))
        for way in order
        for question in _in_order(ways[way], places[way])
    ]


def order_of_ways(answer: Answer, lines: list[Ranked] | None = None) -> tuple[object, ...]:
    """Return the key that sorts rankings of one measure, by the lines of their first directions."""
    if not lines:
        return (True,)
    has_places = any(line.place for line in lines)
    return _order_of_way(answer, lines[0].way, [line.question for line in lines], has_places)


def _order_of_way(
    answer: Answer, way: str, questions: list[Question], has_places: bool
) -> tuple[object, ...]:
    """Return the key that sorts directions: by whether they have places, by lines, by size."""
    measure = questions[0].figure.measure
    unread = answer.figures.broad.measures.get(measure) if answer.figures.broad else None
    more = sum(partner.way == way for partner in (unread.partners if unread else ()))
    return not has_places, -len(questions) - more, -max(map(size, questions)), way


def _in_order(questions: list[Question], places: dict[Question, int]) -> list[Question]:
    """Return the questions of one direction in the order of their lines."""
    tops = [*accumulate((limits(question)[1] for question in places), min)][::-1]
    numbers = [*places.values(), len(questions) + 1]

    def order(question: Question) -> tuple[Any, ...]:
        if question in places:
            return places[question], 1, 0, 0, question.dyad
        low = limits(question)[0] if is_bound(question) else (-INFINITE, 0)
        below = bisect_left(tops, low)  # so many are surely below
        return numbers[len(tops) - below], 0, -low[0], -low[1], question.dyad

    return sorted(questions, key=order)


def own_and_others(
    answer: Answer, questions: list[Question]
) -> tuple[list[Question], list[Question]]:
    """Return the questions on no other's trade shares, and those on shares of another's trade."""
    asked = answer.asked.parties
    whose = {question: owner(answer.base, question.figure) for question in questions}
    others = [
        question for question, party in whose.items() if asked and party not in (None, *asked)
    ]
    theirs = {*others}
    return [question for question in questions if question not in theirs], others


def own_shares(answer: Answer) -> set[str]:
    """Return the measures of shares in the exports or imports of the party asked for."""
    asked, figures = answer.asked.parties, (q.figure for q in answer.figures.questions)
    return {figure.measure for figure in figures if owner(answer.base, figure) in asked}


def _places(questions: Iterable[Question]) -> Iterable[tuple[Question, int]]:
    """Yield the places by size, but none for a bound that leaves its place open.

    Such a bound counts for the places of others if it is surely above them.
    """
    ordered = by_size(questions)
    is_open = _open(ordered)
    floors = sorted(limits(question)[0] for question in is_open)
    sure = (question for question in ordered if question not in is_open)
    place, last = 0, None
    for nth, question in enumerate(sure, 1):
        ends = limits(question)
        if ends != last:  # the same number has the same place
            place, last = nth, ends
        yield question, place + len(floors) - bisect_right(floors, ends[1])


def _open(questions: list[Question]) -> set[Question]:
    """Return the bounds that may be above, as large as, or below another number."""
    both = {question: limits(question) for question in questions}
    lows = sorted(low for low, _ in both.values())
    highs = sorted(high for _, high in both.values())
    return {
        question
        for question, (low, high) in both.items()
        # Itself aside, some number begins by its upper end and ends not below its lower one.
        if is_bound(question) and bisect_right(lows, high) - bisect_left(highs, low) > 1
    }


def _shares_of_one_whole(
    answer: Answer, questions: list[Question], measure: Measure
) -> list[Question]:
    """Return the shares of the whole that most of them are of; none if they exceed it.

    Between any two parties there is no such whole, unless all have it.
    """
    end = flow_end(answer.base, measure)
    groups = grouped((_whole_of_share(answer, question, end), question) for question in questions)
    most = max(groups.values(), key=len)
    if len(most) < len(questions) and (len(most) == 1 or not answer.asked.parties):
        return []
    spare = Decimal(len(most)) / 2  # each may be rounded up
    return most if sum(Decimal(question.low) for question in most) <= 100 + spare else []


def _whole_of_share(answer: Answer, question: Question, end: str) -> object:
    """Return the key of what a share is a part of: whose, at which end of a flow, and of what."""
    figure, asked = question.figure, answer.asked.parties
    whose = next((party for party in asked if party in figure.everyone), figure.reporter)
    if figure.from_ and end:
        whose = figure.from_ if end == "from" else figure.to
    return whose, figure.from_ == whose, part_of(figure)
