"""The upkeep of the cache folder: which files are ours, and which may go."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial

from dipfacts.errors import QuestionError
from dipfacts.index.cache import INDEX_NAME, beginning, cache_folder, files_of
from dipfacts.index.rows.schema import APPLICATION, MARK, VERSION, IndexedFile
from dipfacts.read import files
from dipfacts.read.files import Stamp
from dipfacts.read.sqlite_header import HEADER, application_of, is_database, version_of
from dipfacts.record import Record
from dipfacts.write.sweep import sweep
from dipfacts.write.targets import Identity, Inputs
from dipfacts.write.whole import remove
from dipfacts.write.work import SAFELY

_NO_LIMIT = 1e18  # bytes, which no disk has
LIMIT = 2_000_000_000  # bytes that all indexes may take, unless DIPFACTS_CACHE_SIZE says otherwise
LOCK = "compile.lock"  # an empty file that whoever compiles a large base has locked
_PAGE = 16_384  # bytes of the first page, which holds the header and the text of the tables
PATIENCE = 120.0  # seconds to wait for another process that compiles

_SIZE = re.compile(r"([0-9]+)\s*([kmg]?)b?")
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


class KeptIndex(Record, frozen=True):
    """One kept index: its path and size, what it was made of (if it can be read), and when used.

    `is_of_ours` is whether its tables are those of this version, which reads no others.
    """

    path: str
    size: int
    is_of_ours: bool
    files: list[Stamp]
    claims: int
    used: float


def kept_indexes(folder: str) -> Iterator[KeptIndex]:
    """Yield every index in the folder, the one used last first."""
    for used, path, size in sorted(_indexes(folder), reverse=True):
        indexed, is_of_ours = _content_of(path)
        stamps = [file.stamp for file in indexed if file.stamp]
        claims = sum(file.claims for file in indexed)
        yield KeptIndex(path, size, is_of_ours, stamps, claims, used)


def nearest(folder: str, stamps: list[Stamp]) -> str | None:
    """Return the index that holds the most bytes of these files in their present state."""
    now = {*stamps}
    sharing = [
        (sum(file.size for file in one.files if file in now), one.path)
        for one in kept_indexes(folder)
    ]
    shared, path = max(sharing, default=(0, ""))
    return path if shared else None


def is_fresh(stamps: list[Stamp]) -> bool:
    """Return whether the files that an index was made of are still as they were."""
    return bool(stamps) and stamps == files.stamps([*map(files.known_file, stamps)])


class Cleared(Record, frozen=True):
    """The number of indexes deleted, the bytes that they took, and the number still there."""

    count: int
    size: int
    left: int


def clear(folder: str) -> Cleared:
    """Delete every index and what dead processes left; return what came of it.

    Other files are left alone, whatever they are called.
    """
    sweep(folder, None, is_index)
    remove(os.path.join(folder, LOCK), _is_empty)
    freed = [size for _, path, size in _indexes(folder) if remove(path, is_index)]
    return Cleared(len(freed), sum(freed), sum(1 for _ in _indexes(folder)))


def tidy(folder: str, using: str) -> None:
    """Delete the indexes used longest ago beyond the limit, but never the one in use.

    While there is room for all that are called so, none is looked into: there may be thousands.
    """
    room = limit()
    if sum(status.st_size for _, status in _called_indexes(folder)) <= room:
        return
    indexes = [(path != using, -used, size, path) for used, path, size in _indexes(folder)]
    for other, _, size, path in sorted(indexes):
        room -= size
        if room < 0 and other:
            remove(path, is_index)


def refuse_foreign(name: str, at: str) -> None:
    """Raise OSError unless an index may replace what stands at a path: an index, or nothing yet.

    `name` is that of the index that is to stand there.
    """
    if not is_index(at) and not _is_empty(at):
        raise OSError(errno.EEXIST, f"{name} there was not written by dipfacts")


def is_index(path: str) -> bool:
    """Return whether a file is an index that we compiled, be it damaged or of another version.

    One bit that flipped does not make it another's: of three signs two are enough, that it is a
    database, that it has our number in its header, and the text of our first table. One of zeros
    alone, as a power cut may leave it, holds nothing of anybody's.
    """
    head, _ = beginning(path, _PAGE, SAFELY)
    signs = (
        is_database(head),
        application_of(head) == APPLICATION,
        MARK.encode() in head,
    )
    return sum(signs) >= 2 or (bool(head) and not any(head) and _is_of_zeros(path))


def _is_of_zeros(path: str) -> bool:
    """Return whether no byte of a regular file is another than zero."""
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return not any(any(part) for part in iter(partial(file.read, _PAGE), b""))
    return False


def limit() -> int:
    """Return the bytes that all indexes may take: DIPFACTS_CACHE_SIZE, such as 500M, or LIMIT."""
    match = _SIZE.fullmatch(given_limit().lower())
    return int(min(float(match[1]) * _UNITS[match[2]], _NO_LIMIT)) if match else LIMIT


def given_limit() -> str:
    """Return the value of DIPFACTS_CACHE_SIZE; nothing where it is not set."""
    return os.environ.get("DIPFACTS_CACHE_SIZE", "").strip()


def is_limit(text: str) -> bool:
    """Return whether a text is a number of bytes, with a unit or without."""
    return _SIZE.fullmatch(text.lower()) is not None


@contextlib.contextmanager
def compile_turn(folder: str, is_done: Callable[[], bool]) -> Iterator[None]:
    """Wait until no other process compiles in this folder, or until that made it unnecessary.

    Not for ever, and not at all where nothing can be locked: to compile twice is only slow.
    """
    with warnings.catch_warnings(action="ignore"):  # it warns where the system has no locks
        from filelock import lock_descriptor  # lazy: takes as long to load as a look-up

    try:
        handle = os.open(os.path.join(folder, LOCK), os.O_CREAT | os.O_RDWR | SAFELY, 0o600)
    except OSError:
        yield
        return
    try:
        until = time.monotonic() + PATIENCE
        with contextlib.suppress(OSError):  # not every system or file system has locks
            while not lock_descriptor(handle, blocking=False):
                if time.monotonic() > until or is_done():
                    break
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _is_empty(path: str) -> bool:
    """Return whether a path leads to an empty file, with which nothing is lost."""
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        return stat.S_ISREG(status.st_mode) and not status.st_size
    return False


def _indexes(folder: str) -> list[tuple[float, str, int]]:
    """Return every index in a folder: when it was used last, its path, its size in bytes."""
    results = []
    for path, status in _called_indexes(folder):
        with contextlib.suppress(OSError):
            if is_index(path):
                _restore_last_use(path, status)
                used = max(status.st_atime, status.st_mtime)
                results.append((used, path, status.st_size))
    return results


def _called_indexes(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every path in a folder that has the name of an index, with its status."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if re.fullmatch(INDEX_NAME, name):
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError):
                    yield path, os.lstat(path)


def _content_of(path: str) -> tuple[list[IndexedFile], bool]:
    """Return the files that an index was made of, if it can be read, and if it is of ours."""
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        indexed = files_of(path)
        is_of_ours = bool(indexed) or version_of(beginning(path, HEADER, SAFELY)[0]) == VERSION
        _restore_last_use(path, status)
        return indexed, is_of_ours
    return [], True


def _restore_last_use(path: str, before: os.stat_result) -> None:
    """Set back when an index was read: to look which may go is no use of it."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def inputs_of(facts: list[str] | None) -> Inputs:
    """Return the inputs of the fact base in use; what is not there is left out.

    `facts` are the paths that were typed, else DIPFACTS_FACTS, else the bundled base.
    """
    from dipfacts.read.rows.table_files import at_a_glance  # lazy: loads all that reads

    identities, folders = set[Identity](), []
    for path in files.base_paths(facts or []):
        if path != files.BUNDLED and os.path.isdir(path):
            folders.append(path)
        with contextlib.suppress(QuestionError):
            named = files.source_files([path])
            for file in (*named, *at_a_glance(it for it in named if it.path != files.STDIN)):
                with contextlib.suppress(OSError, ValueError):
                    status = os.stat(0 if file.path == files.STDIN else file.path)
                    identities.add((status.st_dev, status.st_ino))
    return Inputs(frozenset(identities), tuple(folders), cache_folder(), INDEX_NAME)
