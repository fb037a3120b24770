"""The tables of a compiled fact base, and how rows get into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from dipfacts.index.checksum import checksum
from dipfacts.index.rows import Batch

GAP = 1 << 32  # numbers between the first claims of two files, so that files can come in between

_WORDS_IN_MEMORY = 16_000_000  # bytes of them; a few long lists take less time than many short ones

# A claim's `n` is the slot of its file and its place there, so that claims are in the order of the
# files. A row that people read, or that decides what they read, has a checksum; the views check it.
_CHECKED = {
    "source": "id TEXT PRIMARY KEY, n INTEGER, body BLOB, claims INTEGER",
    "party": "id TEXT PRIMARY KEY, n INTEGER, body BLOB, claims INTEGER",
    "topic": "id TEXT PRIMARY KEY, n INTEGER, body BLOB, claims INTEGER",
    "measure": "id TEXT PRIMARY KEY, n INTEGER, body BLOB",
    "kind": "topic TEXT, kind TEXT, claims INTEGER, PRIMARY KEY (topic, kind)",
    "name": "form TEXT, weight INTEGER, party TEXT, shown TEXT, PRIMARY KEY (form, weight, party)",
}
_COLUMNS = {
    "source": "id, n, body, claims",
    "party": "id, n, body, claims",
    "topic": "id, n, body, claims",
    "measure": "id, n, body",
    "kind": "topic, kind, claims",
    "name": "form, weight, party, shown",
}

# It tells an index whose header is damaged, or was made before there was an application_id: the
# text of the first table stands in the first page.
MARK = "CREATE TABLE file(slot INTEGER PRIMARY KEY, path TEXT, size INTEGER, mtime_ns INTEGER,"

TABLES = (
    f"""
{MARK}
    inode INTEGER, ctime_ns INTEGER, read_ns INTEGER, claims INTEGER);
CREATE TABLE claim(
    n INTEGER PRIMARY KEY, id TEXT, type TEXT, topic TEXT, measure TEXT, kind TEXT,
    source TEXT, circle INTEGER, first INTEGER, after INTEGER, known INTEGER, deprecated INTEGER,
    file TEXT, line INTEGER, body BLOB, sum INTEGER);
CREATE UNIQUE INDEX claim_id ON claim(id);
CREATE INDEX claim_source ON claim(source);
CREATE TABLE circle(a TEXT, b TEXT, circle INTEGER, PRIMARY KEY (a, b, circle)) WITHOUT ROWID;
CREATE VIEW link AS SELECT a, b, claim.type AS type, claim.topic AS topic, claim.n AS claim
    FROM circle JOIN claim ON claim.circle = circle.circle;
CREATE TABLE moment(day INTEGER, first INTEGER, after INTEGER, claim INTEGER, which INTEGER,
    type TEXT, deprecated INTEGER, PRIMARY KEY (day, first, after, claim, which)) WITHOUT ROWID;
CREATE TABLE part(whole TEXT, claim INTEGER, PRIMARY KEY (whole, claim)) WITHOUT ROWID;
CREATE TABLE series(measure TEXT, key TEXT, claim INTEGER, PRIMARY KEY (measure, key, claim))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, note, names, content = '',
    tokenize = "unicode61 remove_diacritics 2");
"""
    + f"INSERT INTO words(words, rank) VALUES ('hashsize', {_WORDS_IN_MEMORY});\n"
    + "".join(
        f"CREATE TABLE {name}_row({columns.replace(', PRIMARY', ', sum INTEGER, PRIMARY', 1)}"
        f"{'' if ', PRIMARY' in columns else ', sum INTEGER'}) WITHOUT ROWID;\n"
        f"CREATE VIEW {name} AS SELECT {_COLUMNS[name]} FROM {name}_row"
        f" WHERE abs(sound(sum, {_COLUMNS[name]}));\n"
        for name, columns in _CHECKED.items()
    )
)

# Made when all rows are there, which takes a fraction of the time of keeping them up meanwhile. Not
# so those of ids and sources: in a file these are close to one another, and the workers read on.
INDEXES = """
CREATE INDEX claim_circle ON claim(circle, type);
CREATE INDEX claim_first ON claim(first, after);
CREATE INDEX name_end ON name_row(substr(form, -3)) WHERE weight < 4;
CREATE INDEX moment_deprecated ON moment(deprecated) WHERE deprecated = 1;
"""

_LISTS = {"claim": 16, "circle": 3, "moment": 7, "part": 2, "series": 3}
_INSERT = {
    **{name: f"INSERT INTO {name} VALUES ({','.join('?' * n)})" for name, n in _LISTS.items()},
    "words": "INSERT INTO words(rowid, title, note, names) VALUES (?,?,?,?)",
}


def insert_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    """Add the rows of claims."""
    for name, rows in zip(batch._fields, batch, strict=True):
        if rows:
            connection.executemany(_INSERT[name], rows)


def insert_checked(
    connection: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Add rows to a table with checksums; of rows with the same key the first."""
    insert_sums(connection, name, ((*row, checksum(row)) for row in rows))


def insert_sums(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """The same of rows that end with their checksums."""
    marks = ",".join("?" * (_COLUMNS[name].count(",") + 2))
    connection.executemany(f"INSERT OR IGNORE INTO {name}_row VALUES ({marks})", rows)


def replace_checked(connection: sqlite3.Connection, name: str, rows: list[tuple[Any, ...]]) -> None:
    """Replace all rows of a table with checksums."""
    connection.execute(f"DELETE FROM {name}_row")
    insert_checked(connection, name, rows)


Counts = Mapping[tuple[str, str, str], int]
"""Numbers of claims: of ("source" | "topic" | "party", id, "") and of ("kind", topic, kind)."""
