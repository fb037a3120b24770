"""Answers as JSON: one object, or a line for each claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.fact import Fact
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.render.json import encoding, records
from dipfacts.render.json.fields import Fields, pick


def write_json(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the whole answer as one indented object; of each claim only the fields asked for."""
    for block in encoding.blocks(records.document(answer, request.fields)):
        out.write(block)
    out.write("\n")


def write_jsonl(answer: Answer, request: Request, out: TextIO) -> None:
    """Write one claim a line, with its source in it (or one party, topic or source a line).

    Of all pairs a claim says nothing of its place, nor on a timeline of its class: these lines are
    mostly streamed, before all places and the other stages are known.
    """
    unknown = [] if answer.asked.parties else ["ranking"]
    unknown += ["status_class"] if unknown and answer.command in ("timeline", "figures") else []
    for record in records.lines(answer):
        for key in unknown:
            record.pop(key, None)
        _write_line(record, request.fields, out)


def stream_jsonl(base: Base, facts: Iterator[Fact], request: Request, out: TextIO) -> int:
    """Write claims as `write_jsonl` does, one by one as they come; return how many there were."""
    source, count = records.sources_by_id(base), 0
    for count, fact in enumerate(facts, 1):
        record = records.fact_record(fact, base.measures)
        record["source"] = source(fact.claim.source)
        _write_line(record, request.fields, out)
        if count == 1:
            out.flush()  # whoever waits for it sees that it has begun
    return count


def _write_line(record: dict[str, Any], fields: Fields, out: TextIO) -> None:
    out.write(encoding.encoded(pick(record, fields) if fields else record) + "\n")
