"""The other side's own number beside the places of a ranking, and whom it makes larger."""

from __future__ import annotations

from itertools import chain

from dipfacts.answers.answer import LIMITS, Answer, once
from dipfacts.answers.claims.flow_keys import flow_in_any_scope
from dipfacts.answers.claims.sizes import claimed, size
from dipfacts.answers.mirror_data.mirror import beside_others, both_sides
from dipfacts.answers.mirror_data.mirror_pair import PairsByClaim, pairs_by_claim
from dipfacts.answers.mirror_data.sides import other_side, other_side_reports, pair_among
from dipfacts.answers.rankings.partner_words import partner_name
from dipfacts.answers.rankings.ranking import FIRST, Ranked, Ranking, first_number
from dipfacts.model.display import and_more
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.figures.rounding import UPPER_BOUNDS
from dipfacts.model.file_format.tables import Number
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.unread.reporters import claims_of_several_reporters

NAMED = 3  # whom the sentence names


def add_other_sides(
    answer: Answer,
    query: Query,
    every: list[Question],
    rankings: list[Ranking],
    limit: int | None,
) -> None:
    """Add the flows of the places that the other side reports, too, with its claims.

    So it is where neither side tells the place.

    They are among all questions, `every`; but of very many claims those are read that are about the
    places. The headline is about all of the rankings, whatever places the limit leaves.
    """
    left = answer.rankings.every
    ranked = [line for ranking in left for line in ranking.partners if _has_sides(line)]
    lines = [line for ranking in rankings for line in _looked_at(answer, ranking, limit)]
    if not lines:
        return
    near = _about_the_same(answer, query, lines, every)
    both = both_sides(answer.base, near, answer.asked.parties)
    in_both = pairs_by_claim(both)
    alone = [line.question for line in lines if not pair_among(in_both, line.question)]
    pairs = [*both, *beside_others(answer.base, near, alone)]
    sides = pairs_by_claim(pairs)
    named = _tell_larger(answer, query, rankings, sides)
    with_place = {id(pair_among(sides, line.question)) for line in ranked}
    answer.figures.sides = [pair for pair in pairs if id(pair) in with_place]
    if limit:
        of_sides = chain.from_iterable(pair.facts for pair in answer.figures.sides)
        facts = once([*answer.facts, *of_sides, *named])
        answer.leave_out(len(answer.facts) - len(facts), "claim")
        answer.facts = facts


def _looked_at(answer: Answer, ranking: Ranking, limit: int | None) -> list[Ranked]:
    """Return the places between two of whom the other side may tell; of very many the first."""
    lines = [line for line in ranking.partners if _has_sides(line)]
    is_cut = limit and answer.claims >= LIMITS.on_topic
    return lines[: max(limit or 0, FIRST)] if is_cut else lines


def _has_sides(line: Ranked) -> bool:
    """Return whether a place is about a flow or a stock between two."""
    return line.question.nature in ("flow", "stock") and len(line.question.figure.everyone) == 2


def _about_the_same(
    answer: Answer, query: Query, lines: list[Ranked], every: list[Question]
) -> list[Question]:
    """Return the questions about the flows of some places, whichever side reports them."""
    measures, flows = answer.base.measures, dict[frozenset[str], set[object]]()

    def flow(question: Question) -> object:
        return flow_in_any_scope(question.figure, question.nature, measures)

    for line in lines:
        flows.setdefault(frozenset(line.question.figure.everyone), set()).add(flow(line.question))
    if answer.figures.broad:
        facts = _read(answer.base, query, lines)
        every = questions(facts, measures, answer.base.origins(facts))
    near = ((q, flows.get(frozenset(q.figure.everyone))) for q in every)
    return [question for question, about in near if about and flow(question) in about]


def _read(base: Base, query: Query, lines: list[Ranked]) -> list[Fact]:
    """Return the claims on what several may report of some places."""
    figures = [line.question.figure for line in lines]
    measures = {way for figure in figures for way in base.measures.both_ways(figure.measure)}
    measures &= {*any_of(query.measure)} or measures
    query = query.replaced(types=("figure",), measure=tuple(sorted(measures)), limit=None)
    return claims_of_several_reporters(base, query, figures)


# ------------------------------------------------------------------------ whom it makes larger


def _tell_larger(
    answer: Answer, query: Query, rankings: list[Ranking], sides: PairsByClaim
) -> list[Fact]:
    """Add a sentence on those who are the largest by the other side's numbers alone, or may be.

    Return the claims that it rests on.
    """
    facts, ways = list[Fact](), [way for each in rankings for way in each.by_direction()]
    for larger, of_way in (("larger", _larger), ("perhaps larger", _perhaps_larger)):
        lines, texts, own = [line for way in ways for line in of_way(sides, way)], [], []
        for line in lines[:NAMED]:
            pair = pair_among(sides, line.question)
            assert pair is not None  # else it were not larger by that
            reports = other_side_reports(answer.base, pair, line.question)
            texts.append(f"{partner_name(answer.base, query, line)} ({reports})")
            own.append(other_side(pair, line.question))
        if lines:
            named = and_more("; ".join(texts), len(lines) - NAMED, "; ")
            text = f"By the other side's numbers {larger}: {named}."
            answer.say_also(text, (fact.id for fact in own))
        facts += own
    return facts


def _larger(sides: PairsByClaim, lines: list[Ranked]) -> list[Ranked]:
    """Return the lines of one direction that have a larger number than the first by either side."""
    most, below = _compared(sides, lines)
    return [line for line, number in below if number > most]


def _perhaps_larger(sides: PairsByClaim, lines: list[Ranked]) -> list[Ranked]:
    """Return those that have a larger number than one of several of the first.

    They have it by the other side alone; of whom their own claims say so, the headline tells.
    """
    most, below = _compared(sides, lines)
    least, own = claimed(first_number(lines).question) if below else (most, most)
    within = (line for line, number in below if least < number <= most and least < own)
    return [line for line in within if claimed(line.question)[1] <= least]


def _compared(
    sides: PairsByClaim, lines: list[Ranked]
) -> tuple[Number, list[tuple[Ranked, Number]]]:
    """Return the largest number of the first of a direction by either side, and those below it.

    Each with the number of the other side.
    """
    if not lines or (first := first_number(lines)).place is None:
        return 0, []
    most = max(size(first.question), _other_number(sides, first) or size(first.question))
    below = lines[lines.index(first) + 1 :]
    numbers = ((line, _other_number(sides, line)) for line in below)
    return most, [(line, number) for line, number in numbers if number is not None]


def _other_number(sides: PairsByClaim, line: Ranked) -> Number | None:
    """Return the number that the other side reports, if that is compared and no upper bound."""
    pair = pair_among(sides, line.question)
    if pair is None or pair.differ:
        return None
    other = figure_of(other_side(pair, line.question))
    return None if other.absent or other.qualifier in UPPER_BOUNDS else other.number
