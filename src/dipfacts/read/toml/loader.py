"""The typed tables and the problems in the text of a fact base; the only user of tomli."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import count, groupby, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
import tomli

from dipfacts.errors import Problem
from dipfacts.model.file_format.csv_table import FILE_TABLES, CsvTable
from dipfacts.model.file_format.tables import CLAIM_TYPES, AnyTable
from dipfacts.model.groups import batches, grouped
from dipfacts.read.table import positions, validation
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.rules import certainly_valid, convert, convert_exactly
from dipfacts.read.table.validation import FORMAT, faults_of, is_array_of_tables, top_level_problems
from dipfacts.read.toml import plain_claims
from dipfacts.read.toml.encoding import decoded
from dipfacts.remedy import Remedy

if TYPE_CHECKING:
    from dipfacts.read.toml.recovery import SyntaxFault

_FEW = 8  # tables that are looked at one by one
TABLES_AT_ONCE = 500  # with all that is made of them they are about as large as a core's cache

_COARSE = (("source", "published"), *((name, "said_on") for name in CLAIM_TYPES))

_DECLARING = re.compile(rb"\n\[\[(?:source|party|topic|measure|kind|table)\]\]")

_PLACE = attrgetter("line", "column")

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
        # lazy: of use where something is wrong
        from dipfacts.read.table.table_rules import is_constant

        template = getattr(self.table, "from_" if key == "from" else key, None)
        return key != "id" and template is not None and is_constant(template)


class InvalidTable(msgspec.Struct, frozen=True, gc=False):
    """A table that failed validation, with its raw keys; the rest is as of LoadedTable."""

    name: str
    nth: int
    keys: dict[str, Any]
    line: int
    origin: LoadedTable | None = None


class LoadedFile(msgspec.Struct, frozen=True):
    """The tables of a file, name by name in file order, and every problem of its text."""

    rows: list[LoadedTable]  # the tables of valid shape
    problems: list[Problem]
    text: str
    declared: list[tuple[str, str]] = []
    """Name and id of tables that cannot be read, also of names that are no table's."""
    complete: bool = False  # False if the file may declare more than these
    places: positions.AnyPlaces | None = None
    invalid: list[InvalidTable] = []  # the tables of other shape


def load_text(data: bytes, file: str) -> LoadedFile:
    """Return the tables of a file's bytes; all that is wrong with them is in `problems`."""
    text, problems = decoded(data, file)
    if not text.strip():
        remedy = Remedy.of("begin with ", validation.OF_FORMAT)
        empty = Problem(file, 0, 0, "empty-file", "the file is empty", remedy)
        return LoadedFile([], problems or [empty], text)
    try:
        loaded = _read(text, file)
    except _UNREADABLE as error:
        from dipfacts.read.foreign.foreign_files import foreign  # lazy: only where it is no TOML
        from dipfacts.read.toml.recovery import fault_of_error

        if what := foreign(data, text, file):
            return LoadedFile([], [Problem(file, 0, 0, "no-toml", *what)], "")
        loaded = _recover(text, fault_of_error(error, text), file)
    if not problems:
        return loaded
    # Replacement characters may break the syntax; the bad bytes are already reported.
    lines = text.split("\n")
    others = (p for p in loaded.problems if p.code != "syntax" or "\ufffd" not in lines[p.line - 1])
    return msgspec.structs.replace(loaded, problems=[*problems, *others])


def _recover(text: str, first: SyntaxFault, file: str) -> LoadedFile:
    """Return the readable tables of a text, with the syntax faults of the others."""
    from dipfacts.read.toml.recovery import recover  # lazy: most files are TOML

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
    places = rest.places or positions.Places(remaining)
    declared += rest.declared
    return msgspec.structs.replace(
        rest, problems=problems, text=text, declared=declared, places=places
    )


def _syntax_fault(text: str) -> SyntaxFault | None:
    """Return why a text, or a part of one, cannot be read; None where it can."""
    try:
        _parsed(text)
    except _UNREADABLE as error:
        from dipfacts.read.toml.recovery import fault_of_error  # lazy: most files need none

        fault = fault_of_error(error, text)
        return fault._replace(line=max(fault.line, 1), column=max(fault.column, 1))
    return None


def _read(text: str, file: str) -> LoadedFile:
    """Return the tables of a TOML text, and its problems; raise what tomli raises."""
    parts = positions.cut_at_headers(text)
    tables = valid_tables(parts)
    if tables is None:
        return examine(_parsed(text), text, file)
    if any(type(it) is dict for own in tables.values() for it in own):
        return _examined(
            tables, text, file, positions.places_of(text, parts), complete=True, problems=[]
        )
    lines, places = positions.header_lines(parts), None
    rows: list[LoadedTable] = []
    for name, converted in tables.items():
        at = lines.get(name, [])
        if len(at) != len(converted):
            places = places or positions.Places(text)
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


