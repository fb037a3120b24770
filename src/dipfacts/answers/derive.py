"""Numbers computed from claims, each with its formula and the claims it comes from.

A sum, rate or share uses claims of equal periods by one voice only; a stated number always
comes before a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from dipfacts import wording
from dipfacts.answers.headline import link, midway
from dipfacts.answers.mirror import asymmetry
from dipfacts.base import Base, Fact
from dipfacts.compare import (
    Question,
    direction_of,
    figure_of,
    grain,
    part_of,
    rounded,
    series_key,
)
from dipfacts.model import Figure, Measure, Number
from dipfacts.names import plain
from dipfacts.period import Period

TYPE_CHECKING = False  # typing is slow to import, and only the type checker needs it
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Entry = dict[str, Any]
_Key = tuple[object, ...]
_TENTH = Decimal("0.1")
_PREFERRED = ("preferred", "")


def everything(questions: list[Question], base: Base) -> list[Entry]:
    """All that can be derived from the questions: sums, balances, growth, shares, asymmetries."""
    return [
        *_sums_and_balances(questions, base),
        *_growth(questions, base),
        *_shares(questions, base),
        *_asymmetries(questions, base),
    ]


def _entry(
    kind: str, value: Number, unit: str, formula: str, facts: list[Fact], text: str, measure: str
) -> Entry:
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


# ------------------------------------------------------------------- what can be used


def _is_number(fact: Fact) -> bool:
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


def _flows(questions: Iterable[Question], base: Base) -> Iterator[Question]:
    """Totals over time, unlike targets and increases, which are `of` another measure."""
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "flow" and not measure.of and not question.figure.part_of:
            yield question


def _span(figure: Figure) -> tuple[date | None, date | None]:
    period = Period.parse(figure.period)
    return period.start, period.end


def _index(questions: Iterable[Question], like_for_like: bool) -> dict[_Key, Fact]:
    """The first usable claim of each voice on each question, by voice, series and span.

    Over time fob is comparable with fob only, whereas in a sum exports are mostly fob, imports cif.
    """
    found: dict[_Key, Fact] = {}
    for question in questions:
        series, span = series_key(question.figure), (question.period.start, question.period.end)
        for fact in filter(_is_number, question.counting):
            valuation = figure_of(fact).valuation if like_for_like else None
            for voice in _voices(fact):
                found.setdefault((voice, series, valuation, span), fact)
    return found


def _name(base: Base, figure: Figure) -> str:
    who = figure.reporter or figure.claimant
    if who is None:
        return "preferred claims"
    found = base.parties_by_id([who])
    return plain(found[who].name) if who in found else who


# ------------------------------------------------------------------ sums and balances


def _sums_and_balances(questions: list[Question], base: Base) -> list[Entry]:
    """Totals and balances of flows that run both ways, by one reporter over one period."""
    index = _index(_flows(questions, base), like_for_like=False)
    found: list[Entry] = []
    seen: set[_Key] = set()
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


def _moved(key: _Key, figure: Figure, measure: str, directed: bool) -> _Key:
    """The key in the index of another measure: the flow that runs back, or that in no direction."""
    voice, _, valuation, span = key
    ends = direction_of(figure)
    directed = directed and bool(figure.from_)
    ends = ends[::-1] if directed else tuple(sorted(ends))
    series = (measure, directed, ends, figure.unit, figure.part_of is not None, part_of(figure))
    return voice, series, valuation, span


def _sum_and_balance(
    total: Measure, plus: Fact, minus: Fact, stated: Fact | None, base: Base
) -> Iterator[Entry]:
    a, b = figure_of(plus), figure_of(minus)
    about = f"{Period.parse(a.period).show()}, {_name(base, a)}"
    value = a.value + b.value
    text = f"{plain(total.label)}, {about}: {wording.amount(value, a.unit)}"
    if stated is not None:
        known = figure_of(stated)
        slack = sum(grain(figure, "flow") for figure in (known, a, b)) / 2
        if abs(Decimal(known.value) - Decimal(value)) > slack:
            text += f", though {wording.figure_amount(known)} is stated"
    formula = f"{a.measure} + {b.measure}"
    yield _entry("sum", value, a.unit, formula, [plus, minus], text, total.id)
    value = a.value - b.value
    text = f"Balance, {about}: {wording.amount(value, a.unit)}"
    formula = f"{a.measure} - {b.measure}"
    yield _entry("balance", value, a.unit, formula, [plus, minus], text, total.id)


# --------------------------------------------------------------------------- growth


def _growth(questions: list[Question], base: Base) -> list[Entry]:
    """The change over the same months a year before, by one voice."""
    index = _index(_flows(questions, base), like_for_like=True)
    stated = _stated_growth(questions, base)
    found: list[Entry] = []
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


def _growth_entry(later: Fact, earlier: Fact, stated: list[Figure], base: Base) -> Entry:
    a, b = figure_of(later), figure_of(earlier)
    value = rounded((Decimal(a.value) / Decimal(b.value) - 1) * 100, _TENTH)
    label = midway(base.measures[a.measure], link(base, a))
    spans = f"{Period.parse(b.period).show()} to {Period.parse(a.period).show()}"
    text = f"Growth of {label}, {spans}, {_name(base, a)}: {wording.amount(value, 'percent')}"
    if stated and not any(_reachable(claim, a, b) for claim in stated):
        shown = dict.fromkeys(map(wording.figure_amount, stated))
        text += f", though {wording.listed(shown)} {'is' if len(shown) == 1 else 'are'} stated"
    formula = "(later / earlier - 1) * 100"
    return _entry("growth", value, "percent", formula, [later, earlier], text, a.measure)


def _stated_growth(questions: list[Question], base: Base) -> dict[_Key, list[Figure]]:
    """What the sources themselves call growth, by the measure that grows, parties and span."""
    found: dict[_Key, list[Figure]] = {}
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "ratio" and measure.of and "growth" in measure.id:
            for f in question.figures:
                key = (measure.of, frozenset(f.everyone), part_of(f), _span(f))
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


# ------------------------------------------------------------------ shares, asymmetries


def _shares(questions: list[Question], base: Base) -> list[Entry]:
    """What part of its total a component makes up."""
    by_id = {fact.id: fact for question in questions for fact in question.counting}
    found = []
    for fact in by_id.values():
        part = figure_of(fact)
        whole = by_id.get(part.part_of or "")
        if whole is None or not (_is_number(fact) and _is_number(whole)):
            continue
        total = figure_of(whole)
        alike = (part.unit, _span(part)) == (total.unit, _span(total))
        if not alike or not 0 <= part.value <= total.value or total.value == 0:
            continue
        value = rounded(Decimal(part.value) * 100 / Decimal(total.value), _TENTH)
        label = midway(base.measures[total.measure], link(base, total))
        when = wording.when(Period.parse(part.period), base.measures[part.measure].nature)
        what = plain(part.scope or part.id)
        text = f"Share of {what} in {label} {when}: {wording.amount(value, 'percent')}"
        formula = "part / total * 100"
        found.append(_entry("share", value, "percent", formula, [fact, whole], text, part.measure))
    return found


def _asymmetries(questions: list[Question], base: Base) -> list[Entry]:
    """How far mirror figures lie apart, in percent of the middle between them."""
    reported: dict[_Key, dict[str, Fact]] = {}
    family = {m: t.id for t in base.measures.values() if len(t.sum_of) == 2 for m in t.sum_of}
    for question in questions:
        figure = question.figure
        if question.nature not in ("flow", "stock"):
            continue
        # What one side exports the other imports: one flow under two measures.
        measure = family.get(figure.measure, "") if figure.from_ else ""
        flow = (measure or figure.measure, *series_key(figure)[1:], _span(figure))
        for fact in filter(_is_number, question.counting):
            if reporter := figure_of(fact).reporter:
                reported.setdefault(flow, {}).setdefault(reporter, fact)
    return [
        entry
        for sides in reported.values()
        for one, other in combinations(sorted(sides), 2)
        if (entry := _asymmetry(sides[one], sides[other], base))
    ]


def _asymmetry(one: Fact, other: Fact, base: Base) -> Entry | None:
    larger, smaller = sorted((one, other), key=lambda f: (-figure_of(f).value, f.id))
    a, b = figure_of(larger), figure_of(smaller)
    value = asymmetry(a, b)
    if value is None or _same_side(a, b, base):
        return None
    labels = dict.fromkeys(plain(base.measures[f.measure].label) for f in (a, b))
    about = f"{' and '.join(labels)} {link(base, a)}"
    sides = " v ".join(f"{_name(base, f)} {wording.figure_amount(f)}" for f in (a, b))
    when = Period.parse(a.period).show()
    text = f"{about}, {when}: {sides}; asymmetry {wording.amount(value, 'percent')}"
    formula = "(a - b) / ((a + b) / 2) * 100"
    return _entry("asymmetry", value, "percent", formula, [larger, smaller], text, a.measure)


def _same_side(a: Figure, b: Figure, base: Base) -> bool:
    """Whether two offices of one country report, whose figures are no mirror of each other."""
    found = base.parties_by_id([a.reporter or "", b.reporter or ""])
    countries = [found[p].country or p for p in (a.reporter, b.reporter) if p in found]
    return len(countries) == 2 and countries[0] == countries[1]


# --------------------------------------------------------------------- what is said of it


def left_out(questions: list[Question], derived: list[Entry], base: Base) -> list[str]:
    """One sentence on the totals that no growth rate could use, where there is any rate."""
    used = {name for e in derived if e["kind"] == "growth" for name in e["derived"]["from"]}
    flows = list(_flows(questions, base))
    grown = {series_key(q.figure) for q in flows if any(f.id in used for f in q.counting)}
    rest = [
        fact
        for question in flows
        if series_key(question.figure) in grown
        for fact in question.counting
        if fact.id not in used
    ]
    if not rest:
        return []
    bounds = [fact for fact in rest if not _is_number(fact)]
    parts = [
        f for f in rest if _is_number(f) and not Period.parse(figure_of(f).period).is_full_year
    ]
    alone = len(rest) - len(bounds) - len(parts)
    told = [wording.counted(len(bounds), "bound")] if bounds else []
    told += [wording.counted(len(parts), "part-year")] if parts else []
    told += [f"{alone:,} with no adjacent year by the same voice"] if alone else []
    claims = wording.counted(len(rest), "claim")
    return [f"Derived growth rates leave out {claims}: {wording.listed(told)}."]


def stands_in(derived: list[Entry], measure: str, asked: Period) -> Entry | None:
    """A derived total that answers for the period asked where no claim states one."""
    fits = [
        entry
        for entry in derived
        if entry["kind"] == "sum"
        and entry["measure"] == measure
        and Period.parse(entry["period"]).same_span(asked)
    ]
    fits = [entry for entry in fits if entry["unit"] == fits[0]["unit"]]
    if not fits:
        return None
    first, values = fits[0], [entry["value"] for entry in fits]
    texts = (f"{entry['text']} ({entry['derived']['formula']})" for entry in fits)
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


__all__ = ["everything", "left_out", "stands_in"]
