"""What can be read of a text that is not TOML: every table of it that is TOML on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([A-Za-z]+)[ \t]*\]\]")
_FORMAT = re.compile(r"[ \t]*format[ \t]*=")
_ID = re.compile(r"[ \t]*id[ \t]*=[ \t]*(?:\"([^\"\\]+)\"|'([^']+)')")

Wrong = Callable[[str], "Fault | None"]


class Fault(NamedTuple):
    """Where a text stops being TOML (line and column from 1), and what is wrong there."""

    line: int
    column: int
    message: str


class Mended(NamedTuple):
    """A text with empty lines in place of the tables that are wrong.

    `faults` are those of these tables, in order; `declared` holds the name of the table and the id
    of each, as far as they can be made out.
    """

    text: str
    faults: list[Fault]
    declared: list[tuple[str, str]]


def mended(text: str, first: Fault, wrong: Wrong) -> Mended | None:
    """The text without the tables that are wrong on their own, or None if that does not mend it.

    `first` is the fault of the whole text, and `wrong` tells that of any text. What a string or
    an array that is not closed swallows is thereby told from what is wrong itself.
    """
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    faults: list[Fault] = []
    declared: list[tuple[str, str]] = []
    for start, after in zip([0, *heads], [*heads, len(lines)], strict=True):
        fault = wrong("\n".join(lines[start:after])) if start < after else None
        if fault is None:
            continue
        own = fault._replace(line=start + fault.line)
        # Of a table that ends too early, the reader tells it where the next one begins.
        faults.append(first if not faults and start < first.line <= after + 1 else own)
        declared += _declared(lines[start:after])
        for number in range(start, after):
            lines[number] = lines[number] if _FORMAT.match(lines[number]) else ""
        if start == 0 and not any(lines[:after]):
            return None  # the file may say its format in what cannot be read
    remaining = "\n".join(lines)
    if not faults or wrong(remaining):
        return None
    return Mended(remaining, faults, declared)


def _declared(lines: list[str]) -> list[tuple[str, str]]:
    header = _HEADER.match(lines[0])
    ids = [match[1] or match[2] for line in lines if (match := _ID.match(line))]
    return [(header[1], name) for name in ids] if header else []
