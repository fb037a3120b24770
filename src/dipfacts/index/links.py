"""The links of circles in a new index: numbers while they wait, and to sort."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dipfacts.index.schema import LINK_BITS, Values, insert_rows


class Links:
    """Gives the pairs of parties numbers, and writes what links them to circles, to be sorted."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], int] = {}

    def add(self, connection: sqlite3.Connection, rows: Iterable[Values]) -> None:
        """Insert rows of the view `circle`, each as one number: see schema.WAIT."""
        numbers = self._pairs
        linked = [
            (numbers.setdefault((a, b), len(numbers) + 1) << LINK_BITS | circle,)
            for a, b, circle in rows
        ]
        insert_rows(connection, "linked", linked)

    def finish(self, connection: sqlite3.Connection) -> None:
        """Insert the pairs."""
        pairs = sorted(self._pairs.items())
        insert_rows(connection, "pair", ((a, b, number) for (a, b), number in pairs))
