"""Compile a fact base from nothing: read every file, write every row."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable

from dipfacts.errors import FactBaseError
from dipfacts.index import schema, workers
from dipfacts.index.declared import (
    Declaration,
    FastPathError,
    check_declared,
    claims,
    declarations,
    name_rows,
)
from dipfacts.index.listener import Progress
from dipfacts.index.rows import Declared, Rows
from dipfacts.index.schema import GAP, IndexedFile, Values
from dipfacts.read.files import SourceFile, read_stamped
from dipfacts.read.references import Compiler

LARGE = 4_000_000  # bytes of TOML from which on processes of their own pay
_MOST = 4  # workers that one process can keep up with

Database = Callable[[], sqlite3.Connection]
"""Makes an empty database; called again, it makes it anew."""


def build(
    database: Database, files: list[SourceFile], progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Compile files into a new database; return it, and the files as they were read.

    Raises QuestionError for a file that cannot be read, FactBaseError with every problem found.
    """
    if len(files) > 1 and sum(map(_size, files)) > LARGE:
        for closely in (False, True):  # what is wrong, if anything is, is reported below
            with contextlib.suppress(FastPathError, OSError):
                return side_by_side(database, files, closely, progress)
    return _filled(database, lambda connection: one_by_one(connection, files))


def _filled(
    database: Database, fill: Callable[[sqlite3.Connection], list[IndexedFile]]
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Return a new database after `fill` has filled it; close it where that fails."""
    connection = database()
    try:
        connection.executescript(schema.TABLES)
        indexed = fill(connection)
        schema.insert_files(connection, indexed)
        return connection, indexed
    except BaseException:
        connection.close()
        raise


def one_by_one(connection: sqlite3.Connection, files: list[SourceFile]) -> list[IndexedFile]:
    """Compile files in this process, which finds every problem."""
    compiler = Compiler()
    stamps = {}
    for file in files:
        data, stamp, read_ns = read_stamped(file)
        compiler.add(file, data)
        stamps[file] = stamp, read_ns
    problems = compiler.problems()
    if problems:
        raise FactBaseError(problems)
    declared = Declared()
    for _, row in compiler.rows:
        declared.add(row.table)
    made = Rows(declared, itertools.count(1))
    indexed, numbered = list[IndexedFile](), list[tuple[int, Declaration]]()
    by_file = itertools.groupby(compiler.rows, key=lambda pair: pair[0])
    rows_of = {file: [row for _, row in pairs] for file, pairs in by_file}
    for nth, file in enumerate(files, 1):
        n = slot = nth * GAP
        rows = rows_of.get(file, [])
        numbered += [(slot + row.nth, row) for row in declarations(rows)]
        for n, claim, line in claims(rows, slot):
            made.add(n, claim, file.short, line)
        schema.insert_batch(connection, made.taken())
        indexed.append(IndexedFile(slot, *stamps[file], n - slot))
    bodies = (row.body for _, row in numbered if row.table == "party")
    _finish(connection, numbered, Counter(made.counts()), [name_rows(bodies)])
    return indexed


def side_by_side(
    database: Database, files: list[SourceFile], closely: bool, progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Compile files by workers, into what `one_by_one` makes of them.

    What files declare is read at a glance, or closely. Raises FastPathError unless all is certainly
    right. Held equal by test_update.test_workers_make_what_one_process_makes.
    """
    with workers.Pool(min(_MOST, _cores())) as pool:
        declared = pool.declarations(files, closely)
        return _filled(database, lambda c: _receive(c, files, pool, declared, progress))


def _receive(
    connection: sqlite3.Connection,
    files: list[SourceFile],
    pool: workers.Pool,
    declared: list[list[Declaration]],
    progress: Progress | None,
) -> list[IndexedFile]:
    slots = [nth * GAP for nth in range(1, len(files) + 1)]
    numbered = [
        (slot + row.nth, row) for slot, rows in zip(slots, declared, strict=True) for row in rows
    ]
    check_declared(row for _, row in numbered)
    counts: Counter[tuple[str, str, str]] = Counter()
    indexed = list[IndexedFile]()
    total = 0
    for slot, parts in zip(slots, pool.rows(files, slots, declared), strict=True):
        count = 0
        for part in parts:
            try:
                schema.insert_batch(connection, part.batch)
            except sqlite3.IntegrityError:  # two claims with one id
                raise FastPathError from None
            count += len(part.batch.claim)
            if part.counts is not None:
                counts.update(part.counts)
                indexed.append(IndexedFile(slot, part.stamp, part.read_ns, count))
        total += count
        if progress:
            progress(len(indexed), len(files), total)
    names = pool.names([row.body for _, row in numbered if row.table == "party"])
    _finish(connection, numbered, counts, names)
    check_wholes(connection)
    return indexed


def _finish(
    connection: sqlite3.Connection,
    numbered: list[tuple[int, Declaration]],
    counts: Counter[tuple[str, str, str]],
    names: Iterable[list[Values]],
) -> None:
    """Write what depends on every claim; last the names, which workers may still be making."""
    for statement in schema.INDEXES.strip().split(";\n"):
        connection.execute(statement)
    for name in ("source", "party", "topic"):
        rows = ((r.id, n, r.body, counts[name, r.id, ""]) for n, r in numbered if r.table == name)
        schema.insert_checked(connection, name, rows)
    measures = ((r.id, n, r.body) for n, r in numbered if r.table == "measure")
    schema.insert_checked(connection, "measure", measures)
    kinds = ((topic, kind, n) for (of, topic, kind), n in counts.items() if of == "kind")
    schema.insert_checked(connection, "kind", kinds)
    for rows_of_names in names:
        schema.insert_sums(connection, "name", rows_of_names)


def check_wholes(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where a claim is a part of one that is not there."""
    known = "SELECT 1 FROM claim WHERE claim.id = part.whole"
    missing = f"SELECT 1 FROM part WHERE NOT EXISTS ({known}) LIMIT 1"
    if connection.execute(missing).fetchone():
        raise FastPathError


def _size(file: SourceFile) -> int:
    try:
        return os.stat(file.path).st_size
    except (OSError, ValueError):
        return 0


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
