"""The tables of a compiled fact base: made, filled, and checked row by row.

A look-up finds claims by `party_set` and `subject`, or `claimant`, and reads them from `claim`, and
the others of their `occurrence`; `name`, `party_code` and `person` say whom a name means, and
`source`, `party`, `topic`, `measure` and `kind` what claims refer to. A search reads `words`. A
timeline reads `timeline` and `timeline_gap`, or only its sum in `timeline_count`. A ranking
compares `size` in `claim_row`, reads `unusual_figure` whole, and where it can no more than
`last_year`; relations are counted by `relation_count`. An update compares `file` and `block` with
what is there now, and finds by `implicit`, `occurrence_key`, `same_as` and `part` what a change
touches besides. `suspect` and `error` are of what is wrong in a base that answers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from dipfacts.index.rows.checksum import DamagedError, checksum, checksums
from dipfacts.read.files import Stamp
from dipfacts.record import Record
from dipfacts.write import signals

_STEPS = 1_000_000  # of SQLite's machine, some 20 ms, after which a signal is heard at the latest
APPLICATION = 0x44495058  # "DIPX", in the header of each index: SQLite's application_id
VERSION = 51  # of the tables and of what is in them; another version is compiled anew
NAMES = 0x945511B9

# What a query raises where a kept index is damaged. SQLite's messages may quote a damaged schema,
# which may be no text.
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError, DamagedError)
_SOUND = ("FULL", "NOMEM", "CANTOPEN", "BUSY", "LOCKED", "INTERRUPT", "TOOBIG", "MISUSE", "RANGE")


def refuse_sound(error: Exception) -> None:
    """Raise an error again that says nothing of an index, as of a full disk or an interrupt."""
    signals.check()
    code = getattr(error, "sqlite_errorname", "SQLITE_").split("_")[1]
    if code in _SOUND or isinstance(error, sqlite3.ProgrammingError):
        raise error


# Claims are numbered in the order of the files, so that a query can sort by number. Each file has a
# slot, a number far above that of the file before it: its claims are slot + 1, slot + 2 and so on,
# and what it declares is numbered from the slot likewise. The gap between two slots leaves room for
# the file to grow, and for new files in between, without renumbering any other.
GAP = 1 << 32
LAST = (1 << 63) - 1  # no number of a claim is greater

_WORDS_IN_MEMORY = 16_000_000  # bytes of them; a few long lists take less time than many short ones

# Of a claim: title, note, the whole names of parties, their aliases, which no page need show, and
# its kind and publisher. They come as `model.words.indexed` makes them: the tokenizer has but to
# part them and to fold ASCII.
WORDS = ("title", "note", "names", "aliases", "kind_and_publisher")

# Rows that people read, or that decide what they read, have a checksum. The table of these rows is
# NAME_row; the view NAME fails where one is not as it was written. Columns, and those of the key.
_CHECKED = {
    "source": ("id TEXT, n INTEGER, body BLOB, claims INTEGER", "id"),
    "party": ("id TEXT, n INTEGER, body BLOB, claims INTEGER", "id"),
    "topic": ("id TEXT, n INTEGER, body BLOB, claims INTEGER", "id"),
    "measure": ("id TEXT, n INTEGER, body BLOB, claims INTEGER", "id"),
    "kind": ("id TEXT, n INTEGER, body BLOB", "id"),
    "kind_count": ("topic TEXT, kind TEXT, type TEXT, claims INTEGER", "topic, kind, type"),
    "unit_count": ("measure TEXT, unit TEXT, claims INTEGER", "measure, unit"),
    "timeline_count": ("id TEXT, claims INTEGER", "id"),  # of a whole timeline: see count_id
    "occurrence": ("claim INTEGER, root TEXT", "claim"),  # of those with several claims
    "error": ("n INTEGER, code TEXT, count INTEGER, file TEXT, line INTEGER, message TEXT", "n"),
    "name": ("form TEXT, weight INTEGER, party TEXT, spelling TEXT", "form, weight, party"),
    "party_code": ("code TEXT, party TEXT", "code, party"),  # whose translations are: see countries
    "person": ("key TEXT, party TEXT", "key, party"),  # names in every spelling: see person_names
}
COUNTING = ("kind_count", "unit_count", "timeline_count")
"""The tables of numbers alone: what is not counted has no row."""

CountKey = tuple[str, ...]
"""The name of a table that counts claims, and the key of the row that does."""

SEEN, HIDDEN, ADDED = 0, 1, -1
"""In the column `visibility`: a line to be seen; one that is not, as other claims on the same tell
it; and one to be seen that its claim alone does not have."""

N, ID, SUBJECT, MANNER = range(4)
"""The places of these in a row of `claim`, of which there may be very many."""

_COLUMNS = {
    name: [column.split()[0] for column in columns.split(", ")]
    for name, (columns, _) in _CHECKED.items()
}

# The text of the first table stands in the first page: it identifies an index whose header is
# damaged, or that was made before there was an application_id.
MARK = "CREATE TABLE file(slot INTEGER PRIMARY KEY, path TEXT, size INTEGER, mtime_ns INTEGER,"
FILES = f"""{MARK}
    inode INTEGER, ctime_ns INTEGER, read_ns INTEGER, claims INTEGER, short TEXT, spec BLOB,
    met_ns INTEGER);"""

TABLES = (
    f"""
{FILES}
-- The blocks of CSV files: `n` is the first number that claims of one may have: see blocks.Blocks.
CREATE TABLE block(n INTEGER PRIMARY KEY, digest BLOB);
-- The countries that no file declares, by the slots of the files that name them.
CREATE TABLE implicit(slot INTEGER, party TEXT, PRIMARY KEY (slot, party)) WITHOUT ROWID;
-- What claims are about: see pieces.KEYS; `series` is that of figures: see keys.series_sort_key.
CREATE TABLE subject(
    subject INTEGER PRIMARY KEY, type TEXT, topic TEXT, measure TEXT, party_set INTEGER,
    series TEXT, body BLOB);
