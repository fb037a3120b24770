"""A fact base as a folder of CSV files, one a table."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator

from dipfacts.export import views
from dipfacts.export.tables import TABLES, ExportTable
from dipfacts.export.target import VIEWS, VIEWS_HEAD
from dipfacts.query.base import Base
from dipfacts.render.csv import cell


def write(base: Base, path: str) -> dict[str, int]:
    """Write all tables to a folder that is there and empty; returns the rows of each."""
    counts = {}
    for table in TABLES:
        with open(
            os.path.join(path, f"{table.name}.csv"), "w", encoding="utf-8", newline=""
        ) as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(column.name for column in table.columns)
            counts[table.name] = 0
            for row in table.rows(base):
                writer.writerow(map(cell, row))
                counts[table.name] += 1
    with open(os.path.join(path, VIEWS), "w", encoding="utf-8") as stream:
        stream.writelines(f"{statement};\n" for statement in _views())
    return counts


def _views() -> Iterator[str]:
    yield VIEWS_HEAD
    for table in TABLES:
        yield f"CREATE VIEW {table.name} AS SELECT * FROM {_read(table)}"
    yield from views.statements(decimals=True)


_TYPES = {"text": "VARCHAR", "date": "DATE", "integer": "BIGINT", "number": "DECIMAL(36, 18)"}
_TYPES["flag"] = "BOOLEAN"


def _read(table: ExportTable) -> str:
    types = ", ".join(f"'{column.name}': '{_TYPES[column.kind]}'" for column in table.columns)
    return f"read_csv('{table.name}.csv', header = true, columns = {{{types}}})"
