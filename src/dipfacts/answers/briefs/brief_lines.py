"""The headline figures of a brief, with what is claimed beside each of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.briefs.brief_limits import SHOWN_FIGURES, BriefLimits
from dipfacts.answers.briefs.brief_selection import (
    measures_left,
    select_figures,
    select_partners,
)
from dipfacts.answers.claims.flow_keys import flow_of
from dipfacts.answers.claims.sizes import is_bound
from dipfacts.answers.claims.timing import (
    holds_at_date,
    is_no_year,
    is_part,
    is_partial,
    is_within_year,
    latest,
)
from dipfacts.answers.many_figures.figures_beside import RECENT, read_dyads
from dipfacts.answers.mirror_data.mirror import beside_others, latest_sides
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair, PairsByClaim, pairs_by_claim
from dipfacts.answers.mirror_data.sides import pair_among
from dipfacts.answers.statements.same_series import (
    in_other_units,
    later_times,
    newer_in_units,
    newer_measures,
    newer_parts,
    newest_part,
    same_series,
)
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, part_of
from dipfacts.model.figures.measures import Measures
from dipfacts.model.figures.spans import dates_of
from dipfacts.model.figures.voices import independent
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record

_FAR_APART = Decimal("0.1")  # the part by which a stock may differ


class BriefLine(Record, frozen=True):
    """The question that answers for a topic, and what is claimed beside it."""

    topic: str
    question: Question
    partial: bool  # whether the question is about a part of a year
    newer: Question | None  # about a part of a later year
    mirror: MirrorPair | None  # with the other side's figure of the question
    other_units: list[Question]  # the newest full years in other currencies
    other_dates: list[Question]
    """Of a stock: other dates that differ, several years, or some time that may be newer."""
    voice_count: int  # the number of independent voices about the flow
    below: Question | None = None
    """The one ranked that is shown above a partner that is not: smaller, or in another unit."""
    full_year: Question | None = None
    """The last full year of that partner, where the question is about a part of one."""
    unpublished: Question | None = None  # newer, but a source says that there is no number
    newer_units: Sequence[Question] = ()  # newer questions in other currencies
    newer_measures: Sequence[Question] = ()  # later still, of the same flow by other measures
    newer_parts: Sequence[Question] = ()  # later still, of parts of the flow, such as goods

    @property
    def is_larger(self) -> bool:
        """Return whether it is larger than the ranked one that it stands below."""
        return self.below is not None and self.below.figure.unit == self.question.figure.unit

    @property
    def questions(self) -> list[Question]:
        """The question, and those beside it."""
        beside = (self.newer, self.full_year, self.unpublished)
        results = [question for question in beside if question]
        newer = (*self.newer_units, *self.newer_measures, *self.newer_parts)
        others = (*newer, *self.other_units, *self.other_dates)
        return [self.question, *results, *others]

    @property
    def facts(self) -> list[Fact]:
        """The claims about all of them, and the other side's."""
        own = [fact for question in self.questions for fact in question.counting]
        return [*own, *(self.mirror.facts if self.mirror else ())]


class Headlines(Record, frozen=True):
    """The headline figures, and the flows of their topics that both sides report.

    Of one party those flows alone that these figures and the others shown are about. `every` has
    the lines that the limit leaves out, too.
    """

    lines: list[BriefLine]
    every: list[BriefLine]
    sides: list[MirrorPair]


def headlines(
    base: Base,
    asked: dict[str, Answer],
    query: Query,
    limits: BriefLimits,
    others: Sequence[Question],
) -> Headlines:
    """Return the questions that answer for each topic; of one party, its total and partners."""
    lines, sides = list[BriefLine](), list[MirrorPair]()
    measures_beside = {question.figure.measure for question in others}
    dyads_beside = {question.figure.party_set for question in others}
    for topic, answer in asked.items():
        partners = select_partners(answer, limits)
        main, larger = select_figures(answer, partners)
        if answer.figures.broad:
            read_dyads(answer, query.replaced(topic=topic), (*main, *others), larger)
        beside = answer.figures.questions
        if len(query.parties) == 1:
            dyads = {question.figure.party_set for question in (*main, *larger)}
            beside = _questions_on((dyads, dyads_beside), beside)
        measures = base.measures
        in_any_part = grouped((_compared(q, measures), q) for q in answer.figures.questions)
        near = grouped(
            ((flow, part_of(q.figure)), q) for flow, every in in_any_part.items() for q in every
        )
        since = min((question.period.reached for question in (*main, *larger)), default=0)
        of_topic = latest_sides(base, beside, answer.asked.parties, since)
        by_claim = pairs_by_claim(of_topic)
        flows = _flows(base, (*main, *larger), beside)
        own = list[BriefLine]()
        for question in (*main, *larger):
            flow = _compared(question, measures)
            candidates = near.get((flow, part_of(question.figure)), [])
            parts = in_any_part.get(flow, [])
            line = _line(base, topic, question, candidates, parts, query, flows, by_claim)
            if question in larger:
                line = _line_of_larger(line, larger[question], candidates, answer)
            own.append(line)
        limits.leave_out_measures(
            topic,
            measures_left(answer, _measures(own, of_topic), measures_beside, _in_text(answer)),
        )
        lines += own
        sides += of_topic
    most = 0 if len(query.parties) == 1 else SHOWN_FIGURES
    return Headlines(limits.cut("lines", lines, most), lines, sides)


def _compared(question: Question, measures: Measures) -> tuple[frozenset[str], str]:
    """Return the parties of a question and the flow of both ways, which those beside it share.

    What is no such flow has its measure in place of that.
    """
    return question.figure.party_set, measures.total_of(question.figure.measure)


