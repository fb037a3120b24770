"""Answers as CSV and TSV: one claim a row."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.columns import COLUMNS, RANKING, SOURCE_KEYS, UPCOMING
from dipfacts.render.json import records
from dipfacts.render.json.encoding import encoded
from dipfacts.render.json.fields import value

INVENTORY = {
    "parties": ("id", "name", "kind", "iso", "office", "country", "claims"),
    "topics": ("id", "label", "note", "claims"),
    "measures": ("id", "topic", "label", "nature", "counts", "note", "claims"),
    "kinds": ("id", "of", "label", "declared", "unique", "note", "claims"),
    "sources": ("id", *SOURCE_KEYS, "claims"),
}
"""The columns of what is listed and is no claim, by command."""

# To a spreadsheet the wide forms of these signs, as on East Asian keyboards, are the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write header and rows: always the same columns for a kind of answer, or those asked for.

    CSV is as RFC 4180 has it, with the ends of lines that it asks for; TSV has those of Unix.
    """
    columns = {**COLUMNS, **_added(answer)}
    if request.fields or answer.command in INVENTORY:
        columns = {key: key for key in request.fields or INVENTORY[answer.command]}
    dialect, end = ("excel", "\r\n") if request.format == "csv" else ("excel-tab", "\n")
    writer = csv.writer(out, dialect, lineterminator=end)
    writer.writerow(columns)
    for row in records.lines(answer):
        writer.writerow(cell(value(row, path)) for path in columns.values())


def _added(answer: Answer) -> dict[str, str]:
    """Return the columns that this kind of answer has beside the usual ones, also if empty."""
    if answer.query.get("upcoming"):
        return UPCOMING
    ranks = answer.command == "figures" and len(answer.query["parties"]) != 2
    return RANKING if ranks else {}


def cell(value: Any) -> str:
    """Return a value as text: a list with "; ", null as nothing, what runs as a formula quoted.

    An object is its text or its id, or JSON if it has neither. A leading apostrophe is what
    spreadsheets themselves use for "this is text".
    """
    if value is None:
        return ""
    if isinstance(value, dict):  # a period, a source or an occasion, asked for as a whole
        value = value.get("text") or value.get("id") or encoded(value)
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        text = records.printable(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
