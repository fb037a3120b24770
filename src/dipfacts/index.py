"""The compiled fact base: the only user of sqlite3. The same SQL runs on a file and in memory."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from urllib.parse import quote_from_bytes

from dipfacts import places
from dipfacts.places import SourceFile, Stamp
from dipfacts.problem import FactBaseError

VERSION = 3  # of the tables below and of what is in them; another version is compiled anew
RACY_NS = 100_000_000  # a file changed so shortly before it was read may have changed again

DAMAGED = sqlite3.DatabaseError  # what a query raises where the kept file is not sound

TABLES = """
CREATE TABLE stamp(path TEXT, size INTEGER, mtime_ns INTEGER, inode INTEGER, read_ns INTEGER);
CREATE TABLE source(id TEXT PRIMARY KEY, body BLOB, claims INTEGER) WITHOUT ROWID;
CREATE TABLE party(id TEXT PRIMARY KEY, kind TEXT, name TEXT, body BLOB, claims INTEGER)
    WITHOUT ROWID;
CREATE TABLE topic(id TEXT PRIMARY KEY, nth INTEGER, body BLOB, claims INTEGER) WITHOUT ROWID;
CREATE TABLE measure(id TEXT PRIMARY KEY, topic TEXT, nth INTEGER, body BLOB) WITHOUT ROWID;
CREATE TABLE name(form TEXT, weight INTEGER, party TEXT, shown TEXT,
    PRIMARY KEY (form, weight, party)) WITHOUT ROWID;
CREATE TABLE claim(
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, topic TEXT, measure TEXT, kind TEXT,
    source TEXT, first INTEGER, after INTEGER, known INTEGER, rank TEXT,
    body BLOB, file TEXT, line INTEGER);
CREATE TABLE link(a TEXT, b TEXT, type TEXT, topic TEXT, claim INTEGER,
    PRIMARY KEY (a, b, type, topic, claim)) WITHOUT ROWID;
CREATE INDEX claim_topic ON claim(type, topic);
CREATE INDEX claim_first ON claim(type, first);
CREATE INDEX name_end ON name(substr(form, -3)) WHERE weight < 4;
CREATE INDEX measure_topic ON measure(topic);
CREATE INDEX claim_source ON claim(source);
CREATE VIRTUAL TABLE words USING fts5(title, note, names,
    tokenize = "unicode61 remove_diacritics 2");
"""


def open_index(paths: list[str]) -> sqlite3.Connection:
    """The compiled index of a fact base: the kept one where it is fresh, else compiled now.

    Raises QuestionError for paths that cannot be read, FactBaseError for what is wrong in them.
    """
    files = places.source_files(paths)
    found = places.stamps(files)
    folder = places.cache_folder() if found else None
    if found is None or folder is None:
        return _compiled(files, [], ":memory:")
    kept = os.path.join(folder, places.cache_name(found))
    return _kept(kept, found) or _renewed(files, found, kept)


def warm_index(paths: list[str], small: int) -> sqlite3.Connection | None:
    """The kept index where it is fresh; None where it is not and the files exceed `small` bytes.

    Raises what `open_index` raises. Nothing is read from a pipe.
    """
    files = [] if places.STDIN in paths else places.source_files(paths)
    found = places.stamps(files)
    if not found:
        return None
    if sum(stamp.size for stamp in found) <= small:
        return open_index(paths)
    folder = places.cache_folder()
    return _kept(os.path.join(folder, places.cache_name(found)), found) if folder else None


def reopen_index(paths: list[str]) -> sqlite3.Connection | None:
    """The index compiled anew in memory, after the kept one, now dropped, proved to be damaged.

    None where there can be none: what was read from a pipe cannot be read again.
    """
    files = places.source_files(paths)
    found = places.stamps(files)
    folder = places.cache_folder() if found else None
    if found is None or folder is None:
        return None
    with contextlib.suppress(OSError):
        os.unlink(os.path.join(folder, places.cache_name(found)))
    return _compiled(files, [], ":memory:")


def _kept(path: str, found: list[Stamp]) -> sqlite3.Connection | None:
    """The index at that path if it is ours, whole and as fresh as the files, else None."""
    if not _whole(path):
        return None
    try:
        connection = _opened(path)
    except sqlite3.Error:
        return None
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        columns = "path, size, mtime_ns, inode, read_ns"
        rows = connection.execute(f"SELECT {columns} FROM stamp ORDER BY rowid").fetchall()
    except sqlite3.Error:
        version, rows = 0, []
    fresh = version == VERSION and [Stamp(*row[:4]) for row in rows] == found
    if fresh and all(row[2] < row[4] - RACY_NS for row in rows):
        return connection
    connection.close()
    return None


def _whole(path: str) -> bool:
    """Whether the file is as long as its first bytes say; what is wrong inside shows in use."""
    try:
        with open(path, "rb") as stream:
            head = stream.read(32)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return len(head) == 32 and size == (65536 if page == 1 else page) * pages


def _opened(path: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote_from_bytes(os.fsencode(path))}?mode=ro&immutable=1", uri=True
    )


def _renewed(files: list[SourceFile], found: list[Stamp], kept: str) -> sqlite3.Connection:
    """Compile into a file beside the kept one and rename it there, so that no half is ever read."""
    from threading import get_ident  # not worth its time where the index is fresh

    made = f"{kept}.{os.getpid()}-{get_ident()}.new"
    try:
        _compiled(files, found, made).close()
        os.replace(made, kept)
        return _opened(kept)
    except (OSError, sqlite3.Error):  # no room, no right: the answer does not depend on it
        return _compiled(files, [], ":memory:")
    finally:
        if os.path.exists(made):
            os.unlink(made)


def _compiled(files: list[SourceFile], found: list[Stamp], target: str) -> sqlite3.Connection:
    from dipfacts.compiling import Compiler  # reads TOML: not needed where the index is fresh

    read_ns = time.time_ns()
    compiler = Compiler()
    for file in files:
        compiler.add(file, places.read(file))
    problems = compiler.problems()
    if problems:
        raise FactBaseError(problems)
    if target != ":memory:":
        os.close(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(target)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        with connection:
            compiler.write(connection.executemany)
            connection.executemany(
                "INSERT INTO stamp VALUES (?,?,?,?,?)", [(*stamp, read_ns) for stamp in found]
            )
            connection.execute(f"PRAGMA user_version={VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection
