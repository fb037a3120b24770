"""Growth of flows over the same months of the year before, by one voice."""

from __future__ import annotations

from decimal import Decimal

from dipfacts.answers.derived.inputs import (
    Derived,
    Key,
    entry,
    flows,
    indexed,
    span_of,
    voice_name,
)
from dipfacts.answers.headline import link, midway
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, part_of, series_key
from dipfacts.model.period import Period
from dipfacts.model.rounding import (
    TENTH,
    growth_between,
    interval,
    is_number,
    rounded,
    year_before,
)
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base, Fact


def growth(questions: list[Question], base: Base) -> list[Derived]:
    """Return the growth of each flow over the same months a year before, by one voice."""
    index = indexed(flows(questions, base), like_for_like=True)
    stated = _stated_growth(questions, base)
    found: list[Derived] = []
    seen: set[tuple[str, str]] = set()
    for (voice, series, valuation, span), later in index.items():
        a = figure_of(later)
        earlier = index.get((voice, series, valuation, year_before(span_of(a))))
        if earlier is None or (later.id, earlier.id) in seen:
            continue
        b = figure_of(earlier)
        if b.value <= 0 or a.value < 0:
            continue
        seen.add((later.id, earlier.id))
        claims = stated.get((a.measure, frozenset(a.everyone), part_of(a), span), [])
        found.append(_growth_entry(later, earlier, claims, base))
    return found


def _growth_entry(later: Fact, earlier: Fact, stated: list[Figure], base: Base) -> Derived:
    a, b = figure_of(later), figure_of(earlier)
    value = rounded((Decimal(a.value) / Decimal(b.value) - 1) * 100, TENTH)
    label = midway(base.measures[a.measure], link(base, a))
    spans = f"{Period.parse(b.period).show()} to {Period.parse(a.period).show()}"
    text = f"Growth of {label}, {spans}, {voice_name(base, a)}: {display.amount(value, 'percent')}"
    possible = growth_between(interval(a, "flow"), interval(b, "flow"))
    if stated and not any(interval(claim, "ratio").meets(possible) for claim in stated):
        rates = dict.fromkeys(map(display.figure_amount, stated))
        text += f", though {display.listed(rates)} {'is' if len(rates) == 1 else 'are'} stated"
    formula = "(later / earlier - 1) * 100"
    return entry("growth", value, "percent", formula, [later, earlier], text, a.measure)


def _stated_growth(questions: list[Question], base: Base) -> dict[Key, list[Figure]]:
    """Return the growth that sources state, by the measure that grows, parties, part and span."""
    found: dict[Key, list[Figure]] = {}
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "ratio" and measure.of and "growth" in measure.id:
            for f in question.figures:
                key = (measure.of, frozenset(f.everyone), part_of(f), span_of(f))
                found.setdefault(key, []).append(f)
    return found


def left_out(questions: list[Question], derived: list[Derived], base: Base) -> list[str]:
    """Return a sentence on the claims that no growth rate uses; none if there are no rates."""
    used = {name for e in derived if e["kind"] == "growth" for name in e["derived"]["from"]}
    totals = list(flows(questions, base))
    grown = {series_key(q.figure) for q in totals if any(f.id in used for f in q.counting)}
    rest = [
        fact
        for question in totals
        if series_key(question.figure) in grown
        for fact in question.counting
        if fact.id not in used
    ]
    if not rest:
        return []
    numbers = [fact for fact in rest if is_number(figure_of(fact))]
    bounds = len(rest) - len(numbers)
    parts = sum(not Period.parse(figure_of(fact).period).is_full_year for fact in numbers)
    alone = len(numbers) - parts
    counts = [display.counted(bounds, "bound")] if bounds else []
    counts += [display.counted(parts, "part-year")] if parts else []
    counts += [f"{alone:,} with no adjacent year by the same voice"] if alone else []
    claims = display.counted(len(rest), "claim")
    return [f"Derived growth rates leave out {claims}: {display.listed(counts)}."]
