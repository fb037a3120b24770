"""One claim a row: the rows of jsonl, csv and tsv, and the cells of the latter two."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.render.json import fields as fields_of
from dipfacts.render.json import records
from dipfacts.render.json.fields import Fields

_SOURCE_KEYS = ("publisher", "author", "title", "published", "url")
COLUMNS = {
    **{
        key: key
        for key in "id type topic measure nature kind title parties from to people place status"
        " reporter".split()
    },
    "period": "period.text",
    **{key: f"period.{key}" for key in ("start", "end", "precision")},
    **{
        key: key
        for key in "value unit qualifier display scope part_of valuation definition claimant"
        " said_on known_by rank rank_reason inferred note file line".split()
    },
    "source": "source.id",
    "locator": "locator",
    **{f"source_{key}": f"source.{key}" for key in _SOURCE_KEYS},
}
"""Every column of claims by its name, and where its cells stand in a line of jsonl."""

UPCOMING = {f"upcoming_{key}": f"upcoming.{key}" for key in ("what", "on", "years")}
"""The columns that are added where the timeline looks ahead."""

INVENTORY = {
    "parties": ("id", "name", "kind", "iso", "office", "country", "claims"),
    "topics": ("id", "label", "note", "claims"),
    "sources": ("id", *_SOURCE_KEYS, "claims"),
}
# To a spreadsheet the wide forms of these signs, as on East Asian keyboards, are the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """The records of an answer one by one; a claim's source is an object in it."""
    whole = records.document(answer)
    if answer.command in INVENTORY:
        for name, record in whole[answer.command].items():
            yield {"id": name, **record}
        return
    for fact in whole["facts"]:
        yield {**fact, "source": {"id": fact["source"], **whole["sources"][fact["source"]]}}


def write(answer: Answer, out: TextIO, dialect: str, fields: Fields) -> None:
    """Header and rows: always the same columns, the source's at the end, or those asked for."""
    import csv

    columns = {**COLUMNS, **UPCOMING} if answer.query.get("upcoming") else COLUMNS
    if fields or answer.command in INVENTORY:
        columns = {key: key for key in fields or INVENTORY[answer.command]}
    writer = csv.writer(out, dialect, lineterminator="\r\n" if dialect == "excel" else "\n")
    writer.writerow(columns)
    for row in rows(answer):
        writer.writerow(cell(fields_of.value(row, path)) for path in columns.values())


def cell(value: Any) -> str:
    """A value as text: lists with "; ", nothing for null; text that would run as a formula quoted.

    A leading apostrophe is what spreadsheets themselves use for "this is text".
    """
    if value is None:
        return ""
    if isinstance(value, dict):  # a period or a source, asked for as a whole
        value = value["text"] if "text" in value else value["id"]
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        text = records.printable(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
