"""A fact base compiled from nothing: every file read, every row written."""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from dipfacts.errors import FactBaseError
from dipfacts.index import schema, workers
from dipfacts.index.rows import Declared, Rows, Values
from dipfacts.index.schema import GAP
from dipfacts.index.workers import Declaration, UnsoundError, name_rows
from dipfacts.model.tables import TABLES, Claim, Table
from dipfacts.read.files import SourceFile, Stamp, read_stamped
from dipfacts.read.references import Compiler, references

LARGE = 4_000_000  # bytes of TOML from which on processes of their own pay
_MOST = 4  # workers that one process can keep up with

Progress = Callable[[int, int, int], None]
"""Told how many files of how many are compiled, and the claims in them."""


class Read(NamedTuple):
    """A file whose claims are in the index; without a stamp it cannot be known again."""

    slot: int
    stamp: Stamp | None
    read_ns: int
    claims: int


def build(
    database: Callable[[], sqlite3.Connection], files: list[SourceFile], progress: Progress | None
) -> tuple[sqlite3.Connection, list[Read]]:
    """Compile files into a database, which is made again, empty, where an attempt fails.

    Raises FactBaseError with every problem found.
    """
    if len(files) > 1 and sum(map(_size, files)) > LARGE:
        try:
            return _side_by_side(database, files, progress)
        except (UnsoundError, OSError):  # what is wrong, if anything is, is told below
            pass
    return _closing(database, lambda connection: _one_by_one(connection, files))


def _closing(
    database: Callable[[], sqlite3.Connection], fill: Callable[[sqlite3.Connection], list[Read]]
) -> tuple[sqlite3.Connection, list[Read]]:
    """A new database filled, or closed again where that fails."""
    connection = database()
    try:
        connection.executescript(schema.TABLES)
        return connection, fill(connection)
    except BaseException:
        connection.close()
        raise


def _one_by_one(connection: sqlite3.Connection, files: list[SourceFile]) -> list[Read]:
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
    found, stated = list[Read](), list[tuple[int, Declaration]]()
    by_file = itertools.groupby(compiler.rows, key=lambda pair: pair[0])
    rows_of = {file: [row for _, row in pairs] for file, pairs in by_file}
    for nth, file in enumerate(files):
        slot, claims = (nth + 1) * GAP, 0
        rows = rows_of.get(file, [])
        stated += [(slot + row.nth, row) for row in workers.declared_in(rows)]
        for row in rows:
            if isinstance(row.table, Claim):
                claims += 1
                made.add(slot + claims, row.table, file.short, row.line)  # type: ignore[arg-type]  # one of its kinds
        schema.insert_batch(connection, made.taken())
        found.append(Read(slot, *stamps[file], claims))
    bodies = (row.body for _, row in stated if row.table == "party")
    _finish(connection, stated, Counter(made.counts()), [name_rows(bodies)])
    return found


def _side_by_side(
    database: Callable[[], sqlite3.Connection],
    files: list[SourceFile],
    progress: Progress | None,
) -> tuple[sqlite3.Connection, list[Read]]:
    """As `_one_by_one`, by workers; raises UnsoundError for all that is not evidently right."""
    try:
        return _round(database, files, False, progress)
    except UnsoundError:
        return _round(database, files, True, progress)


def _round(
    database: Callable[[], sqlite3.Connection],
    files: list[SourceFile],
    closely: bool,
    progress: Progress | None,
) -> tuple[sqlite3.Connection, list[Read]]:
    with workers.Pool(min(_MOST, _cores())) as pool:
        declared = pool.declarations(files, closely)
        return _closing(database, lambda c: _fill(c, files, pool, declared, progress))


def _fill(
    connection: sqlite3.Connection,
    files: list[SourceFile],
    pool: workers.Pool,
    declared: list[list[Declaration]],
    progress: Progress | None,
) -> list[Read]:
    slots = [nth * GAP for nth in range(1, len(files) + 1)]
    stated = [
        (slot + row.nth, row) for slot, rows in zip(slots, declared, strict=True) for row in rows
    ]
    check_declared(row for _, row in stated)
    counts: Counter[tuple[str, str, str]] = Counter()
    found = list[Read]()
    total = 0
    for slot, parts in zip(slots, pool.rows(files, slots, declared), strict=True):
        claims = 0
        for part in parts:
            try:
                schema.insert_batch(connection, part.batch)
            except sqlite3.IntegrityError:  # two claims with one id
                raise UnsoundError from None
            claims += part.claims
            if part.counts is not None:
                counts.update(part.counts)
                found.append(Read(slot, part.stamp, part.read_ns, claims))
        total += claims
        if progress:
            progress(len(found), len(files), total)
    named = pool.names([row.body for _, row in stated if row.table == "party"])
    _finish(connection, stated, counts, named)
    check_wholes(connection)
    return found


def _finish(
    connection: sqlite3.Connection,
    stated: list[tuple[int, Declaration]],
    counts: Counter[tuple[str, str, str]],
    names: Iterable[list[Values]],
) -> None:
    """What can be written only when every claim is there; last the names, which may come late."""
    for statement in schema.INDEXES.strip().split(";\n"):
        connection.execute(statement)
    for name in ("source", "party", "topic"):
        rows = ((r.id, n, r.body, counts[name, r.id, ""]) for n, r in stated if r.table == name)
        schema.insert_checked(connection, name, rows)
    measures = ((r.id, n, r.body) for n, r in stated if r.table == "measure")
    schema.insert_checked(connection, "measure", measures)
    kinds = ((topic, kind, n) for (what, topic, kind), n in counts.items() if what == "kind")
    schema.insert_checked(connection, "kind", kinds)
    for named in names:
        schema.insert_sums(connection, "name", named)


def check_declared(stated: Iterable[Declaration]) -> None:
    """Raises UnsoundError where what is declared has an id twice, or refers to what is not."""
    seen: set[tuple[str, str]] = set()
    wanted: set[tuple[str, str]] = set()
    for row in stated:
        if (row.table, row.id) in seen:
            raise UnsoundError
        seen.add((row.table, row.id))
        if row.table in ("party", "measure"):
            table = table_of(row)
            wanted.update((space, name) for _, space, name in references(table))
    if not wanted <= seen:
        raise UnsoundError


def check_wholes(connection: sqlite3.Connection) -> None:
    """Raises UnsoundError where a claim is a part of one that is not there."""
    known = "SELECT 1 FROM claim WHERE claim.id = part.whole"
    missing = f"SELECT 1 FROM part WHERE NOT EXISTS ({known}) LIMIT 1"
    if connection.execute(missing).fetchone():
        raise UnsoundError


def table_of(row: Declaration) -> Table:
    """What a row declares."""
    return msgspec.msgpack.decode(row.body, type=TABLES[row.table])


def _size(file: SourceFile) -> int:
    try:
        return os.stat(file.path).st_size
    except (OSError, ValueError):
        return 0


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not told on every system
        return os.cpu_count() or 1
