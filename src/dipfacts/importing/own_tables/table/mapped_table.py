"""A table of one's own with what `--map` says of it: its columns, its rows, and those taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from dipfacts.importing.inputs import Input, Rows, columns_filled
from dipfacts.importing.own_tables.table.given import APART, Given
from dipfacts.importing.wording import map_option
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.read.rows.table_templates import any_of
from dipfacts.record import Record
from dipfacts.text import plain

OF_CELLS = frozenset({"column", "cell"})
"""The conditions on each cell of a wide table, which is a claim, not on its row."""


class Column(Record, frozen=True):
    """A column that a template names, as it is told, and its different cells; or all the heads."""

    label: str
    cells: Sequence[str]
    is_heads: bool = False


class MappedTable(Record, frozen=True, dict=True):
    """A table of one's own with what `--map` says of its claims.

    Of its rows those are taken that have one of the cells which `where` has for each of some
    columns. `wide` are the columns of its numbers, if it is a wide table, and `heads` the others.
    `every` are the rows of its file, those that `skip` leaves out among them, and `missing` the
    cells that its format says to hold no number.

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
    file: Input = Input("")
    every: Rows = ()
    missing: Collection[str] = ()

    @cached_property
    def taken(self) -> Rows:
        """The rows that are taken."""
        return [row for row in self.rows if self.takes(row)] if self.where else self.rows

    def takes(self, row: Mapping[str, str], but: str = "") -> bool:
        """Return whether a row is taken, of a wide table any of its cells; whatever it has in one.

        >>> table = MappedTable(Given(), where={"cell": ["1"], "c": ["DE"]}, wide=["2019", "2020"])
        >>> rows = [{"c": it, "2019": "0", "2020": n} for it, n in (("DE", "1"), ("DE", "0"))]
        >>> [*map(table.takes, rows)], table.takes({**rows[0], "c": "FR"}, but="c")
        ([True, False], True)
        """
        chosen = [(it, cells) for it, cells in self.where.items() if it != but]
        each = [row]
        if self.wide and not OF_CELLS.isdisjoint(self.where):
            wide = [row["column"]] if "column" in row else self.wide
            each = [{**row, "column": it, "cell": row[it]} for it in wide]
        return any(all(one.get(it, "").strip() in cells for it, cells in chosen) for one in each)

    @cached_property
    def unused(self) -> list[str]:
        """The columns that no key names, but for those that only tell rows apart."""
        named = self.given.named_columns
        return [it for it in self.heads if it not in named]

    @property
    def numbers(self) -> Sequence[str]:
        """The columns of its numbers."""
        return self.wide or self.given.columns_of("value")

    @property
    def heads_of_numbers(self) -> Sequence[str]:
        """The heads that may say what their numbers are of, whichever key names them.

        Those of a matrix of parties, which say with whom they are, are none.

        >>> matrix = MappedTable(Given({"from": "{c}"}, to="{column}", value="{cell}"), wide=["DE"])
        >>> matrix.heads_of_numbers, MappedTable(Given(value="{Exports}")).heads_of_numbers
        ([], ['Exports'])
        """
        if head := self.given.column_of("value"):
            is_of_parties = "column" in self.given.columns_of(*PARTY_KEYS)
            return ([] if is_of_parties else self.wide) if head == "cell" else [head]
        return []

    def alone(self, head: str) -> str:
        """Return the words before what to do with one of several heads; nothing for one alone."""
        is_alone = len(self.heads_of_numbers) == 1
        return "" if is_alone else f"take it alone, with {map_option(f'columns={head}')}, and "

    @cached_property
    def periods(self) -> Column:
        """The column that alone is the period, with its cells in the rows that are taken."""
        return self.column(self.given.column_of("period"))

    def column(self, name: str) -> Column:
        """Return the column of a name in a template, with its cells in the rows that are taken.

        >>> wide = MappedTable(Given(period="{column}"), wide=["2019", "2020"])
        >>> wide.periods.label, wide.periods.cells, wide.column("year").label
        ('the headers', ['2019', '2020'], '"year"')
        """
        if self.is_of_heads(name):
            return Column("the headers", [*self.wide], is_heads=True)
        return Column(f'"{plain(name)}"', self.cells(name) if name else [])

    def is_of_heads(self, name: str) -> bool:
        """Return whether a name in a template stands for the heads of a wide table."""
        return name == "column" and bool(self.wide)

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


Notes = Callable[[MappedTable], Iterator[str]]
"""A function that yields the notes of one sort on a table."""


def cells_meant(
    where: Mapping[str, Sequence[str]], rows: Rows, wide: Sequence[str] = ()
) -> dict[str, list[str]]:
    """Return the cells of each condition, and those that mean the same: 2019, and 2019.0.

    >>> cells_meant({"cell": ["1"]}, [{"2019": "1.0", "2020": "0"}], ["2019", "2020"])
    {'cell': ['1', '1.0']}
    """
    of = {it: wide if it == "cell" and wide else [it] for it in where}
    cells = {
        it: dict.fromkeys(row.get(column, "").strip() for row in rows for column in of[it])
        for it in where
    }
    meant = {it: filter(any_of(where[it]), cells[it]) for it in where}
    return {it: [*dict.fromkeys([*where[it], *meant[it]])] for it in where}


def filled(column: str, rows: Rows) -> list[str]:
    """Return the different cells of a column that are not blank."""
    cells = dict.fromkeys(row.get(column, "") for row in rows)
    return [*dict.fromkeys(text for it in cells if (text := it.strip()))]


def columns_unused(table: MappedTable) -> tuple[str, ...]:
    """Return the columns that no key names, not even to tell rows apart, as `columns_filled`."""
    apart = table.given.columns_of(*APART)
    return columns_filled([it for it in table.unused if it not in apart], table.rows)