def _measures(lines: list[BriefLine], sides: list[MirrorPair]) -> set[str]:
    """Return the measures of lines, and of the flows that both sides report."""
    questions = (question for line in lines for question in line.questions)
    pairs = [*sides, *(line.mirror for line in lines if line.mirror)]
    results = {question.figure.measure for question in questions}
    return results | {figure.measure for pair in pairs for figure in pair.figures}


def _in_text(answer: Answer) -> set[str]:
    """Return the measures of the sentence that a brief has of a topic where nothing answers."""
    ids = {*answer.head.facts} if not answer.figures.main else set[str]()
    named = (q for q in answer.figures.questions if not ids.isdisjoint(fact.id for fact in q.facts))
    return {question.figure.measure for question in named}


def _questions_on(
    dyads: Sequence[set[frozenset[str]]], questions: list[Question]
) -> list[Question]:
    """Return the questions about parties that are in any of these sets."""
    return [q for q in questions if any(q.figure.party_set in it for it in dyads)]


def _line_of_larger(
    line: BriefLine, than: Question, candidates: list[Question], answer: Answer
) -> BriefLine:
    """Return the line of a partner that is not ranked, with its newest figure and full year."""
    question, same = line.question, same_series(line.question, candidates)
    known = sorted(same, key=latest)
    years = [q for q in known if q.period.is_full_year and q is not question]
    line = line.replaced(below=than, partial=line.partial and not years)
    if answer.asked.within or question.period.is_full_year:
        return line
    newer = known[-1] if known and latest(known[-1])[0] > question.period.reached else None
    full_year = years[-1] if years and years[-1] is not newer else None
    return line.replaced(newer=newer, full_year=full_year)


def _flows(base: Base, main: Sequence[Question], beside: list[Question]) -> dict[str, list[Fact]]:
    """Return the claims about one flow, whichever side reports it, by the id of each of them.

    Only for questions of the same days as one of the main ones.
    """
    days = {dates_of(question.figure, question.nature) for question in main}
    questions = (q for q in beside if dates_of(q.figure, q.nature) in days)
    own = ((flow_of(q.figure, q.nature, base.measures), q.counting) for q in questions)
    flows = grouped((flow, fact) for flow, facts in own for fact in facts)
    return {fact.id: facts for facts in flows.values() for fact in facts}


def _line(
    base: Base,
    topic: str,
    question: Question,
    candidates: list[Question],
    with_parts: list[Question],
    query: Query,
    flows: dict[str, list[Fact]],
    sides: PairsByClaim,
) -> BriefLine:
    """Return a question that answers for a topic, with what is claimed beside it.

    The candidates are of the same flow, and the same part of it.
    """
    facts = once([*flows[question.figure.id], *question.counting])
    newer, units = None, list[Question]()
    measures, parts = list[Question](), list[Question]()
    if query.within is None:
        newer = newest_part(question, candidates)
        units = newer_in_units(question, candidates)
        newest, total_of = newer or question, base.measures.total_of
        measures = newer_measures(newest, candidates, total_of)
        parts = newer_parts(newest, with_parts, total_of, measures)
    return BriefLine(
        topic,
        question,
        is_part(question, query.within),
        newer=newer,
        mirror=pair_among(sides, question)
        or next(iter(beside_others(base, candidates, [question])), None),
        other_units=[unit.question for unit in in_other_units(question, candidates)],
        other_dates=_other_dates(question, newer, candidates, query),
        voice_count=independent(facts, base.origins(facts)),
        newer_units=units,
        newer_measures=measures,
        newer_parts=parts,
    )


def _other_dates(
    question: Question, newer: Question | None, candidates: list[Question], query: Query
) -> list[Question]:
    """Return the questions on a stock or count in the three years before that lie far from it.

    Of a part of a year, what is claimed of several years, or of some time in a span; of a full year
    the latter if it may be newer.
    """
    others = [q for q in same_series(question, candidates) if q not in (question, newer)]
    others.sort(key=latest, reverse=True)
    if is_partial(question, query.within):
        return [q for q in others if is_no_year(q) and not is_within_year(q)]
    if not holds_at_date(question):
        return later_times(question, newer or question, candidates) if not query.within else []
    since = question.period.reached - RECENT
    recent = (q for q in others if q.period.reached >= since and holds_at_date(q))
    return [q for q in recent if _is_far(question, q)]


def _is_far(question: Question, other: Question) -> bool:
    """Return whether some number of one differs by more than a tenth from all of the other.

    A bound does where the other is not within it.
    """
    low, high = Decimal(question.low), Decimal(question.high)
    least, most = other.reach
    if other.is_disputed:
        least, most = other.low, other.high
    elif is_bound(other):  # which says only that the number is above, or below
        least, most = most, least
    return most > high + abs(high) * _FAR_APART or least < low - abs(low) * _FAR_APART


def both_sides_of(answer: Answer, lines: list[BriefLine]) -> list[MirrorPair]:
    """Return the newest pair of each flow that both sides report, of full years if there are any.

    Without those shown beside a headline figure, and what is no newer; of one party only those of
    its headline figures.
    """
    newest_days = {
        (line.mirror.key[0], line.mirror.figure.unit): line.mirror.period.reached
        for line in lines
        if line.mirror
    }
    own = {fact.id for line in lines for fact in line.facts}
    newest: dict[tuple[object, ...], MirrorPair] = {}
    for pair in sorted(answer.figures.sides, key=lambda pair: not pair.period.is_full_year):
        flow = (pair.key[0], pair.figure.unit)
        is_own = any(fact.id in own for fact in pair.facts)
        if not (answer.asked.is_of_dyad or is_own):
            continue
        if flow not in newest_days or pair.period.reached > newest_days[flow]:
            newest.setdefault((*flow, pair.scopes), pair)
    return [*newest.values()]
