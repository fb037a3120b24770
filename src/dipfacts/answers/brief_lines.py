"""The headline figures of a brief, with what is claimed beside each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from dipfacts.answers.added import RECENT, read_dyads
from dipfacts.answers.answer import Answer, once
from dipfacts.answers.caveats import Line
from dipfacts.answers.choosing import choose
from dipfacts.answers.derived.shares import total_way
from dipfacts.answers.headline import by_dyad, is_at_date, is_partial, latest, totals
from dipfacts.answers.mirror import MirrorPair, flow_of, latest_sides
from dipfacts.answers.partners import joined_totals
from dipfacts.answers.places import is_bound
from dipfacts.answers.ranking import Ranked, Ranking, Sides, last_places
from dipfacts.answers.same_series import in_other_units, newest_part, same_series
from dipfacts.answers.sides import mirrored
from dipfacts.answers.subjects import Subjects
from dipfacts.model.agreement import Question, direction_of, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.status import StatusClass
from dipfacts.model.tables import Figure
from dipfacts.model.voices import independent
from dipfacts.query.base import Fact, Query

T = TypeVar("T")

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS, SHOWN_OTHERS = 12, 3, 4, 2
SHOWN_MEMBERSHIPS = 60  # of one party, as names in a sentence
FAR = Decimal("0.1")  # the part by which a stock may differ


class Limits:
    """The numbers of entries to show, and how many of each part were left out.

    `partners` counts, by topic, those of one party of which no figure is shown.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self.left_out = Counter(partners=0)
        self.partners: dict[str, int] = {}

    def most(self, usual: int) -> int:
        """Return how many entries of a list are shown; 0 means all of them."""
        return usual if self._limit is None else self._limit

    def first(self, entries: Sequence[T], usual: int) -> list[T]:
        """Return the first entries of a list."""
        most = self.most(usual)
        return list(entries[:most] if most else entries)

    def told(self, entries: Sequence[T], usual: int) -> list[T]:
        """Return those of the first entries of which more is told than that they are there."""
        return self.first(entries, usual)

    def shown(self, part: str, entries: Sequence[T], usual: int = SHOWN) -> list[T]:
        """Return the first entries of a part, and count those left out."""
        kept = self.first(entries, usual)
        self.left_out[part] += len(entries) - len(kept)
        return kept

    def leave_out_partners(self, topic: str, count: int) -> None:
        """Count the partners in a topic of which no figure is shown."""
        if count:
            self.partners[topic] = count
            self.left_out["partners"] += count

    def groups(self, by_class: dict[StatusClass, list[T]], part: str) -> dict[StatusClass, list[T]]:
        """Return the first relations of each class, most of the first one.

        What is left out counts for one part.
        """
        others = [len(facts) for facts in by_class.values()][1:]
        usual = SHOWN - sum(min(count, SHOWN_OTHERS) for count in others)
        found = {}
        for name, facts in by_class.items():
            found[name] = self.shown(part, facts, usual)
            usual = SHOWN_OTHERS
        return found


class Unlimited(Limits):
    """Every entry, as an overview chooses from them; but more is told of the first ones only."""

    def __init__(self) -> None:
        super().__init__(0)

    def told(self, entries: Sequence[T], usual: int) -> list[T]:
        """Return the first entries, as many as usual."""
        return list(entries[:usual])


def headlines(
    brief: Answer,
    asked: dict[str, Answer],
    query: Query,
    limits: Limits,
    others: Sequence[Question],
) -> list[Line]:
    """Return the questions that answer for each topic; of one party, its total and partners.

    The sides of the brief become the flows that both sides report, of one party those alone that
    these questions and the others shown are about.
    """
    lines: list[Line] = []
    for topic, answer in asked.items():
        main, larger = answer.main, dict[Question, Question]()
        if answer.ranking is not None and main:
            main, larger = _of_one(answer, answer.ranking, topic, limits)
        elif main:
            main = [*main, *_other_way(answer, query)]
        shown = {frozenset(question.figure.everyone) for question in (*main, *larger, *others)}
        if answer.broad:
            read_dyads(answer, query._replace(topic=topic), (*main, *others), larger)
        near = grouped((frozenset(q.figure.everyone), q) for q in answer.questions)
        beside = answer.questions
        if len(query.parties) == 1:
            beside = [q for q in beside if frozenset(q.figure.everyone) in shown]
        since = min((question.period.reached for question in (*main, *larger)), default=0)
        brief.sides = [*brief.sides, *latest_sides(answer, beside, since)]
        flows = _flows(answer, beside)
        for question in (*main, *larger):
            candidates = near[frozenset(question.figure.everyone)]
            line = _line(brief, topic, question, candidates, query, flows)
            if question in larger:
                line = _of_larger(line, larger[question], candidates, answer)
            lines.append(line)
    return limits.shown("lines", lines, 0 if len(query.parties) == 1 else SHOWN_FIGURES)


