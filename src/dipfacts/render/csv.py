"""Answers as CSV and TSV: one claim a row."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.json import records
from dipfacts.render.json.encoding import encoded
from dipfacts.render.json.fields import value

_WITHIN = {"period": "period.text", "source": "source.id"} | {
    key: f"period.{key}" for key in ("start", "end", "precision")
}
COLUMNS = {
    key: _WITHIN.get(key, key)
    for key in (
        "id type topic measure nature kind title parties from to people place status reporter"
        " period start end precision value unit qualifier display scope part_of valuation"
        " definition claimant said_on known_by rank rank_reason inferred note file line source"
        " locator"
    ).split()
} | {f"source_{key}": f"source.{key}" for key in records.SOURCE_KEYS}
"""Every column of claims by its name, and where its cells stand in a line of jsonl."""

UPCOMING = {f"upcoming_{key}": f"upcoming.{key}" for key in ("what", "on", "years")}
"""The columns that are added where the timeline looks ahead."""

INVENTORY = {
    "parties": ("id", "name", "kind", "iso", "office", "country", "claims"),
    "topics": ("id", "label", "note", "claims"),
    "sources": ("id", *records.SOURCE_KEYS, "claims"),
}
"""The columns of what is listed and is no claim, by command."""

# To a spreadsheet the wide forms of these signs, as on East Asian keyboards, are the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write header and rows: always the same columns, or those asked for.

    CSV is as RFC 4180 has it, with the ends of lines that it asks for; TSV has those of Unix.
    """
    columns = {**COLUMNS, **UPCOMING} if answer.query.get("upcoming") else COLUMNS
    if request.fields or answer.command in INVENTORY:
        columns = {key: key for key in request.fields or INVENTORY[answer.command]}
    dialect, end = ("excel", "\r\n") if request.format == "csv" else ("excel-tab", "\n")
    writer = csv.writer(out, dialect, lineterminator=end)
    writer.writerow(columns)
    for row in records.lines(answer):
        writer.writerow(cell(value(row, path)) for path in columns.values())


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
