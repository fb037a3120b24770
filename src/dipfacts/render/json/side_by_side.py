"""Partners side by side as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.partner_table import Cell, Column, SideBySide
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.period import Period


def record(table: SideBySide) -> dict[str, Any]:
    """Return a table; a cell without a figure is null, and the others name their claims.

    That of what is not published says so, and has no number.
    """
    return {
        "party": table.party,
        "measure": table.measure,
        "unit": table.unit,
        "columns": [column._asdict() for column in table.columns],
        "rows": [
            {
                "period": str(year),
                "cells": [_cell(table, year, row, column) for column in table.columns],
            }
            for year, row in table.rows
        ],
    }


def of_claims(table: SideBySide) -> dict[str, dict[str, Any]]:
    """Return where each claim stands in a table, by its id."""
    shown = [(year, *item) for year, row in table.rows for item in row.items()]
    shown += [(*at, Cell(question, is_part=False)) for at, question in table.absent.items()]
    return {
        fact.id: {**column._asdict(), "year": str(year), "partial": cell.is_part}
        for year, column, cell in shown
        for fact in cell.question.facts
    }


def _cell(
    table: SideBySide, year: Period, row: dict[Column, Cell], column: Column
) -> dict[str, Any] | None:
    if column not in row:
        absent = table.absent.get((year, column))
        return _unpublished(absent) if absent else None
    cell = row[column]
    question = cell.question
    return {
        "period": str(question.period),
        "partial": cell.is_part,
        "value": question.value,
        "low": question.low,
        "high": question.high,
        "unit": question.figure.unit,
        "display": display.value_or_spread(question),
        "agreement": question.agreement,
        "facts": [fact.id for fact in question.counting],
    }


def _unpublished(question: Question) -> dict[str, Any]:
    return {
        "period": str(question.period),
        "partial": False,
        **dict.fromkeys(("value", "low", "high")),
        "unit": question.figure.unit,
        "display": display.figure_amount(question.figure),
        "agreement": "single",
        "facts": [fact.id for fact in question.facts],
    }
