"""The CSV file of a `[[table]]`: its claims, its problems, and counts of what is left out."""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from dipfacts.errors import Problem
from dipfacts.model import unseen
from dipfacts.model.file_format.csv_table import CsvTable, declared_table
from dipfacts.model.groups import batches
from dipfacts.read.files import SourceFile, Stamp, content, real_folder, stamp_of
from dipfacts.read.foreign import packed_files
from dipfacts.read.rows import csv_files
from dipfacts.read.rows.chosen_lines import chosen_lines
from dipfacts.read.rows.csv_files import CsvRow, head_of
from dipfacts.read.rows.party_columns import misspelled
from dipfacts.read.rows.table_templates import asked_first
from dipfacts.read.rows.tables import (
    LeftOut,
    Outcome,
    TableClaim,
    TableError,
    TableReader,
    Why,
    WrongRow,
    layout,
)
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where
from dipfacts.read.table.rules import certainly_valid, convert
from dipfacts.read.toml.loader import (
    TABLES_AT_ONCE,
    InvalidTable,
    LoadedTable,
    declared_at_a_glance,
    load_text,
)
from dipfacts.record import Record, as_msgpack
from dipfacts.text import plain

_PLAINLY = b"[[table]]"
_TABLE = re.compile(rb"\[\[[ \t]*[\"']?table\b|^[ \t]*[\"']?table[\"' \t]*=", re.MULTILINE)
_SHOWN = 1 << 24  # bytes of a file of which lines are shown


class Reason(NamedTuple):
    """The reason for which rows are left out: the column by which, and the value in it."""

    why: Why
    column: str = ""
    value: str = ""


class TableFile(Record, frozen=True):
    """The contents of the CSV file of a table, and every problem in it."""

    rows: list[LoadedTable]
    problems: list[Problem]
    faults: list[Fault]  # those of the table itself
    left_out: Counter[Reason]  # the numbers of rows by reason
    of: int  # the number of all rows; of a wide table, of cells
    wide: bool
    hides: bool  # whether a text in it may be invisible
    stamp: Stamp | None  # None where the file changed while it was read
    read_ns: int
    invalid: list[InvalidTable] = []  # noqa: RUF012  # never changed

    @property
    def wrong(self) -> int:
        """Return the number of rows, or cells, that cannot be read."""
        return self.of - len(self.rows) - sum(self.left_out.values())

    @property
    def is_empty(self) -> bool:
        """Return whether it has no row of data: but a head, and maybe a line of tags below that."""
        tags = sum(count for it, count in self.left_out.items() if it.why == "tags")
        return self.of == tags and not self.faults


Load = Callable[[SourceFile, LoadedTable], TableFile]
"""Reads the CSV file of a `[[table]]`."""


class Taken(NamedTuple):
    """The claims that a table takes of a file without a fault, and counts of what it leaves out.

    Claims are as the table writes them, with each as its type, which has no `allow`.
    """

    claims: list[tuple[TableClaim, Any]]
    left_out: Counter[Reason]

    def loaded(self, _: SourceFile, origin: LoadedTable) -> TableFile:
        """Return the file as `load_table` would."""
        table: Any = origin.table
        rows = [
            LoadedTable(
                table.claim,
                msgspec.structs.replace(it, allow=table.allow) if table.allow else it,
                row.line,
                row.nth,
                origin,
            )
            for row, it in self.claims
        ]
        of, hides = len(rows) + self.left_out.total(), _hides(row for row, _ in self.claims)
        return TableFile(rows, [], [], self.left_out, of, bool(table.columns), hides, None, 0)


def csv_file(toml: SourceFile, table: Any) -> SourceFile:
    """Return the CSV file of a table that is declared in a file of TOML."""
    folder, name = real_folder(toml), table.file.replace("\0", "\ufffd")  # which no file has
    short = os.path.normpath(os.path.join(os.path.dirname(toml.short), name))
    # Beside a link is not beside the file that it leads to.
    beside = folder if os.path.islink(toml.path) else os.path.dirname(toml.label)
    return SourceFile(
        os.path.join(folder, name),
        plain(os.path.normpath(os.path.join(beside, name))),
        plain(os.path.basename(short) if short.startswith(os.pardir) else short),
        table.id,
        encoded(table),
    )


def encoded(table: Any) -> bytes:
    """Return a table as it is kept; of one that is refused no number that is too large."""
    try:
        return as_msgpack(table)
    except OverflowError:
        return as_msgpack(msgspec.structs.replace(table, scale=0, skip_lines=0))


