"""The figures that answer for a topic in a brief: a total, and the largest partners."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from itertools import chain, zip_longest
from operator import itemgetter

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief_limits import SHOWN_PARTNERS, BriefLimits
from dipfacts.answers.claims.subject_words import measured_way
from dipfacts.answers.derived.shares import total_way
from dipfacts.answers.many_figures.measure_read import MeasureRead
from dipfacts.answers.rankings.mirrored_ways import ToldFlows
from dipfacts.answers.rankings.other_measures import UnplacedFlows
from dipfacts.answers.rankings.ranking import Ranked, Ranking, Roles, last_places
from dipfacts.answers.rankings.ranking_counts import Subjects
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.groups import by_member, grouped
from dipfacts.model.query import Query

Places = tuple[list[Ranked], list[tuple[Ranked, Question]]]
"""The totals and the biggest partners, and who stands below the last, each with its figure."""


def select_partners(answer: Answer, limits: BriefLimits) -> Places:
    """Return the totals and the largest partners to show, and others that stand below them.

    These exceed the last one, or are in other units; each comes with the last one's figure. Where
    nobody has a place by the first measure, as no full year is claimed, the totals that answer are
    shown, whatever their measure; without any, of each measure the first of those without a place,
    where nobody has one by it.
    """
    ranked, beside = list[Ranked](), list[tuple[Ranked, Question]]()
    rankings = answer.rankings.every
    if not rankings:
        return ranked, beside
    if not answer.figures.main:
        first = (_biggest(each, limits) or _first_unranked(each, limits) for each in rankings)
        return [*chain.from_iterable(first)], beside
    totals, flows, earlier = _Totals(answer), UnplacedFlows(answer), ToldFlows(answer.base)
    there = set[frozenset[str]]()
    for each in rankings:
        lines = [*totals.beside(each), *_biggest(each, limits)]
        larger = limits.first(_larger(each, lines, flows.beside(each)), SHOWN_PARTNERS)
        dyads = {line.question.dyad for line, _ in larger}
        foreign = [it for it in _in_other_units(each) if it[0].question.dyad not in dyads]
        beside += [*larger, *limits.first(foreign, SHOWN_PARTNERS)]
        # Shares have the total of what they are of.
        lines = [line for line in lines if _claims(line) not in there and not earlier.has(line)]
        there.update(map(_claims, lines))
        earlier.add(lines)
        ranked += lines
    ranked = ranked or [it for it in rankings[0].totals if it.question in answer.figures.main]
    ranked += _other_way_in_total(answer, ranked, totals)
    return [*_totals_of_family(answer, ranked, totals), *ranked], beside


def _first_unranked(ranking: Ranking, limits: BriefLimits) -> list[Ranked]:
    """Return the first in each direction of those without a place, each with one figure."""
    first: dict[tuple[str, ...], Ranked] = {}
    for line in (*ranking.others, *ranking.in_parts):
        first.setdefault(line.question.dyad, line)
    ways = grouped((line.way, line) for line in first.values()).values()
    return [line for way in ways for line in limits.first(way, SHOWN_PARTNERS)]


def _claims(line: Ranked) -> frozenset[str]:
    return frozenset(fact.id for fact in line.question.facts)


def select_figures(
    answer: Answer, places: Places
) -> tuple[list[Question], dict[Question, Question]]:
    """Return the questions of a topic, and those told below, each with that of the last line."""
    ranked, beside = places
    if answer.rankings.first is not None:
        return [line.question for line in ranked], {line.question: than for line, than in beside}
    return answer.figures.main, {}


def left_beside(answer: Answer, figures: Iterable[Fact], *, has_rows: bool) -> tuple[int, int]:
    """Return the numbers of partners, and of aggregates and groups, of which no figure is told.

    Where nothing answers for the topic, and it has no rows, its sentence says what there is.
    """
    if answer.rankings.first is None or not (answer.figures.main or has_rows):
        return 0, 0
    subjects, asked = _subjects(answer, answer.rankings.first), {*answer.asked.parties}
    named = {fact.claim.party_set - asked for fact in figures}
    return len(subjects.partners - named), len(subjects.set_aside - named)


def partners_beside(answer: Answer, line: Ranked) -> tuple[int, int]:
    """Return the numbers of partners beside one, and of further ones by other measures alone.

    Exports and imports are no other measures of trade, and one share is none of another.
    """
    if answer.rankings.first is None:
        return 0, 0
    subjects, measures = _subjects(answer, answer.rankings.first), answer.base.measures

    def family(measure: str) -> str:
        return "" if measures[measure].of else measures.total_of(measure)

    ranked = family(line.question.figure.measure)
    named = {frozenset(line.others)}
    others, alike = subjects.partners - named, subjects.having(lambda it: family(it) == ranked)
    return len(others & alike), len(others - alike)


def _subjects(answer: Answer, ranking: Ranking) -> Subjects:
    """Return the partners of one party, and what is beside them."""
    every = [*answer.figures.questions, *answer.figures.absent]
    query = Query(parties=answer.asked.parties, known_by=answer.asked.known_by)
    return Subjects(answer, ranking, Roles(answer.base, query, every))


def measures_left(answer: Answer, *groups: Container[str]) -> list[str]:
    """Return the measures of what happened, in their order, but those of figures that are shown."""
    if answer.figures.broad:
        read = (it for it in answer.figures.broad.counted if isinstance(it, MeasureRead))
        there = {it.measure.id for it in read if it.odd or it.plain}
    else:
        there = {q.figure.measure for q in answer.figures.questions if not q.is_ahead}
    left = (it for it in there if not any(it in measures for measures in groups))
    return sorted(left, key=answer.base.measures.places.__getitem__)


def _other_way_in_total(answer: Answer, ranked: list[Ranked], totals: _Totals) -> list[Ranked]:
    """Return the totals of flows the other way, where all flows shown go one way."""
    base, parties = answer.base, answer.asked.parties
    if len(parties) != 1:
        return []
    (party,) = parties
    ways = {
        total_way(base, it.question.figure, party) for it in ranked if it.question.nature == "flow"
    }
    other = {"from", "to"} - ways if ways and "" not in ways else set[str]()
    return totals.such_as(
        lambda q: q.nature == "flow" and total_way(base, q.figure, party) in other
    )


def _totals_of_family(answer: Answer, ranked: list[Ranked], totals: _Totals) -> list[Ranked]:
    """Return the totals of the turnover of exports shown, or of exports, where no total is."""

    def family(question: Question) -> str:
        return answer.base.measures.total_of(question.figure.measure)

    if len(answer.asked.parties) != 1 or any(line.is_total for line in ranked):
        return []
    ranked_families = {family(line.question) for line in ranked}
    return totals.such_as(lambda question: family(question) in ranked_families)


def _larger(
    ranking: Ranking, ranked: list[Ranked], flows: list[Ranked]
) -> list[tuple[Ranked, Question]]:
    """Return the lines larger than the last that is shown of a ranking, each with that question.

    One a partner, of a part of the ranking's own period if there is one; also of the flows that the
    other side alone tells of.
    """
    last = last_places(ranked)
    larger: dict[tuple[str, ...], Ranked] = {}
    unplaced = [*ranking.larger, *ranking.sized_parts(), *flows]
    for line in sorted(unplaced, key=lambda line: not ranking.is_inside(line)):
        if line.way in last and line.question.reach[0] > last[line.way].size:
            larger.setdefault(line.question.dyad, line)
    order = dict.fromkeys(line.question.dyad for line in unplaced)
    lines = [larger[pair] for pair in order if pair in larger]
    return [(line, last[line.way].question) for line in lines]


def _in_other_units(ranking: Ranking) -> list[tuple[Ranked, Question]]:
    """Return the lines in other units alone, each with a ranked question; of each unit in turn."""
    foreign = ranking.in_other_units()
    by_unit = grouped(((it.way, it.question.figure.unit), it) for it in foreign)
    in_turn = chain.from_iterable(zip_longest(*by_unit.values()))
    ranked = ranking.partners[0].question if ranking.partners else None
    return [(line, ranked) for line in in_turn if line and ranked]


def _biggest(ranking: Ranking, limits: BriefLimits) -> list[Ranked]:
    """Return the biggest partners of a ranking in each of its directions."""
    ways = (limits.first(way, SHOWN_PARTNERS) for way in ranking.own_by_direction())
    return [*chain.from_iterable(ways)]


class _Totals:
    """The totals of rankings, of each measure and direction in which no other one answers."""

    def __init__(self, answer: Answer) -> None:
        main, answered = {*answer.figures.main}, {*map(measured_way, answer.figures.main)}
        rankings = answer.rankings.every  # each has the totals in its directions
        every = (it for each in rankings for it in each.totals)
        self._every = [
            it for it in every if it.question in main or measured_way(it.question) not in answered
        ]
        self._measures = answer.base.measures
        self._by_measure = by_member(self._every, lambda it: [it.question.figure.measure])

    def beside(self, ranking: Ranking) -> list[Ranked]:
        """Return those of a ranking, or of what its shares are of."""
        wholes = {ranking.measure, self._measures[ranking.measure].of or ""}
        both = chain.from_iterable(self._by_measure.get(measure, ()) for measure in wholes)
        return _first_of_each([line for _, line in sorted(both, key=itemgetter(0))])

    def such_as(self, is_meant: Callable[[Question], bool]) -> list[Ranked]:
        """Return those that are meant."""
        return _first_of_each([line for line in self._every if is_meant(line.question)])


def _first_of_each(totals: list[Ranked]) -> list[Ranked]:
    """Return the first total of each dyad."""
    latest = {line.question.dyad: line for line in reversed(totals)}
    return [*reversed(latest.values())]
