"""From the rows of a CSV file to rows of the index: quick, because a table may have millions.

What many rows share is looked up by the cells that decide it. A row of which more is its own, or
that is not certainly right, is read as `read.tables` reads every row where speed does not matter.
Held equal to that by tests/test_quick_tables.py.
"""

from __future__ import annotations

import csv
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.declared import FastPathError
from dipfacts.index.implicit import Resolver
from dipfacts.index.pieces import KEYS
from dipfacts.index.rows import Rows, Shared
from dipfacts.index.suspects import doubtful, is_odd, may_be_odd
from dipfacts.model.csv_table import FILE_TABLES, CsvTable, templates
from dipfacts.model.period import is_period
from dipfacts.model.tables import AnyClaim, Figure
from dipfacts.read.csv_files import Part, are_tags, head_of, is_blank, records_of
from dipfacts.read.doubtful import UNSEEN
from dipfacts.read.files import SourceFile
from dipfacts.read.implicit_countries import is_dated
from dipfacts.read.numbers import NumberError, number
from dipfacts.read.positions import values_of
from dipfacts.read.rules import out_of_range
from dipfacts.read.table_files import Reason, reason, typed
from dipfacts.read.table_rules import places
from dipfacts.read.tables import Cells, LeftOut, TableClaim, TableError, TableReader, layout

_MANY = 50_000  # shapes, or periods, that are remembered
_OF_ROW = ("period", "value", "locator", "note")
"""Keys that may be another in each row of figures that share all else."""

_OWN = KEYS["figure"]["own"]
_NOTE = _OWN.index("note")


class Shape(NamedTuple):
    """What rows share whose cells are the same where it matters.

    Either why they are left out, or what their figures share, and their own values but for those of
    the row; or neither, where they are read one by one.
    """

    left_out: Reason | None = None
    shared: Shared | None = None
    own: tuple[Any, ...] = ()
    unit: str = ""  # where the value may be odd in it


_ALONE = Shape()


