"""Partners side by side as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.comparison.partner_table import Cell, Column, SideBySide
from dipfacts.answers.statements.absent import absent_of_same, reasons
from dipfacts.model import display


def record(answer: Answer, table: SideBySide) -> dict[str, Any]:
    """Return a table; a cell without a figure is null, and the others name their claims."""
    return {
        "party": table.party,
        "measure": table.measure,
        "unit": table.unit,
        "columns": [_column(column) for column in table.columns],
        "rows": [
            {
                "period": str(year),
                "cells": [
                    _cell(answer, row[column]) if column in row else None
                    for column in table.columns
                ],
            }
            for year, row in table.rows
        ],
    }


def places_of_claims(table: SideBySide) -> dict[str, dict[str, Any]]:
    """Return where each claim stands in a table, by its id."""
    return {
        fact.id: {**_column(column), "year": str(year), "partial": cell.is_part}
        for year, row in table.rows
        for column, cell in row.items()
        for fact in cell.question.facts
    }


def _column(column: Column) -> dict[str, Any]:
    return {"partner": column.partner, "way": column.partner_end}


def _cell(answer: Answer, cell: Cell) -> dict[str, Any]:
    question = cell.question
    same = [] if cell.has_number else absent_of_same(question, answer.figures.absent)
    differ = len({absent.figure.absent for absent in same}) > 1
    agreement = question.agreement if cell.has_number else None
    return {
        "period": str(question.period),
        "partial": cell.is_part,
        "measure": question.figure.measure,
        "value": question.value,
        "low": question.low if cell.has_number else None,
        "high": question.high if cell.has_number else None,
        "qualifier": question.finest.qualifier if question.value is not None else None,
        "absent": None if differ else question.figure.absent,
        "unit": question.figure.unit,
        "display": reasons(same) or display.value_or_spread(question),
        "agreement": "conflict" if differ else agreement,
        "facts": [fact.id for absent in same or [question] for fact in absent.counting],
    }
