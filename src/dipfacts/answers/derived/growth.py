"""How much a flow grew over the same months of a year before, by one voice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dipfacts.answers.derived.inputs import (
    TENTH,
    Derived,
    Key,
    entry,
    flows,
    indexed,
    is_number,
    span_of,
    voice_name,
)
from dipfacts.answers.headline import link, midway
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, grain, part_of, rounded, series_key
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base, Fact


def growth(questions: list[Question], base: Base) -> list[Derived]:
    """The change over the same months a year before, by one voice."""
    index = indexed(flows(questions, base), like_for_like=True)
    stated = _stated_growth(questions, base)
    found: list[Derived] = []
    seen: set[tuple[str, str]] = set()
    for (voice, series, valuation, span), later in index.items():
        earlier = index.get((voice, series, valuation, _year_before(span)))
        if earlier is None or (later.id, earlier.id) in seen:
            continue
        a, b = figure_of(later), figure_of(earlier)
        if b.value <= 0 or a.value < 0:
            continue
        seen.add((later.id, earlier.id))
        claims = stated.get((a.measure, frozenset(a.everyone), part_of(a), span), [])
        found.append(_growth_entry(later, earlier, claims, base))
    return found


def _year_before(span: object) -> tuple[date, date] | None:
    """The span one year earlier, if it is no longer than a year and the calendar has it."""
    start, end = span if isinstance(span, tuple) else (None, None)
    if start is None or end is None or (end - start).days > 366 or start.year == 1:
        return None
    try:
        return start.replace(year=start.year - 1), end.replace(year=end.year - 1)
    except ValueError:  # 29 February
        return None


def _growth_entry(later: Fact, earlier: Fact, stated: list[Figure], base: Base) -> Derived:
    a, b = figure_of(later), figure_of(earlier)
    value = rounded((Decimal(a.value) / Decimal(b.value) - 1) * 100, TENTH)
    label = midway(base.measures[a.measure], link(base, a))
    spans = f"{Period.parse(b.period).show()} to {Period.parse(a.period).show()}"
    text = f"Growth of {label}, {spans}, {voice_name(base, a)}: {display.amount(value, 'percent')}"
    if stated and not any(_reachable(claim, a, b) for claim in stated):
        shown = dict.fromkeys(map(display.figure_amount, stated))
        text += f", though {display.listed(shown)} {'is' if len(shown) == 1 else 'are'} stated"
    formula = "(later / earlier - 1) * 100"
    return entry("growth", value, "percent", formula, [later, earlier], text, a.measure)


def _stated_growth(questions: list[Question], base: Base) -> dict[Key, list[Figure]]:
    """What the sources themselves call growth, by the measure that grows, parties and span."""
    found: dict[Key, list[Figure]] = {}
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "ratio" and measure.of and "growth" in measure.id:
            for f in question.figures:
                key = (measure.of, frozenset(f.everyone), part_of(f), span_of(f))
                found.setdefault(key, []).append(f)
    return found


def _reachable(claim: Figure, later: Figure, earlier: Figure) -> bool:
    """Whether a stated rate fits numbers that are only as exact as they are written."""
    up, down = grain(later, "flow") / 2, grain(earlier, "flow") / 2
    least = (Decimal(later.value) - up) / (Decimal(earlier.value) + down) * 100 - 100
    most = (Decimal(later.value) + up) / (Decimal(earlier.value) - down) * 100 - 100
    slack = grain(claim, "ratio") / 2 if claim.qualifier in ("exactly", "about") else Decimal(0)
    low, high = Decimal(claim.value) - slack, Decimal(claim.value) + slack
    if claim.qualifier in ("more-than", "at-least"):
        high = Decimal("Infinity")
    elif claim.qualifier in ("less-than", "at-most"):
        low = Decimal("-Infinity")
    return low <= most and least <= high


def left_out(questions: list[Question], derived: list[Derived], base: Base) -> list[str]:
    """One sentence on the totals that no growth rate could use, where there is any rate."""
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
    bounds = [fact for fact in rest if not is_number(fact)]
    parts = [f for f in rest if is_number(f) and not Period.parse(figure_of(f).period).is_full_year]
    alone = len(rest) - len(bounds) - len(parts)
    told = [display.counted(len(bounds), "bound")] if bounds else []
    told += [display.counted(len(parts), "part-year")] if parts else []
    told += [f"{alone:,} with no adjacent year by the same voice"] if alone else []
    claims = display.counted(len(rest), "claim")
    return [f"Derived growth rates leave out {claims}: {display.listed(told)}."]
