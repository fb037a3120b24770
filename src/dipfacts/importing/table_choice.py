"""The tables that may take a row of a CSV, by the cell that each of them asks first."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.model.groups import grouped
from dipfacts.read.rows.csv_files import AnyRow, CsvRow
from dipfacts.read.rows.tables import TableReader
from dipfacts.read.table.table_rules import places
from dipfacts.text import bare_cell


class Choice:
    """The tables over one CSV by the value of a column of which each takes some, if there is one.

    A file of very many indicators has a table for each. All others would leave a row out for that
    column.
    """

    def __init__(self, readers: Sequence[TableReader], heads: Sequence[str]) -> None:
        """Take the tables, and the heads of the CSV."""
        firsts = {next(iter(reader.table.where), "") for reader in readers}
        column = firsts.pop() if len(firsts) == 1 else ""
        is_alone = column != "" and column in heads and not places(column)
        self._all = [*range(len(readers))]
        self._column = heads.index(column) if is_alone else -1
        self._by_value = (
            grouped(
                (value, nth)
                for nth, reader in enumerate(readers)
                for value in {*map(bare_cell, reader.table.where[column])}
            )
            if is_alone
            else {}
        )

    def of(self, row: AnyRow) -> list[int]:
        """Return the numbers of the tables that may take a row; the first alone where none does.

        What cannot be read is a problem of all.
        """
        if self._column < 0 or not isinstance(row, CsvRow):
            return self._all
        return self._by_value.get(bare_cell(row.cells[self._column].strip()), self._all[:1])
