"""Rows of a table of one's own that have different numbers for one question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice

from dipfacts.importing.codes import list_of_column
from dipfacts.importing.inputs import Cells, Input
from dipfacts.importing.own_tables.heads.head_periods import column_alone
from dipfacts.importing.own_tables.parties.flow_ends import by_direction
from dipfacts.importing.own_tables.parties.flows import cell_of_measure, is_of_flows, measure_meant
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.mapped_table import MappedTable, cells_meant
from dipfacts.importing.own_tables.times.year_parts import part_of_year
from dipfacts.importing.own_tables.units_and_parts.part_columns import are_amounts, are_numbers
from dipfacts.importing.own_tables.units_and_parts.partner_columns import (
    reporter_and_partner_remedies,
)
from dipfacts.importing.own_tables.units_and_parts.parts import remedy, used_columns, with_scope
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.file_format.csv_table import templates
from dipfacts.read.rows.tables import Outcome, TableClaim, TableReader, WrongRow, row_problem
from dipfacts.read.table.positions import values_of
from dipfacts.text import plain, short

_BESIDE = frozenset({"allow", "id", "inferred", "locator", "note", "value"})
"""The keys of a figure that do not say what its number is about, nor who says so and when."""
_YEAR = re.compile("[12][0-9]{3}(?![0-9])")  # with which the head of other numbers begins


class Contradictions:
    """The first claim of each question in a table of one's own, to which others are compared."""

    def __init__(
        self, file: Input, lines: Mapping[int, int], readers: Sequence[TableReader]
    ) -> None:
        """Take a file, its lines by those of the table derived from it, and what reads that."""
        self._file, self._lines, self._readers = file, lines, readers
        self._first: dict[str, TableClaim] = {}
        self._remedies: dict[str, str] = {}

    def uncontradicted(self, outcome: Outcome) -> Outcome:
        """Return an outcome, or the problem that a row before it has another number."""
        if not isinstance(outcome, TableClaim) or "value" not in outcome.keys:
            return outcome
        if self._file.is_fixed:  # its format says which rows are about one question
            return outcome
        first = self._first.setdefault(_question(outcome), outcome)
        if first.keys["value"] == outcome.keys["value"]:
            return outcome
        words = self._in_words(self._line(first), self._line(outcome))
        parties = outcome.keys.get("parties", ())
        if first.keys.get("parties", ()) != parties and (ways := by_direction(self._given_keys)):
            message = f"line {self._line(first)} has another number for the same two parties"
            words = message, f"if each is of one direction, write {ways} in place of parties"
        return WrongRow([row_problem(self._file.label, outcome.line, *words)])

    def _line(self, claim: TableClaim) -> int:
        return self._lines.get(claim.line, claim.line)

    def _in_words(self, first: int, line: int) -> tuple[str, str]:
        """Return the message and the remedy for two lines of the file."""
        message = f"line {first} has another number for the same question"
        if first == line:
            return "another cell of this line has another number for the same question", self._cell
        one, other = self._cells[first], self._cells[line]
        columns = [head for head in self._unused if one[head] != other[head]]
        if not columns:
            return message, "remove one of the two rows"
        cells = first_of([f"{it} ({short(one[it])}, {short(other[it])})" for it in columns])
        message = f"{message}; the rows differ in {plain(cells)}"
        candidates = [it for it in columns if it not in self._amounts]
        if not candidates:
            return message, "remove one of the two rows, or write their sum in one"
        column = min(candidates, key=self._order.__getitem__)
        return message, self._remedy(column, one[column])

    @cached_property
    def _amounts(self) -> set[str]:
        """The columns that hold amounts, which do not tell rows apart."""
        return {it for it, cells in self._unused.items() if are_amounts(it, cells)}

    @cached_property
    def _order(self) -> dict[str, tuple[bool, bool, int]]:
        """The columns by how near they come to telling rows apart: words before numbers."""
        return {
            it: (it not in self._no_parts, are_numbers(it, cells), len(cells))
            for it, cells in self._unused.items()
        }

    def _remedy(self, column: str, cell: str) -> str:
        """Return the remedy for a column in which rows differ, worked out once for all of them.

        All that it holds is looked through for that, with the first such cell as the example.
        """
        if column not in self._remedies:
            cells, given = self._unused[column], self._given_keys
            what = self._no_parts.get(column) or remedy(column, cells, cell, given)
            self._remedies[column] = what
        return self._remedies[column]

    @cached_property
    def _cell(self) -> str:
        """Return the remedy for the columns of a wide table of which no key says the head."""
        heads, given = [*self._readers[0].wide], self._given_keys
        if all(map(_YEAR.fullmatch, heads)):
            return f"say when each is, as with {map_option('period={column}')}"
        some = islice(self._cells.values(), 9)
        rows = [{**cells, "column": it} for cells in some for it in heads]
        of_parties = reporter_and_partner_remedies(MappedTable(given, rows), ["column"])
        if list_of_column(heads) and "column" in of_parties:
            return of_parties["column"]
        chosen = cell_of_measure(heads, given.measure) or heads[0]
        alone = f"take one column alone, as with {column_alone(chosen, given)} in place of columns"
        if is_of_flows(heads) or all(part_of_year(it)[0] for it in heads):
            return alone
        return f"say of what part each is, as with {with_scope('column', given)}, or {alone}"

    @cached_property
    def _given_keys(self) -> Given:
        """Return the keys that `--map` gives, and those that a format read by it has found out."""
        given, read = self._file.given, templates(self._readers[0].table)
        texts = {key: ", ".join(it for _, it in values_of(key, read[key])) for key in read}
        return Given({**{it: texts[it] for it in texts.keys() - given}, **given})

    @cached_property
    def _cells(self) -> dict[int, Cells]:
        return {row.line: cells for row, cells in self._file.rows()}

    @cached_property
    def _no_parts(self) -> dict[str, str]:
        """Return the remedies for the columns that say whose each number is, or with whom."""
        rows, where = [*self._cells.values()], self._readers[0].table.where
        chosen = cells_meant({it: where[it] for it in where if it in self._file.heads}, rows)
        table = MappedTable(self._given_keys, rows, chosen, [*self._unused])
        table = table.with_measure(measure_meant(table))
        return reporter_and_partner_remedies(table, table.heads)

    @cached_property
    def _unused(self) -> dict[str, dict[str, None]]:
        """Return the columns that do not say what a number is about, with all that they hold."""
        used = used_columns(self._given_keys)
        used.update(*(reader.wide for reader in self._readers))
        return {
            head: dict.fromkeys(cells[head] for cells in self._cells.values())
            for head in self._file.named_heads
            if head not in used and not _YEAR.match(head)
        }


def _question(claim: TableClaim) -> str:
    """Return the question that a claim answers, with its parties in any order."""
    about = [  # of each row: a list is quicker than what yields
        f"{key}={it}" if isinstance(it, str) else repr((key, sorted(it)))
        for key, it in claim.keys.items()
        if key not in _BESIDE
    ]
    return "\0".join(about)
