"""The claims that numbers are computed from, and the entry for a computed number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dipfacts.model.agreement import Question, figure_of, series_key
from dipfacts.model.rounding import is_number
from dipfacts.model.tables import Figure, Number
from dipfacts.query.base import Base, Fact
from dipfacts.text import plain

Derived = dict[str, Any]
Key = tuple[object, ...]
_PREFERRED = ("preferred", "")


def entry(
    kind: str, value: Number, unit: str, formula: str, facts: list[Fact], text: str, measure: str
) -> Derived:
    """Return the entry of a number derived from facts; its period is that of the first."""
    return {
        "kind": kind,
        "measure": measure,
        "period": figure_of(facts[0]).period,
        "value": value,
        "unit": unit,
        "derived": {"formula": formula, "from": [fact.claim.id for fact in facts]},
        "text": text,
    }


def _voices(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield the voices of a claim: reporter, else claimant; all preferred claims share one more."""
    figure = figure_of(fact)
    if figure.reporter:
        yield "reporter", figure.reporter
    elif figure.claimant:
        yield "claimant", figure.claimant
    if figure.rank == "preferred":
        yield _PREFERRED


def flows(questions: Iterable[Question], base: Base) -> Iterator[Question]:
    """Yield the questions about whole flows, but not targets and rises, `of` another measure."""
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "flow" and not measure.of and not question.figure.part_of:
            yield question


def indexed(questions: Iterable[Question], like_for_like: bool) -> dict[Key, Fact]:
    """Return the first number of each voice on each question, by voice, series and span.

    With `like_for_like` also by valuation: over time fob is comparable with fob only, but in a sum
    exports are mostly fob and imports cif.
    """
    index: dict[Key, Fact] = {}
    for question in questions:
        series, span = series_key(question.figure), (question.period.start, question.period.end)
        for fact in numbers(question):
            valuation = figure_of(fact).valuation if like_for_like else None
            for voice in _voices(fact):
                index.setdefault((voice, series, valuation, span), fact)
    return index


def numbers(question: Question) -> Iterator[Fact]:
    """Yield the claims that state a number and not a bound, and are not deprecated.

    None of some time in a span: which days it is about is not known.
    """
    known = [] if question.period.unspecified else question.counting
    return (fact for fact in known if is_number(figure_of(fact)))


def voice_name(base: Base, figure: Figure) -> str:
    """Return who states a number, for a text."""
    who = figure.reporter or figure.claimant
    if who is None:
        return "preferred claims"
    parties = base.parties_by_id([who])
    return plain(parties[who].name) if who in parties else who
