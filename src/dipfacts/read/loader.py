"""Read the text of a fact base into typed tables and problems; the only user of tomli."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import tomli

from dipfacts.errors import Problem
from dipfacts.model.tables import TABLES, Table
from dipfacts.read.positions import Places, cut_at_headers, header_lines
from dipfacts.read.rules import certainly_valid, convert, convert_exactly
from dipfacts.read.validation import FORMAT, is_array_of_tables, problems_of

if TYPE_CHECKING:
    from dipfacts.read.recovery import SyntaxFault

_KNOWN = {"format", *TABLES}
AT_ONCE = 500  # tables, which with all that is made of them are about as large as a core's cache

# Digits or exponents beyond what Python turns into a number.
_TOO_LONG = r"(?<![\w.])[-+]?(?:[0-9_]{4000,}|[0-9_.]+[eE][-+]?[0-9_]{10,})"
_DECLARING = re.compile(rb"\n\[\[(?:source|party|topic|measure)\]\]")

# What tomli raises: no TOML, nested too deep, a number that Python does not make.
_UNREADABLE = (RecursionError, ValueError, ArithmeticError)


class LoadedTable(msgspec.Struct, frozen=True):
    """A valid table of a file, with the line of its header.

    `nth` counts (from 0) the tables of that name.
    """

    name: str
    table: Table
    line: int
    nth: int


class InvalidTable(NamedTuple):
    """A table that failed validation, with its raw keys.

    `nth` counts (from 0) the tables of that name.
    """

    name: str
    nth: int
    keys: dict[str, Any]


AnyTable = LoadedTable | InvalidTable


class LoadedFile(msgspec.Struct, frozen=True):
    """The tables of a file, name by name in file order, and every problem of its text.

    `rows` holds the tables of valid shape, `invalid` the others, and `declared` table name and id
    of all where there are problems. `complete` is False if the file may declare more than these.
    """

    file: str
    rows: list[LoadedTable]
    problems: list[Problem]
    text: str
    declared: list[tuple[str, str]] = []
    complete: bool = False
    places: Places | None = None
    invalid: list[InvalidTable] = []


def load_text(data: bytes, file: str) -> LoadedFile:
    """Return what a file's bytes hold; whatever is wrong with them is in `problems`."""
    text, problems = _decode(data, file)
    if not problems and not text.strip():
        hint = f"begin with format = {FORMAT}"
        problems = [Problem(file, 0, 0, "empty-file", "the file is empty", hint)]
    if not text.strip():
        return LoadedFile(file, [], problems, text)
    try:
        loaded = _read(text, file)
    except _UNREADABLE as error:
        loaded = _recover(text, _explain(error, text), file)
    if not problems:
        return loaded
    # Replacement characters may break the syntax; the bad bytes are already reported.
    lines = text.split("\n")
    others = (p for p in loaded.problems if p.code != "syntax" or "\ufffd" not in lines[p.line - 1])
    return msgspec.structs.replace(loaded, problems=[*problems, *others])


def _recover(text: str, first: SyntaxFault, file: str) -> LoadedFile:
    """Return what the readable tables of a text hold, with the syntax faults of the others."""
    from dipfacts.read.recovery import recover

    recovered = recover(text, first, _syntax_fault)
    if recovered is None:
        return LoadedFile(file, [], [Problem(file, *first)], text)
    rest = _read(recovered.text, file)
    faults = [Problem(file, *fault) for fault in recovered.faults]
    problems = sorted([*faults, *rest.problems], key=lambda p: p.line)
    declared = [*rest.declared, *recovered.declared]
    # The tables that cannot be read are not counted, so those of the whole text would mislead.
    places = rest.places or Places(recovered.text)
    return msgspec.structs.replace(
        rest, problems=problems, text=text, declared=declared, places=places
    )


def _syntax_fault(text: str) -> SyntaxFault | None:
    """Return why a text, or a part of one, cannot be read; None where it can."""
    try:
        tomli.loads(text, parse_float=Decimal)
    except _UNREADABLE as error:
        fault = _explain(error, text)
        return fault._replace(line=max(fault.line, 1), column=max(fault.column, 1))
    return None


def _explain(error: Exception, text: str) -> SyntaxFault:
    """Return the place, message and hint for an error of tomli."""
    from dipfacts.read.recovery import SyntaxFault, for_people  # most files have no need of it

    if isinstance(error, tomli.TOMLDecodeError):
        # The reader may count on beyond the end of the line.
        column = min(error.colno, len(error.doc.split("\n")[error.lineno - 1]) + 1)
        message, hint = for_people(error.msg)
        return SyntaxFault(error.lineno, column, "syntax", f"not valid TOML: {message}", hint)
    if isinstance(error, RecursionError):
        hint = "write flat arrays of tables, one claim a table"
        line, column = Places(text).deepest()
        return SyntaxFault(line, column, "nesting", "nested too deep to read", hint)
    hint = "write a number of at most 18 digits"
    line, column = Places(text).first(_TOO_LONG)
    return SyntaxFault(line, column, "number-range", "a number is out of range", hint)


