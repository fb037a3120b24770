"""Find rows of a table of one's own that have different numbers for one question."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cached_property

from dipfacts.errors import Problem
from dipfacts.importing.inputs import Cells, Input
from dipfacts.importing.plan import first_of
from dipfacts.read.table_rules import places
from dipfacts.read.tables import Outcome, TableClaim, TableReader, WrongRow
from dipfacts.text import plain, short

_BESIDE = ("allow", "id", "inferred", "locator", "note", "value")
"""The keys of a figure that do not say what its number is about, nor who says so and when."""
_CHOOSES = ("inferred", "key", "locator", "note", "where")
"""What is given that may name a column, but does not say what a number is about."""
_UNITS, _TIMES = re.compile("unit|currency"), re.compile("month|^day")
_YEAR = re.compile("[12][0-9]{3}(?![0-9])")  # the head of other numbers begins so
_TOTALS = ("total", "_t", "all", "all products", "all commodities")


class Contradictions:
    """The first claim of each question in a table of one's own, to which others are compared."""

    def __init__(
        self, file: Input, lines: Mapping[int, int], readers: Sequence[TableReader]
    ) -> None:
        """Take a file, its lines by those of the table derived from it, and what reads that."""
        self._file, self._lines, self._readers = file, lines, readers
        self._first: dict[str, TableClaim] = {}

    def uncontradicted(self, outcome: Outcome) -> Outcome:
        """Return an outcome, or the problem that a row before it has another number."""
        if not isinstance(outcome, TableClaim) or "value" not in outcome.keys:
            return outcome
        if self._file.is_fixed:  # its format says which rows are about one question
            return outcome
        about = [(key, it) for key, it in outcome.keys.items() if key not in _BESIDE]
        first = self._first.setdefault(repr(about), outcome)
        if first.keys["value"] == outcome.keys["value"]:
            return outcome
        words = self._in_words(self._line(first), self._line(outcome))
        return WrongRow([Problem(self._file.label, outcome.line, 1, "row", *words)])

    def _line(self, claim: TableClaim) -> int:
        return self._lines.get(claim.line, claim.line)

    def _in_words(self, first: int, line: int) -> tuple[str, str]:
        """Return the message and the remedy for two lines of the file."""
        message = f"line {first} has another number for the same question"
        one, other = self._cells[first], self._cells[line]
        columns = [head for head in self._unused if one[head] != other[head]]
        if not columns:
            return message, "remove one of the two rows"
        cells = first_of([f"{it} ({short(one[it])}, {short(other[it])})" for it in columns])
        column = min(columns, key=lambda it: len(self._unused[it]))
        return f"{message}; the rows differ in {plain(cells)}", self._remedy(column, one[column])

    def _remedy(self, column: str, cell: str) -> str:
        """Return what to say of a column in which rows of one question differ."""
        given, place = self._file.given, f"{{{column}}}"
        if _UNITS.search(column.lower()):
            return f"say in which unit each is, as with --map {_quoted(f'unit={place}')}"
        if _TIMES.search(column.lower()):
            period = f"{given.get('period', '')}-{place}".lstrip("-")
            return f"say when each is, as with --map {_quoted(f'period={period}')}"
        part = f"{given.get('scope', '')} {place}".strip()
        whole = next(filter(self._is_whole, self._unused[column]), cell)
        return (
            f"say of what part each is, as with --map {_quoted(f'scope={part}')}, or take what is "
            f"measured alone, as with --map {_quoted(f'where={place}={whole}')}"
        )

    def _is_whole(self, cell: str) -> bool:
        """Return whether a cell says that a row is about all of what is measured."""
        return cell.lower() in (*_TOTALS, self._file.given.get("measure"))

    @cached_property
    def _cells(self) -> dict[int, Cells]:
        return {row.line: cells for row, cells in self._file.rows()}

    @cached_property
    def _unused(self) -> dict[str, dict[str, None]]:
        """Return the columns that do not say what a number is about, with all that they hold."""
        given = {key: text for key, text in self._file.given.items() if key not in _CHOOSES}
        used = {it for text in given.values() for it in places(text)}
        used.update(*(reader.wide for reader in self._readers))
        return {
            head: dict.fromkeys(cells[head] for cells in self._cells.values())
            for head in self._file.named_heads
            if head not in used and not _YEAR.match(head)
        }


def _quoted(text: str) -> str:
    return shlex.quote(plain(text))
