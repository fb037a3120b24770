"""The tables that can be read on their own from a text that is not TOML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dipfacts.model.display import midway
from dipfacts.model.groups import batches
from dipfacts.model.periods.period import is_period
from dipfacts.read.table.positions import Places
from dipfacts.text import plain

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([A-Za-z]+)[ \t]*\]\]")
_FORMAT = re.compile(r"[ \t]*format[ \t]*=")
_ID = re.compile(r"[ \t]*id[ \t]*=[ \t]*(?:\"([^\"\\]+)\"|'([^']+)')")

# Digits or exponents beyond what Python turns into a number.
_TOO_LONG = r"(?<![\w.])[-+]?(?:[0-9_]{4000,}|[0-9_.]+[eE][-+]?[0-9_]{10,})"
_AT_ONCE = 100  # tables that are looked at together first
_UNQUOTED = re.compile(r"[ \t]*[A-Za-z_]+[ \t]*=[ \t]*([^\s\"'#\[{]+)[ \t\r]*(?:#.*)?$")
_TUPLE = re.compile(r"\(('.*?',?)\)")
_QUOTED = re.compile(r"'([^']*)'")

# A pattern for the beginning of tomli's message, our message ("" to keep tomli's), and the remedy.
_MESSAGES = (
    (
        r'(?:illegal|found invalid) character "\\n"',
        "a string is not closed on its line",
        'close it with the quote that it begins with, or write """ around several lines',
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
        "this key or table is defined twice",
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
        "unexpected text after a value",
        'write a text in quotes, a quote in it as \\", a date as 2022-12-05, a number as 2_900_000',
    ),
    ("(?:unescaped|invalid hex)", "", r"write \\ for each \, or 'single quotes' around the text"),
    ("escaped character", "", "write the character itself"),
    ("invalid date", "", "write a day that there is, as 2022-12-05"),
    ("invalid value", "", "write a text in quotes, a date as 2022-12-05, a number as 2_900_000"),
    ("", "", "write key = value, or a header such as [[figure]]"),
)


_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"
"""The quotes of printed texts, in which TOML knows no text."""


class SyntaxFault(NamedTuple):
    """A place (line and column from 1) where a text cannot be read, the reason, and the remedy."""

    line: int
    column: int
    code: str
    message: str
    hint: str


def recover(
    text: str, first: SyntaxFault, fault_of: Callable[[str], SyntaxFault | None]
) -> tuple[str, list[SyntaxFault], list[tuple[str, str]]] | None:
    """Return a text with empty lines in place of the tables that cannot be read alone.

    With their faults in order, and table name and id of each as far as they can be made out; None
    if none of them is at fault alone. `first` is the fault of the whole text, and `fault_of`
    returns that of any text. Tables that an open string or array swallows are thereby kept.
    """
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    faults: list[SyntaxFault] = []
    declared: list[tuple[str, str]] = []
    spans = [*zip([0, *heads], [*heads, len(lines)], strict=True)]
    for start, after in _unreadable(lines, spans, fault_of):
        fault = fault_of("\n".join(lines[start:after])) if start < after else None
        if fault is None:
            continue
        own = fault._replace(line=start + fault.line)
        # Where a table ends too early, tomli reports the beginning of the next one.
        faults.append(first if not faults and start < first.line <= after + 1 else own)
        if header := _HEADER.match(lines[start]):
            ids = filter(None, map(_ID.match, lines[start:after]))
            declared += [(header[1], match[1] or match[2]) for match in ids]
        for number in range(start, after):
            lines[number] = lines[number] if _FORMAT.match(lines[number]) else ""
        if start == 0 and not any(lines[:after]):
            return None  # the format may be declared in what cannot be read
    return ("\n".join(lines), faults, declared) if faults else None


def _unreadable(
    lines: list[str], spans: list[tuple[int, int]], fault_of: Callable[[str], SyntaxFault | None]
) -> Iterator[tuple[int, int]]:
    """Yield the tables, as spans of lines, that cannot be read together with those near them."""
    for some in batches(spans, _AT_ONCE):
        text = "\n".join(lines[some[0][0] : some[-1][1]])
        # A string of several lines may begin in one table and end in another.
        if '"""' in text or "'''" in text or fault_of(text):
            yield from some


def for_people(message: str) -> tuple[str, str]:
    """Return a message of tomli without the marks of Python in it, and the remedy.

    >>> for_people("Cannot declare ('party',) twice")[0]
    'cannot declare "party" twice'
    """
    message = _TUPLE.sub(lambda m: '"' + ".".join(_QUOTED.findall(m[1])) + '"', message)
    message = _QUOTED.sub(r'"\1"', message)
    message = plain(midway(message))
    for pattern, ours, hint in _MESSAGES:
        if match := re.match(pattern, message):
            return match.expand(ours) if ours else message, hint
    raise AssertionError("the last of them fits everything")


def _odd_character(message: str, line: str, column: int) -> tuple[str, str] | None:
    """Return the fault of a character that TOML has nowhere, and the remedy.

    It is a control character, a curly quote or a blank that is no space. None where there is none
    at the place of the fault, nor a curly quote that should close.
    """
    at = line[column - 1 : column]
    if at and at != "\t" and unicodedata.category(at) == "Cc":
        remedy = "write LF where the line ends, else remove it" if at == "\r" else "remove it"
        return f"a control character stands here, \\x{ord(at):02x}", remedy
    is_open = bool(re.match("unterminated|(?:illegal|found invalid) character", message.lower()))
    closing = next((it for it in line.rstrip()[-1:] if is_open and it in _CURLY), "")
    if curly := (at if at and at in _CURLY else closing):
        return f"{curly} is no quote of TOML", 'write straight quotes around the text: "…"'
    if at > "\x7f" and (at.isspace() or unicodedata.category(at) == "Cf"):
        name = unicodedata.name(at, "a character").lower()
        return f"{name} (U+{ord(at):04X}) stands here", "write a plain space, or nothing"
    return None


def _quoted_period(line: str) -> str:
    """Return the remedy for a line with a period without its quotes; empty for other lines."""
    match = _UNQUOTED.match(line)
    return f'write it in quotes: "{match[1]}"' if match and is_period(match[1]) else ""


def fault_of_error(error: Any, text: str) -> SyntaxFault:
    """Return the place, message and hint for an error of tomli."""
    if hasattr(error, "lineno"):
        # The reader may count on beyond the end of the line.
        line = error.doc.split("\n")[error.lineno - 1]
        column = min(error.colno, len(line) + 1)
        message, hint = _odd_character(error.msg, line, column) or for_people(error.msg)
        hint = _quoted_period(line) or hint
        return SyntaxFault(error.lineno, column, "syntax", f"not valid TOML: {message}", hint)
    if isinstance(error, RecursionError):
        hint = "write flat arrays of tables, one claim a table"
        line, column = Places(text).deepest()
        return SyntaxFault(line, column, "nesting", "nested too deep to read", hint)
    hint = "write a number of at most 18 digits"
    line, column = Places(text).first(_TOO_LONG)
    return SyntaxFault(line, column, "number-range", "a number is out of range", hint)