def at_a_glance(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Yield the CSV files of the tables of these files of TOML, without reading claims.

    A guess, as that of `declared_at_a_glance`.
    """
    for file in files:
        if not os.path.isfile(file.path):
            continue
        with suppress(OSError), open(file.path, "rb", 0) as toml:
            yield from (csv_file(file, row.table) for row in tables_in(content(toml)))


def tables_in(data: bytes) -> list[LoadedTable]:
    """Return the tables of CSV files that a text of TOML declares: a guess, as for `at_a_glance`.

    Headers such as [[ table ]], which few write, take reading the whole.
    """
    if not may_have_tables(data):
        return []
    is_plain = len(_TABLE.findall(data)) == data.count(_PLAINLY)
    declared = declared_at_a_glance(data) if is_plain else load_text(data, "").rows
    return [row for row in declared if row.name == "table"]


def may_have_tables(data: bytes) -> bool:
    """Return whether a text of TOML may declare tables of CSV files, however it writes that."""
    return b"table" in data and _TABLE.search(data) is not None


def load_table(file: SourceFile, origin: LoadedTable) -> TableFile:
    """Return the claims of the CSV file of a table; all faults are in `problems` or `faults`."""
    stamp, read_ns = stamp_of(file)
    rows: list[LoadedTable] = []
    problems: list[Problem] = []
    faults: list[Fault] = []
    invalid: list[InvalidTable] = []
    left_out = Counter[Reason]()
    of, wide, hides = 0, bool(origin.table.columns), False  # type: ignore[union-attr]  # it has a table
    for part in parts(file, origin):
        rows += part.rows
        problems += part.problems
        faults += part.faults
        invalid += part.invalid
        left_out.update(part.left_out)
        of, hides = of + part.of, hides or part.hides
    problems.sort(key=lambda problem: problem.line)
    stamp = stamp if stamp == stamp_of(file)[0] else None
    return TableFile(rows, problems, faults, left_out, of, wide, hides, stamp, read_ns, invalid)


class TablePart(Record, frozen=True):
    """The contents of some rows of a CSV file, as in TableFile."""

    rows: list[LoadedTable] = []  # noqa: RUF012  # never changed
    problems: list[Problem] = []  # noqa: RUF012  # likewise
    faults: list[Fault] = []  # noqa: RUF012  # likewise
    left_out: Counter[Reason] = Counter()  # noqa: RUF012  # likewise
    of: int = 0
    hides: bool = False
    invalid: list[InvalidTable] = []  # noqa: RUF012  # likewise


def origin_of(file: SourceFile) -> LoadedTable:
    """Return the `[[table]]` of a CSV file, as an index keeps it: the origin of its rows."""
    return LoadedTable("table", declared_table(file.spec), 0, 0)


def parts(file: SourceFile, origin: LoadedTable) -> Iterator[TablePart]:
    """Yield the parts of the CSV file of a table, some rows at a time."""
    table: Any = origin.table
    try:
        _refuse_foreign(file, table)
        reader = reader_of(table, file)
        others, outcomes = _outcomes(reader, file)
        for batch in batches(outcomes, TABLES_AT_ONCE):
            left_out = Counter(reason(one) for one in batch if isinstance(one, LeftOut))
            unread = [one for one in batch if isinstance(one, WrongRow)]
            claims = [one for one in batch if isinstance(one, TableClaim)]
            valid, wrong = typed(reader, claims)
            bad = (*unread, *wrong)
            if bad and not valid:
                _refuse_columns(file, table, bad)
            problems = [problem for one in bad for problem in one.problems]
            rows = [LoadedTable(table.claim, it, row.line, row.nth, origin) for row, it in valid]
            invalid = [
                InvalidTable(table.claim, one.nth, one.keys, one.problems[0].line, origin)
                for one in bad
                if one.keys
            ]
            yield TablePart(rows, problems, [], left_out, len(batch), _hides(claims), invalid)
        yield TablePart(left_out=others, of=others.total())
    except TableError as error:
        yield TablePart(faults=error.faults)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield TablePart(faults=[_unreadable(file, table, error)])


def _refuse_columns(file: SourceFile, table: CsvTable, bad: Iterable[WrongRow]) -> None:
    """Raise TableError for columns of parties that hold no ids in any of these rows."""
    if faults := misspelled(table, [row.keys for row in bad if row.keys]):
        raise TableError(file.label, faults)


def _hides(claims: Iterable[TableClaim]) -> bool:
    """Return whether a text of claims may be invisible."""
    texts = (str(value) for claim in claims for value in claim.keys.values())
    return any(map(unseen.hides, texts))


def reader_of(table: CsvTable, file: SourceFile) -> TableReader:
    """Return the reader of the CSV file of a table. Raises TableError if it does not fit."""
    return TableReader(table, head_of(file.path, layout(table, file.path)), file.label)


def column_of(file: SourceFile, nth: int, where: Where) -> int:
    """Return the number of the column that decides a key of a claim: see `TableReader.column`."""
    with suppress(OSError, ValueError, TableError):  # it may have changed meanwhile
        return _reader(file, stamp_of(file)[0]).column(where, nth)
    return 1


@lru_cache(maxsize=1)
def _reader(file: SourceFile, _: Stamp | None) -> TableReader:
    return reader_of(declared_table(file.spec), file)


def _outcomes(reader: TableReader, file: SourceFile) -> tuple[Counter[Reason], Iterator[Outcome]]:
    """Return the outcomes of rows, and the counts of those that the first column leaves out."""
    how, where = layout(reader.table, file.path), reader.table.where
    column, values = asked_first(where, head_of(file.path, how))
    lines = chosen_lines(file, how, column) if column >= 0 else None
    if not lines:
        every = csv_files.rows(file.path, how)
        return Counter(), (one for row in every for one in reader.read(row))
    tags = Counter({Reason("tags"): 1} if lines.has_tags else {})
    others = (lines.rows - lines.count(values)) * (len(reader.wide) or 1)
    left_out = tags + Counter({Reason("where", next(iter(where))): others})
    own = (
        CsvRow(*row)
        for some in lines.of(values)
        for row in zip(some.places, some.numbers, some.cells, strict=True)
    )
    return left_out, (one for row in own for one in reader.read(row))


def read_again(file: SourceFile) -> str:
    """Return the text of a CSV file, for messages; nothing where that is large, or packed."""
    with suppress(OSError), open(file.path, "rb") as stream:
        data = stream.read(_SHOWN + 1)
        if len(data) <= _SHOWN and not data.startswith(b"\x1f\x8b"):
            return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return ""


def reason(left_out: LeftOut) -> Reason:
    """Return why a row is left out; of a column that has any value, not which one."""
    value = "" if left_out.why == "where" else left_out.value
    return Reason(left_out.why, "" if left_out.why == "missing" else left_out.column, value)


def typed(
    reader: TableReader, claims: list[TableClaim]
) -> tuple[list[tuple[TableClaim, Any]], list[WrongRow]]:
    """Return the claims of rows with what they are as their type, and what is wrong with others."""
    type_, raw = reader.table.claim, [claim.keys for claim in claims]
    try:
        converted = convert(type_, raw)
        if certainly_valid(type_, converted, typed=False):
            return [*zip(claims, converted, strict=True)], []
    except msgspec.ValidationError:
        pass
    valid, wrong = [], []
    for claim in claims:
        if wrong_row := reader.faulty(claim):
            wrong.append(wrong_row)
        else:
            valid.append((claim, convert(type_, [claim.keys])[0]))
    return valid, wrong


def _refuse_foreign(file: SourceFile, table: CsvTable) -> None:
    """Raise ValueError or TableError for a file that holds no rows of its own."""
    if os.path.exists(file.path) and not os.path.isfile(file.path):
        raise ValueError("it is no file")
    with open(file.path, "rb") as stream:
        start = packed_files.first_bytes(stream, packed_files.BYTES)
    if not start:
        raise ValueError("it is empty")
    if packing := packed_files.packing(start, file.path):
        message = f"{plain(table.file)} cannot be read: it is {packing[0]}"
        raise TableError(file.label, [Fault("file", "no-file", message, packing[1])])


def _unreadable(file: SourceFile, table: CsvTable, error: Exception) -> Fault:
    """Return the fault of a table whose file cannot be read."""
    name = plain(table.file)
    if isinstance(error, FileNotFoundError):
        hint = f"put it there ({file.label}), or correct the name"
        return Fault("file", "no-file", f"{name} is not there", hint)
    why = str(getattr(error, "strerror", None) or error).lower()
    if isinstance(error, (EOFError, zlib.error)):
        why = "it cannot be unpacked to its end"
    return Fault("file", "no-file", f"{name} cannot be read: {plain(why)}", "look at the file")
