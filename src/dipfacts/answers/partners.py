"""Rank one party's partners, or all dyads: over one full period only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from dipfacts.answers import headline
from dipfacts.answers.answer import Answer
from dipfacts.answers.choosing import choose
from dipfacts.answers.derived.shares import flow_end, shares
from dipfacts.answers.ranking import PARTNER, TOTAL, Ranked, Ranking, Sides, size
from dipfacts.model.agreement import Question, part_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Measure
from dipfacts.query.base import Query

_RANKED = ("flow", "stock", "count")  # ranks and rates of growth are listed, but have no largest
_CHANGES = {"change", "decline", "decrease", "fall", "growth", "increase", "rate", "rise"}
_YEAR = 366  # days of the longest full year


def rank(answer: Answer, query: Query, sides: Sides) -> Ranking:
    """Return the ranking by the latest full period that most partners have a figure for."""
    questions = [question for question in answer.questions if not question.is_ahead]
    totals = [question for question in questions if sides.role(question) == TOTAL]
    if not query.parties and all(len(q.figure.everyone) == 1 for q in questions):
        totals = []  # each party's own total is all there is to rank
    whole = {*totals}
    between = [question for question in questions if question not in whole]
    main = _main_measure(between, sides) or answer.questions[0].figure.measure
    comparable = _comparable([q for q in between if q.figure.measure == main]) if between else []
    over_time = not all(headline.is_at_date(question) for question in comparable)
    groups = headline.by_dyad(comparable)
    partners = [group for group in groups if sides.role(group[0]) == PARTNER] or groups
    common = query.within or (_common_year(partners) if over_time else None)
    apart = {*sides.apart([group[0] for group in groups], common)}
    aside = [group for group in groups if group[0] in apart]
    dyads = [group for group in groups if group[0] not in apart]
    ranked, others = _ranked(dyads, common, over_time)
    placed = _placed(answer, ranked, sides)
    larger = _larger(dyads, others, common, placed)
    named = {headline.dyad(question) for question in larger}
    others = [question for question in others if headline.dyad(question) not in named]
    if not query.parties:
        totals = [question for question in totals if question.figure.measure == main]
    unit = (comparable or answer.questions)[0].figure.unit
    ranking = Ranking(
        measure=main,
        unit=unit,
        period=common,
        partners=placed,
        aggregates=[sides.ranked(q) for q in _by_size(_newest(aside, common))],
        totals=[sides.ranked(q) for q in _totals(totals, common, (main, unit))],
        larger=[sides.ranked(q) for q in larger],
        others=[sides.ranked(q) for q in _by_size(others)],
    )
    return _with_shares(answer, ranking, totals) if len(query.parties) == 1 else ranking


def _main_measure(questions: list[Question], sides: Sides) -> str | None:
    """Return the first measure with figures about a partner, else about anyone."""
    partners = (q for q in questions if sides.role(q) == PARTNER)
    first = next(partners, questions[0] if questions else None)
    return first.figure.measure if first else None


def _ranked(
    groups: list[list[Question]], common: Period | None, over_time: bool
) -> tuple[list[Question], list[Question]]:
    """Return for each dyad the question about the common period, or else its latest, apart."""
    ranked, others = list[Question](), list[Question]()
    for group in groups:
        best = choose(group, common)
        if best and not headline.is_partial(best, common) and (common or not over_time):
            ranked.append(best)
        elif latest := choose(group, None):
            others.append(latest)
    return ranked, others


def _comparable(questions: list[Question]) -> list[Question]:
    """Return the totals, if there are any, that are in the commonest unit."""
    whole = headline.totals(questions)
    common = headline.usual_units(whole)
    unit = min((q.figure.unit for q in whole), key=lambda name: (-common[name], name))
    return [q for q in whole if q.figure.unit == unit]


def _common_year(groups: list[list[Question]]) -> Period | None:
    """Return the latest full year that most have a figure for; else the one that the most have."""
    years_of = [{q.period.whole for q in group if q.period.is_full_year} for group in groups]
    counts = Counter(year for years in years_of for year in years)
    if not counts:
        return None
    # Partners with parts of years alone have no say, so that a part changes no full year's answer.
    most = [year for year, count in counts.items() if count * 2 > sum(map(bool, years_of))]
    most = most or [year for year, count in counts.items() if count == max(counts.values())]
    return max(most, key=lambda year: year.end_day or 0)


def _by_size(questions: Iterable[Question]) -> list[Question]:
    return sorted(questions, key=lambda q: (-size(q), headline.dyad(q)))


# ------------------------------------------------------------------------------- places


def _placed(answer: Answer, ranked: list[Question], sides: Sides) -> list[Ranked]:
    """Return the lines with their places, then those that have none, in alphabetical order."""
    if not ranked:
        return []
    sized = ranked
    if ranked[0].nature not in _RANKED:
        measure = answer.base.measures[ranked[0].figure.measure]
        is_share = _is_share(measure, ranked[0].figure.unit)
        sized = _of_one_whole(answer, ranked, measure) if is_share else []
    placed = [sides.ranked(q, place) for place, q in enumerate(_by_size(sized), 1)]
    rest = {*ranked}.difference(sized)
    return placed + [sides.ranked(q) for q in sorted(rest, key=headline.dyad)]


def _is_share(measure: Measure, unit: str) -> bool:
    """Return whether a ratio is a part of a whole, and no rate or growth."""
    words = {*f"{measure.id} {measure.label}".casefold().replace("-", " ").split()}
    changes = words & _CHANGES or {word.removesuffix("s") for word in words} & _CHANGES
    is_part = bool(measure.of or words & {"share", "shares"})
    return measure.nature == "ratio" and unit == "percent" and is_part and not changes


def _of_one_whole(answer: Answer, questions: list[Question], measure: Measure) -> list[Question]:
    """Return the shares of the whole that most of them are of; none if they exceed it.

    Between any two parties there is no such whole, unless all have it.
    """
    end = flow_end(answer.base, measure)
    groups: dict[object, list[Question]] = {}
    for question in questions:
        groups.setdefault(_whole(answer, question, end), []).append(question)
    most = max(groups.values(), key=len)
    if len(most) < len(questions) and (len(most) == 1 or not answer.query["parties"]):
        return []
    spare = Decimal(len(most)) / 2  # each may be rounded up
    return most if sum(Decimal(question.low) for question in most) <= 100 + spare else []


def _whole(answer: Answer, question: Question, end: str) -> object:
    """Return what a share is a part of: whose, at which end of a flow, and of what."""
    figure, asked = question.figure, answer.query["parties"]
    whose = next((party for party in asked if party in figure.everyone), figure.reporter)
    if figure.from_ and end:
        whose = figure.from_ if end == "from" else figure.to
    return whose, figure.from_ == whose, part_of(figure)


# -------------------------------------------------------------------- beside the places


def _larger(
    dyads: list[list[Question]],
    others: list[Question],
    common: Period | None,
    placed: list[Ranked],
) -> list[Question]:
    """Return the figures of partners without a place that are larger than the last place.

    Of each partner the latest full year, or a later part of a year if that is larger still; and
    a part of the common period that is larger than both.
    """
    places = [line.question for line in placed if line.place is not None]
    if common is None or not places:
        return []
    least, found = min(map(size, places)), list[list[Question]]()
    unplaced = {headline.dyad(question) for question in others}
    for group in dyads:
        if headline.dyad(group[0]) in unplaced:
            best = [q for q in _largest_of(group, common) if size(q) > least]
            found += [best] if best else []
    found.sort(key=lambda best: (-max(map(size, best)), headline.dyad(best[0])))
    return [question for best in found for question in best]


def _largest_of(group: list[Question], common: Period) -> list[Question]:
    """Return what `_larger` compares of one partner."""
    known = [q for q in group if not q.period.unspecified]
    short = [q for q in known if 0 < (q.period.days or 0) <= _YEAR]
    outside = sorted((q for q in short if _is_another(q.period, common)), key=headline.latest)
    best = [q for q in outside if q.period.is_full_year][-1:]
    parts = [q for q in outside if not best or headline.latest(q) > headline.latest(best[0])]
    best = [q for q in parts if not best or size(q) > size(best[0])][-1:] or best
    inside = [q for q in short if common.covers(q.period) and all(size(q) > size(b) for b in best)]
    return best + ([max(inside, key=lambda q: (q.period.days, size(q)))] if inside else [])


def _is_another(period: Period, common: Period) -> bool:
    """Return whether a period is outside the common one, or a full year that only meets it."""
    if period.is_full_year and common.is_full_year:
        return not period.same_span(common)
    return not period.overlaps(common)


def _newest(groups: Iterable[list[Question]], common: Period | None) -> list[Question]:
    """Return for each dyad the question about the common period, or else its latest."""
    found = []
    for group in groups:
        best = choose(group, common)
        if best is None or headline.is_partial(best, common):
            best = choose(group, None)
        found += [best] if best else []
    return found


def _totals(
    questions: list[Question], common: Period | None, main: tuple[str, str]
) -> list[Question]:
    """Return each total of the common period, or else the latest.

    Those in the measure and unit of the ranking, `main`, come first.
    """
    alike: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        figure = question.figure
        alike.setdefault((figure.measure, figure.unit), []).append(question)
    chosen = [
        q
        for group in alike.values()
        for q in _newest(headline.by_dyad(headline.totals(group)), common)
    ]

    def rank(question: Question) -> tuple[bool, bool, int]:
        figure = question.figure
        return figure.measure != main[0], figure.unit != main[1], len(figure.everyone)

    return sorted(chosen, key=rank)


def _with_shares(answer: Answer, ranking: Ranking, totals: list[Question]) -> Ranking:
    """Return the ranking with the shares in the total; they are derived numbers of the answer."""
    mine = [q for q in totals if q.figure.measure == ranking.measure]
    lines = [*ranking.partners, *ranking.aggregates]
    found = shares(answer, [line.question for line in lines], mine)
    answer.derived += found.values()

    def shared(line: Ranked) -> Ranked:
        of_claims = (found.get(fact.id) for fact in line.question.counting)
        return line._replace(shares=tuple(share for share in of_claims if share))

    return ranking._replace(
        partners=[*map(shared, ranking.partners)], aggregates=[*map(shared, ranking.aggregates)]
    )
