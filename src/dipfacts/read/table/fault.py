"""A fault of one table, before its place in a file is known."""

from __future__ import annotations

from typing import NamedTuple

from dipfacts.errors import Problem
from dipfacts.read.table.positions import Where
from dipfacts.remedy import AnyRemedy


class Fault(NamedTuple):
    """A fault of a table, in the value of the key `where`, and its remedy."""

    where: Where
    code: str
    message: str
    remedy: AnyRemedy

    def problem(
        self, file: str, line: int = 0, column: int = 0, severity: str = "error"
    ) -> Problem:
        """Return the fault as a problem at a place in a file."""
        return Problem(file, line, column, self.code, self.message, self.remedy, severity)
