"""Claims in several units, such as two currencies: which answers, and the others."""

from __future__ import annotations

from collections.abc import Collection

from dipfacts.model.agreement import Question
from dipfacts.model.groups import grouped
from dipfacts.model.spans import is_at_date

Units = dict[str, tuple[int, int]]
"""Of each unit how many full years it has, and the last day: see `unit_order`."""

UnitUses = dict[str, tuple[int, int, int]]
"""Of each unit how many partners have numbers in it, how many these are, and the last day of one.

Partners in each direction count by themselves.
"""


def unit_order(questions: list[Question]) -> Units:
    """Return for each unit its number of full years, and the last day of the newest of them.

    The unit that answers is the one with the largest of these. Parts of years, stocks and counts
    have a say where no unit has a full year: then the newest claim decides.
    """
    years: Units = {}
    others: Units = {}
    for question in questions:
        period = question.period
        is_year = period.is_full_year and not is_at_date(period, question.nature)
        group, unit = (years if is_year else others), question.figure.unit
        count, newest = group.get(unit, (0, 0))
        group[unit] = count + is_year, max(newest, question.period.reached)
    return years or others


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
        unit: (len({q.dyad for q in of}), len(of), max(q.period.end_day or 0 for q in of))
        for unit, of in of_units.items()
    }


def usual_unit(uses: UnitUses, of_totals: Collection[str]) -> str | None:
    """Return the unit of most partners; else of most numbers, of the newest, of a total."""

    def order(unit: str) -> tuple[object, ...]:
        return *(-use for use in uses[unit]), unit not in of_totals, unit

    return min(uses, key=order, default=None)
