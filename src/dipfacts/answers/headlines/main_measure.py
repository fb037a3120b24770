"""The measure that answers between two parties: its own, or in a direction its mirror."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.question_choice import choose_question, lies_in
from dipfacts.model.figures.agreement import Question, direction_key
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base

_UNDATED = Query()


def first_figure(answer: Answer, actual: list[Question], query: Query) -> Figure:
    """Return the figure whose measure answers: the first one, its mirror, or what both make.

    Of exports and imports between the same two that is the one of which a claim is about all of the
    period asked, or a full year in the dates, if the other has parts alone, or what reaches beyond.
    If both have, it is their turnover, where a claim on that is.
    """
    first = (actual or answer.figures.questions)[0].figure
    measures = answer.base.measures
    ways, total = measures.both_ways(first.measure), measures.total_of(first.measure)
    if first.measure not in measures.ways or _complete(totals_of_measure(actual, first), query):
        return first
    same = [question.figure for question in actual if question.figure.measure in ways]
    mirror = next((figure for figure in same if figure.measure != first.measure), first)
    complete = _complete(totals_of_measure(actual, mirror), query)
    ends = direction_key(first)
    if mirrored := [q.figure for q in complete if direction_key(q.figure) == ends]:
        return mirrored[0]
    of_both = [
        question
        for question in _complete(actual, query)
        if question.dyad == (*sorted(first.party_set), "", "") and question.figure.measure == total
    ]
    return of_both[0].figure if of_both else first


def flows_of_total(
    base: Base, actual: list[Question], first: Figure, query: Query
) -> list[Question]:
    """Return the exports and imports of the period asked, where no claim on their total is of it.

    They are between the same parties, if there are any.
    """
    if query.within is None:
        return []
    complete = [q for q in _complete(actual, query) if q.figure.party_set == first.party_set]
    if any(question.figure.measure == first.measure for question in complete):
        return []
    is_one_way_of = base.measures.is_one_way_of
    flows = [q for q in complete if is_one_way_of(q.figure.measure, first.measure)]
    return subject_words.totals(flows)


def _complete(every: list[Question], query: Query) -> list[Question]:
    """Return the questions about all of the period asked, or about a full year in the dates."""
    inside = (question for question in every if lies_in(question, query))
    return [question for question in inside if not timing.is_partial(question, query.within)]


def totals_of_measure(
    actual: list[Question],
    first: Figure,
    ways: tuple[str, ...] = (),
    query: Query = _UNDATED,
) -> list[Question]:
    """Return the totals of the measure of the first figure, about its parties if there are any.

    Of a direction without a total these are its parts; of one of which the other of the measures
    of both `ways` tells better, as what A imports from B beside its exports, they are of that.
    """
    of_main = [q for q in actual if q.figure.measure == first.measure]
    if first.from_ and len(ways) > 1:
        of_ways = [question for question in actual if question.figure.measure in ways]
        mirrored = [*_mirrored(of_ways, first.measure, query)]
        reported = {direction_key(question.figure) for question in mirrored}
        of_main = [q for q in of_main if direction_key(q.figure) not in reported] + mirrored
    same = [q for q in of_main if q.figure.party_set == first.party_set]
    directions = grouped((direction_key(question.figure), question) for question in of_main)
    whole = [question for own in directions.values() for question in subject_words.totals(own)]
    return whole if {*same} & {*whole} else [*same, *whole]  # a larger group's total is no other's


def _mirrored(of_ways: list[Question], measure: str, query: Query) -> Iterator[Question]:
    """Yield the questions of the other measure on directions of which it tells better."""
    for way in grouped((direction_key(q.figure), q) for q in of_ways).values():
        own = [question for question in way if question.figure.measure == measure]
        others = [question for question in way if question.figure.measure != measure]
        if not own or (
            others and _is_better(subject_words.totals(others), subject_words.totals(own), query)
        ):
            yield from others


def _is_better(others: list[Question], own: list[Question], query: Query) -> bool:
    """Return whether some figures of a direction tell better of the dates asked for than its own.

    Of --since and --until that is a full year in them, unless a part of a later one is its own.
    """
    if query.within:
        return _how_well(others, query.within) > _how_well(own, query.within)
    if query == query.undated:
        return False
    best, mine = (_best([q for q in each if lies_in(q, query)]) for each in (others, own))
    if best is None or mine is None:
        return mine is None and best is not None
    is_newer = best.period.reached >= mine.period.reached
    return is_newer and timing.is_no_year(mine) and not timing.is_no_year(best)


def _best(inside: list[Question]) -> Question | None:
    return choose_question(inside, None) if inside else None


def _how_well(of_way: list[Question], asked: Period) -> int:
    """Return 2 for figures about all of the period asked, 1 about a part of it, 0 about neither."""
    best = choose_question(of_way, asked)
    return 0 if best is None else 1 if timing.is_partial(best, asked) else 2


def tell_other_directions(
    answer: Answer, chosen: list[Question], whole: list[Question], asked: Period
) -> None:
    """Add to the headline the directions of which nothing is about the period asked alone."""
    ways, parties = {*map(subject_words.measured_way, chosen)}, chosen[0].figure.party_set
    others = [q for q in whole if subject_words.measured_way(q) not in ways]
    others = [q for q in others if q.figure.party_set == parties]
    if others:
        # lazy: most look-ups find the period that they ask for
        from dipfacts.answers.statements.longer_periods import no_claim_alone

        text, facts = no_claim_alone(answer, others, asked)
        answer.say_also(text, (fact.id for fact in facts))


def beside_mirrors(
    answer: Answer, chosen: list[Question], measure: str, asked: Period
) -> list[tuple[Question, Remark]]:
    """Return remarks on longer periods of a measure, where its mirror answers for the one asked."""
    # lazy: most look-ups find the period that they ask for
    from dipfacts.answers.statements.longer_periods import longer_remarks

    mirrors = [question for question in chosen if question.figure.measure != measure]
    own = [q for q in answer.figures.questions if q.figure.measure == measure and not q.is_ahead]
    return longer_remarks(answer.base, mirrors, own, asked)
