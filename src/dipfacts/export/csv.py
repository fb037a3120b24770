"""A fact base as a folder of CSV files, one a table."""

from __future__ import annotations

import csv
import os

from dipfacts.export import datapackage, views
from dipfacts.export.declared import SQL_TYPES, ExportTable
from dipfacts.export.tables import TABLES
from dipfacts.query.base import Base
from dipfacts.render.csv import cell


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
    sql = [views.HEAD, *map(_read, TABLES), *views.statements(exact=False)]
    views.save(path, views.FILE, sql)
    datapackage.write(path, base, "csv", {table.name: [f"{table.name}.csv"] for table in TABLES})
    return counts


def _read(table: ExportTable) -> str:
    types = ", ".join(f"'{column.name}': '{SQL_TYPES[column.kind]}'" for column in table.columns)
    made = f"CREATE VIEW {table.name} AS SELECT * FROM "
    return f"{made}read_csv('{table.name}.csv', header = true, columns = {{{types}}})"
