"""Sums and balances of flows that run both ways, and the shares of components in their totals.

They use claims of equal periods, of one voice and one basis; a stated number always comes before
a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from dipfacts.answers.answer import names
from dipfacts.answers.derived.inputs import (
    Derived,
    Key,
    basis_of,
    differences,
    entry,
    flows,
    index_key,
    indexed,
    numbers,
    voice_name,
    voice_of,
)
from dipfacts.answers.derived.precision import amount, percent
from dipfacts.answers.headline import link, midway
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, series_key
from dipfacts.model.period import Period
from dipfacts.model.rounding import TENTH, interval, rounded, share_between
from dipfacts.model.rounding import total as total_of
from dipfacts.model.spans import span_of
from dipfacts.model.tables import Figure, Measure
from dipfacts.query.base import Base, Fact
from dipfacts.text import plain

# ------------------------------------------------------------------ sums and balances


def sums_and_balances(questions: list[Question], base: Base) -> list[Derived]:
    """Return totals and balances of flows that run both ways, by one voice over one period."""
    index = indexed(flows(questions, base))
    found: list[Derived] = []
    for total, plus, minus in _terms(base):
        for fact in index.values():
            figure = figure_of(fact)
            if figure.measure != plus:
                continue
            span = span_of(figure)
            other = index.get(index_key(_back(figure, minus), span))
            if other is not None:
                stated = index.get(index_key(_undirected(figure, total.id), span))
                found += _sum_and_balance(total, fact, other, stated, base)
    return found


def _terms(base: Base) -> Iterator[tuple[Measure, str, str]]:
    """Yield each measure that two others add up to, with these."""
    for total in base.measures.values():
        if len(total.sum_of) == 2:
            yield total, *total.sum_of


def _back(figure: Figure, measure: str) -> Figure:
    """Return a figure as another measure of the opposite direction, if it has one, would be."""
    return replace(figure, measure=measure, from_=figure.to, to=figure.from_)


def _undirected(figure: Figure, measure: str) -> Figure:
    """Return a figure as another measure without a direction would be."""
    return replace(figure, measure=measure, parties=figure.everyone, from_=None, to=None)


def _sum_and_balance(
    total: Measure, plus: Fact, minus: Fact, stated: Fact | None, base: Base
) -> Iterator[Derived]:
    a, b = figure_of(plus), figure_of(minus)
    about = f"{Period.parse(a.period).show()}, {voice_name(base, a)}"
    value = a.number + b.number
    both = link(base, _undirected(a, total.id))
    text = f"{plain(total.label)} {both}, {about}: {amount(value, (a, b))}"
    if stated is not None:
        known = figure_of(stated)
        possible = total_of([interval(a, "flow"), interval(b, "flow")])
        if not interval(known, "flow").meets(possible):
            text += f", though {display.figure_amount(known)} is stated"
    formula = f"{a.measure} + {b.measure}"
    yield entry("sum", value, a.unit, formula, [plus, minus], text, total.id)
    value = a.number - b.number
    if a.from_ and a.to:
        both = "of {} with {}".format(*names(base, (a.from_, a.to)))
    text = f"Balance {both}, {about}: {amount(value, (a, b))}"
    formula = f"{a.measure} - {b.measure}"
    yield entry("balance", value, a.unit, formula, [plus, minus], text, total.id)


def not_added(questions: list[Question], base: Base) -> list[str]:
    """Return a sentence on each pair of flows, by one voice, that are not comparable."""
    index = indexed(flows(questions, base))
    loose: dict[Key, list[Fact]] = {}
    for fact in index.values():
        loose.setdefault(_loose_key(figure_of(fact)), []).append(fact)
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for _, plus, minus in _terms(base):
        for facts in loose.values():
            figure = figure_of(facts[0])
            others = loose.get(_loose_key(_back(figure, minus)), [])
            if figure.measure != plus or not others or _has_sum(facts, minus, index):
                continue
            why = differences(figure, figure_of(others[0]))
            if why:
                when = Period.parse(figure.period).show()
                reasons.setdefault((plus, minus, why), []).append(when)
    return [
        f"No sum or balance of {midway(base.measures[plus])} and {midway(base.measures[minus])} "
        f"in {display.some(dict.fromkeys(periods))}: {why}."
        for (plus, minus, why), periods in reasons.items()
    ]


def _loose_key(figure: Figure) -> Key:
    """Return what figures share that a sum may be expected of, comparable or not."""
    return voice_of(figure), series_key(replace(figure, unit="")), span_of(figure)


def _has_sum(facts: list[Fact], minus: str, index: dict[Key, Fact]) -> bool:
    figures = map(figure_of, facts)
    return any(index_key(_back(f, minus), span_of(f)) in index for f in figures)


# --------------------------------------------------------------------------------- shares


def shares(questions: list[Question], base: Base) -> list[Derived]:
    """Return the share of each component in its total."""
    by_id = {fact.id: fact for question in questions for fact in numbers(question)}
    found = []
    for fact in by_id.values():
        part = figure_of(fact)
        whole = by_id.get(part.part_of or "")
        if whole is None or not _are_alike(part, total := figure_of(whole)):
            continue
        if not 0 <= part.number <= total.number or total.number == 0:
            continue
        share = Decimal(part.number) * 100 / Decimal(total.number)
        label = midway(base.measures[total.measure], link(base, total))
        when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
        what = plain(part.scope or part.id)
        who = f", {voice_name(base, part)}" if voice_of(part) else ""
        possible = share_between(interval(part, "flow"), interval(total, "flow"))
        text = f"Share of {what} in {label} {when}{who}: {percent(share, possible)}"
        formula = "part / total * 100"
        value = rounded(share, TENTH)
        found.append(entry("share", value, "percent", formula, [fact, whole], text, part.measure))
    return found


def _are_alike(part: Figure, total: Figure) -> bool:
    """Return whether a component and a total are by one voice, and measured alike."""
    one, other = (
        (voice_of(f) or f.source, f.unit, basis_of(f), f.status, span_of(f)) for f in (part, total)
    )
    return one == other


# --------------------------------------------------------------------- in place of a claim


def stands_in(
    derived: list[Derived], measure: str, asked: Period, units: dict[str, tuple[int, int]]
) -> dict[str, Any] | None:
    """Return a derived total for the period asked, which no claim states; None if there is none.

    Of several units the one that answers is chosen as of claims, by `unit_order`.
    """
    fits = [
        each
        for each in derived
        if each["kind"] == "sum"
        and each["measure"] == measure
        and Period.parse(each["period"]).same_span(asked)
    ]
    if not fits:
        return None
    unit = max((each["unit"] for each in fits), key=lambda unit: (units.get(unit, (0, 0)), unit))
    fits = [each for each in fits if each["unit"] == unit]
    first, values = fits[0], [each["value"] for each in fits]
    texts = (f"{each['text']} ({each['derived']['formula']})" for each in fits)
    return {
        "text": f"Not stated, but derived: {'; '.join(texts)}.",
        "measure": measure,
        "period": first["period"],
        "value": first["value"] if len(set(values)) == 1 else None,
        "low": min(values),
        "high": max(values),
        "unit": first["unit"],
        "derived": first["derived"],
        "facts": list(dict.fromkeys(name for e in fits for name in e["derived"]["from"])),
    }
