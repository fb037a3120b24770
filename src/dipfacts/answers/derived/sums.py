"""Sums and balances of flows that run both ways, and the shares of components in their totals.

They use claims of equal periods, of one voice and one basis; a stated number always comes before
a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from types import MappingProxyType

from msgspec.structs import replace

from dipfacts.answers.answer import Head, in_sentence
from dipfacts.answers.claims.basis import (
    Key,
    basis_of,
    is_ahead,
    stated_by,
    voice_name,
    voice_of,
    why_incomparable,
)
from dipfacts.answers.claims.several_units import Units, place
from dipfacts.answers.claims.subject_words import label_within, link, lower_label, scope
from dipfacts.answers.claims.usable_numbers import Several, last_ones, numbers
from dipfacts.answers.derived.inputs import DerivedNumber, Totals, index_key
from dipfacts.answers.derived.precision import amount, percent, though
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures import rounding
from dipfacts.model.figures.agreement import Question, direction_of, figure_of, part_of
from dipfacts.model.figures.rounding import TENTH, interval, is_number, rounded, share_between
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
    for total in sorted(totals, key=lambda one: base.measures.places[one.id]):
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
    one, other = interval(a, "flow"), interval(b, "flow")
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
        remark=though(map(figure_of, filter(None, sums)), rounding.total([one, other])),
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
        remark=though(map(figure_of, filter(None, balances)), one.minus(other)),
    )


def not_added(totals: Totals, base: Base) -> list[str]:
    """Return a sentence on opposite flows of one period without a sum, for each reason."""
    open_ = totals.undecided
    claimed: dict[Key, dict[Key, Figure]] = {}
    for figure in _actual(totals.questions):
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
            whys = (_why_not(a, b, base, open_) for a, b in pairs)
            if why := min(whys, key=len, default=()):
                one, other = (
                    lower_label(
                        base.measures[flow.measure], link(base, flow) if len(ways) > 1 else ""
                    )
                    for flow in (first, back)
                )
                when = totals.dates(first)
                periods.setdefault((one, other, display.listed(why)), []).append(when)
    return [
        f"No sum or balance of {one} and {other} in {display.some(dict.fromkeys(spans))}: {why}."
        for (one, other, why), spans in periods.items()
    ]


def _actual(questions: Iterable[Question]) -> Iterator[Figure]:
    """Yield the claims of what happened in a known span, bounds too."""
    for question in questions:
        for figure in question.figures if not question.period.unspecified else ():
            if not is_ahead(figure) and figure.rank != "deprecated":
                yield figure


def _flow_key(figure: Figure) -> Key:
    return figure.measure, direction_of(figure), span_of(figure)


def _voice_key(figure: Figure) -> Key:
    return index_key(figure, is_number(figure))


def _has_sum(
    figures: dict[Key, Figure], others: dict[Key, Figure], minus: str, open_: Mapping[str, Several]
) -> bool:
    """Return whether a number among these is added to one of the others."""
    own = (figure for figure in figures.values() if is_number(figure) and voice_of(figure))
    back = (others.get(_voice_key(_back(it, minus))) for it in own if it.id not in open_)
    return any(other is not None and other.id not in open_ for other in back)


def _why_not(
    a: Figure, b: Figure, base: Base, open_: Mapping[str, Several] = MappingProxyType({})
) -> tuple[str, ...]:
    """Return why two figures are not added, or divided."""
    why = [*filter(None, [why_incomparable(a, b)])]
    if not (is_number(a) and is_number(b)):
        why.append("a bound is no number to compute with")
    if None in (voice_of(a), voice_of(b)):
        why.append("not each names its reporter or claimant")
    elif voice_of(a) != voice_of(b):
        names = display.listed((voice_name(base, a), voice_name(base, b)))
        why.append(f"they are by different reporters or claimants ({names})")
    return (*why, *(open_[figure.id].text for figure in (a, b) if figure.id in open_))


# --------------------------------------------------------------------------------- shares


def component_shares(questions: list[Question], base: Base) -> list[DerivedNumber]:
    """Return the share of each component in its total.

    Where a voice gave several numbers of one, the last has a share, or each if none surely is.
    """
    by_id = {fact.id: fact for question in questions for fact in numbers(question)}
    results = []
    for fact in _components(questions, by_id, base):
        part, whole = figure_of(fact), by_id[figure_of(fact).part_of or ""]
        total = figure_of(whole)
        share = Decimal(part.number) * 100 / Decimal(total.number)
        label = label_within(base, total)
        when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
        what = plain(part.scope or part.id)
        who = f", {stated_by(base, part)}" if voice_of(part) else ""
        possible = share_between(interval(part, "flow"), interval(total, "flow"))
        text = f"Share of {what} in {label} {when}{who}: {percent(share, possible)}"
        formula = "part / total * 100"
        value = rounded(share, TENTH)
        results.append(
            DerivedNumber(
                kind="share",
                value=value,
                facts=[fact, whole],
                measure=part.measure,
                unit="percent",
                formula=formula,
                statement=text,
            )
        )
    return results


def _components(questions: list[Question], by_id: Mapping[str, Fact], base: Base) -> Iterator[Fact]:
    """Yield the components to compute a share of, in their order; `by_id` are all numbers."""
    for question in questions:
        some = [fact for fact in numbers(question) if _has_share(figure_of(fact), by_id)]
        voiced = grouped((_stated(figure_of(fact)), fact) for fact in some)
        chosen = {fact.id for facts in voiced.values() for fact in last_ones(facts, base)}
        yield from (fact for fact in some if fact.id in chosen)


def _has_share(part: Figure, by_id: Mapping[str, Fact]) -> bool:
    """Return whether a component's total is among some numbers, alike, and no smaller."""
    if (whole := by_id.get(part.part_of or "")) is None:
        return False
    total = figure_of(whole)
    return _are_alike(part, total) and 0 <= part.number <= total.number != 0


