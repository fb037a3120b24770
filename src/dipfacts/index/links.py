"""The links of circles in a new index, put in order when all of them are there."""

from __future__ import annotations

import itertools
import sqlite3
from array import array
from collections.abc import Iterable, Iterator

from dipfacts.index.schema import Values, insert_rows

_BITS = 32  # of the number of a circle
_AT_ONCE = 5_000  # rows


class Links:
    """Pairs of parties, and the circles that each is linked to.

    SQLite would take twice the time to number the pairs and to sort the links, and more memory.
    """

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], int] = {}
        self._linked = array("Q")  # the number of a pair and of a circle in one

    def add(self, rows: Iterable[Values]) -> None:
        """Add rows of the view `circle`."""
        numbers = self._pairs
        self._linked.extend(
            numbers.setdefault((a, b), len(numbers) + 1) << _BITS | circle for a, b, circle in rows
        )

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all to a new index."""
        pairs = sorted(self._pairs.items())
        self._pairs.clear()
        _write(connection, "pair", ((a, b, number) for (a, b), number in pairs))
        _write(connection, "linked", (divmod(it, 1 << _BITS) for it in sorted(self._linked)))
        del self._linked[:]


def _write(connection: sqlite3.Connection, table: str, rows: Iterator[Values]) -> None:
    """Insert rows, of which few wait in memory."""
    while some := [*itertools.islice(rows, _AT_ONCE)]:
        insert_rows(connection, table, some)
