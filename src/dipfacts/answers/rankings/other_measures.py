"""The rankings by other measures that stand beside the first one of a page."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.rankings.partners import places_by, rankings
from dipfacts.answers.rankings.ranking import (
    GROUP,
    PARTNER,
    DirectedPartner,
    Ranked,
    Ranking,
    Roles,
)
from dipfacts.answers.rankings.ranking_places import own_shares
from dipfacts.answers.statements.question_choice import are_within, near_dates
from dipfacts.model.figures.agreement import Question, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of


def more_rankings(
    answer: Answer, query: Query, roles: Roles, first: list[Ranking]
) -> list[Ranking]:
    """Return the rankings by other measures: those asked for, shares, and a party's other flows.

    `first` are those by the main measure.
    """
    main = first[0].measure
    more = {*any_of(query.measure), *own_shares(answer)}
    if len(query.parties) == 1:
        more |= _other_flows(answer, query, roles, main) | _mirrors(answer, query, roles, first)
    every = _by_measure(answer).items()
    others = (of_measure for measure, of_measure in every if measure in more - {main})
    return [it for of_measure in others for it in rankings(answer, query, roles, of_measure)]


def _by_measure(answer: Answer) -> dict[str, list[Question]]:
    return grouped((question.figure.measure, question) for question in answer.figures.questions)


class UnplacedFlows:
    """The parts of a ranking's period that the other side alone tells of a partner.

    Exports of which Italy's imports alone are claimed, for nine months, have a place by neither.
    """

    def __init__(self, answer: Answer) -> None:
        self._measures = answer.base.measures
        every = answer.rankings.every
        self._alike = grouped((self._flows(ranking), ranking) for ranking in every)

    def beside(self, ranking: Ranking) -> list[Ranked]:
        """Return them for one of the rankings of the answer."""
        if ranking.measure not in self._measures.ways:
            return []
        results = list[Ranked]()
        named = {line.partner for line in (*ranking.partners, *ranking.larger)}
        for other in self._alike[self._flows(ranking)]:
            if other.measure == ranking.measure:
                continue
            placed = {line.way for line in other.partners}  # which have a sentence of their own
            results += [
                line
                for line in (*other.larger, *other.others)
                if line.way and line.way not in placed and line.partner not in named
                if line.question.figure.unit == ranking.unit and not part_of(line.question.figure)
                if ranking.is_inside(line)
            ]
        return results

    def _flows(self, ranking: Ranking) -> tuple[tuple[str, ...], str]:
        """Return the measures and the unit that rankings of the same flows by either side share."""
        return self._measures.both_ways(ranking.measure), ranking.unit


def _other_flows(answer: Answer, query: Query, roles: Roles, main: str) -> set[str]:
    """Return the measures of flows with a partner that no ranking before has in that direction.

    Turnover, which has no direction, tells of a partner in both. Of whom there is no total, parts
    tell; what is until a day after the dates tells where nothing else does.
    """
    actual = [question for question in answer.figures.questions if not question.is_ahead]
    actual = near_dates(actual, query)
    results, seen = set[str](), set[DirectedPartner]()
    dyads = answer.figures.broad.measures if answer.figures.broad else {}
    unread = {measure: of_measure.partners for measure, of_measure in dyads.items()}
    parts = [question for question in actual if part_of(question.figure)]
    for questions, more in ((subject_words.totals(actual), unread), (parts, {})):
        flows: dict[str, set[DirectedPartner]] = {main: set()}
        for question in questions:
            if question.nature == "flow" and roles.role_of(question) in (PARTNER, GROUP):
                partner = DirectedPartner(roles.way(question), roles.others(question))
                flows.setdefault(question.figure.measure, set()).add(partner)
        for measure in _total_last_if_elsewhen(answer, query, questions, flows):
            partners = flows[measure]
            partners |= more.get(measure, set()) if partners else set()  # no measure but of flows
            if any({who, who._replace(way="")}.isdisjoint(seen) for who in partners):
                results.add(measure)
                seen |= partners
    return results


def _total_last_if_elsewhen(
    answer: Answer, query: Query, questions: list[Question], measures: Iterable[str]
) -> list[str]:
    """Return measures, the first being the main one; last its total if it is of other times alone.

    So turnover of other times than the one asked for stands for no exports and imports of it.
    """
    main, *others = measures
    total, asked = answer.base.measures.total_of(main), query.within
    of_total = (q for q in questions if q.figure.measure == total)
    is_elsewhen = asked and all(timing.is_partial(question, asked) for question in of_total)
    return [main, *sorted(others, key=lambda measure: bool(is_elsewhen) and measure == total)]


def _mirrors(answer: Answer, query: Query, roles: Roles, first: list[Ranking]) -> set[str]:
    """Return the measures in which the other side has the year of who has no place for want of it.

    Exports of which Norway has a part of 2022 alone are imports of which Sweden may have all. So it
    is of a year in --since and --until, where that of a ranking only touches them.
    """
    main = first[0].measure
    missing, outside = _missing(first), _outside(answer, query, first)
    if not (missing or outside):
        return set()

    by_measure = _by_measure(answer)

    def has_year(measure: str) -> bool:
        there = places_by(answer, query, roles, by_measure[measure])
        if any(_is_inside(there[partner], query) for partner in outside & there.keys()):
            return True
        again = missing.keys() & there.keys()
        return any(missing[partner].same_span(there[partner]) for partner in again)

    others = {*answer.base.measures.both_ways(main)} & by_measure.keys() - {main}
    return {measure for measure in others if has_year(measure)}


def _missing(first: list[Ranking]) -> dict[DirectedPartner, Period]:
    """Return the partners without a place in a direction, each with the year of the ranking."""
    results = dict[DirectedPartner, Period]()
    for ranking in first:
        period = ranking.period
        for line in (*ranking.larger, *ranking.others):
            if line.way and period and not line.question.period.same_span(period):
                results[line.partner] = period
    return results


def _outside(answer: Answer, query: Query, first: list[Ranking]) -> set[DirectedPartner]:
    """Return the partners with a place in a year that only touches --since and --until."""
    broad, results = answer.figures.broad, set[DirectedPartner]()
    dyads = broad.measures.get(first[0].measure) if broad else None
    for ranking in first:
        if ranking.period and not _is_inside(ranking.period, query):
            partners = {line.partner for line in ranking.partners if line.way}
            ways = {partner.way for partner in partners}
            unread = dyads.partners if dyads else ()
            results |= partners | {partner for partner in unread if partner.way in ways}
    return results


def _is_inside(period: Period, query: Query) -> bool:
    """Return whether a year lies in --since and --until, and does not only touch them."""
    return are_within((period.start_day or 0, period.end_day or 0), query)
