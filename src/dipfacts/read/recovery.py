"""What can be read of a text that is not TOML: every table of it that is so on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dipfacts.text import plain

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([A-Za-z]+)[ \t]*\]\]")
_FORMAT = re.compile(r"[ \t]*format[ \t]*=")
_ID = re.compile(r"[ \t]*id[ \t]*=[ \t]*(?:\"([^\"\\]+)\"|'([^']+)')")

_TUPLE = re.compile(r"\(('.*?',?)\)")
_QUOTED = re.compile(r"'([^']*)'")

# What the TOML reader says (the beginning is enough), how we say it, and the remedy.
_SAID = (
    (
        r'(?:illegal|found invalid) character "\\n"',
        "a string is not closed on its line",
        'close it with the quote that it begins with, or write """ around several lines',
    ),
    (
        r'(?:illegal|found invalid) character "\\x(..)"',
        r"a control character stands here, \\x\1",
        "remove it",
    ),
    (
        "unterminated|expected [\"']+$",
        "unterminated string",
        "close the string with the quotes that it begins with",
    ),
    ("unclosed array", "", 'write ["one", "two"], with commas and a bracket at the end'),
    ("unclosed inline table", "", 'write {one = "…", two = "…"}, with a brace at the end'),
    (
        "cannot overwrite",
        "a key or table stands here for the second time",
        "remove one of the two, or begin a table of its own with a header such as [[figure]]",
    ),
    ("duplicate inline", "", "remove one of the two"),
    (
        'cannot declare (".*") twice',
        "",
        "write [[ ]] around the names of tables of which there are several",
    ),
    ("cannot", "", "write all that belongs to it in one place"),
    ('expected "="', "", "write key = value"),
    ('expected "]', "", "write the name between [[ and ]]"),
    (
        "expected newline",
        "a value ends before its line does",
        'write a text in quotes, a quote in it as \\", a date as 2022-12-05, a number as 2_900_000',
    ),
    ("unescaped", "", r"write \\ for each \, or 'single quotes' around the text"),
    ("(?:escaped character|invalid hex)", "", "write the character itself"),
    ("invalid date", "", "write a day that there is, as 2022-12-05"),
    ("invalid value", "", "write a text in quotes, a date as 2022-12-05, a number as 2_900_000"),
    ("", "", "write key = value, or a header such as [[figure]]"),
)

Wrong = Callable[[str], "Fault | None"]


class Fault(NamedTuple):
    """Where a text cannot be read (line and column from 1), what is wrong there, the remedy."""

    line: int
    column: int
    code: str
    message: str
    hint: str


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


def for_people(message: str) -> tuple[str, str]:
    """What the TOML reader says, without the marks of Python in it, and the remedy.

    >>> for_people("Cannot declare ('party',) twice")[0]
    'cannot declare "party" twice'
    """
    message = _TUPLE.sub(lambda m: '"' + ".".join(_QUOTED.findall(m[1])) + '"', message)
    message = _QUOTED.sub(r'"\1"', message)
    message = plain(message[0].lower() + message[1:])
    for said, ours, hint in _SAID:
        if match := re.match(said, message):
            return match.expand(ours) if ours else message, hint
    raise AssertionError("the last of them fits everything")
