"""A fact base as a SQLite file, with its keys for Datasette, sqlite-utils and others."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from dipfacts.export import views
from dipfacts.export.declared import ExportTable, Values, exact
from dipfacts.export.tables import TABLES
from dipfacts.index.cache import OURS_ALONE, connect
from dipfacts.index.failed_writes import number_of
from dipfacts.query.base import Base
from dipfacts.read.foreign.own_output import EXPORTED_DATABASE

_TYPES = {
    "text": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "flag": "INTEGER",
}
_NAMES = {table.name: {column.name for column in table.with_exact} for table in TABLES}


def write(base: Base, path: str) -> dict[str, int]:
    """Write all tables and views to a file that is not there yet; return the rows of each.

    Raise OSError where there is no room, or no right, to write it.
    """
    try:
        with contextlib.closing(connect(path, OURS_ALONE)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            connection.execute(f"PRAGMA application_id={EXPORTED_DATABASE}")
            with connection:
                return _written(connection, base)
    except sqlite3.OperationalError as error:
        raise OSError(number_of(error), str(error)) from None


def holds_tables_alone(path: str) -> bool:
    """Return whether a SQLite file has no table, view or column that an export does not write."""
    named = (
        r"SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
    )
    try:
        with contextlib.closing(connect(path)) as connection:
            tables, seen, triggers = (
                {name for (name,) in connection.execute(named, (kind,))}
                for kind in ("table", "view", "trigger")
            )
            return (
                tables <= {*_NAMES}
                and seen <= {*views.VIEWS}
                and not triggers
                and all(
                    _NAMES[name].issuperset(
                        column[1] for column in connection.execute(f"PRAGMA table_info({name})")
                    )
                    for name in tables
                )
            )
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _written(connection: sqlite3.Connection, base: Base) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        connection.execute(_create(table))
        counts[table.name] = _fill(connection, table, base)
    for table in TABLES:
        for columns in table.indexes:
            name = f"{table.name}_{'_'.join(columns)}"
            connection.execute(f"CREATE INDEX {name} ON {table.name}({_list(columns)})")
    for statement in views.statements(exact=True):
        connection.execute(statement)
    return counts


def _create(table: ExportTable) -> str:
    # SQLite has no decimals: see docs/export.md
    lines = [f'"{column.name}" {_TYPES[column.kind]}' for column in table.with_exact]
    references = [
        f'FOREIGN KEY ("{column.name}") REFERENCES {column.of[0]}("{column.of[1]}")'
        for column in table.columns
        if column.of
    ]
    declared = ",\n  ".join([*lines, f"PRIMARY KEY ({_list(table.key)})", *references])
    return f"CREATE TABLE {table.name} (\n  {declared}\n)"


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _fill(connection: sqlite3.Connection, table: ExportTable, base: Base) -> int:
    sql = f"INSERT INTO {table.name} VALUES ({','.join('?' * len(_NAMES[table.name]))})"
    cursor = connection.executemany(sql, (_values(table, row) for row in table.rows(base)))
    return max(cursor.rowcount, 0)


def _values(table: ExportTable, row: Values) -> list[Any]:
    """Return a row for SQLite, a number twice: to compute with, to its nearest float; exact."""
    values: list[Any] = []
    for column, value in zip(table.columns, row, strict=True):
        if column.kind != "number":
            values.append(value.isoformat() if isinstance(value, date) else value)
        elif value is None:
            values += [None, None]
        else:
            number = Decimal(value)
            is_whole = number == number.to_integral_value()
            values += [int(number) if is_whole else float(number), exact(value)]
    return values