def no_shares(questions: list[Question], base: Base) -> list[str]:
    """Return a sentence on the components that have no share in their total, for each reason.

    Those of the same periods stand in one. Of several claims about one component one may have it.
    """
    claims = {figure.id: figure for figure in _actual(questions)}
    parts = [(part, claims[part.part_of]) for part in claims.values() if part.part_of in claims]
    have = {
        _component(part)
        for part, total in parts
        if _are_alike(part, total) and is_number(part) and is_number(total)
    }
    without: dict[tuple[str, str, str], list[str]] = {}
    for part, total in parts:
        if _component(part) in have:
            continue
        if why := _why_not(replace(part, part_of=None, scope=total.scope), total, base):
            when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
            key = label_within(base, total), display.listed(why), when
            without.setdefault(key, []).append(plain(part.scope or part.id))
    periods = grouped(
        ((f"{display.some(dict.fromkeys(parts))} in {label}", why), when)
        for (label, why, when), parts in without.items()
    )
    return [
        f"No share of {what} {display.some(whens)}: {why}."
        for (what, why), whens in periods.items()
    ]


def _component(part: Figure) -> Key:
    return part.part_of, part_of(part), span_of(part)


def _are_alike(part: Figure, total: Figure) -> bool:
    """Return whether a component and a total are by one voice, and measured alike."""
    one, other = ((*_stated(f), f.unit, span_of(f)) for f in (part, total))
    return one == other


def _stated(figure: Figure) -> Key:
    """Return the voice of a number, or else its source, and its basis."""
    return voice_of(figure) or figure.source, basis_of(figure)


# --------------------------------------------------------------------- in place of a claim


def stands_in(
    derived: list[DerivedNumber], measure: str, asked: Period, units: Units
) -> Head | None:
    """Return a headline of what is derived for the period asked, and no claim states, or None.

    Of several units the one that answers is chosen as of claims, by `unit_order`.
    """
    fits = [it for it in derived if it.kind == "sum" and it.measure == measure]
    fits = [it for it in fits if Period.parse(it.period).same_span(asked)]
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
