"""Read the text of a fact base into typed tables and problems; the only user of tomli."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import tomli

from dipfacts.errors import Problem
from dipfacts.model.csv_table import FILE_TABLES, CsvTable
from dipfacts.model.tables import CLAIM_TYPES, AnyTable
from dipfacts.read.positions import Places, cut_at_headers, header_lines
from dipfacts.read.rules import Fault, certainly_valid, convert, convert_exactly
from dipfacts.read.validation import FORMAT, faults_of, is_array_of_tables, top_level_problems

if TYPE_CHECKING:
    from dipfacts.read.recovery import SyntaxFault

_KNOWN = {"format", *FILE_TABLES}
_FEW = 8  # tables that are looked at one by one
AT_ONCE = 500  # tables, which with all that is made of them are about as large as a core's cache

_COARSE = (("source", "published"), *((name, "said_on") for name in CLAIM_TYPES))

# Digits or exponents beyond what Python turns into a number.
_TOO_LONG = r"(?<![\w.])[-+]?(?:[0-9_]{4000,}|[0-9_.]+[eE][-+]?[0-9_]{10,})"
_DECLARING = re.compile(rb"\n\[\[(?:source|party|topic|measure|kind|table)\]\]")

# What tomli raises: no TOML, nested too deep, a number that Python does not make.
_UNREADABLE = (RecursionError, ValueError, ArithmeticError)


class LoadedTable(msgspec.Struct, frozen=True, gc=False):
    """A valid table of a file, with the line of its header.

    `nth` counts (from 0) the tables of that name. A row of a CSV file has the `[[table]]` that it
    belongs to as its `origin`, and its own line.
    """

    name: str
    table: AnyTable | CsvTable
    line: int
    nth: int
    origin: LoadedTable | None = None

    def same_in_every_row(self, key: str) -> bool:
        """Return whether a `[[table]]` gives a key of its claims by a text without columns."""
        from dipfacts.read.table_rules import is_constant  # of use where something is wrong

        template = getattr(self.table, "from_" if key == "from" else key, None)
        return key != "id" and template is not None and is_constant(template)


class InvalidTable(NamedTuple):
    """A table that failed validation, with its raw keys.

    `nth` counts (from 0) the tables of that name.
    """

    name: str
    nth: int
    keys: dict[str, Any]


class LoadedFile(msgspec.Struct, frozen=True):
    """The tables of a file, name by name in file order, and every problem of its text.

    `rows` holds the tables of valid shape, `invalid` the others, and `declared` table name and id
    of those that cannot be read, also of names that are no table's. `complete` is False if the file
    may declare more than these.
    """

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
    if not text.strip():
        hint = f"begin with format = {FORMAT}"
        empty = Problem(file, 0, 0, "empty-file", "the file is empty", hint)
        return LoadedFile([], problems or [empty], text)
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


def text_of(data: bytes) -> str:
    """Return the text of a file's bytes, whatever is wrong with them."""
    return _decode(data, "")[0]


def _recover(text: str, first: SyntaxFault, file: str) -> LoadedFile:
    """Return what the readable tables of a text hold, with the syntax faults of the others."""
    from dipfacts.read.recovery import recover

    recovered = recover(text, first, _syntax_fault)
    if recovered is None:
        return LoadedFile([], [Problem(file, *first)], text)
    remaining, faults, declared = recovered
    try:
        rest = _read(remaining, file)
    except _UNREADABLE:
        return LoadedFile([], [Problem(file, *first)], text)
    problems = [*(Problem(file, *fault) for fault in faults), *rest.problems]
    problems.sort(key=lambda problem: problem.line)
    # The tables that cannot be read are not counted, so those of the whole text would mislead.
    places = rest.places or Places(remaining)
    declared += rest.declared
    return msgspec.structs.replace(
        rest, problems=problems, text=text, declared=declared, places=places
    )


def _syntax_fault(text: str) -> SyntaxFault | None:
    """Return why a text, or a part of one, cannot be read; None where it can."""
    try:
        _parsed(text)
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
        problems.append(Problem(file, line, column, "not-utf8", message, "save the file as UTF-8"))
    return text.replace("\r\n", "\n") if "\r" in text else text, problems


def _read(text: str, file: str) -> LoadedFile:
    """Return what a TOML text holds, and its problems; raise what tomli raises."""
    parts = cut_at_headers(text)
    if (tables := valid_tables(parts)) is None:
        return examine(_parsed(text), text, file)
    lines, places = header_lines(parts), None
    rows: list[LoadedTable] = []
    for name, converted in tables.items():
        at = lines.get(name, [])
        if len(at) != len(converted):
            places = places or Places(text)
            at = [places.table(name, nth) for nth in range(len(converted))]
        rows += map(LoadedTable, repeat(name), converted, at, count())
    return LoadedFile(rows, [], text, complete=True)


def _parsed(text: str) -> dict[str, Any]:
    """Return a TOML document; dates that may be as coarse as a year are texts."""
    document = tomli.loads(text, parse_float=Decimal)
    for name, key in _COARSE:
        tables = document.get(name)
        for table in tables if isinstance(tables, list) else []:
            if isinstance(table, dict) and type(table.get(key)) is datetime.date:
                table[key] = table[key].isoformat()
    return document


