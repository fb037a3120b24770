"""Answers as CSV and TSV: one claim a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.columns import BESIDE, CODES, COLUMNS, RANKING, SOURCE_KEYS, UPCOMING
from dipfacts.render.json import records
from dipfacts.render.json.encoding import encoded
from dipfacts.render.json.fields import value
from dipfacts.text import plain

INVENTORY = {
    "parties": ("id", "name", "kind", "iso", "office", "country", "note", "claims", "deprecated"),
    "topics": ("id", "label", "note", "claims", "deprecated"),
    "measures": (
        *("id", "topic", "label", "nature", "counts", "note", "claims"),
        *("sum_of", "difference_of", "of", "partners", "deprecated"),
    ),
    "kinds": ("id", "of", "label", "declared", "unique", "note", "claims", "deprecated"),
    "sources": ("id", *SOURCE_KEYS, "claims", "deprecated"),
    "start": ("id", "label", "of", "claims"),
    "inventory": ("id", "label", "figures", "relations", "events", "first", "last", "claims"),
}
"""The columns of what is listed and is no claim, by command."""

BOM = "\ufeff"
"""The mark before the first letter by which Excel knows that a CSV file is UTF-8."""

_BREAKS = re.compile(r"[\t\r\n]+")

# To a spreadsheet the wide forms of these signs, as on East Asian keyboards, are the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write header and rows: always the same columns for a kind of answer, or those asked for.

    CSV is as RFC 4180 has it, with the ends of lines that it asks for; with --bom it begins with a
    mark. TSV has a line a record and no quotes.
    """
    columns = {**COLUMNS, **_added(answer)}
    if request.fields or answer.command in INVENTORY:
        columns = {key: key for key in request.fields or INVENTORY[answer.command]}
        columns |= CODES if answer.options.codes and not request.fields else {}
    if request.bom:
        out.write(BOM)
    write_row: Callable[[Iterable[str]], Any] = (
        _tab_separated(out)
        if request.format == "tsv"
        else csv.writer(out, lineterminator="\r\n").writerow
    )
    write_row(columns)
    for row in records.lines(answer):
        write_row([cell(value(row, path)) for path in columns.values()])


def _tab_separated(out: TextIO) -> Callable[[Iterable[str]], Any]:
    """Return a function that writes cells as a line, split at tabs alone.

    Some readers take a quotation mark at the beginning of a cell for one around it, and others do
    not. So an apostrophe stands before it, as before a formula.
    """

    def write_row(cells: Iterable[str]) -> None:
        texts = (_BREAKS.sub(" ", text) for text in cells)
        out.write("\t".join(f"'{t}" if t.startswith('"') else t for t in texts) + "\n")

    return write_row


def _added(answer: Answer) -> dict[str, str]:
    """Return the columns that this kind of answer has beside the usual ones, also if empty."""
    if answer.options.upcoming:
        return UPCOMING
    if answer.asked.in_order:
        return BESIDE
    ranks = answer.command == "figures" and not answer.asked.is_of_dyad
    return RANKING if ranks else {}


def cell(content: Any) -> str:
    """Return a value as text: a list with "; ", null as nothing, what runs as a formula quoted.

    An object is its text or its id, or JSON if it has neither. A leading apostrophe is what
    spreadsheets themselves use for "this is text".
    """
    if content is None:
        return ""
    if isinstance(content, dict):  # a period, a source or an occasion, asked for as a whole
        content = content.get("text") or content.get("id") or encoded(content)
    if isinstance(content, list):
        content = "; ".join(map(str, content))
    if isinstance(content, str):
        text = content if content.isprintable() else _spelled_out(content)
        return f"'{text}" if _runs(text) else text
    if isinstance(content, bool):
        return str(content).lower()
    return f"{content:f}" if isinstance(content, Decimal) else str(content)


def _spelled_out(text: str) -> str:
    r"""Return a text with what a terminal may obey as codes such as ``\x1b``, tabs as blanks.

    All else stays as it is. Spreadsheets leave out the tabs of a cell.
    """
    from dipfacts.model.unseen import UNSEEN  # lazy: few texts hold one

    halves = "[\ud800-\udfff]"  # bytes of a file's name that are no UTF-8
    text = text.replace("\r\n", "\n")
    return re.sub(rf"\t+|{UNSEEN.pattern}|{halves}", lambda match: plain(match[0]), text)


def _runs(text: str) -> bool:
    """Return whether a spreadsheet may run a text, maybe without what is unseen before it."""
    if text.startswith(_FORMULA):
        return True
    seen = "" if text.isprintable() else next(filter(str.isprintable, text), "")
    return seen.startswith(_FORMULA)
