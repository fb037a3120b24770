"""Compile a fact base from nothing: read every file, write every row."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from dipfacts.errors import FactBaseError
from dipfacts.index import schema, workers
from dipfacts.index.cache import BaseFiles, Progress
from dipfacts.index.declared import (
    DECLARING,
    Declaration,
    FastPathError,
    check_declared,
    check_kinds,
    claims,
    declarations,
    insert_names,
)
from dipfacts.index.errors import record_errors
from dipfacts.index.lines import Key, tally
from dipfacts.index.occurrences import check_same, group_all
from dipfacts.index.rows import Declared, Rows
from dipfacts.index.schema import GAP, IndexedFile
from dipfacts.index.suspects import suspects
from dipfacts.index.workers import Part
from dipfacts.read.files import SourceFile, read_stamped
from dipfacts.read.references import Compiler
from dipfacts.write.work import SAFELY

LARGE = 4_000_000  # bytes of TOML from which on processes of their own pay
MEMORY = ":memory:"
_MOST = 4  # workers that one process can keep up with
_CACHE_KB = 64_000

_Read = tuple[list[list[Declaration]], Iterable[Iterable[Part]]]
"""The declarations of each file, and an iterator over its rows."""


def build(
    path: str, base: BaseFiles, progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Compile files into a new database; return it, and the files as they were read.

    Raises QuestionError for a file that cannot be read, FactBaseError with every problem found.
    """
    if len(base.files) > 1 and is_large(base):
        with contextlib.suppress(FastPathError, OSError):  # what is wrong is reported below
            return _checked(*side_by_side(path, base.files, progress), base)
    return _checked(*_written(path, base.files, one_by_one(base.files), None), base)


def _checked(
    connection: sqlite3.Connection, indexed: list[IndexedFile], base: BaseFiles
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Note the errors of a base in its new index."""
    try:
        slots = (file.slot for file in indexed)
        record_errors(connection, dict(zip(slots, base.files, strict=True)), base.rules)
        return connection, indexed
    except BaseException:
        connection.close()
        raise


def is_large(base: BaseFiles) -> bool:
    """Return whether a base is large; one that can be read only once, as a pipe, never is."""
    return sum(stamp.size for stamp in base.stamps) > LARGE


def create(path: str) -> None:
    """Make an empty file that is this user's alone."""
    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | SAFELY, 0o600))


def database(path: str) -> sqlite3.Connection:
    """Open a database to write an index to; nothing is lost if that fails, so nothing is synced."""
    connection = schema.prepare(sqlite3.connect(path))
    connection.executescript(
        "PRAGMA page_size=16384;"  # a sixth less time to write than with the usual 4096
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
        f"PRAGMA cache_size=-{_CACHE_KB}"
    )
    return connection


def one_by_one(files: list[SourceFile]) -> _Read:
    """Read files in this process, which finds every problem."""
    compiler = Compiler()
    stamps = []
    for file in files:
        data, stamp, read_ns = read_stamped(file)
        compiler.add(file, data)
        stamps.append((stamp, read_ns))
    if problems := compiler.problems():
        raise FactBaseError(problems)
    known = Declared(row.table for _, row in compiler.rows)
    made = Rows(known, itertools.count(1))
    by_file = itertools.groupby(compiler.rows, key=lambda pair: pair[0])
    rows_of = {file: [row for _, row in pairs] for file, pairs in by_file}
    rows = [rows_of.get(file, []) for file in files]

    def parts() -> Iterator[list[Part]]:
        for file, slot, own, stamp in zip(files, _slots(files), rows, stamps, strict=True):
            for n, claim, line in claims(own, slot):
                made.add(n, claim, file.short, line)
            made.batch.suspect.extend(suspects(own, compiler.texts[file.shown], known, slot))
            yield [Part(made.taken(), made.counts(), *stamp)]

    return [[*declarations(own)] for own in rows], parts()


def side_by_side(
    path: str, files: list[SourceFile], progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Compile files by workers, into what `one_by_one` makes of them.

    Raises FastPathError unless all is certainly right. Held equal by
    test_update.test_workers_make_what_one_process_makes.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with workers.Pool(min(_MOST, cores)) as pool:
        declared = pool.declarations(files)
        check_declared(itertools.chain.from_iterable(declared))
        rows = pool.rows(files, _slots(files), declared)
        return _written(path, files, (declared, rows), progress)


def _slots(files: list[SourceFile]) -> range:
    return range(GAP, GAP * (len(files) + 1), GAP)


def _written(
    path: str, files: list[SourceFile], read: _Read, progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Write what was read into a new database."""
    if path != MEMORY:
        create(path)
    connection = database(path)
    try:
        connection.executescript(schema.TABLES)
        indexed = _fill(connection, files, read, progress)
        schema.insert_files(connection, indexed)
        return connection, indexed
    except BaseException:
        connection.close()
        raise


def _fill(
    connection: sqlite3.Connection,
    files: list[SourceFile],
    read: _Read,
    progress: Progress | None,
) -> list[IndexedFile]:
    declared, rows = read
    counts = Counter[Key]()
    indexed = list[IndexedFile]()
    total = 0
    for slot, parts in zip(_slots(files), rows, strict=True):
        count = 0
        for part in parts:
            try:
                schema.insert_batch(connection, part.batch)
            except sqlite3.IntegrityError:  # two claims with one id
                raise FastPathError from None
            count += len(part.batch.claim)
            counts.update(tally(part.batch.moment))
            if part.counts is not None:
                counts.update(part.counts)
                indexed.append(IndexedFile(slot, part.stamp, part.read_ns, count))
        total += count
        if progress:
            progress(len(indexed), len(files), total)
    for statement in schema.INDEXES.strip().split(";\n"):
        connection.execute(statement)
    numbered = [
        (slot, row) for slot, own in zip(_slots(files), declared, strict=True) for row in own
    ]
    for name in DECLARING:
        own = (r.row(slot, counts[name, r.id]) for slot, r in numbered if r.table == name)
        schema.insert_checked(connection, name, own)
    insert_names(connection)
    for name in schema.COUNTING:
        own = ((*key, n) for (table, *key), n in counts.items() if table == name)
        schema.insert_checked(connection, name, own)
    check_kinds(connection)
    check_wholes(connection)
    check_same(connection)
    group_all(connection)
    return indexed


def check_wholes(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where a claim is a part of one that is not there."""
    known = "SELECT 1 FROM claim_row WHERE claim_row.id = part.whole"
    missing = f"SELECT 1 FROM part WHERE NOT EXISTS ({known}) LIMIT 1"
    if connection.execute(missing).fetchone():
        raise FastPathError
