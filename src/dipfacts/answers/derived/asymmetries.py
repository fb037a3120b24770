"""Asymmetries: how far the numbers of both sides of one flow lie apart."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.claims.basis import voice_name
from dipfacts.answers.claims.subject_words import link, scope
from dipfacts.answers.derived.inputs import DerivedNumber
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair
from dipfacts.model import display
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.file_format.tables import Number
from dipfacts.query.base import Base
from dipfacts.text import plain


def asymmetries(pairs: Iterable[MirrorPair], base: Base) -> list[DerivedNumber]:
    """Return the gaps between the numbers of both sides, in percent of the middle between them."""
    return [
        _asymmetry(pair, pair.asymmetry, base)
        for pair in pairs
        if pair.asymmetry is not None and not pair.at_least
        if not any(figure.rank == "deprecated" for figure in pair.figures)
    ]


def _asymmetry(pair: MirrorPair, value: Number, base: Base) -> DerivedNumber:
    larger, smaller = sorted(pair.facts, key=lambda fact: (-figure_of(fact).number, fact.id))
    a, b = figure_of(larger), figure_of(smaller)
    labels = dict.fromkeys(plain(base.measures[f.measure].label) for f in (a, b))
    about = f"{' and '.join(labels)} {link(base, a)}{scope(a)}"
    sides = " v ".join(f"{voice_name(base, f)} {pair.amount_of(f)}" for f in (a, b))
    when = ", ".join(filter(None, (pair.period.show(), plain(a.definition or ""))))
    text = f"{about}, {when}: {sides}; asymmetry {display.amount(value, 'percent')}"
    formula = "(a - b) / ((a + b) / 2) * 100"
    return DerivedNumber(
        kind="asymmetry",
        value=value,
        facts=[larger, smaller],
        measure=a.measure,
        unit="percent",
        formula=formula,
        statement=text,
    )
