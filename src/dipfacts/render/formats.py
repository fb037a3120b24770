"""Every output format by name: how an answer is written in it. Rich is loaded for tables only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from dipfacts.answers.answer import Answer
from dipfacts.render import delimited, records


def write_json(answer: Answer, out: TextIO) -> None:
    """The whole answer as one indented object."""
    out.write(records.indented(records.document(answer)) + "\n")


def write_jsonl(answer: Answer, out: TextIO) -> None:
    """One claim a line, with its source in it (or one party, topic or source a line)."""
    for record in delimited.rows(answer):
        out.write(records.encoded(record) + "\n")


def write_csv(answer: Answer, out: TextIO) -> None:
    """One claim a row, comma separated, as RFC 4180 says."""
    delimited.write(answer, out, "excel")


def write_tsv(answer: Answer, out: TextIO) -> None:
    """One claim a row, tab separated."""
    delimited.write(answer, out, "excel-tab")


FORMATS: dict[str, Callable[[Answer, TextIO], None]] = {
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "tsv": write_tsv,
}
"""The formats for programs; `table` and `md` are made from pages, see `pages`."""

NAMES = ("table", *FORMATS, "md")
ENDINGS = {
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
    "md": "md",
    "txt": "table",
}
