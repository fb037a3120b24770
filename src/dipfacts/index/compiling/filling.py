"""Filling the tables of a new index: rows in the order of their keys, and no room left in pages.

SQLite leaves an eighth of each page empty where rows are inserted one by one into a table without
rowid, and none where a whole table is copied into another like it that is empty.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping

from dipfacts.index.rows import schema
from dipfacts.index.rows.schema import SqlValues
from dipfacts.model.groups import batches

_MANY = 1_000  # rows of a table that are worth another copy
_AT_ONCE = 1_000  # rows that wait to be inserted, where there may be very many

# Rows that come in no order of their keys wait until all are there: to find the place of each in a
# large table would take three times as long. Tables, and columns of the key.
_WAITING = {"timeline": 5, "occurrence_key": 2, "claimant": 2}

# Workers number these by turns, so that they come nearly in order: each finds its place at once,
# and the whole is copied, in a quarter of the time of sorting them.
_NUMBERED = "subject", "manner"

# Lists of words are merged in updates alone: merged while more come, those of a new index would
# take a fifth more time. 4 is FTS5's default.
_UNMERGED = "INSERT INTO words(words, rank) VALUES ('automerge', 0);"
_MERGED = "INSERT INTO words(words, rank) VALUES ('automerge', 4)"


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of an index, and those where rows wait, in an empty database."""
    connection.executescript(schema.TABLES + _UNMERGED)
    make_waiting(connection)


def make_waiting(connection: sqlite3.Connection) -> None:
    """Make the tables where rows wait; they stand before those of the same names until `finish`."""
    for name in _WAITING:
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name}")
    for name in _NUMBERED:
        _make_temporary(connection, name, name)


@contextlib.contextmanager
def packed(connection: sqlite3.Connection, *names: str, rows: int) -> Iterator[None]:
    """Copy the rows that are inserted meanwhile whole into tables, which are empty.

    The names are those of temporary tables until then. It is about so many rows; of few it would
    take longer than it is worth.
    """
    if rows < _MANY:
        yield
        return
    for name in names:
        _make_temporary(connection, name, name)
    yield
    for name in names:
        _copy_whole(connection, name)


def _copy_whole(connection: sqlite3.Connection, name: str) -> None:
    """Copy a temporary table into that of the index, and delete it."""
    connection.execute(f"INSERT INTO main.{name} SELECT * FROM temp.{name}")
    connection.execute(f"DROP TABLE temp.{name}")


def _make_temporary(connection: sqlite3.Connection, name: str, other: str) -> None:
    """Make a temporary table like one of the index, by another name or the same."""
    statement = "SELECT sql FROM main.sqlite_schema WHERE name = ?"
    (made,) = connection.execute(statement, (name,)).fetchone()
    connection.execute(made.replace(f"CREATE TABLE {name}", f"CREATE TEMP TABLE {other}", 1))


def insert_links(
    connection: sqlite3.Connection, links: Mapping[tuple[str, str], list[int]]
) -> None:
    """Add the pairs of a new index and the party sets of each, in their order.

    In SQL, which would sort the names of each party_set anew, it takes nearly twice as long.
    """
    pairs = sorted(links)
    numbered: Iterator[SqlValues] = ((*pair, n) for n, pair in enumerate(pairs, 1))
    linked: Iterator[SqlValues] = (
        (n, it) for n, pair in enumerate(pairs, 1) for it in sorted(links[pair])
    )
    for name, rows in (("party_pair", numbered), ("party_set_of_pair", linked)):
        for some in batches(rows, _AT_ONCE):
            schema.insert_rows(connection, name, some)


def finish(connection: sqlite3.Connection) -> None:
    """Write the rows that wait, and make the indexes."""
    for name in _NUMBERED:
        _copy_whole(connection, name)
    for name, columns in _WAITING.items():
        key = ", ".join(map(str, range(1, columns + 1)))
        rows = f"SELECT * FROM temp.{name} ORDER BY {key}"
        (many,) = connection.execute(f"SELECT max(rowid) >= {_MANY} FROM temp.{name}").fetchone()
        if many:
            _make_temporary(connection, name, "sorted")
            connection.execute(f"INSERT INTO temp.sorted {rows}")
            rows = "SELECT * FROM temp.sorted"
        connection.execute(f"INSERT INTO main.{name} {rows}")
        connection.execute(f"DROP TABLE temp.{name}")
        if many:
            connection.execute("DROP TABLE temp.sorted")
    for statement in schema.INDEXES.strip().split(";\n"):
        connection.execute(statement)
    connection.execute(_MERGED)
