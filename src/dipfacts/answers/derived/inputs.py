"""Which claims numbers can be computed from, and what a computed number looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from dipfacts.model.agreement import Question, figure_of, series_key
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure, Number
from dipfacts.query.base import Base, Fact
from dipfacts.text import plain

Derived = dict[str, Any]
Key = tuple[object, ...]
TENTH = Decimal("0.1")
_PREFERRED = ("preferred", "")


def entry(
    kind: str, value: Number, unit: str, formula: str, facts: list[Fact], text: str, measure: str
) -> Derived:
    """A derived number; its period is that of the first of its claims, to whom `from` leads."""
    return {
        "kind": kind,
        "measure": measure,
        "period": figure_of(facts[0]).period,
        "value": value,
        "unit": unit,
        "derived": {"formula": formula, "from": [fact.claim.id for fact in facts]},
        "text": text,
    }


def is_number(fact: Fact) -> bool:
    """A bound is no number to compute with."""
    return figure_of(fact).qualifier in ("exactly", "about")


def _voices(fact: Fact) -> Iterator[tuple[str, str]]:
    """Who counts as one reporter: it, else the claimant, and in any case all that is preferred."""
    figure = figure_of(fact)
    if figure.reporter:
        yield "reporter", figure.reporter
    elif figure.claimant:
        yield "claimant", figure.claimant
    if figure.rank == "preferred":
        yield _PREFERRED


def flows(questions: Iterable[Question], base: Base) -> Iterator[Question]:
    """Totals over time, unlike targets and increases, which are `of` another measure."""
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "flow" and not measure.of and not question.figure.part_of:
            yield question


def span_of(figure: Figure) -> tuple[date | None, date | None]:
    """First day, and day after the last, of a figure's period."""
    period = Period.parse(figure.period)
    return period.start, period.end


def indexed(questions: Iterable[Question], like_for_like: bool) -> dict[Key, Fact]:
    """The first usable claim of each voice on each question, by voice, series and span.

    Over time fob is comparable with fob only, whereas in a sum exports are mostly fob, imports cif.
    """
    found: dict[Key, Fact] = {}
    for question in questions:
        series, span = series_key(question.figure), (question.period.start, question.period.end)
        for fact in filter(is_number, question.counting):
            valuation = figure_of(fact).valuation if like_for_like else None
            for voice in _voices(fact):
                found.setdefault((voice, series, valuation, span), fact)
    return found


def voice_name(base: Base, figure: Figure) -> str:
    """Who states a number, as texts name it."""
    who = figure.reporter or figure.claimant
    if who is None:
        return "preferred claims"
    found = base.parties_by_id([who])
    return plain(found[who].name) if who in found else who
