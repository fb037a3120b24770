"""The rows of the index for rows of a CSV file: made quickly, because a table may have millions.

What many rows share is looked up by the cells that decide it, and what is done to a whole column at
a time takes a third of the time. A row of which more is its own, or that is not certainly right, is
read as `read.rows.tables` reads every row where speed does not matter. Held equal to that by
tests/index/test_quick_tables.py.
"""

from __future__ import annotations

import csv
import itertools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from dipfacts.index.compiling.blocks import Block, Blocks
from dipfacts.index.compiling.implicit import Resolver
from dipfacts.index.compiling.table_shapes import Shape, Shapes, converted
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.claim_rows import Rows
from dipfacts.index.rows.shared_pieces import ClaimColumns
from dipfacts.index.suspects import doubtful, is_implausible
from dipfacts.model.file_format.csv_table import declared_table, templates
from dipfacts.model.file_format.tables import LARGEST, AnyClaim, Number
from dipfacts.model.periods.period import is_period
from dipfacts.model.unseen import UNSEEN, hides
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.chosen_lines import ChosenLines, chosen_lines
from dipfacts.read.rows.csv_files import LINE_END, are_tags, head_of, is_blank, with_plain_breaks
from dipfacts.read.rows.csv_parts import WHOLE, Part, flat_bytes, parts_of, records_of
from dipfacts.read.rows.table_templates import Cells, any_of, asked_first
from dipfacts.read.rows.tables import LeftOut, TableClaim, TableError, TableReader, layout
from dipfacts.read.table.number_rules import out_of_range
from dipfacts.read.table.numbers import numbers
from dipfacts.read.table.positions import values_of
from dipfacts.text import bare_cell

_SLOW = ("place", "same_as", "people")  # of relations: in many rows another


class RecordColumns(NamedTuple):
    """Records of a file, as columns: their lines, their numbers among the rows, and their cells.

    Of a wide table, `nths` are the places of their columns.
    """

    lines: Sequence[int]
    numbers: Sequence[int]
    cells: Sequence[Cells]
    nths: Sequence[int]

    def only(self, places: Sequence[int]) -> RecordColumns:
        """Return those at these places."""
        return RecordColumns(*_only(self, places))


class SaidColumns(NamedTuple):
    """Columns of what records say, of which their rows of the index are made.

    The values of relations are their titles. None is what is not sure.
    """

    shapes: Sequence[Shape]
    periods: Sequence[str]
    values: Sequence[Number | str | None]
    ids: Sequence[str]
    locators: Sequence[str]
    notes: Sequence[str]
    scopes: Sequence[str]


