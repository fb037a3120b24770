"""The figures whose answers change, each series answered once in either state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from dipfacts.answers import summary
from dipfacts.answers.statements.differences import reason_words
from dipfacts.answers.world_totals.joined_totals import worlds_of
from dipfacts.answers.world_totals.total_remarks import other_forms
from dipfacts.diff.effect import Effect, Texts
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import Names, Touched, TouchedClaims
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, direction_key, figure_of, key_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
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


Key = tuple[Any, ...]


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
        """Return the agreement of the claims."""
        return self.question.agreement if self.question else None


_NOTHING = _Answer(None)


def _series(figure: Figure) -> Key:
    """Return the key of the figures that are read together: components apart from totals."""
    return figure.measure, direction_key(figure), figure.part_of is None


class _Answers:
    """The questions of one state, answered series by series."""

    def __init__(self, side: ComparedState) -> None:
        self.base, self._query = side.base, side.query
        self._worlds = worlds_of(side.base)
        self._words: dict[Key, list[Figure]] = {}
        self._series: dict[Key, dict[Key, _Answer]] = {}

    def key(self, figure: Figure) -> Key | None:
        """Return the key of a figure's question; None where its measure is not declared.

        A total has one in whichever words it is claimed.
        """
        measure = self.base.measures.get(figure.measure)
        if measure is None:
            return None
        first, *others = self._in_all_words(figure)
        ends = {"parties": first.parties, "from_": first.from_, "to": first.to}
        return key_of(replace(figure, **ends) if others else figure, measure.nature)

    def answer(self, figure: Figure) -> _Answer:
        """Return the answer to the question of a figure; of a total to it in all words for that."""
        if figure.measure not in self.base.measures:
            return _NOTHING
        words = self._in_all_words(figure)
        series = _series(words[0])
        if series not in self._series:
            self._series[series] = self._answered(words)
        return self._series[series].get(self.key(figure) or (), _NOTHING)

    def _in_all_words(self, figure: Figure) -> list[Figure]:
        """Return figures of all series that a figure's question has claims of, in a fixed order."""
        series = _series(figure)
        if series not in self._words:
            every = [figure, *other_forms(self.base, figure, self._worlds)]
            self._words[series] = sorted(every, key=direction_key)
        return self._words[series]

    def _answered(self, words: list[Figure]) -> dict[Key, _Answer]:
        facts = [fact for it in words for fact in same_series(self.base, self._query, it)]
        origins, nature = self.base.origins(facts), self.base.measures[words[0].measure].nature
        results = dict[Key, _Answer]()
        for key, group in grouped((self.key(figure_of(fact)), fact) for fact in facts).items():
            numbers = [fact for fact in group if figure_of(fact).absent is None]
            absent = tuple(fact for fact in group if figure_of(fact).absent)
            question = Question(numbers, nature, origins) if numbers else None
            results[key or ()] = _Answer(question, absent)
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
        """Return the words of each claim, and who says it."""
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
