"""The rows of the index for one file after another: by the rules, or quickly.

`one_by_one` finds every problem of a base, and holds all of it in memory. `read_quickly` takes
files, or parts of large CSV files, as they come, in this process or in workers, and gives up where
anything is not certainly right. Held equal by test_update.test_workers_make_what_one_process_makes.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dipfacts.errors import FactBaseError
from dipfacts.index.compiling import blocks
from dipfacts.index.compiling.implicit import Resolver, Used, named_by
from dipfacts.index.compiling.table_rows import TableRows
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.claim_rows import Rows
from dipfacts.index.rows.declared import (
    Declaration,
    Declared,
    check_declared,
    claims,
    declarations,
    first_of_each,
)
from dipfacts.index.rows.schema import GAP, Batch, CountKey
from dipfacts.index.suspects import suspects
from dipfacts.model.file_format.csv_table import declared_table
from dipfacts.model.file_format.tables import Party
from dipfacts.model.groups import batches
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH
from dipfacts.read.files import SourceFile, Stamp, read_stamped, stamp_of
from dipfacts.read.rows.csv_parts import WHOLE, Part, parts_of
from dipfacts.read.rows.table_files import csv_file
from dipfacts.read.rows.tables import layout
from dipfacts.read.toml.loader import LoadedTable, declared_at_a_glance, load_text
from dipfacts.record import Record, as_msgpack

CHUNK = 500  # claims in one message: few wait in memory
_MANY = 8  # tables of one CSV


class Portion(Record, frozen=True):
    """A file with the slot of its rows, or a part of a large CSV file."""

    file: SourceFile
    slot: int
    part: Part = WHOLE
    is_last: bool = True


class Made(Record, frozen=True):
    """Rows of some claims of a portion; with the last of them what else is known of it.

    `declared` is what a file of TOML declares, `parties` the countries that none declares, encoded.
    """

    batch: Batch
    counts: dict[CountKey, int] | None = None
    declared: tuple[Declaration, ...] = ()
    parties: dict[str, bytes] = {}  # noqa: RUF012  # never changed
    stamp: Stamp | None = None
    read_ns: int = 0


class Read(Record, frozen=True):
    """The files of a base (a CSV file after its TOML), what they declare, and their rows."""

    files: list[SourceFile]
    numbered: list[tuple[int, Declaration]]  # the declarations, each with the slot of its file
    used: Used  # the undeclared countries that files name, as far as they are known before the rows
    parties: dict[str, bytes]  # these countries, encoded, by id
    stamps: dict[int, tuple[Stamp | None, int]]  # of CSV files, by slot, before they are read
    portions: Iterable[tuple[Portion, Iterable[Made]]]

    def stamp(self, portion: Portion, last: Made) -> tuple[Stamp | None, int]:
        """Return the stamp of a file that was read, None if it changed meanwhile, and the time."""
        if portion.slot not in self.stamps:
            return last.stamp, last.read_ns
        stamp, read_ns = self.stamps[portion.slot]
        return (stamp if stamp == stamp_of(portion.file)[0] else None), read_ns


def slots_of(files: list[SourceFile]) -> range:
    """Return the slots of the files of a new index."""
    return range(GAP, GAP * (len(files) + 1), GAP)


# ------------------------------------------------------------------------------- by the rules


def one_by_one(files: list[SourceFile]) -> Read:
    """Read files in this process. Raises FactBaseError with every problem."""
    reader = BaseReader()
    stamps: dict[SourceFile, tuple[Stamp | None, int]] = {}
    for file in files:
        data, stamp, read_ns = read_stamped(file)
        stamps[file] = stamp, read_ns
        reader.add(file, data)
    if problems := reader.problems():
        raise FactBaseError(problems)
    made = Rows(Declared(row.table for _, row in reader.rows), itertools.count(1))
    rows: dict[SourceFile, list[LoadedTable]] = {file: [] for file in reader.files}
    parties: dict[str, bytes] = {}
    for file, row in reader.rows:
        if row.name == "party" and row.nth >= IMPLICIT_NTH:
            parties[row.table.id] = as_msgpack(row.table)
        else:
            rows[file].append(row)

    def made_of(file: SourceFile, slot: int, own: list[LoadedTable]) -> Iterator[Made]:
        made.add(claims(own, slot), file.short)
        table = reader.read.get(file)
        hides = bool(table and table.hides)
        suspected = suspects(own, reader.texts[file.label], made.declared, slot, hides)
        made.batch.suspect.extend(suspected)
        stamp, read_ns = (table.stamp, table.read_ns) if table else stamps[file]
        yield Made(made.taken(), made.counts(), (), parties, stamp, read_ns)

    slotted = [*zip(rows.items(), slots_of(reader.files), strict=True)]
    numbered = [(slot, it) for (_, own), slot in slotted for it in declarations(own)]
    portions = ((Portion(file, slot), made_of(file, slot, own)) for (file, own), slot in slotted)
    return Read(reader.files, numbered, _used(numbered, parties), parties, {}, portions)


# ------------------------------------------------------------------------------------ quickly


class PortionReader:
    """A maker of the rows of portions, given what is taken to be declared in all files."""

    def __init__(self, declared: Iterable[Declaration], free: Iterator[int]) -> None:
        known = [row.decoded() for row in declared if row.table != "table"]
        self._rows = Rows(Declared(known), free)
        parties = [table for table in known if isinstance(table, Party)]
        self._resolver = Resolver(self._rows.declared, lambda: parties)
        self._table: TableRows | None = None  # what it learnt from a part serves the next one

    def made(self, portion: Portion) -> Iterator[Made]:
        """Yield the rows of a portion. Raises FastPathError unless all is certainly right."""
        rows, parties = self._rows, self._resolver.made_parties
        if portion.file.spec:
            if self._table is None or self._table.file != portion.file:
                self._table = TableRows(rows, self._resolver, portion.file, portion.slot)
            for _ in self._table.chunks(portion.part):
                yield Made(rows.taken())
            yield Made(rows.taken(), rows.counts(), (), parties)
            if rows.forget():
                self._table = None
            return
        data, stamp, read_ns = read_stamped(portion.file)
        loaded = load_text(data, portion.file.label)
        if loaded.problems:
            raise FastPathError
        resolved = self._resolver.rows(loaded.rows)
        numbered = claims(resolved, portion.slot)
        for some in batches(numbered, CHUNK):
            rows.add(some, portion.file.short)
            yield Made(rows.taken())
        rows.batch.suspect.extend(suspects(resolved, loaded.text, rows.declared, portion.slot))
        declared = tuple(declarations(loaded.rows))
        yield Made(rows.taken(), rows.counts(), declared, parties, stamp, read_ns)
        rows.forget(manners=len(declared) < len(loaded.rows))  # each file has sources of its own


def declared_in(file: SourceFile) -> list[Declaration]:
    """Return the declarations of a file, as read at a glance, which may be wrong."""
    return [*declarations(declared_at_a_glance(read_stamped(file)[0]))]


def made_here(portions: list[Portion], declared: list[Declaration]) -> Iterator[Iterator[Made]]:
    """Yield the rows of portions, made in this process."""
    return map(PortionReader(declared, itertools.count(1)).made, portions)


def read_quickly(
    files: list[SourceFile],
    declared: Iterable[list[Declaration]],
    make: Callable[[list[Portion], list[Declaration]], Iterator[Iterator[Made]]],
) -> Read:
    """Return files as `make` reads them, given what each declares at a glance."""
    whole, expected = [], dict[SourceFile, list[Declaration]]()
    for file, own in zip(files, declared, strict=True):
        expected[file] = own
        tables = (row.decoded() for row in own if row.table == "table")
        whole += [file, *(csv_file(file, table) for table in tables)]
    known = [row.decoded() for own in expected.values() for row in own if row.table == "party"]
    resolver = Resolver(Declared(known), lambda: (it for it in known if isinstance(it, Party)))
    slots = [*zip(whole, slots_of(whole), strict=True)]
    numbered = first_of_each(
        (slot, row) for file, slot in slots for row in resolver.declarations(expected.get(file, []))
    )
    rows = [row for _, row in numbered]
    check_declared(rows, resolver.made_parties)
    stamps = {slot: stamp_of(file) for file, slot in slots if file.spec}
    of_csv = Counter(file.path for file in whole if file.spec)
    portions = [
        portion
        for file, slot in slots
        for portion in portions_of(file, slot, is_shared=of_csv[file.path] > _MANY)
    ]
    made = (
        (portion, _expected(parts, expected.get(portion.file)))
        for portion, parts in zip(portions, make(portions, rows), strict=True)
    )
    used = _used(numbered, resolver.made_parties)
    return Read(whole, numbered, used, resolver.made_parties, stamps, made)


def _used(numbered: list[tuple[int, Declaration]], parties: dict[str, bytes]) -> Used:
    """Return the slots of files, each with an undeclared country whose party it names."""
    return {(slot, it) for slot, row in numbered for it in named_by([row]) if it in parties}


def _expected(made: Iterator[Made], declared: list[Declaration] | None) -> Iterator[Made]:
    """Yield rows. Raises FastPathError where a file declares something else than expected."""
    for part in made:
        if part.counts is not None and declared is not None and [*part.declared] != declared:
            raise FastPathError
        yield part


def portions_of(file: SourceFile, slot: int, is_shared: bool) -> list[Portion]:
    """Return the parts in which a file can be read. Raises FastPathError if it cannot.

    One of many tables is not cut for those that take some of its rows alone.
    """
    if not file.spec:
        return [Portion(file, slot)]
    table = declared_table(file.spec)
    if is_shared and table.where and os.path.exists(file.path):
        return [Portion(file, slot)]
    try:
        parts = parts_of(file.path, layout(table, file.path), blocks.ROWS)
    except (OSError, ValueError, EOFError, LookupError):
        raise FastPathError from None
    return [Portion(file, slot, part, part is parts[-1]) for part in parts]
