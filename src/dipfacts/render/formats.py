"""Every output format by name: how an answer is written in it. Rich is loaded for tables only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.errors import QuestionError
from dipfacts.model.request import Request
from dipfacts.query.base import Base, Fact
from dipfacts.render import csv
from dipfacts.render.json import records
from dipfacts.render.json.fields import Fields, pick


def write_json(answer: Answer, out: TextIO, fields: Fields = None) -> None:
    """The whole answer as one indented object; of each claim only the fields asked for."""
    whole = records.document(answer)
    if fields and answer.command in csv.INVENTORY:
        picked = {row["id"]: pick(row, fields) for row in csv.rows(answer)}
        whole[answer.command] = picked
    elif fields:  # here a claim's source is its id, unless some of the source's keys are wanted
        within = any(path.startswith("source.") for path in fields)
        whole["facts"] = [
            pick(row, fields) for row in (csv.rows(answer) if within else whole["facts"])
        ]
    out.write(records.indented(whole) + "\n")


def write_jsonl(answer: Answer, out: TextIO, fields: Fields = None) -> None:
    """One claim a line, with its source in it (or one party, topic or source a line)."""
    for record in csv.rows(answer):
        out.write(records.encoded(pick(record, fields) if fields else record) + "\n")


def stream(base: Base, facts: Iterator[Fact], request: Request, out: TextIO) -> int:
    """As `write_jsonl`, claim by claim as they come; tells how many there were."""
    fields = request.fields
    natures = {name: measure.nature for name, measure in base.measures.items()}

    @lru_cache(maxsize=256)
    def source(name: str) -> dict[str, Any]:
        return {"id": name, **records.source_record(base.sources_by_id([name])[name])}

    count = 0
    for count, fact in enumerate(facts, 1):
        record = {**records.fact_record(fact, natures), "source": source(fact.claim.source)}
        out.write(records.encoded(pick(record, fields) if fields else record) + "\n")
        if count == 1:
            out.flush()  # whoever waits for it sees that it has begun
    return count


def write_csv(answer: Answer, out: TextIO, fields: Fields = None) -> None:
    """One claim a row, comma separated, as RFC 4180 says."""
    csv.write(answer, out, "excel", fields)


def write_tsv(answer: Answer, out: TextIO, fields: Fields = None) -> None:
    """One claim a row, tab separated."""
    csv.write(answer, out, "excel-tab", fields)


FORMATS: dict[str, Callable[[Answer, TextIO, Fields], None]] = {
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "tsv": write_tsv,
}
"""The formats for programs; `table` and `md` are made from pages, see `pages`."""

ONLY = {"html": ("brief", "timeline"), "ics": ("timeline",)}
"""Formats that only some commands have, with these commands."""

COMMON = ("table", *FORMATS, "md")
NAMES = (*COMMON, *ONLY)
ENDINGS = {
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
    "md": "md",
    "txt": "table",
    "ics": "ics",
    "html": "html",
    "htm": "html",
}


def check(form: str, command: str) -> None:
    """Raise QuestionError where a command has no such format."""
    having = ONLY.get(form)
    if having is not None and command not in having:
        commands = " and ".join(f"dipfacts {name}" for name in having)
        raise QuestionError(f"this answer has no format {form}", f"it is a format of {commands}")


def names(command: str) -> tuple[str, ...]:
    """Return the formats that a command's answer has."""
    return tuple(name for name in NAMES if command in ONLY.get(name, (command,)))


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Print an answer in the format asked for; a format's libraries are loaded for it alone."""
    form = request.format
    if form in FORMATS:
        FORMATS[form](answer, out, request.fields)
        return
    if form == "ics":
        from dipfacts.render import ics

        left_out = ics.write(answer, answer.entries, out)
        if left_out:
            told = "1 entry is" if left_out == 1 else f"{left_out} entries are"
            told += " not in the calendar: not known to the day"
            print(f"dipfacts: {told}", file=sys.stderr)
        return
    if form == "html":
        from dipfacts.render.html import writer

        writer.write(answer, answer.entries, out)
        return
    from dipfacts.render.page import pages

    page = pages.page(answer, answer.entries)
    if form == "md":
        from dipfacts.render import markdown

        markdown.write(page, out)
    else:
        from dipfacts.render import terminal

        terminal.write(page, out, color=request.color, chart=request.chart)