def valid_tables(parts: list[str]) -> dict[str, list[Any]] | None:
    """Return the tables of a text, as types where they are certainly valid, else as parsed.

    None if it must be read as a whole. This is the fast path of `_read`, which must find the same
    as `examine` (tests/read/test_parts.py). It reads a few hundred tables at a time, so that they
    are still in the processor's cache when checked, and one fault makes few of them be looked into.
    """
    starts = range(1, len(parts), TABLES_AT_ONCE)
    tables: dict[str, list[Any]] = {name: [] for name in FILE_TABLES}
    try:
        top = _parsed(parts[0])
        if type(top.get("format")) is not int or top.pop("format") != FORMAT or (top and starts):
            return None
        chunks = (parts[nth : nth + TABLES_AT_ONCE] for nth in starts)
        for some in (_typed_or_parsed(top), *map(_plain_or_parsed, chunks)):
            for name, own in some.items():
                tables[name] += own
    except (KeyError, *_UNREADABLE):
        return None
    return tables


def _plain_or_parsed(parts: list[str]) -> dict[str, list[Any]]:
    """Return the tables of some parts as types if they are certainly valid, else as parsed."""
    names = [*map(positions.header_name, parts)]
    results = {
        name: plain
        for name, texts in grouped(zip(names, parts, strict=True)).items()
        if name in CLAIM_TYPES and (plain := plain_claims.claims(name, texts)) is not None
    }
    rest = [part for name, part in zip(names, parts, strict=True) if name not in results]
    document = _parsed("\n[[".join(["", *rest]))
    are_apart = results.keys().isdisjoint(document)  # headers of one name in several spellings
    if are_apart and all(map(certainly_valid, results, results.values())):
        return {**results, **_typed_or_parsed(document)}
    return _typed_or_parsed(_parsed("\n[[".join(["", *parts])))


def _typed_or_parsed(document: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the tables of a document as types, else as parsed; raise KeyError for others."""
    results = {}
    with suppress(msgspec.ValidationError):
        for name, raw in document.items():
            results[name] = converted = convert(name, raw)
            if name == "table":
                if any(_faults(name, table) for table in raw):
                    break
            elif not certainly_valid(name, converted):
                break
        else:
            return results
    if not all(map(is_array_of_tables, document.values())):
        raise KeyError
    return document


def examine(document: dict[str, Any], text: str, file: str) -> LoadedFile:
    """Return the tables of a parsed document as types, and every problem in them."""
    places = positions.Places(text)
    problems = [*top_level_problems(document, file, places)]
    arrays = {it: document[it] for it in FILE_TABLES if is_array_of_tables(document.get(it))}
    unread = validation.ids_unread(document)
    complete = document.get("format", FORMAT) == FORMAT and all(id_ for _, id_ in unread)
    result = _examined(arrays, text, file, places, complete, problems)
    result.declared.extend(one for one in unread if one[1])
    return result


def _examined(
    tables: dict[str, list[Any]],
    text: str,
    file: str,
    places: positions.AnyPlaces,
    complete: bool,
    problems: list[Problem],
) -> LoadedFile:
    """Return tables, each parsed or as its type if it is valid; add every problem in them."""
    rows, invalid = list[LoadedTable](), list[InvalidTable]()
    for name, own in tables.items():
        for nth, (table, valid) in enumerate(_with_valid(name, own)):
            if valid:
                rows.append(LoadedTable(name, valid, places.table(name, nth), nth))
                continue
            faults = _faults(name, table)
            for where, code, message, hint in faults:
                if code == "unknown-key" and isinstance(where, str):
                    place = places.key(name, nth, where)
                else:
                    place = places.value(name, nth, where)
                problems.append(Problem(file, *place, code, message, hint))
            has_bad_id = any(code == "bad-id" for _, code, *_ in faults)
            converted = None if has_bad_id else convert_exactly(name, table)
            line = places.table(name, nth)
            if converted and not (faults and name == "table"):
                rows.append(LoadedTable(name, converted, line, nth))
            else:
                invalid.append(InvalidTable(name, nth, table, line))
    problems.sort(key=_PLACE)
    return LoadedFile(rows, problems, text, [], complete, places, invalid)


def _with_valid(
    name: str, tables: list[Any]
) -> Iterator[tuple[dict[str, Any], AnyTable | CsvTable | None]]:
    """Yield each table as its type if it is among some that are certainly valid, else with None.

    One fault among very many tables so costs no more than a look at those near it.
    """
    for is_raw, some in groupby(tables, key=lambda table: type(table) is dict):
        own = [*some]
        if not is_raw:
            yield from (({}, table) for table in own)
            continue
        for few in batches(own, TABLES_AT_ONCE):
            yield from _halved(name, few)


def _halved(
    name: str, tables: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], AnyTable | CsvTable | None]]:
    """Yield few tables as `_with_valid` does, in halves where one of them has a fault."""
    with suppress(KeyError, msgspec.ValidationError):
        if name != "table" and certainly_valid(name, results := convert(name, tables)):
            yield from zip(tables, results, strict=True)
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
        # lazy: most files have no such table
        from dipfacts.read.table.table_rules import table_faults

        return table_faults(table)
    return faults


def declared_at_a_glance(data: bytes) -> list[LoadedTable]:
    """Return the declarations in plainly written tables, without reading the claims.

    A guess, to be compared with what `load_text` reads; empty if it cannot be made. Lines are 0.
    """
    if b"\r" in data or data.startswith(b"[["):  # a copy of most files would be in vain
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
