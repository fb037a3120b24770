"""The figures whose answers change, each series answered once in either state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from dipfacts.answers import summary
from dipfacts.answers.figures.differences import reason_words
from dipfacts.answers.figures.one_total import worlds_of
from dipfacts.answers.figures.same_total import other_words
from dipfacts.diff.effect import Effect, Texts
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import Names, Touched, TouchedClaims
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, key_of, questions
from dipfacts.model.query import Fact
from dipfacts.model.tables import Figure
from dipfacts.query.comparison import same_series
from dipfacts.record import Record
from dipfacts.text import listed, plain


def changed(old: ComparedState, new: ComparedState, touched: TouchedClaims) -> list[Effect]:
    """Return the figures whose answer changes; those of one label have the unit in theirs, too."""
    before, after = _Answers(old), _Answers(new)
    asked = set[object]()
    pairs = [*_changed(before, after, touched.changed, touched.names, asked, by_claim=True)]
    pairs += _changed(before, after, touched.through, touched.names, asked, by_claim=False)
    units = dict[str, set[str]]()
    for effect, figure in pairs:
        units.setdefault(effect.about, set()).add(figure.unit)
    return [
        effect.replaced(about=display.bracketed(effect.about, plain(figure.unit)))
        if len(units[effect.about]) > 1
        else effect
        for effect, figure in pairs
    ]


class _Answer(Record, frozen=True):
    """The answer of a state to one question; `absent` are the claims that there is no number."""

    question: Question | None
    absent: tuple[Fact, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims that count, those that they revise, and those that there is no number."""
        claims = (*self.question.counting, *self.question.revised) if self.question else ()
        return tuple(fact.id for fact in (*claims, *self.absent))

    @property
    def agreement(self) -> str | None:
        """Return how far the claims agree."""
        return self.question.agreement if self.question else None


_NOTHING = _Answer(None)


class _Answers:
    """The questions of one state, answered series by series."""

    def __init__(self, side: ComparedState) -> None:
        self.base, self._query = side.base, side.query
        self._series: dict[tuple[Any, ...], dict[tuple[Any, ...], _Answer]] = {}

    def key(self, figure: Figure) -> tuple[Any, ...] | None:
        """Return the key of a figure's question; None where its measure is not declared."""
        measure = self.base.measures.get(figure.measure)
        return key_of(figure, measure.nature) if measure else None

    @cached_property
    def worlds(self) -> list[str]:
        """The parties that are the world."""
        return worlds_of(self.base)

    def answer(self, figure: Figure) -> _Answer:
        """Return what answers the question of a figure; of a total that is claimed in any words."""
        if figure.measure not in self.base.measures:
            return _NOTHING
        if (own := self._in_words(figure)) is not _NOTHING:
            return own
        others = map(self._in_words, other_words(self.base, figure, self.worlds))
        return next((it for it in others if it is not _NOTHING), _NOTHING)

    def _in_words(self, figure: Figure) -> _Answer:
        ends = (figure.from_, figure.to) if figure.from_ else tuple(sorted(figure.parties))
        series = figure.measure, ends, bool(figure.from_), figure.part_of is None
        if series not in self._series:
            self._series[series] = self._answered(figure)
        return self._series[series].get(self.key(figure) or (), _NOTHING)

    def _answered(self, figure: Figure) -> dict[tuple[Any, ...], _Answer]:
        facts = same_series(self.base, self._query, figure)
        absent = dict[tuple[Any, ...], tuple[Fact, ...]]()
        for fact in facts:
            if figure_of(fact).absent and (key := self.key(figure_of(fact))):
                absent[key] = (*absent.get(key, ()), fact)
        results = {key: _Answer(None, of) for key, of in absent.items()}
        for question in questions(facts, self.base.measures, self.base.origins(facts)):
            if key := self.key(question.figure):
                results[key] = _Answer(question, absent.get(key, ()))
        return results

    def number(self, answer: _Answer) -> str | None:
        """Return a number in words, or why there is none; None where there is neither."""
        if answer.question:
            return summary.figure_summary(self.base, answer.question)
        amounts = dict.fromkeys(display.figure_amount(figure_of(fact)) for fact in answer.absent)
        return listed(amounts, "or") or None

    def dated(self, answer: _Answer) -> str | None:
        """Return a number with when it is of, which the nature of its measure decides."""
        number, question = self.number(answer), answer.question
        return f"{display.dated(question.period, question.nature)} {number}" if question else number

    def explained(self, answer: _Answer) -> str | None:
        """Return a number on which sources differ with why they do; else the number."""
        number, question = self.number(answer), answer.question
        if not question or question.agreement != "conflict":
            return number
        return f"{number}; {reason_words(question)}"

    def claimed(self, answer: _Answer) -> list[str]:
        """Return what each claim says, and by whom."""
        facts = [*(answer.question.facts if answer.question else ()), *answer.absent]
        return sorted(summary.claimed(self.base, fact) for fact in facts)


def _changed(
    before: _Answers,
    after: _Answers,
    touched: Iterable[Touched],
    names: Names,
    asked: set[object],
    by_claim: bool,
) -> Iterator[tuple[Effect, Figure]]:
    """Yield the figures whose answer changes, each with a claim that it is of.

    Of claims that changed themselves, who says what is a part of the answer.
    """
    for pair in touched:
        for is_new, fact in enumerate(pair):
            if fact is None or not isinstance(fact.claim, Figure):
                continue
            there = _as_called(fact.claim, names.elsewhere(fact.id, bool(is_new)))
            first, last = (there, fact.claim) if is_new else (fact.claim, there)
            # By another nature the same claims answer another question.
            keys = (0, before.key(first)), (1, after.key(last))
            own = keys[1] if is_new else keys[0]
            if own[1] is None or own in asked:
                continue
            asked.update(keys)
            was, now = before.answer(first), after.answer(last)
            texts = before.number(was), after.number(now)
            if texts[0] == texts[1]:
                texts = before.dated(was), after.dated(now)
            if texts[0] == texts[1] and by_claim:
                texts = _told_apart(before.number(was), before.claimed(was), after.claimed(now))
            if texts[0] == texts[1]:
                texts = before.explained(was), after.explained(now)
            if texts[0] != texts[1]:
                base = after if now.ids else before
                yield _effect(base, fact, was, now, texts), fact.claim


def _told_apart(number: str | None, was: list[str], now: list[str]) -> Texts:
    """Return a number that is the same in both states, each with the claims of it alone."""
    if len(was) == len(now) == 1:
        return was[0], now[0]
    removed, added = Counter(was) - Counter(now), Counter(now) - Counter(was)
    one, other = (f"{number}, with {display.some(it)}" if it else number for it in (removed, added))
    return one, other


def _as_called(figure: Figure, id_: str) -> Figure:
    """Return a figure with its id in the other state: a component is known by nothing else."""
    return figure if id_ == figure.id else replace(figure, id=id_)


def _effect(side: _Answers, fact: Fact, was: _Answer, now: _Answer, texts: Texts) -> Effect:
    figure, either = figure_of(fact), now.question or was.question
    return Effect(
        kind="figure",
        about=summary.figure_subject(side.base, figure, either.period if either else None),
        texts=texts,
        topic=fact.topic,
        parties=figure.everyone,
        period=figure.period,
        measure=figure.measure,
        facts=(was.ids, now.ids),
        agreement=(was.agreement, now.agreement),
        questions=(was.question, now.question),
    )