def valid_tables(parts: list[str]) -> dict[str, list[AnyTable | CsvTable]] | None:
    """Return the tables of a text that is certainly valid; None if it must be looked into.

    The fast path of `_read`, which must find the same as `examine` (tests/test_parts.py). It reads
    a few hundred tables at a time, so that they are still in the processor's cache when checked.
    """
    starts = range(1, len(parts), AT_ONCE)
    texts = ("\n[[".join(["", *parts[nth : nth + AT_ONCE]]) for nth in starts)
    tables: dict[str, list[AnyTable | CsvTable]] = {name: [] for name in FILE_TABLES}
    try:
        top = _parsed(parts[0])
        if type(top.get("format")) is not int or top.pop("format") != FORMAT or (top and starts):
            return None
        # Each document is freed before the next is parsed.
        valid = _add_valid(top, tables) and all(_add_valid(_parsed(text), tables) for text in texts)
    except (KeyError, msgspec.ValidationError, *_UNREADABLE):
        return None
    return tables if valid else None


def _add_valid(document: dict[str, Any], tables: dict[str, list[AnyTable | CsvTable]]) -> bool:
    """Convert the tables of a document, add them, and return whether they are certainly valid."""
    for name, raw in document.items():
        converted = convert(name, raw)
        if name == "table":
            if any(_faults(name, table) for table in raw):
                return False
        elif not certainly_valid(name, raw, converted):
            return False
        tables[name] += converted
    return True


def examine(document: dict[str, Any], text: str, file: str) -> LoadedFile:
    """Return the tables of a parsed document as types, and every problem in them."""
    places = Places(text)
    problems = [*top_level_problems(document, file, places)]
    rows, invalid = [], []
    complete = document.get("format", FORMAT) == FORMAT
    declared: list[tuple[str, str]] = []
    others = (it for it in document if it not in _KNOWN and isinstance(document[it], (dict, list)))
    for name in (*FILE_TABLES, *others):
        tables = document.get(name, [])
        if name not in FILE_TABLES or not is_array_of_tables(tables):
            ids = _ids_of(tables)
            declared += ((name, id_) for id_ in ids if isinstance(id_, str))
            complete = complete and all(isinstance(id_, str) for id_ in ids)
            continue
        for nth, (table, valid) in enumerate(_with_valid(name, tables)):
            faults = [] if valid else _faults(name, table)
            for where, code, message, hint in faults:
                if code == "unknown-key" and isinstance(where, str):
                    place = places.key(name, nth, where)
                else:
                    place = places.value(name, nth, where)
                problems.append(Problem(file, *place, code, message, hint))
            converted = valid or convert_exactly(name, table)
            if converted and not (faults and name == "table"):
                rows.append(LoadedTable(name, converted, places.table(name, nth), nth))
            else:
                invalid.append(InvalidTable(name, nth, table))
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return LoadedFile(rows, problems, text, declared, complete, places, invalid)


def _ids_of(value: object) -> list[object]:
    """Return the ids of what is no array of tables, or has a name that no table has."""
    tables = value if isinstance(value, list) else [value]
    return [table.get("id") if isinstance(table, dict) else None for table in tables]


def _with_valid(
    name: str, tables: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], AnyTable | CsvTable | None]]:
    """Yield each table as its type if it is among some that are certainly valid, else with None.

    One fault among very many tables so costs no more than a look at those near it.
    """
    for start in range(0, len(tables), AT_ONCE):
        yield from _halved(name, tables[start : start + AT_ONCE])


def _halved(
    name: str, tables: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], AnyTable | CsvTable | None]]:
    """Yield the same as `_with_valid`, of few tables, in halves where one of them has a fault."""
    with suppress(KeyError, msgspec.ValidationError):
        if name != "table" and certainly_valid(name, tables, found := convert(name, tables)):
            yield from zip(tables, found, strict=True)
            return
    if len(tables) <= _FEW:
        yield from ((table, None) for table in tables)
        return
    half = len(tables) // 2
    yield from _halved(name, tables[:half])
    yield from _halved(name, tables[half:])


def _faults(name: str, table: dict[str, Any]) -> list[Fault]:
    """Return all faults of a table."""
    faults = faults_of(name, table)
    if name == "table" and not faults:
        from dipfacts.read.table_rules import table_faults  # most files have no such table

        return table_faults(table)
    return faults


def declared_at_a_glance(data: bytes) -> list[LoadedTable]:
    """Return what the plainly written tables of a file declare, without reading its claims.

    A guess, to be compared with what `load_text` reads; empty if it cannot be made. Lines are 0.
    """
    data = b"\n" + data.replace(b"\r\n", b"\n")
    starts = [match.start() for match in _DECLARING.finditer(data)]
    ends = [data.find(b"\n[", start + 1) for start in starts]
    tables = [data[a : b if b >= 0 else None] for a, b in zip(starts, ends, strict=True)]
    try:
        document = _parsed(b"".join(tables).decode())
        return [
            LoadedTable(name, table, 0, nth)
            for name in FILE_TABLES
            for nth, table in enumerate(convert(name, document.get(name, [])))
        ]
    except (*_UNREADABLE, msgspec.ValidationError):
        return []