-- How claims are put; unit, `status_scope` and `bound` are those of figures: see figure_columns.
CREATE TABLE manner(
    manner INTEGER PRIMARY KEY, kind TEXT, source TEXT, deprecated INTEGER, body BLOB,
    plain INTEGER, published INTEGER, unit TEXT, status_scope TEXT, bound INTEGER);
-- The values of a claim's own: `size` is the number of a figure, in a plain period and without a
-- `status_scope`; of a relation or an event it is its state: see states.state_of.
CREATE TABLE claim_row(
    n INTEGER PRIMARY KEY, id TEXT, subject INTEGER, manner INTEGER, first INTEGER, after INTEGER,
    known INTEGER, line INTEGER, body BLOB, sum INTEGER, size REAL);
CREATE VIEW claim AS SELECT n, id, claim_row.subject AS subject, claim_row.manner AS manner,
    first, after, coalesce(known, published) AS known, line, claim_row.body AS body, sum, size,
    size AS state, plain, type, topic, measure, party_set, series, subject.body AS subject_body,
    kind, source, published, deprecated, unit, status_scope, bound, manner.body AS manner_body,
    (SELECT short FROM file WHERE slot < n ORDER BY slot DESC LIMIT 1) AS file
    FROM claim_row JOIN subject ON subject.subject = claim_row.subject
    LEFT JOIN manner ON manner.manner = claim_row.manner;
-- The few figures that are more than a size: see sizes.PLAIN. Of all others a ranking looks at no
-- more than how many there are, and how large those of one year are.
CREATE TABLE unusual_figure(measure TEXT, subject INTEGER, claim INTEGER, kind INTEGER,
    PRIMARY KEY (measure, subject, claim)) WITHOUT ROWID;
-- The sizes of the last year of each subject that is no component: see index/rows/latest.
CREATE TABLE last_year(measure TEXT, after INTEGER, first INTEGER, high REAL, low REAL,
    subject INTEGER, PRIMARY KEY (measure, after, first, high, subject)) WITHOUT ROWID;
-- How many relations of a state begin or end on a day: see course_counts.
CREATE TABLE relation_count(state, is_end, day, claims, PRIMARY KEY (state, is_end, day))
    WITHOUT ROWID;
