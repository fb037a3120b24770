"""An index that is asked, and made anew where it turns out to be damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec

from dipfacts.index.schema import DAMAGED, refuse_sound

Made = TypeVar("Made")
Again = Callable[[], "sqlite3.Connection | None"]
"""Compile an index anew; None where that cannot be done."""

# What reading a damaged index may raise, in SQLite or here.
_DAMAGED = (*DAMAGED, msgspec.MsgspecError, KeyError)


class Asked:
    """An open index, and how to compile it anew."""

    def __init__(self, connection: sqlite3.Connection, again: Again | None = None) -> None:
        self._db = connection
        self._again = again

    def close(self) -> None:
        """Close the index; it cannot be asked afterwards."""
        self._again = None
        self._db.close()

    def _execute(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a statement; halves of characters, which a terminal may pass, are replaced."""
        whole = (v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)
        return self._db.execute(sql, [*whole])

    def all(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """Return what `make` makes of each row; a damaged index is replaced and asked again."""
        try:
            return [make(row) for row in self._execute(sql, values)]
        except _DAMAGED as error:
            self._replace(error)
        return [make(row) for row in self._execute(sql, values)]

    def each(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> Iterator[Made]:
        """Yield the same one by one; of a damaged index the rest comes from its replacement."""
        given = 0
        try:
            for row in self._execute(sql, values):
                yield make(row)
                given += 1
            return
        except _DAMAGED as error:
            self._replace(error)
        yield from map(make, islice(self._execute(sql, values), given, None))

    def _replace(self, error: Exception) -> None:
        """Compile an index again that an error shows to be damaged, but once; else raise it."""
        refuse_sound(error)
        compile_again, self._again = self._again, None
        replacement = compile_again() if compile_again else None
        if replacement is None:
            raise error
        self._db.close()
        self._db = replacement
