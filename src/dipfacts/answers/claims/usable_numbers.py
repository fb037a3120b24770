"""The numbers of a question that can be computed with, and those of one voice that differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dipfacts.answers.answer import in_sentence
from dipfacts.answers.claims.basis import Key, basis_of, is_ahead, voice_of
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.figures.rounding import agree, is_number
from dipfacts.model.figures.voices import are_in_order
from dipfacts.model.groups import grouped
from dipfacts.query.base import Base

_NOT_FINAL = ("provisional", "estimate")


def numbers(question: Question) -> list[Fact]:
    """Return the claims that state a number that happened, the one to compute with first.

    These are no bounds, forecasts, targets or deprecated claims, and none of some time in a span,
    as it is not known which days they are about. Preferred ones come first, then those of voices
    that gave a final one, last ones first, then provisional ones and estimates.
    """
    known = [] if question.period.unspecified else question.counting
    usable = [
        fact
        for fact, figure in zip(known, map(figure_of, known), strict=True)
        if is_number(figure) and not is_ahead(figure) and figure.rank != "deprecated"
    ]
    # What a voice gave that is not final, and no final number of its own has replaced, is newer.
    settled = {_said_by(fact) for fact in usable if not _is_open(fact)}
    return sorted(usable, key=lambda fact: (_weight(fact), _said_by(fact) not in settled))


def _weight(fact: Fact) -> tuple[bool, bool]:
    """Return the key that sorts numbers of one voice; of no voice final ones come first."""
    figure = figure_of(fact)
    return figure.rank != "preferred", voice_of(figure) is None and _is_open(fact)


def _is_open(fact: Fact) -> bool:
    return figure_of(fact).status in _NOT_FINAL


def decided(question: Question) -> list[Fact]:
    """Return the numbers of the voices of which each gave one, or surely gave one last."""
    known = numbers(question)
    if len(known) < 2:
        return known
    by_voice = grouped((_said_by(fact), fact) for fact in known)
    unclear = {who for who, facts in by_voice.items() if _undecided_of_voice(facts, question)}
    return [fact for fact in known if _said_by(fact) not in unclear]


def _said_by(fact: Fact) -> Key:
    return voice_of(figure_of(fact)), basis_of(figure_of(fact))


def _undecided_of_voice(facts: list[Fact], question: Question) -> list[Fact]:
    """Return the numbers of one voice if none of them is surely its last one.

    What a source makes from others is none beside its own.
    """
    copies = question.origins.sources
    own = [fact for fact in facts if figure_of(fact).source not in copies] or facts
    first, *others = [fact for fact in own if _weight(fact) == _weight(own[0])]
    differ = (it for it in others if not agree(figure_of(first), figure_of(it), question.nature))
    if all(are_in_order([other, first], question.origins) for other in differ):
        return []
    return [first, *others]


def last_ones(facts: list[Fact], base: Base) -> list[Fact]:
    """Return the last number of one voice on one thing; all that differ if none is surely last."""
    if len(facts) < 2:
        return facts
    nature = base.measures[figure_of(facts[0]).measure].nature
    question = Question(facts, nature, base.origins(facts))
    known = numbers(question)
    several = {fact.id for fact in _undecided_of_voice(known, question)}
    in_order = sorted(known, key=lambda fact: figure_of(fact).number)
    return [fact for fact in in_order if fact.id in several] or known[:1]


class Several(NamedTuple):
    """Different numbers of one voice, in words, of which none is surely the last."""

    who: str
    amounts: str
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """Return 'Estonia gave €10 billion and €15 billion'."""
        return f"{self.who} gave {self.amounts}"


def undecided(questions: Iterable[Question], base: Base) -> dict[str, Several]:
    """Return the numbers that one voice gave for the same, by the id of each of them."""
    results: dict[str, Several] = {}
    for question in questions:
        results |= undecided_of(question, numbers(question), base)
    return results


def undecided_of(question: Question, known: list[Fact], base: Base) -> dict[str, Several]:
    """Return the undecided ones among the `known` numbers of one question, by their ids.

    Numbers for which nobody is named are of no voice: their sources may be different ones.
    """
    results: dict[str, Several] = {}
    voiced = [fact for fact in known if voice_of(figure_of(fact))] if len(known) > 1 else []
    by_voice = grouped((_said_by(fact), fact) for fact in voiced)
    for facts in by_voice.values():
        if len(facts) > 1 and (open_ := _undecided_of_voice(facts, question)):
            results |= dict.fromkeys((fact.id for fact in facts), _in_words(open_, base))
    return results


def _in_words(facts: list[Fact], base: Base) -> Several:
    """Return different numbers of one voice in words."""
    in_order = sorted(facts, key=lambda fact: figure_of(fact).number)
    figures = [*map(figure_of, in_order)]
    amounts = display.some(dict.fromkeys(map(display.figure_amount, figures)))
    who = [figures[0].reporter] if figures[0].reporter else figures[0].claimants
    return Several(display.listed(in_sentence(base, who)), amounts, tuple(in_order))
