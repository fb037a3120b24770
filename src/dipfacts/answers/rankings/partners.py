"""Rankings of one party's partners, or of all dyads, over one full period only."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.sizes import by_size, size
from dipfacts.answers.derived.shares import shares, stated_way
from dipfacts.answers.rankings.ranking import (
    TOTAL,
    DirectedPartner,
    Ranked,
    Ranking,
    Roles,
    last_places,
)
from dipfacts.answers.rankings.ranking_field import Field, fields_of
from dipfacts.answers.rankings.ranking_places import order_of_ways, ordered_lines
from dipfacts.answers.statements.question_choice import choose_question, near_dates, within_dates
from dipfacts.model.fact import FAR
from dipfacts.model.figures.agreement import Question, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.periods.calendar import LONGEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base

_YEARS = 3  # of what has no partners


def rankings(
    answer: Answer, query: Query, roles: Roles, questions: list[Question]
) -> list[Ranking]:
    """Return the ranking by the latest full period that most partners have a figure for.

    It is of the first measure of the questions. Where most partners have another year in one
    direction than in the other, each has a ranking.
    """
    totals, made = _without_totals(answer, query, roles, questions)
    if len(made) > 1:
        made.sort(key=lambda pair: order_of_ways(answer, *pair[0].by_direction()[:1]))
    beside = _totals_beside(answer.base, query, totals, [field for _, field in made])
    results = list[Ranking]()
    for (ranking, field), own in zip(made, beside, strict=True):
        lines = [*map(roles.ranked, _totals(answer.base, query, own, field))]
        ranking = ranking.replaced(totals=lines)
        has_shares = len(query.parties) == 1
        results.append(_with_shares(answer, ranking, totals) if has_shares else ranking)
    return results


def places_by(
    answer: Answer, query: Query, roles: Roles, of_measure: list[Question]
) -> dict[DirectedPartner, Period]:
    """Return the partners with a line in the rankings by a measure, each with its period."""
    results = dict[DirectedPartner, Period]()
    for ranking, field in _without_totals(answer, query, roles, of_measure)[1]:
        unread = ranking.unread.partners if ranking.unread else ()
        partners = [line.partner for line in ranking.partners if not line.of_other]
        partners += [partner for partner in unread if partner.way in field.ways]
        results |= dict.fromkeys(partners, ranking.period) if ranking.period else {}
    return results


def _without_totals(
    answer: Answer, query: Query, roles: Roles, questions: list[Question]
) -> tuple[list[Question], list[tuple[Ranking, Field]]]:
    """Return the totals among questions, and the rankings without them, each with its field."""
    inside = within_dates(questions, query)
    totals, between = _totals_and_others(inside, query, roles)
    fields = fields_of(answer, query, roles, questions, between, near_dates(inside, query))
    return totals, [(_ranking(answer, query, roles, field), field) for field in fields]


def _totals_beside(
    base: Base, query: Query, totals: list[Question], fields: list[Field]
) -> list[list[Question]]:
    """Return the totals beside each ranking of a measure: of one party those in its directions.

    Those in none, and of other measures, stand beside the first.
    """
    measure = fields[0].measure
    if not query.parties:
        return [[question for question in totals if question.figure.measure == measure]]
    results: list[list[Question]] = [[] for _ in fields]
    for question in totals:
        figure = question.figure
        way = stated_way(base, figure, query.parties[0]) if len(fields) > 1 else ""
        nth = (n for n, field in enumerate(fields) if way in field.ways)
        results[next(nth, 0) if figure.measure == measure else 0].append(question)
    return results


def _ranking(answer: Answer, query: Query, roles: Roles, field: Field) -> Ranking:
    """Return the ranking of a field, without totals."""
    ranked, others = _ranked(field.dyads, field.common, field.over_time)
    lines = ordered_lines(answer, ranked, roles)
    date = _one_date(line.question.period for line in lines)
    theirs = by_size(_newest(roles.groups(field.of_others), query.within))
    lines += [roles.ranked(question).replaced(of_other=True) for question in theirs]
    larger = _larger(field, others, last_places(lines), roles)
    others = _not_placed(field, ranked, others, larger, roles)
    return Ranking(
        measure=field.measure,
        unit=field.unit,
        period=field.common if field.over_time else date,
        partners=lines,
        aggregates=[roles.ranked(q) for q in _not_compared(field.aside, field, roles)],
        totals=[],
        larger=[roles.ranked(q) for q in larger],
        others=[roles.ranked(q) for q in others],
        in_parts=[roles.ranked(q) for q in _not_compared(field.in_parts, field, roles)],
        unread=field.unread,
        newer=[roles.ranked(q) for q in _newer_in_units(field, ranked, [*larger, *others], roles)],
    )


def _totals_and_others(
    inside: list[Question], query: Query, roles: Roles
) -> tuple[list[Question], list[Question]]:
    """Return the totals of what happened, and what is between partners."""
    questions = [question for question in inside if not question.is_ahead]
    totals = [question for question in questions if roles.role_of(question) == TOTAL]
    if not query.parties and all(len(q.figure.everyone) == 1 for q in questions):
        totals = []  # each party's own total is all there is to rank
    whole = {*totals}
    return totals, [question for question in questions if question not in whole]


def _ranked(
    groups: list[list[Question]], common: Period | None, over_time: bool = False
) -> tuple[list[Question], list[Question]]:
    """Return each dyad's question about the common period and, apart, the latest where it has none.

    Numbers `over_time` are not about the same without a common period. Where one is about all of
    it, none of a day in it is about the same.
    """
    ranked, others = list[Question](), list[Question]()
    is_of_span = over_time and common is not None and _has_span(groups, common)
    for group in groups:
        best = choose_question(group, common)
        is_whole = best and not timing.is_partial(best, common) and (common or not over_time)
        if best and is_whole and not (is_of_span and timing.holds_at_date(best)):
            ranked.append(best)
        elif latest := choose_question((is_of_span and _over_time(group)) or group, None):
            others.append(latest)
    return ranked, others


def _has_span(groups: list[list[Question]], common: Period) -> bool:
    """Return whether a number is about all of a period, and not of a date."""
    return any(q.period.same_span(common) for group in groups for q in _over_time(group))


def _over_time(group: list[Question]) -> list[Question]:
    """Return the questions of a group about a period, such as a year, and not about a date."""
    return [question for question in group if not timing.holds_at_date(question)]


def _one_date(periods: Iterable[Period]) -> Period | None:
    """Return the date of all numbers that hold at one; None if they differ.

    Of 31 December 2023 and 2023 it is 2023, which both are in.
    """
    dates = [date for period in periods if (date := period if period.start else period.ends[1])]
    if len({date.end_day for date in dates}) != 1:
        return None
    return min(dates, key=lambda date: date.start_day or 0)


# -------------------------------------------------------------------- beside the places


def _larger(
    field: Field, others: list[Question], lasts: dict[str, Ranked], roles: Roles
) -> list[Question]:
    """Return the figures of partners without a place that are larger than the last place.

    Of each partner the latest full year, or a later part of a year if that is larger still; and
    the longest part of the common period.
    """
    common, unplaced = field.common, {*others}
    if common is None or not field.over_time:
        return []

    def is_larger(question: Question) -> bool:
        last = lasts.get(roles.way(question))
        if last is None or part_of(last.question.figure) != part_of(question.figure):
            return False
        return question.reach[0] > last.size

    groups = (group for group in field.dyads if not unplaced.isdisjoint(group))
    each = ([*filter(is_larger, _largest_of(group, common))] for group in groups)
    results = [best for best in each if best]
    results.sort(key=lambda best: (-max(map(size, best)), best[0].dyad))
    return [question for best in results for question in best]


def _not_placed(
    field: Field,
    ranked: list[Question],
    others: list[Question],
    larger: list[Question],
    roles: Roles,
) -> list[Question]:
    """Return the questions without a place, not larger: in the unit of the ranking, then others."""

    def without(questions: list[Question], others: list[Question]) -> list[Question]:
        named = {*map(roles.dyad, others)}
        return [question for question in questions if roles.dyad(question) not in named]

    foreign = [q for q in without(field.foreign, ranked) if not field.is_ranked_unread(q)]
    in_period, elsewhen = _ranked(roles.groups(foreign), field.common)
    elsewhen = without(elsewhen, others + larger)
    return by_size(without(others, larger + in_period)) + by_size(in_period + elsewhen)


def _newer_in_units(
    field: Field, ranked: list[Question], unplaced: list[Question], roles: Roles
) -> list[Question]:
    """Return the questions that are newer than those told of a partner, in other units.

    That is the period of all places, or of whom is `unplaced` the numbers that are told. Of each
    partner and unit it is the latest full year or date.
    """
    if field.common is None:
        return []
    placed = [*ranked, *(q for q in field.foreign if field.is_ranked_unread(q))]
    since = dict.fromkeys(map(roles.dyad, placed), field.common.reached)
    for question in sorted(unplaced, key=lambda question: question.period.reached):
        since[roles.dyad(question)] = question.period.reached
    newer = (
        question
        for question in field.foreign
        if question.period.is_full_year or timing.holds_at_date(question)
        if question.period.reached > since.get(roles.dyad(question), FAR)
    )
    groups = grouped(((roles.dyad(q), q.figure.unit), q) for q in newer)
    return by_size(max(of_unit, key=timing.latest) for of_unit in groups.values())


def _not_compared(questions: list[Question], field: Field, roles: Roles) -> list[Question]:
    """Return one question of each dyad and part: in the unit of the ranking, and then in others."""
    groups = roles.groups(questions)
    own = [[q for q in group if q.figure.unit == field.unit] or group for group in groups]
    chosen = by_size(_newest(own, field.common))
    return sorted(chosen, key=lambda q: (q.figure.unit != field.unit, q.figure.unit))


def _largest_of(group: list[Question], common: Period) -> list[Question]:
    """Return the largest of a partner after the common period, and the largest within it."""
    # What is of some time in a span has no days.
    short = [q for q in group if 0 < (q.period.days or 0) <= LONGEST_YEAR]
    outside = sorted((q for q in short if _is_another(q.period, common)), key=timing.latest)
    best = [q for q in outside if q.period.is_full_year][-1:]
    parts = [q for q in outside if not best or timing.latest(q) > timing.latest(best[0])]
    best = [q for q in parts if not best or size(q) > size(best[0])][-1:] or best
    inside = [q for q in short if common.covers(q.period)]
    return best + ([max(inside, key=lambda q: (q.period.days, size(q)))] if inside else [])


def _is_another(period: Period, common: Period) -> bool:
    """Return whether a period is outside the common one, or a full year that only meets it."""
    if period.is_full_year and common.is_full_year:
        return not period.same_span(common)
    return not period.overlaps(common)


def _newest(groups: Iterable[list[Question]], common: Period | None) -> list[Question]:
    """Return each dyad's question about the common period, or else its latest."""
    return [q for group in groups for results in _ranked([group], common) for q in results]


