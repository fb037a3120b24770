"""Very many problems in little memory: there may be several in each claim of a large base."""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, Self, TypeVar

from dipfacts.errors import Problem
from dipfacts.read.files import SourceFile
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where
from dipfacts.read.toml.loader import InvalidTable, LoadedTable

F = TypeVar("F")
V = TypeVar("V")

_MOST = 2000  # values that are held as they are


class _Packed(Generic[F, V]):
    """Values by file, those of each in the order added; of very many most are held as bytes."""

    def __init__(self) -> None:
        self._packed = defaultdict[F, list[bytes]](list)
        self._waiting = defaultdict[F, list[V]](list)
        self._room = _MOST

    def add(self, file: F, value: V) -> None:
        """Add a value of a file."""
        self._waiting[file].append(value)
        self._room -= 1
        if not self._room:
            for of, values in self._waiting.items():
                self._packed[of].append(zlib.compress(pickle.dumps(values, protocol=5), 1))
            self._waiting.clear()
            self._room = _MOST

    def files(self) -> list[F]:
        """Return the files that have values."""
        return [*dict.fromkeys([*self._packed, *self._waiting])]

    def values(self, file: F) -> Iterator[V]:
        """Yield the values of a file."""
        for packed in self._packed.get(file, ()):
            yield from pickle.loads(zlib.decompress(packed))
        yield from self._waiting.get(file, ())

    def drop(self, file: F) -> None:
        """Hold the values of a file no longer."""
        self._packed.pop(file, None)
        self._room += len(self._waiting.pop(file, ()))


class Problems(Sequence[Problem]):
    """Problems, file by file: the files and the problems of each in the order added, or sorted."""

    def __init__(self) -> None:
        self._packed = _Packed[str, Problem]()
        self._size = 0

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems, those of each file to the end of its own."""
        for problem in problems:
            self._packed.add(problem.file, problem)
            self._size += 1

    def sort(self, order: Callable[[str], Any], key: Callable[[Problem], Any]) -> None:
        """Sort the files, by their names in messages, and the problems of each."""
        unsorted, self._packed = self._packed, _Packed()
        for file in sorted(unsorted.files(), key=order):
            some = sorted(unsorted.values(file), key=key)
            unsorted.drop(file)
            for problem in some:
                self._packed.add(file, problem)

    def __iter__(self) -> Iterator[Problem]:
        """Iterate over the problems."""
        for file in self._packed.files():
            yield from self._packed.values(file)

    def __len__(self) -> int:
        """Return the number of problems."""
        return self._size

    def __getitem__(self, at: Any) -> Any:
        """Return a problem by its place, or several."""
        return [*self][at]

    def __eq__(self, other: object) -> bool:
        """Return whether a list holds the same problems."""
        return [*self] == other


class TablePlace(NamedTuple):
    """The place of a table, or of a row of a CSV file, as far as places in its file depend on it.

    `nth` counts (from 0) the tables of that name, or the rows of the file.
    """

    name: str
    line: int
    nth: int
    is_row: bool

    @classmethod
    def of(cls, row: LoadedTable | InvalidTable) -> Self:
        """Return the spot of a table or row."""
        return cls(row.name, row.line, row.nth, row.origin is not None)


PlaceOf = Callable[[SourceFile, TablePlace, Where], tuple[int, int]]
"""A function that returns the line and the character of a key of a table in a file."""


class Reports:
    """Faults whose places are yet to be found: file by file, as the places in one are many."""

    def __init__(self) -> None:
        self._packed = _Packed[SourceFile, tuple[TablePlace, Fault, str, tuple[str, ...]]]()

    def add(
        self,
        file: SourceFile,
        row: LoadedTable | InvalidTable,
        fault: Fault,
        severity: str,
        subject: tuple[str, ...] = (),
    ) -> None:
        """Add a fault of a table or row, and what it is about."""
        self._packed.add(file, (TablePlace.of(row), fault, severity, subject))

    def placed(self, files: Iterable[SourceFile], place: PlaceOf) -> Iterator[Problem]:
        """Yield the faults with their places, which are not held then, in this order of files."""
        order = {file: nth for nth, file in enumerate(files)}
        for file in sorted(self._packed.files(), key=lambda file: order.get(file, 0)):
            for spot, fault, severity, subject in self._packed.values(file):
                problem = fault.problem(file.label, *place(file, spot, fault.where), severity)
                yield problem.replaced(subject=subject) if subject else problem
            self._packed.drop(file)