class TableRows:
    """A maker of the rows of the index for the CSV file of a table."""

    def __init__(self, made: Rows, resolver: Resolver, file: SourceFile, slot: int) -> None:
        """Open a file. Raises FastPathError if it does not fit the table."""
        table = declared_table(file.spec)
        self._table = table
        self._made = made
        self._resolver = resolver
        self.file = file
        self._slot = slot
        try:
            self._layout = layout(table, file.path)
            self._heads = head_of(file.path, self._layout)
            self._reader = TableReader(table, self._heads, file.label)
        except (TableError, OSError, ValueError, EOFError, LookupError, zlib.error):
            raise FastPathError from None
        self._shapes = Shapes(self._reader, made, resolver)
        self._width = len(self._reader.wide) or 1
        self._alone: list[tuple[int, AnyClaim]] = []
        given, claim = templates(table), table.claim
        self._is_quick = claim == "figure" or (
            claim == "relation" and given.keys().isdisjoint(_SLOW)
        )
        how = repr((self._layout, self._heads, file.spec)).encode()  # heads may be no UTF-8
        self._blocks = Blocks(slot, self._layout.skip_lines + 1, self._width, how)
        # Whether a part may be wrong depends on its whole, which may be in another block.
        self._is_cut = "part_of" not in given
        self._column, self._chosen = asked_first(table.where, self._heads)
        self._is_one = any_of(self._chosen)
        texts = [text for key, value in given.items() for _, text in values_of(key, value)]
        self._hides = hides("".join(texts))  # whether a text may be invisible

    def blocks(self) -> list[Block]:
        """Return the blocks of the file as it is; none where it cannot be cut.

        Raises FastPathError if it cannot be read.
        """
        results = list[Block]()
        try:
            for part in parts_of(self.file.path, self._layout, self._blocks.rows):
                data = flat_bytes(self.file.path, self._layout, part)
                results += self._blocks.cut(data, part)
        except OSError:
            raise FastPathError from None
        return results

    def chunks(self, part: Part) -> Iterator[None]:
        """Make the rows of a part of the file; yield when those of a block are there.

        Raises FastPathError unless all is certainly right.
        """
        self._alone = []
        data = b""
        try:
            if lines := self._own_lines(part):
                yield from self._rows(self._rows_of_lines(lines))
            else:
                with records_of(self.file.path, self._layout, part) as (data, text, records):
                    # With its line ends a text is not printable.
                    is_clear = bool(text) and not UNSEEN.search(text)
                    batches = self._batches(part, records)
                    yield from self._rows((is_clear, self._wanted(batch)) for batch in batches)
        except (csv.Error, OSError, ValueError, EOFError, zlib.error):
            raise FastPathError from None
        batch, claim = self._made.batch, self._table.claim
        places, claims = [n for n, _ in self._alone], [claim for _, claim in self._alone]
        batch.suspect.extend(doubtful(claim, places, claims, self._made.declared, self._hides))
        if self._is_cut and data:
            batch.block.extend((block.n, block.digest) for block in self._blocks.cut(data, part))

    def _own_lines(self, part: Part) -> ChosenLines | None:
        """Return where the lines stand that the table asks for, if the whole file is read for it.

        That serves the other tables of the file, too.
        """
        if part != WHOLE or self._column < 0:
            return None
        return chosen_lines(self.file, self._layout, self._column)

    def _rows_of_lines(self, lines: ChosenLines) -> Iterator[tuple[bool, RecordColumns]]:
        """Yield the rows that the table asks for, a block at a time, and whether it is clear."""
        for it in lines.of(self._chosen, self._blocks.rows):
            records = RecordColumns(it.places, it.numbers, it.cells, [0] * len(it.cells))
            yield not UNSEEN.search(it.text), records

    def _wanted(self, records: RecordColumns) -> RecordColumns:
        """Return the records that `where` does not leave out for the column that it asks first."""
        if self._column < 0:
            return records
        column, is_one = self._column, self._is_one
        places = [nth for nth, row in enumerate(records.cells) if is_one(row[column].strip())]
        return records if len(places) == len(records.cells) else records.only(places)

    def _rows(self, batches: Iterator[tuple[bool, RecordColumns]]) -> Iterator[None]:
        for is_clear, batch in batches:
            if batch.cells:
                cells = self._column_records(batch) if self._reader.wide else batch
                # The text of a file that is not cut is not at hand.
                hidden = not is_clear and hides("".join(map("".join, batch.cells)))
                self._hides = self._hides or hidden
                if self._is_quick and not hidden:
                    self._quickly(cells)
                else:
                    self._slowly(cells)
            yield

    def _batches(self, part: Part, records: Any) -> Iterator[RecordColumns]:
        """Yield the rows below the head, a block at a time."""
        width, number = len(self._heads), part.number
        line = part.line + (0 if part.start else self._layout.skip_lines)
        if not part.start:
            next(records, None)
        before = records.line_num
        while cells := [*islice(records, self._blocks.rows)]:
            first, count = line + before + 1, len(cells)
            is_flat = records.line_num - before == count
            lines = range(first, first + count) if is_flat else _lines(first, cells)
            cells = cells if is_flat else [*map(with_plain_breaks, cells)]
            result = RecordColumns(lines, range(number + 1, number + count + 1), cells, [0] * count)
            if number == 0 or {*map(len, cells)} != {width} or not _all_begin(cells):
                result = result.only([*self._places(result)])
                result = result._replace(cells=[row[:width] for row in result.cells])
            yield result
            number, before = number + count, records.line_num

    def _places(self, records: RecordColumns) -> Iterator[int]:
        """Yield the places of records that are rows. Raises FastPathError for a wrong width."""
        width = len(self._heads)
        for place, (number, row) in enumerate(zip(records.numbers, records.cells, strict=True)):
            if not (number == 1 and are_tags(row)) and not is_blank(row):
                if len(row) != width and (len(row) != width + 1 or row[-1].strip()):
                    raise FastPathError
                yield place

    def _column_records(self, records: RecordColumns) -> RecordColumns:
        """Return the cells of the columns of a wide table as records of their own."""
        of_columns = [
            (line, number, cells, nth)
            for line, number, row, _ in zip(*records, strict=True)
            for nth, cells in enumerate(self._reader.cells_of(row))
        ]
        return RecordColumns(*zip(*of_columns, strict=True))

    def _quickly(self, records: RecordColumns) -> None:
        """Make the rows of claims; what is not sure goes slowly."""
        table, columns = self._table, [*zip(*records.cells, strict=True)]
        periods, values, *texts = (
            self._texts(key, records.cells, columns) for key in self._shapes.of_row
        )
        shapes = self._shapes.of(records.cells, periods)
        read: Sequence[Number | str | None]
        if table.claim == "figure":
            read = self._certain(shapes, numbers(values, table.decimal, table.scale))
        else:
            read = [None if not text or text[-1].isspace() else text for text in values]
        ids = self._reader.ids(records.numbers, records.nths, records.cells, columns)
        said = SaidColumns(shapes, periods, read, ids, *texts)
        claims, unsure = self._sifted(said, values)
        for is_unsure, run in groupby(claims, key=unsure.__contains__):
            places = [*run]
            if is_unsure:
                self._slowly(records.only(places))
            elif len(places) < len(values):
                self._put(records.only(places), SaidColumns(*_only(said, places)))
            else:
                self._put(records, said)

    def _texts(self, key: str, rows: Sequence[Cells], columns: list[Any]) -> Sequence[str]:
        """Return the texts of a key in each of some rows, which are given as columns, too."""
        column, fill = self._reader.plain.get(key), self._reader.fill.get(key)
        if column is not None:
            texts = [*map(str.strip, columns[column])]
            joined = "".join(texts) if key == "period" else ""
            from_sheet = ".0" in joined or "'" in joined or ":00" in joined
            return [*map(bare_cell, texts)] if from_sheet else texts
        return [*map(fill, rows)] if fill else [""] * len(rows)

    def _certain(self, shapes: Sequence[Shape], read: list[Any]) -> Sequence[Number | None]:
        """Return numbers, or None for what may be wrong: too long, or implausible in its unit."""
        have_units = any(shape.unit for shape in {*shapes})
        if not have_units and {*map(type, read)} == {int} and max(map(abs, read)) < LARGEST:
            return read
        return [
            None if it is None or out_of_range(it) or (unit and is_implausible(unit, it)) else it
            for unit, it in zip((shape.unit for shape in shapes), read, strict=True)
        ]

    def _sifted(self, said: SaidColumns, values: Sequence[str]) -> tuple[list[int], set[int]]:
        """Return the places of claims, and those of them that are not sure."""
        is_figure = self._table.claim == "figure"
        claims, unsure = list[int](), set[int]()
        missing = {*self._table.missing} if is_figure else set[str]()
        dated = {text for text in {*said.periods} if is_period(text) or not (text or is_figure)}
        for place, (value, shape, period, number, id_) in enumerate(
            zip(values, *said[:4], strict=True)
        ):
            if shape.is_left_out or (shape.subject and period and value in missing):
                continue
            claims.append(place)
            if not shape.subject or period not in dated or number is None or not id_:
                unsure.add(place)
        return claims, unsure

    def _put(self, records: RecordColumns, said: SaidColumns) -> None:
        """Make the rows of claims that are sure."""
        shapes, periods, read, ids, locators, notes, scopes = said
        given = zip(locators, records.numbers, strict=True)
        locators = [locator or f"row {number}" for locator, number in given]
        manners = self._shapes.manners(shapes, scopes, notes)
        subjects: list[Any] = [shape.subject for shape in shapes]
        places = self._places_of(records)
        shared = self.file.short, places, ids, subjects, manners, records.lines
        own = [*zip([it or None for it in periods], read, locators, strict=True)]
        if any(notes) or any(any(shape.own) for shape in {*shapes}):
            rare = zip(own, notes, shapes, strict=True)
            own = [(*usual, note or None, *shape.own) for usual, note, shape in rare]
        self._made.put(ClaimColumns(*shared, own))

    def _slowly(self, records: RecordColumns) -> None:
        """Make the rows of claims."""
        places = self._places_of(records)
        outcomes = [*map(self._reader.outcome, *records)]
        if not all(isinstance(it, (TableClaim, LeftOut)) for it in outcomes):
            raise FastPathError
        claims = [it for it in outcomes if isinstance(it, TableClaim)]
        numbered = zip(places, outcomes, strict=True)
        places = [n for n, it in numbered if isinstance(it, TableClaim)]
        written = converted(self._reader, claims)
        alone = [*zip(places, map(self._resolver.table, written), strict=True)]
        each = ((n, claim, row.line) for (n, claim), row in zip(alone, claims, strict=True))
        self._made.add(each, self.file.short)
        self._alone += alone

    def _places_of(self, records: RecordColumns) -> list[int]:
        """Return the numbers of claims in the index."""
        first, width = self._slot + 1 - self._width, self._width
        return [
            first + n * width + nth for n, nth in zip(records.numbers, records.nths, strict=True)
        ]


def _all_begin(rows: list[Cells]) -> bool:
    """Return whether the first cell of each row is not blank."""
    return all(map(str.strip, map(itemgetter(0), rows)))


def _lines(first: int, rows: list[Cells]) -> list[int]:
    """Return the lines on which records begin, of which some have line ends in their cells."""
    breaks = (len(LINE_END.findall("\0".join(row))) for row in rows[:-1])
    return [*itertools.accumulate((1 + count for count in breaks), initial=first)]


def _only(columns: Iterable[Sequence[Any]], places: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the values of columns at these places."""
    for column in columns:
        yield [column[place] for place in places]
