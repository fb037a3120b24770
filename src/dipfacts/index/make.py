"""Make an index: in the cache where one can be kept, in memory where not."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3

from dipfacts.index import build, cache, update, upkeep
from dipfacts.index.cache import BaseFiles
from dipfacts.index.declared import FastPathError
from dipfacts.index.listener import Listener
from dipfacts.index.schema import DAMAGED, IndexedFile, prepare
from dipfacts.read.files import SourceFile, Stamp, stamps
from dipfacts.text import plain
from dipfacts.write.whole import remove, whole

_TRIES = 3  # compiles of files that are written meanwhile
_CACHE_KB = 64_000
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)  # not on every system


class _RestlessError(Exception):
    """The files are written again and again: no index of them would be fresh."""


def make(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Return the index of these files, kept where it can be, else in memory.

    Raises QuestionError for files that cannot be read, FactBaseError for what is wrong in them.
    """
    if base.stamps is None:  # what can be read only once is not worth keeping
        return _in_memory(base, listener)
    if base.kept is None:
        return _unkept(base, listener, "the cache", "there is no home folder")
    folder = os.path.dirname(base.kept)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_large(base.stamps):
            return _kept(base.kept, base.stamps, base, listener)
        with upkeep.turn(folder, lambda: _is_fresh(base)):
            return cache.open_fresh(base) or _kept(base.kept, base.stamps, base, listener)
    except (OSError, sqlite3.Error) as error:  # no room, no right: the answer does not need it
        return _unkept(base, listener, folder, _reason(error))


def make_anew(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Delete the kept index, which is damaged, and return one in memory."""
    if base.kept:
        with contextlib.suppress(OSError):
            remove(base.kept, upkeep.is_index)
    return _in_memory(base, listener)


def _kept(
    path: str, known: list[Stamp], base: BaseFiles, listener: Listener | None
) -> sqlite3.Connection:
    """Write the index at that path, and open it."""

    def look(at: str) -> None:
        upkeep.refuse_foreign(os.path.basename(path), at)

    try:
        with whole(path, look, shared=upkeep.is_index) as new:
            for _ in range(_TRIES):
                read = _renewed(base.files, known, _beginning(path, known), new)
                read = read or _compiled(base, new, listener)
                if [file.stamp for file in read] == stamps(base.files):
                    break
            else:
                raise _RestlessError
    except _RestlessError:
        return _in_memory(base, listener)
    upkeep.tidy(os.path.dirname(path), path)
    if (connection := cache.open_kept(path)) is None:
        raise sqlite3.OperationalError("it cannot be read back")
    return connection


def _unkept(base: BaseFiles, listener: Listener | None, where: str, why: str) -> sqlite3.Connection:
    """Return the index in memory, and warn why every look-up has to make it again."""
    connection = _in_memory(base, listener)
    if listener:
        text = f"the index cannot be kept in {plain(where)}: {plain(why)}"
        listener.warn(f"{text}; answering from memory (set DIPFACTS_CACHE to a folder of yours)")
    return connection


def _is_fresh(base: BaseFiles) -> bool:
    connection = cache.open_fresh(base)
    if connection:
        connection.close()
    return connection is not None


def _is_large(known: list[Stamp]) -> bool:
    return sum(stamp.size for stamp in known) > build.LARGE


def _beginning(path: str, known: list[Stamp]) -> str:
    """Return the index to begin with: that of these files, else, if they are large, of most."""
    if not _is_large(known) or os.path.exists(path):
        return path
    return upkeep.nearest(os.path.dirname(path), known) or path


def _renewed(files: list[SourceFile], known: list[Stamp], old: str, new: str) -> list[IndexedFile]:
    """Copy a kept index and bring it up to date; return no files where all must be compiled."""
    connection = cache.open_kept(old)
    if connection is None:
        return []
    try:
        with contextlib.closing(connection):
            renewal = update.Renewal(connection, files, known)
        from concurrent.futures import ThreadPoolExecutor  # slow to load, and often of no use

        _create(new)
        with ThreadPoolExecutor(1) as beside:  # both take long
            copied = beside.submit(shutil.copyfile, old, new)
            renewal.read()
        copied.result()
        with contextlib.closing(_database(new)) as copy:
            return renewal.write(copy)
    except (FastPathError, *DAMAGED):  # the kept one may be damaged
        return []


def _compiled(base: BaseFiles, path: str, listener: Listener | None) -> list[IndexedFile]:
    """Write the index of these files, compiled from nothing; return the files as read."""

    def database() -> sqlite3.Connection:
        _create(path)
        return _database(path)

    connection, read = build.build(database, base.files, listener and listener.progress)
    connection.close()
    return read


def _in_memory(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Return the index of these files for this process alone."""
    progress = listener and listener.progress
    return build.build(lambda: _database(":memory:"), base.files, progress)[0]


def _create(path: str) -> None:
    """Make an empty file that is this user's alone."""
    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _NOFOLLOW, 0o600))


def _database(path: str) -> sqlite3.Connection:
    """Open a database to write an index to; nothing is lost if that fails, so nothing is synced."""
    connection = prepare(sqlite3.connect(path))
    connection.executescript(
        "PRAGMA page_size=16384;"  # a sixth less time to write than with the usual 4096
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
        f"PRAGMA cache_size=-{_CACHE_KB}"
    )
    return connection


def _reason(error: Exception) -> str:
    """Return why an index cannot be kept; a full disk in the words of the system, not SQLite's."""
    why = str(getattr(error, "strerror", None) or error).lower()
    return "no space left on device" if "full" in why else why
