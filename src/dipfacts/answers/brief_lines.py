"""The headline figures of a brief, with what is claimed beside each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from dipfacts.answers.answer import Answer
from dipfacts.answers.caveats import Line
from dipfacts.answers.headline import dyad, is_at_date, is_partial, latest
from dipfacts.answers.mirror import MirrorPair, families, flow_of
from dipfacts.answers.ranking import Ranked, Ranking
from dipfacts.answers.same_series import newest_part, same_series
from dipfacts.answers.sides import mirrored
from dipfacts.answers.units import other_units
from dipfacts.model.agreement import Question
from dipfacts.model.status import StatusClass
from dipfacts.model.voices import independent
from dipfacts.query.base import Fact, Query

T = TypeVar("T")

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS, SHOWN_OTHERS = 12, 3, 4, 2
RECENT, FAR = 3 * 365 + 1, Decimal("0.1")  # days before, and the part by which a stock may differ


class Limits:
    """The numbers of entries to show, and how many of each part were left out."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self.left_out = Counter(partners=0)

    def shown(self, part: str, entries: Sequence[T], usual: int = SHOWN) -> list[T]:
        """Return the first entries of a part; 0 means all of them."""
        most = usual if self._limit is None else self._limit
        self.left_out[part] += max(0, len(entries) - most) if most else 0
        return list(entries[:most] if most else entries)

    def groups(
        self, by_class: dict[StatusClass, list[Fact]], part: str
    ) -> dict[StatusClass, list[Fact]]:
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


def headlines(brief: Answer, asked: dict[str, Answer], query: Query, limits: Limits) -> list[Line]:
    """Return the questions that answer for each topic; of one party, its total and partners."""
    lines: list[Line] = []
    for topic, answer in asked.items():
        main, larger = answer.main, dict[Question, str]()
        if answer.ranking is not None:
            main, larger = _of_one(answer.ranking, limits)
        flows = _flows(answer)
        lines += [
            _line(brief, topic, question, answer.questions, query, flows) for question in main
        ]
        lines += [
            _line(brief, topic, question, [question], query, flows)._replace(larger=when)
            for question, when in larger.items()
        ]
    return limits.shown("lines", lines, 0 if len(query.parties) == 1 else SHOWN_FIGURES)


def _of_one(ranking: Ranking, limits: Limits) -> tuple[list[Question], dict[Question, str]]:
    """Return the total and the biggest partners, and figures of other years larger than theirs.

    These are one a partner, each with when it is so.
    """
    totals = [q for q in ranking.totals if q.question.figure.measure == ranking.measure]
    shown = limits.shown("partners", ranking.partners, SHOWN_PARTNERS)
    least = min((line.size for line in shown), default=0)
    larger = [line for line in ranking.larger if line.size > least]
    first = {_dyad(line): line.question for line in reversed(larger)}
    named = [*dict.fromkeys(map(_dyad, larger))]
    limits.left_out["partners"] += len({*map(_dyad, [*ranking.larger, *ranking.others])} - {*named})
    beside = [first[pair] for pair in limits.shown("partners", named, SHOWN_PARTNERS)]
    main = [line.question for line in [*totals, *shown]]
    return main, {question: ranking.larger_when(question) for question in beside}


def _dyad(line: Ranked) -> tuple[str, ...]:
    return dyad(line.question)


def _flows(answer: Answer) -> dict[str, list[Fact]]:
    """Return by each claim's id the claims about the same flow, whichever side reports it."""
    family = families(answer.base.measures)
    flows: dict[object, list[Fact]] = {}
    for question in answer.questions:
        flow = flow_of(question.figure, question.nature, family)
        flows.setdefault(flow, []).extend(question.counting)
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
    facts = flows[question.figure.id]
    return Line(
        topic,
        question,
        is_partial(question, query.within),
        newer=newest_part(question, candidates) if query.within is None else None,
        mirror=mirrored(brief, question),
        other_units=_newest_of_units(question, candidates),
        other_dates=_other_dates(question, candidates),
        voices=independent(facts, brief.base.origins(facts)),
    )


def _newest_of_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the newest question in each other unit."""
    newest: dict[str, Question] = {}
    for other in sorted(other_units(question, candidates), key=latest):
        newest[other.figure.unit] = other
    return [*newest.values()]


def _other_dates(question: Question, candidates: list[Question]) -> list[Question]:
    """Return what a stock or count was put at in the three years before that is far from it."""
    if not is_at_date(question):
        return []
    since = (question.period.end_day or 0) - RECENT
    others = [q for q in same_series(question, candidates) if q is not question]
    return [
        other
        for other in sorted(others, key=latest, reverse=True)
        if (other.period.end_day or 0) >= since and _is_far(question, other)
    ]


def _is_far(question: Question, other: Question) -> bool:
    """Return whether some number of one differs by more than a tenth from all of the other."""
    low, high = Decimal(question.low), Decimal(question.high)
    return other.high > high + abs(high) * FAR or other.low < low - abs(low) * FAR


def both_sides_of(answer: Answer, lines: list[Line]) -> list[MirrorPair]:
    """Return the newest pair of each flow that both sides report, of full years if there are any.

    Without those shown beside a headline figure; of one party only those of its headline figures.
    """
    shown = {fact.id for line in lines if line.mirror for fact in line.mirror.facts}
    own = {fact.id for line in lines for fact in line.facts}
    newest: dict[tuple[object, ...], MirrorPair] = {}
    for pair in sorted(answer.sides, key=lambda pair: not pair.period.is_full_year):
        ids = {fact.id for fact in pair.facts}
        if not ids & shown and (len(answer.query["parties"]) == 2 or ids & own):
            newest.setdefault((pair.key[0], pair.figure.unit), pair)
    return [*newest.values()]
