"""The compiled fact base: the only user of sqlite3. The same SQL runs on a file and in memory.

What is here is all that a look-up needs whose index is kept and fresh; `making` does the rest.
docs/cache.md says how it works and what it guarantees.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes

from dipfacts.index.checksum import DamagedError, checksum
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp

APPLICATION = 0x44495058  # "DIPX", in the header of each index: SQLite's application_id
VERSION = 7  # of the tables and of what is in them; another version is compiled anew
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe in the place of an index is not waited for
RACY_NS = 100_000_000  # a file changed so shortly before it was read may have changed again

# What a query raises where the kept file is not sound. Of a damaged schema SQLite tells in words of
# that schema, which may be no text.
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError, DamagedError)


class Listener(NamedTuple):
    """Whom to tell how far a compile is (files of how many, claims), and what goes wrong."""

    progress: Callable[[int, int, int], None]
    warn: Callable[[str], None]


class Found(NamedTuple):
    """A fact base as it lies on the disk: its files, how each stands, where its index is kept."""

    files: list[SourceFile]
    stamps: list[Stamp] | None
    kept: str | None


def open_index(paths: list[str], listener: Listener | None = None) -> sqlite3.Connection:
    """The compiled index of a fact base: the kept one where it is fresh, else compiled now.

    Raises QuestionError for paths that cannot be read, FactBaseError for what is wrong in them.
    """
    found = look(paths)
    if found.kept and found.stamps and (connection := fresh(found.kept, found.stamps)):
        return connection
    from dipfacts.index import store  # reads TOML: not needed where the index is fresh

    return store.make(found, listener)


def reopen_index(paths: list[str], listener: Listener | None = None) -> sqlite3.Connection | None:
    """The index compiled anew in memory, after the kept one, now dropped, proved to be damaged.

    None where there can be none: what was read from a pipe cannot be read again.
    """
    found = look(paths)
    if found.stamps is None:
        return None
    from dipfacts.index import store

    return store.make_anew(found, listener)


def warm_index(paths: list[str], small: int) -> sqlite3.Connection | None:
    """The kept index where it is fresh; None where it is not and the files exceed `small` bytes.

    Raises what `open_index` raises. Nothing is read from a pipe.
    """
    found = look([] if files.STDIN in paths else paths)
    if not found.stamps:
        return None
    if sum(stamp.size for stamp in found.stamps) <= small:
        return open_index(paths)
    return fresh(found.kept, found.stamps) if found.kept else None


def look(paths: list[str]) -> Found:
    """What files there are, and where their index would be kept."""
    found = files.source_files(paths)
    stamps = files.stamps(found)
    folder = files.cache_folder() if stamps else None
    kept = os.path.join(folder, files.cache_name(stamps)) if stamps and folder else None
    return Found(found, stamps, kept)


def fresh(path: str, stamps: list[Stamp]) -> sqlite3.Connection | None:
    """The index at that path if it is ours, whole and as fresh as the files, else None."""
    connection = opened(path)
    if connection is None:
        return None
    rows = read_files(connection)
    if [row[1] for row in rows] == stamps and not any(is_racy(*row[1:3]) for row in rows):
        return connection
    connection.close()
    return None


def is_racy(stamp: Stamp, read_ns: int) -> bool:
    """Whether the file may have changed after it was read without its stamp telling so."""
    return max(stamp.mtime_ns, stamp.ctime_ns) >= read_ns - RACY_NS


def read_files(connection: sqlite3.Connection) -> list[tuple[int, Stamp, int, int]]:
    """Slot, stamp, time of reading and claims of each file that an index is made of."""
    columns = "slot, path, size, mtime_ns, inode, ctime_ns, read_ns, claims"
    try:
        rows = connection.execute(f"SELECT {columns} FROM file ORDER BY slot")
        return [(row[0], Stamp(*row[1:6]), row[6], row[7]) for row in rows]
    except (*DAMAGED, sqlite3.Error, TypeError):
        return []


def opened(path: str) -> sqlite3.Connection | None:
    """The index at that path, read-only, if it is one of ours, of this version and not cut."""
    if not _whole(path):
        return None
    try:
        connection = prepare(_connect(path))
    except (*DAMAGED, sqlite3.Error):
        return None
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (*DAMAGED, sqlite3.Error):
        version = 0
    if version == VERSION:
        return connection
    connection.close()
    return None


def _whole(path: str) -> bool:
    """Whether the file is ours and as long as it says; what is wrong inside shows in use."""
    try:
        handle = os.open(path, os.O_RDONLY | _AT_ONCE)
    except OSError:
        return False
    try:
        told = os.fstat(handle)
        head = os.read(handle, 72) if stat.S_ISREG(told.st_mode) else b""
    except OSError:
        return False
    finally:
        os.close(handle)
    if hasattr(os, "getuid") and told.st_uid not in (os.getuid(), 0):
        return False  # it would answer what somebody else likes
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if head[68:] != APPLICATION.to_bytes(4, "big"):
        return False
    return told.st_size == (65536 if page == 1 else page) * pages


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote_from_bytes(os.fsencode(path))}?mode=ro&immutable=1", uri=True
    )


def prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Give a connection the function by which the views check their rows."""
    connection.create_function("sound", -1, _sound, deterministic=True)
    connection.execute("PRAGMA temp_store=MEMORY")  # there may be no folder for temporary files
    return connection


def _sound(total: int, *values: Any) -> int:
    """1 for a row that is as it was written; else a number of which SQL's abs() is an error.

    An exception would do as well, but where a program has asked for them it would be printed.
    """
    return 1 if checksum(values) == total else -(2**63)
