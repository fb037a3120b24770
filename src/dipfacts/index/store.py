"""Making an index: in the cache where one can be kept, in memory where not."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator

from dipfacts.index import (
    APPLICATION,
    DAMAGED,
    VERSION,
    Found,
    Listener,
    build,
    cache,
    fresh,
    opened,
    prepare,
    update,
)
from dipfacts.index.build import Read
from dipfacts.index.workers import UnsoundError
from dipfacts.read import files
from dipfacts.text import plain
from dipfacts.write.whole import remove, whole

_TRIES = 3  # compiles of files that are written meanwhile
_CACHE_KB = 64_000
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)  # not on every system


class _RestlessError(Exception):
    """The files are written again and again: no index of them would be fresh."""


def make(found: Found, listener: Listener | None) -> sqlite3.Connection:
    """The index of these files, kept where it can be, else in memory.

    Raises QuestionError for files that cannot be read, FactBaseError for what is wrong in them.
    """
    if found.stamps is None:  # what can be read only once is not worth keeping
        return make_in_memory(found, listener)
    if found.kept is None:
        return _unkept(found, listener, "the cache", "there is no home folder")
    folder = os.path.dirname(found.kept)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if sum(stamp.size for stamp in found.stamps) <= build.LARGE:
            return _made(found, found.kept, listener)
        with cache.turn(folder, lambda: _is_fresh(found)):
            return _fresh(found) or _made(found, found.kept, listener)
    except (OSError, sqlite3.Error) as error:  # no room, no right: the answer does not need it
        return _unkept(found, listener, folder, _reason(error))


def _made(found: Found, kept: str, listener: Listener | None) -> sqlite3.Connection:
    def look(at: str) -> None:
        cache.look(os.path.basename(kept), at)

    try:
        with whole(kept, look, shared=cache.is_index) as made:
            for _ in range(_TRIES):
                stamps = _renewed(found, _beginning(found, kept), made)
                stamps = stamps or _written(found, made, listener)
                if stamps is not None and stamps == files.stamps(found.files):
                    break
            else:
                raise _RestlessError
    except _RestlessError:
        return make_in_memory(found, listener)
    cache.tidy(os.path.dirname(kept), kept)
    if (connection := opened(kept)) is None:
        raise sqlite3.OperationalError("it cannot be read back")
    return connection


def _unkept(found: Found, listener: Listener | None, where: str, why: str) -> sqlite3.Connection:
    """The index in memory, and a word on why every look-up has to make it again."""
    connection = make_in_memory(found, listener)
    if listener:
        told = f"the index cannot be kept in {plain(where)}: {plain(why)}"
        listener.warn(f"{told}; answering from memory (set DIPFACTS_CACHE to a folder of yours)")
    return connection


def _fresh(found: Found) -> sqlite3.Connection | None:
    assert found.kept is not None
    assert found.stamps is not None
    return fresh(found.kept, found.stamps)


def _is_fresh(found: Found) -> bool:
    connection = _fresh(found)
    if connection:
        connection.close()
    return connection is not None


def _beginning(found: Found, kept: str) -> str:
    """The index to begin with: that of these files, or of most of them, if reading takes long."""
    assert found.stamps is not None
    large = sum(stamp.size for stamp in found.stamps) > build.LARGE
    if not large or os.path.exists(kept):
        return kept
    return cache.nearest(os.path.dirname(kept), found.stamps) or kept


def _renewed(found: Found, kept: str, path: str) -> list[files.Stamp] | None:
    """The kept index copied and brought up to date; None where everything must be compiled."""
    connection = opened(kept)
    if connection is None or found.stamps is None:
        return None
    try:
        with contextlib.closing(connection):
            renewal = update.Renewal(connection, found.files, found.stamps)
        with _copied(kept, path):
            renewal.read()
        with contextlib.closing(_database(path)) as copy:
            read = renewal.write(copy)
            write_files(copy, read)
            copy.commit()
    except (UnsoundError, *DAMAGED):  # the kept one may be damaged
        return None
    return _stamps(read)


@contextlib.contextmanager
def _copied(kept: str, path: str) -> Iterator[None]:
    """A copy, made while the `with` statement runs and whole at its end."""
    from threading import Thread

    failed: list[OSError] = []

    def copy() -> None:
        try:
            shutil.copyfile(kept, path)
        except OSError as error:
            failed.append(error)

    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _NOFOLLOW, 0o600))
    copying = Thread(target=copy)
    copying.start()
    try:
        yield
    finally:
        copying.join()
    if failed:
        raise failed[0]


def _stamps(read: list[Read]) -> list[files.Stamp] | None:
    stamps = [row.stamp for row in read if row.stamp]
    return stamps if len(stamps) == len(read) else None


def make_anew(found: Found, listener: Listener | None) -> sqlite3.Connection:
    """The index in memory, the kept one being damaged and therefore dropped."""
    if found.kept:
        with contextlib.suppress(OSError):
            remove(found.kept, cache.is_index)
    return make_in_memory(found, listener)


def make_in_memory(found: Found, listener: Listener | None) -> sqlite3.Connection:
    """The index of these files for this process alone."""
    return _filled(lambda: _database(":memory:"), found, listener)[0]


def _written(found: Found, path: str, listener: Listener | None) -> list[files.Stamp] | None:
    """Write the index of these files; the stamps of what was read, if all have one."""

    def database() -> sqlite3.Connection:
        os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _NOFOLLOW, 0o600))
        return _database(path)

    connection, read = _filled(database, found, listener)
    connection.close()
    return _stamps(read)


def _filled(
    database: Callable[[], sqlite3.Connection], found: Found, listener: Listener | None
) -> tuple[sqlite3.Connection, list[Read]]:
    progress = listener.progress if listener else None
    connection, read = build.build(database, found.files, progress)
    try:
        write_files(connection, read)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection, read


def write_files(connection: sqlite3.Connection, read: list[Read]) -> None:
    """Note which files the index is made of, and how they stood."""
    connection.execute("DELETE FROM file")
    connection.executemany(
        "INSERT INTO file VALUES (?,?,?,?,?,?,?,?)",
        [(r.slot, *(r.stamp or ("", 0, 0, 0, 0)), r.read_ns, r.claims) for r in read],
    )
    connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute(f"PRAGMA application_id={APPLICATION}")


def _database(path: str) -> sqlite3.Connection:
    """A database to write an index to; nothing is lost if that fails, so nothing is made safe."""
    connection = prepare(sqlite3.connect(path))
    connection.executescript(
        "PRAGMA page_size=16384;"  # a sixth less time to write than with the usual 4096
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
        f"PRAGMA cache_size=-{_CACHE_KB}"
    )
    return connection


def _reason(error: Exception) -> str:
    """Why it cannot be kept, in the words of the system; SQLite has its own for a full disk."""
    why = str(getattr(error, "strerror", None) or error).lower()
    return "no space left on device" if "full" in why else why