def _decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return a file's text, with U+FFFD for bad bytes, and what is wrong with its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save the file as UTF-8"
        return "", [Problem(file, 0, 0, "not-utf8", "the file is UTF-16, not UTF-8", hint)]
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save the file as UTF-8 without a BOM"
        problems.append(Problem(file, 1, 1, "bom", "begins with a byte order mark", hint))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        hint = "save the file as UTF-8"
        problems.append(Problem(file, line, column, "not-utf8", message, hint))
    return text.replace("\r\n", "\n") if "\r" in text else text, problems


def _read(text: str, file: str) -> LoadedFile:
    """Return what a TOML text holds, and its problems; raise what tomli raises."""
    if (rows := read_valid(text)) is not None:
        return LoadedFile(file, rows, [], text, complete=True)
    return examine(tomli.loads(text, parse_float=Decimal), text, file)


def examine(document: dict[str, Any], text: str, file: str) -> LoadedFile:
    """Return the tables of a parsed document as types, and every problem in them."""
    _dates_as_text(document)
    places = Places(text)
    problems = problems_of(document, file, places)
    rows, invalid, declared = [], list[InvalidTable](), list[tuple[str, str]]()
    complete = document.get("format") == FORMAT and all(key in _KNOWN for key in document)
    for name in TABLES:
        tables = document.get(name, [])
        if not is_array_of_tables(tables):
            complete = False
            continue
        for nth, table in enumerate(tables):
            if problems and isinstance(table.get("id"), str):
                declared.append((name, table["id"]))
            if converted := convert_exactly(name, [table]):
                rows.append(LoadedTable(name, converted[0], places.table(name, nth), nth))
            else:
                invalid.append(InvalidTable(name, nth, table))
    return LoadedFile(file, rows, problems, text, declared, complete, places, invalid)


def read_valid(text: str) -> list[LoadedTable] | None:
    """Return the tables of a text that is certainly valid; None if it must be looked into.

    The fast path of `_read`, which must return the same tables (tests/test_parts.py). It reads a
    few hundred tables at a time, so that they are still in the processor's cache when checked.
    """
    parts = cut_at_headers(text)
    head, *texts = parts or [text]
    tables: dict[str, list[Table]] = {name: [] for name in TABLES}
    try:
        top = tomli.loads(head, parse_float=Decimal)
        if type(top.get("format")) is not int or top.pop("format") != FORMAT or (top and texts):
            return None
        _add_valid(top, tables)
        for start in range(0, len(texts), AT_ONCE):
            batch = "\n[[".join(["", *texts[start : start + AT_ONCE]])
            _add_valid(tomli.loads(batch, parse_float=Decimal), tables)
    except (_UncertainError, KeyError, msgspec.ValidationError, *_UNREADABLE):
        return None
    lines = header_lines(parts) if parts else {}
    places: Places | None = None
    rows: list[LoadedTable] = []
    for name, converted in tables.items():
        at = lines.get(name, [])
        if len(at) != len(converted):
            places = places or Places(text)
            at = [places.table(name, nth) for nth in range(len(converted))]
        rows += map(LoadedTable, repeat(name), converted, at, count())
    return rows


class _UncertainError(Exception):
    """A table that may be valid, or not."""


def _add_valid(document: dict[str, Any], tables: dict[str, list[Table]]) -> None:
    """Convert and add the tables of a document; raise unless all are certainly valid."""
    _dates_as_text(document)
    for name, raw in document.items():
        converted = convert(name, raw)
        if not certainly_valid(name, raw, converted):
            raise _UncertainError
        tables[name] += converted


def _dates_as_text(document: dict[str, Any]) -> None:
    """Turn dates of publication into text, which may also be as coarse as a year."""
    sources = document.get("source")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and type(source.get("published")) is datetime.date:
            source["published"] = source["published"].isoformat()


def declared_at_a_glance(data: bytes) -> list[LoadedTable]:
    """Return what the plainly written tables of a file declare, without reading its claims.

    A guess, to be compared with what `load_text` reads; empty if it cannot be made. Lines are 0.
    """
    data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    data = b"\n" + data if data.startswith(b"[") else data
    starts = [match.start() for match in _DECLARING.finditer(data)]
    ends = [end if end >= 0 else len(data) for end in (data.find(b"\n[", n + 1) for n in starts)]
    try:
        text = b"\n".join(map(data.__getitem__, map(slice, starts, ends))).decode()
        document = tomli.loads(text, parse_float=Decimal)
        _dates_as_text(document)
        tables = {name: convert(name, document.get(name, [])) for name in TABLES}
    except (ValueError, ArithmeticError, RecursionError, msgspec.ValidationError):
        return []
    return [
        LoadedTable(name, table, 0, nth)
        for name in TABLES
        for nth, table in enumerate(tables[name])
    ]
