"""Claims in several units, such as two currencies: which answers, and the others."""

from __future__ import annotations

from dipfacts.model.agreement import Question

OVER_TIME = ("flow", "ratio")


def unit_order(questions: list[Question]) -> dict[str, tuple[int, int]]:
    """Return for each unit its number of full years, and the last day of the newest of them.

    The unit that answers is the one with the largest of these. Parts of years, stocks and counts
    have a say where no unit has a full year: then the newest claim decides.
    """
    years: dict[str, tuple[int, int]] = {}
    others: dict[str, tuple[int, int]] = {}
    for question in questions:
        is_year = question.nature in OVER_TIME and question.period.is_full_year
        group, unit = (years if is_year else others), question.figure.unit
        count, newest = group.get(unit, (0, 0))
        group[unit] = count + is_year, max(newest, question.period.reached)
    return years or others


def other_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions that differ from one in their unit, whatever their period."""
    return [
        other
        for other in candidates
        if other.series_in_any_unit == question.series_in_any_unit
        and other.figure.unit != question.figure.unit
    ]