class TableRows:
    """Makes the rows of the index for the CSV file of a table; `left_out` counts other rows."""

    def __init__(self, made: Rows, resolver: Resolver, file: SourceFile, slot: int) -> None:
        """Open a file. Raises FastPathError if it does not fit the table."""
        table: CsvTable = msgspec.msgpack.decode(file.spec, type=FILE_TABLES["table"])
        self._table, self._made, self._resolver = table, made, resolver
        self._file, self._slot = file, slot
        try:
            self._layout = layout(table, file.path)
            self._heads = head_of(file.path, self._layout)
            self._reader = reader = TableReader(table, self._heads, file.shown)
        except (TableError, OSError, ValueError, EOFError, zlib.error):
            raise FastPathError from None
        self._fill = {key: reader.fill[key] for key in _OF_ROW if key in reader.fill}
        self._note = self._fill.get("note")
        self._select = self._selecting()
        self._shapes: dict[Any, Shape] = {}
        self._dated = set[Any]()  # cells that mean another party from a day on
        self._periods: dict[str, str] = {"": ""}
        self._alone: list[tuple[int, AnyClaim]] = []
        self.left_out = Counter[Reason]()

    def _selecting(self) -> Callable[[Cells], Any]:
        """Return a function that takes from a row the cells that decide what it shares."""
        given = templates(self._table)
        shared = [key for key in given if key not in _OF_ROW]
        texts = [text for key in shared for _, text in values_of(key, given[key])]
        chosen = [places(it) or [it] for it in (*self._table.where, *self._table.skip)]
        columns = self._reader.columns
        named = {columns[name] for names in (*map(places, texts), *chosen) for name in names}
        return itemgetter(*sorted(named)) if named else lambda cells: ""

    def chunks(self, part: Part, size: int) -> Iterator[None]:
        """Make the rows of a part of the file; yield when there are about `size` of them.

        Raises FastPathError unless all is certainly right.
        """
        try:
            with records_of(self._file.path, self._layout, part) as (text, records):
                yield from self._rows(part, text, records, size)
        except (csv.Error, OSError, ValueError, EOFError, zlib.error):
            raise FastPathError from None
        batch, claim = self._made.batch, self._table.claim
        numbers, claims = [n for n, _ in self._alone], [claim for _, claim in self._alone]
        batch.suspect.extend(doubtful(claim, numbers, claims, self._made.declared, hiding=True))
        counted = self.left_out.items()
        batch.left_out.extend((self._slot, *why, count) for why, count in counted)

    def _rows(self, part: Part, text: str, records: Any, size: int) -> Iterator[None]:
        quick = self._table.claim == "figure" and not UNSEEN.search(text)
        cells_of = self._reader.cells_of if self._reader.wide else None
        width = len(self._reader.wide) or 1
        for nth, (line, number_, cells) in enumerate(self._records(part, records), 1):
            place = (number_ - 1) * width
            alone = not quick or (not text and UNSEEN.search("".join(cells)))
            for n, row in enumerate(cells_of(cells) if cells_of else (cells,)):
                if alone or not self._quickly(self._slot + 1 + place + n, line, number_, n, row):
                    self._slowly(self._slot + 1 + place + n, line, number_, n, row)
            if nth % size == 0:
                yield

    def _records(self, part: Part, records: Any) -> Iterator[tuple[int, int, Cells]]:
        """Yield the records below the head with line and number, each as long as the head."""
        width, number_ = len(self._heads), part.number
        line = part.line + (0 if part.start else self._layout.skip_lines)
        if not part.start:
            next(records, None)
        before = records.line_num
        for cells in records:
            number_ += 1
            if number_ == 1 and are_tags(cells):
                self.left_out["tags", "", ""] += 1
            elif len(cells) == width and cells[0].strip():
                yield line + before + 1, number_, cells
            elif not is_blank(cells):
                if len(cells) != width and (len(cells) != width + 1 or cells[-1].strip()):
                    raise FastPathError
                yield line + before + 1, number_, cells[:width]
            before = records.line_num

    def _quickly(self, n: int, line: int, number_: int, nth: int, cells: Cells) -> bool:
        """Make the rows of a figure, or count why it is none; return False if that is not sure."""
        fill, key = self._fill, self._select(cells)
        period = fill["period"](cells)
        shape = self._shapes.get((key, period) if key in self._dated else key)
        if shape is None:
            shape = self._shape(key, period, line, number_, nth, cells)
        if shape.left_out:
            self.left_out[shape.left_out] += 1
            return True
        if not shape.shared or not self._is_period(period):
            return False
        value = None
        if "value" in fill:
            text = fill["value"](cells)
            if text in self._table.missing:
                self.left_out["missing", "", text] += 1
                return True
            try:
                value = number(text, self._table.decimal, self._table.scale)
            except NumberError:
                return False
            if out_of_range(value) or (shape.unit and is_odd(shape.unit, value)):
                return False
        own = [period, value, None, *shape.own]
        locator = fill["locator"](cells) if "locator" in fill else ""
        own[2] = locator or f"row {number_}"
        if self._note:
            own[_NOTE] = self._note(cells) or None
        suffix = self._reader.suffix(number_, nth, cells)
        if not suffix:
            return False
        self._made.put(n, f"{self._table.id}-{suffix}", shape.shared, line, tuple(own))
        return True

    def _is_period(self, text: str) -> bool:
        if text not in self._periods:
            if not is_period(text):
                return False
            if len(self._periods) > _MANY:
                self._periods.clear()
            self._periods[text] = text
        return bool(text)

    def _shape(
        self, key: Any, period: str, line: int, number_: int, nth: int, cells: Cells
    ) -> Shape:
        """Return what a row shares with others, learnt from this one."""
        found = self._reader.outcome(line, number_, nth, cells)
        if isinstance(found, LeftOut) and found.why != "missing":
            return self._remembered(key, Shape(reason(found)))
        if not isinstance(found, TableClaim):
            return _ALONE
        written, claim = self._claim(found)
        if any(map(is_dated, written.named)):
            self._dated.add(key)
            key = key, period
        assert isinstance(claim, Figure)
        declared = self._made.declared
        sample = msgspec.structs.replace(claim, value=1, absent=None)
        if any(doubtful("figure", [0], [sample], declared, hiding=True)) or claim.part_of:
            return self._remembered(key, _ALONE)
        if claim.absent or claim.parts:
            return self._remembered(key, _ALONE)
        own = tuple(getattr(claim, name) for name in _OWN[3:])
        unit = claim.unit if may_be_odd(claim, declared) else ""
        shared = self._made.shared(claim, self._file.short)
        return self._remembered(key, Shape(None, shared, own, unit))

    def _remembered(self, key: Any, shape: Shape) -> Shape:
        if len(self._shapes) > _MANY:
            self._shapes.clear()
        self._shapes[key] = shape
        return shape

    def _claim(self, found: TableClaim) -> tuple[AnyClaim, AnyClaim]:
        """Return a claim as it is written, and with ids for the names of its parties."""
        valid, problems = typed(self._table, [found], self._file.shown)
        if problems:
            raise FastPathError
        (_, written), *_ = valid
        return written, self._resolver.table(written)

    def _slowly(self, n: int, line: int, number_: int, nth: int, cells: Cells) -> None:
        """Make the rows of a claim, or count why it is none."""
        found = self._reader.outcome(line, number_, nth, cells)
        if isinstance(found, LeftOut):
            self.left_out[reason(found)] += 1
        elif isinstance(found, TableClaim):
            _, claim = self._claim(found)
            self._made.add(n, claim, self._file.short, line)
            self._alone.append((n, claim))
        else:
            raise FastPathError
