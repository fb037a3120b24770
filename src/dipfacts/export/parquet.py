"""A fact base as a folder of Parquet files, claims and questions in parts as Hive divides them.

A table is a folder, since Spark, Trino and ClickHouse read folders; a part of it too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

# Arrow's own memory pool ends the process where there is too little; this one raises an error.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
# Where no thread can be started, OpenBLAS, which numpy loads with Arrow, interrupts the process,
# and jemalloc prints a line. Neither is used here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")

import pyarrow as pa
import pyarrow.parquet as pq

from dipfacts.export import datapackage, engines
from dipfacts.export.declared import Column, ExportTable, Values, exact
from dipfacts.export.engines import NOWHERE
from dipfacts.export.tables import TABLES
from dipfacts.query.base import Base

ROWS = 32_768  # of a row group, if there are as many in its part
LOOSE = 1_024  # rows that wait as Python's objects, in all parts of a table together
WAITING = 32_768  # rows that wait in Arrow's columns, which take a tenth of that
MOST_OPEN = 200  # files written to at once; a system allows a process not many more
_ESCAPED = {*map(chr, range(1, 0x20)), *"\"#%'*/:=?\\{[]^\x7f"}  # by Hive, in a path

_PLACES = 18  # after the point, of a number to compute with; its text has them all
_TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.decimal128(36, _PLACES),
    "flag": pa.bool_(),
}
Files = dict[str, list[str]]


def write(base: Base, folder: str, by: tuple[str, ...]) -> dict[str, int]:
    """Write all tables to a folder that is there and empty; return the rows of each.

    Tables with parts are divided by the topic, decade or year, in that order.
    """
    counts, files = {}, Files()
    for table in TABLES:
        parts = _Parts(folder, table, by if table.has_parts else ())
        counts[table.name] = parts.write(table.rows(base))
        files[table.name] = parts.paths
    engines.write(folder, by)
    datapackage.write(folder, base, "parquet", files, by)
    return counts


def escaped(value: str) -> str:
    """Return a value as Hive writes it in the name of a folder.

    >>> escaped("50% a/b=c")
    '50%25 a%2Fb%3Dc'
    """
    return "".join(f"%{ord(c):02X}" if c in _ESCAPED else c for c in value)


class _Part:
    """The rows of one part that wait for their row group, and its open file if there is one."""

    def __init__(self, where: str) -> None:
        self.where = where  # its folder below the table's
        self.loose: list[Values] = []
        self.batches: list[pa.RecordBatch] = []
        self.waiting = 0
        self.files = 0
        self.writer: pq.ParquetWriter | None = None


class _Parts:
    """The files of one table."""

    def __init__(self, folder: str, table: ExportTable, by: tuple[str, ...]) -> None:
        self._folder, self._table = folder, table
        in_path = [n for n, column in enumerate(table.columns) if column.name in by]
        self._own = [_own(table.columns, key) for key in by]
        self._keys = by
        self._filled = [
            (pa.field(name, kind), n, text)
            for n, column in enumerate(table.columns)
            if n not in in_path
            for name, kind, text in _fields(column)
        ]
        self._schema = pa.schema(field for field, _, _ in self._filled)
        self._parts: dict[tuple[object, ...], _Part] = {}
        self._open = 0
        self.paths: list[str] = []

    def write(self, rows: Iterator[Values]) -> int:
        """Write the rows, each to its part; return how many there were."""
        count = 0
        try:
            for row in rows:
                self._part(tuple(own(row) for own in self._own)).loose.append(row)
                count += 1
                if count % LOOSE == 0:
                    self._pack()
            self._pack()
            if not count:  # the file of a table without rows is there as well
                self._writer(self._part((None,) * len(self._keys)))
            for part in self._parts.values():
                self._flush(part)
        finally:
            self._close()
        return count

    def _part(self, values: tuple[object, ...]) -> _Part:
        """Return the part of the rows with these values of the keys."""
        if values not in self._parts:
            named = zip(self._keys, values, strict=True)
            folders = (f"/{k}={NOWHERE if v is None else escaped(str(v))}" for k, v in named)
            self._parts[values] = _Part("".join(folders))
        return self._parts[values]

    def _pack(self) -> None:
        """Turn rows to columns; write those of a part that are enough, and the most if too many."""
        for part in self._parts.values():
            if part.loose:
                part.batches.append(self._columns(part.loose))
                part.waiting += len(part.loose)
                part.loose = []
            if part.waiting >= ROWS:
                self._flush(part)
        while sum(part.waiting for part in self._parts.values()) > WAITING:
            self._flush(max(self._parts.values(), key=lambda part: part.waiting))

    def _columns(self, rows: list[Values]) -> pa.RecordBatch:
        arrays = []
        for field, nth, text in self._filled:
            values = (row[nth] for row in rows)
            arrays.append(pa.array([*(map(text, values) if text else values)], field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _flush(self, part: _Part) -> None:
        if part.batches:
            table = pa.Table.from_batches(part.batches)
            self._writer(part).write_table(table, row_group_size=ROWS)
        part.batches, part.waiting = [], 0
        pa.default_memory_pool().release_unused()  # a third of what it would keep

    def _writer(self, part: _Part) -> pq.ParquetWriter:
        """Open the file of a part, and return it; close all first where too many are open."""
        if part.writer is None:
            if self._open >= MOST_OPEN:
                self._close()
            path = f"{self._table.name}{part.where}/part-{part.files}.parquet"
            self.paths.append(path)
            whole = os.path.join(self._folder, *path.split("/"))
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            part.writer = pq.ParquetWriter(whole, self._schema, compression="zstd")
            part.files += 1
            self._open += 1
        return part.writer

    def _close(self) -> None:
        """Close the open files; after one that cannot be, the others are given up."""
        writers = [part.writer for part in self._parts.values() if part.writer is not None]
        try:
            for writer in writers:
                writer.close()
        finally:
            for writer in writers:
                writer.is_open = False  # else it tries again as it is deleted, and prints the error
            for part in self._parts.values():
                part.writer = None
            self._open = 0


def _fields(column: Column) -> list[tuple[str, pa.DataType, Callable[[Any], object] | None]]:
    """Return the name and type of a column; of a number also those of its text, and what makes it.

    The text has the digits that the source gives, down to zeros at the end.
    """
    name, type_ = column.name, _TYPES[column.kind]
    if column.kind != "number":
        return [(name, type_, None)]
    return [(name, type_, _rounded), (f"{name}_exact", pa.string(), exact)]


def _rounded(number: int | Decimal | None) -> int | Decimal | None:
    """Return a number to 18 places after the point; what has more is less than one."""
    if isinstance(number, Decimal) and int(number.as_tuple().exponent) < -_PLACES:
        return round(number, _PLACES)
    return number


def _own(columns: tuple[Column, ...], key: str) -> Callable[[Values], object]:
    """Return the function from a row to its value of a key that tables are divided by."""
    at = {column.name: nth for nth, column in enumerate(columns)}
    if key == "topic":
        return lambda row: row[at[key]]
    first, last, step = at["period_start"], at["period_end"], 10 if key == "decade" else 1

    def year(row: Values) -> int | None:
        day: date | None = row[first] or row[last]
        return day.year // step * step if day else None

    return year
