"""The making of an index: in the cache where one can be kept, in memory where not.

What reads and writes is imported while an old index is copied, which takes as long.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from io import FileIO

from dipfacts.index import cache, upkeep
from dipfacts.index.cache import BaseFiles, Listener
from dipfacts.index.failed_writes import number_of
from dipfacts.index.rows.schema import IndexedFile, insert_files
from dipfacts.read.files import NO_HANDLE, stamps
from dipfacts.text import plain
from dipfacts.write import signals
from dipfacts.write.whole import remove, whole
from dipfacts.write.work import SAFELY, create

_ELSEWHERE = "set DIPFACTS_CACHE to a folder of yours"
_REMEDIES = {
    os.strerror(errno.ENOSPC).lower(): f"make room there, or {_ELSEWHERE}",
    os.strerror(errno.EFBIG).lower(): f"allow larger files (ulimit -f), or {_ELSEWHERE}",
    os.strerror(errno.EMFILE).lower(): NO_HANDLE,
    os.strerror(errno.ENFILE).lower(): NO_HANDLE,
}
_TRIES = 3  # compiles of files that are written meanwhile; the next look-up finds the last stale


def make(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Return the index of these files, kept where it can be, else in memory.

    Raises QuestionError for files that cannot be read, FactBaseError for what is wrong in them.
    """
    if not base.stamps:  # what can be read only once is not worth keeping
        return _in_memory(base, listener)
    if not base.index_path:
        return _unkept(base, listener, "the cache", "there is no home folder")
    folder = os.path.dirname(base.index_path)
    try:
        if os.path.exists(folder) and not os.path.isdir(folder):
            raise OSError(errno.ENOTDIR, "it is no folder")
        os.makedirs(os.path.realpath(folder), mode=0o700, exist_ok=True)  # what a link leads to
        if not cache.is_large(base):
            return _in_cache(base, listener)
        with upkeep.compile_turn(folder, lambda: _is_fresh(base)):
            return cache.open_fresh(base) or _in_cache(base, listener)
    except (OSError, sqlite3.Error) as error:  # no room, no right: the answer does not need it
        signals.check()
        return _unkept(base, listener, folder, _reason(error))


def make_anew(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Delete the kept index, which is damaged, and return one in memory."""
    if base.index_path:
        remove(base.index_path, upkeep.is_index)
    return _in_memory(base, listener)


def _in_cache(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Write the index in its place, and open it."""

    def refuse_foreign(at: str) -> None:
        upkeep.refuse_foreign(os.path.basename(base.index_path), at)

    before = cache.files_of(base.index_path)
    with (
        _freed_meanwhile(base.index_path) if cache.is_large(base) else contextlib.nullcontext(),
        whole(base.index_path, refuse_foreign, replaceable=upkeep.is_index) as new,
    ):
        for _ in range(_TRIES):
            read = _renewed(base, new)
            if not read:
                # lazy: most indexes are there, and as new as the files
                from dipfacts.index.compiling import build

                made, read = build.build(new, base, listener.progress if listener else None)
                made.close()
            _note_first_meeting(new, read, before)
            if cache.are_current(read, stamps(base.files) or []):
                break
    upkeep.tidy(os.path.dirname(base.index_path), base.index_path)
    if (connection := cache.open_kept(base.index_path)) is None:
        raise sqlite3.OperationalError("it cannot be read back")
    return connection


def _note_first_meeting(new: str, read: list[IndexedFile], before: list[IndexedFile]) -> None:
    """Note in a new index which of its files an index had met before, just as they are."""
    files = cache.with_first_meeting(read, before)
    if files != read:
        # lazy: most indexes are there, and as new as the files
        from dipfacts.index.compiling import build

        with contextlib.closing(build.database(new)) as connection:
            insert_files(connection, files)
            connection.commit()


def _unkept(base: BaseFiles, listener: Listener | None, where: str, why: str) -> sqlite3.Connection:
    """Return the index in memory, and warn why every look-up has to make it again."""
    connection = _in_memory(base, listener)
    if listener:
        remedy = _REMEDIES.get(why, _ELSEWHERE)
        text = f"the index cannot be kept in {plain(where)}: {plain(why)}; answering from memory"
        listener.warn(f"{text} ({remedy})")
    return connection


def _is_fresh(base: BaseFiles) -> bool:
    connection = cache.open_fresh(base)
    if connection:
        connection.close()
    return connection is not None


def _renewed(base: BaseFiles, new: str) -> list[IndexedFile]:
    """Copy a kept index and bring it up to date; return no files where all must be compiled."""
    at = base.index_path
    old: str | None = at
    if cache.is_large(base) and not os.path.exists(at):  # most files may be in another one
        old = upkeep.nearest(os.path.dirname(at), base.stamps)
    connection = cache.open_kept(old) if old else None
    if not old or connection is None:
        return []
    create(new)
    try:
        with contextlib.closing(connection), _copied_meanwhile(old, new) as copied:
            # lazy: most indexes are there, and as new as the files
            from dipfacts.index.updating.renew import renewed

            return renewed(connection, base, new, copied)
    except RuntimeError:  # no thread can be started
        return []


@contextlib.contextmanager
def _copied_meanwhile(old: str, new: str) -> Iterator[Callable[[], None]]:
    """Copy a file while the block runs.

    What it gets waits for the end of that, and raises the error that this met, if any.
    """
    errors = list[OSError]()

    def copy() -> None:
        try:
            _copy(source, target)
        except OSError as error:
            errors.append(error)

    def copied() -> None:
        copying.join()
        for error in errors:
            raise error

    # Files are opened here: each call of the thread would wait for the interpreter, which loads.
    # ext4 writes a file that was truncated to the disk as soon as it is closed.
    with open(old, "rb", 0) as source, open(new, "r+b", 0) as target:
        copying = threading.Thread(target=copy)
        copying.start()
        try:
            yield copied
        finally:
            copying.join()


def _copy(source: FileIO, target: FileIO) -> None:
    """Copy an open file into an empty one, by one call where the system has it."""
    left = os.fstat(source.fileno()).st_size
    try:
        while left:
            count = os.copy_file_range(source.fileno(), target.fileno(), left)
            if not count:
                raise OSError
            left -= count
    except (AttributeError, OSError):  # not on every system or file system
        shutil.copyfile(source.name, target.name)


@contextlib.contextmanager
def _freed_meanwhile(path: str) -> Iterator[None]:
    """Let a thread free the file that stands at a path, if the block replaces it.

    To free a large one takes as long as to copy a part of it. Windows replaces no open file.
    """
    handle = None
    with contextlib.suppress(OSError):
        handle = None if os.name == "nt" else os.open(path, os.O_RDONLY | SAFELY)
    try:
        yield
    finally:
        if handle is not None:
            try:
                threading.Thread(target=os.close, args=(handle,)).start()
            except RuntimeError:  # no thread can be started
                os.close(handle)


def _in_memory(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
    """Return the index of these files for this process alone."""
    # lazy: most indexes are there, and as new as the files
    from dipfacts.index.compiling import build

    return build.build(build.MEMORY, base, listener.progress if listener else None)[0]


def _reason(error: Exception) -> str:
    """Return why an index cannot be kept, in the words of the system where these are known."""
    number = number_of(error) if isinstance(error, sqlite3.Error) else 0
    why = os.strerror(number) if number else str(getattr(error, "strerror", None) or error)
    return why.lower()
