"""Sums and balances of flows that run both ways.

They use claims of equal periods, of one voice and one basis; a stated number always comes before
a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from msgspec.structs import replace

from dipfacts.answers.answer import Head, in_sentence
from dipfacts.answers.claims.basis import Key, stated_by, voice_of
from dipfacts.answers.claims.several_units import Units, place
from dipfacts.answers.claims.subject_words import link, lower_label, scope
from dipfacts.answers.claims.usable_numbers import Several
from dipfacts.answers.derived.inputs import (
    DerivedNumber,
    Totals,
    index_key,
    what_happened,
    why_not_computed,
)
from dipfacts.answers.derived.precision import amount, though
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures import rounding
from dipfacts.model.figures.agreement import direction_of, figure_of
from dipfacts.model.figures.rounding import interval, is_number
from dipfacts.model.figures.spans import span_of
from dipfacts.model.file_format.tables import Figure, Measure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import plain

_Stated = list[Fact | None]
COMPARED = 50  # claims of one flow and period among which the reason for no sum is sought

# ------------------------------------------------------------------ sums and balances


def sums_and_balances(totals: Totals, base: Base) -> list[DerivedNumber]:
    """Return totals and balances of flows that run both ways, by one voice over one period."""
    index = totals.index
    results: list[DerivedNumber] = []
    of_measure = grouped((figure_of(fact).measure, fact) for fact in index.values())
    for total, plus, minus in _terms(base, of_measure):
        for fact in of_measure[plus]:
            figure = figure_of(fact)
            span = span_of(figure)
            other = index.get(index_key(_back(figure, minus), span))
            if other is not None:
                stated = index.get(index_key(_undirected(figure, total.id), span))
                balances = _balances(index, (fact, other), base)
                when = totals.dates(figure)
                results += _sum_and_balance(total, [fact, other], when, [stated], balances, base)
    return results


def _balances(index: Mapping[Key, Fact], flows: tuple[Fact, Fact], base: Base) -> _Stated:
    """Return what is stated of the balance of two flows.

    One without a direction is that of the party whose exports the voice states; where it states
    those of both, it is not set beside the one if it fits the other.
    """
    plus, minus = map(figure_of, flows)
    span, results = span_of(plus), list[Fact | None]()
    for balance in base.measures.balances.get((plus.measure, minus.measure), ()):
        results.append(index.get(index_key(replace(plus, measure=balance), span)))
        without = index.get(index_key(_undirected(plus, balance), span))
        if without is None or not plus.from_:
            continue
        there = (_back(plus, plus.measure), _back(minus, minus.measure))
        facts = [index.get(index_key(flow, span)) for flow in there]
        ends = [interval(figure_of(it), "flow") for it in facts if it is not None]
        stated = interval(figure_of(without), "flow")
        if len(ends) < len(facts) or not stated.meets(ends[0].minus(ends[1])):
            results.append(without)
    return results


def _terms(base: Base, measures: Iterable[str]) -> Iterator[tuple[Measure, str, str]]:
    """Yield each measure that two others add up to, with these, of which the first is given."""
    totals = (total for measure in measures for total in base.measures.totals.get(measure, ()))
    for total in sorted(totals, key=lambda total: base.measures.places[total.id]):
        plus, minus = total.sum_of
        yield total, plus, minus


def _back(figure: Figure, measure: str) -> Figure:
    """Return a figure as another measure of the opposite direction, if it has one, would be."""
    return replace(figure, measure=measure, from_=figure.to, to=figure.from_)


def _undirected(figure: Figure, measure: str) -> Figure:
    """Return a figure as another measure without a direction would be."""
    return replace(figure, measure=measure, parties=figure.everyone, from_=None, to=None)


def _sum_and_balance(
    total: Measure, flows: list[Fact], when: str, sums: _Stated, balances: _Stated, base: Base
) -> Iterator[DerivedNumber]:
    """Yield the total and the balance of two flows; `sums` and `balances` are what is stated."""
    a, b = map(figure_of, flows)
    of_a, of_b = interval(a, "flow"), interval(b, "flow")
    about = f"{when}, {stated_by(base, a)}"
    value = a.number + b.number
    both = link(base, _undirected(a, total.id)) + scope(a)
    text = f"{plain(total.label)} {both}, {about}: {amount(value, (a, b))}"
    yield DerivedNumber(
        kind="sum",
        value=value,
        facts=flows,
        measure=total.id,
        unit=a.unit,
        formula=f"{a.measure} + {b.measure}",
        statement=text,
        remark=though(map(figure_of, filter(None, sums)), rounding.total([of_a, of_b])),
    )
    value = a.number - b.number
    if a.from_ and a.to:
        both = "of {} with {}".format(*in_sentence(base, (a.from_, a.to))) + scope(a)
    text = f"Balance {both}, {about}: {amount(value, (a, b))}"
    yield DerivedNumber(
        kind="balance",
        value=value,
        facts=flows,
        measure=total.id,
        unit=a.unit,
        formula=f"{a.measure} - {b.measure}",
        statement=text,
        remark=though(map(figure_of, filter(None, balances)), of_a.minus(of_b)),
    )


def not_added(totals: Totals, base: Base) -> list[str]:
    """Return a sentence on opposite flows of one period without a sum, for each reason."""
    open_ = totals.undecided
    claimed: dict[Key, dict[Key, Figure]] = {}
    for figure in what_happened(totals.questions):
        distinct = claimed.setdefault(_flow_key(figure), {})
        distinct.setdefault(_voice_key(figure), figure)
    periods: dict[tuple[str, str, str], list[str]] = {}
    flows_of = ((next(iter(figures.values())).measure, figures) for figures in claimed.values())
    of_measure = grouped(flows_of)
    for _, plus, minus in _terms(base, of_measure):
        of_plus = of_measure[plus]
        ways = {direction_of(figure) for figures in of_plus for figure in figures.values()}
        for figures in of_plus:
            first, *_ = figures.values()
            back = _back(first, minus)
            others = claimed.get(_flow_key(back), {})
            if _has_sum(figures, others, minus, open_):
                continue
            pairs = product([*figures.values()][:COMPARED], [*others.values()][:COMPARED])
            whys = (why_not_computed(a, b, base, open_) for a, b in pairs)
            if why := min(whys, key=len, default=()):
                label, back_label = (
                    lower_label(
                        base.measures[flow.measure], link(base, flow) if len(ways) > 1 else ""
                    )
                    for flow in (first, back)
                )
                when = totals.dates(first)
                periods.setdefault((label, back_label, display.listed(why)), []).append(when)
    return [
        f"No sum or balance of {label} and {back} in {display.some(dict.fromkeys(spans))}: {why}."
        for (label, back, why), spans in periods.items()
    ]


def _flow_key(figure: Figure) -> Key:
    return figure.measure, direction_of(figure), span_of(figure)


def _voice_key(figure: Figure) -> Key:
    return index_key(figure, is_number(figure))


def _has_sum(
    figures: dict[Key, Figure], others: dict[Key, Figure], minus: str, open_: Mapping[str, Several]
) -> bool:
    """Return whether a number among these is added to one of the others."""
    own = (figure for figure in figures.values() if is_number(figure) and voice_of(figure))
    sure = (figure for figure in own if figure.id not in open_)
    back = (others.get(_voice_key(_back(figure, minus))) for figure in sure)
    return any(other is not None and other.id not in open_ for other in back)


# --------------------------------------------------------------------- in place of a claim


def stands_in(
    derived: list[DerivedNumber], measure: str, asked: Period, units: Units
) -> Head | None:
    """Return a headline of what is derived for the period asked, and no claim states, or None.

    Of several units the one that answers is chosen as of claims, by `unit_order`.
    """
    sums = (it for it in derived if it.kind == "sum" and it.measure == measure)
    fits = [it for it in sums if Period.parse(it.period).same_span(asked)]
    if not fits:
        return None
    unit = min((it.unit for it in fits), key=lambda unit: place(units, unit))
    fits = [it for it in fits if it.unit == unit]
    first, values = fits[0], [it.value for it in fits]
    texts = (f"{it.text} ({it.formula})" for it in fits)
    return Head(
        text=f"Not stated, but derived: {'; '.join(texts)}.",
        measure=measure,
        period=first.period,
        value=first.value if len(set(values)) == 1 else None,
        low=min(values),
        high=max(values),
        unit=first.unit,
        derived=first,
        facts=list(dict.fromkeys(id_ for it in fits for id_ in it.ids)),
    )
