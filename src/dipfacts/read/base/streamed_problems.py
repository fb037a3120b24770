"""The problems of a base with large CSV files, found without holding their claims in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dipfacts.errors import Problem
from dipfacts.model.groups import batches
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.references import Located
from dipfacts.read.files import SourceFile, read
from dipfacts.read.rows.table_files import csv_file, parts
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.text import plain

_AT_ONCE = 40  # parts
_MOST = 10_000  # problems of a file that are told


def problems(files: list[SourceFile]) -> list[Problem]:
    """Return the problems of single tables and rows of a base.

    Not looked for are claims that are named but are not there.
    """
    base = BaseReader(read_tables=False)
    for file in files:
        base.add(file, read(file))
    results = [*base.problems()]
    for table in base.tables:
        results += _limited(_of_rows(base, table))
    return sorted(results, key=lambda problem: (problem.file, problem.line))


def _limited(every: Iterator[Problem]) -> list[Problem]:
    """Return the problems of a file; of very many the first, and how many others there are."""
    first_problems = [*islice(every, _MOST)]
    if more := sum(1 for _ in every):
        last = first_problems[-1]
        message = f"{more:,} more problems below this line"
        first_problems.append(last.replaced(message=message, remedy="correct those above first"))
    return first_problems


def _duplicate(file: SourceFile, row: LoadedTable, line: int) -> Problem:
    """Return the problem that a row has the id of a line above."""
    hint = f"used at {file.label}:{line}; add a column to the key of the table"
    message = f'duplicate id "{plain(row.table.id)}"'
    return Problem(file.label, row.line, 1, "duplicate-id", message, hint)


def _of_rows(base: BaseReader, table: Located) -> Iterator[Problem]:
    """Yield the problems in the CSV file of a table."""
    file = csv_file(table[0], table[1].table)
    every, lines = parts(file, table[1]), dict[int, int]()
    for several in batches(every, _AT_ONCE):
        reader = base.with_same_declarations()
        for part in several:
            reader.add_part(file, table, part)
            again = ((row, lines.get(hash(row.table.id))) for row in part.rows)
            reader.add_problems(_duplicate(file, row, at) for row, at in again if at)
        for row in (row for part in several for row in part.rows):
            lines.setdefault(hash(row.table.id), row.line)
        yield from reader.problems()
