"""A fact base as a folder of Parquet files, the claims in parts if wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from dipfacts.export import views
from dipfacts.export.tables import CLAIMS, TABLES, ExportTable, Values
from dipfacts.query.base import Base

BATCH = 32_768  # rows in memory, in all parts together
MOST_OPEN = 200  # files written to at once; a system allows a process not many more
NOWHERE = "__HIVE_DEFAULT_PARTITION__"  # how Hive, Spark and DuckDB write a null in a path

# The fact base allows 18 digits in all, before or after the point: each of them fits.
_TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.decimal128(36, 18),
    "flag": pa.bool_(),
}


def write(base: Base, folder: str, partition_by: str | None = None) -> dict[str, int]:
    """Write all tables to a folder that is there and empty; return the rows of each."""
    counts = {}
    reads = {table.name: f"read_parquet('{table.name}.parquet')" for table in TABLES}
    if partition_by:
        kind = "VARCHAR" if partition_by == "topic" else "BIGINT"
        types = f"hive_partitioning = true, hive_types = {{'{partition_by}': {kind}}}"
        reads[CLAIMS.name] = f"read_parquet('claims/*/*.parquet', {types})"
    for table in TABLES:
        parted = partition_by if table is CLAIMS else None
        counts[table.name] = _Parts(folder, table, parted).write(table.rows(base))
    views.write(folder, reads)
    return counts


class _Parts:
    """The files of one table: a single one, or one for each topic or year."""

    def __init__(self, folder: str, table: ExportTable, partition_by: str | None) -> None:
        self._folder, self._table, self._by = folder, table, partition_by
        columns = [(n, c) for n, c in enumerate(table.columns) if c.name != partition_by]
        self._columns = [nth for nth, _ in columns]  # of a row; the other one is in its path
        self._schema = pa.schema(pa.field(c.name, _TYPES[c.kind]) for _, c in columns)
        of = "period_start" if partition_by == "year" else partition_by
        self._at = next((n for n, c in enumerate(table.columns) if c.name == of), 0)
        self._waiting: dict[str, list[Values]] = {}
        self._open: dict[str, pq.ParquetWriter] = {}
        self._files: dict[str, int] = {}

    def write(self, rows: Iterator[Values]) -> int:
        """Write the rows, each to its file; return how many there were."""
        count = 0
        try:
            if self._by is None:
                self._waiting[""] = []  # the file of a table without rows is there as well
            for row in rows:
                self._waiting.setdefault(self._part(row), []).append(row)
                count += 1
                if count % BATCH == 0:
                    self._flush()
            self._flush()
        finally:
            for writer in self._open.values():
                writer.close()
        return count

    def _part(self, row: Values) -> str:
        if self._by is None:
            return ""
        value = row[self._at]
        return NOWHERE if not value else str(value.year if self._by == "year" else value)

    def _flush(self) -> None:
        for part, rows in self._waiting.items():
            columns = [
                pa.array([row[nth] for row in rows], field.type)
                for field, nth in zip(self._schema, self._columns, strict=True)
            ]
            self._writer(part).write_table(pa.table(columns, schema=self._schema))
        self._waiting.clear()

    def _writer(self, part: str) -> pq.ParquetWriter:
        """Return the open file of a part; close another first where too many are open."""
        if part not in self._open:
            if len(self._open) >= MOST_OPEN:
                self._open.popitem()[1].close()  # the newest, so that the others stay whole
            self._open[part] = pq.ParquetWriter(self._path(part), self._schema, compression="zstd")
        return self._open[part]

    def _path(self, part: str) -> str:
        name = self._table.name
        if self._by is None:
            return os.path.join(self._folder, f"{name}.parquet")
        folder = os.path.join(self._folder, name, f"{self._by}={part}")
        os.makedirs(folder, exist_ok=True)
        nth = self._files[part] = self._files.get(part, -1) + 1
        return os.path.join(folder, f"part-{nth}.parquet")
