"""Claims in several units, such as two currencies: which answers, and the others."""

from __future__ import annotations

from collections.abc import Collection

from dipfacts.model.display import is_currency
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.measures import TRADE_MEASURES
from dipfacts.model.figures.spans import is_at_date
from dipfacts.model.groups import grouped

Units = list[str]
"""Units, that which answers first: see `unit_order`."""

UnitUses = dict[str, tuple[int, int, int]]
"""Of each unit how many partners have numbers in it, how many these are, and the last day of one.

Partners in each direction count by themselves.
"""


def unit_order(questions: list[Question]) -> Units:
    """Return the units of questions about one measure, that which answers first.

    It is money where the measure is of trade, then that of most full years, of the newest of them.
    Parts of years, stocks and counts have a say where no unit has a full year: then the newest
    claim decides.
    """
    years = dict[str, tuple[int, int]]()
    others = dict[str, tuple[int, int]]()
    for question in questions:
        period = question.period
        is_year = period.is_full_year and not is_at_date(period, question.nature)
        group, unit = (years if is_year else others), question.figure.unit
        count, newest = group.get(unit, (0, 0))
        group[unit] = count + is_year, max(newest, question.period.reached)
    uses, measures = years or others, {question.figure.measure for question in questions}

    def order(unit: str) -> tuple[object, ...]:
        return _order_in(measures, unit), *(-use for use in uses[unit]), _order_alike(unit)

    return sorted(uses, key=order)


def place(units: Units, unit: str) -> int:
    """Return the place of a unit in an order, after all of it where it is not there."""
    return units.index(unit) if unit in units else len(units)


def _order_in(measures: Collection[str], unit: str) -> int:
    """Return the key that sorts money before all else where measures are of trade.

    A file of trade often has the weight of each flow beside its value.
    """
    return int(not is_currency(unit) and not TRADE_MEASURES.isdisjoint(measures))


def _order_alike(unit: str) -> tuple[object, ...]:
    """Return the key that sorts units of equal use: dollars, then euros, other money, the rest."""
    return unit != "USD", unit != "EUR", not is_currency(unit), unit


def other_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions that differ from one in their unit, whatever their period."""
    return [
        other
        for other in candidates
        if other.figure.unit != question.figure.unit  # most have the same
        and other.series_in_any_unit == question.series_in_any_unit
    ]


def unit_uses(questions: list[Question], of_parts: bool = False) -> UnitUses:
    """Return the use of each unit in numbers of full years or dates, or in all `of_parts`, too."""
    whole = (q for q in questions if q.period.is_full_year or is_at_date(q.period, q.nature))
    of_units = grouped((q.figure.unit, q) for q in (questions if of_parts else whole))
    return {
        unit: (
            len({q.dyad for q in of_unit}),
            len(of_unit),
            max(q.period.end_day or 0 for q in of_unit),
        )
        for unit, of_unit in of_units.items()
    }


def usual_unit(uses: UnitUses, of_totals: Collection[str], measures: set[str]) -> str | None:
    """Return the unit of most partners; else of most numbers, of the newest, of a total.

    Money comes first where the measures are of trade, as in `unit_order`.
    """

    def order(unit: str) -> tuple[object, ...]:
        counts = (-use for use in uses[unit])
        return _order_in(measures, unit), *counts, unit not in of_totals, _order_alike(unit)

    return min(uses, key=order, default=None)