-- The party sets of subjects by each member, with "", and by each pair of members: as one table
-- they are `party_set`.
CREATE TABLE party_pair(a TEXT, b TEXT, pair INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE party_set_of_pair(pair INTEGER, party_set INTEGER, PRIMARY KEY (pair, party_set))
    WITHOUT ROWID;
CREATE VIEW party_set AS SELECT a, b, party_set
    FROM party_pair CROSS JOIN party_set_of_pair AS own ON own.pair = party_pair.pair;
CREATE TRIGGER party_set_new INSTEAD OF INSERT ON party_set BEGIN
    INSERT OR IGNORE INTO party_pair
        VALUES (new.a, new.b, (SELECT coalesce(max(pair), 0) + 1 FROM party_set_of_pair));
    INSERT INTO party_set_of_pair
        SELECT pair, new.party_set FROM party_pair WHERE a = new.a AND b = new.b;
END;
CREATE TRIGGER party_set_old INSTEAD OF DELETE ON party_set BEGIN
    DELETE FROM party_set_of_pair WHERE party_set = old.party_set
        AND pair = (SELECT pair FROM party_pair WHERE a = old.a AND b = old.b);
    DELETE FROM party_pair WHERE a = old.a AND b = old.b
        AND NOT EXISTS (SELECT 1 FROM party_set_of_pair AS own WHERE own.pair = party_pair.pair);
END;
CREATE VIEW subject_of_pair AS SELECT a, b, subject, type, topic, body AS subject_body
    FROM party_set CROSS JOIN subject ON subject.party_set = party_set.party_set;
-- The lines of a timeline: see lines.LineRow.
CREATE TABLE timeline(day INTEGER, first INTEGER, after INTEGER, claim INTEGER, is_end INTEGER,
    type TEXT, deprecated INTEGER, status TEXT, spread INTEGER, least INTEGER, most INTEGER,
    root TEXT, visibility INTEGER, PRIMARY KEY (day, first, after, claim, is_end)) WITHOUT ROWID;
-- Days on which a line of `timeline` is not: sources differ, and it is before them or after.
CREATE TABLE timeline_gap(claim, is_end, first, after, PRIMARY KEY (claim, is_end, first))
    WITHOUT ROWID;
-- Claims by their whole, by a key of their occurrence, by who said them, and by their `same_as`.
CREATE TABLE part(whole TEXT, claim INTEGER, PRIMARY KEY (whole, claim)) WITHOUT ROWID;
CREATE TABLE occurrence_key(key INTEGER, claim INTEGER, PRIMARY KEY (key, claim)) WITHOUT ROWID;
CREATE TABLE claimant(party TEXT, claim INTEGER, PRIMARY KEY (party, claim)) WITHOUT ROWID;
CREATE TABLE same_as(target TEXT, claim INTEGER, PRIMARY KEY (target, claim)) WITHOUT ROWID;
-- Tables of files in which a rule may find an error: see suspects.
CREATE TABLE suspect(n INTEGER, kind TEXT, line INTEGER, detail TEXT, PRIMARY KEY (n, kind, line))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5({", ".join(WORDS)}, tokenize = ascii, content = '',
    columnsize = 0);
CREATE VIRTUAL TABLE word USING fts5vocab(words, instance);
INSERT INTO words(words, rank) VALUES ('hashsize', {_WORDS_IN_MEMORY});
"""
) + "".join(
    f"CREATE TABLE {name}_row({columns}, sum INTEGER, PRIMARY KEY ({key})) WITHOUT ROWID;\n"
    f"CREATE VIEW {name} AS SELECT {', '.join(_COLUMNS[name])} FROM {name}_row"
    f" WHERE abs(sound(sum, {', '.join(_COLUMNS[name])}));\n"
    for name, (columns, key) in _CHECKED.items()
)

# Made when all rows are there, in a fraction of the time of keeping them up.
INDEXES = """
CREATE UNIQUE INDEX claim_id ON claim_row(id);
CREATE INDEX claim_subject ON claim_row(subject, after, first, manner, size);
CREATE INDEX manner_absent ON manner(bound) WHERE bound = 2;
CREATE INDEX manner_deprecated ON manner(deprecated) WHERE deprecated = 1;
CREATE INDEX subject_party_set ON subject(party_set, type, topic);
CREATE INDEX subject_type ON subject(type);
CREATE INDEX subject_series ON subject(measure, series, party_set) WHERE measure IS NOT NULL;
CREATE INDEX name_end ON name_row(substr(form, -3)) WHERE weight < 4;
CREATE INDEX timeline_deprecated ON timeline(deprecated) WHERE deprecated = 1;
CREATE INDEX timeline_root ON timeline(root) WHERE root IS NOT NULL;
CREATE INDEX occurrence_root ON occurrence_row(root);
CREATE INDEX timeline_spread ON timeline(spread) WHERE spread IS NOT NULL;
"""

_TOGETHER = 20  # rows that one statement inserts, in two thirds of the time; of words in twice it

SqlValues = tuple[Any, ...]
"""A row of a table, or values that are a part of one."""


class IndexedFile(Record, frozen=True):
    """A file whose claims are in an index."""

    slot: int  # explained at GAP
    stamp: Stamp | None  # without one the file cannot be recognised later
    read_ns: int  # the time just before reading
    claims: int
    short: str = ""  # its name in answers
    spec: bytes = b""  # the table that a CSV file is of
    met_ns: int = 0  # the time at which an index met this stamp first; 0 if it was this reading


class Batch(Record, frozen=True):
    """Rows of the tables of the same names, by columns; of `party_set` its pairs and its number."""

    claim: list[SqlValues]
    subject: list[SqlValues]
    manner: list[SqlValues]
    unusual_figure: list[SqlValues]
    party_set: list[SqlValues]
    timeline: list[SqlValues]
    words: list[SqlValues]
    part: list[SqlValues]
    claimant: list[SqlValues]
    same_as: list[SqlValues]
    occurrence_key: list[SqlValues]
    suspect: list[SqlValues]
    block: list[SqlValues]


def empty_batch() -> Batch:
    """Return a batch without rows."""
    return Batch(*([] for _ in Batch.__struct_fields__))


def insert_files(connection: sqlite3.Connection, indexed: list[IndexedFile]) -> None:
    """Note which files an index is made of, in place of those noted before."""
    connection.execute("DELETE FROM file")
    rows = [(f.slot, *(f.stamp or ("", 0, 0, 0, 0)), *f.as_tuple()[2:]) for f in indexed]
    connection.executemany("INSERT INTO file VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute(f"PRAGMA application_id={APPLICATION}")


def count_id(type_: str, status: str | None) -> str:
    """Return the id in `timeline_count` of relations, or of events with a status.

    That of lines is "line".

    >>> count_id("relation", None), count_id("event", "held")
    ('relation', 'event held')
    """
    return f"{type_} {status}" if status else type_


def status_of_count_id(id_: str) -> str:
    """Return the status of the events that have an id in `timeline_count`, "" for anything else."""
    return id_.partition(" ")[2]


def key_of(name: str) -> list[str]:
    """Return the columns of the key of a table with checksums."""
    return _CHECKED[name][1].split(", ")


def insert_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    """Add the rows of claims."""
    for name, rows in batch.as_dict().items():
        if rows:
            insert_rows(connection, name, rows)


def insert_rows(connection: sqlite3.Connection, name: str, rows: Iterable[SqlValues]) -> None:
    """Add rows to a table without checksums.

    What fails has to be thrown away: to undo it, SQLite would write all words in memory before it.
    """
    table = {"claim": "claim_row", "words": f"words(rowid, {', '.join(WORDS)})"}.get(name, name)
    insert = f"INSERT OR FAIL INTO {table}"
    if name == "words":
        connection.executemany(f"{insert} VALUES (?{',?' * len(WORDS)})", rows)
        return
    if name == "party_set":  # a view: its trigger says what is to be done
        insert = f"INSERT INTO {table}"
        rows = [(*pair, party_set) for linked, party_set in rows for pair in linked]
    _insert(connection, insert, [*rows])


def insert_checked(connection: sqlite3.Connection, name: str, rows: Iterable[SqlValues]) -> None:
    """Add rows to a table with checksums; of rows with the same key the first."""
    whole = [*rows]
    summed = [(*row, total) for row, total in zip(whole, checksums(whole), strict=True)]
    _insert(connection, f"INSERT OR IGNORE INTO {name}_row", summed)


def _insert(connection: sqlite3.Connection, insert: str, rows: list[SqlValues]) -> None:
    """Add rows to a table, several by each statement as long as there are as many.

    To bind None or bytes takes sqlite3 five times as long as a number or a bytearray: it looks for
    an adapter of each.
    """
    if not rows:
        return
    given, places = list[Sequence[Any]](), list[str]()
    for column in zip(*rows, strict=True):
        is_none = column[0] is None and column.count(None) == len(rows)
        places.append("NULL" if is_none else "?")
        if not is_none:
            is_bytes = type(column[0]) is bytes and {*map(type, column)} == {bytes}
            given.append([*map(bytearray, column)] if is_bytes else column)
    row, width = f"({','.join(places)})", len(given)
    values: list[Any] = [None] * (len(rows) * width)
    for nth, each in enumerate(given):
        values[nth::width] = each
    for count in (_TOGETHER, 1):
        several, size = f"{insert} VALUES {','.join([row] * count)}", count * width
        end = len(values) - len(values) % size
        if end:  # to prepare a statement for nothing takes as long as to insert a few rows
            connection.executemany(several, (values[n : n + size] for n in range(0, end, size)))
        values = values[end:]


def prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Give a connection the function by which the views check their rows; return it."""
    connection.create_function("sound", -1, _sound, deterministic=True)
    connection.set_progress_handler(lambda: 0, _STEPS)  # a signal that came is raised in there
    connection.execute("PRAGMA temp_store=MEMORY")  # there may be no folder for temporary files
    return connection


def _sound(total: int, *values: Any) -> int:
    """Return 1 for a row that is as it was written; else a number of which abs() is an error.

    An exception would do as well, but where a program has asked for them it would be printed.
    """
    return 1 if checksum(values) == total else -(2**63)
