"""From the text of a fact base to typed claims and problems: the only user of tomli."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import tomli

from dipfacts.errors import Problem
from dipfacts.model.tables import TABLES, Table
from dipfacts.read.fast_path import evidently_sound, well_spelled
from dipfacts.read.positions import Places, cut_at_headers, header_lines
from dipfacts.read.rules import NATIVE
from dipfacts.read.validation import FORMAT, faults

if TYPE_CHECKING:
    from dipfacts.read.recovery import Fault

# What a text without any of a table's rows would hold: nothing, and no problem either.
_LISTS: dict[str, Any] = {name: list[kind] for name, kind in TABLES.items()}  # type: ignore[valid-type]  # built from data


_KNOWN = {"format", *TABLES}
_AT_ONCE = 500  # tables, which with all that is made of them are about as large as a core's cache

# Digits or exponents beyond what Python turns into a number.
_TOO_LONG = r"(?<![\w.])[-+]?(?:[0-9_]{4000,}|[0-9_.]+[eE][-+]?[0-9_]{10,})"


_DECLARING = re.compile(rb"\n\[\[(?:source|party|topic|measure)\]\]")


# What the reader raises: no TOML, nested too deep, a number that Python does not make.
_UNREADABLE = (RecursionError, ValueError, ArithmeticError)

replace = msgspec.structs.replace


class LoadedTable(msgspec.Struct, frozen=True):
    """One table of a file as read: what it declares, and the line where it stands."""

    name: str
    table: Table
    line: int
    nth: int


class InvalidTable(NamedTuple):
    """A table that lacks the shape it must have, with its keys as read, as far as they are right.

    `nth` counts (from 0) the tables of that name.
    """

    name: str
    nth: int
    keys: dict[str, Any]


AnyTable = LoadedTable | InvalidTable


class LoadedFile(msgspec.Struct, frozen=True):
    """A file's tables in file order of their names, and every problem found in its text.

    `rows` holds those tables that have the shape they must have, `torn` the others, `declared` the
    name of the table and the id of all; `whole` tells that nothing else can be declared in the
    file.
    """

    file: str
    rows: list[LoadedTable]
    problems: list[Problem]
    text: str
    declared: list[tuple[str, str]] = []
    whole: bool = False
    places: Places | None = None
    torn: list[InvalidTable] = []


def load_text(data: bytes, file: str) -> LoadedFile:
    """Read one file's bytes; whatever is wrong with them is in `problems`, never raised."""
    text, problems = _decode(data, file)
    if not problems and not text.strip():
        hint = f"begin with format = {FORMAT}"
        problems = [Problem(file, 0, 0, "empty-file", "the file is empty", hint)]
    if not text.strip():
        return LoadedFile(file, [], problems, text)
    try:
        found = _read(text, file)
    except _UNREADABLE as error:
        found = _mended(text, _fault(error, text), file)
    if not problems:
        return found
    # What stands for bytes that are no text may well be no TOML; that is told already.
    lines = text.split("\n")
    others = (p for p in found.problems if p.code != "syntax" or "\ufffd" not in lines[p.line - 1])
    return replace(found, problems=[*problems, *others])


def _mended(text: str, first: Fault, file: str) -> LoadedFile:
    """What is wrong with a text that cannot be read, and what its sound tables hold."""

    def problem(fault: Fault) -> Problem:
        return Problem(file, *fault)

    from dipfacts.read.recovery import mended

    found = mended(text, first, _wrong)
    if found is None:
        return LoadedFile(file, [], [problem(first)], text)
    rest = _read(found.text, file)
    problems = sorted([*map(problem, found.faults), *rest.problems], key=lambda p: p.line)
    declared = [*rest.declared, *found.declared]
    # The tables that cannot be read are not counted, so those of the whole text would mislead.
    places = rest.places or Places(found.text)
    return replace(rest, problems=problems, text=text, declared=declared, places=places)


def _wrong(text: str) -> Fault | None:
    """Why a text, or a part of one, cannot be read; None where it can."""
    try:
        tomli.loads(text, parse_float=Decimal)
    except _UNREADABLE as error:
        fault = _fault(error, text)
        return fault._replace(line=max(fault.line, 1), column=max(fault.column, 1))
    return None


def _fault(error: Exception, text: str) -> Fault:
    from dipfacts.read.recovery import Fault, for_people  # most files have no need of it

    if isinstance(error, tomli.TOMLDecodeError):
        # The reader may count on beyond the end of the line.
        column = min(error.colno, len(error.doc.split("\n")[error.lineno - 1]) + 1)
        message, hint = for_people(error.msg)
        return Fault(error.lineno, column, "syntax", f"not valid TOML: {message}", hint)
    if isinstance(error, RecursionError):
        hint = "write flat arrays of tables, one claim a table"
        line, column = Places(text).deepest()
        return Fault(line, column, "nesting", "nested too deep to read", hint)
    hint = "write a number of at most 18 digits"
    line, column = Places(text).first(_TOO_LONG)
    return Fault(line, column, "number-range", "a number is out of range", hint)