def _other_way(answer: Answer, query: Query) -> list[Question]:
    """Return what answers for the flow the other way, where only the other measure has it.

    Of exports from A to B, that is what A imports from B.
    """
    total_of, figure = answer.base.measures.families, answer.main[0].figure
    total = total_of.get(figure.measure) if figure.from_ else None
    ways = {direction_of(question.figure) for question in answer.main}
    others = [
        question
        for question in answer.questions
        if total and total_of.get(question.figure.measure) == total and not question.is_ahead
        if direction_of(question.figure) not in ways
    ]
    choices = (choose(group, query.within) for group in by_dyad(totals(others)))
    return [question for question in choices if question]


def _of_one(
    answer: Answer, ranking: Ranking, topic: str, limits: Limits
) -> tuple[list[Question], dict[Question, Question]]:
    """Return the totals and the biggest partners, and figures of others larger than the last shown.

    The latter come each with the figure that it is larger than.
    """
    shown, beside = list[Ranked](), list[tuple[Ranked, Question]]()
    for each in (ranking, *answer.more_rankings):
        lines = _shown(answer, each, limits)
        beside += limits.told(_larger(each, lines), SHOWN_PARTNERS)
        shown += lines
    shown += _other_way_in_total(answer, shown)
    every = [*answer.questions, *answer.absent]
    sides = Sides(answer.base, tuple(answer.query["parties"]), every)
    partners = Subjects(answer, ranking, sides).partners
    named = {frozenset(line.others) for line in (*shown, *(line for line, _ in beside))}
    limits.leave_out_partners(topic, len(partners - named))
    return [line.question for line in shown], {line.question: than for line, than in beside}


def _other_way_in_total(answer: Answer, shown: list[Ranked]) -> list[Ranked]:
    """Return the totals of flows the other way, where all flows shown go one way."""
    base, parties = answer.base, answer.query["parties"]
    if len(parties) != 1:
        return []
    (party,) = parties
    ways = {
        total_way(base, it.question.figure, party) for it in shown if it.question.nature == "flow"
    }
    other = {"from", "to"} - ways if ways and "" not in ways else set[str]()
    return _totals(
        answer, lambda q: q.nature == "flow" and total_way(base, q.figure, party) in other
    )


def _larger(ranking: Ranking, shown: list[Ranked]) -> list[tuple[Ranked, Question]]:
    """Return what is larger than the last of a ranking that is shown, each with that figure.

    One a partner, of a part of the ranking's own period if there is one.
    """
    last = last_places(shown)
    larger: dict[tuple[str, ...], Ranked] = {}
    for line in sorted(ranking.larger, key=lambda line: not ranking.is_inside(line)):
        if line.way in last and line.question.reach[0] > last[line.way].size:
            larger.setdefault(line.question.dyad, line)
    order = dict.fromkeys(line.question.dyad for line in ranking.larger)
    lines = [larger[pair] for pair in order if pair in larger]
    return [(line, last[line.way].question) for line in lines]


def _shown(answer: Answer, ranking: Ranking, limits: Limits) -> list[Ranked]:
    """Return the totals of a ranking, or of what its shares are of, and its biggest partners."""
    wholes = {ranking.measure, answer.base.measures[ranking.measure].of}
    ways = (limits.told(way, SHOWN_PARTNERS) for way in ranking.own_ways())
    totals = _totals(answer, lambda question: question.figure.measure in wholes)
    return [*totals, *(line for way in ways for line in way)]


def _totals(answer: Answer, is_meant: Callable[[Question], bool]) -> list[Ranked]:
    """Return the first total of each dyad among those meant."""
    assert answer.ranking is not None
    totals = [line for line in answer.ranking.totals if is_meant(line.question)]
    latest = {line.question.dyad: line for line in reversed(totals)}
    return joined_totals(answer, reversed(latest.values()))


def _of_larger(line: Line, than: Question, candidates: list[Question], answer: Answer) -> Line:
    """Return the line of a partner that is not ranked, with its newest figure and full year."""
    question, same = line.question, same_series(line.question, candidates)
    known = sorted((q for q in same if q.period.days), key=latest)
    years = [q for q in known if q.period.is_full_year and q is not question]
    line = line._replace(larger_than=than, partial=line.partial and not years)
    if answer.query.get("in") or question.period.is_full_year:
        return line
    newer = known[-1] if latest(known[-1])[0] > question.period.reached else None
    full_year = years[-1] if years and years[-1] is not newer else None
    return line._replace(newer=newer, full_year=full_year)


