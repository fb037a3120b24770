"""The SQL by which engines read a folder of Parquet: a file for each, as each runs a file whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dipfacts.export import views
from dipfacts.export.declared import SQL_TYPES, ColumnKind, ExportTable
from dipfacts.export.tables import TABLES
from dipfacts.record import Record

NOWHERE = "__HIVE_DEFAULT_PARTITION__"  # how Hive and Spark write a null in a path
PLACE = "s3://bucket/lake"  # for Trino, which takes no path relative to anything
SCHEMA = "dipfacts"

Keys = tuple[str, ...]
"""The columns in the path of a table's files, by which it is divided."""

_SPARK = SQL_TYPES | {"text": "STRING"}
_CLICKHOUSE = {
    "text": "Nullable(String)",
    "date": "Nullable(Date32)",
    "integer": "Nullable(Int64)",
    "number": "Nullable(Decimal(36, 18))",
    "flag": "Nullable(Bool)",
}


class Engine(Record, frozen=True):
    """An engine: its file, what stands first in it, how it makes a view, how it reads a table."""

    file: str
    head: tuple[str, ...]
    create: str
    read: Callable[[ExportTable, Keys], list[str]]


def write(folder: str, by: Keys) -> None:
    """Write the SQL for each engine; tables with parts are divided by the keys `by`."""
    for engine in ENGINES:
        sql = [*engine.head]
        for table in TABLES:
            sql += engine.read(table, by if table.has_parts else ())
        views.save(folder, engine.file, sql + views.statements(exact=True, create=engine.create))


def _kind(key: str) -> ColumnKind:
    return "text" if key == "topic" else "integer"


def _columns(
    table: ExportTable, keys: Keys, types: Mapping[str, str], quote: str, in_path: str = ""
) -> str:
    """Return 'name TYPE, …' of all columns, those in the path last, of the type `in_path`."""
    results = {column.name: types[column.kind] for column in table.with_exact}
    for key in keys:
        results.pop(key, None)
        results[key] = in_path or types[_kind(key)]
    return ", ".join(f"{quote}{name}{quote} {kind}" for name, kind in results.items())


def _files(table: ExportTable, keys: Keys) -> str:
    return f"'{table.name}{'/*' * len(keys)}/*.parquet'"


def _duckdb(table: ExportTable, keys: Keys) -> list[str]:
    types = ", ".join(f"'{key}': {SQL_TYPES[_kind(key)]}" for key in keys)
    hive = f"true, hive_types = {{{types}}}" if keys else "false"
    read = f"read_parquet({_files(table, keys)}, hive_partitioning = {hive})"
    return [f"CREATE VIEW {table.name} AS SELECT * FROM {read}"]


def _spark(table: ExportTable, keys: Keys) -> list[str]:
    made = f"CREATE OR REPLACE TEMPORARY VIEW {table.name} ({_columns(table, keys, _SPARK, '`')})"
    return [f"{made}\nUSING parquet OPTIONS (path '{table.name}')"]


def _trino(table: ExportTable, keys: Keys) -> list[str]:
    made = f"CREATE TABLE {table.name} ({_columns(table, keys, SQL_TYPES, chr(34))})"
    made += f"\nWITH (format = 'PARQUET', external_location = '{PLACE}/{table.name}'"
    if not keys:
        return [f"{made})"]
    names = ", ".join(f"'{key}'" for key in keys)
    result = f"CALL system.sync_partition_metadata('{SCHEMA}', '{table.name}', 'FULL')"
    return [f"{made}, partitioned_by = ARRAY[{names}])", result]


def _clickhouse(table: ExportTable, keys: Keys) -> list[str]:
    """Read the keys as texts, as ClickHouse knows neither Hive's null nor its escapes."""
    columns = _columns(table, keys, _CLICKHOUSE, "`", "Nullable(String)")
    read = f"file({_files(table, keys)}, Parquet, '{columns}')"
    if not keys:
        return [f"CREATE VIEW {table.name} AS SELECT * FROM {read}"]
    values = ", ".join(
        f"decodeURLComponent(nullIf({key}, '{NOWHERE}')) AS {key}"
        if key == "topic"
        else f"toInt64OrNull({key}) AS {key}"
        for key in keys
    )
    read = f"SELECT * REPLACE ({values})\nFROM {read}\nSETTINGS use_hive_partitioning = 1"
    return [f"CREATE VIEW {table.name} AS {read}"]


ENGINES = (
    Engine(views.FILE, (views.HEAD,), "CREATE VIEW", _duckdb),
    Engine(
        "views.spark.sql",
        ("-- For Spark: cd into this folder and run spark-sql -i views.spark.sql",),
        "CREATE OR REPLACE TEMPORARY VIEW",
        _spark,
    ),
    Engine(
        "views.trino.sql",
        (
            f"-- For Trino: write your address for {PLACE} and run trino --catalog hive -f FILE",
            f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
            f"USE {SCHEMA}",
        ),
        "CREATE OR REPLACE VIEW",
        _trino,
    ),
    Engine(
        "views.clickhouse.sql",
        ("-- For ClickHouse: cd into this folder; clickhouse local --queries-file FILE -i",),
        "CREATE VIEW",
        _clickhouse,
    ),
)
"""Every engine that an export is written for."""
