"""A fact base as a folder of CSV files, one a table."""

from __future__ import annotations

import csv
import os

from dipfacts.export import views
from dipfacts.export.tables import TABLES, ExportTable
from dipfacts.query.base import Base
from dipfacts.render.csv import cell

_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "integer": "BIGINT",
    "number": "DECIMAL(36, 18)",
    "flag": "BOOLEAN",
}


def write(base: Base, path: str) -> dict[str, int]:
    """Write all tables to a folder that is there and empty; return the rows of each."""
    counts = {}
    for table in TABLES:
        name = os.path.join(path, f"{table.name}.csv")
        with open(name, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(column.name for column in table.columns)
            counts[table.name] = 0
            for row in table.rows(base):
                writer.writerow(map(cell, row))
                counts[table.name] += 1
    views.write(path, {table.name: _read(table) for table in TABLES})
    return counts


def _read(table: ExportTable) -> str:
    types = ", ".join(f"'{column.name}': '{_TYPES[column.kind]}'" for column in table.columns)
    return f"read_csv('{table.name}.csv', header = true, columns = {{{types}}})"
