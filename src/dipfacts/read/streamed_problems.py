"""The problems of a base with large CSV files, found without holding their claims in memory."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from dipfacts.errors import Problem
from dipfacts.model.groups import batches
from dipfacts.read.files import SourceFile, read
from dipfacts.read.loader import LoadedTable
from dipfacts.read.positions import Where
from dipfacts.read.references import AnyRow, Compiler
from dipfacts.read.table_files import csv_file, parts
from dipfacts.text import plain

_AT_ONCE = 40  # parts
_MOST = 10_000  # problems of a file that are told


def problems(files: list[SourceFile]) -> list[Problem]:
    """Return what is wrong with single tables and rows of a base.

    Not looked for are claims that are named but are not there.
    """
    base = _Streaming()
    for file in files:
        base.add(file, read(file))
    results = [*base.problems()]
    for toml, origin in base.tables:
        results += _limited(base.of_rows(toml, origin))
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


class _Streaming(Compiler):
    """A compiler that notes the tables of CSV files, and reads their rows when asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[SourceFile, LoadedTable]] = []

    def _add_table(self, toml: SourceFile, origin: LoadedTable) -> None:
        self.tables.append((toml, origin))
        self._toml[id(origin)] = toml

    def of_rows(self, toml: SourceFile, origin: LoadedTable) -> Iterator[Problem]:
        """Yield the problems of a CSV file."""
        file = csv_file(toml, origin.table)
        every, lines = parts(file, origin), dict[int, int]()
        for several in batches(every, _AT_ONCE):
            some = copy.copy(self)
            some._forget_rows()
            some._ids = defaultdict(dict, {name: {**ids} for name, ids in self._ids.items()})
            for part in several:
                some._problems.add(part.problems)
                for fault in part.faults:
                    some._report(toml, origin, fault)
                some._add_rows(file, part.rows)
                some._invalid += ((file, invalid) for invalid in part.invalid)
                again = ((row, lines.get(hash(row.table.id))) for row in part.rows)
                some._problems.add(_duplicate(file, row, at) for row, at in again if at)
            for row in (row for part in several for row in part.rows):
                lines.setdefault(hash(row.table.id), row.line)
            yield from some.problems()

    def _check_references(
        self, file: SourceFile, row: AnyRow, named: Iterator[tuple[Where, str, str]]
    ) -> None:
        super()._check_references(file, row, (it for it in named if it[1] != "claim"))
