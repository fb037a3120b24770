"""Ways to hold what is read of a large base in little memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

import msgspec
from msgspec.structs import force_setattr

from dipfacts.errors import QuestionError
from dipfacts.model.file_format.tables import Claim
from dipfacts.model.groups import grouped
from dipfacts.read import files
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH
from dipfacts.read.base.packed_problems import TablePlace
from dipfacts.read.files import SourceFile
from dipfacts.read.table.positions import AnyPlaces, Where, places_of
from dipfacts.read.toml.encoding import text_of
from dipfacts.read.toml.loader import InvalidTable, LoadedTable

_TEXTS = 2_000_000  # characters of texts that are held
_PLACED = 2_000_000  # characters of texts whose places are remembered, in two bytes for each
_MANY = 1000  # rows of a file, which are worth some time
_SHARED = frozenset(
    "measure source unit period from_ to reporter kind status claimant definition locator place"
    " said_on scope rank_reason".split()
)
"""The keys of which many claims of a file may have the same value; numbers may be equal and differ.
"""


class Texts(Mapping[str, str]):
    """The texts of files by their names in messages, in the order read.

    Of very large bases the later ones are read again when they are wanted.
    """

    def __init__(self) -> None:
        self._known: dict[str, str | SourceFile] = {}
        self._room = _TEXTS

    def add(self, file: SourceFile, text: str) -> None:
        """Add the text of a file, in place of another that it had."""
        is_held = file.path == files.STDIN or len(text) <= self._room
        self._known[file.label] = text if is_held else file
        self._room -= len(text) if is_held else 0

    def __getitem__(self, name: str) -> str:
        """Return the text of a file; nothing where it can no longer be read."""
        result = self._known[name]
        if isinstance(result, str):
            return result
        try:
            return text_of(files.read(result))
        except QuestionError:
            return ""

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._known)


class HeldPlaces:
    """The places in texts, of the last few files that were asked for."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[str, tuple[AnyPlaces, int]] = {}
        self._size = 0  # of all of these texts

    def add(self, name: str, places: AnyPlaces, size: int) -> None:
        """Remember the places in a text of this size, for as long as there is room."""
        self._forget(name)
        self._known[name] = places, size
        self._size += size
        while len(self._known) > 1 and self._size > _PLACED:
            self._forget(next(iter(self._known)))

    def _forget(self, name: str) -> None:
        _, size = self._known.pop(name, (None, 0))
        self._size -= size

    def place(self, file: SourceFile, spot: TablePlace, where: Where) -> tuple[int, int]:
        """Return line and column of the value of a key, or of the row if it has no such key."""
        if spot.is_row:
            from dipfacts.read.rows.table_files import column_of  # lazy: most bases have none

            return spot.line, column_of(file, spot.nth, where)
        if spot.nth >= IMPLICIT_NTH:
            return spot.line, 1
        if file.label not in self._known:
            text = self._texts[file.label]
            self.add(file.label, places_of(text), len(text))
        return self._known[file.label][0].value(spot.name, spot.nth, where)


def share(rows: list[LoadedTable], shared: dict[Any, Any]) -> None:
    """Let the claims of a large file hold once the texts that many of it have.

    And the numbers of their lines and places, which those of other files have, too.
    """
    if len(rows) <= _MANY:
        return
    for type_, tables in grouped((type(row.table), row.table) for row in rows).items():
        for key in _SHARED.intersection(
            type_.__struct_fields__ if issubclass(type_, Claim) else ()
        ):
            values = [*map(attrgetter(key), tables)]
            if len({*values}) <= len(values) / 2:
                _hold_once(tables, key, values, shared)
    for key in ("line", "nth"):
        _hold_once(rows, key, [*map(attrgetter(key), rows)], shared)


def _hold_once(structs: Sequence[Any], key: str, values: list[Any], shared: dict[Any, Any]) -> None:
    """Let structs hold once the equal values that they have under a key, in one loop in C."""
    for _ in map(force_setattr, structs, repeat(key), map(shared.setdefault, values, values)):
        pass


def without_most(
    table: InvalidTable, keys: Collection[str], shared: dict[str | int, Any]
) -> InvalidTable:
    """Return a table that failed validation with these of its keys alone."""

    def once(value: Any) -> Any:
        return shared.setdefault(value, value) if type(value) is str else value

    held = {key: once(table.keys[key]) for key in keys if key in table.keys}
    return msgspec.structs.replace(table, keys=held)
