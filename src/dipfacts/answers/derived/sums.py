"""Numbers computed from claims, each with its formula and the claims it comes from.

A sum, rate or share uses claims of equal periods by one voice only; a stated number always
comes before a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from dipfacts.answers.derived.inputs import (
    Derived,
    Key,
    entry,
    flows,
    indexed,
    numbers,
    voice_name,
)
from dipfacts.answers.headline import link, midway
from dipfacts.answers.mirror import asymmetry
from dipfacts.model import display
from dipfacts.model.agreement import (
    Question,
    direction_of,
    figure_of,
    part_of,
    series_key,
)
from dipfacts.model.period import Period
from dipfacts.model.rounding import TENTH, growth_between, interval, is_number, rounded
from dipfacts.model.rounding import total as total_of
from dipfacts.model.spans import span_of
from dipfacts.model.tables import Figure, Measure
from dipfacts.query.base import Base, Fact
from dipfacts.text import plain


def everything(questions: list[Question], base: Base) -> list[Derived]:
    """Return all that can be derived: sums, balances, growth, shares and asymmetries."""
    return [
        *_sums_and_balances(questions, base),
        *_growth(questions, base),
        *_shares(questions, base),
        *_asymmetries(questions, base),
    ]


# ------------------------------------------------------------------ sums and balances


def _sums_and_balances(questions: list[Question], base: Base) -> list[Derived]:
    """Return totals and balances of flows that run both ways, by one reporter over one period."""
    index = indexed(flows(questions, base), like_for_like=False)
    found: list[Derived] = []
    seen: set[Key] = set()
    for total in (m for m in base.measures.values() if len(m.sum_of) == 2):
        plus, minus = total.sum_of
        for key, fact in index.items():
            figure = figure_of(fact)
            if figure.measure != plus:
                continue
            other = index.get(_moved(key, figure, minus, directed=True))
            if other is None or (total.id, fact.id, other.id) in seen:
                continue
            seen.add((total.id, fact.id, other.id))
            stated = index.get(_moved(key, figure, total.id, directed=False))
            found += _sum_and_balance(total, fact, other, stated, base)
    return found


def _moved(key: Key, figure: Figure, measure: str, directed: bool) -> Key:
    """Return the key of another measure in the index: of the flow back, or in no direction."""
    voice, same, valuation, span = key
    ends = direction_of(figure)
    directed = directed and bool(figure.from_)
    ends = ends[::-1] if directed else tuple(sorted(ends))
    assert isinstance(same, tuple)
    series = (measure, directed, ends, *same[3:])
    return voice, series, valuation, span


def _sum_and_balance(
    total: Measure, plus: Fact, minus: Fact, stated: Fact | None, base: Base
) -> Iterator[Derived]:
    a, b = figure_of(plus), figure_of(minus)
    about = f"{Period.parse(a.period).show()}, {voice_name(base, a)}"
    value = a.value + b.value
    text = f"{plain(total.label)}, {about}: {display.amount(value, a.unit)}"
    if stated is not None:
        known = figure_of(stated)
        possible = total_of([interval(a, "flow"), interval(b, "flow")])
        if not interval(known, "flow").meets(possible):
            text += f", though {display.figure_amount(known)} is stated"
    formula = f"{a.measure} + {b.measure}"
    yield entry("sum", value, a.unit, formula, [plus, minus], text, total.id)
    value = a.value - b.value
    text = f"Balance, {about}: {display.amount(value, a.unit)}"
    formula = f"{a.measure} - {b.measure}"
    yield entry("balance", value, a.unit, formula, [plus, minus], text, total.id)


# ------------------------------------------------------------------------------ growth


def _growth(questions: list[Question], base: Base) -> list[Derived]:
    """Return the growth of each flow over the same months a year before, by one voice."""
    index = indexed(flows(questions, base), like_for_like=True)
    stated = _stated_growth(questions, base)
    found: list[Derived] = []
    seen: set[tuple[str, str]] = set()
    for (voice, series, valuation, span), later in index.items():
        a = figure_of(later)
        spans = Period.parse(a.period).years_before
        earliers = (index.get((voice, series, valuation, before)) for before in spans)
        earlier = next(filter(None, earliers), None)
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


# ------------------------------------------------------------------ shares, asymmetries


def _shares(questions: list[Question], base: Base) -> list[Derived]:
    """Return the share of each component in its total."""
    by_id = {fact.id: fact for question in questions for fact in question.counting}
    found = []
    for fact in by_id.values():
        part = figure_of(fact)
        whole = by_id.get(part.part_of or "")
        if whole is None or not (is_number(part) and is_number(total := figure_of(whole))):
            continue
        alike = (part.unit, span_of(part)) == (total.unit, span_of(total))
        if not alike or not 0 <= part.value <= total.value or total.value == 0:
            continue
        value = rounded(Decimal(part.value) * 100 / Decimal(total.value), TENTH)
        label = midway(base.measures[total.measure], link(base, total))
        when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
        what = plain(part.scope or part.id)
        text = f"Share of {what} in {label} {when}: {display.amount(value, 'percent')}"
        formula = "part / total * 100"
        found.append(entry("share", value, "percent", formula, [fact, whole], text, part.measure))
    return found


def _asymmetries(questions: list[Question], base: Base) -> list[Derived]:
    """Return the gaps between mirror figures, in percent of the middle between them."""
    reported: dict[Key, dict[str, Fact]] = {}
    family = {m: t.id for t in base.measures.values() if len(t.sum_of) == 2 for m in t.sum_of}
    for question in questions:
        figure = question.figure
        if question.nature not in ("flow", "stock"):
            continue
        # What one side exports the other imports: one flow under two measures.
        measure = family.get(figure.measure, "") if figure.from_ else ""
        flow = (measure or figure.measure, *series_key(figure)[1:], span_of(figure))
        for fact in numbers(question):
            if reporter := figure_of(fact).reporter:
                reported.setdefault(flow, {}).setdefault(reporter, fact)
    return [
        found
        for sides in reported.values()
        for one, other in combinations(sorted(sides), 2)
        if (found := _asymmetry(sides[one], sides[other], base))
    ]


def _asymmetry(one: Fact, other: Fact, base: Base) -> Derived | None:
    larger, smaller = sorted((one, other), key=lambda f: (-figure_of(f).value, f.id))
    a, b = figure_of(larger), figure_of(smaller)
    value = asymmetry(a, b)
    if value is None or _same_side(a, b, base):
        return None
    labels = dict.fromkeys(plain(base.measures[f.measure].label) for f in (a, b))
    about = f"{' and '.join(labels)} {link(base, a)}"
    sides = " v ".join(f"{voice_name(base, f)} {display.figure_amount(f)}" for f in (a, b))
    when = Period.parse(a.period).show()
    text = f"{about}, {when}: {sides}; asymmetry {display.amount(value, 'percent')}"
    formula = "(a - b) / ((a + b) / 2) * 100"
    return entry("asymmetry", value, "percent", formula, [larger, smaller], text, a.measure)


def _same_side(a: Figure, b: Figure, base: Base) -> bool:
    """Return whether two offices of one country report, which are no mirror of each other."""
    parties = base.parties_by_id([a.reporter or "", b.reporter or ""])
    countries = [parties[p].country or p for p in (a.reporter, b.reporter) if p in parties]
    return len(countries) == 2 and countries[0] == countries[1]


# --------------------------------------------------------------------- in place of a claim


def stands_in(derived: list[Derived], measure: str, asked: Period) -> Derived | None:
    """Return a derived total for the period asked, which no claim states; None if there is none."""
    fits = [
        each
        for each in derived
        if each["kind"] == "sum"
        and each["measure"] == measure
        and Period.parse(each["period"]).same_span(asked)
    ]
    fits = [each for each in fits if each["unit"] == fits[0]["unit"]]
    if not fits:
        return None
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