def _flows(answer: Answer, questions: list[Question]) -> dict[str, list[Fact]]:
    """Return by each claim's id the claims about the same flow, whichever side reports it."""
    family = answer.base.measures.families
    own = ((flow_of(q.figure, q.nature, family), q.counting) for q in questions)
    flows = grouped((flow, fact) for flow, facts in own for fact in facts)
    return {fact.id: facts for facts in flows.values() for fact in facts}


def _line(
    brief: Answer,
    topic: str,
    question: Question,
    candidates: list[Question],
    query: Query,
    flows: dict[str, list[Fact]],
) -> Line:
    """Return a question that answers for a topic, with what is claimed beside it."""
    facts = once([*flows[question.figure.id], *question.counting])
    is_any_period = query.within is None
    newer = newest_part(question, candidates) if is_any_period else None
    return Line(
        topic,
        question,
        is_partial(question, query.within),
        newer=newer,
        mirror=mirrored(brief, question),
        other_units=[unit.question for unit in in_other_units(question, candidates)],
        other_dates=_other_dates(question, candidates),
        voices=independent(facts, brief.base.origins(facts)),
        newer_measures=_newer_measures(brief, newer or question, candidates)
        if is_any_period
        else (),
    )


def _newer_measures(brief: Answer, question: Question, others: list[Question]) -> list[Question]:
    """Return what is newest of the same flow under another measure, if it is newer.

    Of turnover these are exports and imports, of exports the imports that the other side reports
    and the turnover.
    """
    total_of = brief.base.measures.families
    newer = [
        other
        for other in others
        if other.period.days and other.period.reached > question.period.reached
        if not other.is_ahead and _is_same_flow(question.figure, other.figure, total_of)
    ]
    newest: dict[tuple[str, ...], Question] = {}
    for other in sorted(newer, key=latest, reverse=True):
        newest.setdefault(direction_of(other.figure), other)
    return [*newest.values()]


def _is_same_flow(figure: Figure, other: Figure, total_of: Mapping[str, str]) -> bool:
    """Return whether another measure is about the same flow, or about a part or the total of it."""
    totals = {total_of.get(f.measure, f.measure) for f in (figure, other)}
    ways = {direction_of(f) for f in (figure, other) if f.from_}
    is_alike = {*figure.everyone} == {*other.everyone} and part_of(figure) == part_of(other)
    return figure.measure != other.measure and len(totals) == 1 and len(ways) < 2 and is_alike


def _other_dates(question: Question, candidates: list[Question]) -> list[Question]:
    """Return what a stock or count was put at in the three years before that is far from it."""
    if not is_at_date(question):
        return []
    since = question.period.reached - RECENT
    others = [q for q in same_series(question, candidates) if q is not question]
    return [
        other
        for other in sorted(others, key=latest, reverse=True)
        if other.period.reached >= since and _is_far(question, other)
    ]


def _is_far(question: Question, other: Question) -> bool:
    """Return whether some number of one differs by more than a tenth from all of the other.

    A bound does where the other is not within it.
    """
    low, high = Decimal(question.low), Decimal(question.high)
    least, most = other.reach
    if is_bound(other):  # which says only that the number is above, or below
        least, most = most, least
    return most > high + abs(high) * FAR or least < low - abs(low) * FAR


def both_sides_of(answer: Answer, lines: list[Line]) -> list[MirrorPair]:
    """Return the newest pair of each flow that both sides report, of full years if there are any.

    Without those shown beside a headline figure, and what is no newer; of one party only those of
    its headline figures.
    """
    shown = {
        (line.mirror.key[0], line.mirror.figure.unit): line.mirror.period.reached
        for line in lines
        if line.mirror
    }
    own = {fact.id for line in lines for fact in line.facts}
    newest: dict[tuple[object, ...], MirrorPair] = {}
    for pair in sorted(answer.sides, key=lambda pair: not pair.period.is_full_year):
        flow = (pair.key[0], pair.figure.unit)
        is_own = any(fact.id in own for fact in pair.facts)
        if len(answer.query["parties"]) != 2 and not is_own:
            continue
        if flow not in shown or pair.period.reached > shown[flow]:
            newest.setdefault(flow, pair)
    return [*newest.values()]
