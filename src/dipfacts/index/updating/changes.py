"""The files of a base that changed since it was compiled, and their tables now."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dipfacts.index.cache import is_racy
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.declared import Declared
from dipfacts.index.rows.schema import Batch, IndexedFile
from dipfacts.index.suspects import suspects
from dipfacts.index.updating.changed_rows import ChangedRows, changed_rows
from dipfacts.model.file_format.tables import Claim
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.rows.table_files import csv_file, load_table, origin_of
from dipfacts.read.toml.loader import LoadedTable, load_text

SHARE = 0.3  # of the bytes of a base, above which to compile everything takes no longer
_ROWS = 3  # times as much counts what is in blocks: where a row changed, most others may have, too


class Loaded(NamedTuple):
    """A file read again: its tables and text, its stamp, the time just before.

    Of a CSV file whether a text in it may be invisible. If it was read `read_quickly`, the rows are
    those alone that are new, and all else is there.
    """

    rows: list[LoadedTable]
    text: str
    stamp: Stamp | None
    read_ns: int
    hides: bool = False
    quickly: ChangedRows | None = None

    @property
    def claims(self) -> int:
        """The number of claims of the file."""
        if self.quickly:
            return self.quickly.claims
        return sum(isinstance(row.table, Claim) for row in self.rows)


class ChangedFiles(NamedTuple):
    """The files of a base in order, the slots of those that it had, and those read again."""

    files: list[SourceFile]
    slots: dict[SourceFile, int]
    loaded: dict[SourceFile, Loaded]

    def add(self, file: SourceFile, old: IndexedFile | None) -> None:
        """Add a file, with the slot that it had."""
        self.files.append(file)
        if old:
            self.slots[file] = old.slot


def changed_files(
    index: sqlite3.Connection,
    indexed: list[IndexedFile],
    tomls: list[SourceFile],
    stamps: list[Stamp],
) -> ChangedFiles:
    """Return the changes since an index was made of the files `indexed`.

    Raises FastPathError where that is too much, or a file cannot be read.
    """
    known = {file.stamp.path: file for file in indexed if file.stamp}
    tables = _tables_of(indexed)
    gone = _gone(indexed, stamps)
    again = [stamp for stamp in stamps if _is_new(known.get(stamp.path), stamp)]
    room = _room(indexed, stamps) - sum(stamp.size for stamp in (*again, *gone))
    if room < 0:
        raise FastPathError
    results = ChangedFiles([], {}, {})
    new = list[SourceFile]()
    for file, stamp in zip(tomls, stamps, strict=True):
        own = tables[stamp.path]
        if _is_new(known.get(stamp.path), stamp):
            loaded = results.loaded[file] = load(file)
            own = [csv_file(file, row.table) for row in loaded.rows if row.name == "table"]
        results.add(file, known.get(stamp.path))
        for table in own:
            if _add_table(table, results, known):
                new.append(table)
    quick = not gone and not results.loaded
    for table in new:
        slot = results.slots.get(table) if quick else None
        loaded = load_rows(table, room) if slot is None else load_new(index, table, slot, room)
        results.loaded[table] = loaded
        room -= _ROWS * loaded.quickly.size if loaded.quickly else files.size_of(table)
    return results


def _room(indexed: list[IndexedFile], stamps: list[Stamp]) -> float:
    """Return the bytes of a base that may be read again; raise FastPathError without an index."""
    if not indexed:
        raise FastPathError
    tables = (it.stamp for it in indexed if it.spec and it.stamp)
    return SHARE * sum(stamp.size for stamp in (*stamps, *tables))


def _gone(indexed: list[IndexedFile], stamps: list[Stamp]) -> list[Stamp]:
    """Return the files of TOML that are there no more."""
    there = {stamp.path for stamp in stamps}
    tomls = (file.stamp for file in indexed if file.stamp and not file.spec)
    return [stamp for stamp in tomls if stamp.path not in there]


def _add_table(table: SourceFile, changed: ChangedFiles, known: dict[str, IndexedFile]) -> bool:
    """Add the CSV file of a table to the files; return whether it is to be read again."""
    now, _ = files.stamp_of(table)
    if now is None:
        raise FastPathError
    old = known.get(now.path)
    changed.add(table, old)
    return _is_new(old, now) or (old is not None and old.spec != table.spec)


def _is_new(old: IndexedFile | None, stamp: Stamp) -> bool:
    return old is None or old.stamp != stamp or is_racy(old)


def _tables_of(indexed: list[IndexedFile]) -> dict[str, list[SourceFile]]:
    """Return the CSV files of each file of TOML, by the path in its stamp."""
    results = defaultdict[str, list[SourceFile]](list)
    toml = ""
    for file in indexed:
        if file.stamp is None:
            raise FastPathError
        if file.spec:
            results[toml].append(files.known_file(file.stamp)._replace(spec=file.spec))
        else:
            toml = file.stamp.path
    return results


def load(file: SourceFile) -> Loaded:
    """Read a file again; raise FastPathError if anything is wrong in it."""
    data, stamp, read_ns = files.read_stamped(file)
    loaded = load_text(data, file.label)
    if loaded.problems:
        raise FastPathError
    return Loaded(loaded.rows, loaded.text, stamp, read_ns)


def load_rows(file: SourceFile, room: float) -> Loaded:
    """Read the CSV file of a table again.

    Raises FastPathError if anything is wrong in it, or it has more bytes than there is room for.
    """
    if files.size_of(file) > room:
        raise FastPathError
    read = load_table(file, origin_of(file))
    if read.problems or read.faults:
        raise FastPathError
    return Loaded(read.rows, "", read.stamp, read.read_ns, read.hides)


def load_new(index: sqlite3.Connection, file: SourceFile, slot: int, room: float) -> Loaded:
    """Read the CSV file of a table again, of whose rows those are kept that are new.

    Raises what `load_rows` raises; only blocks that changed take room.
    """
    stamp, read_ns = files.stamp_of(file)
    try:
        changed = changed_rows(index, file, slot, room / _ROWS)
    except (FastPathError, KeyError):
        return load_rows(file, room)
    if stamp != files.stamp_of(file)[0]:
        raise FastPathError
    return Loaded(changed.new, "", stamp, read_ns, quickly=changed)


def named_in(loaded: Loaded) -> Iterator[str]:
    """Yield the parties that claims and parties of a file name."""
    if loaded.quickly:
        yield from loaded.quickly.parties  # only of these is it asked
        return
    for row in loaded.rows:
        yield from getattr(row.table, "named", ())
        if country := getattr(row.table, "country", None):
            yield country


def put_rest(loaded: Loaded, declared: Declared, slot: int, batch: Batch) -> None:
    """Add to the rows of the claims of a file what else the index has of it."""
    if quick := loaded.quickly:
        batch.suspect.extend(quick.suspects)
        batch.block.extend(quick.blocks)
    else:
        batch.suspect.extend(suspects(loaded.rows, loaded.text, declared, slot, loaded.hides))
