"""The `[[table]]`s of a base: which CSV file each is of, and what it says of all its rows."""

from __future__ import annotations

from dipfacts.model.fact import Fact
from dipfacts.model.file_format.csv_table import CsvTable, declared_table, table_of
from dipfacts.query.base import Base
from dipfacts.read.table.table_rules import is_constant


def csv_tables(base: Base) -> dict[str, tuple[str, bytes]]:
    """Return the CSV file of each `[[table]]` by id, as answers call it, and its declaration."""
    rows = base.index.rows("SELECT short, spec FROM file WHERE spec != x''", ())
    return {declared_table(spec).id: (short, spec) for short, spec in rows}


def is_of_all_rows(base: Base, fact: Fact, key: str) -> bool:
    """Return whether a claim has a key as all rows of its `[[table]]` have it, or none has."""
    table = table_of(base.remembered(_tables_of_file, base, fact.file), fact.id)
    return table is not None and is_constant(getattr(table, key) or "")


def _tables_of_file(base: Base, file: str) -> list[CsvTable]:
    """Return the tables of a CSV file."""
    return [declared_table(spec) for short, spec in csv_tables(base).values() if short == file]
