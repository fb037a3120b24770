"""From the rows of a CSV file to rows of the index: quick, because a table may have millions.

What many rows share is looked up by the cells that decide it. A row of which more is its own, or
that is not certainly right, is read as `read.tables` reads every row where speed does not matter.
Held equal to that by tests/test_quick_tables.py.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.declared import FastPathError
from dipfacts.index.implicit import Resolver
from dipfacts.index.pieces import KEYS
from dipfacts.index.rows import Manner, Rows, Subject
from dipfacts.index.suspects import doubtful, is_odd, may_be_odd
from dipfacts.model.csv_table import FILE_TABLES, CsvTable, templates
from dipfacts.model.period import is_period
from dipfacts.model.tables import PARTY_PATTERN, AnyClaim, Figure, Number
from dipfacts.read.csv_files import Part, are_tags, head_of, is_blank, records_of
from dipfacts.read.doubtful import UNSEEN
from dipfacts.read.files import SourceFile
from dipfacts.read.implicit_countries import is_dated
from dipfacts.read.numbers import NumberError, number
from dipfacts.read.positions import values_of
from dipfacts.read.rules import LARGEST, out_of_range
from dipfacts.read.table_files import Reason, reason, typed
from dipfacts.read.table_rules import places
from dipfacts.read.tables import Cells, LeftOut, TableClaim, TableError, TableReader, layout

_MANY = 50_000  # shapes, or periods, that are remembered
_OWN = KEYS["figure"]["own"]
_OF_ROW = ("period", "value", "locator", "note")
"""Keys that may be another in each row of figures that share all else; they come first in _OWN."""

_PARTY = re.compile(PARTY_PATTERN[1:-1])
_TEXTS = ("locator", "note", "scope")
_WHOM = ("parties", "from", "to", "reporter", "claimant")
_ATTRIBUTE = {"from": "from_"}
_OTHER = {*_OF_ROW, *_WHOM, "scope", "id", "absent"}


class Record(NamedTuple):
    """The cells that a claim is made of, with the place of their row, and of their column in it."""

    line: int
    number: int
    cells: Cells
    nth: int


class Shape(NamedTuple):
    """What rows share whose cells are the same where it matters.

    Either why they are left out, or their subject, one of their figures with the number of its
    sample, and their own values but for those of the row; or neither: they are read one by one.
    """

    left_out: Reason | None = None
    subject: Subject | None = None
    figure: Figure | None = None
    sample: int = 0
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
        except (TableError, OSError, ValueError, EOFError, LookupError, zlib.error):
            raise FastPathError from None
        self._fill = {key: it for key, it in reader.fill.items() if key in (*_OF_ROW, "scope")}
        self._select = self._selecting()
        self._shapes: dict[Any, Shape | None] = {}
        self._samples: dict[tuple[str, ...], tuple[int, Figure | None]] = {}
        self._manners: dict[tuple[int, str], Manner] = {}  # by sample and scope
        self._dated = set[Any]()  # cells that mean another party from a day on
        self._width = len(reader.wide) or 1
        self._alone: list[tuple[int, AnyClaim]] = []
        self.left_out = Counter[Reason]()

    def _selecting(self) -> Callable[[Cells], Any]:
        """Return a function that takes from a row the cells that decide what it shares."""
        given = templates(self._table)
        shared = [key for key in given if key not in (*_OF_ROW, "scope")]
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
        """Make rows, many at once: what is done to a column at a time takes half the time."""
        quick = self._table.claim == "figure" and not UNSEEN.search(text)
        wide = self._reader.wide
        found = self._records(part, records)
        while batch := [*islice(found, size)]:
            rows = batch
            if wide:
                rows = [
                    Record(it.line, it.number, cells, nth)
                    for it in batch
                    for nth, cells in enumerate(self._reader.cells_of(it.cells))
                ]
            # The text of a file that is not cut is not at hand.
            if quick and (text or not any(UNSEEN.search("".join(it.cells)) for it in batch)):
                self._quickly(rows)
            else:
                self._slowly(rows)
            yield

    def _records(self, part: Part, records: Any) -> Iterator[Record]:
        """Yield the records below the head, each as long as the head."""
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
                yield Record(line + before + 1, number_, cells, 0)
            elif not is_blank(cells):
                if len(cells) != width and (len(cells) != width + 1 or cells[-1].strip()):
                    raise FastPathError
                yield Record(line + before + 1, number_, cells[:width], 0)
            before = records.line_num

    def _quickly(self, rows: list[Record]) -> None:
        """Make the rows of figures, and count why others are none; what is not sure goes slowly."""
        fill, reader, missing = self._fill, self._reader, self._table.missing
        cells = [row.cells for row in rows]
        periods = [*map(fill["period"], cells)]
        dated = {text for text in {*periods} if is_period(text)}
        keys = [*map(self._select, cells)]
        shapes = [*map(self._shapes.get, keys)]
        if None in shapes:  # they are new, or depend on the period, too
            shapes = [*map(self._shape, rows, keys, periods)]
        values = map(fill["value"], cells) if "value" in fill else repeat("")
        texts = (map(fill[key], cells) if key in fill else repeat("") for key in _TEXTS)
        for row, shape, period, value, locator, note, scope in zip(
            rows, shapes, periods, values, *texts, strict=False
        ):
            if shape.left_out:
                self.left_out[shape.left_out] += 1
                continue
            if shape.subject is None or period not in dated:
                self._slowly([row])
                continue
            if value in missing:
                self.left_out["missing", "", value] += 1
                continue
            number_ = self._number(value, shape.unit)
            suffix = reader.suffix(row.number, row.nth, row.cells)
            if number_ is None or not suffix:
                self._slowly([row])
                continue
            manner = self._manners.get((shape.sample, scope)) or self._manner(shape, scope)
            own = period, number_, locator or f"row {row.number}", note or None
            id_, shared = f"{self._table.id}-{suffix}", (shape.subject, manner)
            self._made.put(self._place(row), id_, shared, row.line, own + shape.own)

    def _manner(self, shape: Shape, scope: str) -> Manner:
        """Return how figures are put that have this scope."""
        assert shape.figure is not None
        figure = msgspec.structs.replace(shape.figure, scope=scope or None)
        _, manner = self._made.shared(figure, self._file.short)
        self._manners[shape.sample, scope] = manner
        return manner

    def _number(self, text: str, unit: str) -> Number | None:
        """Return a number that is certainly right; `unit` is that in which it may be odd."""
        try:
            value = number(text, self._table.decimal, self._table.scale)
        except NumberError:
            return None
        if type(value) is not int or not -LARGEST < value < LARGEST:
            return None if out_of_range(value) or (unit and is_odd(unit, value)) else value
        return None if unit and is_odd(unit, value) else value

    def _place(self, row: Record) -> int:
        """Return the number of a claim in the index."""
        return self._slot + 1 + (row.number - 1) * self._width + row.nth

    def _shape(self, row: Record, key: Any, period: str) -> Shape:
        """Return what a row shares with others."""
        if key in self._dated:
            key = key, period
        return self._shapes.get(key) or self._new_shape(row, key, period)

    def _new_shape(self, row: Record, key: Any, period: str) -> Shape:
        """Return what a row shares with others, learnt from this one."""
        found = self._reader.outcome(*row)
        if isinstance(found, LeftOut) and found.why != "missing":
            return self._remembered(key, Shape(reason(found)))
        if not isinstance(found, TableClaim):
            return _ALONE
        keys = found.keys
        alike = tuple(str(keys[name]) for name in keys if name not in _OTHER)
        if alike not in self._samples:
            self._samples[alike] = len(self._samples), self._sample(found)
        nth, sample = self._samples[alike]
        if sample is None:
            return self._remembered(key, _ALONE)
        own = {_ATTRIBUTE.get(name, name): keys.get(name) for name in (*_WHOM, "scope")}
        own |= {name: tuple(it) for name, it in own.items() if isinstance(it, list)}
        own["parties"] = own["parties"] or ()
        written = msgspec.structs.replace(sample, **own, period=period)
        if not all(map(_PARTY.fullmatch, written.named)):
            raise FastPathError
        claim = self._resolver.table(written)
        if len({*claim.everyone}) < len(claim.everyone):
            raise FastPathError
        if any(map(is_dated, written.named)):
            self._dated.add(key)
            key = key, period
        rest = tuple(getattr(claim, name) for name in _OWN[len(_OF_ROW) :])
        unit = claim.unit if may_be_odd(claim, self._made.declared) else ""
        subject, manner = self._made.shared(claim, self._file.short)
        self._manners[nth, claim.scope or ""] = manner
        return self._remembered(key, Shape(None, subject, claim, nth, rest, unit))

    def _sample(self, found: TableClaim) -> Figure | None:
        """Return a figure, if others like it but in value, period and parties are right, too."""
        (written,) = self._typed([found])
        claim = self._resolver.table(msgspec.structs.replace(written, value=1, absent=None))
        unsure = doubtful("figure", [0], [claim], self._made.declared, hiding=True)
        if any(unsure) or claim.part_of or claim.parts or getattr(written, "absent", None):
            return None
        return written  # type: ignore[return-value]  # a figure

    def _remembered(self, key: Any, shape: Shape) -> Shape:
        if len(self._shapes) > _MANY:
            self._shapes.clear()
        self._shapes[key] = shape
        return shape

    def _typed(self, found: list[TableClaim]) -> list[AnyClaim]:
        """Return the claims of rows. Raises FastPathError where something is wrong with one."""
        valid, problems = typed(self._table, found, self._file.shown)
        if problems:
            raise FastPathError
        return [claim for _, claim in valid]

    def _slowly(self, rows: list[Record]) -> None:
        """Make the rows of claims, and count why others are none."""
        found = [(row, self._reader.outcome(*row)) for row in rows]
        claims = [(row, it) for row, it in found if isinstance(it, TableClaim)]
        left_out = [it for _, it in found if isinstance(it, LeftOut)]
        if len(claims) + len(left_out) < len(found):
            raise FastPathError
        self.left_out.update(map(reason, left_out))
        written = self._typed([it for _, it in claims])
        for (row, _), claim in zip(claims, map(self._resolver.table, written), strict=True):
            self._made.add(self._place(row), claim, self._file.short, row.line)
            self._alone.append((self._place(row), claim))
