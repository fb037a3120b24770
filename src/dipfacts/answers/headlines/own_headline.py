"""The headline of one party's own figures and totals: chosen and told as those of two are."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.headlines.dyad_headline import tell, tell_nearest, with_subjects
from dipfacts.answers.headlines.headline_choice import choose, lying_in_dates, units_of, with_parts
from dipfacts.answers.headlines.main_measure import tell_other_directions, totals_of_measure
from dipfacts.answers.rankings.ranking import TOTAL, Ranked, Ranking, Roles
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.series import series_of_years
from dipfacts.model.figures.agreement import Question
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.record import Record

_MOST = 3  # measures, or parties where none is asked for, of which the sentence tells


class Own(Record, frozen=True):
    """The answering questions of a party's own figures, of the same measures, and those absent."""

    chosen: list[Question]  # empty where all are about other periods than the one asked for
    whole: list[Question]  # the totals of each
    parts: list[Question]  # of each, those in the dates that no total is in
    absent: list[Question]


def choose_own(answer: Answer, query: Query, roles: Roles, lines: list[Ranked]) -> Own | None:
    """Return the choice among figures that are no partner's; None where a party has none.

    That is the first measure of the lines, of what has no partners, or the total in each of a few.
    """
    if not lines or not (groups := _headline_measures(answer, lines)):
        return None
    totals = [q for q in answer.figures.questions if not q.is_ahead and roles.role_of(q) == TOTAL]
    of_measures = grouped((question.figure.measure, question) for question in totals)
    chosen, every, parts = list[Question](), list[Question](), list[Question]()
    for measure, whose in groups.items():
        own = [q for q in of_measures[measure] if not whose or q.figure.everyone in whose]
        whole = totals_of_measure(own, own[0].figure)
        units = units_of(answer.base, query, measure, whole)
        best = choose(answer, query, whole, units)
        best, in_parts = with_parts(answer, query, own, whole, best, units)
        chosen += best
        every += whole
        parts += in_parts
    absent = [
        q for q in answer.figures.absent if q.figure.measure in groups and roles.role_of(q) == TOTAL
    ]
    return Own(chosen, every, parts, absent)


def headline_own(answer: Answer, query: Query, own: Own, ranking: Ranking, roles: Roles) -> None:
    """Set the headline to what answers, or is nearest to the dates; add years and what is newer.

    The first `ranking` of the answer has what the headline is of before its other totals.
    """
    asked, remarks = query.within, list[tuple[Question, Remark]]()
    if own.chosen:
        remarks = tell(answer, query, own.chosen, [*own.whole, *own.parts])
        if asked is not None:
            tell_other_directions(answer, own.chosen, lying_in_dates(own.whole, query), asked)
        if query.parties:
            every = [*answer.figures.questions, *answer.figures.absent]
            answer.figures.series = series_of_years(own.chosen[0], every, answer.base)
    else:
        absent = [] if answer.figures.main else own.absent
        tell_nearest(answer, lying_in_dates(own.whole, query), absent, asked)
    answer.remarks += with_subjects(answer.base, remarks, own.chosen)
    ids = {*answer.head.facts}
    answering = [q for q in own.whole if not ids.isdisjoint(fact.id for fact in q.counting)]
    answer.rankings.totals += [
        question for question in answering if question not in answer.figures.main
    ]
    main = answer.figures.main if own.chosen else []
    answer.rankings.first = with_first(ranking, [*main, *answering], roles)


def with_first(ranking: Ranking, questions: list[Question], roles: Roles) -> Ranking:
    """Return a ranking with some of its totals before the others, and then those in their units.

    Where nobody is ranked, its unit is that of the first.
    """
    units = {(question.figure.measure, question.figure.unit) for question in questions}
    rest = [line.question for line in ranking.totals]
    rest.sort(key=lambda q: (q.figure.measure, q.figure.unit) not in units)
    totals = dict.fromkeys([*questions, *rest])
    ranking = ranking.replaced(totals=[*map(roles.ranked, totals)])
    if not questions or len(ranking.questions()) > len(totals):
        return ranking
    return ranking.replaced(unit=questions[0].figure.unit)


def _headline_measures(answer: Answer, lines: list[Ranked]) -> dict[str, set[tuple[str, ...]]]:
    """Return the measures of which a sentence tells, each with whose numbers; none is all."""
    first, has_parties = lines[0].question, answer.asked.parties
    measure = first.figure.measure
    if answer.base.measures[measure].partners != 0:
        measures = dict.fromkeys(line.question.figure.measure for line in lines)
        return {it: set() for it in [*measures][:_MOST]} if has_parties or len(lines) == 1 else {}
    if has_parties:
        return {measure: set()}
    same = (line.question for line in lines if line.question.period.text == first.period.text)
    whose = [q.figure.everyone for q in same if q.figure.measure == measure]
    return {measure: {*whose[:_MOST]}}
