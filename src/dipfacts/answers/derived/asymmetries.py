"""Asymmetries: how far two reporters' numbers for one flow lie apart."""

from __future__ import annotations

from itertools import combinations

from dipfacts.answers.derived.inputs import Derived, Key, basis_of, entry, numbers, voice_name
from dipfacts.answers.headline import link, scope
from dipfacts.answers.mirror import are_one_voice, asymmetry, families, flow_of, in_full
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base, Fact
from dipfacts.text import plain


def asymmetries(questions: list[Question], base: Base) -> list[Derived]:
    """Return the gaps between mirror figures, in percent of the middle between them.

    They are of one flow, period, unit, scope and definition; fob against cif is what is usual.
    """
    origins = base.origins(fact for question in questions for fact in question.counting)
    reported: dict[Key, dict[str, Fact]] = {}
    family = families(base.measures)
    for question in questions:
        if question.nature not in ("flow", "stock"):
            continue
        flow = flow_of(question.figure, question.nature, family), question.figure.unit
        for fact in numbers(question):
            figure = figure_of(fact)
            if figure.reporter:
                key = *flow, basis_of(figure).definition
                reported.setdefault(key, {}).setdefault(figure.reporter, fact)
    return [
        found
        for sides in reported.values()
        for one, other in combinations(sorted(sides), 2)
        if not are_one_voice(sides[one], sides[other], origins)
        if (found := _asymmetry(sides[one], sides[other], base))
    ]


def _asymmetry(one: Fact, other: Fact, base: Base) -> Derived | None:
    larger, smaller = sorted((one, other), key=lambda f: (-figure_of(f).number, f.id))
    a, b = figure_of(larger), figure_of(smaller)
    value = asymmetry(a, b)
    if value is None or _same_side(a, b, base):
        return None
    labels = dict.fromkeys(plain(base.measures[f.measure].label) for f in (a, b))
    about = f"{' and '.join(labels)} {link(base, a)}{scope(a)}"
    sides = " v ".join(f"{voice_name(base, f)} {in_full(f)}" for f in (a, b))
    when = ", ".join(filter(None, (Period.parse(a.period).show(), plain(a.definition or ""))))
    text = f"{about}, {when}: {sides}; asymmetry {display.amount(value, 'percent')}"
    formula = "(a - b) / ((a + b) / 2) * 100"
    return entry("asymmetry", value, "percent", formula, [larger, smaller], text, a.measure)


def _same_side(a: Figure, b: Figure, base: Base) -> bool:
    """Return whether two offices of one country report, which are no mirror of each other."""
    parties = base.parties_by_id([a.reporter or "", b.reporter or ""])
    countries = [parties[p].country or p for p in (a.reporter, b.reporter) if p in parties]
    return len(countries) == 2 and countries[0] == countries[1]
