"""Numbers computed from claims, each with its formula and the claims it comes from.

A sum, rate or share uses claims of equal, full periods by one reporter only; a stated number
always comes before a derived one. The formulas are explained in docs/agreement.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dipfacts import wording
from dipfacts.base import Base, Fact
from dipfacts.compare import Question, agree, figure_of, grain
from dipfacts.model import Figure, Number
from dipfacts.names import plain
from dipfacts.period import Period

_PLACES = Decimal("0.1")


def everything(questions: list[Question], base: Base) -> list[dict[str, Any]]:
    """All that can be derived from the questions: sums, balances, growth, shares, asymmetries."""
    facts = [fact for question in questions for fact in question.counting]
    return [
        *_sums_and_balances(facts, base),
        *_growth(questions, base),
        *_shares(facts, base),
        *_asymmetries(questions, base),
    ]


def _entry(
    kind: str,
    measure: str,
    period: str,
    value: Number,
    unit: str,
    formula: str,
    facts: list[Fact],
    text: str,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "measure": measure,
        "period": period,
        "value": value,
        "unit": unit,
        "derived": {"formula": formula, "from": [fact.claim.id for fact in facts]},
        "text": text,
    }


def _usable(fact: Fact) -> bool:
    """A bound is no number to compute with."""
    return figure_of(fact).qualifier in ("exactly", "about") and bool(figure_of(fact).reporter)


def _sums_and_balances(facts: list[Fact], base: Base) -> list[dict[str, Any]]:
    """Totals and balances of flows that run both ways, by one reporter over one period."""
    found = []
    stated = {
        (figure_of(f).measure, figure_of(f).reporter, figure_of(f).period): f
        for f in facts
        if _usable(f) and _whole(figure_of(f))
    }
    for total in base.measures.values():
        if len(total.sum_of) != 2:
            continue
        plus, minus = total.sum_of
        for (measure, reporter, period), fact in stated.items():
            other = stated.get((minus, reporter, period))
            if measure != plus or other is None or not _opposite(fact, other):
                continue
            a, b = figure_of(fact), figure_of(other)
            if a.unit != b.unit:
                continue
            who = plain(base.parties_by_id([reporter or ""])[reporter or ""].name)
            shown = Period.parse(period).show()
            labels = [plain(base.measures[m].label) for m in (plus, minus)]
            value = a.value + b.value
            text = f"{plain(total.label)}, {shown}, {who}: {wording.amount(value, a.unit)}"
            known = stated.get((total.id, reporter, period))
            if known is not None and not _same(figure_of(known), value, [a, b]):
                text += f" (stated: {wording.figure_amount(figure_of(known))})"
            formula = f"{labels[0].lower()} + {labels[1].lower()}"
            found.append(
                _entry("sum", total.id, period, value, a.unit, formula, [fact, other], text)
            )
            value = a.value - b.value
            text = f"Balance, {shown}, {who}: {wording.amount(value, a.unit)}"
            formula = f"{labels[0].lower()} - {labels[1].lower()}"
            found.append(
                _entry("balance", total.id, period, value, a.unit, formula, [fact, other], text)
            )
    return found


def _whole(figure: Figure) -> bool:
    return figure.part_of is None and not figure.scope


def _opposite(a: Fact, b: Fact) -> bool:
    """Flows between the same two parties in opposite directions."""
    one, other = figure_of(a), figure_of(b)
    return bool(one.from_) and (one.from_, one.to) == (other.to, other.from_)


def _same(stated: Figure, value: Number, parts: list[Figure]) -> bool:
    """Whether a stated total is the derived one within the rounding of all that enter it."""
    slack = (grain(stated, "flow") + sum(grain(part, "flow") for part in parts)) / 2
    return abs(Decimal(stated.value) - Decimal(value)) <= slack


def _growth(questions: list[Question], base: Base) -> list[dict[str, Any]]:
    """The change over the same months a year before, by one reporter."""
    found = []
    flows = [
        fact
        for q in questions
        if q.nature == "flow" and not base.measures[q.figure.measure].of
        for fact in q.counting
        if _usable(fact) and figure_of(fact).part_of is None
    ]
    for later in flows:
        for earlier in flows:
            a, b = figure_of(later), figure_of(earlier)
            if _series(a) != _series(b) or b.value <= 0:
                continue
            if not Period.parse(a.period).one_year_after(Period.parse(b.period)):
                continue
            value = ((Decimal(a.value) / Decimal(b.value) - 1) * 100).quantize(_PLACES)
            (who,) = base.parties_by_id([a.reporter or ""]).values()
            label = plain(base.measures[a.measure].label)
            spans = f"{Period.parse(b.period).show()} to {Period.parse(a.period).show()}"
            text = f"Growth of {label.lower()}, {spans}, {plain(who.name)}: {value}%"
            formula = "(later / earlier - 1) * 100"
            found.append(
                _entry(
                    "growth", a.measure, a.period, value, "percent", formula, [later, earlier], text
                )
            )
    return found


def _series(figure: Figure) -> tuple[object, ...]:
    who = (figure.from_, figure.to) if figure.from_ else tuple(sorted(figure.parties))
    return figure.measure, who, figure.unit, figure.reporter, figure.scope, figure.valuation


def _shares(facts: list[Fact], base: Base) -> list[dict[str, Any]]:
    """What part of its total a component makes up."""
    by_id = {fact.claim.id: fact for fact in facts}
    found = []
    for fact in facts:
        part = figure_of(fact)
        total_fact = by_id.get(part.part_of or "")
        if total_fact is None:
            continue
        total = figure_of(total_fact)
        exact = {part.qualifier, total.qualifier} <= {"exactly", "about"}
        if not exact or total.value <= 0 or part.unit != total.unit or part.period != total.period:
            continue
        value = (Decimal(part.value) * 100 / Decimal(total.value)).quantize(_PLACES)
        name = plain(part.scope or part.id)
        label = plain(base.measures[part.measure].label).lower()
        text = f"Share of {name} in {label}, {Period.parse(part.period).show()}: {value}%"
        found.append(
            _entry(
                "share",
                part.measure,
                part.period,
                value,
                "percent",
                "part / total * 100",
                [fact, total_fact],
                text,
            )
        )
    return found


def _asymmetries(questions: list[Question], base: Base) -> list[dict[str, Any]]:
    """How far mirror figures lie apart, in percent of the middle between them."""
    found = []
    for question in questions:
        if question.nature not in ("flow", "stock"):
            continue
        by_reporter: dict[str, Fact] = {}
        for fact in question.counting:
            if _usable(fact):
                by_reporter.setdefault(figure_of(fact).reporter or "", fact)
        reporters = sorted(by_reporter)
        for nth, one in enumerate(reporters):
            for other in reporters[nth + 1 :]:
                pair = sorted(
                    (by_reporter[one], by_reporter[other]), key=lambda f: -figure_of(f).value
                )
                a, b = figure_of(pair[0]), figure_of(pair[1])
                if a.value + b.value <= 0:
                    continue
                twice = Decimal(a.value - b.value) * 200
                value = (twice / Decimal(a.value + b.value)).quantize(_PLACES)
                names = base.parties_by_id([a.reporter or "", b.reporter or ""])
                sides = " v ".join(
                    f"{plain(names[f.reporter or ''].name)} {wording.figure_amount(f)}"
                    for f in (a, b)
                )
                label = plain(base.measures[a.measure].label)
                text = f"{label}, {question.period.show()}: {sides}; asymmetry {value}%"
                formula = "(a - b) / ((a + b) / 2) * 100"
                found.append(
                    _entry(
                        "asymmetry", a.measure, a.period, value, "percent", formula, pair, text
                    )
                )
    return found


def stands_in(derived: list[dict[str, Any]], measure: str, asked: Period) -> dict[str, Any] | None:
    """A derived total that answers for the period asked where no claim states one."""
    for entry in derived:
        fits = entry["kind"] == "sum" and entry["measure"] == measure
        if fits and Period.parse(entry["period"]).same_span(asked):
            return {
                "text": f"Not stated, but derived: {entry['text']} ({entry['derived']['formula']}).",
                "measure": measure,
                "period": entry["period"],
                "value": entry["value"],
                "low": entry["value"],
                "high": entry["value"],
                "unit": entry["unit"],
                "derived": entry["derived"],
                "facts": entry["derived"]["from"],
            }
    return None


def mirror_remarks(derived: list[dict[str, Any]]) -> list[str]:
    """Both sides of each period, newest first, as lines of text."""
    both = [entry for entry in derived if entry["kind"] == "asymmetry"]
    return [entry["text"] for entry in both] or ["No period has figures by two reporters."]


__all__ = ["agree", "everything", "mirror_remarks", "stands_in"]