def _totals(base: Base, query: Query, questions: list[Question], field: Field) -> list[Question]:
    """Return each total of the common period, or else the latest.

    Of what has no parts these are what answers, and the latest others. Those in the measure and
    unit of the ranking come first, of these those of its period, then the latest.
    """
    alike: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        figure = question.figure
        alike.setdefault((figure.measure, figure.unit), []).append(question)
    chosen = list[Question]()
    for group in alike.values():
        by_dyad = subject_words.by_dyad(subject_words.totals(group))
        if base.measures[group[0].figure.measure].partners == 0:
            for same in by_dyad:
                latest = sorted(same, key=timing.latest, reverse=True)
                best = choose_question(same, query.within)
                chosen += [*dict.fromkeys([best, *latest] if best else latest)][:_YEARS]
        else:
            chosen += _newest(by_dyad, field.common)

    def rank(question: Question) -> tuple[bool, bool, bool, int, int]:
        figure, period = question.figure, question.period
        is_other = figure.measure != field.measure, figure.unit != field.unit
        if base.measures[figure.measure].partners == 0:
            return *is_other, False, 0, len(figure.everyone)  # in the order in which they answer
        of_common = field.common is not None and period.same_span(field.common)
        return *is_other, not of_common, -period.reached, len(figure.everyone)

    return sorted(chosen, key=rank)


def _with_shares(answer: Answer, ranking: Ranking, totals: list[Question]) -> Ranking:
    """Add the shares in the total to what the answer derives; return the ranking with them."""
    mine = [q for q in totals if q.figure.measure == ranking.measure]
    every = (*ranking.partners, *ranking.aggregates)
    lines = [line for line in every if len(line.others) == 1]  # no group is a part of the total
    by_claim = shares(answer, [line.question for line in lines], mine)
    answer.figures.derived += chain.from_iterable(by_claim.values())

    def shared(line: Ranked) -> Ranked:
        of_claims = (by_claim.get(fact.id, ()) for fact in line.question.counting)
        return line.replaced(shares=tuple(chain.from_iterable(of_claims)))

    return ranking.replaced(
        partners=[*map(shared, ranking.partners)], aggregates=[*map(shared, ranking.aggregates)]
    )