def _decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a file as far as it is text, and what is wrong with its encoding."""
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
    """What is in a text that is TOML, and what is wrong with it; raises what tomli raises."""
    if (rows := _swiftly(text)) is not None:
        return LoadedFile(file, rows, [], text, [], True)
    return _typed(tomli.loads(text, parse_float=Decimal), text, file)


def _typed(document: dict[str, Any], text: str, file: str) -> LoadedFile:
    """The document's tables as types, and every fault in them."""
    _dates_as_text(document)
    places = Places(text)
    rows = []
    problems = faults(document, file, places)
    declared: list[tuple[str, str]] = []
    torn: list[InvalidTable] = []
    whole = document.get("format") == FORMAT and all(key in _KNOWN for key in document)
    for name in TABLES:
        tables = document.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            whole = False
            continue
        if problems:
            declared += [(name, t["id"]) for t in tables if isinstance(t.get("id"), str)]
        for nth, table in _sound(name, tables) if problems else enumerate(_converted(name, tables)):
            if table is None:
                torn.append(InvalidTable(name, nth, tables[nth]))
            else:
                rows.append(LoadedTable(name, table, places.table(name, nth), nth))
    return LoadedFile(file, rows, problems, text, declared, whole, places, torn)


def _swiftly(text: str) -> list[LoadedTable] | None:
    """The rows of a text with which nothing is wrong; None where that has to be looked into.

    It is read a few hundred tables at a time, so that what is made of them is still at hand, in
    the processor's own memory, when it is looked at.
    """
    cut = cut_at_headers(text)
    head, *tables = cut or [text]
    found: dict[str, list[Table]] = {name: [] for name in TABLES}
    try:
        top = tomli.loads(head, parse_float=Decimal)
        if type(top.get("format")) is not int or top.pop("format") != FORMAT or (top and tables):
            return None
        _take(top, found)
        for start in range(0, len(tables), _AT_ONCE):
            some = "\n[[".join(["", *tables[start : start + _AT_ONCE]])
            _take(tomli.loads(some, parse_float=Decimal), found)
    except (_NotEvidentError, KeyError, msgspec.ValidationError, *_UNREADABLE):
        return None
    lines = header_lines(cut) if cut else {}
    known: Places | None = None
    rows: list[LoadedTable] = []
    for name, those in found.items():
        at = lines.get(name, [])
        if len(at) != len(those):
            known = known or Places(text)
            at = [known.table(name, nth) for nth in range(len(those))]
        rows += map(LoadedTable, repeat(name), those, at, count())
    return rows


class _NotEvidentError(Exception):
    """A table that may be sound, or not."""


def _take(document: dict[str, Any], found: dict[str, list[Table]]) -> None:
    """Add the tables of a document as types, all of which must be evidently sound."""
    _dates_as_text(document)
    for name, tables in document.items():
        converted = _converted(name, tables)
        if not evidently_sound(name, tables, converted):
            raise _NotEvidentError
        found[name] += converted


def _converted(name: str, tables: list[dict[str, Any]]) -> list[Table]:
    found: list[Table] = msgspec.convert(tables, _LISTS[name], builtin_types=NATIVE)
    return found


def _sound(name: str, tables: list[dict[str, Any]]) -> Iterator[tuple[int, Table | None]]:
    """The tables that have the shape they must have; None in place of the others."""
    for nth, table in enumerate(tables):
        found: Table | None = None
        with contextlib.suppress(msgspec.ValidationError):
            found = _converted(name, [table])[0]
        yield nth, found if found and well_spelled(name, [found]) else None


def _dates_as_text(document: dict[str, Any]) -> None:
    """A source's date may be as coarse as a year, so that dates and texts are both right."""
    sources = document.get("source")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and type(source.get("published")) is datetime.date:
            source["published"] = source["published"].isoformat()


def declared_at_a_glance(data: bytes) -> list[LoadedTable]:
    """What the plainly written tables of a file declare, without reading its claims.

    Nothing where that cannot be told; it may even be wrong, so that it must be held against what
    `load_text` reads. The lines of the rows are not known.
    """
    data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    data = b"\n" + data if data.startswith(b"[") else data
    starts = [match.start() for match in _DECLARING.finditer(data)]
    ends = [end if end >= 0 else len(data) for end in (data.find(b"\n[", n + 1) for n in starts)]
    try:
        text = b"\n".join(map(data.__getitem__, map(slice, starts, ends))).decode()
        document = tomli.loads(text, parse_float=Decimal)
        _dates_as_text(document)
        found = {name: _converted(name, document.get(name, [])) for name in TABLES}
    except (ValueError, ArithmeticError, RecursionError, msgspec.ValidationError):
        return []
    return [
        LoadedTable(name, table, 0, nth) for name in TABLES for nth, table in enumerate(found[name])
    ]
