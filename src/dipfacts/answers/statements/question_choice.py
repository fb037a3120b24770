"""The choice of the question that a look-up is about, and the order of questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any

from dipfacts.answers.claims.several_units import Units, place, unit_order
from dipfacts.answers.claims.timing import holds_at_date, latest, newest_of_usual_kind
from dipfacts.model.fact import Fact
from dipfacts.model.figures import agreement, spans
from dipfacts.model.figures.agreement import Question, direction_of, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def choose_question(
    questions: list[Question], asked: Period | None, units: Units | None = None
) -> Question | None:
    """Return the question that answers for a period; None if there is none.

    With a period asked: the claims about exactly it, else the latest date that lies in it, else
    the longest part of it. Without: the latest full year, or date of a stock, count or rank, else
    the latest, longest part of one. Of several units the first in `units` answers: by default in
    the order of `unit_order`.
    """
    whole = [q for q in questions if asked is not None and q.period.same_span(asked)]
    if len(whole) == 1:
        return whole[0]
    order = units or unit_order(questions)
    # The id decides ties.
    questions = sorted(whole or questions, key=lambda question: question.figure.id)

    def weight(question: Question) -> int:
        return -place(order, question.figure.unit)

    def recent(question: Question) -> tuple[object, ...]:
        return latest(question), weight(question)

    def long(question: Question) -> tuple[object, ...]:
        return question.period.length, question.period.end_day or 0, weight(question)

    if asked is None:
        same = [q for q in questions if q.figure.unit == order[0]] or questions
        return max(_years_and_dates(same) or same, key=recent)
    if whole:
        return max(questions, key=weight)
    dated = [q for q in questions if holds_at_date(q) and q.period.ends_in(asked)]
    if dated:
        return max(dated, key=recent)
    inside = [q for q in questions if asked.covers(q.period)]
    return max(inside, key=long, default=None)


def is_for(period: Period, nature: str, asked: Period | None) -> bool:
    """Return whether a claim of a period may answer for the one asked: it lies in it."""
    if asked is None or period.same_span(asked) or asked.covers(period):
        return True
    return spans.is_at_date(period, nature) and period.ends_in(asked)


def lies_in(question: Question, query: Query) -> bool:
    """Return whether a period lies wholly within --since and --until, and does not only touch."""
    period = spans.date_at_end(question.period, question.nature) or question.period
    return are_within((period.start_day or 0, period.end_day or 0), query)


def within_dates(
    questions: list[Question], query: Query, key: Callable[[Question], Any] = attrgetter("series")
) -> list[Question]:
    """Return the questions of each series in --since and --until; those that touch, if none is.

    The same of each direction, or what else is the `key`. What is until a day after the dates, and
    after --in, is left where there is nothing else: that until the next of these days.
    """
    if query == query.undated:
        return questions
    is_inside = (lies_in(it, query) and not is_until_later(it, query) for it in questions)
    inside = {*compress(questions, is_inside)}
    answered = {*map(key, inside)}
    touching = [q for q in questions if q not in inside and key(q) not in answered]
    groups = grouped(((key(question), question.dyad), question) for question in touching)
    nearest = {question for group in groups.values() for question in _nearest(group, query)}
    return [question for question in questions if question in inside or question in nearest]


def _nearest(questions: list[Question], query: Query) -> list[Question]:
    """Return the questions not after the dates; if all are, those until the first of these days."""
    near = near_dates(questions, query)
    if not is_until_later(near[0], query):
        return near
    end = min(question.period.end_day or 0 for question in questions)
    return [question for question in questions if question.period.end_day == end]


def is_until_later(question: Question, query: Query) -> bool:
    """Return whether a number is until a day after the dates, since a day that nobody knows."""
    period = question.period
    if period.start or not period.end_day or period.end_day <= query.days[1]:
        return False
    return spans.date_at_end(period, question.nature) is None


def near_dates(questions: list[Question], query: Query) -> list[Question]:
    """Return the questions that are not until a day after the dates; all where each of them is."""
    return [it for it in questions if not is_until_later(it, query)] or questions


def near_dates_of_each(
    asked: Mapping[str, list[Question]], query: Query
) -> dict[str, list[Question]]:
    """Return the questions about each of some partners as `near_dates` has them of all."""
    near = {*near_dates([question for every in asked.values() for question in every], query)}
    return {other: [q for q in every if q in near] for other, every in asked.items()}


def are_within(days: tuple[int, int], query: Query) -> bool:
    """Return whether a first day and the day after a last are within --since and --until."""
    first, last = query.since, query.until
    begins = first is None or days[0] >= (first.start_day or 0)
    return begins and (last is None or days[1] <= (last.end_day or 0))


def _years_and_dates(questions: list[Question]) -> list[Question]:
    """Return the latest full years and what holds at dates: no part of a year is beside them."""
    return [*_latest_years(questions), *filter(holds_at_date, questions)]


def _latest_years(questions: list[Question]) -> list[Question]:
    """Return the full years that share days with the latest, of the kind that most of them have.

    A fiscal year that ends after the calendar year answers only where there is no series of
    calendar years that reaches it.
    """
    years = [q for q in questions if q.period.is_full_year and not holds_at_date(q)]
    if not years:
        return []
    newest = max(years, key=latest).period
    kinds = Counter(kind for kind, _ in {(q.period.year_kind, q.period.start) for q in years})
    near = [q for q in years if q.period.overlaps(newest)]
    usual = newest_of_usual_kind(near, kinds, attrgetter("period"), latest).period.year_kind
    return [q for q in near if q.period.year_kind == usual]


def questions_in_order(
    base: Base, facts: list[Fact], beside: Iterable[Question] = ()
) -> list[Question]:
    """Return the questions of claims and some others, by measure and the newest first."""
    every = agreement.questions(facts, base.measures, base.origins(facts))
    return in_order(base, [*every, *beside])


def in_order(base: Base, every: list[Question]) -> list[Question]:
    """Return questions by measure, and the newest first."""
    places = base.measures.places
    series = grouped(((places[q.figure.measure], *_subject(q)), q) for q in every)
    return [q for subject in sorted(series) for q in sorted(series[subject], key=_newest_first)]


def nearest_first(questions: list[Question], parties: Sequence[str]) -> list[Question]:
    """Return the questions about several parties first, those of larger groups last."""
    if len(parties) < 2:
        return questions
    return sorted(questions, key=lambda it: max(0, len(it.figure.everyone) - len(parties)))


def newest_first(question: Question) -> tuple[object, ...]:
    """Return the key that sorts totals before parts, then by direction, then the latest first."""
    return *_subject(question), *_newest_first(question)


def _subject(question: Question) -> tuple[Any, ...]:
    """Return the part of the key of `newest_first` that questions of one series share."""
    figure = question.figure
    ends = direction_of(figure)
    is_part = figure.part_of is not None
    return question.is_ahead, is_part, bool(figure.from_), ends, part_of(figure)


def _newest_first(question: Question) -> tuple[object, ...]:
    """Return the rest of the key of `newest_first`, which sorts questions of one series."""
    figure, period = question.figure, question.period
    return (
        -period.reached,
        period.start_day or 0,
        figure.unit,
        -(question.facts[0].known_day or 0),
        figure.id,
    )
