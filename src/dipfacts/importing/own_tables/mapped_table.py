"""A table of one's own with what `--map` says of it: its columns, its rows, and those taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from dipfacts.importing.inputs import Rows, columns_filled
from dipfacts.importing.own_tables.given import Given
from dipfacts.read.table_templates import any_of
from dipfacts.record import Record


class MappedTable(Record, frozen=True, dict=True):
    """A table of one's own with what `--map` says of its claims.

    Of its rows those are taken that have one of the cells which `where` has for each of some
    columns. `wide` are the columns of its numbers, if it is a wide table, and `heads` the others.

    >>> rows = [{"c": "DE", "flow": "X"}, {"c": "FR", "flow": "M"}, {"c": " ", "flow": "X"}]
    >>> table = MappedTable(Given(parties="{c}"), rows, {"flow": ["X"]}, ["c", "flow"])
    >>> table.cells("c"), table.unused
    (['DE'], ['flow'])
    """

    given: Given
    rows: Rows = ()
    where: Mapping[str, Sequence[str]] = {}
    heads: Sequence[str] = ()
    wide: Sequence[str] = ()

    @cached_property
    def taken(self) -> Rows:
        """The rows that are taken."""
        if not self.where:
            return self.rows
        chosen = {column: {*cells} for column, cells in self.where.items()}
        return [
            row
            for row in self.rows
            if all(row.get(it, "").strip() in cells for it, cells in chosen.items())
        ]

    @cached_property
    def unused(self) -> list[str]:
        """The columns that no key names, but for those that only tell rows apart."""
        named = self.given.named_columns
        return [it for it in self.heads if it not in named]

    @property
    def numbers(self) -> Sequence[str]:
        """The columns of its numbers."""
        return self.wide or self.given.columns_of("value")

    def cells(self, column: str) -> Sequence[str]:
        """Return the different cells of a column that are not blank, of the rows that are taken."""
        if column not in self._cells:
            self._cells[column] = filled(column, self.taken)
        return self._cells[column]

    @cached_property
    def _cells(self) -> dict[str, list[str]]:
        return {}

    def all_cells(self, column: str) -> set[str]:
        """Return the different cells of a column, blank ones too, of all rows that have it."""
        return {row[column].strip() for row in self.rows if column in row}

    @property
    def whole(self) -> MappedTable:
        """The same table with all of its rows taken."""
        return self.replaced(where={}) if self.where else self

    def with_measure(self, measure: str) -> MappedTable:
        """Return the same table as one of another measure."""
        return self.replaced(given=self.given.replaced(measure=measure))

    def holding(self, column: str, cells: Sequence[str]) -> MappedTable:
        """Return a table of one column with these cells alone, of which the same is said."""
        return self.replaced(rows=[{column: it} for it in cells], where={}, heads=[column])


def cells_meant(where: Mapping[str, Sequence[str]], rows: Rows) -> dict[str, list[str]]:
    """Return the cells of each condition, and those that mean the same: 2019, and 2019.0."""
    cells = {it: dict.fromkeys(row.get(it, "").strip() for row in rows) for it in where}
    meant = {it: filter(any_of(where[it]), cells[it]) for it in where}
    return {it: [*dict.fromkeys([*where[it], *meant[it]])] for it in where}


def filled(column: str, rows: Rows) -> list[str]:
    """Return the different cells of a column that are not blank."""
    cells = dict.fromkeys(row.get(column, "") for row in rows)
    return [*dict.fromkeys(text for it in cells if (text := it.strip()))]


def columns_unused(table: MappedTable) -> tuple[str, ...]:
    """Return the columns that no key names, not even for the ids, as `columns_filled`."""
    of_ids = table.given.columns_of("key")
    return columns_filled([it for it in table.unused if it not in of_ids], table.rows)
