"""An index that is asked, and made anew where it turns out to be damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from dipfacts.index.cache import indexed_files
from dipfacts.index.rows.schema import DAMAGED, IndexedFile, refuse_sound
from dipfacts.record import T

if TYPE_CHECKING:
    from dipfacts.query.deadline import Deadline

CompileAgain = Callable[[], "sqlite3.Connection | None"]
"""Compile an index anew; None where that cannot be done."""

_STEPS = 200_000  # of SQLite's machine, some 5 ms, after which it looks at the clock

# What reading a damaged index may raise, in SQLite or here.
_DAMAGED = (*DAMAGED, msgspec.MsgspecError, KeyError)


def _with_whole_characters(value: object) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    from dipfacts.model.unseen import whole_characters  # lazy: most values are of ASCII alone

    return whole_characters(value)


class OpenIndex:
    """An open index, and how to compile it anew."""

    def __init__(self, connection: sqlite3.Connection, again: CompileAgain | None = None) -> None:
        self._db = connection
        self._again = again
        self._until: Deadline | None = None

    def end_by(self, deadline: Deadline) -> None:
        """Raise TimeoutError in place of an answer from a moment on."""
        self._until = deadline
        self._db.set_progress_handler(self._is_late, _STEPS)

    def _is_late(self) -> bool:
        return self._until is not None and self._until.is_over

    @cached_property
    def files(self) -> list[IndexedFile]:
        """Return the files that the index was made of."""
        return indexed_files(self._db)

    def close(self) -> None:
        """Close the index; it cannot be asked afterwards."""
        self._again = None
        self._db.close()

    def _execute(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a statement; halves of characters, which a terminal may pass, are replaced."""
        if self._is_late():
            raise TimeoutError
        return self._db.execute(sql, [*map(_with_whole_characters, values)])

    def all(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], T]
    ) -> list[T]:
        """Return the results of `make` for each row; a damaged index is replaced and asked."""
        try:
            return [make(row) for row in self._execute(sql, values)]
        except _DAMAGED as error:
            self._replace(error)
        return [make(row) for row in self._execute(sql, values)]

    def rows(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return the rows as they are."""
        return self.all(sql, values, tuple)

    def each(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], T]
    ) -> Iterator[T]:
        """Yield the results of `make` for each row; of a damaged index the rest from a new one."""
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
        if self._is_late():
            raise TimeoutError from error
        refuse_sound(error)
        compile_again, self._again = self._again, None
        replacement = compile_again() if compile_again else None
        if replacement is None:
            raise error
        self._db.close()
        self._db = replacement
