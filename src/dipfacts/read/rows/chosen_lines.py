"""The lines of a CSV file by their cell in one column, for the many tables that each take some.

A file of very many indicators has a table for each: the file is read once for all of them, and then
each reads its own lines.
"""

from __future__ import annotations

import csv
import io
import time
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from dipfacts.read.files import SourceFile, regular, stamp_of
from dipfacts.read.rows.csv_files import Layout, are_tags, head_of, is_blank
from dipfacts.read.rows.csv_parts import flat_bytes, parts_of
from dipfacts.record import Record
from dipfacts.text import bare_cell

_MOST = 50_000  # different cells that are kept
_ROWS = 512  # that are read at once
_TICK = 2_000_000_000  # nanoseconds that file systems tell apart at the least

FileState = tuple[int, ...]
"""The stamp of a file without its name, in which that of a table stands, and when it was new."""


class ChosenRows(Record, frozen=True):
    """Some lines of a file: their text, where they stand, and the numbers and cells of the rows."""

    text: str
    places: list[int]
    numbers: list[int]
    cells: list[list[str]]


class ChosenLines:
    """The places of the lines of a file, by the cell of each in a column.

    `rows` is how many rows the file has, `has_tags` whether a line of tags stands above them.
    """

    def __init__(self, path: str, layout: Layout) -> None:
        """Take a file without looking at it."""
        self._path, self._layout = path, layout
        self._width = len(head_of(path, layout))
        self._places: dict[str, array[int]] = {}
        self.rows, self.has_tags = 0, False

    def of(self, values: Iterable[str], at_once: int = _ROWS) -> Iterator[ChosenRows]:
        """Yield the lines with one of these cells, so many at once, in the order of the file."""
        some = [self._places.get(it, array("Q")) for it in {*map(bare_cell, values)}]
        each = [zip(it[::3], it[1::3], it[2::3], strict=True) for it in some]
        in_order = iter(
            each[0] if len(each) == 1 else sorted(it for places in each for it in places)
        )
        above = self._layout.skip_lines + 1
        with open(self._path, "rb", opener=regular) as stream:
            while places := [*islice(in_order, at_once)]:
                data = bytearray()
                for _, start, length in places:
                    stream.seek(start)
                    data += stream.read(length)
                text = data.decode(self._layout.encoding)
                cells = [row[: self._width] for row in _records(text, self._layout)]
                numbers = [number for number, *_ in places]
                yield ChosenRows(text, [above + it for it in numbers], numbers, cells)

    def count(self, values: Iterable[str]) -> int:
        """Return the number of lines that have one of these cells."""
        return sum(len(self._places.get(it, ())) for it in {*map(bare_cell, values)}) // 3

    def look_through(self, column: int) -> bool:
        """Note where each line stands; return whether the file can be read in this way.

        Raises ValueError or csv.Error for what is no CSV.
        """
        above = self._layout.skip_lines + 1
        for part in parts_of(self._path, self._layout, _ROWS):
            if not (data := flat_bytes(self._path, self._layout, part)):
                return False
            lines = data.splitlines(keepends=True)
            first = 0 if part.start else above
            start, number = part.start + sum(map(len, lines[:first])), part.number
            text = b"".join(lines[first:]).decode(self._layout.encoding)
            records = _records(text, self._layout)
            for line, cells in zip(lines[first:], records, strict=True):
                number += 1
                if not self._add(cells, column, (number, start, len(line))):
                    return False
                start += len(line)
        return True

    def _add(self, cells: list[str], column: int, place: tuple[int, int, int]) -> bool:
        """Note the place of a line; return whether it is as wide as the head."""
        if is_blank(cells):
            return True
        if place[0] == 1 and are_tags(cells):
            self.has_tags = True
            return True
        if len(cells) != self._width and (len(cells) != self._width + 1 or cells[-1].strip()):
            return False
        self.rows += 1
        self._places.setdefault(bare_cell(cells[column].strip()), array("Q")).extend(place)
        return len(self._places) <= _MOST


def chosen_lines(file: SourceFile, layout: Layout, column: int) -> ChosenLines | None:
    """Return the lines of a CSV file by their cell in a column, the same for all of its tables.

    None where it is not to be cut: it is packed, or wrong, or a record of it has several lines, or
    nearly each line has a cell of its own.
    """
    stamp, _ = stamp_of(file)
    if not stamp:
        return None
    # A file that was just written may be written again and have the same stamp.
    now, changed = time.time_ns(), max(stamp.mtime_ns, stamp.ctime_ns)
    tick = now // _TICK if now - changed < 2 * _TICK else 0
    return _lines_of(file.path, (*stamp[1:], tick), layout, column)


@lru_cache(maxsize=1)
def _lines_of(path: str, _: FileState, layout: Layout, column: int) -> ChosenLines | None:
    try:
        results = ChosenLines(path, layout)
        return results if results.look_through(column) else None
    except (OSError, EOFError, ValueError, LookupError, csv.Error):
        return None


def _records(text: str, layout: Layout) -> Iterator[list[str]]:
    stream = io.StringIO(text, newline="")
    return csv.reader(stream, delimiter=layout.delimiter, strict=True)
