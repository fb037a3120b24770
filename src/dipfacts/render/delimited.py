"""One claim a row: the rows of jsonl, csv and tsv, and the cells of the latter two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.render import records

_SOURCE_KEYS = ("publisher", "author", "title", "published", "url")
COLUMNS = (
    *"id type topic measure nature kind title parties from to people place status reporter".split(),
    *"period start end precision value unit qualifier display scope part_of valuation".split(),
    *"definition claimant said_on known_by rank rank_reason inferred note file line".split(),
    *"source locator".split(),
    *(f"source_{key}" for key in _SOURCE_KEYS),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """The records of an answer one by one; a claim's source is an object in it."""
    whole = records.document(answer)
    if answer.command in ("parties", "topics", "sources"):
        for name, record in whole[answer.command].items():
            yield {"id": name, **record}
        return
    for fact in whole["facts"]:
        yield {**fact, "source": {"id": fact["source"], **whole["sources"][fact["source"]]}}


def write(answer: Answer, out: TextIO, dialect: str) -> None:
    """Header and rows; claims always have the same columns, the source's at the end."""
    import csv

    writer = csv.writer(out, dialect, lineterminator="\r\n" if dialect == "excel" else "\n")
    found = list(rows(answer))
    if answer.command in ("parties", "topics", "sources"):
        columns = list(dict.fromkeys(key for row in found for key in row)) or ["id"]
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in found)
        return
    writer.writerow(COLUMNS)
    for row in found:
        period, source = row["period"] or {}, row["source"]
        flat = {**row, **{key: period.get(key) for key in ("start", "end", "precision")}}
        flat |= {"period": period.get("text"), "source": source["id"]}
        flat |= {f"source_{key}": source.get(key) for key in _SOURCE_KEYS}
        writer.writerow(_cell(flat.get(column)) for column in COLUMNS)


def _cell(value: Any) -> str:
    """A value as text: lists with "; ", nothing for null; text that would run as a formula quoted.

    A leading apostrophe is what spreadsheets themselves use for "this is text".
    """
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        text = records.printable(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return str(value)
